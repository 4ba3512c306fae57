// A segment for a connection (RFC 9293 §3.10.7.3-4; Linux tcp_rcv_state_process(), tcp_validate_incoming()).

import { socketWake } from '../socket.js';
import { tcpAck } from './ack.js';
import { tellListener } from './child.js';
import { startKeepalive } from './keepalive.js';
import type { ReadOptions } from './options.js';
import { sendAck } from './output.js';
import { ackCheck, dataQueue } from './receive.js';
import { after, before, distance, plus } from './seq.js';
import { done, fail, setState } from './sock.js';
import { CHALLENGE, STATE_PROCESS, TCP_RESET, VALIDATE } from './stages.js';
import { synSent } from './synsent.js';
import { ACK, FIN, RCV_SHUTDOWN, RST, SYN } from './tables.js';
import { countStat, save, type Tcb } from './tcb.js';
import { armKeep, invalidLimit, orphanWait } from './timer-set.js';
import { enterTimeWait } from './timewait.js';
import { type Heard, sendReset } from './transmit.js';
import { outside } from './window.js';

const argsOf = (tp: Tcb, heard: Heard) => ({
  frame: heard.packet.skb.frame,
  netns: tp.ns.name,
  local: tp.sock.localPort,
  ip: tp.sock.remoteIp,
  toPort: tp.sock.remotePort,
  seq: plus(heard.seq, -tp.r.irs),
  next: plus(tp.r.nxt, -tp.r.irs),
  state: tp.c.state,
});

/** RFC 5961 §7: an ACK that lets an honest peer show itself, not more often than twice a second. */
export function challenge(tp: Tcb, heard: Heard): void {
  const { journal, now } = tp.stack.world;
  const args = argsOf(tp, heard);
  const limited = tp.r.challenge >= 0 && now - tp.r.challenge < invalidLimit(tp.ns);
  if (limited) {
    journal.note(CHALLENGE, 'tcp.challenge-limited', args);
    return;
  }
  journal.begin(CHALLENGE, 'tcp.challenge-sent', args);
  tp.r.challenge = now;
  countStat(tp.stack, tp.ns, 'TcpExtTCPChallengeACK');
  sendAck(tp);
  save(tp);
  journal.end();
}

const RESET_ERROR = { 'SYN-SENT': 'ECONNREFUSED', 'CLOSE-WAIT': 'EPIPE' } as const;

/** The peer has given the connection up. */
export function resetGot(tp: Tcb, heard: Heard): void {
  const { journal } = tp.stack.world;
  journal.begin(TCP_RESET, 'tcp.reset-got', argsOf(tp, heard));
  const error = RESET_ERROR[tp.c.state as keyof typeof RESET_ERROR] ?? 'ECONNRESET';
  fail(tp, error);
  journal.end();
}

/** RFC 7323 §5.3, RFC 9293 §3.10.7.4 first to fourth. False: the segment goes no further. */
function validate(tp: Tcb, heard: Heard, options: ReadOptions): boolean {
  const { journal, now } = tp.stack.world;
  const { seq, flags, length } = heard;
  const rst = (flags & RST) !== 0;
  const end = plus(seq, length + ((flags & FIN) !== 0 ? 1 : 0) + ((flags & SYN) !== 0 ? 1 : 0));
  const args = argsOf(tp, heard);
  // 24 days are as far as 2^31 ms reach (RFC 7323 §5.5).
  const paws = tp.c.ts && options.hasTs && before(options.tsVal, tp.r.tsRecent) && now - tp.r.tsAt < 24 * 86400e9;
  if (paws && !rst) {
    journal.begin(VALIDATE, 'tcp.paws', args);
    countStat(tp.stack, tp.ns, 'TcpExtPAWSEstab');
    challengeDup(tp, heard, seq, end);
    journal.end('drop');
    return false;
  }
  if (outside(tp, seq, end)) {
    // RFC 5961 §3.2: a reset at the very edge is taken, all others outside are not.
    if (rst) {
      journal.note(VALIDATE, 'tcp.out-of-window', args, 'drop');
      return false;
    }
    journal.begin(VALIDATE, 'tcp.out-of-window', args);
    if ((flags & SYN) !== 0) challenge(tp, heard);
    else challengeDup(tp, heard, seq, end);
    journal.end('drop');
    return false;
  }
  if (rst) {
    if (seq === tp.r.nxt) {
      journal.begin(VALIDATE, 'tcp.reset-exact', args);
      resetGot(tp, heard);
      journal.end();
    } else {
      journal.begin(VALIDATE, 'tcp.reset-challenge', args);
      challenge(tp, heard);
      journal.end('drop');
    }
    return false;
  }
  if ((flags & SYN) !== 0 && !(tp.c.state === 'SYN-RECV' && (flags & ACK) !== 0 && plus(seq, 1) === tp.r.nxt)) {
    journal.begin(VALIDATE, 'tcp.syn-challenge', args);
    challenge(tp, heard);
    journal.end('drop');
    return false;
  }
  return true;
}

/** A duplicate out of the window is answered with what is expected, limited in rate where it has no data (tcp_send_dupack). */
function challengeDup(tp: Tcb, heard: Heard, seq: number, end: number): void {
  const { now } = tp.stack.world;
  if (heard.length === 0 && tp.r.challenge >= 0 && now - tp.r.challenge < invalidLimit(tp.ns)) return;
  if (heard.length === 0) tp.r.challenge = now;
  if (tp.c.sack && seq !== end && before(seq, tp.r.nxt)) {
    tp.r.dsackLeft = seq;
    tp.r.dsackRight = after(end, tp.r.nxt) ? tp.r.nxt : end;
  }
  sendAck(tp);
  save(tp);
}

