// A connection while an event works on it: copies of its rows that functions change in place, and `save`, which writes
// those that differ under the open stage. Nothing of it outlives the event.
import type { Table } from '../../journal/index.js';
import type { Netns, Stack } from '../stack.js';
import type { SocketRow } from '../tables.js';
import {
  type AcceptRow,
  acceptSchema,
  type CongestionRow,
  type CubicRow,
  congestionSchema,
  cubicSchema,
  type HoleRow,
  holeSchema,
  NO_OPTIONS,
  type OptionsRow,
  optionsSchema,
  overflowSchema,
  type RackRow,
  type RcvRow,
  type RequestRow,
  rackSchema,
  rcvSchema,
  requestSchema,
  type SegmentRow,
  type SendRow,
  segmentSchema,
  sendSchema,
  statSchema,
  type TcpOptions,
  type TcpRow,
  type TcpTimerRow,
  tcpSchema,
  tcpTimerSchema,
  type UnreadRow,
  unreadSchema,
} from './tables.js';

export interface TcpTables {
  readonly tcp: Table<TcpRow>;
  readonly options: Table<OptionsRow>;
  readonly send: Table<SendRow>;
  readonly rcv: Table<RcvRow>;
  readonly congestion: Table<CongestionRow>;
  readonly cubic: Table<CubicRow>;
  readonly rack: Table<RackRow>;
  readonly timers: Table<TcpTimerRow>;
  readonly segments: Table<SegmentRow>;
  readonly unread: Table<UnreadRow>;
  readonly holes: Table<HoleRow>;
  readonly requests: Table<RequestRow>;
  readonly accepts: Table<AcceptRow>;
  readonly stats: Table<number>;
  readonly overflows: Table<number>;
}

const handles = new WeakMap<Netns, TcpTables>();
/** The TCP tables of a namespace. */
export function tcpTables(stack: Stack, ns: Netns): TcpTables {
  let tables = handles.get(ns);
  if (tables === undefined) {
    const { journal } = stack.world;
    const { name } = ns;
    tables = {
      tcp: journal.table(tcpSchema, name),
      options: journal.table(optionsSchema, name),
      send: journal.table(sendSchema, name),
      rcv: journal.table(rcvSchema, name),
      congestion: journal.table(congestionSchema, name),
      cubic: journal.table(cubicSchema, name),
      rack: journal.table(rackSchema, name),
      timers: journal.table(tcpTimerSchema, name),
      segments: journal.table(segmentSchema, name),
      unread: journal.table(unreadSchema, name),
      holes: journal.table(holeSchema, name),
      requests: journal.table(requestSchema, name),
      accepts: journal.table(acceptSchema, name),
      stats: journal.table(statSchema, name),
      overflows: journal.table(overflowSchema, name),
    };
    handles.set(ns, tables);
  }
  return tables;
}

export type Working<R> = { -readonly [K in keyof R]: R[K] };

export interface Tcb {
  readonly stack: Stack;
  readonly ns: Netns;
  readonly id: number;
  readonly tables: TcpTables;
  sock: SocketRow;
  readonly o: TcpOptions;
  /** State, send side, receive side, congestion control, timers. */
  readonly c: Working<TcpRow>;
  readonly s: Working<SendRow>;
  readonly r: Working<RcvRow>;
  readonly k: Working<CongestionRow>;
  readonly t: Working<TcpTimerRow>;
  /** CUBIC's memory, and RACK's; undefined where the connection has none. */
  u: Working<CubicRow> | undefined;
  q: Working<RackRow> | undefined;
  /** RACK has heard of a delivery in this event. */
  rackMoved: boolean;
}

/** The key of a segment's or an unread piece's row. */
export const chainKey = (socket: number, seq: number): number => socket * 0x100000000 + seq;

/** The connection of that number; undefined when it is gone. */
export function loadTcb(stack: Stack, ns: Netns, id: number): Tcb | undefined {
  const tables = tcpTables(stack, ns);
  const sock = ns.sockets.get(id);
  const c = tables.tcp.get(id);
  const s = tables.send.get(id);
  const r = tables.rcv.get(id);
  const k = tables.congestion.get(id);
  const t = tables.timers.get(id);
  if (!(sock && c && s && r && k && t)) return undefined;
  const o = tables.options.get(id)?.options ?? NO_OPTIONS;
  const u = tables.cubic.get(id);
  const q = tables.rack.get(id);
  return {
    stack,
    ns,
    id,
    tables,
    sock,
    o,
    c: { ...c },
    s: { ...s },
    r: { ...r },
    k: { ...k },
    t: { ...t },
    u: u === undefined ? undefined : { ...u },
    q: q === undefined ? undefined : { ...q },
    rackMoved: false,
  };
}

function put<R extends object>(table: Table<R>, key: number, mine: R): void {
  const known = table.get(key);
  if (known !== undefined) {
    let same = true;
    for (const name in mine) {
      if (mine[name] !== known[name]) {
        same = false;
        break;
      }
    }
    if (same) return;
  }
  table.set(key, { ...mine });
}

/** Writes what has changed, under the open stage. */
export function save(tp: Tcb): void {
  const { tables, id } = tp;
  // A connection that was destroyed meanwhile stays so.
  if (!tables.tcp.has(id)) return;
  put<TcpRow>(tables.tcp, id, tp.c);
  put<SendRow>(tables.send, id, tp.s);
  put<RcvRow>(tables.rcv, id, tp.r);
  put<CongestionRow>(tables.congestion, id, tp.k);
  put<TcpTimerRow>(tables.timers, id, tp.t);
  if (tp.u !== undefined) put<CubicRow>(tables.cubic, id, tp.u);
  if (tp.q !== undefined) put<RackRow>(tables.rack, id, tp.q);
}

/** Adds to a counter of nstat. */
export function countStat(stack: Stack, ns: Netns, name: string): void {
  const { stats } = tcpTables(stack, ns);
  stats.set(name, (stats.get(name) ?? 0) + 1);
}

const homes = new WeakMap<Stack, Map<number, string>>();
function homesOf(stack: Stack): Map<number, string> {
  let known = homes.get(stack);
  if (known === undefined) {
    known = new Map();
    homes.set(stack, known);
  }
  return known;
}
/** Notes where a new socket or request lives. */
export function settle(stack: Stack, ns: Netns, id: number): void {
  homesOf(stack).set(id, ns.name);
}

/** The namespace of a socket or request. An index: numbers are never given twice, and nothing moves. */
export function homeOf(stack: Stack, id: number): Netns | undefined {
  const known = homesOf(stack).get(id);
  if (known !== undefined) return stack.netns(known);
  for (const row of stack.netnsTable.rows()) {
    const ns = stack.netns(row.name);
    if (!ns.sockets.has(id) && !tcpTables(stack, ns).requests.has(id)) continue;
    settle(stack, ns, id);
    return ns;
  }
  return undefined;
}
