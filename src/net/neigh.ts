// The neighbour table: from an address of this link to its MAC address, and what is done while that is not known
// (RFC 1122 §2.3.2, RFC 4861 §7.3; Linux net/core/neighbour.c, whose functions the stages are named after).
//
//   NONE → INCOMPLETE → REACHABLE → STALE → DELAY → PROBE → FAILED
//
// INCOMPLETE: asked by broadcast, packets wait. REACHABLE: proved lately. STALE: known, not proved lately. DELAY: used
// while STALE, waiting 5 s for a proof from above. PROBE: asked by unicast. FAILED: nobody answered.
import { stageKind } from '../journal/index.js';
import { type PacketToSend, sendOnLink } from './ip-link.js';
import {
  blank,
  IN_TIMER,
  isConnected,
  isValid,
  MS,
  neighKey,
  neighSetting,
  reachableTime,
  write,
} from './neigh-table.js';
import { probe } from './neigh-timer.js';
import type { Netns, Stack } from './stack.js';
import type { NeighRow, NeighState, NetdevRow } from './tables.js';

export const NEIGH_RESOLVE = stageKind('neigh_resolve', 'RFC 1122 §2.3.2.2, Linux neigh_resolve_output()', 'decision', [
  'neigh.known',
  'neigh.stale-used',
  'neigh.unknown',
  'neigh.waiting',
  'neigh.failed-retry',
]);
export const NEIGH_DIRECT = stageKind('neigh_direct_output', 'Linux neigh_direct_output()', 'path', ['neigh.noarp']);
export const NEIGH_UPDATE = stageKind('neigh_update', 'Linux __neigh_update()', 'decision', [
  'neigh.learn',
  'neigh.answer',
  'neigh.confirmed',
  'neigh.changed',
  'neigh.locked',
  'neigh.heard',
]);

export const NEIGH_FLUSH = stageKind('neigh_ifdown', 'Linux neigh_ifdown()', 'decision', ['neigh.device-down']);
export const NEIGH_QUEUE = stageKind('neigh_queue', 'RFC 1122 §2.3.2.2', 'decision', [
  'neigh.queue-full',
  'neigh.release',
  'neigh.discard',
]);

/** Sends a packet to a neighbour, now or when its address is known (Linux neigh_output / neigh_resolve_output). */
export function neighOutput(stack: Stack, ns: Netns, dev: NetdevRow, ip: number, packet: PacketToSend): void {
  const { journal, now } = stack.world;
  const row = ns.neighs.get(neighKey(dev.id, ip));
  if (dev.kind === 'loopback') {
    journal.begin(NEIGH_DIRECT, 'neigh.noarp', { ip, dev: dev.id, frame: packet.frame });
    sendOnLink(stack, dev, packet.frame, 0, 0x0800);
  } else if (row !== undefined && isConnected(row.state)) {
    const mac = row.lladdr as number;
    journal.begin(NEIGH_RESOLVE, 'neigh.known', { ip, dev: dev.id, frame: packet.frame, mac, state: row.state });
    sendOnLink(stack, dev, packet.frame, mac, 0x0800);
  } else if (row !== undefined && isValid(row.state)) {
    const mac = row.lladdr as number;
    journal.begin(NEIGH_RESOLVE, 'neigh.stale-used', { ip, dev: dev.id, frame: packet.frame, mac, state: row.state });
    if (row.state === 'STALE') {
      const due = now + neighSetting(ns, dev, 'delay_first_probe_time') * 1000 * MS;
      write(stack, ns, row, { ...row, state: 'DELAY', used: now, updated: now }, due);
    } else if (row.used !== now) write(stack, ns, row, { ...row, used: now }, row.due);
    sendOnLink(stack, dev, packet.frame, mac, 0x0800);
  } else enqueue(stack, ns, dev, ip, row, packet);
  journal.end(row === undefined || isValid(row.state) ? 'pass' : 'queued');
}

/**
 * What a packet counts for in a queue's limit: its buffer with the kernel's own book-keeping (Linux skb->truesize, as
 * observed: 256 packets of 84 bytes fill 212992, and 92 of 1428).
 */
const truesize = (length: number): number => (length <= 512 ? 832 : 2304);

/** Keeps a packet until the address is known; the first one starts the asking (Linux __neigh_event_send). */
function enqueue(
  stack: Stack,
  ns: Netns,
  dev: NetdevRow,
  ip: number,
  row: NeighRow | undefined,
  packet: PacketToSend | undefined,
): void {
  const { journal, now } = stack.world;
  const waiting = row !== undefined && row.state === 'INCOMPLETE';
  const reason = waiting ? 'neigh.waiting' : row === undefined ? 'neigh.unknown' : 'neigh.failed-retry';
  if (packet === undefined) journal.begin(NEIGH_RESOLVE, reason, { ip, dev: dev.id });
  else journal.begin(NEIGH_RESOLVE, reason, { ip, dev: dev.id, frame: packet.frame });
  const queue = [...(row?.queue ?? []), ...(packet === undefined ? [] : [packet.frame])];
  const limit = neighSetting(ns, dev, 'unres_qlen_bytes');
  let size = queue.reduce((sum, frame) => sum + truesize(stack.world.frames.length(frame)), 0);
  while (size > limit && queue.length > 1) {
    const oldest = queue.shift() as number;
    size -= truesize(stack.world.frames.length(oldest));
    journal.note(NEIGH_QUEUE, 'neigh.queue-full', { frame: oldest, limit, ip }, 'drop');
  }
  if (waiting) {
    write(stack, ns, row, { ...row, queue, used: now }, row.due);
    return;
  }
  // Linux: probes start at ucast_solicit, so that arp_solicit() sees only the broadcast ones.
  const probes = neighSetting(ns, dev, 'ucast_solicit');
  const due = now + neighSetting(ns, dev, 'retrans_time_ms') * MS;
  const base = row ?? blank(ns, dev, ip, now);
  const next = write(stack, ns, row, { ...base, state: 'INCOMPLETE', probes, queue, used: now, updated: now }, due);
  probe(stack, ns, dev, next);
}

