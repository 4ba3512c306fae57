// The timers of TCP fire (RFC 6298 §5, RFC 8985 §7, RFC 1122 §4.2.2.17; Linux tcp_timer.c).
import type { Stack } from '../stack.js';
import { endOf, segmentAt, sentSegments } from './chain.js';
import { keepTimer } from './keepalive.js';
import { checkProbeTimer, retransmit, sendAck, writeXmit } from './output.js';
import { enterLoss } from './recovery.js';
import { requestTimer } from './request.js';
import { distance, plus } from './seq.js';
import { destroy, fail } from './sock.js';
import { DELACK_TIMER, DONE, TCP_TIMER, TIME_WAIT } from './stages.js';
import { ACK, type SegmentRow } from './tables.js';
import { countStat, homeOf, loadTcb, save, type Tcb, tcpTables } from './tcb.js';
import { armSendTimer, minRto, RTO_MAX, rtoNow, TCP_EVENT, WHICH } from './timer-set.js';
import { transmitTcp } from './transmit.js';

/** Connects the timers' event of a stack. */
export function attachTcp(stack: Stack): void {
  stack.world.handle(TCP_EVENT, (id, which) => fire(stack, id, which));
}

function fire(stack: Stack, id: number, which: number): void {
  const ns = homeOf(stack, id);
  const request = ns === undefined || which !== WHICH.request ? undefined : tcpTables(stack, ns).requests.get(id);
  if (ns !== undefined && request !== undefined) {
    requestTimer(stack, ns, request);
    return;
  }
  const tp = ns === undefined ? undefined : loadTcb(stack, ns, id);
  if (tp === undefined) {
    // Timers are taken back when their connection goes; an event must say something all the same.
    stack.world.journal.note(DONE, 'tcp.gone', { netns: ns?.name ?? '', local: 0, ip: 0, toPort: 0 }, 'drop');
    return;
  }
  if (which === WHICH.send) sendTimer(tp);
  else if (which === WHICH.delack) delackTimer(tp);
  else if (tp.c.state === 'TIME-WAIT') timeWaitOver(tp);
  else keepTimer(tp);
}

const argsOf = (tp: Tcb) => ({
  netns: tp.ns.name,
  local: tp.sock.localPort,
  ip: tp.sock.remoteIp,
  toPort: tp.sock.remotePort,
  times: tp.t.retries + 1,
  waitNs: rtoNow(tp),
  seq: distance(tp.s.una, tp.s.iss),
});

function delackTimer(tp: Tcb): void {
  const { journal } = tp.stack.world;
  journal.begin(DELACK_TIMER, 'tcp.delack-due', { netns: tp.ns.name, local: tp.sock.localPort });
  tp.t.delack = -1;
  tp.t.delackDue = 0;
  if (tp.r.owed) {
    countStat(tp.stack, tp.ns, 'TcpExtDelayedACKs');
    // Linux tcp_delack_timer_handler(): the wait was for nothing; where both talked by turns, they no longer do.
    if (tp.r.pingpong) {
      tp.r.pingpong = false;
      tp.r.ato = 40e6;
    } else tp.r.ato = Math.min(tp.r.ato * 2, tp.k.rto);
    sendAck(tp);
  }
  save(tp);
  journal.end();
}

function timeWaitOver(tp: Tcb): void {
  const { journal } = tp.stack.world;
  const args = { frame: -1, netns: tp.ns.name, local: tp.sock.localPort, ip: tp.sock.remoteIp };
  journal.begin(TIME_WAIT, 'tcp.timewait-over', args);
  tp.t.keep = -1;
  destroy(tp);
  journal.end();
}

function sendTimer(tp: Tcb): void {
  const { kind } = tp.t;
  tp.t.send = -1;
  tp.t.sendDue = 0;
  tp.t.kind = 'none';
  if (kind === 'probe') probeTimer(tp);
  else if (kind === 'tlp') lossProbe(tp);
  else retransmitTimer(tp);
}

/** Whether it has been tried for long enough (Linux tcp_write_timeout, retransmits_timed_out). */
function tooLong(tp: Tcb): boolean {
  const { now } = tp.stack.world;
  const { userTimeout, syncnt } = tp.o;
  const syn = tp.c.state === 'SYN-SENT' || tp.c.state === 'SYN-RECV';
  if (userTimeout > 0 && tp.t.since > 0 && now - tp.t.since >= userTimeout) return true;
  if (syn) {
    const retries = syncnt > 0 ? syncnt : tp.ns.sysctl('net.ipv4.tcp_syn_retries');
    // Linux tcp_syn_linear_timeouts: so many tries come on top.
    return tp.t.retries >= retries + (tp.c.state === 'SYN-SENT' ? tp.ns.sysctl('net.ipv4.tcp_syn_linear_timeouts') : 0);
  }
  let retries = tp.ns.sysctl('net.ipv4.tcp_retries2');
  if (tp.c.orphan) {
    const orphan = tp.ns.sysctl('net.ipv4.tcp_orphan_retries');
    retries = Math.min(retries, orphan === 0 ? 8 : orphan);
  }
  if (tp.t.retries < 1 || tp.t.since === 0) return false;
  // Linux counts in time: what so many retransmissions from the least timeout on would take.
  const least = minRto(tp);
  const thresh = Math.floor(Math.log2(RTO_MAX / least));
  const bound =
    retries <= thresh
      ? (2 ** (retries + 1) - 1) * least
      : (2 ** (thresh + 1) - 1) * least + (retries - thresh) * RTO_MAX;
  return now - tp.t.since >= bound;
}

