// Loss: how it is noticed and what follows for the congestion window (RFC 5681, 6582, 6675, 6937, 8985, 3042; Linux
// tcp_fastretrans_alert(), tcp_cwnd_reduction(), tcp_enter_loss()).
import { segmentAt, sentSegments, setSegment, withMark } from './chain.js';
import { cubicTimeout } from './cubic.js';
import { congestionArgs, grow, INFINITE, reduced } from './cwnd.js';
import { inFlight } from './output.js';
import { dupThreshold, rackLeft, rackLosses, rackOn, rackRecovered } from './rack.js';
import { markLost, threshold } from './sack.js';
import { before } from './seq.js';
import { ALERT } from './stages.js';
import { LOST, SACKED } from './tables.js';
import { countStat, type Tcb } from './tcb.js';

/** What an acknowledgement brought. */
export interface Progress {
  /** `una` moved on; segments that are now known to have arrived. */
  readonly advanced: boolean;
  readonly delivered: number;
  /** It repeats the last one, with nothing else to say (RFC 5681 §2). */
  readonly duplicate: boolean;
}

/** Without SACK every duplicate stands for one segment that has left the network (Linux tcp_add_reno_sack). */
function addRenoSack(tp: Tcb): number {
  const { k } = tp;
  const known = k.sacked;
  k.sacked = Math.min(k.sacked + 1, Math.max(0, k.packets - Math.max(1, k.lost)));
  return k.sacked - known;
}

/** RFC 5681 §3.2, step 2, RFC 6675 §5: a loss is certain. Gives how many segments were marked. */
export function enterRecovery(tp: Tcb): number {
  const { k } = tp;
  countStat(tp.stack, tp.ns, tp.c.sack ? 'TcpExtTCPSackRecovery' : 'TcpExtTCPRenoRecovery');
  k.prior = k.cwnd;
  k.ssthresh = reduced(tp);
  k.ca = 'Recovery';
  k.high = tp.s.nxt;
  k.prrDelivered = 0;
  k.prrOut = 0;
  k.probe = -1;
  let lost = 0;
  if (!rackOn(tp)) {
    lost = markLost(tp);
    // Linux tcp_fastretrans_alert(): even where no segment is lost by the count, the first one goes again.
    const first = segmentAt(tp, tp.s.una);
    if (k.lost === 0 && first !== undefined && (first.mark & SACKED) === 0) {
      setSegment(tp, withMark(first, first.mark | LOST));
      k.lost++;
      lost++;
    }
  }
  tp.stack.world.journal.note(ALERT, 'tcp.recovery-begins', congestionArgs(tp));
  return lost;
}

function endRecovery(tp: Tcb): void {
  const { k } = tp;
  if (k.ca === 'Recovery') k.cwnd = Math.max(2, k.ssthresh);
  k.ca = 'Open';
  k.dupAcks = 0;
  if (!tp.c.sack) k.sacked = 0;
  rackRecovered(tp);
  tp.stack.world.journal.note(ALERT, 'tcp.recovery-ends', congestionArgs(tp));
}

