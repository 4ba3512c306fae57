// The rows of a ladder: one connection's segments and the states of its two ends, long waits, the cursor's moment. Rows beyond
// the cursor, up to the present, have been seen. Read ladder-segments.ts first.
import { changeIndex, flights } from '../../debug/index.js';
import type { View } from '../view.js';
import { type Between, type Fate, fateOf, type Placed, placed, withWaits } from './chart-rows.js';
import { type End, isCaptured, type Segment, type Segments, segmentsOf, type Talk } from './ladder-segments.js';
import { type Row, tableOf } from './table-rows.js';
import { socketsEver } from './tcp-history.js';

export type SegmentRow = Placed & { readonly kind: 'segment'; readonly segment: Segment; readonly fate: Fate };
/** An end's state from here on. */
export type StateRow = Placed & {
  readonly kind: 'state';
  readonly side: 0 | 1;
  readonly change: number;
  readonly stage: number;
  readonly state: string;
};
export type LadderRow = SegmentRow | StateRow | Between;

/** Segments before and after the middle one. */
const [BEFORE, AFTER] = [150, 75];

/** The connections of which something was on a cable up to the present. */
export function talksOf(view: View): readonly Talk[] {
  const { talks } = segmentsOf(view.session.target);
  const { present } = view.session;
  const end = talks.findIndex(t => (t.segments[0]?.stage ?? present) >= present);
  return end < 0 ? talks : talks.slice(0, end);
}

/** Segments of a connection that went before a position. */
export function countBefore({ segments }: Talk, position: number): number {
  let [low, high] = [0, segments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle] as Segment).stage < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The rows around the segment of number `middle`. */
export function ladderRows(view: View, talk: Talk, middle: number): LadderRow[] {
  const { session } = view;
  const index = segmentsOf(session.target);
  const count = countBefore(talk, session.present);
  const [first, end] = [Math.max(0, middle - BEFORE), Math.min(count, middle + AFTER)];
  const now = flying(view, index, session.position);
  const later = view.where.atPresent ? now : flying(view, index, session.present);
  const found: (SegmentRow | StateRow)[] = [];
  for (let i = first; i < end; i++) {
    const segment = talk.segments[i] as Segment;
    if (segment.stage < session.start) continue;
    const at = placed(view, segment.stage);
    const until = at.later ? session.present : session.position;
    const fate = fateIn(view, index, talk, segment, until, at.later ? later : now);
    found.push({ kind: 'segment', segment, fate, ...at });
  }
  const low = first === 0 ? session.start : (talk.segments[first] as Segment).stage;
  const high = end === count ? session.present : (talk.segments[end] as Segment).stage;
  found.push(...stateRows(view, talk, low, high));
  found.sort((x, y) => x.order - y.order);
  const rows: LadderRow[] = withWaits(view, found, false);
  if (first > 0) rows.unshift({ kind: 'more', where: 'above' });
  if (end < count) rows.push({ kind: 'more', where: 'below' });
  return rows;
}

/** Segments of which something is on a cable at a position, by their frames. */
function flying(view: View, index: Segments, position: number): ReadonlySet<number> {
  const out = new Set<number>();
  for (const { frame } of flights(view.session.world, position)) {
    const root = index.rootOf(frame);
    if (root !== undefined) out.add(root);
  }
  return out;
}

/** What has become of a segment: at its end, wherever that is, not at the next hop. */
function fateIn(
  view: View,
  index: Segments,
  talk: Talk,
  { frame, side, stage }: Segment,
  until: number,
  onTheWay: ReadonlySet<number>,
): Fate {
  const { frames } = view.session.world;
  if (isCaptured(view.session.target, stage)) return 'arrived';
  const node = nodeOf(view, talk.ends[side === 0 ? 1 : 0]);
  const got = index.receivedOf(frame).filter(f => frames.existsAt(f, until));
  const arrived = got.find(f => view.session.target.nodeOfDevice(frames.devOf(f)) === node);
  if (arrived !== undefined) return fateOf(view, arrived, until);
  if (onTheWay.has(frame)) return 'flying';
  // At the last hop it was not thrown away, nothing of it is on a cable: it waits there.
  const last = got.at(-1);
  return last !== undefined && !sentOn(view, index, frame, last, until) && fateOf(view, last, until) === 'arrived'
    ? 'flying'
    : 'lost';
}

/** Whether a hop has sent on what it received. */
function sentOn(view: View, index: Segments, root: number, received: number, until: number): boolean {
  const { frames, journal } = view.session.world;
  const end = Math.min(
    frames.countAt(journal.firstStage(journal.eventOf(frames.stageOf(received)) + 1)),
    frames.countAt(until),
  );
  for (let f = received + 1; f < end; f++)
    if (frames.directionOf(f) === 'sent' && index.rootOf(f) === root) return true;
  return false;
}

/** The node an end is at: the one that its segments come from, else the one that has its address. */
export function nodeOf(view: View, { node, ip }: End): string | undefined {
  return node ?? view.network.nodes.find(n => n.devices.some(d => d.addresses.includes(ip)))?.name;
}

