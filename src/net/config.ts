// Configuration of a namespace: devices, addresses, routes. These are what the `ip` commands call; a lesson's own lines
// go through the same commands. Expected failures are errno values with the kernel's words.
import { stageKind } from '../journal/index.js';
import { maskOf } from '../wire/index.js';
import { kindOf, resetQueue } from './device.js';
import { forgetExceptions } from './ip-exception.js';
import { neighDeviceDown } from './neigh.js';
import { repeaterPortChanged } from './nic.js';
import type { Netns, Stack } from './stack.js';
import type { AddrRow, NetdevRow, RouteRow } from './tables.js';

export const DEV_CHANGE = stageKind('dev_change', 'Linux dev_open(), dev_close(), netif_carrier_on()', 'decision', [
  'dev.add',
  'dev.up',
  'dev.down',
  'dev.carrier-on',
  'dev.carrier-off',
  'dev.set',
]);
export const ADDR_CHANGE = stageKind('inet_insert_ifa', 'Linux inet_insert_ifa(), fib_add_ifaddr()', 'decision', [
  'addr.add',
]);
export const ADDR_DELETE = stageKind('inet_del_ifa', 'Linux __inet_del_ifa(), fib_del_ifaddr()', 'decision', [
  'addr.delete',
]);
export const ROUTE_CHANGE = stageKind('fib_table_insert', 'Linux fib_table_insert()', 'decision', [
  'route.add',
  'route.delete',
]);

type LinkWatcher = (dev: NetdevRow) => void;
const watchers = new WeakMap<Stack, LinkWatcher>();
/** Says whom to tell when a device got a carrier or lost it. The process layer does, once per stack. */
export function onLinkChange(stack: Stack, watcher: LinkWatcher): void {
  watchers.set(stack, watcher);
}

/** A closed set of the errors that configuration gives (errno names), worded by `errorText`. */
export type ConfigError =
  | 'EEXIST'
  | 'ESRCH'
  | 'ENETUNREACH'
  | 'EHOSTUNREACH'
  | 'EACCES'
  | 'EADDRNOTAVAIL'
  | 'EINVAL'
  | 'ENETDOWN'
  | 'ENODEV'
  | 'ENOENT'
  | 'ELOOP'
  | 'EOPNOTSUPP'
  | 'EBUSY'
  | 'ERANGE';

const TEXT: Readonly<Record<ConfigError, string>> = {
  EEXIST: 'File exists',
  ESRCH: 'No such process',
  ENETUNREACH: 'Network is unreachable',
  EHOSTUNREACH: 'No route to host',
  EACCES: 'Permission denied',
  EADDRNOTAVAIL: 'Cannot assign requested address',
  EINVAL: 'Invalid argument',
  ENETDOWN: 'Network is down',
  ENODEV: 'No such device',
  ENOENT: 'No such file or directory',
  ELOOP: 'Too many levels of symbolic links',
  EOPNOTSUPP: 'Operation not supported',
  EBUSY: 'Device or resource busy',
  ERANGE: 'Numerical result out of range',
};
export const errorText = (error: ConfigError): string => TEXT[error];

/** Adds a device, down, in a namespace. */
export function addDevice(
  stack: Stack,
  ns: Netns,
  device: Pick<NetdevRow, 'name' | 'kind' | 'mac'> & Partial<NetdevRow>,
): NetdevRow {
  const { journal } = stack.world;
  const row: NetdevRow = {
    mtu: 1500,
    up: false,
    running: false,
    master: 0,
    promiscuous: false,
    link: 0,
    ...device,
    id: stack.serial('netdev'),
    netns: ns.name,
    ifindex: stack.serial(`ifindex/${ns.name}`),
  };
  journal.begin(DEV_CHANGE, 'dev.add', { dev: row.id, kind: row.kind, name: row.name });
  stack.netdevs.set(row.id, row);
  journal.end();
  return row;
}

/** Switches a device on or off and lets everything that depends on it know. */
export function setUp(stack: Stack, id: number, up: boolean): void {
  const dev = stack.dev(id);
  if (dev.up === up) return;
  const { journal } = stack.world;
  journal.begin(DEV_CHANGE, up ? 'dev.up' : 'dev.down', { dev: id });
  const peer = stack.links.peer(id);
  const far = peer === undefined ? undefined : stack.dev(peer);
  const cable = stack.links.carrier(id) && (far?.up ?? false);
  const running = up && (cable || hasOwnCarrier(stack, dev));
  stack.netdevs.set(id, { ...dev, up, running });
  afterChange(stack, id, dev);
  if (far !== undefined) refreshCarrier(stack, far.id);
  if (dev.master !== 0) refreshCarrier(stack, dev.master);
  journal.end();
}

