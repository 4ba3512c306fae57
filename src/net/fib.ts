// The forwarding information base: which route a destination takes. The tables are asked in the order of the rules, local
// before main before default; in each the longest prefix wins, among equal ones the lowest metric (Linux
// net/ipv4/fib_frontend.c, fib_trie.c; RFC 1812 §5.2.4.3). Where more than one route matches, every loser is a stage.
import { stageKind } from '../journal/index.js';
import { maskOf } from '../wire/index.js';
import { type FibTable, RULES } from './fib-index.js';
import { applyException } from './ip-exception.js';
import type { Netns, Stack } from './stack.js';
import type { NetdevRow, RouteRow } from './tables.js';

export const FIB_LOOKUP = stageKind(
  'fib_lookup',
  'RFC 1122 §3.3.1, RFC 1812 §5.2.4.3, Linux fib_lookup()',
  'decision',
  ['fib.local', 'fib.broadcast', 'fib.on-link', 'fib.gateway', 'fib.none', 'fib.refused'],
);
/** A route that matches as well, and what speaks against it. */
export const FIB_MATCH = stageKind('fib_match', 'RFC 1812 §5.2.4.3, Linux fib_table_lookup()', 'path', [
  'fib.shorter',
  'fib.metric',
  'fib.dead',
  'fib.throw',
]);

/** The limited broadcast address (RFC 919). */
const EVERYBODY = 0xffffffff;

/** The route a packet takes, or why there is none. */
export interface RouteResult {
  readonly route: RouteRow;
  /** Device it leaves by; 0 when it stays. */
  readonly dev: number;
  /** Whose MAC address the frame gets: the gateway's or the destination's own. */
  readonly nextHop: number;
  /** The longest packet for this destination, bytes: the device's MTU, or what a router on the way has said. */
  readonly mtu: number;
  /** That was less than this host cares to send: no DF bit then (Linux rt_mtu_locked). */
  readonly locked: boolean;
}

/** Whether a route can be used now: its device is up. Linux (ignore_routes_with_linkdown 0) does not ask for a carrier. */
function usable(stack: Stack, route: RouteRow, oif: number): boolean {
  // Linux differs from RFC 1122: an own address counts even while its device is down.
  if (oif !== 0 && route.dev !== oif) return false;
  return route.dev === 0 || route.type === 'local' || stack.netdevs.get(route.dev)?.up === true;
}

/** The best usable route of one table. */
function best(stack: Stack, table: FibTable, dst: number, oif: number): RouteRow | undefined {
  for (const group of table) {
    const routes = group.routes.get((dst & group.mask) >>> 0);
    if (routes === undefined) continue;
    for (const route of routes) if (usable(stack, route, oif)) return route;
  }
  return undefined;
}

/** The best route for a destination, without a trace; by device `oif` only, if one is given. */
export function findRoute(stack: Stack, ns: Netns, dst: number, oif = 0): RouteRow | undefined {
  const { fib } = ns;
  for (const rule of RULES) {
    const route = best(stack, fib.table(rule.table), dst, oif);
    if (route !== undefined && route.type !== 'throw') return route;
  }
  return undefined;
}

/**
 * A route as its sender takes it: what goes to 255.255.255.255 leaves by the device of whatever route matches, for everybody
 * there and past any gateway (Linux __mkroute_output()).
 */
function asSent(stack: Stack, ns: Netns, route: RouteRow, dst: number): RouteRow {
  if (dst !== EVERYBODY || route.type !== 'unicast') return route;
  // The gateway is passed by, but it still says from which of several addresses.
  const src = route.src ?? selectSource(ns, stack.dev(route.dev), route.gateway ?? dst);
  return { ...route, type: 'broadcast', dst, prefix: 32, gateway: undefined, src, scope: 'link' };
}

/** The route that a datagram for `dst` takes, without a trace. */
export function outputRoute(stack: Stack, ns: Netns, dst: number): RouteRow | undefined {
  const route = findRoute(stack, ns, dst);
  return route && asSent(stack, ns, route, dst);
}

/** How many routes match in the tables down to that of the one found. */
function countMatches(ns: Netns, dst: number, found: RouteRow | undefined): number {
  let count = 0;
  for (const rule of RULES) {
    for (const group of ns.fib.table(rule.table)) {
      count += group.routes.get((dst & group.mask) >>> 0)?.length ?? 0;
    }
    if (rule.table === found?.table) break;
  }
  return count;
}

