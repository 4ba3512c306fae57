// TIME-WAIT: the active closer waits until every old segment has died (RFC 9293 §3.6.1, RFC 1337; Linux tcp_minisocks.c).

import type { ReadOptions } from './options.js';
import { after, before, plus } from './seq.js';
import { destroy, setState } from './sock.js';
import { TIME_WAIT } from './stages.js';
import { ACK, FIN, RST, SYN, type TcpState } from './tables.js';
import { countStat, save, type Tcb } from './tcb.js';
import { armKeep, stopTimers, TIME_WAIT_LEN } from './timer-set.js';
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

/** A segment for a connection in TIME-WAIT. True: it is a new SYN that may open a connection again; handle it as such. */
export function timeWaitProcess(tp: Tcb, heard: Heard, options: ReadOptions): boolean {
  const { journal, now } = tp.stack.world;
  const { flags, seq, length } = heard;
  const args = { frame: heard.packet.skb.frame, netns: tp.ns.name, local: tp.sock.localPort, ip: tp.sock.remoteIp };
  const paws = tp.c.ts && options.hasTs && before(options.tsVal, tp.r.tsRecent);
  if ((flags & RST) !== 0) {
    // RFC 1337: with the setting on, a reset does not end TIME-WAIT early.
    const ends = !paws && seq === tp.r.nxt && tp.ns.sysctl('net.ipv4.tcp_rfc1337') === 0;
    journal.begin(TIME_WAIT, 'tcp.timewait-reset', { ...args, ends });
    if (ends) destroy(tp);
    journal.end(ends ? 'pass' : 'drop');
    return false;
  }
  // RFC 6191, RFC 9293 §3.6.1: a SYN that can be told from everything before it.
  const newer = after(seq, tp.r.nxt) || (tp.c.ts && options.hasTs && after(options.tsVal, tp.r.tsRecent));
  if ((flags & (SYN | RST | ACK)) === SYN && !paws && newer) {
    journal.begin(TIME_WAIT, 'tcp.timewait-reuse', args);
    destroy(tp);
    journal.end();
    return true;
  }
  if ((flags & ACK) === 0 && (flags & SYN) === 0) return false;
  journal.begin(TIME_WAIT, 'tcp.timewait-ack', args);
  const span = length + ((flags & FIN) !== 0 ? 1 : 0);
  if (!paws && span > 0 && plus(seq, span) === tp.r.nxt) armKeep(tp, now + TIME_WAIT_LEN);
  const pure = span === 0 && (flags & SYN) === 0 && seq === tp.r.nxt;
  if (!pure) answer(tp, heard);
  save(tp);
  journal.end();
  return false;
}
