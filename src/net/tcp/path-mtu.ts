// A connection and the path MTU (RFC 1191 §6.5; Linux tcp_current_mss(), tcp_v4_mtu_reduced(), tcp_simple_retransmit()). What a
// router says goes into the route's exception first: every connection to that destination finds it there before it sends.
import { findRoute, resultOf } from '../fib.js';
import { updatePmtu } from '../ip-exception.js';
import { segmentAt, setSegment, withMark } from './chain.js';
import { cubicTimeout } from './cubic.js';
import { retransmitLost, syncMss } from './output.js';
import { outputMtu } from './route.js';
import { before } from './seq.js';
import { TCP_ERR } from './stages.js';
import { FIN, LOST, SACKED, SYN } from './tables.js';
import { save, type Tcb } from './tcb.js';

/** An ICMP message says that the way carries less: what was too large goes again at once, in smaller pieces. */
export function mtuReduced(tp: Tcb, mtu: number, args: Readonly<Record<string, string | number>>, seq: number): void {
  const { stack, ns, sock } = tp;
  const { journal } = stack.world;
  const route = findRoute(stack, ns, sock.remoteIp);
  // Linux ip_no_pmtu_disc: 1 does not ask for it, 2 does not listen either.
  if (mtu >= tp.c.pathMtu || ns.sysctl('net.ipv4.ip_no_pmtu_disc') !== 0 || route === undefined) {
    journal.note(TCP_ERR, 'tcp.icmp-mtu-known', { ...args, mtu, before: tp.c.pathMtu }, 'drop');
    return;
  }
  journal.begin(TCP_ERR, 'tcp.icmp-mtu', { ...args, mtu, before: tp.c.pathMtu });
  updatePmtu(stack, ns, resultOf(stack, route, sock.remoteIp), sock.remoteIp, mtu);
  tp.c.pathMtu = outputMtu(stack, ns, sock.remoteIp);
  syncMss(tp);
  // Everything longer than fits counts as lost, and the window stays.
  for (let at = tp.s.una; at !== tp.s.nxt; ) {
    const s = segmentAt(tp, at);
    if (s === undefined) break;
    if (s.length > tp.c.mss && (s.mark & (SACKED | LOST)) === 0) {
      setSegment(tp, withMark(s, s.mark | LOST));
      tp.k.lost++;
    }
    at = (s.seq + s.length + ((s.flags & FIN) !== 0 ? 1 : 0) + ((s.flags & SYN) !== 0 ? 1 : 0)) >>> 0;
  }
  if (tp.k.lost > 0 && !before(seq, tp.s.una)) {
    if (tp.k.ca !== 'Loss') {
      tp.k.high = tp.s.nxt;
      tp.k.ssthresh = tp.k.cwnd;
      tp.k.ca = 'Loss';
      // Linux cubictcp_state(): whatever leads into Loss begins CUBIC anew.
      if (tp.u !== undefined) cubicTimeout(tp.u, stack.world.now, tp.s.nxt);
    }
    retransmitLost(tp);
  }
  save(tp);
  journal.end();
}
