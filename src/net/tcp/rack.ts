// RACK: a segment is lost when one that was sent later has arrived, and enough time for overtaking has gone by (RFC 8985
// §6; Linux tcp_recovery.c). Only with SACK, and where net.ipv4.tcp_recovery says so: 1 on, 2 a fixed reordering window, 4 no
// shortcut by three duplicates.
import { endOf, sentSegments, setSegment, withMark } from './chain.js';
import { after } from './seq.js';
import { RACK } from './stages.js';
import { LOST, type RackRow, RETRANS, SACKED, type SegmentRow } from './tables.js';
import type { Tcb, Working } from './tcb.js';
import { armSendTimer } from './timer-set.js';

const SETTING = 'net.ipv4.tcp_recovery';
const FIXED_WINDOW = 2;
const NO_THRESHOLD = 4;
/** Linux tcp_min_rtt_wlen, TCP_TIMEOUT_MIN_US (two jiffies), TCP_RACK_RECOVERY_THRESH. */
const MIN_RTT_LIFE = 300e9;
const TIMER_SLACK = 2e6;
const PERSIST = 16;

export const rackOn = (tp: Tcb): boolean => tp.c.sack && (tp.ns.sysctl(SETTING) & 1) !== 0;

const newRack = (socket: number): Working<RackRow> => ({
  socket,
  sentAt: -1,
  end: 0,
  rtt: 0,
  minRtt: -1,
  minAt: 0,
  reordered: 0,
  degree: 0,
  steps: 1,
  persist: 0,
  grownAt: -1,
});

function rowOf(tp: Tcb): Working<RackRow> {
  tp.q ??= newRack(tp.id);
  return tp.q;
}

/** Sent later; of two sent at one time the one with the higher number. */
const sentAfter = (at: number, end: number, otherAt: number, otherEnd: number): boolean =>
  at > otherAt || (at === otherAt && after(end, otherEnd));

/** Steps 1 to 3 of RFC 8985 §6.2, for a segment that has just been acknowledged or reported by SACK. */
export function rackDelivered(tp: Tcb, s: SegmentRow): void {
  if (!rackOn(tp)) return;
  const q = rowOf(tp);
  const rtt = tp.stack.world.now - s.sentAt;
  // Sent more than once and answered sooner than possible: it was an earlier copy.
  if (s.sent > 1 && (q.minRtt < 0 || rtt < q.minRtt)) return;
  tp.rackMoved = true;
  q.rtt = rtt;
  const end = endOf(s);
  if (!sentAfter(s.sentAt, end, q.sentAt, q.end)) return;
  q.sentAt = s.sentAt;
  q.end = end;
}

/** Linux tcp_max_reordering. */
const MOST_DEGREE = 300;
/** A segment that was sent once has arrived `behind` bytes after one that was sent later: they overtake each other here. */
export function rackReordered(tp: Tcb, behind: number): void {
  if (behind <= 0 || !rackOn(tp)) return;
  const q = rowOf(tp);
  q.reordered++;
  q.degree = Math.max(q.degree, Math.min(MOST_DEGREE, Math.ceil(behind / tp.c.mss)));
}

/** Duplicates that prove a loss: net.ipv4.tcp_reordering, or more where more have been overtaken. */
export const dupThreshold = (tp: Tcb): number => Math.max(tp.ns.sysctl('net.ipv4.tcp_reordering'), tp.q?.degree ?? 0);

/** A round trip was measured, ns. */
export function rackMeasured(tp: Tcb, rtt: number): void {
  if (!rackOn(tp)) return;
  const q = rowOf(tp);
  const { now } = tp.stack.world;
  if (q.minRtt >= 0 && rtt > q.minRtt && now - q.minAt <= MIN_RTT_LIFE) return;
  q.minRtt = rtt;
  q.minAt = now;
}

/** RFC 8985 §6.2, step 4: a duplicate was reported, so something was sent again for nothing: wait longer from now on. */
export function rackDuplicate(tp: Tcb, reported: boolean): void {
  const { q } = tp;
  if (q === undefined || (tp.ns.sysctl(SETTING) & FIXED_WINDOW) !== 0) return;
  // Once in a round trip: what is delivered now was sent after the window last grew.
  if (reported && q.sentAt > q.grownAt) {
    q.steps = Math.min(255, q.steps + 1);
    q.persist = PERSIST;
    q.grownAt = tp.stack.world.now;
  } else if (q.persist === 0) q.steps = 1;
}

/** A recovery is over. */
export function rackRecovered({ q }: Tcb): void {
  if (q !== undefined && q.persist > 0) q.persist--;
}

/** RFC 8985 §6.2, step 4: how long a segment may be late without being lost, ns. */
function reorderingWindow(tp: Tcb, q: Working<RackRow>): number {
  const { k, ns } = tp;
  if (q.reordered === 0) {
    if (k.ca === 'Recovery' || k.ca === 'Loss') return 0;
    if (k.sacked >= dupThreshold(tp) && (ns.sysctl(SETTING) & NO_THRESHOLD) === 0) return 0;
  }
  return Math.min(Math.floor(Math.max(0, q.minRtt) / 4) * q.steps, Math.max(0, k.srtt));
}

/** How long a segment still has until it counts as lost, ns; not above 0: it is. Where RACK knows nothing it is. */
export const rackLeft = (tp: Tcb, s: SegmentRow): number =>
  tp.q === undefined ? 0 : tp.q.rtt - (tp.stack.world.now - s.sentAt);

interface Found {
  lost: number;
  /** Until the last of those that may still come is lost, ns; 0: none. */
  wait: number;
}

/** RFC 8985 §6.2, step 5: marks what is lost by now. */
export function rackDetect(tp: Tcb): Found {
  const found: Found = { lost: 0, wait: 0 };
  const { q, k } = tp;
  if (q === undefined) return found;
  const wnd = reorderingWindow(tp, q);
  for (const s of sentSegments(tp)) {
    if ((s.mark & SACKED) !== 0 || (s.mark & (LOST | RETRANS)) === LOST) continue;
    if (!sentAfter(q.sentAt, q.end, s.sentAt, endOf(s))) continue;
    const left = rackLeft(tp, s) + wnd;
    if (left > 0) {
      found.wait = Math.max(found.wait, left);
      continue;
    }
    if ((s.mark & RETRANS) !== 0) k.retrans--;
    if ((s.mark & LOST) === 0) k.lost++;
    setSegment(tp, withMark(s, LOST));
    found.lost++;
  }
  const args = { netns: tp.ns.name, local: tp.sock.localPort, count: found.lost, rttNs: q.rtt, windowNs: wnd };
  if (found.lost > 0) tp.stack.world.journal.note(RACK, 'tcp.rack-lost', args);
  else if (found.wait > 0)
    tp.stack.world.journal.note(RACK, 'tcp.rack-waits', { ...args, waitNs: found.wait }, 'queued');
  return found;
}

/** After an acknowledgement that delivered something; whether the timer waits for what may have been overtaken. */
export function rackLosses(tp: Tcb): Found {
  if (!tp.rackMoved) return { lost: 0, wait: 0 };
  tp.rackMoved = false;
  const found = rackDetect(tp);
  if (found.wait > 0) {
    const wait = Math.min(found.wait + TIMER_SLACK, tp.k.rto);
    armSendTimer(tp, 'reo', tp.stack.world.now + wait);
  }
  return found;
}
