// An acknowledgement comes in (RFC 9293 §3.10.7.4, fifth; Linux tcp_ack(), tcp_clean_rtx_queue()).
import { socketWake } from '../socket.js';
import { dropSegment, endOf, segmentAt, setSegment } from './chain.js';
import { cubicMeasured } from './cubic.js';
import type { ReadOptions } from './options.js';
import { checkProbeTimer, retransmitLost, writeXmit } from './output.js';
import { rackDelivered, rackDuplicate, rackMeasured, rackReordered } from './rack.js';
import { congestion, probeShowsLoss } from './recovery.js';
import { measured } from './rtt.js';
import { highestSacked, isDsack, sackTag, type Tagged } from './sack.js';
import { after, before, distance, plus } from './seq.js';
import { TCP_ACK } from './stages.js';
import { FIN, LOST, RETRANS, SACKED, SYN } from './tables.js';
import { save, type Tcb } from './tcb.js';
import { armSendTimer, rearm } from './timer-set.js';
import { type Heard, tsNow } from './transmit.js';

/** `bad`: of something that was never sent. `old`: of long ago (RFC 5961 §5). */
export type AckResult = 'ok' | 'bad' | 'old';

interface Cleaned {
  /** Segments that nothing was known of so far. */
  delivered: number;
  /** Of those, sent once: send times of the oldest and the newest; -1 for none. */
  oldest: number;
  newest: number;
  retransmitted: boolean;
}

/** Takes out what is acknowledged. `highest`: where the reports ended before this acknowledgement. */
function clean(tp: Tcb, ack: number, highest: number): Cleaned {
  const out: Cleaned = { delivered: 0, oldest: -1, newest: -1, retransmitted: false };
  let lowest = highest;
  let acked = 0;
  while (tp.s.una !== tp.s.nxt) {
    const s = segmentAt(tp, tp.s.una);
    if (s === undefined) break;
    const { k } = tp;
    if (after(endOf(s), ack)) {
      const cut = distance(ack, s.seq);
      if (cut <= 0) break;
      const offset = s.offset + cut - ((s.flags & SYN) !== 0 ? 1 : 0);
      dropSegment(tp, s);
      setSegment(tp, { ...s, seq: ack, offset, length: s.length - (offset - s.offset), flags: s.flags & ~SYN });
      tp.s.una = ack;
      break;
    }
    const reported = (s.mark & SACKED) !== 0;
    if (reported && tp.c.sack) k.sacked--;
    if ((s.mark & LOST) !== 0) k.lost--;
    if ((s.mark & RETRANS) !== 0) k.retrans--;
    if (s.sent > 1) out.retransmitted = true;
    else if (!reported) {
      out.oldest = out.oldest < 0 ? s.firstAt : out.oldest;
      out.newest = Math.max(out.newest, s.firstAt);
      if (before(s.seq, lowest)) lowest = s.seq;
    }
    if (!reported) {
      rackDelivered(tp, s);
      out.delivered++;
    }
    k.packets--;
    acked++;
    dropSegment(tp, s);
    tp.s.una = endOf(s);
  }
  rackReordered(tp, distance(highest, lowest));
  if (!tp.c.sack && acked > 0) renoAcked(tp, out, acked);
  return out;
}

/** Without SACK: one filled the hole, the others are those that duplicates had stood for (Linux tcp_remove_reno_sacks). */
function renoAcked({ k }: Tcb, out: Cleaned, acked: number): void {
  out.delivered = Math.max(1, acked - k.sacked);
  const left = Math.max(0, k.sacked - (acked - 1));
  k.sacked = Math.min(left, Math.max(0, k.packets - Math.max(1, k.lost)));
}

/** Linux tcp_ack_update_window(): whether the segment may set the send window (RFC 9293 §3.10.7.4). */
function updateWindow(tp: Tcb, heard: Heard, wnd: number): boolean {
  const { s } = tp;
  const newer =
    after(heard.ack, s.una) || after(heard.seq, s.wl1) || (heard.seq === s.wl1 && (wnd > s.wnd || wnd === 0));
  if (!newer) return false;
  s.wl1 = heard.seq;
  const changed = s.wnd !== wnd;
  s.wnd = wnd;
  s.maxWnd = Math.max(s.maxWnd, wnd);
  return changed;
}

const reasonOf = (advanced: boolean, duplicate: boolean, window: boolean) => {
  if (advanced) return 'tcp.ack-new' as const;
  if (duplicate) return 'tcp.ack-duplicate' as const;
  return window ? ('tcp.ack-window' as const) : ('tcp.ack-old' as const);
};

/** What an ACK's reason names; numbers counted from the beginning. */
const argsOf = (tp: Tcb, heard: Heard, wnd: number) => ({
  frame: heard.packet.skb.frame,
  netns: tp.ns.name,
  local: tp.sock.localPort,
  ack: plus(heard.ack, -tp.s.iss),
  una: plus(tp.s.una, -tp.s.iss),
  next: plus(tp.s.nxt, -tp.s.iss),
  count: Math.max(0, distance(heard.ack, tp.s.una)),
  wnd,
});