/** RFC 6937: in recovery as much is sent as was delivered, so that the window shrinks to ssthresh little by little. */
export function proportional(tp: Tcb, delivered: number, lostMore: boolean, advanced: boolean): void {
  const { k } = tp;
  if (delivered <= 0 || k.prior === 0) return;
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

/** Linux tcp_fastretrans_alert() and tcp_cong_control(), after the segments have been taken out. True: RACK has set the timer. */
export function congestion(tp: Tcb, p: Progress): boolean {
  const { k } = tp;
  let { delivered } = p;
  const over = p.advanced && (k.ca === 'Recovery' || k.ca === 'Loss') && !before(tp.s.una, k.high);
  if (over) endRecovery(tp);
  const rack = rackOn(tp);
  const wasIn = k.ca === 'Recovery' || k.ca === 'Loss';
  if (p.advanced && !wasIn) {
    if (!tp.c.sack) k.sacked = 0;
    k.dupAcks = 0;
  }
  if (p.duplicate) {
    if (!wasIn) k.dupAcks++;
    if (!tp.c.sack) delivered += addRenoSack(tp);
  }
  const found = rack ? rackLosses(tp) : { lost: 0, wait: 0 };
  let { lost } = found;
  if (wasIn) lost += again(tp, p, rack);
  else lost += watch(tp, p, rack);
  if (k.ca === 'Recovery') proportional(tp, delivered, lost > 0, p.advanced);
  else if (p.advanced || overtaking(tp)) grow(tp, delivered);
  return found.wait > 0;
}

/** Linux tcp_may_raise_cwnd(): where segments overtake each other often, a report of one is progress enough. */
const overtaking = (tp: Tcb): boolean => dupThreshold(tp) > threshold(tp);

/** In recovery: what else is lost. Gives how many segments were marked. */
function again(tp: Tcb, p: Progress, rack: boolean): number {
  if (tp.k.ca !== 'Recovery') return 0;
  let lost = 0;
  // A part of what was out when recovery began is acknowledged: the next hole is lost, too (RFC 6582 §3.2, step 3).
  if (!rack && (p.advanced || (tp.c.sack && p.delivered > 0))) lost = markLost(tp);
  if (p.advanced) tp.stack.world.journal.note(ALERT, 'tcp.recovery-partial', congestionArgs(tp));
  return lost;
}

/** Not in recovery: is it time? Gives how many segments were marked. */
function watch(tp: Tcb, p: Progress, rack: boolean): number {
  const { k } = tp;
  const { journal } = tp.stack.world;
  if (k.lost > 0 || (!rack && enoughDuplicates(tp))) return enterRecovery(tp);
  if (k.sacked === 0) {
    if (k.ca === 'Disorder') k.ca = 'Open';
    return 0;
  }
  if (k.ca !== 'Disorder') journal.note(ALERT, 'tcp.disorder', congestionArgs(tp));
  k.ca = 'Disorder';
  // RFC 3042: two duplicates may each let one new segment go.
  if (p.duplicate && tp.s.nxt !== tp.s.write && inFlight(tp) < k.cwnd)
    journal.note(ALERT, 'tcp.limited-transmit', congestionArgs(tp));
  return 0;
}

function enoughDuplicates(tp: Tcb): boolean {
  const need = threshold(tp);
  if (tp.k.sacked < need) return false;
  if (!tp.c.sack) return true;
  const first = segmentAt(tp, tp.s.una);
  return first !== undefined && (first.mark & SACKED) === 0;
}

/** The timer ran out: what is under way counts as lost (RFC 5681 §3.1, Linux tcp_enter_loss). */
export function enterLoss(tp: Tcb): void {
  const { k, u } = tp;
  if (k.ca === 'Open' || k.ca === 'Disorder' || !before(tp.s.una, k.high)) {
    k.prior = k.cwnd;
    k.ssthresh = reduced(tp);
  }
  if (u !== undefined) cubicTimeout(u, tp.stack.world.now, tp.s.nxt);
  k.count = 0;
  k.lost = 0;
  k.retrans = 0;
  if (!tp.c.sack) k.sacked = 0;
  const rack = rackOn(tp);
  for (const s of sentSegments(tp)) {
    const sacked = (s.mark & SACKED) !== 0;
    // RACK: what was sent a moment ago may still come (RFC 8985 §6.3).
    const recent = rack && !sacked && s.seq !== tp.s.una && (s.mark & LOST) === 0 && rackLeft(tp, s) > 0;
    const mark = sacked ? SACKED : recent ? s.mark : LOST;
    if (mark === LOST) k.lost++;
    else if (recent && mark !== 0) k.retrans++;
    setSegment(tp, withMark(s, mark));
  }
  k.cwnd = inFlight(tp) + 1;
  k.ca = 'Loss';
  k.high = tp.s.nxt;
  k.probe = -1;
  k.dupAcks = 0;
}

/** RFC 8985 §7.4.2: only the probe got through, so the tail was lost: the window shrinks as for any loss. */
export function probeShowsLoss(tp: Tcb): void {
  const { k } = tp;
  countStat(tp.stack, tp.ns, 'TcpExtTCPLossProbeRecovery');
  k.prior = k.cwnd;
  k.ssthresh = reduced(tp);
  if (k.ssthresh < INFINITE) k.cwnd = k.ssthresh;
  tp.stack.world.journal.note(ALERT, 'tcp.probe-loss', congestionArgs(tp));
}
