// The round-trip time and the timeout made of it (RFC 6298 §2; Linux tcp_rtt_estimator(), tcp_set_rto()).
import { RTT } from './stages.js';
import type { Tcb } from './tcb.js';
import { minRto, RTO_MAX } from './timer-set.js';

/** Takes a measurement, ns (Karn: never of a segment that was sent twice). */
export function measured(tp: Tcb, rtt: number): void {
  const { k } = tp;
  if (k.srtt < 0) {
    k.srtt = rtt;
    k.rttvar = Math.floor(rtt / 2);
  } else {
    // alpha 1/8, beta 1/4.
    k.rttvar = Math.floor((3 * k.rttvar + Math.abs(k.srtt - rtt)) / 4);
    k.srtt = Math.floor((7 * k.srtt + rtt) / 8);
  }
  // Linux keeps the variance term, not the whole, above the minimum.
  k.rto = Math.min(RTO_MAX, k.srtt + Math.max(minRto(tp), 4 * k.rttvar));
  k.backoff = 0;
  const args = { netns: tp.ns.name, local: tp.sock.localPort, rttNs: rtt, srttNs: k.srtt, rtoNs: k.rto };
  tp.stack.world.journal.note(RTT, 'tcp.rtt', args);
}
