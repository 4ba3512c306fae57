// dhcpd: a DHCP server (RFC 2131 §4.3). It decides as dnsmasq 2.90 does and takes dnsmasq's options; both names start it.
// Options: dhcpd-options.ts; which address: dhcpd-pool.ts; what is sent: dhcpd-reply.ts.
//
//   dhcpd --dhcp-range=FIRST,LAST[,MASK][,LEASE] [--dhcp-host=MAC,ADDRESS] [--dhcp-option=3,ADDRESS] [--no-ping] …
import { closeSocket, type NetdevRow, openPing, openUdp, type SocketRow, sendEcho, takeMessage } from '../net/index.js';
import { broadcastMac, ethernet, formatIpv4, formatMac } from '../wire/index.js';
import { decode, nameOf, numberOf, OPTION, SERVER_PORT, typeOf } from './dhcp-message.js';
import { DHCP_LEASE, DHCP_SERVER, leaseTable } from './dhcp-tables.js';
import { parseServer, type ServerConfig } from './dhcpd-options.js';
import { contextsFor, pick, reservedFor } from './dhcpd-pool.js';
import { type Asked, reply } from './dhcpd-reply.js';
import { decline, inform, release, request } from './dhcpd-request.js';
import { type Calls, program } from './process.js';

/** An address being looked for before it is offered: by ARP and a ping, for three seconds (dnsmasq PING_WAIT). */
interface Check {
  readonly ip: number;
  readonly index: number;
  readonly asked: Asked;
  readonly socket: number;
  readonly until: number;
}

export interface Server {
  readonly config: ServerConfig;
  readonly sockets: readonly { readonly dev: number; readonly socket: number }[];
  /** By range: how often an address of it was refused or found in use; the next search begins so much further on. */
  epochs: readonly number[];
  /** Addresses that nobody answered from, and when that was seen. */
  seen: readonly { readonly ip: number; readonly at: number }[];
  /** Addresses found in use while this request is worked on. */
  busy: readonly number[];
  check: Check | undefined;
}

const SECOND = 1_000_000_000;
/** dnsmasq counts twelve poll(2) of 250 ms, and each ends with the tick after (250 Hz): a bit more than PING_WAIT, 3 s. */
const PING_WAIT = 12 * 254_000_000;
/** dnsmasq PING_CACHE_TIME: how long a look counts, and how many it makes in that time. */
const PING_CACHE = 30 * SECOND;
const MOST_PINGS = 6;
const PICKED = {
  reserved: 'dhcp.pick-reserved',
  lease: 'dhcp.pick-lease',
  asked: 'dhcp.pick-asked',
  pool: 'dhcp.pick-pool',
} as const;

export function log(calls: Calls, asked: Asked, type: number, text: string): void {
  const dev = calls.stack.dev(asked.dev).name;
  calls.print(`dnsmasq-dhcp: ${nameOf(type)}(${dev}) ${text}`.trimEnd());
}

/** RFC 2131 §4.3.1: DISCOVER. False: the address has to be looked for first. */
function discover(server: Server, calls: Calls, asked: Asked): boolean {
  const { journal } = calls.stack.world;
  const { message, dev, frame } = asked;
  const args = { dev, netns: calls.ns.name, mac: message.chaddr, frame };
  const contexts = contextsFor(server, calls, dev, message);
  const mac = formatMac(message.chaddr);
  const wish = numberOf(message.options, OPTION.requested);
  const found = pick(server, calls, contexts, message);
  // A request that had to wait for a look at an address was logged when it came.
  if (server.check === undefined || found === undefined) {
    const asks = wish === undefined ? '' : `${formatIpv4(wish)} `;
    log(calls, asked, 1, `${asks}${mac}${found === undefined ? ' no address available' : ''}`);
  }
  if (found === undefined) {
    journal.note(DHCP_SERVER, 'dhcp.pool-empty', args, 'drop');
    return true;
  }
  const context = contexts.find(c => ((found.ip ^ c.range.first) & c.mask) === 0) as (typeof contexts)[number];
  journal.begin(DHCP_SERVER, PICKED[found.why], { ...args, ip: found.ip });
  const looks = found.why === 'pool' || found.why === 'asked';
  if (looks && !lookedAt(server, calls, found.ip)) {
    look(server, calls, asked, found.ip, context.index);
    journal.end('queued');
    return false;
  }
  const { lease } = context.range;
  const host = reservedFor(server, message.chaddr)?.name ?? '';
  reply(server, calls, asked, context, { type: 2, ip: found.ip, lease, host });
  journal.end();
  return true;
}