/** Asks for a neighbour's address without a packet for it, unless it is known or asked for (Linux neigh_event_send). */
export function neighStart(stack: Stack, ns: Netns, dev: NetdevRow, ip: number): void {
  const row = ns.neighs.get(neighKey(dev.id, ip));
  if (row !== undefined && (isValid(row.state) || row.state === 'INCOMPLETE')) return;
  enqueue(stack, ns, dev, ip, row, undefined);
  stack.world.journal.end();
}

/** What an update is allowed to do (Linux NEIGH_UPDATE_F_*). */
export interface UpdateRight {
  /** May replace a different address. */
  readonly override: boolean;
  /** By hand: `ip neigh`. */
  readonly admin?: boolean;
}

/** Somebody said, or we were told, where a neighbour is (Linux __neigh_update). `row` undefined: create it. */
export function neighUpdate(
  stack: Stack,
  ns: Netns,
  dev: NetdevRow,
  ip: number,
  lladdr: number,
  wanted: NeighState,
  right: UpdateRight,
): void {
  const { journal, now } = stack.world;
  const row = ns.neighs.get(neighKey(dev.id, ip));
  const old = row ?? blank(ns, dev, ip, now);
  const same = old.lladdr === lladdr;
  const args = { ip, dev: dev.id, mac: lladdr, state: wanted };
  // Linux: what was entered by hand yields to nothing that is heard.
  const fixed = (old.state === 'PERMANENT' || old.state === 'NOARP') && right.admin !== true;
  if (fixed && same) {
    journal.note(NEIGH_UPDATE, 'neigh.heard', { ...args, state: old.state });
    return;
  }
  if (fixed || (isValid(old.state) && !same && !right.override)) {
    journal.note(NEIGH_UPDATE, 'neigh.locked', { ...args, before: old.lladdr as number }, 'drop');
    return;
  }
  const unchanged = isValid(old.state) && same && wanted === 'STALE' && right.admin !== true;
  const state = unchanged ? old.state : wanted;
  if (unchanged) {
    journal.note(NEIGH_UPDATE, 'neigh.heard', { ...args, state });
    return;
  }
  const reason =
    row === undefined || (!isValid(old.state) && wanted !== 'REACHABLE')
      ? 'neigh.learn'
      : !isValid(old.state)
        ? 'neigh.answer'
        : same
          ? 'neigh.confirmed'
          : 'neigh.changed';
  journal.begin(NEIGH_UPDATE, reason, { ...args, ...(old.lladdr === undefined ? {} : { before: old.lladdr }) });
  const reachable = reachableTime(stack, dev);
  const connected = isConnected(state);
  // Linux: an address that nobody has proved counts as confirmed long ago.
  const longAgo = now - 2 * neighSetting(ns, dev, 'base_reachable_time_ms') * MS;
  const confirmed = connected ? now : same ? old.confirmed : longAgo;
  const updated = state !== old.state || !same ? now : old.updated;
  const keepTimer = state === old.state;
  const due = keepTimer ? old.due : state === 'REACHABLE' ? now + reachable : IN_TIMER.includes(state) ? now + 1 : 0;
  const next: NeighRow = {
    ...old,
    lladdr,
    state,
    // Linux (observed): an answer that confirms counts as a use.
    used: state === 'REACHABLE' && old.state !== 'REACHABLE' ? now : old.used,
    confirmed,
    updated,
    queue: [],
    probes: state === 'PROBE' ? 0 : old.probes,
  };
  write(stack, ns, row, next, due);
  if (isValid(state)) release(stack, ns, dev, ip, old.queue);
  journal.end();
}

/** Sends what waited for the address. */
function release(stack: Stack, ns: Netns, dev: NetdevRow, ip: number, queue: readonly number[]): void {
  if (queue.length === 0) return;
  stack.world.journal.begin(NEIGH_QUEUE, 'neigh.release', { ip, dev: dev.id, frames: queue, count: queue.length });
  for (const frame of queue) neighOutput(stack, ns, dev, ip, { frame });
  stack.world.journal.end();
}

/** Takes an entry out: `ip neigh del`. The row goes; what waited is thrown away. */
export function neighDelete(stack: Stack, ns: Netns, row: NeighRow): void {
  if (row.timer >= 0) stack.world.cancel(row.timer);
  ns.neighs.delete(neighKey(row.dev, row.ip));
  for (const frame of row.queue) stack.world.journal.note(NEIGH_QUEUE, 'neigh.discard', { frame, ip: row.ip }, 'drop');
}

/** A device went down: its entries go (Linux neigh_ifdown; PERMANENT ones stay on a mere loss of carrier). */
export function neighDeviceDown(stack: Stack, dev: NetdevRow, keepPermanent: boolean): void {
  const ns = stack.netnsOf(dev);
  const gone = [...ns.neighs.rows()].filter(r => r.dev === dev.id && !(keepPermanent && r.state === 'PERMANENT'));
  if (gone.length === 0) return;
  stack.world.journal.begin(NEIGH_FLUSH, 'neigh.device-down', { dev: dev.id, count: gone.length });
  for (const row of gone) neighDelete(stack, ns, row);
  stack.world.journal.end();
}
