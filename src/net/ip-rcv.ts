// IPv4 on the way in: is it whole, may it come from there, is it for us, who gets it (Linux ip_input.c, route.c). What is not
// for us goes on in ip-forward.ts.
import { stageKind } from '../journal/index.js';
import { foldChecksum, ipv4, sum16 } from '../wire/index.js';
import { packetType } from './device.js';
import { isGroupIp, lookup, type RouteResult } from './fib.js';
import { icmpSend } from './icmp-error.js';
import { allowError } from './icmp-limit.js';
import { defrag } from './ip-defrag.js';
import { findException } from './ip-exception.js';
import { forward } from './ip-forward.js';
import { receiveOptions } from './ip-options.js';
import { type SourceVerdict, validateSource } from './ip-source.js';
import { hook } from './netfilter.js';
import type { Skb } from './skb.js';
import type { Stack } from './stack.js';

export const IP_RCV = stageKind('ip_rcv', 'RFC 1122 §3.2.1, RFC 1812 §5.2.2, Linux ip_rcv_core()', 'decision', [
  'ip.receive',
  'ip.truncated',
  'ip.bad-version',
  'ip.bad-header-length',
  'ip.bad-length',
  'ip.bad-checksum',
  'ip.not-mine',
]);
export const IP_DELIVER = stageKind('ip_local_deliver', 'RFC 791 §2.2, Linux ip_local_deliver()', 'path', [
  'ip.deliver',
]);
export const IP_DROP = stageKind(
  'ip_rcv_finish',
  'RFC 1122 §3.2.1.3, RFC 1812 §5.3.7–8, Linux ip_route_input_slow()',
  'decision',
  [
    'ip.no-forwarding',
    'ip.no-protocol',
    'ip.bad-source',
    'ip.own-source',
    'ip.rp-strict',
    'ip.rp-loose',
    'ip.bad-destination',
  ],
);
export const IP_ERROR = stageKind('ip_error', 'RFC 1812 §5.2.7.1, Linux ip_error()', 'decision', [
  'ip.no-route',
  'ip.route-refuses',
  'ip.error-limited',
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
  /** Sent to a broadcast or multicast address. */
  readonly broadcast: boolean;
}

type Protocol = (stack: Stack, packet: IpPacket) => void;
const protocols = new Map<number, Protocol>();
/** Registers who receives an IP protocol (Linux inet_add_protocol). */
export function ipProtocol(number: number, receive: Protocol): void {
  protocols.set(number, receive);
}

packetType(0x0800, ipReceive);

type Problem = Exclude<(typeof IP_RCV)['reasons'][number], 'ip.receive'>;

/** The checks of ip_rcv_core(), in its order (RFC 1122 §3.2.1.1–2, RFC 1812 §5.2.2). */
function check(skb: Skb): Problem | undefined {
  const { buf, off, end } = skb;
  if (skb.type === 'otherhost') return 'ip.not-mine';
  if (end - off < ipv4.minSize) return 'ip.truncated';
  const first = buf[off] as number;
  if (first >> 4 !== 4) return 'ip.bad-version';
  const header = (first & 15) * 4;
  if (header < ipv4.minSize) return 'ip.bad-header-length';
  if (off + header > end) return 'ip.truncated';
  if (foldChecksum(sum16(buf, off, off + header)) !== 0) return 'ip.bad-checksum';
  const total = ipv4.get.len(buf, off);
  return total < header || off + total > end ? 'ip.bad-length' : undefined;
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
  if (hook(stack, ns, 'PREROUTING', frame)) receiveFinish(stack, skb, src, dst);
  journal.end();
}

/** Where an incoming packet goes (Linux struct rtable of ip_route_input()). */
type InputRoute =
  | { readonly kind: 'local' | 'broadcast' }
  | { readonly kind: 'forward'; readonly result: RouteResult; readonly redirect: boolean }
  /** Refused: 0 says nothing to the sender, else the code of ICMP "unreachable" (RFC 792). */
  | { readonly kind: 'error'; readonly code: number; readonly type: string };

const LOCAL: InputRoute = { kind: 'local' };
const BROADCAST: InputRoute = { kind: 'broadcast' };

/** Linux ip_rcv_finish() */
function receiveFinish(stack: Stack, skb: Skb, src: number, dst: number): void {
  const { journal } = stack.world;
  const { frame } = skb;
  const route = routeInput(stack, skb, src, dst);
  if (typeof route === 'string') {
    journal.note(IP_DROP, route, { frame, dev: skb.dev, src, ip: dst }, 'drop');
    return;
  }
  const read = (skb.buf[skb.off] as number) > 0x45 ? receiveOptions(stack, skb) : skb;
  if (read === undefined) return;
  if (route.kind === 'forward') forward(stack, read, route.result, route.redirect);
  else if (route.kind === 'error') refuse(stack, read, route.code, route.type);
  else deliverLocal(stack, read, src, dst, route.kind === 'broadcast');
}

type Refusal = Exclude<SourceVerdict, 'fine' | 'on-link'> | 'ip.bad-destination' | 'ip.no-forwarding';

const isZeroNet = (ip: number): boolean => ip >>> 24 === 0;
const isLoopback = (ip: number): boolean => ip >>> 24 === 127;
const isRefusal = (verdict: SourceVerdict): verdict is Exclude<SourceVerdict, 'fine' | 'on-link'> =>
  verdict !== 'fine' && verdict !== 'on-link';

/** Linux ip_route_input_slow(): what it says of a packet, or why it is a martian. */
function routeInput(stack: Stack, skb: Skb, src: number, dst: number): InputRoute | Refusal {
  const { ns, dev } = skb;
  // Linux: what the loopback device turns round keeps the route it was sent by.
  const outside = stack.dev(dev).kind !== 'loopback';
  if (!outside) {
    const own = lookup(stack, ns, dst);
    return own?.route.type === 'broadcast' ? BROADCAST : LOCAL;
  }
  if (isGroupIp(src) || src === 0xffffffff) return 'ip.bad-source';
  const broadcast = dst === 0xffffffff || (src === 0 && dst === 0);
  if (!broadcast) {
    if (isZeroNet(src)) return 'ip.bad-source';
    if (isZeroNet(dst)) return 'ip.bad-destination';
    if (isLoopback(dst) || isLoopback(src)) {
      if (!ns.inDev(dev).routeLocalnet) return isLoopback(dst) ? 'ip.bad-destination' : 'ip.bad-source';
    }
  }
  if (broadcast || isGroupIp(dst)) return toMany(stack, skb, src);
  const result = lookup(stack, ns, dst);
  const settings = ns.inDev(dev);
  if (result === undefined) {
    return settings.forwarding ? { kind: 'error', code: NET_UNREACHABLE, type: 'none' } : 'ip.no-forwarding';
  }
  const { type } = result.route;
  if (type === 'broadcast') return toMany(stack, skb, src);
  if (type === 'local') {
    const verdict = validateSource(stack, ns, src, dev, 0);
    return isRefusal(verdict) ? verdict : LOCAL;
  }
  if (!settings.forwarding) return 'ip.no-forwarding';
  const code = CODES[type];
  if (code !== undefined) return { kind: 'error', code, type };
  const verdict = validateSource(stack, ns, src, dev, result.dev);
  if (isRefusal(verdict)) return verdict;
  const redirect = result.dev === dev && verdict === 'on-link' && settings.sendRedirects;
  const way = findException(stack, ns, result, dst);
  return { kind: 'forward', result: way, redirect: redirect && mayRedirect(skb, src, way) };
}

/** Without shared media the sender must see the better router itself (Linux inet_addr_onlink()). */
function mayRedirect({ ns, dev }: Skb, src: number, { nextHop }: RouteResult): boolean {
  if (ns.inDev(dev).sharedMedia) return true;
  for (const addr of ns.addrs.rows()) {
    const differs = (a: number, b: number) => (a ^ b) >>> 0 >= 2 ** (32 - addr.prefix);
    if (addr.dev === dev && !differs(addr.ip, src) && !differs(addr.ip, nextHop)) return true;
  }
  return false;
}

const NET_UNREACHABLE = 0;
const HOST_UNREACHABLE = 1;
const FILTERED = 13;
/** What ip_error() makes of the kinds of routes; −1: silence. */
const CODES: Readonly<Partial<Record<RouteResult['route']['type'], number>>> = {
  unreachable: HOST_UNREACHABLE,
  prohibit: FILTERED,
  blackhole: -1,
};

/** To all hosts of the network, or to a group. */
function toMany(stack: Stack, { ns, dev }: Skb, src: number): InputRoute | Refusal {
  if (src === 0) return BROADCAST;
  const verdict = validateSource(stack, ns, src, dev, 0);
  return isRefusal(verdict) ? verdict : BROADCAST;
}

/** A packet that no route takes further (Linux ip_error()): its sender is told, unless the route says not to. */
function refuse(stack: Stack, skb: Skb, code: number, type: string): void {
  const { journal } = stack.world;
  const { frame, ns } = skb;
  const ip = ipv4.get.dst(skb.buf, skb.off);
  const src = ipv4.get.src(skb.buf, skb.off);
  const args = { frame, dev: skb.dev, ip, src, netns: ns.name, type };
  journal.begin(IP_ERROR, type === 'none' ? 'ip.no-route' : 'ip.route-refuses', args);
  if (code >= 0) {
    if (allowError(stack, ns, src)) icmpSend(stack, ns, skb, { type: 3, code });
    else journal.note(IP_ERROR, 'ip.error-limited', { frame, src, netns: ns.name }, 'drop');
  }
  journal.end('drop');
}

/** Linux ip_local_deliver(), ip_local_deliver_finish() */
function deliverLocal(stack: Stack, received: Skb, src: number, dst: number, broadcast: boolean): void {
  const { journal } = stack.world;
  const skb = defrag(stack, received);
  if (skb === undefined) return;
  const { buf, off, ns, frame } = skb;
  const proto = ipv4.get.proto(buf, off);
  if (!hook(stack, ns, 'INPUT', frame)) return;
  const handler = protocols.get(proto);
  if (handler === undefined) {
    journal.begin(IP_DROP, 'ip.no-protocol', { frame, dev: skb.dev, src, ip: dst, proto });
    // RFC 1122 §3.2.2.1: protocol unreachable.
    if (!broadcast) icmpSend(stack, ns, skb, { type: 3, code: 2, src: dst });
    journal.end('drop');
    return;
  }
  journal.begin(IP_DELIVER, 'ip.deliver', { frame, proto, netns: ns.name });
  const payload = off + ((buf[off] as number) & 15) * 4;
  handler(stack, { skb, src, dst, proto, off: payload, end: off + ipv4.get.len(buf, off), broadcast });
  journal.end();
}
