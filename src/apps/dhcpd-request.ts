// What a DHCP server does with REQUEST, DECLINE, RELEASE and INFORM (RFC 2131 §4.3.2 to §4.3.5), as dnsmasq's dhcp_reply().
import { formatIpv4, formatMac } from '../wire/index.js';
import { after, nameOf, numberOf, OPTION, textOf } from './dhcp-message.js';
import { DHCP_LEASE, DHCP_SERVER, type LeaseRow, leaseTable } from './dhcp-tables.js';
import { log, raised, type Server } from './dhcpd.js';
import { type Context, clientIdOf, contextsFor, leaseOf, refusal, reservedFor, within } from './dhcpd-pool.js';
import { type Asked, reply } from './dhcpd-reply.js';
import type { Calls } from './process.js';

const SECOND = 1_000_000_000;
const args = (calls: Calls, { dev, frame, message }: Asked) => ({
  dev,
  netns: calls.ns.name,
  frame,
  mac: message.chaddr,
});

function drop(calls: Calls, row: LeaseRow, reason: 'lease.moved' | 'lease.release' | 'lease.decline'): void {
  const { journal } = calls.stack.world;
  journal.begin(DHCP_LEASE, reason, { netns: calls.ns.name, ip: row.ip, mac: row.mac });
  leaseTable(calls).delete(row.ip);
  journal.end();
}

type Judged = { readonly nak: string } | { readonly silent: true } | { readonly ip: number; readonly renews: boolean };

/** RFC 2131 §4.3.2: which state the client asks from, and what stands against it. */
function judge(server: Server, calls: Calls, asked: Asked, contexts: readonly Context[]): Judged {
  const { message } = asked;
  const lease = leaseOf(calls, message);
  const requested = numberOf(message.options, OPTION.requested);
  const chosen = numberOf(message.options, OPTION.serverId);
  const { authoritative } = server.config;
  if (requested !== undefined && chosen !== undefined) {
    const mine = contexts.some(context => context.local === chosen) || isOwn(calls, chosen);
    if (!mine) return authoritative && asked.unicast ? { nak: 'wrong server-ID' } : { silent: true };
    if (lease !== undefined && lease.ip !== requested) drop(calls, lease, 'lease.moved');
    return { ip: requested, renews: false };
  }
  if (requested !== undefined) {
    if (lease === undefined && !authoritative) return { silent: true };
    if (lease !== undefined && lease.ip !== requested) return { nak: 'wrong address' };
    return { ip: requested, renews: false };
  }
  const { ciaddr } = message;
  const strange = lease === undefined ? !authoritative : lease.ip !== ciaddr;
  // A client that rebinds asks everybody: the lease may be another server's.
  if (strange) return asked.unicast ? { nak: 'lease not found' } : { silent: true };
  return { ip: ciaddr, renews: true };
}

const isOwn = (calls: Calls, ip: number): boolean => [...calls.ns.addrs.rows()].some(addr => addr.ip === ip);

export function request(server: Server, calls: Calls, asked: Asked): void {
  const { journal, random } = calls.stack.world;
  const { message, dev } = asked;
  const contexts = contextsFor(server, calls, dev, message);
  const judged = judge(server, calls, asked, contexts);
  const ip = 'ip' in judged ? judged.ip : (numberOf(message.options, OPTION.requested) ?? message.ciaddr);
  if ('silent' in judged) {
    const chosen = numberOf(message.options, OPTION.serverId);
    const reason = chosen === undefined ? 'dhcp.silent' : 'dhcp.other-server';
    const more = chosen === undefined ? { type: nameOf(3) } : { server: chosen };
    journal.note(DHCP_SERVER, reason, { ...args(calls, asked), ...more }, 'drop');
    return;
  }
  log(calls, asked, 3, `${formatIpv4(ip)} ${formatMac(message.chaddr)}`);
  const text = 'nak' in judged ? judged.nak : refusal(server, calls, contexts, message, ip);
  const context = contexts.find(c => within(ip, c)) ?? (contexts[0] as Context);
  if (text !== undefined) {
    journal.begin(DHCP_SERVER, 'dhcp.refuse', { ...args(calls, asked), ip, message: text });
    reply(server, calls, asked, context, { type: 6, ip, lease: 0, host: '', text });
    journal.end();
    return;
  }
  const { lease } = context.range;
  const host = reservedFor(server, message.chaddr)?.name || (textOf(message.options, OPTION.hostName) ?? '');
  grant(calls, asked, ip, lease, host);
  const renews = 'renews' in judged && judged.renews;
  // dnsmasq: clients that got their leases together should not come back together.
  const fuzz = renews ? random.below(`dnsmasq/${calls.ns.name}`, 65536) : 0;
  reply(server, calls, asked, context, { type: 5, ip, lease, host, fuzz });
}

