// Loss: how it is noticed and what follows for the congestion window (RFC 5681, 6582, 6675, 6937, 3042; Linux
// tcp_fastretrans_alert(), tcp_cwnd_reduction(), tcp_reno_cong_avoid(), tcp_enter_loss()).
import { segmentAt, sentSegments, setSegment, withMark } from './chain.js';
import { inFlight } from './output.js';
import { markLost, threshold } from './sack.js';
import { before } from './seq.js';
import { INFINITE } from './sock.js';
import { ALERT, CONGESTION } from './stages.js';
import { LOST, SACKED } from './tables.js';
import { countStat, type Tcb } from './tcb.js';

/** What an acknowledgement brought. */
export interface Progress {
  /** `una` moved on; segments acknowledged; segments newly reported by SACK. */
  readonly advanced: boolean;
  readonly acked: number;
  readonly sacked: number;
  /** It repeats the last one, with nothing else to say (RFC 5681 §2). */
  readonly duplicate: boolean;
  readonly flightBefore: number;
}

const args = (tp: Tcb) => ({
  netns: tp.ns.name,
  local: tp.sock.localPort,
  cwnd: tp.k.cwnd,
  ssthresh: tp.k.ssthresh === INFINITE ? 0 : tp.k.ssthresh,
  dups: tp.k.dupAcks,
});

/** RFC 5681 §3.1, equation 4, in segments. */
const halved = (tp: Tcb): number => Math.max(tp.k.cwnd >> 1, 2);

/** Without SACK every duplicate stands for one segment that has left the network (Linux tcp_add_reno_sack). */
function addRenoSack(tp: Tcb): void {
  const { k } = tp;
  k.sacked = Math.min(k.sacked + 1, Math.max(0, k.packets - Math.max(1, k.lost)));
}

function enterRecovery(tp: Tcb): void {
  const { k } = tp;
  const { journal } = tp.stack.world;
  countStat(tp.stack, tp.ns, tp.c.sack ? 'TcpExtTCPSackRecovery' : 'TcpExtTCPRenoRecovery');
  k.prior = k.cwnd;
  k.ssthresh = halved(tp);
  k.ca = 'Recovery';
  k.high = tp.s.nxt;
  k.prrDelivered = 0;
  k.prrOut = 0;
  k.probe = -1;
  markLost(tp);
  // Linux tcp_fastretrans_alert(): even where no segment is lost by the count, the first one goes again.
  const first = segmentAt(tp, tp.s.una);
  if (k.lost === 0 && first !== undefined && (first.mark & SACKED) === 0) {
    setSegment(tp, withMark(first, first.mark | LOST));
    k.lost++;
  }
  journal.note(ALERT, 'tcp.recovery-begins', args(tp));
}

function endRecovery(tp: Tcb): void {
  const { k } = tp;
  if (k.ca === 'Recovery') k.cwnd = Math.max(2, k.ssthresh);
  k.ca = 'Open';
  k.dupAcks = 0;
  if (!tp.c.sack) k.sacked = 0;
  tp.stack.world.journal.note(ALERT, 'tcp.recovery-ends', args(tp));
}

/** A part of what was out when recovery began is acknowledged: the next hole is lost, too (RFC 6582 §3.2, step 3). */
function partialAck(tp: Tcb): void {
  if (tp.c.sack) markLost(tp);
  else {
    tp.k.sacked = 0;
    markLost(tp);
  }
  tp.stack.world.journal.note(ALERT, 'tcp.recovery-partial', args(tp));
}

/** RFC 6937: in recovery as much is sent as was delivered, so that the window shrinks to ssthresh little by little. */
function proportional(tp: Tcb, delivered: number, lostMore: boolean, advanced: boolean): void {
  const { k } = tp;
  const pipe = inFlight(tp);
  k.prrDelivered += delivered;
  let send: number;
  if (pipe > k.ssthresh) {
    send = Math.floor((k.ssthresh * k.prrDelivered + k.prior - 1) / k.prior) - k.prrOut;
  } else {
    send = Math.max(k.prrDelivered - k.prrOut, delivered);
    if (advanced && !lostMore) send++;
    send = Math.min(send, k.ssthresh - pipe);
  }
  // The first one of a recovery always goes.
  send = Math.max(send, k.prrOut > 0 ? 0 : 1);
  k.cwnd = pipe + send;
}

