// The forwarding information base: which route a destination takes. The longest prefix wins, the local table is asked
// before main (Linux net/ipv4/fib_frontend.c, fib_trie.c; RFC 1812 §5.2.4.3).
import { stageKind } from '../journal/index.js';
import { maskOf } from '../wire/index.js';
import type { Netns, Stack } from './stack.js';
import type { NetdevRow, RouteRow } from './tables.js';

export const FIB_LOOKUP = stageKind(
  'fib_lookup',
  'RFC 1122 §3.3.1, RFC 1812 §5.2.4.3, Linux fib_lookup()',
  'decision',
  ['fib.local', 'fib.broadcast', 'fib.on-link', 'fib.gateway', 'fib.none', 'fib.refused'],
);

/** The route a packet takes, or why there is none. */
export interface RouteResult {
  readonly route: RouteRow;
  /** Device it leaves by; 0 when it stays. */
  readonly dev: number;
  /** Whose MAC address the frame gets: the gateway's or the destination's own. */
  readonly nextHop: number;
}

const matches = (route: RouteRow, dst: number): boolean => ((dst ^ route.dst) & maskOf(route.prefix)) === 0;

/** Whether a route can be used now: its device is up. Linux (ignore_routes_with_linkdown 0) does not ask for a carrier. */
function usable(stack: Stack, route: RouteRow): boolean {
  // Linux differs from RFC 1122: an own address counts even while its device is down.
  return route.dev === 0 || route.type === 'local' || stack.netdevs.get(route.dev)?.up === true;
}

/** The best route for a destination, without a trace. */
export function findRoute(stack: Stack, ns: Netns, dst: number): RouteRow | undefined {
  for (const route of ns.sortedRoutes()) if (matches(route, dst) && usable(stack, route)) return route;
  return undefined;
}

/** Looks a destination up and leaves a stage that says what was found (Linux fib_lookup). */
export function lookup(stack: Stack, ns: Netns, dst: number): RouteResult | undefined {
  const { journal } = stack.world;
  const route = findRoute(stack, ns, dst);
  if (route === undefined) {
    journal.note(FIB_LOOKUP, 'fib.none', { ip: dst, netns: ns.name }, 'miss');
    return undefined;
  }
  const args = { ip: dst, dst: route.dst, prefix: route.prefix, dev: route.dev, netns: ns.name };
  if (route.type === 'local') journal.note(FIB_LOOKUP, 'fib.local', args, 'hit');
  else if (route.type === 'broadcast') journal.note(FIB_LOOKUP, 'fib.broadcast', args, 'hit');
  else if (route.type !== 'unicast') journal.note(FIB_LOOKUP, 'fib.refused', { ...args, type: route.type }, 'hit');
  else if (route.gateway === undefined) journal.note(FIB_LOOKUP, 'fib.on-link', args, 'hit');
  else journal.note(FIB_LOOKUP, 'fib.gateway', { ...args, gateway: route.gateway }, 'hit');
  return { route, dev: route.dev, nextHop: route.gateway ?? dst };
}

/** Whether an address is one of the namespace's own. */
export function isLocal(ns: Netns, ip: number): boolean {
  for (const route of ns.sortedRoutes()) {
    if (route.table !== 'local') return false;
    if (route.type === 'local' && matches(route, ip)) return true;
  }
  return false;
}

/** Whether an address is a broadcast address here: limited, or of a network the namespace is in. */
export function isBroadcast(ns: Netns, ip: number): boolean {
  if (ip === 0xffffffff) return true;
  for (const route of ns.sortedRoutes()) {
    if (route.table !== 'local') return false;
    if (route.type === 'broadcast' && route.dst === ip) return true;
  }
  return false;
}

/** The address a device speaks from to `dst`: one of the same network, else its first (Linux inet_select_addr). */
export function selectSource(ns: Netns, dev: NetdevRow, dst: number): number | undefined {
  let first: number | undefined;
  for (const addr of ns.addrs.rows()) {
    if (addr.dev !== dev.id) continue;
    if (((addr.ip ^ dst) & maskOf(addr.prefix)) === 0) return addr.ip;
    first ??= addr.ip;
  }
  return first;
}

/** Whether an address names a group (RFC 1112 §4: class D). */
export const isGroupIp = (ip: number): boolean => ip >>> 28 === 14;
