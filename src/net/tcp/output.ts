// What may be sent now, and sending it (Linux tcp_write_xmit(), tcp_retransmit_skb(), tcp_send_ack(), tcp_output.c).
import { dropSegment, endOf, segmentAt, setSegment, split } from './chain.js';
import { noteUse } from './cwnd.js';
import { optionsSize } from './options.js';
import { outputMtu } from './route.js';
import { after, distance, plus } from './seq.js';
import { SYNC_MSS, WRITE_XMIT } from './stages.js';
import { synOptions } from './syn-options.js';
import { ACK, FIN, LOST, PSH, RETRANS, type SegmentRow, SYN } from './tables.js';
import { countStat, type Tcb } from './tcb.js';
import { armSendTimer, rearm, rtoNow } from './timer-set.js';
import { establishedOptions, transmitTcp } from './transmit.js';

/** Segments in flight (Linux tcp_packets_in_flight). */
export const inFlight = (tp: Tcb): number => tp.k.packets - tp.k.sacked - tp.k.lost + tp.k.retrans;

/** Data bytes that fit into a segment now: SACK blocks take room (Linux tcp_current_mss). */
export function currentMss(tp: Tcb): number {
  if (tp.tables.holes.get(tp.id) === undefined && tp.r.dsackLeft === tp.r.dsackRight) return tp.c.mss;
  const usual = tp.c.ts ? 12 : 0;
  return tp.c.mss - (optionsSize(establishedOptions(tp)) - usual);
}

/** The largest segment the way and the peer take (Linux tcp_sync_mss). */
export function syncMss(tp: Tcb): void {
  const { maxseg } = tp.o;
  const most = Math.min(tp.c.pathMtu - 40, tp.c.peerMss, maxseg > 0 ? maxseg : 65535);
  tp.c.mss = Math.max(48, most) - (tp.c.ts ? 12 : 0);
}

/**
 * The way may carry less than it did, because a router told so another connection, or more, because that has expired: today's
 * segments are cut to it (Linux tcp_current_mss() asks dst_mtu() each time).
 */
export function followPathMtu(tp: Tcb): void {
  const mtu = outputMtu(tp.stack, tp.ns, tp.sock.remoteIp);
  const { pathMtu } = tp.c;
  if (mtu === pathMtu) return;
  tp.c.pathMtu = mtu;
  syncMss(tp);
  const { netns, local } = { netns: tp.ns.name, local: tp.sock.localPort };
  const args = { netns, local, ip: tp.sock.remoteIp, mtu, before: pathMtu, mss: tp.c.mss };
  tp.stack.world.journal.note(SYNC_MSS, 'tcp.mss-follows', args);
}

const windowEnd = (tp: Tcb): number => plus(tp.s.una, tp.s.wnd);

/** RFC 896 with Minshall's change (Linux tcp_nagle_check): a short segment waits while another short one is under way. */
function nagleHolds(tp: Tcb, s: SegmentRow, mss: number, more: boolean): 'tcp.nagle' | 'tcp.corked' | undefined {
  if (s.length >= mss || (s.flags & (FIN | SYN)) !== 0) return undefined;
  if (tp.o.cork || more) return 'tcp.corked';
  if (tp.o.nodelay || tp.k.packets === 0) return undefined;
  const small = after(tp.s.small, tp.s.una) && !after(tp.s.small, tp.s.nxt);
  return small ? 'tcp.nagle' : undefined;
}

/** How much is ready and how much may go, for the reasons. */
const limits = (tp: Tcb) => ({
  netns: tp.ns.name,
  local: tp.sock.localPort,
  waiting: distance(tp.s.write, tp.s.nxt),
  cwnd: tp.k.cwnd,
  flight: inFlight(tp),
  wnd: tp.s.wnd,
});