/** Linux tcp_fastretrans_alert() and tcp_cong_control(), after the segments have been taken out. */
export function congestion(tp: Tcb, p: Progress): void {
  const { k } = tp;
  const lostBefore = k.lost;
  if (k.ca === 'Recovery' || k.ca === 'Loss') {
    if (p.advanced && !before(tp.s.una, k.high)) endRecovery(tp);
    else if (k.ca === 'Recovery') {
      if (p.advanced) partialAck(tp);
      else if (!tp.c.sack && p.duplicate) addRenoSack(tp);
      else if (p.sacked > 0) markLost(tp);
    }
  } else watch(tp, p);
  if (tp.k.ca === 'Recovery')
    proportional(tp, p.acked + p.sacked + (p.duplicate && !tp.c.sack ? 1 : 0), k.lost > lostBefore, p.advanced);
  else if (p.acked > 0 && k.ca !== 'Disorder') grow(tp, p);
}

/** Not in recovery yet: duplicates are counted. */
function watch(tp: Tcb, p: Progress): void {
  const { k } = tp;
  const { journal } = tp.stack.world;
  if (p.advanced) {
    if (!tp.c.sack) k.sacked = 0;
    k.dupAcks = 0;
  }
  if (p.duplicate) {
    k.dupAcks++;
    if (!tp.c.sack) addRenoSack(tp);
  }
  if (k.sacked === 0) {
    if (k.ca === 'Disorder') k.ca = 'Open';
    return;
  }
  const need = threshold(tp);
  if (tp.c.sack ? lostBySack(tp, need) : k.sacked >= need) {
    enterRecovery(tp);
    return;
  }
  if (k.ca !== 'Disorder') journal.note(ALERT, 'tcp.disorder', args(tp));
  k.ca = 'Disorder';
  // RFC 3042: two duplicates may each let one new segment go.
  if (p.duplicate && tp.s.nxt !== tp.s.write && inFlight(tp) < k.cwnd)
    journal.note(ALERT, 'tcp.limited-transmit', args(tp));
}

const lostBySack = (tp: Tcb, need: number): boolean => {
  const first = segmentAt(tp, tp.s.una);
  return first !== undefined && (first.mark & SACKED) === 0 && tp.k.sacked >= need;
};

/** RFC 5681 §3.1: slow start below ssthresh, then one segment per window. Only where the window was used up. */
function grow(tp: Tcb, { acked, flightBefore }: Progress): void {
  const { k } = tp;
  const { journal } = tp.stack.world;
  const slow = k.cwnd < k.ssthresh;
  // Linux tcp_is_cwnd_limited(): in slow start half of the window in use is enough.
  if (slow ? k.cwnd >= 2 * flightBefore : flightBefore < k.cwnd) return;
  let left = acked;
  const begin = k.cwnd;
  if (slow) {
    const next = Math.min(k.cwnd + left, k.ssthresh);
    left -= next - k.cwnd;
    k.cwnd = next;
    journal.note(CONGESTION, 'tcp.slow-start', { ...args(tp), before: begin });
    if (left === 0) return;
  }
  k.count += left;
  if (k.count < k.cwnd) return;
  k.count -= k.cwnd;
  k.cwnd++;
  journal.note(CONGESTION, 'tcp.avoidance', { ...args(tp), before: begin });
}

/** The timer ran out: everything under way counts as lost (RFC 5681 §3.1, Linux tcp_enter_loss). */
export function enterLoss(tp: Tcb): void {
  const { k } = tp;
  if (k.ca === 'Open' || k.ca === 'Disorder' || !before(tp.s.una, k.high)) {
    k.prior = k.cwnd;
    k.ssthresh = halved(tp);
  }
  k.cwnd = 1;
  k.count = 0;
  k.lost = 0;
  k.retrans = 0;
  if (!tp.c.sack) k.sacked = 0;
  for (const s of sentSegments(tp)) {
    const mark = (s.mark & SACKED) !== 0 ? SACKED : LOST;
    if (mark === LOST) k.lost++;
    setSegment(tp, withMark(s, mark));
  }
  k.ca = 'Loss';
  k.high = tp.s.nxt;
  k.probe = -1;
  k.dupAcks = 0;
}
