// Setting a connection's timers; timer.ts says what they do when they fire (Linux inet_csk_reset_xmit_timer()).
import { eventKind } from '../../sim/index.js';
import type { Netns } from '../stack.js';
import type { SendTimer } from './tables.js';
import type { Tcb } from './tcb.js';

/** One event kind for all: `a` is the socket's (or the request's) number, `b` one of WHICH. */
export const TCP_EVENT = eventKind('tcp_timer');
export const WHICH = { send: 0, delack: 1, keep: 2, request: 3 } as const;

/** Linux TCP_RTO_MAX, TCP_RTO_MIN, TCP_TIMEOUT_INIT, TCP_DELACK_MIN, TCP_TIMEWAIT_LEN, TCP_RESOURCE_PROBE_INTERVAL; ns. */
export const RTO_MAX = 120e9;
export const RTO_FIRST = 1e9;
export const DELACK = 40e6;
export const TIME_WAIT_LEN = 60e9;
/** How often a segment out of the window, or a doubtful one, is answered, ns (RFC 5961 §7). */
export const invalidLimit = (ns: Netns): number => ns.sysctl('net.ipv4.tcp_invalid_ratelimit') * 1e6;

export function armSendTimer(tp: Tcb, kind: SendTimer, due: number): void {
  const { world } = tp.stack;
  if (tp.t.send >= 0) world.cancel(tp.t.send);
  tp.t.kind = kind;
  tp.t.sendDue = kind === 'none' ? 0 : due;
  tp.t.send = kind === 'none' ? -1 : world.schedule(due, TCP_EVENT, tp.id, WHICH.send);
}

/** The timeout in force: doubled once per backoff (RFC 6298 §5.5). */
export const rtoNow = (tp: Tcb): number => Math.min(RTO_MAX, tp.k.rto * 2 ** tp.k.backoff);

/** Sets the timer for what is under way: a loss probe where one may be tried first, else the retransmission. */
export function rearm(tp: Tcb): void {
  const { now } = tp.stack.world;
  if (tp.k.packets === 0) {
    armSendTimer(tp, 'none', 0);
    return;
  }
  const rto = rtoNow(tp);
  const probe = probeTimeout(tp);
  if (probe > 0 && probe < rto) armSendTimer(tp, 'tlp', now + probe);
  // Linux tcp_schedule_loss_probe(): not later than the retransmission would come; it then takes that one's place.
  else if (probe > 0) armSendTimer(tp, 'tlp', now + rto);
  else armSendTimer(tp, 'rto', now + rto);
}

/** RFC 8985 §7.2: when to probe for a lost tail, ns; 0 where no probe may be sent. */
function probeTimeout(tp: Tcb): number {
  const { k } = tp;
  const allowed = tp.ns.sysctl('net.ipv4.tcp_early_retrans') >= 3 && tp.c.sack;
  if (!allowed || k.ca !== 'Open' || k.sacked > 0 || k.probe >= 0 || k.backoff > 0) return 0;
  if (tp.c.state === 'SYN-SENT' || tp.c.state === 'SYN-RECV') return 0;
  if (k.srtt < 0) return RTO_FIRST;
  return 2 * k.srtt + (k.packets === 1 ? minRto(tp) : 2e6);
}

/** Linux tcp_rto_min(), ns; a jiffy at least. */
export const minRto = (tp: Tcb): number => Math.max(1e6, tp.ns.sysctl('net.ipv4.tcp_rto_min_us') * 1000);

export function armDelack(tp: Tcb, due: number): void {
  const { world } = tp.stack;
  if (tp.t.delack >= 0) {
    if (tp.t.delackDue <= due) return;
    world.cancel(tp.t.delack);
  }
  tp.t.delackDue = due;
  tp.t.delack = world.schedule(due, TCP_EVENT, tp.id, WHICH.delack);
}

export function armKeep(tp: Tcb, due: number): void {
  const { world } = tp.stack;
  if (tp.t.keep >= 0) world.cancel(tp.t.keep);
  tp.t.keepDue = due;
  tp.t.keep = world.schedule(due, TCP_EVENT, tp.id, WHICH.keep);
}
export function stopKeep(tp: Tcb): void {
  if (tp.t.keep >= 0) tp.stack.world.cancel(tp.t.keep);
  tp.t.keep = -1;
  tp.t.keepDue = 0;
}

/** Stops everything. */
export function stopTimers(tp: Tcb): void {
  armSendTimer(tp, 'none', 0);
  if (tp.t.delack >= 0) tp.stack.world.cancel(tp.t.delack);
  tp.t.delack = -1;
  tp.t.delackDue = 0;
  stopKeep(tp);
}

/** Linux tcp_fin_time(): how long one without a program waits for the peer's FIN, ns. */
export const orphanWait = (tp: Tcb): number =>
  tp.o.linger2 > 0 ? tp.o.linger2 : tp.ns.sysctl('net.ipv4.tcp_fin_timeout') * 1e9;