/** A segment for the first time: marks it sent and counts it. */
function sendNew(tp: Tcb, s: SegmentRow): boolean {
  const { now } = tp.stack.world;
  const error = transmitTcp(tp, s.seq, s.flags | ACK, s);
  const { socket, seq, length, frame, offset, flags } = s;
  setSegment(tp, { socket, seq, length, frame, offset, flags, sent: 1, firstAt: now, sentAt: now, mark: 0 });
  tp.s.nxt = endOf(s);
  tp.k.packets++;
  if (tp.k.ca === 'Recovery') tp.k.prrOut++;
  if (s.length < tp.c.mss) tp.s.small = tp.s.nxt;
  // Linux tcp_event_data_sent(): an answer within the time an ACK may wait: both sides talk by turns.
  if (s.length > 0) {
    if (now - tp.r.lastData < tp.r.ato) tp.r.pingpong = true;
    tp.s.lastSent = now;
  }
  return error === undefined;
}

/** What may hold a last, short segment back: Nagle and a cork; MSG_MORE beside them; nothing any more. */
export type Hold = 'nagle' | 'more' | 'none';

/** Sends what windows and Nagle let go. */
export function writeXmit(tp: Tcb, hold: Hold = 'nagle'): void {
  const { journal } = tp.stack.world;
  if (tp.s.nxt !== tp.s.write) followPathMtu(tp);
  const mss = currentMss(tp);
  let sent = false;
  let full = false;
  for (;;) {
    let s = segmentAt(tp, tp.s.nxt);
    if (s === undefined) break;
    if (inFlight(tp) >= tp.k.cwnd) {
      journal.note(WRITE_XMIT, 'tcp.cwnd-full', limits(tp), 'queued');
      full = true;
      break;
    }
    const room = distance(windowEnd(tp), s.seq);
    const fin = (s.flags & FIN) !== 0 && s.length === 0;
    if (room <= 0 && !(fin && room === 0)) {
      journal.note(WRITE_XMIT, 'tcp.window-full', limits(tp), 'queued');
      break;
    }
    if (s.length > mss) {
      s = split(tp, s, mss);
      rejoin(tp, endOf(s));
    }
    if (s.length > room) {
      // A piece is worth sending only if it fills a segment, or nothing else is under way (RFC 9293 §3.8.6.2.1).
      if (tp.k.packets > 0 || room <= 0) {
        journal.note(WRITE_XMIT, 'tcp.window-full', limits(tp), 'queued');
        break;
      }
      s = split(tp, s, room);
    }
    const last = endOf(s) === tp.s.write;
    const held = last && hold !== 'none' ? nagleHolds(tp, s, mss, hold === 'more') : undefined;
    if (held !== undefined) {
      journal.note(WRITE_XMIT, held, limits(tp), 'queued');
      break;
    }
    sendNew(tp, s);
    sent = true;
  }
  if (sent || full) noteUse(tp, full || inFlight(tp) >= tp.k.cwnd);
  if (sent) {
    if (tp.t.kind === 'none' || tp.t.kind === 'probe' || tp.t.kind === 'tlp') rearm(tp);
  }
  checkProbeTimer(tp);
}

/** Data waits and nothing is under way: only a probe can find out that the window has opened (RFC 9293 §3.8.6.1). */
export function checkProbeTimer(tp: Tcb): void {
  if (tp.k.packets > 0 || tp.s.nxt === tp.s.write) {
    if (tp.t.kind === 'probe' && tp.k.packets === 0) armSendTimer(tp, 'none', 0);
    return;
  }
  if (tp.t.kind === 'none') {
    tp.t.since = tp.t.since === 0 ? tp.stack.world.now : tp.t.since;
    armSendTimer(tp, 'probe', tp.stack.world.now + tp.k.rto);
  }
}

/**
 * What is left of a segment that was cut is one buffer again with what was written in one piece behind it: Linux cuts a write into
 * segments only where it sends them (GSO), so smaller ones later are all full.
 */
