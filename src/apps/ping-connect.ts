// What ping finds out before it sends anything, by connecting a UDP socket to the destination (iputils ping4_run()).
import { isLocal, lookup, outputRoute, type RouteRow, selectSource } from '../net/index.js';
import { formatIpv4, parseIpv4 } from '../wire/index.js';
import type { PingOptions } from './ping-options.js';
import type { Calls } from './process.js';

/** How the destination is reached. */
export interface Way {
  /** Source address asked for by -I. */
  readonly src: number | undefined;
  /** What the first line says after `from`, when -I was given. */
  readonly from: string | undefined;
}

const REFUSED: Readonly<Partial<Record<RouteRow['type'], string>>> = {
  unreachable: 'connect: No route to host',
  blackhole: 'connect: Invalid argument',
};

/** Finds the way to the destination, or why there is none, in iputils' words. */
export function connect(options: PingOptions, calls: Calls): Way | string {
  const { stack, ns } = calls;
  const bound = boundTo(options.from, calls);
  if (typeof bound === 'string') return bound;
  const route = outputRoute(stack, ns, options.dst);
  // What refuses is to be seen; where nothing does, sending looks it up again and shows it.
  if (route === undefined || REFUSED[route.type] !== undefined) lookup(stack, ns, options.dst);
  if (route === undefined) return 'connect: Network is unreachable';
  const refusal = REFUSED[route.type];
  if (refusal !== undefined) return refusal;
  if (route.type === 'broadcast' || route.type === 'prohibit') {
    // Linux answers EACCES to both; ping takes it for a broadcast address.
    if (!options.broadcast) return 'Do you want to ping broadcast? Then -b. If not, check your local firewall rules';
    calls.complain('WARNING: pinging broadcast address');
    if (route.type === 'prohibit') return 'connect: Permission denied';
  }
  const dev = stack.dev(route.dev);
  if (bound?.dev !== undefined && bound.dev !== dev.id) {
    return `-I ${options.from}: netstep does not simulate sending by a device other than the route's, ${dev.name}`;
  }
  if (options.ttl === 0) return 'cannot set unicast time-to-live: Invalid argument';
  const src = bound?.src ?? route.src ?? selectSource(ns, dev, route.gateway ?? options.dst);
  const name = bound?.dev === undefined ? '' : dev.name;
  const from = bound === undefined || src === undefined ? undefined : `${formatIpv4(src)} ${name}`;
  return { src: bound?.src, from };
}

/** What -I names: a device or one of the own addresses. */
function boundTo(text: string | undefined, { ns }: Calls): { src?: number; dev?: number } | string | undefined {
  if (text === undefined) return undefined;
  const ip = parseIpv4(text);
  if (ip !== undefined) return isLocal(ns, ip) ? { src: ip } : 'bind: Cannot assign requested address';
  const dev = ns.device(text);
  return dev === undefined ? `SO_BINDTODEVICE ${text}: No such device` : { dev: dev.id };
}