/** Kinds that need no cable: loopback always, one that stands on another device when that runs, a bridge when one of its ports forwards. */
function hasOwnCarrier(stack: Stack, dev: NetdevRow): boolean {
  if (dev.kind === 'loopback') return true;
  if (dev.link !== 0) return stack.dev(dev.link).running;
  if (dev.kind !== 'bridge') return false;
  return stack.bridgePorts.find(port => port.bridge === dev.id && port.state === 'forwarding') !== undefined;
}

/** Works out again whether a device has a carrier; call after its link, its peer or its ports changed. */
export function refreshCarrier(stack: Stack, id: number): void {
  const dev = stack.dev(id);
  const peer = stack.links.peer(id);
  const cable = stack.links.carrier(id) && peer !== undefined && stack.dev(peer).up;
  const running = dev.up && (cable || hasOwnCarrier(stack, dev));
  if (running === dev.running) return;
  const { journal } = stack.world;
  journal.begin(DEV_CHANGE, running ? 'dev.carrier-on' : 'dev.carrier-off', { dev: id });
  stack.netdevs.set(id, { ...dev, running });
  afterChange(stack, id, dev);
  if (dev.master !== 0) refreshCarrier(stack, dev.master);
  journal.end();
}

/** What follows from a device's change: neighbours, routes of a device that went down, the bridge it is a port of. */
function afterChange(stack: Stack, id: number, before: NetdevRow): void {
  const dev = stack.dev(id);
  const ns = stack.netnsOf(dev);
  if (dev.kind === 'repeater') repeaterPortChanged(stack, dev);
  if (before.running !== dev.running) stack.count(id, 'carrierChanges', 1);
  if (before.up && !dev.up) resetQueue(stack, id);
  if (before.running && !dev.running) neighDeviceDown(stack, dev, dev.up);
  if (before.up && !dev.up) {
    // Linux fib_sync_down_dev(): every route out of the device goes but those to its own addresses, which stay.
    for (const [key, route] of [...ns.routes.entries()]) {
      if (route.dev !== id || route.type === 'local') continue;
      ns.routes.delete(key);
      forgetExceptions(stack, ns, route);
    }
  }
  if (!before.up && dev.up) for (const addr of [...ns.addrs.rows()]) if (addr.dev === id) addRoutesOf(ns, addr);
  if (before.up !== dev.up) kindOf(dev).upChanged?.(stack, dev);
  if (dev.master !== 0) {
    const bridge = stack.dev(dev.master);
    kindOf(bridge).portChanged?.(stack, bridge, dev);
  }
  tellAbove(stack, id, before);
  if (before.running !== dev.running) watchers.get(stack)?.(stack.dev(id));
}

/** Tells the devices that stand on this one. */
function tellAbove(stack: Stack, id: number, before: NetdevRow): void {
  for (const upper of [...stack.netdevs.rows()]) {
    if (upper.link === id) kindOf(upper).belowChanged?.(stack, stack.dev(upper.id), stack.dev(id), before);
  }
}

/** Changes plain facts of a device: MAC address, MTU, master, promiscuous mode. */
export function setDevice(stack: Stack, id: number, change: Partial<NetdevRow>): void {
  const { journal } = stack.world;
  journal.begin(DEV_CHANGE, 'dev.set', { dev: id });
  const before = stack.dev(id);
  stack.netdevs.set(id, { ...before, ...change });
  // Linux neigh_changeaddr(): with a new own address everything known by the old one is asked anew.
  if (change.mac !== undefined && change.mac !== before.mac) neighDeviceDown(stack, stack.dev(id), false);
  if (change.master !== undefined && change.master !== 0) refreshCarrier(stack, change.master);
  if (change.mac !== undefined || change.mtu !== undefined) tellAbove(stack, id, before);
  journal.end();
}

export const addrKey = (dev: number, ip: number, prefix: number): number => (ip * 64 + prefix) * 0x4000 + dev;

/** Adds an address to a device, with the routes that follow from it (Linux inet_insert_ifa, fib_add_ifaddr). */
export function addAddress(stack: Stack, ns: Netns, addr: AddrRow): ConfigError | undefined {
  const key = addrKey(addr.dev, addr.ip, addr.prefix);
  if (ns.addrs.has(key)) return 'EEXIST';
  const { journal } = stack.world;
  journal.begin(ADDR_CHANGE, 'addr.add', { ip: addr.ip, prefix: addr.prefix, dev: addr.dev });
  ns.addrs.set(key, addr);
  if (stack.dev(addr.dev).up) addRoutesOf(ns, addr);
  journal.end();
  return undefined;
}

/** Whether an address shares its network with an earlier one of its device (Linux IFA_F_SECONDARY). */
export const isSecondary = (ns: Netns, addr: AddrRow): boolean => primaryOf(ns, addr) !== addr;

