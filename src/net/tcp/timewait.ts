// TIME-WAIT: the active closer waits until every old segment has died (RFC 9293 §3.6.1, RFC 1337; Linux tcp_minisocks.c).

import type { ReadOptions } from './options.js';
import { after, before, plus } from './seq.js';
import { destroy, setState } from './sock.js';
import { TIME_WAIT } from './stages.js';
import { ACK, FIN, RST, SYN, type TcpState } from './tables.js';
import { countStat, save, type Tcb } from './tcb.js';
import { armKeep, invalidLimit, stopTimers, TIME_WAIT_LEN } from './timer-set.js';
import { type Heard, NO_SACK, NO_WRITE_OPTIONS, sendBare, tsNow } from './transmit.js';

/** States in which nothing more is to be acknowledged by the rules for data. */
export const DONE_FIN_STATES: ReadonlySet<TcpState> = new Set(['TIME-WAIT', 'CLOSED']);

/** Both FINs are through and we closed first. */
export function enterTimeWait(tp: Tcb): void {
  stopTimers(tp);
  countStat(tp.stack, tp.ns, 'TcpExtTW');
  setState(tp, 'TIME-WAIT');
  armKeep(tp, tp.stack.world.now + TIME_WAIT_LEN);
  save(tp);
}

/** An ACK from TIME-WAIT, without a connection behind it. */
function answer(tp: Tcb, heard: Heard): void {
  const { ts } = tp.c;
  const options = ts
    ? {
        mss: 0,
        scale: -1,
        sackOk: false,
        ts,
        tsVal: tsNow(tp.stack, tp.c.tsOffset),
        tsEcr: tp.r.tsRecent,
        sack: NO_SACK,
      }
    : NO_WRITE_OPTIONS;
  sendBare(tp.stack, heard, tp.s.nxt, tp.r.nxt, ACK, Math.floor(tp.r.wnd / 2 ** tp.c.rcvScale), options);
}

/** What a segment in TIME-WAIT leads to. `isn`: a new SYN may open the connection again, with that number of ours. */
export interface TimeWaitVerdict {
  readonly isn: number | undefined;
}
const STAYS: TimeWaitVerdict = { isn: undefined };

/** Linux tcp_timewait_state_process(): a number beyond everything that was sent before. */
export const nextIsn = (tp: Tcb): number => plus(tp.s.nxt, 65537);

function waitAnew(tp: Tcb): void {
  armKeep(tp, tp.stack.world.now + TIME_WAIT_LEN);
}

/** A segment for a connection in TIME-WAIT. */
export function timeWaitProcess(tp: Tcb, heard: Heard, options: ReadOptions): TimeWaitVerdict {
  const { journal, now } = tp.stack.world;
  const { flags, seq, length } = heard;
  const args = { frame: heard.packet.skb.frame, netns: tp.ns.name, local: tp.sock.localPort, ip: tp.sock.remoteIp };
  const paws = tp.c.ts && options.hasTs && before(options.tsVal, tp.r.tsRecent);
  const rst = (flags & RST) !== 0;
  const span = length + ((flags & FIN) !== 0 ? 1 : 0) + ((flags & SYN) !== 0 ? 1 : 0);
  if (rst) {
    // RFC 1337: with the setting on, a reset does not end TIME-WAIT early.
    const ends = !paws && seq === tp.r.nxt && tp.ns.sysctl('net.ipv4.tcp_rfc1337') === 0;
    journal.begin(TIME_WAIT, 'tcp.timewait-reset', { ...args, ends });
    if (ends) destroy(tp);
    journal.end(ends ? 'pass' : 'drop');
    return STAYS;
  }
  if (!paws && seq === tp.r.nxt && span === 0) {
    journal.begin(TIME_WAIT, 'tcp.timewait-ack', args);
    waitAnew(tp);
    save(tp);
    journal.end();
    return STAYS;
  }
  // RFC 6191, RFC 9293 §3.6.1: a SYN that can be told from everything before it.
  const newer = after(seq, tp.r.nxt) || (tp.c.ts && options.hasTs && after(options.tsVal, tp.r.tsRecent));
  if ((flags & (SYN | ACK)) === SYN && !paws && newer) {
    const isn = nextIsn(tp);
    journal.begin(TIME_WAIT, 'tcp.timewait-reuse', args);
    destroy(tp);
    journal.end();
    return { isn };
  }
  journal.begin(TIME_WAIT, 'tcp.timewait-ack', args);
  // An old SYN without ACK may also be a good one with a low number: it does not prolong the wait.
  if (paws || (flags & ACK) !== 0) waitAnew(tp);
  const data = span > 0 && (flags & SYN) === 0;
  const limited = !data && tp.r.challenge >= 0 && now - tp.r.challenge < invalidLimit(tp.ns);
  if (!data && !limited) tp.r.challenge = now;
  if (!limited) answer(tp, heard);
  save(tp);
  journal.end(limited ? 'drop' : 'pass');
  return STAYS;
}

/** RFC 6191 §2, Linux tcp_twsk_unique(): whether connect(2) may take over the two ends, because stamps tell old from new. */
export function mayReuse(tp: Tcb): boolean {
  const mode = tp.ns.sysctl('net.ipv4.tcp_tw_reuse');
  const loopback = tp.sock.remoteIp >>> 24 === 127;
  if (mode === 0 || (mode === 2 && !loopback) || !tp.c.ts) return false;
  return tp.stack.world.now - tp.r.tsAt > 1e9;
}

/** The wait ends for a new connection of our own between the same ends. */
export function giveUpTimeWait(tp: Tcb): void {
  const { journal } = tp.stack.world;
  const args = { frame: -1, netns: tp.ns.name, local: tp.sock.localPort, ip: tp.sock.remoteIp };
  journal.begin(TIME_WAIT, 'tcp.timewait-taken', args);
  destroy(tp);
  journal.end();
}
