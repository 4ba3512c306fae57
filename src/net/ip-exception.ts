// Exceptions to routes: what a router has told about one destination, that its packets must be smaller (RFC 1191) or that
// another router is nearer (RFC 1122 §3.2.2.2). Linux keeps them beside the next hop (fib_nh_exception, net/ipv4/route.c);
// they end by themselves, and a route that goes takes its exceptions along.
import { stageKind, tableSchema } from '../journal/index.js';
import type { RouteResult } from './fib.js';
import type { Netns, Stack } from './stack.js';
import type { RouteRow } from './tables.js';

export const FNHE_FIND = stageKind('find_exception', 'RFC 1191 §6.3, Linux find_exception()', 'decision', [
  'exception.mtu',
  'exception.redirected',
  'exception.expired',
]);
export const FNHE_UPDATE = stageKind(
  'update_or_create_fnhe',
  'RFC 1191 §6.3, RFC 1122 §3.2.2.2, Linux update_or_create_fnhe()',
  'decision',
  ['exception.learn-mtu', 'exception.learn-gateway', 'exception.not-less', 'exception.forget', 'exception.flush'],
);

export interface ExceptionRow {
  readonly dst: number;
  /** The next hop of the route that it is an exception to: device, and gateway if there is one. */
  readonly dev: number;
  readonly via: number | undefined;
  /** The router to take instead. */
  readonly gateway: number | undefined;
  /** The longest packet that gets there, bytes. */
  readonly mtu: number | undefined;
  /** Said to be less than min_pmtu: packets get that size, and no DF bit. */
  readonly locked: boolean;
  /** ns */
  readonly expires: number;
}
export const exceptionSchema = tableSchema<ExceptionRow>(
  'exception',
  'Route exceptions (path MTU, redirects)',
  { dst: 'ipv4', dev: 'dev', via: 'ipv4', gateway: 'ipv4', mtu: 'int', locked: 'bool', expires: 'time' },
  ['dst'],
);

const SECOND = 1_000_000_000;
/** Linux ip_rt_gc_timeout: how long a redirect counts. */
const REDIRECT_NS = 300 * SECOND;

const belongs = (row: ExceptionRow, { route }: RouteResult): boolean =>
  row.dev === route.dev && row.via === route.gateway;

/** The exception to a route for a destination, if it still counts. */
export function exceptionFor(ns: Netns, result: RouteResult, dst: number, now: number): ExceptionRow | undefined {
  if (ns.exceptions.size === 0 || result.route.type !== 'unicast') return undefined;
  const row = ns.exceptions.get(dst);
  return row !== undefined && belongs(row, result) && now < row.expires ? row : undefined;
}

const changed = (result: RouteResult, row: ExceptionRow): RouteResult => ({
  route: result.route,
  dev: result.dev,
  nextHop: row.gateway ?? result.nextHop,
  mtu: Math.min(row.mtu ?? result.mtu, result.mtu),
  locked: row.locked,
});

/** The way with its exception, without a trace. */
export function applyException(stack: Stack, ns: Netns, result: RouteResult, dst: number): RouteResult {
  const row = exceptionFor(ns, result, dst, stack.world.now);
  return row === undefined ? result : changed(result, row);
}

/** The way with its exception, which is a stage; one whose time has passed is taken out. */
export function findException(stack: Stack, ns: Netns, result: RouteResult, dst: number): RouteResult {
  if (ns.exceptions.size === 0 || result.route.type !== 'unicast') return result;
  const row = ns.exceptions.get(dst);
  if (row === undefined || !belongs(row, result)) return result;
  const { journal, now } = stack.world;
  const args = { ip: dst, netns: ns.name, expires: row.expires };
  if (now >= row.expires) {
    journal.begin(FNHE_FIND, 'exception.expired', args);
    ns.exceptions.delete(dst);
    journal.end();
    return result;
  }
  const { mtu, gateway } = row;
  if (mtu !== undefined) journal.note(FNHE_FIND, 'exception.mtu', { ...args, mtu, own: result.mtu }, 'hit');
  if (gateway !== undefined) journal.note(FNHE_FIND, 'exception.redirected', { ...args, gateway }, 'hit');
  return changed(result, row);
}

/** A router says that packets to `dst` must not be longer than `mtu` bytes (Linux __ip_rt_update_pmtu). */
export function updatePmtu(stack: Stack, ns: Netns, result: RouteResult, dst: number, mtu: number): void {
  const { journal, now } = stack.world;
  if (result.route.type !== 'unicast') return;
  const old = applyException(stack, ns, result, dst).mtu;
  const args = { ip: dst, netns: ns.name, mtu, own: old };
  if (old < mtu) {
    journal.note(FNHE_UPDATE, 'exception.not-less', args, 'drop');
    return;
  }
  const least = ns.sysctl('net.ipv4.route.min_pmtu');
  const locked = mtu < least;
  journal.begin(FNHE_UPDATE, 'exception.learn-mtu', { ...args, least });
  const lasts = ns.sysctl('net.ipv4.route.mtu_expires') * SECOND;
  const gateway = exceptionFor(ns, result, dst, now)?.gateway;
  put(ns, result, dst, { gateway, mtu: locked ? Math.min(old, least) : mtu, locked, expires: now + lasts });
  journal.end();
}

/** A router says that `gateway` is nearer to `dst`. */
export function updateGateway(stack: Stack, ns: Netns, result: RouteResult, dst: number, gateway: number): void {
  const { journal, now } = stack.world;
  journal.begin(FNHE_UPDATE, 'exception.learn-gateway', { ip: dst, netns: ns.name, gateway, before: result.nextHop });
  const known = exceptionFor(ns, result, dst, now);
  const { mtu, locked = false } = known ?? {};
  put(ns, result, dst, { gateway, mtu, locked, expires: now + REDIRECT_NS });
  journal.end();
}

type Told = Pick<ExceptionRow, 'gateway' | 'mtu' | 'locked' | 'expires'>;
function put(ns: Netns, { route }: RouteResult, dst: number, told: Told): void {
  ns.exceptions.set(dst, { dst, dev: route.dev, via: route.gateway, ...told });
}

/** A route has gone: so have the exceptions to its next hop, unless another route has the same one. */
export function forgetExceptions(stack: Stack, ns: Netns, gone: RouteRow): void {
  if (ns.exceptions.size === 0) return;
  const left = ns.routes.find(r => r.dev === gone.dev && r.gateway === gone.gateway && r.type === 'unicast');
  if (left !== undefined) return;
  for (const row of [...ns.exceptions.rows()]) {
    if (row.dev !== gone.dev || row.via !== gone.gateway) continue;
    stack.world.journal.begin(FNHE_UPDATE, 'exception.forget', { ip: row.dst, netns: ns.name });
    ns.exceptions.delete(row.dst);
    stack.world.journal.end();
  }
}

/** Everything that routers have told is forgotten (Linux rt_cache_flush()). */
export function flushExceptions(stack: Stack, ns: Netns): void {
  const { journal } = stack.world;
  for (const { dst } of [...ns.exceptions.rows()]) {
    journal.begin(FNHE_UPDATE, 'exception.flush', { ip: dst, netns: ns.name });
    ns.exceptions.delete(dst);
    journal.end();
  }
}
