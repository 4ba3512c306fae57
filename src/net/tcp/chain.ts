// The segments of a connection: a chain of rows from `una` to `write` (Linux's write queue and retransmission queue).
import { after, before, distance, plus } from './seq.js';
import { FIN, LOST, PSH, RETRANS, SACKED, type SegmentRow, SYN } from './tables.js';
import { chainKey, type Tcb } from './tcb.js';

export const spanOf = (s: SegmentRow): number =>
  s.length + ((s.flags & SYN) !== 0 ? 1 : 0) + ((s.flags & FIN) !== 0 ? 1 : 0);
export const endOf = (s: SegmentRow): number => plus(s.seq, spanOf(s));

export const segmentAt = (tp: Tcb, seq: number): SegmentRow | undefined =>
  seq === tp.s.write ? undefined : tp.tables.segments.get(chainKey(tp.id, seq));

export function setSegment(tp: Tcb, s: SegmentRow): void {
  tp.tables.segments.set(chainKey(tp.id, s.seq), s);
}
export function dropSegment(tp: Tcb, s: SegmentRow): void {
  tp.tables.segments.delete(chainKey(tp.id, s.seq));
}

/** The sent segments, oldest first. */
export function sentSegments(tp: Tcb): SegmentRow[] {
  const out: SegmentRow[] = [];
  for (let at = tp.s.una; at !== tp.s.nxt; ) {
    const s = segmentAt(tp, at);
    if (s === undefined) break;
    out.push(s);
    at = endOf(s);
  }
  return out;
}

export const withMark = (s: SegmentRow, mark: number): SegmentRow => (s.mark === mark ? s : { ...s, mark });

/** Puts a segment at the end of what is written. */
export function append(tp: Tcb, flags: number, frame: number, offset: number, length: number): void {
  const row: SegmentRow = {
    socket: tp.id,
    seq: tp.s.write,
    length,
    frame,
    offset,
    flags,
    sent: 0,
    firstAt: 0,
    sentAt: 0,
    mark: 0,
  };
  setSegment(tp, row);
  tp.s.write = endOf(row);
}

/** The last segment, if it has not been sent. */
export function unsentTail(tp: Tcb): SegmentRow | undefined {
  let last: SegmentRow | undefined;
  for (let at = tp.s.nxt; at !== tp.s.write; ) {
    const s = segmentAt(tp, at);
    if (s === undefined) break;
    last = s;
    at = endOf(s);
  }
  return last;
}

/** Cuts a segment in two after `length` bytes (Linux tcp_fragment); the first part is returned. */
export function split(tp: Tcb, s: SegmentRow, length: number): SegmentRow {
  const rest: SegmentRow = {
    ...s,
    seq: plus(s.seq, length + ((s.flags & SYN) !== 0 ? 1 : 0)),
    offset: s.offset + length,
    length: s.length - length,
    flags: s.flags & ~SYN,
  };
  const first: SegmentRow = { ...s, length, flags: s.flags & ~(FIN | PSH) };
  setSegment(tp, first);
  setSegment(tp, rest);
  return first;
}

/** Makes a sent segment end at a number inside it, where a SACK block begins or ends there (Linux tcp_match_skb_to_sack). */
export function cutAt(tp: Tcb, seq: number): void {
  if (!after(seq, tp.s.una) || !before(seq, tp.s.nxt) || segmentAt(tp, seq) !== undefined) return;
  const s = sentSegments(tp).find(row => before(row.seq, seq) && after(endOf(row), seq));
  const length = s === undefined ? 0 : distance(seq, s.seq) - ((s.flags & SYN) !== 0 ? 1 : 0);
  if (s === undefined || length <= 0 || length >= s.length) return;
  split(tp, s, length);
  tp.k.packets++;
  if ((s.mark & LOST) !== 0) tp.k.lost++;
  if ((s.mark & RETRANS) !== 0) tp.k.retrans++;
  if ((s.mark & SACKED) !== 0) tp.k.sacked++;
}

/** Bytes written and not yet acknowledged: what SO_SNDBUF limits. */
export const unackedBytes = (tp: Tcb): number => distance(tp.s.write, tp.s.una);