/** The namespaces of an end's node. */
function spacesOf(view: View, end: End): string[] {
  const node = nodeOf(view, end);
  const rows = [...(tableOf(view, 'netns')?.rows() ?? [])] as Row[];
  return rows.filter(r => r.node === node).map(r => String(r.name));
}

const isOwn = (row: Row, own: End, other: End): boolean =>
  row.localPort === own.port && row.remotePort === other.port && row.localIp === own.ip && row.remoteIp === other.ip;

/** The events in which a connection was the one of its two ends: another may have them before and after it. */
function turnOf(view: View, talk: Talk): { first: number; end: number } {
  const { journal } = view.session;
  const same = segmentsOf(view.session.target).talks.filter(t => sameEnds(t, talk));
  const at = same.indexOf(talk);
  const event = (t: Talk | undefined) =>
    t === undefined ? undefined : journal.eventOf((t.segments[0] as Segment).stage);
  const next = event(same[at + 1]);
  return { first: at === 0 ? 0 : (event(talk) as number), end: next ?? Number.POSITIVE_INFINITY };
}
const sameEnds = (a: Talk, b: Talk): boolean => a.ends.every(e => b.ends.some(o => o.ip === e.ip && o.port === e.port));

/** What either end's state became in the stages [low, high). */
function stateRows(view: View, talk: Talk, low: number, high: number): StateRow[] {
  const { journal, target } = view.session;
  const turn = turnOf(view, talk);
  const [from, to] = [journal.changesAt(low), journal.changesAt(high)];
  const out: StateRow[] = [];
  for (const side of [0, 1] as const) {
    const [own, other] = [talk.ends[side], talk.ends[side === 0 ? 1 : 0]];
    for (const netns of spacesOf(view, own)) {
      const sockets = socketsEver(target, netns);
      for (const name of ['tcp', 'syn-queue']) {
        const table = journal.tableNamed(`${name}@${netns}`);
        if (table === undefined) continue;
        const list = changeIndex(target).of(table);
        for (let i = list.lowerBound(from); i < list.length && list.at(i) < to; i++) {
          const change = journal.change(list.at(i));
          const [before, after] = [change.before, change.after] as (Row | undefined)[];
          const names = name === 'tcp' ? sockets.get(Number(change.key)) : (after ?? before);
          if (names === undefined || !isOwn(names, own, other)) continue;
          const event = journal.eventOf(change.stage);
          if (event < turn.first || event >= turn.end || view.words.isVeiled(change.stage)) continue;
          const state = stateOf(name, before, after);
          if (state === undefined) continue;
          const { stage, at } = change;
          out.push({ kind: 'state', side, change: at, stage, state, ...placed(view, stage), order: stage - 0.5 });
        }
      }
    }
  }
  return out;
}

/** The state that a change brought; undefined: none. */
function stateOf(table: string, before: Row | undefined, after: Row | undefined): string | undefined {
  // A request in the SYN queue is the connection's SYN-RECEIVED, until there is a socket.
  if (table === 'syn-queue') return before === undefined ? 'SYN-RECV' : undefined;
  if (after === undefined) return before?.state === 'CLOSED' ? undefined : 'CLOSED';
  if (after.state === before?.state) return undefined;
  // One from the SYN queue was in SYN-RECV before, and a new socket is CLOSED for a moment.
  if (after.state === 'SYN-RECV' && Number(after.listener) > 0) return undefined;
  return before === undefined && after.state === 'CLOSED' ? undefined : String(after.state);
}

/** The state of an end at the cursor, as ss would say; '' where nobody knows. */
export function stateNow(view: View, talk: Talk, side: 0 | 1): string {
  if (isCaptured(view.session.target, (talk.segments[0] as Segment).stage)) return '';
  const [own, other] = [talk.ends[side], talk.ends[side === 0 ? 1 : 0]];
  const last = talksOf(view).findLast(t => sameEnds(t, talk)) === talk;
  for (const netns of last ? spacesOf(view, own) : []) {
    const tcp = tableOf(view, `tcp@${netns}`);
    for (const [id, row] of socketsEver(view.session.target, netns)) {
      const state = isOwn(row, own, other) ? (tcp?.get(id) as Row | undefined)?.state : undefined;
      if (state !== undefined) return String(state);
    }
    const requests = [...(tableOf(view, `syn-queue@${netns}`)?.rows() ?? [])] as Row[];
    if (requests.some(r => isOwn(r, own, other))) return 'SYN-RECV';
    // Once it has answered, the connection is its own: over is over, whoever still listens.
    const spoken = talk.segments.slice(0, countBefore(talk, view.session.position)).some(each => each.side === side);
    for (const row of (tcp?.rows() ?? []) as Iterable<Row>) {
      if (row.state !== 'LISTEN' || spoken) continue;
      const socket = tableOf(view, `socket@${netns}`)?.get(row.socket as number) as Row | undefined;
      if (socket?.localPort === own.port) return 'LISTEN';
    }
  }
  return 'CLOSED';
}