/** A segment for a connection in any state but CLOSED, LISTEN and TIME-WAIT. `wnd` as in the header. */
export function stateProcess(tp: Tcb, heard: Heard, options: ReadOptions, wnd: number, dataAt: number): void {
  if (tp.c.state === 'SYN-SENT') {
    synSent(tp, heard, options, wnd);
    return;
  }
  if (!validate(tp, heard, options)) return;
  const { journal } = tp.stack.world;
  const args = argsOf(tp, heard);
  if ((heard.flags & ACK) === 0) {
    journal.note(STATE_PROCESS, 'tcp.no-ack-flag', args, 'drop');
    return;
  }
  tp.t.heard = tp.stack.world.now;
  if (tp.c.state === 'SYN-RECV' && !established(tp, heard, wnd)) return;
  const result = tcpAck(tp, heard, options, wnd * 2 ** tp.c.sndScale);
  if (result === 'bad' || result === 'old') {
    // Linux tcp_rcv_established() drops an ACK of what was never sent in silence (RFC 5961 §5 would answer).
    if (result === 'old' || tp.c.state !== 'ESTAB') challenge(tp, heard);
    return;
  }
  if ((heard.flags & SYN) !== 0) synAgain(tp, heard);
  if (!closing(tp, heard)) return;
  lateData(tp, heard, dataAt);
}

/** Both opened at once: the peer's SYN came twice, and the second one is a duplicate to report. */
function synAgain(tp: Tcb, { seq }: Heard): void {
  if (tp.c.sack) {
    tp.r.dsackLeft = seq;
    tp.r.dsackRight = plus(seq, 1);
  }
  sendAck(tp);
}

/** The ACK of our SYN: the connection is established (RFC 9293 §3.10.7.4, fifth, SYN-RECEIVED). */
function established(tp: Tcb, heard: Heard, wnd: number): boolean {
  const { journal } = tp.stack.world;
  const { iss } = tp.s;
  if (distance(heard.ack, iss) <= 0 || after(heard.ack, tp.s.nxt)) {
    journal.begin(STATE_PROCESS, 'tcp.recv-bad-ack', argsOf(tp, heard));
    sendReset(tp.stack, heard);
    journal.end('drop');
    return false;
  }
  journal.begin(STATE_PROCESS, 'tcp.recv-done', argsOf(tp, heard));
  tp.s.wnd = wnd * 2 ** tp.c.sndScale;
  tp.s.wl1 = plus(heard.seq, -1);
  tp.s.maxWnd = Math.max(tp.s.maxWnd, tp.s.wnd);
  tp.r.lastData = tp.stack.world.now;
  setState(tp, 'ESTAB');
  startKeepalive(tp);
  if (tp.c.listener !== 0 && tp.tables.accepts.has(tp.id)) tellListener(tp);
  socketWake(tp.stack, tp.sock);
  journal.end();
  return true;
}

/** Whether our FIN is acknowledged, and what follows. False: the segment is finished with. */
function closing(tp: Tcb, heard: Heard): boolean {
  const { journal, now } = tp.stack.world;
  const { state } = tp.c;
  if (state !== 'FIN-WAIT-1' && state !== 'CLOSING' && state !== 'LAST-ACK') return true;
  if (tp.s.una !== tp.s.write) return true;
  journal.begin(STATE_PROCESS, 'tcp.fin-acked', argsOf(tp, heard));
  let goes = true;
  if (state === 'FIN-WAIT-1') {
    setState(tp, 'FIN-WAIT-2');
    if (tp.c.orphan) armKeep(tp, now + orphanWait(tp));
    else socketWake(tp.stack, tp.sock);
  } else if (state === 'CLOSING') {
    enterTimeWait(tp);
    goes = false;
  } else {
    done(tp);
    goes = false;
  }
  save(tp);
  journal.end();
  return goes;
}

/** Data, and the FIN. Data for a program that has gone is answered by a reset (RFC 1122 §4.2.2.13). */
function lateData(tp: Tcb, heard: Heard, dataAt: number): void {
  const { journal } = tp.stack.world;
  const { seq, length, flags } = heard;
  const end = plus(seq, length);
  const { state } = tp.c;
  const closed = (tp.c.shutdown & RCV_SHUTDOWN) !== 0;
  if ((state === 'FIN-WAIT-1' || state === 'FIN-WAIT-2') && closed && length > 0 && after(end, tp.r.nxt)) {
    journal.begin(STATE_PROCESS, 'tcp.data-after-close', argsOf(tp, heard));
    countStat(tp.stack, tp.ns, 'TcpExtTCPAbortOnData');
    sendReset(tp.stack, heard);
    fail(tp, 'ECONNRESET');
    journal.end('drop');
    return;
  }
  if (length > 0 || (flags & FIN) !== 0) {
    if (state === 'ESTAB' || state === 'FIN-WAIT-1' || state === 'FIN-WAIT-2' || before(seq, tp.r.nxt))
      dataQueue(tp, heard, dataAt);
  } else ackCheck(tp);
}