/** Whether an address need not be looked for: it was a moment ago, or there is too much to do, or nobody wants it. */
function lookedAt(server: Server, calls: Calls, ip: number): boolean {
  server.seen = server.seen.filter(seen => calls.now - seen.at <= PING_CACHE);
  if (server.seen.some(seen => seen.ip === ip)) return true;
  return !server.config.ping || server.seen.length >= MOST_PINGS;
}

/** Asks whether somebody has the address; nothing else is worked on until that is known. */
function look(server: Server, calls: Calls, asked: Asked, ip: number, index: number): void {
  const { stack, ns, pid } = calls;
  const { journal } = stack.world;
  journal.begin(DHCP_SERVER, 'dhcp.check', { dev: asked.dev, netns: ns.name, ip });
  const socket = openPing(stack, ns, pid);
  sendEcho(stack, ns, socket, { dst: ip, seq: 0, data: new Uint8Array(20) });
  server.check = { ip, index, asked, socket: socket.id, until: calls.now + PING_WAIT };
  journal.end();
}

/** Goes on with an address that was looked for, when that is over. */
function looked(server: Server, calls: Calls): void {
  const { journal } = calls.stack.world;
  const check = server.check as Check;
  let answered = false;
  for (let m = takeMessage(calls.ns, check.socket); m !== undefined; m = takeMessage(calls.ns, check.socket)) {
    answered ||= m.type === 0 && m.ip === check.ip;
  }
  if (!answered && calls.now < check.until) return;
  closeSocket(calls.stack, calls.ns, check.socket);
  const args = { dev: check.asked.dev, netns: calls.ns.name, ip: check.ip };
  journal.begin(DHCP_SERVER, answered ? 'dhcp.check-busy' : 'dhcp.check-free', args);
  if (answered) {
    server.busy = [...server.busy, check.ip];
    server.epochs = raised(server.epochs, [check.index]);
  } else server.seen = [...server.seen, { ip: check.ip, at: calls.now - PING_WAIT }];
  const done = discover(server, calls, check.asked);
  if (done) server.check = undefined;
  if (done) server.busy = [];
  journal.end();
}

export const raised = (epochs: readonly number[], which: readonly number[]): readonly number[] =>
  epochs.map((n, i) => (which.includes(i) ? n + 1 : n));

/** One message; false when it has to wait for a look at an address. */
function handle(server: Server, calls: Calls, asked: Asked): boolean {
  const { journal } = calls.stack.world;
  const { message, dev, frame } = asked;
  const type = typeOf(message);
  const args = { dev, netns: calls.ns.name, mac: message.chaddr, frame };
  if (reservedFor(server, message.chaddr)?.ignore === true) {
    journal.note(DHCP_SERVER, 'dhcp.silent', { ...args, type: nameOf(type) }, 'drop');
    return true;
  }
  if (contextsFor(server, calls, dev, message).length === 0) {
    calls.print(`dnsmasq-dhcp: no address range available for DHCP request via ${calls.stack.dev(dev).name}`);
    journal.note(DHCP_SERVER, 'dhcp.no-range', { ...args, giaddr: message.giaddr }, 'drop');
    return true;
  }
  if (type === 1) return discover(server, calls, asked);
  if (type === 3) request(server, calls, asked);
  else if (type === 4) decline(server, calls, asked);
  else if (type === 7) release(server, calls, asked);
  else if (type === 8) inform(server, calls, asked);
  return true;
}

