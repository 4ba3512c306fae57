// dhclient-script: what a client starts to give a device the settings of a lease, as `ip addr add` and `ip route add default`
// would. A process of its own, as on Linux: why a row is there leads to the message that brought it.
import {
  addAddress,
  addRoute,
  deleteAddress,
  deleteRoute,
  type NetdevRow,
  type RouteRow,
  routeKey,
} from '../net/index.js';
import { formatIpv4, maskOf, parseIpv4 } from '../wire/index.js';
import { resolvTable } from './dhcp-tables.js';
import { type Calls, program } from './process.js';

/** What a lease says about a device; `old`: the address that the one before it gave. */
export interface Settings {
  readonly dev: number;
  readonly ip: number | undefined;
  readonly prefix: number;
  readonly broadcast: number | undefined;
  readonly routers: readonly number[];
  readonly dns: readonly number[];
  readonly domain: string;
  readonly old: number | undefined;
}

/** As words of a command line, which is how a script gets them. */
export function settingsWords(reason: string, settings: Settings): string[] {
  const { dev, ip, prefix, broadcast, routers, dns, domain, old } = settings;
  const one = (address: number | undefined) => (address === undefined ? '' : formatIpv4(address));
  const many = (addresses: readonly number[]) => addresses.map(formatIpv4).join(',');
  const named = { dev, ip: one(ip), prefix, broadcast: one(broadcast), routers: many(routers), dns: many(dns), domain };
  return [reason, ...Object.entries({ ...named, old: one(old) }).map(([name, value]) => `${name}=${value}`)];
}

function settingsOf(words: readonly string[]): Settings {
  const values = new Map(words.map(word => word.split(/=(.*)/s).slice(0, 2) as [string, string]));
  const text = (name: string) => values.get(name) ?? '';
  const one = (name: string) => parseIpv4(text(name));
  const many = (name: string) =>
    text(name) === ''
      ? []
      : text(name)
          .split(',')
          .map(word => parseIpv4(word) as number);
  return {
    dev: Number(text('dev')),
    ip: one('ip'),
    prefix: Number(text('prefix')),
    broadcast: one('broadcast'),
    routers: many('routers'),
    dns: many('dns'),
    domain: text('domain'),
    old: one('old'),
  };
}

/** Takes an address off, with the routes by it and the name servers that came with it. */
function remove(calls: Calls, dev: NetdevRow, ip: number): void {
  const { stack, ns } = calls;
  deleteAddress(stack, ns, dev.id, ip);
  for (const [key, row] of [...resolvTable(calls).entries()]) if (row.dev === dev.id) resolvTable(calls).delete(key);
}

function setRouter(calls: Calls, dev: NetdevRow, { ip, prefix }: Settings, gateway: number): void {
  const { stack, ns } = calls;
  if (((gateway ^ (ip as number)) & maskOf(prefix)) !== 0) {
    calls.complain('Error: Nexthop has invalid gateway.');
    return;
  }
  const route: RouteRow = {
    table: 'main',
    type: 'unicast',
    dst: 0,
    prefix: 0,
    gateway,
    dev: dev.id,
    src: undefined,
    scope: 'global',
    proto: 'boot',
    metric: 0,
  };
  const there = ns.routes.get(routeKey(route));
  if (there?.gateway === gateway && there.dev === dev.id) return;
  if (there !== undefined) deleteRoute(stack, ns, routeKey(route));
  addRoute(stack, ns, route);
}

function setNames(calls: Calls, dev: NetdevRow, { dns, domain }: Settings): void {
  const table = resolvTable(calls);
  const lines = [...dns.map(ip => ['nameserver', formatIpv4(ip)] as const), ['search', domain] as const];
  const wanted = new Map(lines.filter(([, value]) => value !== '').map(line => [line.join(' '), line]));
  for (const [key, row] of [...table.entries()]) if (row.dev === dev.id && !wanted.has(`${key}`)) table.delete(key);
  for (const [key, [keyword, value]] of wanted) if (!table.has(key)) table.set(key, { keyword, value, dev: dev.id });
}

function apply(calls: Calls, settings: Settings): void {
  const { stack, ns } = calls;
  const dev = stack.netdevs.get(settings.dev);
  if (dev === undefined) return;
  const { ip, prefix, broadcast, old } = settings;
  if (old !== undefined && old !== ip) remove(calls, dev, old);
  if (ip === undefined) return;
  addAddress(stack, ns, { dev: dev.id, ip, prefix, broadcast, scope: 'global' });
  for (const gateway of settings.routers.slice(0, 1)) setRouter(calls, dev, settings, gateway);
  setNames(calls, dev, settings);
}

for (const name of ['dhclient-script', 'udhcpc.script']) {
  program<undefined>({
    name,
    start([, ...words], calls) {
      apply(calls, settingsOf(words));
      calls.exit(0);
      return undefined;
    },
    on: () => undefined,
  });
}
