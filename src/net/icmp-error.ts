// ICMP errors: what a host or router tells the sender of a packet that it could not deliver (RFC 792, RFC 1122 §3.2.2,
// RFC 1812 §4.3; Linux __icmp_send()).
import { stageKind } from '../journal/index.js';
import { icmp, ipv4 } from '../wire/index.js';
import { isLocal, selectSource } from './fib.js';
import { allowGlobal, allowPeer } from './icmp-limit.js';
import { HEADROOM, ipSend, routeOutput } from './ip-output.js';
import type { Skb } from './skb.js';
import type { Netns, Stack } from './stack.js';

export const ICMP_SEND = stageKind('icmp_send', 'RFC 792, RFC 1122 §3.2.2.1, Linux __icmp_send()', 'decision', [
  'icmp.net-unreachable',
  'icmp.host-unreachable',
  'icmp.protocol-unreachable',
  'icmp.port-unreachable',
  'icmp.frag-needed',
  'icmp.source-route-failed',
  'icmp.filtered',
  'icmp.ttl-exceeded',
  'icmp.fragment-time',
  'icmp.redirect',
  'icmp.parameter-problem',
  'icmp.not-about',
  'icmp.not-about-many',
  'icmp.not-about-fragment',
  'icmp.rate-limit',
]);

type Reason = (typeof ICMP_SEND)['reasons'][number];

const REASONS: Readonly<Record<number, readonly (readonly [code: number, reason: Reason])[]>> = {
  3: [
    [0, 'icmp.net-unreachable'],
    [1, 'icmp.host-unreachable'],
    [2, 'icmp.protocol-unreachable'],
    [3, 'icmp.port-unreachable'],
    [4, 'icmp.frag-needed'],
    [5, 'icmp.source-route-failed'],
    [13, 'icmp.filtered'],
  ],
  5: [[1, 'icmp.redirect']],
  11: [
    [0, 'icmp.ttl-exceeded'],
    [1, 'icmp.fragment-time'],
  ],
  12: [[0, 'icmp.parameter-problem']],
};

/** An error to be sent. */
export interface IcmpError {
  readonly type: number;
  readonly code: number;
  /** The word behind the checksum: the next hop's MTU, the better router, the pointer (as its bytes stand). */
  readonly info?: number;
  /** Source address: that which the packet was sent to, where that is ours; chosen by the route else. */
  readonly src?: number | undefined;
}

/** The packet that an error is about. */
export type About = Pick<Skb, 'frame' | 'buf' | 'off' | 'end' | 'type' | 'dev'>;

/** RFC 1812 §4.3.2.3 and Linux: an error is at most 576 octets long. */
const LONGEST = 576;
/** Types that are no errors (Linux icmp_pointers[]); unknown ones count as errors. */
const QUERIES: readonly number[] = [0, 8, 13, 14, 15, 16, 17, 18];

/** A frame that begins with its IP header, as a packet that an error is about. */
export function aboutPacket(stack: Stack, packet: number): About {
  const { frames } = stack.world;
  const off = frames.offset(packet);
  return { frame: packet, buf: frames.buffer(packet), off, end: off + frames.length(packet), type: 'host', dev: 0 };
}

/** A packet could not be delivered because nobody answered for its next hop. */
export function linkFailure(stack: Stack, ns: Netns, packet: number): void {
  icmpSend(stack, ns, aboutPacket(stack, packet), { type: 3, code: 1 });
}

/** A datagram came for a port that nobody listens on (Linux __udp4_lib_rcv, RFC 1122 §4.1.3.1). */
export function portUnreachable(stack: Stack, ns: Netns, about: About): void {
  icmpSend(stack, ns, about, { type: 3, code: 3, src: ipv4.get.dst(about.buf, about.off) });
}

/** RFC 1122 §3.2.2, RFC 1812 §4.3.2.7: what no error is sent about. */
function silence({ buf, off, end, type }: About): Reason | undefined {
  const dst = ipv4.get.dst(buf, off);
  if (type !== 'host' || dst === 0xffffffff || dst >>> 28 === 14) return 'icmp.not-about-many';
  if (ipv4.get.fragOffset(buf, off) !== 0) return 'icmp.not-about-fragment';
  if (ipv4.get.proto(buf, off) !== 1) return undefined;
  const inner = off + ((buf[off] as number) & 15) * 4;
  return inner >= end || !QUERIES.includes(buf[inner] as number) ? 'icmp.not-about' : undefined;
}

/** Sends an ICMP error about a packet to its source (which may be ourselves). */
export function icmpSend(stack: Stack, ns: Netns, about: About, error: IcmpError): void {
  const { journal } = stack.world;
  const { buf, off, frame } = about;
  const { type, code } = error;
  const src = ipv4.get.src(buf, off);
  const args = { frame, ip: ipv4.get.dst(buf, off), src, type, code, netns: ns.name };
  const quiet = silence(about);
  if (quiet !== undefined) {
    journal.note(ICMP_SEND, quiet, args, 'drop');
    return;
  }
  const reason = REASONS[type]?.find(([known]) => known === code)?.[1];
  if (reason === undefined) throw new Error(`no words for ICMP type ${type}, code ${code}`);
  if (reason === 'icmp.redirect') journal.begin(ICMP_SEND, reason, { ...args, gateway: error.info ?? 0 });
  else if (reason === 'icmp.frag-needed') journal.begin(ICMP_SEND, reason, { ...args, mtu: error.info ?? 0 });
  else journal.begin(ICMP_SEND, reason, args);
  const loopback = isLocal(ns, src);
  if (!allowGlobal(stack, ns, type, code) || !(loopback || allowPeer(stack, ns, src, type, code))) {
    journal.note(ICMP_SEND, 'icmp.rate-limit', args, 'drop');
    journal.end('drop');
    return;
  }
  build(stack, ns, about, error, loopback ? src : undefined);
  journal.end();
}

function build(stack: Stack, ns: Netns, about: About, error: IcmpError, toSelf: number | undefined): void {
  const { frames } = stack.world;
  const { buf, off, end, frame } = about;
  const dst = ipv4.get.src(buf, off);
  // Linux RT_TOS() | IPTOS_PREC_INTERNETCONTROL: the packet's type of service, with precedence 6.
  const tos = (ipv4.get.dsfield(buf, off) & 0x1e) | 0xc0;
  const inbound = about.dev !== 0 && ns.sysctl('net.ipv4.icmp_errors_use_inbound_ifaddr') !== 0;
  const chosen = error.src ?? (inbound ? selectSource(ns, stack.dev(about.dev), dst) : undefined);
  const datagram = { dst, src: chosen ?? toSelf, proto: 1, tos };
  const prepared = routeOutput(stack, ns, datagram);
  if (typeof prepared === 'string') return;
  const room = Math.min(prepared.result.mtu, LONGEST) - ipv4.minSize - 8;
  const total = Math.min(ipv4.get.len(buf, off), end - off);
  const length = 8 + Math.min(total, room);
  const made = frames.create(length, HEADROOM, 'data', frame, 'answer');
  const out = frames.buffer(made);
  const at = frames.offset(made);
  out.set(buf.subarray(off, off + length - 8), at + 8);
  const { type, code, info = 0 } = error;
  if (type === 5) icmp.encode({ type, code, gateway: info }, out, at, at + length);
  else if (type === 12) icmp.encode({ type, code, pointer: info }, out, at, at + length);
  else if (type === 3 && code === 4) icmp.encode({ type, code, mtu: info }, out, at, at + length);
  else icmp.encode({ type, code }, out, at, at + length);
  ipSend(stack, ns, made, datagram, prepared);
}