/** Works on what has come, in the order of the devices. */
function work(server: Server, calls: Calls): void {
  const { stack, ns } = calls;
  expire(calls);
  if (server.check !== undefined) looked(server, calls);
  for (const { dev, socket } of server.sockets) {
    while (server.check === undefined) {
      const got = takeMessage(ns, socket);
      if (got === undefined) break;
      const bytes = stack.world.frames.view(got.frame);
      const message = decode(bytes.subarray(got.offset, got.offset + got.length));
      if (message === undefined || message.op !== 1) {
        stack.world.journal.note(DHCP_SERVER, 'dhcp.malformed', { dev, netns: ns.name, frame: got.frame }, 'drop');
        continue;
      }
      const unicast = ethernet.get.dst(bytes, 0) !== broadcastMac;
      handle(server, calls, { message, dev, socket, frame: got.frame, from: got.ip, unicast });
    }
  }
}

/** Leases whose time is over. */
function expire(calls: Calls): void {
  const { journal } = calls.stack.world;
  for (const row of [...leaseTable(calls).rows()]) {
    if (row.expires === 0 || row.expires > calls.now) continue;
    journal.begin(DHCP_LEASE, 'lease.expire', { netns: calls.ns.name, ip: row.ip, mac: row.mac });
    leaseTable(calls).delete(row.ip);
    journal.end();
  }
}

function sleep(server: Server, calls: Calls): Server {
  if (server.check === undefined) for (const { socket } of server.sockets) calls.wakeOn(socket);
  else {
    calls.wakeOn(server.check.socket);
    calls.wakeAt(server.check.until);
  }
  for (const { expires } of leaseTable(calls).rows()) if (expires > 0) calls.wakeAt(expires);
  return server;
}

/** The devices that are named, or all with an address: a request comes in by one of them. */
function devicesOf(config: ServerConfig, calls: Calls): NetdevRow[] | string {
  const own = calls.ns.devices().filter(dev => dev.kind !== 'loopback' && dev.master === 0);
  const missing = config.devices.find(name => !own.some(dev => dev.name === name));
  if (missing !== undefined) return `unknown interface ${missing}`;
  const has = (dev: NetdevRow) => [...calls.ns.addrs.rows()].some(addr => addr.dev === dev.id);
  return own.filter(dev => (config.devices.length === 0 ? has(dev) : config.devices.includes(dev.name)));
}

function start(argv: readonly string[], calls: Calls): Server | undefined {
  const fail = (text: string, status = 1): undefined => {
    calls.complain(`dnsmasq: ${text}`);
    calls.exit(status);
  };
  const config = parseServer(argv);
  if (typeof config === 'string') return fail(config);
  const devices = devicesOf(config, calls);
  if (typeof devices === 'string') return fail(devices);
  const sockets: { dev: number; socket: number }[] = [];
  for (const dev of devices) {
    const socket: SocketRow | undefined = openUdp(calls.stack, calls.ns, calls.pid, SERVER_PORT, undefined, dev.id);
    if (socket === undefined) return fail('failed to bind DHCP server socket: Address already in use', 2);
    sockets.push({ dev: dev.id, socket: socket.id });
  }
  for (const { first, last, lease } of config.ranges) {
    const time = Number.isFinite(lease) ? `lease time ${durationText(lease)}` : 'infinite leases';
    calls.print(`dnsmasq-dhcp: DHCP, IP range ${formatIpv4(first)} -- ${formatIpv4(last)}, ${time}`);
  }
  const server = { config, sockets, epochs: config.ranges.map(() => 0), seen: [], busy: [], check: undefined };
  return sleep(server, calls);
}

/** dnsmasq prettyprint_time(): `12h`, `2m30s`. */
function durationText(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ] as const;
  return parts
    .filter(([n]) => n > 0)
    .map(([n, unit]) => `${n}${unit}`)
    .join('');
}

for (const name of ['dhcpd', 'dnsmasq']) {
  program<Server | undefined>({
    name,
    start,
    on(wakeup, state, calls) {
      if (state === undefined) return undefined;
      if (wakeup === 'interrupt') {
        calls.print('dnsmasq: exiting on receipt of SIGTERM');
        calls.exit(0);
        return state;
      }
      const server = { ...state };
      work(server, calls);
      return sleep(server, calls);
    },
  });
}