/** A stage for every other route that matches. */
function tellLosers(stack: Stack, ns: Netns, dst: number, found: RouteRow | undefined, oif: number): void {
  const { journal } = stack.world;
  for (const rule of RULES) {
    for (const group of ns.fib.table(rule.table)) {
      for (const route of group.routes.get((dst & group.mask) >>> 0) ?? []) {
        if (route === found) continue;
        const args = { ip: dst, dst: route.dst, prefix: route.prefix, dev: route.dev };
        if (!usable(stack, route, oif)) journal.note(FIB_MATCH, 'fib.dead', args);
        else if (route.type === 'throw') journal.note(FIB_MATCH, 'fib.throw', { ...args, table: route.table });
        else if (found?.prefix === route.prefix && found.table === route.table)
          journal.note(FIB_MATCH, 'fib.metric', { ...args, metric: route.metric, best: found.metric });
        else if (found !== undefined) journal.note(FIB_MATCH, 'fib.shorter', { ...args, best: found.prefix });
      }
    }
    if (rule.table === found?.table) break;
  }
}

/** Looks a destination up and leaves a stage that says what was found (Linux fib_lookup), one in it for each loser. */
export function lookup(stack: Stack, ns: Netns, dst: number, oif = 0): RouteResult | undefined {
  const { journal } = stack.world;
  const found = findRoute(stack, ns, dst, oif);
  if (found === undefined) {
    journal.begin(FIB_LOOKUP, 'fib.none', { ip: dst, netns: ns.name });
    if (countMatches(ns, dst, undefined) > 0) tellLosers(stack, ns, dst, undefined, oif);
    journal.end('miss');
    return undefined;
  }
  const route = asSent(stack, ns, found, dst);
  const args = { ip: dst, dst: route.dst, prefix: route.prefix, dev: route.dev, netns: ns.name };
  if (route.type === 'local') journal.begin(FIB_LOOKUP, 'fib.local', args);
  else if (route.type === 'broadcast') journal.begin(FIB_LOOKUP, 'fib.broadcast', args);
  else if (route.type !== 'unicast') journal.begin(FIB_LOOKUP, 'fib.refused', { ...args, type: route.type });
  else if (route.gateway === undefined) journal.begin(FIB_LOOKUP, 'fib.on-link', args);
  else journal.begin(FIB_LOOKUP, 'fib.gateway', { ...args, gateway: route.gateway });
  if (countMatches(ns, dst, found) > 1) tellLosers(stack, ns, dst, found, oif);
  journal.end('hit');
  return resultOf(stack, route, dst);
}

/** Linux LOOPBACK's MTU, as every loopback device has it: what stays on the node is not fragmented. */
const LOOPBACK_MTU = 65536;

/** What a route means for a destination, without the exceptions to it. */
export function resultOf(stack: Stack, route: RouteRow, dst: number): RouteResult {
  const { dev } = route;
  const mtu = route.type === 'local' || dev === 0 ? LOOPBACK_MTU : stack.dev(dev).mtu;
  return { route, dev, nextHop: route.gateway ?? dst, mtu, locked: false };
}

/** The way to a destination as a sender takes it, without a trace: the exceptions count. */
export function wayTo(stack: Stack, ns: Netns, dst: number, oif = 0): RouteResult | undefined {
  const found = findRoute(stack, ns, dst, oif);
  return found && applyException(stack, ns, resultOf(stack, asSent(stack, ns, found, dst), dst), dst);
}

/** Whether an address is one of the namespace's own. */
export function isLocal(ns: Netns, ip: number): boolean {
  for (const group of ns.fib.table('local')) {
    const routes = group.routes.get((ip & group.mask) >>> 0);
    if (routes !== undefined) for (const route of routes) if (route.type === 'local') return true;
  }
  return false;
}

/** Whether an address is a broadcast address here: limited, or of a network the namespace is in. */
export function isBroadcast(ns: Netns, ip: number): boolean {
  if (ip === EVERYBODY) return true;
  for (const group of ns.fib.table('local')) {
    if (group.prefix < 32) return false;
    const routes = group.routes.get(ip);
    if (routes !== undefined) for (const route of routes) if (route.type === 'broadcast') return true;
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
