// Keepalive: is the peer still there (RFC 1122 §4.2.3.6; Linux tcp_keepalive_timer()).
import { sendActiveReset } from './output.js';
import { plus } from './seq.js';
import { destroy, fail } from './sock.js';
import { KEEP_TIMER } from './stages.js';
import { ACK } from './tables.js';
import { countStat, save, type Tcb } from './tcb.js';
import { armKeep, stopKeep } from './timer-set.js';
import { transmitTcp } from './transmit.js';

const setting = (tp: Tcb, own: number, name: string, unit: number): number =>
  own > 0 ? own : tp.ns.sysctl(`net.ipv4.${name}`) * unit;
const idle = (tp: Tcb): number => setting(tp, tp.o.keepIdle, 'tcp_keepalive_time', 1e9);
const interval = (tp: Tcb): number => setting(tp, tp.o.keepInterval, 'tcp_keepalive_intvl', 1e9);
const most = (tp: Tcb): number => setting(tp, tp.o.keepCount, 'tcp_keepalive_probes', 1);

/** Sets the timer where the option asks for it, and the state allows. */
export function startKeepalive(tp: Tcb): void {
  if (tp.o.keepalive && !tp.c.orphan) armKeep(tp, tp.stack.world.now + idle(tp));
}

/** The timer has run out: of a connection that is kept alive, or of one that nobody has any more. */
export function keepTimer(tp: Tcb): void {
  const { journal, now } = tp.stack.world;
  const args = { netns: tp.ns.name, local: tp.sock.localPort, ip: tp.sock.remoteIp, toPort: tp.sock.remotePort };
  tp.t.keep = -1;
  tp.t.keepDue = 0;
  const { state } = tp.c;
  if (state === 'FIN-WAIT-2' && tp.c.orphan) {
    journal.begin(KEEP_TIMER, 'tcp.orphan-over', { ...args, times: 0 });
    destroy(tp);
    journal.end();
    return;
  }
  const heard = tp.t.heard;
  const elapsed = now - heard;
  // While data is under way its own timer watches.
  const busy = tp.k.packets > 0 || tp.s.nxt !== tp.s.write;
  if (busy || elapsed < idle(tp)) {
    journal.begin(KEEP_TIMER, 'tcp.keepalive-heard', { ...args, times: tp.t.probes });
    tp.t.probes = 0;
    armKeep(tp, busy ? now + idle(tp) : heard + idle(tp));
    save(tp);
    journal.end();
    return;
  }
  const { userTimeout } = tp.o;
  const dead = userTimeout > 0 ? elapsed >= userTimeout && tp.t.probes > 0 : tp.t.probes >= most(tp);
  if (dead) {
    journal.begin(KEEP_TIMER, 'tcp.keepalive-dead', { ...args, times: tp.t.probes });
    countStat(tp.stack, tp.ns, 'TcpExtTCPAbortOnTimeout');
    sendActiveReset(tp);
    stopKeep(tp);
    fail(tp, tp.c.softError || 'ETIMEDOUT');
    journal.end();
    return;
  }
  journal.begin(KEEP_TIMER, 'tcp.keepalive', { ...args, times: tp.t.probes + 1 });
  countStat(tp.stack, tp.ns, 'TcpExtTCPKeepAlive');
  tp.t.probes++;
  transmitTcp(tp, plus(tp.s.una, -1), ACK);
  armKeep(tp, now + interval(tp));
  save(tp);
  journal.end();
}
