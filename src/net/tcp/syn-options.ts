// The options of a SYN and of a SYN-ACK (Linux tcp_syn_options(), tcp_synack_options()).
import type { WriteOptions } from './options.js';
import { ACK } from './tables.js';
import type { Tcb } from './tcb.js';
import { NO_SACK, tsNow } from './transmit.js';

/** What a connection's own SYN offers; one that also acknowledges answers only what was offered (simultaneous open). */
export function synOptions(tp: Tcb, flags: number): WriteOptions {
  const { ns, stack, c, o } = tp;
  const answers = (flags & ACK) !== 0;
  const on = (name: string) => ns.sysctl(`net.ipv4.${name}`) !== 0;
  const ts = answers ? c.ts : on('tcp_timestamps');
  const scaled = answers ? c.rcvScale > 0 || c.sndScale > 0 : on('tcp_window_scaling');
  return {
    mss: advertisedMss(c.pathMtu, o.maxseg),
    scale: scaled ? c.rcvScale : -1,
    sackOk: answers ? c.sack : on('tcp_sack'),
    ts,
    tsVal: ts ? tsNow(stack, c.tsOffset) : 0,
    tsEcr: ts && answers ? tp.r.tsRecent : 0,
    sack: NO_SACK,
  };
}

/** RFC 9293 §3.7.1: what fits the link, without options. */
export const advertisedMss = (mtu: number, maxseg: number): number =>
  maxseg > 0 ? Math.min(maxseg, mtu - 40) : mtu - 40;
