// What a DHCP client does with an ACK: is the address free, then it is bound and the script sets the device up.
import { closeSocket, openPacket, sendArpFrom, takeMessage } from '../net/index.js';
import { arp, arpOpcode, broadcastMac, broadcastOf, prefixOf } from '../wire/index.js';
import { type Client, draw, dropLease, restart, rowOf, SECOND, say, setState } from './dhcp-client.js';
import { sendDecline } from './dhcp-client-send.js';
import { MANNERS } from './dhcp-manner.js';
import {
  addressesOf,
  addressText,
  after,
  decode,
  encode,
  type Message,
  numberOf,
  OPTION,
  textOf,
} from './dhcp-message.js';
import { settingsWords } from './dhcp-script.js';
import { DHCP_CLIENT } from './dhcp-tables.js';
import type { Calls } from './process.js';

const ARP = 0x0806;
/** A mask as a prefix length; that of the address's class where it is missing or has holes (RFC 950). */
function prefixFor(ip: number, mask: number | undefined): number {
  const prefix = mask === undefined || mask === 0 ? undefined : prefixOf(mask);
  if (prefix !== undefined) return prefix;
  return ip >>> 31 === 0 ? 8 : ip >>> 30 === 2 ? 16 : 24;
}

/** RFC 5227 §2.1: asks who has the address, from no address, before it is used. */
export function probe(client: Client, calls: Calls, ack: Message): void {
  const { stack, ns } = calls;
  const { run } = client;
  const { journal } = stack.world;
  const dev = stack.dev(run.dev);
  journal.begin(DHCP_CLIENT, 'dhcp.probe', { dev: dev.id, netns: ns.name, ip: ack.yiaddr });
  client.arp = openPacket(stack, ns, calls.pid, dev, ARP).id;
  client.ack = Array.from(encode(ack));
  client.next = calls.now + run.wishes.probeNs;
  const fields = { opcode: arpOpcode.request, srcMac: dev.mac, srcIp: 0, dstMac: 0, dstIp: ack.yiaddr };
  sendArpFrom(stack, dev, broadcastMac, fields, MANNERS[run.manner].arpPadding);
  journal.end();
}

/** Whether somebody has answered the probe; `over`: nobody can any more. */
export function probed(client: Client, calls: Calls, over = false): void {
  const { stack, ns } = calls;
  const { journal, frames } = stack.world;
  const ack = decode(Uint8Array.from(client.ack)) as Message;
  const dev = stack.dev(client.run.dev);
  for (let m = takeMessage(ns, client.arp); m !== undefined; m = takeMessage(ns, client.arp)) {
    const bytes = frames.view(m.frame);
    const from = arp.get.srcMac(bytes, m.offset);
    if (m.length < arp.minSize || arp.get.srcIp(bytes, m.offset) !== ack.yiaddr || from === dev.mac) continue;
    const args = { frame: m.frame, dev: dev.id, netns: ns.name, ip: ack.yiaddr, mac: from };
    journal.begin(DHCP_CLIENT, 'dhcp.conflict', args);
    stopProbing(client, calls);
    say(client, calls, 'conflict');
    sendDecline(client, calls, ack.yiaddr, numberOf(ack.options, OPTION.serverId) ?? 0);
    dropLease(client, calls);
    client.run = { ...client.run, wishes: { ...client.run.wishes, asked: undefined } };
    restart(client, calls, client.run.manner === 'dhclient' ? 10 * SECOND : client.run.wishes.laterNs);
    journal.end();
    return;
  }
  if (!over) return;
  journal.begin(DHCP_CLIENT, 'dhcp.no-conflict', { dev: dev.id, netns: ns.name, ip: ack.yiaddr });
  stopProbing(client, calls);
  bind(client, calls, ack);
  journal.end();
}

function stopProbing(client: Client, calls: Calls): void {
  closeSocket(calls.stack, calls.ns, client.arp);
  client.arp = 0;
  client.ack = [];
}

