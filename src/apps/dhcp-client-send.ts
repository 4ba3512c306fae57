// What a DHCP client sends (RFC 2131 table 5): by a packet socket while it has no address, by UDP from its address later.
import { type SocketRow, sendRawUdp, sendUdp } from '../net/index.js';
import { broadcastMac } from '../wire/index.js';
import { type Client, draw, rowOf, SECOND, say, setState } from './dhcp-client.js';
import { MANNERS, type MessageFacts } from './dhcp-manner.js';
import { CLIENT_PORT, encode, SERVER_PORT } from './dhcp-message.js';
import { type ClientStateName, DHCP_SEND } from './dhcp-tables.js';
import type { Calls } from './process.js';

const EVERYBODY = 0xffffffff;
/** dhclient.conf: initial-interval, backoff-cutoff; seconds. */
const INITIAL = 3;
const CUTOFF = 15;

type Facts = Omit<MessageFacts, 'mac' | 'hostName'> & { readonly ciaddr?: number; readonly to?: number };

/** Builds a message and sends it: to everybody without an address, or from `ciaddr` to one server. */
function send(client: Client, calls: Calls, facts: Facts): void {
  const { stack, ns } = calls;
  const { run, xid, secs } = client;
  const manner = MANNERS[run.manner];
  const dev = stack.dev(run.dev);
  const { ciaddr = 0, to = EVERYBODY, ...rest } = facts;
  const options = new Map(manner.options({ ...rest, mac: dev.mac, hostName: run.wishes.hostName }));
  const fixed = { op: 1, hops: 0, xid, secs, broadcast: false, yiaddr: 0, siaddr: 0, giaddr: 0 } as const;
  const bytes = encode({ ...fixed, ciaddr, chaddr: dev.mac, options });
  if (to !== EVERYBODY) {
    const error = sendUdp(stack, ns, ns.sockets.get(run.udp) as SocketRow, { ip: to, port: SERVER_PORT }, bytes, {
      src: ciaddr,
    });
    if (error !== undefined) calls.complain(`send_packet: ${error}`);
    return;
  }
  const ports = { srcPort: CLIENT_PORT, dstPort: SERVER_PORT };
  const { ttl, tos } = manner;
  sendRawUdp(stack, dev, { to: broadcastMac, src: ciaddr, dst: EVERYBODY, ...ports, ttl, tos }, bytes);
}

export const newXid = (client: Client, calls: Calls): void => {
  const { stack, ns } = calls;
  client.xid = stack.world.random.u32(`dhcp-xid/${ns.name}.${stack.dev(client.run.dev).name}`);
};

/** The next try is put off further each time (dhclient), or comes after the same time (udhcpc). */
function backOff(client: Client, calls: Calls): void {
  const { manner, wishes } = client.run;
  if (manner === 'udhcpc') {
    client.interval = wishes.everyNs / SECOND;
    client.next = calls.now + wishes.everyNs;
    return;
  }
  if (client.interval === 0) client.interval = INITIAL;
  else client.interval += draw(client, calls, 2 * client.interval);
  if (client.interval > CUTOFF) client.interval = Math.floor(CUTOFF / 2) + draw(client, calls, CUTOFF);
  // Two clients that began together must not go on together: the fraction of the second is drawn anew.
  const us = client.interval > 1 ? draw(client, calls, 1_000_000) : Math.floor((calls.now % SECOND) / 1000);
  client.next = (Math.floor(calls.now / SECOND) + client.interval) * SECOND + us * 1000;
}

/** Clients count by a clock of whole seconds. */
const age = (client: Client, calls: Calls): number =>
  Math.min(65535, Math.floor(calls.now / SECOND) - Math.floor(client.first / SECOND));

export function sendDiscover(client: Client, calls: Calls): void {
  const { journal } = calls.stack.world;
  if (client.first === 0) {
    newXid(client, calls);
    client.first = calls.now;
  }
  client.secs = age(client, calls);
  client.tries++;
  backOff(client, calls);
  journal.begin(DHCP_SEND, 'dhcp.send-discover', { dev: client.run.dev, netns: calls.ns.name, tries: client.tries });
  setState(client, calls, 'SELECTING');
  say(client, calls, 'discover', { seconds: client.interval });
  send(client, calls, { type: 'discover', requested: client.run.wishes.asked, server: undefined });
  journal.end();
}

const REASON = {
  REQUESTING: 'dhcp.send-request',
  REBOOTING: 'dhcp.send-reboot',
  RENEWING: 'dhcp.send-renew',
  REBINDING: 'dhcp.send-rebind',
} as const;

/** RFC 2131 table 4: what a REQUEST says depends on the state it is sent from. */
export function sendRequest(client: Client, calls: Calls, state: keyof typeof REASON): void {
  const { journal } = calls.stack.world;
  const row = rowOf(client, calls);
  const again = row?.state === state;
  const leased = state === 'RENEWING' || state === 'REBINDING';
  const ip = (leased ? row?.ip : client.ip) ?? 0;
  const to = state === 'RENEWING' ? row?.server : undefined;
  client.tries = again ? client.tries + 1 : 1;
  if (state === 'REBOOTING' && !again) newXid(client, calls);
  if (state === 'REBOOTING' && !again) client.first = calls.now;
  // RFC 2131 §4.4.1: the REQUEST has the seconds of the DISCOVER.
  if (state !== 'REQUESTING') client.secs = age(client, calls);
  backOff(client, calls);
  if (leased && row !== undefined) {
    const bound = calls.now < row.rebindAt ? row.rebindAt : row.expiresAt;
    client.next = Math.min(client.next, bound);
  }
  const args = { dev: client.run.dev, netns: calls.ns.name, ip, server: to ?? client.server ?? 0 };
  journal.begin(DHCP_SEND, REASON[state], args);
  setState(client, calls, state as ClientStateName);
  say(client, calls, state === 'RENEWING' ? 'renew' : 'request', { ip, to, server: client.server });
  const requested = leased ? undefined : ip;
  const server = state === 'REQUESTING' ? client.server : undefined;
  const from = leased ? { ciaddr: ip } : {};
  send(client, calls, { type: 'request', requested, server, ...from, ...(to === undefined ? {} : { to }) });
  journal.end();
}

/** RFC 2131 §4.4.4: the address is somebody's; the server must not offer it again. */
export function sendDecline(client: Client, calls: Calls, ip: number, server: number): void {
  const { journal } = calls.stack.world;
  journal.begin(DHCP_SEND, 'dhcp.send-decline', { dev: client.run.dev, netns: calls.ns.name, ip, server });
  client.secs = age(client, calls);
  newXid(client, calls);
  say(client, calls, 'decline', { ip });
  send(client, calls, { type: 'decline', requested: ip, server });
  journal.end();
}

/** RFC 2131 §4.4.6: the address is given back; nobody answers. */
export function sendRelease(client: Client, calls: Calls, ip: number, server: number): void {
  const { journal } = calls.stack.world;
  journal.begin(DHCP_SEND, 'dhcp.send-release', { dev: client.run.dev, netns: calls.ns.name, ip, server });
  client.secs = client.first === 0 ? 0 : age(client, calls);
  newXid(client, calls);
  say(client, calls, 'release', { ip, to: server });
  send(client, calls, { type: 'release', requested: undefined, server, ciaddr: ip, to: server });
  journal.end();
}
