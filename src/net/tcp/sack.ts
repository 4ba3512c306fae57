// What SACK blocks say about the segments under way (RFC 2018, RFC 6675; Linux tcp_sacktag_write_queue()).
import { cutAt, endOf, sentSegments, setSegment, withMark } from './chain.js';
import { rackDelivered, rackReordered } from './rack.js';
import { after, before, distance, laterOf } from './seq.js';
import { SACKTAG } from './stages.js';
import { LOST, RETRANS, SACKED } from './tables.js';
import type { Tcb } from './tcb.js';

/** Segments that must be SACKed above one before it counts as lost: DupThresh. */
export const threshold = (tp: Tcb): number => tp.ns.sysctl('net.ipv4.tcp_reordering');

/** Whether the first block reports a duplicate (RFC 2883): below the acknowledgement, or inside the second one. */
export function isDsack(sack: readonly number[], ack: number): boolean {
  if (sack.length < 2) return false;
  const [left, right] = sack as [number, number];
  if (before(left, ack)) return true;
  if (sack.length < 4) return false;
  return distance(left, sack[2] as number) >= 0 && distance(sack[3] as number, right) >= 0;
}

/** What blocks told: how many segments are new; of those sent once the oldest's and the newest's send time, -1 for none. */
export interface Tagged {
  readonly fresh: number;
  readonly oldest: number;
  readonly newest: number;
}

/** The end of the highest segment that was reported; `una` where none was. */
export function highestSacked(tp: Tcb): number {
  let end = tp.s.una;
  if (tp.k.sacked === 0) return end;
  for (const s of sentSegments(tp)) if ((s.mark & SACKED) !== 0) end = laterOf(end, endOf(s));
  return end;
}

/** Marks the segments that the blocks cover. */
export function sackTag(tp: Tcb, sack: readonly number[], ack: number): Tagged {
  const from = isDsack(sack, ack) ? 2 : 0;
  let fresh = 0;
  let oldest = -1;
  let newest = -1;
  const highest = highestSacked(tp);
  let lowest = highest;
  for (let i = from; i < sack.length; i++) cutAt(tp, sack[i] as number);
  for (const s of sentSegments(tp)) {
    if ((s.mark & SACKED) !== 0) continue;
    for (let i = from; i < sack.length; i += 2) {
      const [left, right] = [sack[i] as number, sack[i + 1] as number];
      if (before(s.seq, left) || after(endOf(s), right) || after(right, tp.s.nxt)) continue;
      if ((s.mark & LOST) !== 0) tp.k.lost--;
      if ((s.mark & RETRANS) !== 0) tp.k.retrans--;
      else if (s.sent === 1) {
        oldest = oldest < 0 ? s.firstAt : Math.min(oldest, s.firstAt);
        newest = Math.max(newest, s.firstAt);
        if (before(s.seq, lowest)) lowest = s.seq;
      }
      rackDelivered(tp, s);
      setSegment(tp, withMark(s, SACKED));
      tp.k.sacked++;
      fresh++;
      break;
    }
  }
  // Later ones were reported before it.
  rackReordered(tp, distance(highest, lowest));
  if (fresh > 0) {
    const args = { netns: tp.ns.name, local: tp.sock.localPort, count: fresh, sacked: tp.k.sacked };
    tp.stack.world.journal.note(SACKTAG, 'tcp.sacked', args);
  }
  return { fresh, oldest, newest };
}

/** RFC 6675 §4 IsLost(): enough segments above were reported. Without SACK: the first one is. */
export function markLost(tp: Tcb): number {
  const { k } = tp;
  const segments = sentSegments(tp);
  let marked = 0;
  const mark = (i: number) => {
    const s = segments[i];
    if (s === undefined || (s.mark & (LOST | SACKED)) !== 0) return;
    setSegment(tp, withMark(s, s.mark | LOST));
    k.lost++;
    marked++;
  };
  if (!tp.c.sack) {
    mark(0);
    return marked;
  }
  let above = 0;
  const need = threshold(tp);
  const lost: number[] = [];
  for (let i = segments.length - 1; i >= 0; i--) {
    if ((segments[i]!.mark & SACKED) !== 0) above++;
    else if (above >= need && (segments[i]!.mark & RETRANS) === 0) lost.push(i);
  }
  for (const i of lost.reverse()) mark(i);
  return marked;
}
