// IPv4 on the way out: route, header, hooks, neighbour (Linux ip_output.c).
import { type Args, stageKind } from '../journal/index.js';
import { broadcastMac, ipv4 } from '../wire/index.js';
import { lookup, type RouteResult, selectSource } from './fib.js';
import { sendOnLink } from './ip-link.js';
import { neighOutput } from './neigh.js';
import { hook } from './netfilter.js';
import type { Netns, Stack } from './stack.js';

export const IP_OUTPUT = stageKind('ip_output', 'RFC 791 §3.1, Linux ip_local_out(), ip_output()', 'path', [
  'ip.send',
  'ip.forwarded',
]);
export const IP_TOO_BIG = stageKind('ip_fragment', 'RFC 791 §2.3, Linux ip_finish_output()', 'decision', [
  'ip.too-big',
]);

/** Room in front of a packet's payload for an IPv4 header without options and an Ethernet header. */
export const HEADROOM = 14 + 20;

/** What a protocol hands to IP. */
export interface Datagram {
  readonly dst: number;
  /** Source address; chosen by the route when absent. */
  readonly src?: number | undefined;
  readonly proto: number;
  readonly ttl?: number;
  readonly tos?: number;
  readonly df?: boolean;
  /** The sender allows no fragments, ever (IP_PMTUDISC_DO): such a packet needs no identification. */
  readonly noFragments?: boolean;
  readonly broadcastAllowed?: boolean;
}

/** Errors a sender can get back at once: Linux's errno names. */
export type SendError = 'ENETUNREACH' | 'EHOSTUNREACH' | 'EACCES' | 'EINVAL' | 'EMSGSIZE';

export interface Prepared {
  readonly result: RouteResult;
  readonly src: number;
}

/** Finds route and source address for a datagram (Linux ip_route_output_flow). */
export function routeOutput(stack: Stack, ns: Netns, datagram: Datagram): Prepared | SendError {
  const result = lookup(stack, ns, datagram.dst);
  if (result === undefined) return 'ENETUNREACH';
  const { route } = result;
  if (route.type === 'unreachable') return 'EHOSTUNREACH';
  if (route.type === 'prohibit') return 'EACCES';
  if (route.type === 'blackhole') return 'EINVAL';
  if (route.type === 'broadcast' && !datagram.broadcastAllowed) return 'EACCES';
  const local = route.type === 'local' ? datagram.dst : undefined;
  const src = datagram.src ?? route.src ?? local ?? selectSource(ns, stack.dev(result.dev), result.nextHop);
  return src === undefined ? 'ENETUNREACH' : { result, src };
}

/**
 * Sends a payload that stands in a frame with HEADROOM before it: IP header, hooks, neighbour. The payload's own
 * checksum must be in place already.
 */
export function ipSend(
  stack: Stack,
  ns: Netns,
  payload: number,
  datagram: Datagram,
  prepared: Prepared,
): SendError | undefined {
  const { journal, frames } = stack.world;
  const { result, src } = prepared;
  const dev = stack.dev(result.route.type === 'local' ? loopbackOf(ns) : result.dev);
  const length = frames.length(payload) + ipv4.minSize;
  if (length > dev.mtu) {
    journal.note(IP_TOO_BIG, 'ip.too-big', { length, mtu: dev.mtu, dev: dev.id }, 'drop');
    return 'EMSGSIZE';
  }
  const packet = frames.push(payload, ipv4.minSize, 'ipv4');
  const off = frames.offset(packet);
  const args: Args = { frame: packet, src, ip: datagram.dst, dev: dev.id, netns: ns.name };
  journal.begin(IP_OUTPUT, 'ip.send', args);
  const ttl = datagram.ttl ?? ns.sysctl('net.ipv4.ip_default_ttl');
  const df = datagram.df ?? false;
  ipv4.encode(
    {
      dscp: (datagram.tos ?? 0) >> 2,
      ecn: (datagram.tos ?? 0) & 3,
      // RFC 6864 §4.1, Linux ip_select_ident_segs(): 0 where nothing can be fragmented.
      id: df && datagram.noFragments === true ? 0 : nextId(stack, ns, datagram.dst),
      df: df ? 1 : 0,
      ttl,
      proto: datagram.proto,
      src,
      dst: datagram.dst,
    },
    frames.buffer(packet),
    off,
    off + length,
  );
  if (hook(stack, ns, 'OUTPUT', packet)) finishOutput(stack, ns, packet, result);
  journal.end();
  return undefined;
}

/** From POSTROUTING to the link, for own and forwarded packets. */
export function finishOutput(stack: Stack, ns: Netns, packet: number, result: RouteResult): void {
  const dev = stack.dev(result.route.type === 'local' ? loopbackOf(ns) : result.dev);
  if (!hook(stack, ns, 'POSTROUTING', packet)) return;
  if (result.route.type === 'broadcast') sendOnLink(stack, dev, packet, broadcastMac, 0x0800);
  else neighOutput(stack, ns, dev, result.nextHop, { frame: packet });
}

function loopbackOf(ns: Netns): number {
  const lo = ns.device('lo');
  if (lo === undefined) throw new Error(`${ns.name} has no loopback device`);
  return lo.id;
}

/** The next IP identification towards a destination: seeded, then counted (Linux __ip_select_ident keeps such counters). */
function nextId(stack: Stack, ns: Netns, dst: number): number {
  const last = ns.ipIds.get(dst);
  const first = () => 1 + stack.world.random.below(`ip-id/${ns.name}/${dst}`, 0xffff);
  const next = last === undefined ? first() : (last & 0xffff) + 1;
  ns.ipIds.set(dst, next);
  return next & 0xffff;
}
