// A packet that is for somebody else (RFC 1812 §5.2.1; Linux ip_forward()): what a router checks, in Linux's order, and what it
// changes: one less TTL, the checksum after it. Read ip-rcv.ts first.
import { stageKind } from '../journal/index.js';
import { ethernet, ipv4, updateChecksum16 } from '../wire/index.js';
import type { RouteResult } from './fib.js';
import { icmpSend } from './icmp-error.js';
import { sendRedirect } from './icmp-redirect.js';
import { forwardOptions } from './ip-options.js';
import { finishOutput } from './ip-output.js';
import { hook } from './netfilter.js';
import type { Skb } from './skb.js';
import type { Stack } from './stack.js';

export const IP_FORWARD = stageKind('ip_forward', 'RFC 1812 §5.2.1, §5.3.1, Linux ip_forward()', 'decision', [
  'ip.forwarded',
  'forward.not-host',
  'forward.ttl',
  'forward.too-big',
]);

const TIME_EXCEEDED = 11;
const UNREACHABLE = 3;
const FRAG_NEEDED = 4;

/** Sends a packet on by its route; `redirect`: its sender could have reached the next hop itself. */
export function forward(stack: Stack, skb: Skb, result: RouteResult, redirect: boolean): void {
  const { journal } = stack.world;
  const { buf, off, ns, frame } = skb;
  const ttl = ipv4.get.ttl(buf, off);
  const length = ipv4.get.len(buf, off);
  const args = { frame, dev: result.dev, src: ipv4.get.src(buf, off), ip: ipv4.get.dst(buf, off), ttl, netns: ns.name };
  // RFC 1812 §5.3.4: what came as a frame to many goes no further.
  if (skb.type !== 'host') {
    journal.note(IP_FORWARD, 'forward.not-host', args, 'drop');
    return;
  }
  if (ttl <= 1) {
    journal.begin(IP_FORWARD, 'forward.ttl', args);
    icmpSend(stack, ns, skb, { type: TIME_EXCEEDED, code: 0 });
    journal.end('drop');
    return;
  }
  const mtu = forwardMtu(stack, skb, result);
  if (length > mtu && ipv4.get.df(buf, off) === 1) {
    journal.begin(IP_FORWARD, 'forward.too-big', { ...args, length, mtu });
    icmpSend(stack, ns, skb, { type: UNREACHABLE, code: FRAG_NEEDED, info: mtu });
    journal.end('drop');
    return;
  }
  journal.begin(IP_FORWARD, 'ip.forwarded', args);
  const packet = withLessTtl(stack, skb, length);
  if ((buf[off] as number) > 0x45) forwardOptions(stack, ns, packet, result);
  if (redirect) sendRedirect(stack, skb, packet, result);
  if (hook(stack, ns, 'FORWARD', packet)) finishOutput(stack, ns, packet, result, mtu);
  journal.end();
}

/** Linux ip_dst_mtu_maybe_forward(): a router heeds its links, and path MTUs only if told to. */
function forwardMtu(stack: Stack, { ns }: Skb, result: RouteResult): number {
  if (result.locked || ns.sysctl('net.ipv4.ip_forward_use_pmtu') !== 0) return result.mtu;
  return stack.dev(result.dev).mtu;
}

/** The packet in a frame of its own, TTL one less (Linux ip_decrease_ttl(), RFC 1624). */
function withLessTtl(stack: Stack, { buf, off, frame }: Skb, length: number): number {
  const { frames } = stack.world;
  const packet = frames.create(length, ethernet.minSize, 'ipv4', frame, 'forward');
  const out = frames.buffer(packet);
  const at = frames.offset(packet);
  out.set(buf.subarray(off, off + length), at);
  const before = ((buf[off + 8] as number) << 8) | (buf[off + 9] as number);
  const sum = ((buf[off + 10] as number) << 8) | (buf[off + 11] as number);
  const checksum = updateChecksum16(sum, before, before - 0x100);
  out[at + 8] = (before >> 8) - 1;
  out[at + 10] = checksum >> 8;
  out[at + 11] = checksum & 0xff;
  return packet;
}
