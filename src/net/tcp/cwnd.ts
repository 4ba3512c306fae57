// How the congestion window grows and shrinks, by the connection's algorithm (RFC 5681 §3.1, RFC 9438; Linux
// tcp_slow_start(), tcp_cong_avoid_ai(), tcp_cwnd_validate(), tcp_cwnd_restart()).

import type { Netns } from '../stack.js';
import { cubicIdle, cubicReduce, cubicTarget, cubicUpdate, newCubic } from './cubic.js';
import { before } from './seq.js';
import { CONGESTION } from './stages.js';
import { ALGORITHMS, type Algorithm } from './tables.js';
import type { Tcb } from './tcb.js';

/** RFC 6928. */
export const INITIAL_CWND = 10;
/** Linux TCP_INFINITE_SSTHRESH. */
export const INFINITE = 0x7fffffff;

export const SETTING = 'net.ipv4.tcp_congestion_control';
/** What a new connection uses that was told nothing. */
export const usualAlgorithm = (ns: Netns): Algorithm => ALGORITHMS[ns.sysctl(SETTING)] ?? 'reno';

/** The connection is established, or was told another algorithm: it begins with what it has (Linux tcp_init_congestion_control). */
export function beginAlgorithm(tp: Tcb): void {
  tp.u = tp.k.algorithm === 'cubic' ? newCubic(tp.id, tp.stack.world.now, tp.s.nxt) : undefined;
}

/** The values of congestion control that reasons tell. */
export const congestionArgs = (tp: Tcb) => ({
  netns: tp.ns.name,
  local: tp.sock.localPort,
  cwnd: tp.k.cwnd,
  ssthresh: tp.k.ssthresh === INFINITE ? 0 : tp.k.ssthresh,
  dups: tp.k.dupAcks,
});

/** A loss: the new ssthresh. RFC 5681 §3.1, equation 4, or RFC 9438 §4.6. */
export const reduced = (tp: Tcb): number =>
  tp.u === undefined ? Math.max(tp.k.cwnd >> 1, 2) : cubicReduce(tp.u, tp.k.cwnd);

/** Whether the window is what holds the sender back: in slow start half of it in use is enough (RFC 7661 §4.1). */
function cwndLimited({ k }: Tcb): boolean {
  return k.limited || (k.cwnd < k.ssthresh && k.cwnd < 2 * k.mostOut);
}

/** After sending: keeps the strongest sign in this window of how much of cwnd is used. `full`: it held something back. */
export function noteUse(tp: Tcb, full: boolean): void {
  const { k, s } = tp;
  if (before(s.una, k.usedEnd) && !full && (k.limited || k.packets <= k.mostOut)) return;
  k.limited = full;
  k.mostOut = k.packets;
  k.usedEnd = s.nxt;
}

/** Data was delivered outside of recovery: `acked` segments. */
export function grow(tp: Tcb, acked: number): void {
  const { k } = tp;
  if (acked <= 0 || !cwndLimited(tp)) return;
  const { journal, now } = tp.stack.world;
  let left = acked;
  const begin = k.cwnd;
  if (k.cwnd < k.ssthresh) {
    k.cwnd = Math.min(k.cwnd + left, k.ssthresh);
    left -= k.cwnd - begin;
    journal.note(CONGESTION, 'tcp.slow-start', { ...congestionArgs(tp), before: begin });
    if (left === 0) return;
  }
  const from = k.cwnd;
  const { u } = tp;
  if (u !== undefined) cubicUpdate(u, k.cwnd, left, now);
  const per = u === undefined ? k.cwnd : u.every;
  // A credit from when growth was slower counts for one segment, no more.
  if (k.count >= per) {
    k.count = 0;
    k.cwnd++;
  }
  k.count += left;
  if (k.count >= per) {
    const more = Math.floor(k.count / per);
    k.count -= more * per;
    k.cwnd += more;
  }
  if (k.cwnd === from) return;
  if (u === undefined) journal.note(CONGESTION, 'tcp.avoidance', { ...congestionArgs(tp), before: from });
  else {
    const more = { before: from, every: per, target: cubicTarget(u, Math.floor(now / 1e6)), origin: u.origin };
    journal.note(CONGESTION, 'tcp.cubic', { ...congestionArgs(tp), ...more });
  }
}

/** RFC 5681 §4.1: after a long silence nothing is known of the network any more. */
export function restartAfterIdle(tp: Tcb): void {
  const { k } = tp;
  if (k.packets > 0 || tp.s.lastSent === 0) return;
  let idle = tp.stack.world.now - tp.s.lastSent;
  if (tp.u !== undefined) cubicIdle(tp.u, tp.stack.world.now, idle);
  if (idle <= k.rto || tp.ns.sysctl('net.ipv4.tcp_slow_start_after_idle') === 0) return;
  const restart = Math.min(INITIAL_CWND, k.cwnd);
  k.ssthresh = k.ssthresh === INFINITE ? k.ssthresh : Math.max(k.ssthresh, (k.cwnd >> 1) + (k.cwnd >> 2));
  while (idle > k.rto && k.cwnd > restart) {
    k.cwnd = Math.max(restart, k.cwnd >> 1);
    idle -= k.rto;
  }
  k.count = 0;
}
