// IPv4 on the way out: route, header, hooks, neighbour (Linux ip_output.c).
import { type Args, stageKind } from '../journal/index.js';
import { broadcastMac, checksum16, ipv4 } from '../wire/index.js';
import { lookup, type RouteResult, selectSource } from './fib.js';
import { findException } from './ip-exception.js';
import { fragment } from './ip-fragment.js';
import { sendOnLink } from './ip-link.js';
import { builtOptions } from './ip-options.js';
import { neighOutput } from './neigh.js';
import { hook } from './netfilter.js';
import type { Netns, Stack } from './stack.js';
import type { NetdevRow } from './tables.js';

export const IP_OUTPUT = stageKind('ip_output', 'RFC 791 §3.1, Linux ip_local_out(), ip_output()', 'path', ['ip.send']);
export const IP_TOO_BIG = stageKind('ip_append_data', 'RFC 1191 §6.1, Linux __ip_append_data()', 'decision', [
  'ip.too-big',
]);
export const IP_FRAGMENT = stageKind('ip_fragment', 'RFC 791 §2.3, §3.2, Linux ip_do_fragment()', 'decision', [
  'ip.fragments',
]);

/** Room in front of a packet's payload for an IPv4 header without options and an Ethernet header. */
export const HEADROOM = 14 + 20;

/** The longest packet there is (RFC 791 §3.1): its length has 16 bits. */
const LONGEST = 0xffff;

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
  /** Only the own link's MTU counts (IP_PMTUDISC_PROBE). */
  readonly ignorePathMtu?: boolean;
  /** Options for the header, a multiple of four bytes, 40 at most. */
  readonly options?: Uint8Array | undefined;
}

/** Errors a sender can get back at once: Linux's errno names. */
export type SendError = 'ENETUNREACH' | 'EHOSTUNREACH' | 'EACCES' | 'EINVAL' | 'EMSGSIZE';

export interface Prepared {
  readonly result: RouteResult;
  readonly src: number;
}

/** Finds route and source address for a datagram (Linux ip_route_output_flow). */
export function routeOutput(stack: Stack, ns: Netns, datagram: Datagram): Prepared | SendError {
  const found = lookup(stack, ns, datagram.dst);
  if (found === undefined) return 'ENETUNREACH';
  const { route } = found;
  if (route.type === 'unreachable') return 'EHOSTUNREACH';
  if (route.type === 'prohibit') return 'EACCES';
  if (route.type === 'blackhole') return 'EINVAL';
  if (route.type === 'broadcast' && !datagram.broadcastAllowed) return 'EACCES';
  const way = findException(stack, ns, found, datagram.dst);
  const probing = datagram.ignorePathMtu === true && way.mtu !== found.mtu;
  const result = probing ? { ...way, mtu: found.mtu, locked: false } : way;
  const local = route.type === 'local' ? datagram.dst : undefined;
  const src = datagram.src ?? route.src ?? local ?? selectSource(ns, stack.dev(result.dev), result.nextHop);
  return src === undefined ? 'ENETUNREACH' : { result, src };
}

/**
 * Sends a payload that stands in a frame with HEADROOM before it: IP header, hooks, fragments if need be, neighbour. The
 * payload's own checksum must be in place already.
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
  const { options } = datagram;
  const header = ipv4.minSize + (options?.length ?? 0);
  const length = frames.length(payload) + header;
  const fits = length <= result.mtu;
  if ((!fits && datagram.noFragments === true) || length > LONGEST) {
    const mtu = length > LONGEST ? LONGEST : result.mtu;
    journal.note(IP_TOO_BIG, 'ip.too-big', { length, mtu, dev: dev.id }, 'drop');
    return 'EMSGSIZE';
  }
  const packet = frames.push(payload, header, 'ipv4');
  const off = frames.offset(packet);
  const args: Args = { frame: packet, src, ip: datagram.dst, dev: dev.id, netns: ns.name };
  journal.begin(IP_OUTPUT, 'ip.send', args);
  const ttl = datagram.ttl ?? ns.sysctl('net.ipv4.ip_default_ttl');
  const asked = datagram.df ?? false;
  // Linux ip_dont_fragment(): what is going to be fragmented, here or by a locked path MTU, has no DF bit.
  const df = datagram.noFragments === true || (asked && fits && !result.locked);
  ipv4.encode(
    {
      dscp: (datagram.tos ?? 0) >> 2,
      ecn: (datagram.tos ?? 0) & 3,
      // RFC 6864 §4.1, Linux ip_select_ident_segs(): 0 where nothing can be fragmented.
      id: asked && datagram.noFragments === true ? 0 : nextId(stack, ns, datagram.dst),
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
  if (options !== undefined) putOptions(frames.buffer(packet), off, builtOptions(stack, options, src));
  if (hook(stack, ns, 'OUTPUT', packet)) finishOutput(stack, ns, packet, result, result.mtu);
  journal.end();
  return undefined;
}

/** Puts options behind a header, which gets longer by them. */
function putOptions(buf: Uint8Array, off: number, options: Uint8Array): void {
  buf.set(options, off + ipv4.minSize);
  buf[off] = 0x45 + options.length / 4;
  sealHeader(buf, off);
}

/** Computes a header's checksum anew. */
export function sealHeader(buf: Uint8Array, off: number): void {
  buf[off + 10] = 0;
  buf[off + 11] = 0;
  const checksum = checksum16(buf, off, off + ((buf[off] as number) & 15) * 4);
  buf[off + 10] = checksum >> 8;
  buf[off + 11] = checksum & 0xff;
}

/** From POSTROUTING to the link, for own and forwarded packets: in fragments of at most `mtu` bytes. */
export function finishOutput(stack: Stack, ns: Netns, packet: number, result: RouteResult, mtu: number): void {
  const dev = stack.dev(result.route.type === 'local' ? loopbackOf(ns) : result.dev);
  if (!hook(stack, ns, 'POSTROUTING', packet)) return;
  const { frames, journal } = stack.world;
  if (frames.length(packet) <= mtu) {
    toLink(stack, ns, dev, packet, result);
    return;
  }
  const args = { frame: packet, dev: dev.id, length: frames.length(packet), mtu };
  journal.begin(IP_FRAGMENT, 'ip.fragments', args);
  for (const piece of fragment(stack, packet, mtu)) toLink(stack, ns, dev, piece, result);
  journal.end();
}

function toLink(stack: Stack, ns: Netns, dev: NetdevRow, packet: number, result: RouteResult): void {
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
