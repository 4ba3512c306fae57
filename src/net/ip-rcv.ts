// IPv4 on the way in: is it whole, is it for us, who gets it (Linux ip_input.c, route.c).
import { stageKind } from '../journal/index.js';
import { ipv4 } from '../wire/index.js';
import { packetType } from './device.js';
import { isBroadcast, isGroupIp, isLocal, lookup } from './fib.js';
import { hook } from './netfilter.js';
import type { Skb } from './skb.js';
import type { Stack } from './stack.js';

export const IP_RCV = stageKind('ip_rcv', 'RFC 1122 §3.2.1, Linux ip_rcv_core()', 'decision', [
  'ip.receive',
  'ip.truncated',
  'ip.bad-version',
  'ip.bad-length',
  'ip.bad-checksum',
  'ip.not-mine',
]);
export const IP_DELIVER = stageKind('ip_local_deliver', 'RFC 791 §2.2, Linux ip_local_deliver()', 'path', [
  'ip.deliver',
]);
export const IP_DROP = stageKind('ip_rcv_finish', 'RFC 1122 §3.2.1.3, Linux ip_rcv_finish()', 'decision', [
  'ip.no-forwarding',
  'ip.no-protocol',
  'ip.bad-source',
  'ip.fragment',
]);

/** A packet that has passed the receive checks. */
export interface IpPacket {
  readonly skb: Skb;
  readonly src: number;
  readonly dst: number;
  readonly proto: number;
  /** Where the payload begins and ends. */
  readonly off: number;
  readonly end: number;
  readonly broadcast: boolean;
}

type Protocol = (stack: Stack, packet: IpPacket) => void;
const protocols = new Map<number, Protocol>();
/** Registers who receives an IP protocol (Linux inet_add_protocol). */
export function ipProtocol(number: number, receive: Protocol): void {
  protocols.set(number, receive);
}

packetType(0x0800, ipReceive);

type Problem = 'ip.truncated' | 'ip.bad-version' | 'ip.bad-length' | 'ip.bad-checksum' | 'ip.not-mine';

/** RFC 1122 §3.2.1.1–2: what a host must check before anything else. */
function check(skb: Skb): Problem | undefined {
  const { buf, off, end } = skb;
  if (skb.type === 'otherhost') return 'ip.not-mine';
  if (end - off < ipv4.minSize) return 'ip.truncated';
  if (ipv4.get.version(buf, off) !== 4) return 'ip.bad-version';
  const header = (buf[off]! & 15) * 4;
  const total = ipv4.get.len(buf, off);
  if (header < ipv4.minSize || total < header || off + total > end) return 'ip.bad-length';
  return ipv4.checksumOk(buf, off, end) ? undefined : 'ip.bad-checksum';
}

function ipReceive(stack: Stack, skb: Skb): void {
  const { journal } = stack.world;
  const { buf, off, frame, ns } = skb;
  const problem = check(skb);
  if (problem !== undefined) {
    journal.note(IP_RCV, problem, { frame, dev: skb.dev }, 'drop');
    return;
  }
  const src = ipv4.get.src(buf, off);
  const dst = ipv4.get.dst(buf, off);
  journal.begin(IP_RCV, 'ip.receive', { frame, dev: skb.dev, src, ip: dst });
  if (hook(stack, ns, 'PREROUTING', frame)) route(stack, skb, src, dst);
  journal.end();
}

function route(stack: Stack, skb: Skb, src: number, dst: number): void {
  const { journal } = stack.world;
  const { ns, frame } = skb;
  const args = { frame, dev: skb.dev, src, ip: dst };
  // Linux ip_route_input_slow(), fib_validate_source(): a broadcast or multicast source is martian, and so is an address
  // of our own that comes in from outside.
  const outside = stack.dev(skb.dev).kind !== 'loopback';
  const own = outside && (isLocal(ns, src) || src >>> 24 === 127);
  if (src === 0xffffffff || isGroupIp(src) || isBroadcast(ns, src) || own) {
    journal.note(IP_DROP, 'ip.bad-source', args, 'drop');
    return;
  }
  const broadcast = isBroadcast(ns, dst);
  if (broadcast || isGroupIp(dst) || isLocal(ns, dst)) {
    lookup(stack, ns, dst);
    deliverLocal(stack, skb, src, dst, broadcast);
    return;
  }
  journal.note(IP_DROP, 'ip.no-forwarding', args, 'drop');
}

function deliverLocal(stack: Stack, skb: Skb, src: number, dst: number, broadcast: boolean): void {
  const { journal } = stack.world;
  const { buf, off, ns, frame } = skb;
  const proto = ipv4.get.proto(buf, off);
  if (!hook(stack, ns, 'INPUT', frame)) return;
  if (ipv4.get.mf(buf, off) === 1 || ipv4.get.fragOffset(buf, off) !== 0) {
    journal.note(IP_DROP, 'ip.fragment', { frame, dev: skb.dev, src, ip: dst }, 'drop');
    return;
  }
  const handler = protocols.get(proto);
  if (handler === undefined) {
    journal.note(IP_DROP, 'ip.no-protocol', { frame, dev: skb.dev, src, ip: dst, proto }, 'drop');
    return;
  }
  journal.begin(IP_DELIVER, 'ip.deliver', { frame, proto, netns: ns.name });
  const payload = off + (buf[off]! & 15) * 4;
  handler(stack, { skb, src, dst, proto, off: payload, end: off + ipv4.get.len(buf, off), broadcast });
  journal.end();
}
