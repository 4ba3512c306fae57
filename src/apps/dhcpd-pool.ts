// Which address a client is offered (RFC 2131 §4.3.1), as dnsmasq chooses: what is reserved for it, what it has, what it
// asks for, or one of the pool, begun at a place that follows from its MAC address so that it gets the same one again.
import { formatMac, maskOf } from '../wire/index.js';
import { type Message, numberOf, OPTION } from './dhcp-message.js';
import { type LeaseRow, leaseTable } from './dhcp-tables.js';
import type { Server } from './dhcpd.js';
import type { Range, Reserved } from './dhcpd-options.js';
import type { Calls } from './process.js';

/** A range with the network that a request came from. */
export interface Context {
  readonly range: Range;
  /** Its place in the configuration: its count of refusals is kept by that. */
  readonly index: number;
  readonly mask: number;
  /** The server's address on that network, or the address it answers a relay from. */
  readonly local: number;
  /** Router to tell of where none is configured. */
  readonly router: number;
}

const same = (a: number, b: number, mask: number): boolean => ((a ^ b) & mask) === 0;
export const within = (ip: number, { range, mask }: Context): boolean => same(ip, range.first, mask);

/** dnsmasq address_available(): in the range, and not the server's own. */
export const available = (ip: number, contexts: readonly Context[]): boolean =>
  contexts.some(({ range, router, local }) => ip >= range.first && ip <= range.last && ip !== router && ip !== local);

/** The ranges for a request: of the relay's network, or of the networks of the device it came in by. */
export function contextsFor(server: Server, calls: Calls, dev: number, message: Message): Context[] {
  const { ranges } = server.config;
  const addrs = [...calls.ns.addrs.rows()].filter(addr => addr.dev === dev);
  const local = addrs[0]?.ip ?? 0;
  const of = (ip: number): Context[] =>
    ranges.flatMap((range, index) => {
      const mask = (range.mask ?? maskOf(24)) >>> 0;
      return same(ip, range.first, mask) ? [{ range, index, mask, local, router: message.giaddr || local }] : [];
    });
  if (message.giaddr !== 0) return of(message.giaddr);
  const near = ranges.flatMap((range, index) =>
    addrs.flatMap(addr => {
      const mask = (range.mask ?? maskOf(addr.prefix)) >>> 0;
      return same(addr.ip, range.first, mask) ? [{ range, index, mask, local: addr.ip, router: addr.ip }] : [];
    }),
  );
  if (message.ciaddr === 0 || near.some(context => within(message.ciaddr, context))) return near;
  const far = of(message.ciaddr).map(context => ({ ...context, router: 0 }));
  return far.length > 0 ? far : near;
}

export const clientIdOf = ({ options }: Message): string =>
  Array.from(options.get(OPTION.clientId) ?? [], b => b.toString(16).padStart(2, '0')).join('');

/** dnsmasq lease_find_by_client(): by the identifier, else by the MAC address where one of both has none. */
export function leaseOf(calls: Calls, message: Message): LeaseRow | undefined {
  const id = clientIdOf(message);
  const rows = [...leaseTable(calls).rows()].filter(row => row.expires === 0 || row.expires > calls.now);
  const named = id === '' ? undefined : rows.find(row => row.clientId === id);
  return named ?? rows.find(row => row.mac === message.chaddr && (row.clientId === '' || id === ''));
}

export const leasedTo = (calls: Calls, ip: number): LeaseRow | undefined => {
  const row = leaseTable(calls).get(ip);
  return row === undefined || (row.expires !== 0 && row.expires <= calls.now) ? undefined : row;
};

export const reservedFor = ({ config }: Server, mac: number): Reserved | undefined =>
  config.hosts.find(h => h.mac === mac);
const reservedTo = ({ config }: Server, ip: number): Reserved | undefined => config.hosts.find(h => h.ip === ip);

/** dnsmasq address_allocate(): the SDBM hash of the hardware address, 32 bits. */
export function hashOf(mac: number): number {
  let hash = 0;
  for (const text of formatMac(mac).split(':')) {
    hash = (Number.parseInt(text, 16) + (hash << 6) + (hash << 16) - hash) >>> 0;
  }
  return hash === 0 ? 1 : hash;
}

/** The next address of the pool that nobody has, and that was not found to be in use a moment ago. */
function fromPool(server: Server, calls: Calls, contexts: readonly Context[], mac: number): number | undefined {
  for (const { range, index, router, local } of contexts) {
    const size = range.last - range.first + 1;
    const start = server.config.sequential ? 0 : (hashOf(mac) + (server.epochs[index] ?? 0)) % size;
    for (let i = 0; i < size; i++) {
      const ip = range.first + ((start + i) % size);
      const ends = ip & 255;
      const broken = ip >>> 29 === 6 && (ends === 0 || ends === 255);
      if (ip === router || ip === local || broken || server.busy.includes(ip)) continue;
      if (leasedTo(calls, ip) === undefined && reservedTo(server, ip) === undefined) return ip;
    }
  }
  return undefined;
}

export type Picked = 'reserved' | 'lease' | 'asked' | 'pool';
/** The address to offer and why it is that one; undefined: there is none. */
export function pick(
  server: Server,
  calls: Calls,
  contexts: readonly Context[],
  message: Message,
): { readonly ip: number; readonly why: Picked } | undefined {
  const lease = leaseOf(calls, message);
  const own = reservedFor(server, message.chaddr)?.ip;
  if (own !== undefined && contexts.some(context => within(own, context))) {
    const other = leasedTo(calls, own);
    if (other === undefined || other.ip === lease?.ip) return { ip: own, why: 'reserved' };
  }
  const free = (ip: number) => available(ip, contexts) && reservedTo(server, ip) === undefined;
  if (lease !== undefined && free(lease.ip)) return { ip: lease.ip, why: 'lease' };
  const asked = numberOf(message.options, OPTION.requested);
  if (asked !== undefined && free(asked) && leasedTo(calls, asked) === undefined && !server.busy.includes(asked))
    return { ip: asked, why: 'asked' };
  const ip = fromPool(server, calls, contexts, message.chaddr);
  return ip === undefined ? undefined : { ip, why: 'pool' };
}

/** Why an address cannot be this client's, in dnsmasq's words; undefined: it can. */
export function refusal(
  server: Server,
  calls: Calls,
  contexts: readonly Context[],
  message: Message,
  ip: number,
): string | undefined {
  const own = reservedFor(server, message.chaddr);
  if (!contexts.some(context => within(ip, context))) return 'wrong network';
  if (!available(ip, contexts) && own?.ip !== ip) return 'address not available';
  const other = reservedTo(server, ip);
  if (other !== undefined && other.mac !== message.chaddr) return 'address reserved';
  const lease = leaseOf(calls, message);
  if (lease === undefined && leasedTo(calls, ip) !== undefined) return 'address in use';
  const selecting = message.options.has(OPTION.serverId);
  const better = own?.ip !== undefined && own.ip !== ip && !selecting && leasedTo(calls, own.ip) === undefined;
  return better ? 'static lease available' : undefined;
}