interface Times {
  /** Seconds. */
  readonly lease: number;
  readonly renewAt: number;
  readonly rebindAt: number;
  readonly expiresAt: number;
}

/** RFC 2131 §4.4.5: T1 is half of the lease, T2 seven eighths, unless the server says otherwise; dhclient comes a bit sooner. */
function timesOf(client: Client, calls: Calls, { options }: Message): Times {
  const lease = numberOf(options, OPTION.leaseTime) ?? 0;
  const drawn = client.run.manner === 'dhclient';
  let t1 = (drawn ? numberOf(options, OPTION.t1) : undefined) ?? Math.floor(lease / 2);
  const t2 = (drawn ? numberOf(options, OPTION.t2) : undefined) ?? Math.floor((lease * 7) / 8);
  // dhclient's dhcpack(): between three quarters of T1 and T1, so that clients do not come all at once.
  if (drawn && t1 > 0) t1 = Math.floor((t1 * 3 + 3) / 4) + Math.floor((draw(client, calls, t1) + 3) / 4);
  if (t1 > t2) t1 = Math.floor((t2 * 3 + 3) / 4);
  const expiresAt = after(calls.now, lease);
  // A lease without end is never renewed.
  const at = (seconds: number) => (expiresAt === 0 ? 0 : after(calls.now, seconds));
  return { lease, renewAt: at(t1), rebindAt: at(t2), expiresAt };
}

/** The lease holds: BOUND, the script sets the device up, T1 is the next thing to happen. */
export function bind(client: Client, calls: Calls, ack: Message): void {
  const { stack, ns } = calls;
  const { journal } = stack.world;
  const { manner, wishes, dev } = client.run;
  const before = rowOf(client, calls);
  const ip = ack.yiaddr;
  const prefix = prefixFor(ip, numberOf(ack.options, OPTION.mask));
  const server = numberOf(ack.options, OPTION.serverId) ?? client.server ?? 0;
  const times = timesOf(client, calls, ack);
  const { lease, ...clocks } = times;
  const renewed = before?.state === 'RENEWING' || before?.state === 'REBINDING';
  journal.begin(DHCP_CLIENT, renewed ? 'dhcp.renewed' : 'dhcp.bind', {
    frame: client.frame,
    dev,
    netns: ns.name,
    ip,
    prefix,
    server,
    lease: Math.min(lease * SECOND, Number.MAX_SAFE_INTEGER),
    router: addressText(ack.options, OPTION.router),
    dns: addressText(ack.options, OPTION.dns),
  });
  const old = before?.ip;
  setState(client, calls, 'BOUND', { ip, prefix, server, ...clocks });
  client.next = times.renewAt;
  client.interval = 0;
  const broadcast = numberOf(ack.options, OPTION.broadcast) ?? broadcastOf(ip, prefix);
  const names = { routers: addressesOf(ack.options, OPTION.router), dns: addressesOf(ack.options, OPTION.dns) };
  const domain = textOf(ack.options, OPTION.domain) ?? '';
  calls.spawn(
    MANNERS[manner].script,
    settingsWords(renewed ? 'RENEW' : 'BOUND', { dev, ip, prefix, broadcast, ...names, domain, old }),
  );
  say(client, calls, 'bound', { ip, seconds: Math.max(0, Math.round((times.renewAt - calls.now) / SECOND)) });
  if (wishes.quit) calls.exit(0);
  journal.end();
}

/** The script takes the address off again. */
export function forget(client: Client, calls: Calls, reason: string): void {
  const row = rowOf(client, calls);
  if (row?.ip === undefined) return;
  const none = { ip: undefined, prefix: 0, broadcast: undefined, routers: [], dns: [], domain: '' };
  calls.spawn(MANNERS[client.run.manner].script, settingsWords(reason, { dev: row.dev, ...none, old: row.ip }));
}