/** Handles the acknowledgement, the window and the SACK blocks of a segment. `wnd` is unscaled. */
export function tcpAck(tp: Tcb, heard: Heard, options: ReadOptions, wnd: number): AckResult {
  const { journal, now } = tp.stack.world;
  const { ack } = heard;
  const args = argsOf(tp, heard, wnd);
  if (after(ack, tp.s.nxt)) {
    journal.note(TCP_ACK, 'tcp.ack-future', args, 'drop');
    return 'bad';
  }
  if (before(ack, tp.s.una)) {
    const old = before(ack, plus(tp.s.una, -Math.max(tp.s.maxWnd, 1)));
    journal.begin(TCP_ACK, old ? 'tcp.ack-too-old' : 'tcp.ack-old', args);
    if (!old && tp.c.sack && options.sack.length > 0 && tp.k.packets > 0) {
      sackTag(tp, options.sack, ack);
      congestion(tp, { advanced: false, delivered: 0, duplicate: false });
      if (tp.k.lost > 0) retransmitLost(tp);
      writeXmit(tp);
    }
    save(tp);
    journal.end(old ? 'drop' : 'pass');
    return old ? 'old' : 'ok';
  }
  noteStamp(tp, heard.seq, options);
  const advanced = after(ack, tp.s.una);
  const outstanding = tp.k.packets > 0;
  const windowChanged = updateWindow(tp, heard, wnd);
  const { length, flags } = heard;
  const tagged = tp.c.sack && options.sack.length > 0 && outstanding;
  // RFC 5681 §2; with SACK a duplicate is one that reports something new (RFC 6675 §2).
  const silent = !advanced && outstanding && length === 0 && (flags & (SYN | FIN)) === 0 && !windowChanged;
  journal.begin(TCP_ACK, reasonOf(advanced, silent, windowChanged), args);
  tp.t.heard = now;
  tp.t.probes = 0;
  tp.c.softError = '';
  const highest = highestSacked(tp);
  const tag = tagged ? sackTag(tp, options.sack, ack) : NO_TAG;
  const wasZero = tp.t.kind === 'probe';
  const cleaned = advanced ? clean(tp, ack, highest) : NOTHING;
  if (advanced) {
    tp.t.retries = 0;
    tp.t.since = 0;
    tp.k.backoff = 0;
    takeRtt(tp, cleaned, options);
  } else if (tag.oldest >= 0) measuredBoth(tp, tag.oldest, tag.newest);
  const twice = isDsack(options.sack, ack);
  if (tp.k.probe >= 0) probeAnswered(tp, ack, advanced || tag.fresh > 0 || !silent, twice);
  rackDuplicate(tp, twice);
  let waits = false;
  if (outstanding) {
    const duplicate = tp.c.sack ? silent && tag.fresh > 0 : silent;
    waits = congestion(tp, { advanced, delivered: cleaned.delivered + tag.fresh, duplicate });
  }
  afterAck(tp, !waits && (advanced || newerThanHead(tp, tag)), wasZero);
  if (advanced) socketWake(tp.stack, tp.sock);
  save(tp);
  journal.end();
  return 'ok';
}
/** RFC 7323 §4.3: the stamp to echo, taken only of what passed every check (Linux tcp_replace_ts_recent). */
function noteStamp({ c, r, stack }: Tcb, seq: number, options: ReadOptions): void {
  if (!c.ts || !options.hasTs || after(seq, r.wup) || before(options.tsVal, r.tsRecent)) return;
  r.tsRecent = options.tsVal;
  r.tsAt = stack.world.now;
}
const NO_TAG: Tagged = { fresh: 0, oldest: -1, newest: -1 };
const NOTHING: Cleaned = { delivered: 0, oldest: -1, newest: -1, retransmitted: false };

/** Linux tcp_process_tlp_ack(): what the answer says about the probe that is out. */
function probeAnswered(tp: Tcb, ack: number, news: boolean, twice: boolean): void {
  const { k } = tp;
  if (before(ack, k.probe)) return;
  if (k.probeAgain && !twice && after(ack, k.probe)) {
    if (k.ca === 'Open' || k.ca === 'Disorder') probeShowsLoss(tp);
    k.probe = -1;
  } else if (!k.probeAgain || twice || !news) k.probe = -1;
}

/** The timeout counts from the latest copy of what is missing: a report of something older does not begin it anew. */
function newerThanHead(tp: Tcb, tag: Tagged): boolean {
  if (tag.oldest < 0) return false;
  const head = segmentAt(tp, tp.s.una);
  return head === undefined || tag.oldest < head.sentAt;
}

/** Takes the round trips of the oldest and the newest segment that an acknowledgement covers for the first time. */
function measuredBoth(tp: Tcb, oldest: number, newest: number): void {
  const { now } = tp.stack.world;
  rackMeasured(tp, now - newest);
  measured(tp, now - oldest);
  if (tp.u !== undefined) cubicMeasured(tp, tp.u, now - newest);
}

function takeRtt(tp: Tcb, { oldest, newest, retransmitted }: Cleaned, options: ReadOptions): void {
  if (oldest >= 0 && !retransmitted) measuredBoth(tp, oldest, newest);
  else if (tp.c.ts && options.hasTs && options.tsEcr !== 0) {
    // RFC 7323 §4: the echoed stamp tells which copy was answered.
    const ms = distance(tsNow(tp.stack, tp.c.tsOffset), options.tsEcr);
    if (ms >= 0) measured(tp, Math.max(ms, 1) * 1e6);
  }
}

/** Timers, what is lost, what may go now. */
function afterAck(tp: Tcb, progress: boolean, wasZero: boolean): void {
  if (wasZero && tp.s.wnd > 0) {
    tp.t.since = 0;
    tp.k.backoff = 0;
    armSendTimer(tp, 'none', 0);
  }
  if (!wasZero && progress) rearm(tp);
  if (tp.k.lost > 0) retransmitLost(tp);
  writeXmit(tp);
  checkProbeTimer(tp);
}