/** Nothing was acknowledged in time: the oldest segment goes again, and the timeout doubles (RFC 6298 §5.4-5.6). */
function retransmitTimer(tp: Tcb): void {
  const { journal, now } = tp.stack.world;
  const first = segmentAt(tp, tp.s.una);
  const syn = tp.c.state === 'SYN-SENT' || tp.c.state === 'SYN-RECV';
  if (first === undefined || tp.k.packets === 0) {
    journal.begin(TCP_TIMER, 'tcp.rto', argsOf(tp));
    save(tp);
    journal.end('drop');
    return;
  }
  if (tp.t.since === 0) tp.t.since = first.firstAt;
  if (tooLong(tp)) {
    journal.begin(TCP_TIMER, 'tcp.rto-give-up', { ...argsOf(tp), times: tp.t.retries });
    if (!syn) countStat(tp.stack, tp.ns, 'TcpExtTCPAbortOnTimeout');
    fail(tp, tp.sock.error ?? 'ETIMEDOUT');
    journal.end('drop');
    return;
  }
  journal.begin(TCP_TIMER, syn ? 'tcp.syn-again' : 'tcp.rto', argsOf(tp));
  countStat(tp.stack, tp.ns, 'TcpExtTCPTimeouts');
  if (!syn) enterLoss(tp);
  retransmit(tp, segmentAt(tp, tp.s.una) as SegmentRow);
  tp.t.retries++;
  // Linux: the first SYNs come at equal distances.
  const linear = tp.c.state === 'SYN-SENT' && tp.t.retries <= tp.ns.sysctl('net.ipv4.tcp_syn_linear_timeouts');
  if (!linear) tp.k.backoff++;
  armSendTimer(tp, 'rto', now + rtoNow(tp));
  save(tp);
  journal.end();
}

/** RFC 8985 §7.3: the last segment, or a new one, so that an acknowledgement shows whether a tail was lost. */
function lossProbe(tp: Tcb): void {
  const { journal, now } = tp.stack.world;
  journal.begin(TCP_TIMER, 'tcp.tlp', argsOf(tp));
  countStat(tp.stack, tp.ns, 'TcpExtTCPLossProbes');
  const before = tp.s.nxt;
  const fresh = segmentAt(tp, tp.s.nxt);
  if (fresh !== undefined && distance(plus(tp.s.una, tp.s.wnd), endOf(fresh)) >= 0) {
    tp.k.cwnd += 1;
    writeXmit(tp);
    tp.k.cwnd -= 1;
  }
  if (tp.s.nxt === before) {
    const last = sentSegments(tp).at(-1);
    if (last !== undefined) retransmit(tp, last);
  }
  tp.k.probe = tp.s.nxt;
  armSendTimer(tp, 'rto', now + rtoNow(tp));
  save(tp);
  journal.end();
}

/** The window is closed: a segment that takes nothing asks whether it still is (Linux tcp_send_probe0). */
function probeTimer(tp: Tcb): void {
  const { journal, now } = tp.stack.world;
  const args = { ...argsOf(tp), times: tp.t.probes + 1 };
  const { userTimeout } = tp.o;
  const retries = tp.c.orphan ? 8 : tp.ns.sysctl('net.ipv4.tcp_retries2');
  const waited = userTimeout > 0 && tp.t.since > 0 && now - tp.t.since >= userTimeout;
  if (waited || tp.t.probes >= retries) {
    journal.begin(TCP_TIMER, 'tcp.probe-give-up', args);
    countStat(tp.stack, tp.ns, 'TcpExtTCPAbortOnTimeout');
    fail(tp, tp.sock.error ?? 'ETIMEDOUT');
    journal.end('drop');
    return;
  }
  journal.begin(TCP_TIMER, 'tcp.probe', args);
  const first = segmentAt(tp, tp.s.nxt);
  if (first !== undefined && tp.s.wnd > 0 && tp.k.packets === 0) {
    // The window has room, but less than a segment: after the wait a short one goes (tcp_write_wakeup).
    writeXmit(tp);
  } else transmitTcp(tp, plus(tp.s.una, -1), ACK);
  tp.t.probes++;
  if (tp.k.packets === 0) {
    tp.k.backoff++;
    armSendTimer(tp, 'probe', now + rtoNow(tp));
  }
  checkProbeTimer(tp);
  save(tp);
  journal.end();
}