/** The address is the client's for that many seconds from now on. */
function grant(calls: Calls, { message, frame }: Asked, ip: number, seconds: number, host: string): void {
  const { journal } = calls.stack.world;
  const table = leaseTable(calls);
  const before = table.get(ip);
  const again = before?.mac === message.chaddr;
  const lease = Math.min(seconds * SECOND, Number.MAX_SAFE_INTEGER);
  const who = { netns: calls.ns.name, ip, mac: message.chaddr, frame, lease };
  journal.begin(DHCP_LEASE, again ? 'lease.again' : 'lease.new', who);
  const since = again ? before.since : calls.now;
  const expires = after(calls.now, seconds);
  table.set(ip, { ip, mac: message.chaddr, clientId: clientIdOf(message), host, since, expires });
  journal.end();
}

/** Whether a message names this server, and the address of the client's lease. */
function meant(calls: Calls, asked: Asked, ip: number | undefined): LeaseRow | undefined {
  const lease = leaseOf(calls, asked.message);
  const chosen = numberOf(asked.message.options, OPTION.serverId);
  return chosen !== undefined && isOwn(calls, chosen) && lease !== undefined && lease.ip === ip ? lease : undefined;
}

/** The client found the address in use: the next search begins further on. */
export function decline(server: Server, calls: Calls, asked: Asked): void {
  const ip = numberOf(asked.message.options, OPTION.requested);
  const chosen = numberOf(asked.message.options, OPTION.serverId);
  if (ip === undefined || chosen === undefined || !isOwn(calls, chosen)) {
    const { journal } = calls.stack.world;
    journal.note(DHCP_SERVER, 'dhcp.other-server', { ...args(calls, asked), server: chosen ?? 0 }, 'drop');
    return;
  }
  log(calls, asked, 4, `${formatIpv4(ip)} ${formatMac(asked.message.chaddr)}`);
  const lease = meant(calls, asked, ip);
  if (lease !== undefined) drop(calls, lease, 'lease.decline');
  const contexts = contextsFor(server, calls, asked.dev, asked.message);
  server.epochs = raised(
    server.epochs,
    contexts.map(context => context.index),
  );
}

export function release(_server: Server, calls: Calls, asked: Asked): void {
  const { ciaddr, chaddr } = asked.message;
  const lease = meant(calls, asked, ciaddr);
  const text = lease === undefined ? ' unknown lease' : '';
  log(calls, asked, 7, `${formatIpv4(ciaddr)} ${formatMac(chaddr)}${text}`);
  if (lease !== undefined) drop(calls, lease, 'lease.release');
  else calls.stack.world.journal.note(DHCP_SERVER, 'dhcp.silent', { ...args(calls, asked), type: nameOf(7) }, 'drop');
}

/** RFC 2131 §4.3.5: settings without an address, for a host that has one. */
export function inform(server: Server, calls: Calls, asked: Asked): void {
  const { journal } = calls.stack.world;
  const { ciaddr, chaddr } = asked.message;
  const [context] = contextsFor(server, calls, asked.dev, asked.message);
  log(calls, asked, 8, `${formatIpv4(ciaddr)} ${formatMac(chaddr)}`);
  if (ciaddr === 0 || context === undefined) return;
  journal.begin(DHCP_SERVER, 'dhcp.inform', { ...args(calls, asked), ip: ciaddr });
  reply(server, calls, asked, context, { type: 5, ip: 0, lease: Number.NaN, host: '' });
  journal.end();
}