/** The first address of a device in the same network (Linux inet_ifa_byprefix()). */
function primaryOf(ns: Netns, addr: AddrRow): AddrRow {
  for (const other of ns.addrs.rows()) {
    if (other === addr) return addr;
    const same = other.dev === addr.dev && other.prefix === addr.prefix;
    if (same && ((other.ip ^ addr.ip) & maskOf(addr.prefix)) === 0) return other;
  }
  return addr;
}

/** Takes an address off a device (Linux __inet_del_ifa): the first of that number where no prefix length is given. */
export function deleteAddress(
  stack: Stack,
  ns: Netns,
  dev: number,
  ip: number,
  prefix?: number,
): ConfigError | undefined {
  const row = ns.addrs.find(r => r.dev === dev && r.ip === ip && (prefix === undefined || r.prefix === prefix));
  if (row === undefined) return 'EADDRNOTAVAIL';
  const { journal } = stack.world;
  journal.begin(ADDR_DELETE, 'addr.delete', { ip, prefix: row.prefix, dev });
  // Linux promote_secondaries 0: with the first address of a network the others of that network go.
  const mask = maskOf(row.prefix);
  const others = [...ns.addrs.rows()].filter(r => r.dev === dev && r.prefix === row.prefix);
  const gone = isSecondary(ns, row) ? [row] : others.filter(r => ((r.ip ^ row.ip) & mask) === 0);
  for (const addr of gone) ns.addrs.delete(addrKey(dev, addr.ip, addr.prefix));
  const left = [...ns.addrs.rows()].filter(r => r.dev === dev);
  const of = (r: RouteRow) => (addr: AddrRow) => addr.ip === r.src || (r.table === 'local' && addr.ip === r.dst);
  const goes = (r: RouteRow) => r.dev === dev && (left.length === 0 || gone.some(of(r)));
  for (const [key, route] of [...ns.routes.entries()]) if (goes(route)) ns.routes.delete(key);
  for (const addr of ns.addrs.rows()) if (stack.dev(addr.dev).up) addRoutesOf(ns, addr);
  // Linux fib_disable_ip(): without any address the device has no use for its neighbours either.
  if (left.length === 0) neighDeviceDown(stack, stack.dev(dev), false);
  journal.end();
  return undefined;
}

export const routeKey = (r: RouteRow): string =>
  `${r.table} ${r.type === 'broadcast' ? 'b' : ''}${r.dst}/${r.prefix} ${r.metric}`;

/** The kernel's own routes for an address: to itself, to its network, to its broadcast addresses. */
function addRoutesOf(ns: Netns, addr: AddrRow): void {
  // Linux fib_add_ifaddr(): a second address of a network is reached, and speaks, by the first one.
  const src = primaryOf(ns, addr).ip;
  const base = { gateway: undefined, dev: addr.dev, src, proto: 'kernel', metric: 0 } as const;
  const put = (row: RouteRow) => {
    if (!ns.routes.has(routeKey(row))) ns.routes.set(routeKey(row), row);
  };
  put({ ...base, table: 'local', type: 'local', dst: addr.ip, prefix: 32, scope: 'host' });
  const network = (addr.ip & maskOf(addr.prefix)) >>> 0;
  if (addr.prefix === 32) return;
  if (addr.scope === 'host')
    put({ ...base, table: 'local', type: 'local', dst: network, prefix: addr.prefix, scope: 'host' });
  else put({ ...base, table: 'main', type: 'unicast', dst: network, prefix: addr.prefix, scope: 'link' });
  if (addr.prefix >= 31) return;
  const last = (network | ~maskOf(addr.prefix)) >>> 0;
  put({ ...base, table: 'local', type: 'broadcast', dst: last, prefix: 32, scope: 'link' });
}

/** Adds a route to the main table (Linux inet_rtm_newroute, fib_check_nh). */
export function addRoute(stack: Stack, ns: Netns, route: RouteRow): ConfigError | undefined {
  if (ns.routes.has(routeKey(route))) return 'EEXIST';
  if (route.dev !== 0 && !stack.dev(route.dev).up) return 'ENETDOWN';
  stack.world.journal.begin(ROUTE_CHANGE, 'route.add', { dst: route.dst, prefix: route.prefix, netns: ns.name });
  ns.routes.set(routeKey(route), route);
  stack.world.journal.end();
  return undefined;
}

export function deleteRoute(stack: Stack, ns: Netns, key: string): ConfigError | undefined {
  const row = ns.routes.get(key);
  if (row === undefined) return 'ESRCH';
  stack.world.journal.begin(ROUTE_CHANGE, 'route.delete', { dst: row.dst, prefix: row.prefix, netns: ns.name });
  ns.routes.delete(key);
  forgetExceptions(stack, ns, row);
  stack.world.journal.end();
  return undefined;
}