function rejoin(tp: Tcb, seq: number): void {
  const rest = segmentAt(tp, seq);
  if (rest === undefined || endOf(rest) === tp.s.nxt || endOf(rest) === tp.s.write || (rest.flags & (FIN | PSH)) !== 0)
    return;
  const next = segmentAt(tp, endOf(rest));
  if (next === undefined || next.mark !== rest.mark || next.sent !== rest.sent) return;
  if (next.frame !== rest.frame || next.offset !== rest.offset + rest.length) return;
  dropSegment(tp, next);
  setSegment(tp, { ...rest, length: rest.length + next.length, flags: next.flags });
  if (rest.sent === 0) return;
  tp.k.packets--;
  if ((rest.mark & LOST) !== 0) tp.k.lost--;
  if ((rest.mark & RETRANS) !== 0) tp.k.retrans--;
}

/** Sends a segment again (Linux tcp_retransmit_skb): cut to today's size, with today's acknowledgement. */
export function retransmit(tp: Tcb, given: SegmentRow): boolean {
  const { now } = tp.stack.world;
  let s = given;
  followPathMtu(tp);
  const mss = currentMss(tp);
  if (s.length > mss && (s.flags & SYN) === 0) {
    s = split(tp, s, mss);
    tp.k.packets++;
    if ((s.mark & LOST) !== 0) tp.k.lost++;
    if ((s.mark & RETRANS) !== 0) tp.k.retrans++;
    rejoin(tp, endOf(s));
  }
  const syn = (s.flags & SYN) !== 0;
  const flags = syn && tp.c.state === 'SYN-SENT' ? SYN : s.flags | ACK;
  countStat(tp.stack, tp.ns, 'TcpRetransSegs');
  const error = transmitTcp(tp, s.seq, flags, s, syn ? synOptions(tp, flags) : undefined, true);
  if ((s.mark & RETRANS) === 0) tp.k.retrans++;
  if (tp.k.ca === 'Recovery') tp.k.prrOut++;
  const { socket, seq, length, frame, offset, firstAt } = s;
  const mark = s.mark | RETRANS;
  setSegment(tp, { socket, seq, length, frame, offset, flags: s.flags, sent: s.sent + 1, firstAt, sentAt: now, mark });
  return error === undefined;
}

/** Sends again what is taken for lost, as far as the congestion window allows (Linux tcp_xmit_retransmit_queue). */
export function retransmitLost(tp: Tcb): void {
  for (let at = tp.s.una; at !== tp.s.nxt && tp.k.lost > 0; ) {
    const s = segmentAt(tp, at);
    if (s === undefined) return;
    if ((s.mark & (LOST | RETRANS)) === LOST) {
      if (inFlight(tp) >= tp.k.cwnd) return;
      const head = s.seq === tp.s.una;
      if (!retransmit(tp, s)) return;
      // Linux: what goes again first begins a timeout of its own, unless RACK waits for more.
      if (head && tp.t.kind !== 'reo') armSendTimer(tp, 'rto', tp.stack.world.now + rtoNow(tp));
      else if (tp.t.kind === 'none') rearm(tp);
    }
    at = endOf(segmentAt(tp, at) as SegmentRow);
  }
}

/** A segment without data that says what was received (RFC 9293 §3.8.6.3). */
export function sendAck(tp: Tcb): void {
  transmitTcp(tp, tp.s.nxt, ACK);
}

/** A reset for a connection that is given up: everything it knows goes along. */
export function sendActiveReset(tp: Tcb): void {
  countStat(tp.stack, tp.ns, 'TcpOutRsts');
  transmitTcp(tp, tp.s.nxt, 4 | ACK);
}

/** Writes a FIN behind the data: into the last segment while that has not gone, else as one of its own (tcp_send_fin). */
export function queueFin(tp: Tcb, tail: SegmentRow | undefined, appendFin: () => void): void {
  if (tail === undefined) appendFin();
  else {
    setSegment(tp, { ...tail, flags: tail.flags | FIN });
    tp.s.write = plus(tp.s.write, 1);
  }
}
