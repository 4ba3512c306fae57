// The states of a DHCP client (RFC 2131 §4.4, figure 5) as data. What a client sends stands in dhcp-client-send.ts, what it
// does with a lease in dhcp-client-lease.ts, how clients differ in dhcp-manner.ts; dhclient.ts and udhcpc.ts read command
// lines. The state itself is a row of the table dhcp-client; here is what the program knows beside it.
import { type Message as Received, takeMessage } from '../net/index.js';
import { ipv4, udp } from '../wire/index.js';
import { bind, forget, probe, probed } from './dhcp-client-lease.js';
import { sendDiscover, sendRequest } from './dhcp-client-send.js';
import type { MannerName, Wishes } from './dhcp-manner.js';
import { lines, MANNERS, type Told, type Word } from './dhcp-manner.js';
import { decode, type Message, nameOf, numberOf, OPTION, textOf, typeOf } from './dhcp-message.js';
import { type ClientStateName, clientTable, DHCP_CLIENT, type DhcpClientRow } from './dhcp-tables.js';
import type { Calls, Wakeup } from './process.js';

/** What does not change while a client runs. */
export interface Run {
  readonly manner: MannerName;
  readonly wishes: Wishes;
  readonly dev: number;
  /** Packet socket for what comes before there is an address; UDP socket for renewals. */
  readonly raw: number;
  readonly udp: number;
}

export interface Client {
  run: Run;
  xid: number;
  /** When it sent the first message of this exchange; seconds that its messages say. */
  first: number;
  secs: number;
  /** Seconds to the next try; 0: none yet. */
  interval: number;
  tries: number;
  /** When it acts next. */
  next: number;
  /** The server whose offer it took, and the address. */
  server: number | undefined;
  ip: number | undefined;
  /** The frame that brought the offer or the ACK it works with. */
  frame: number;
  /** While it looks for a conflict: the ARP socket, and the ACK's bytes. */
  arp: number;
  ack: readonly number[];
}

export const SECOND = 1_000_000_000;
const ACK = 5;
const NAK = 6;
const OFFER = 2;
/** dhclient.conf: timeout, reboot, retry; seconds. */
const PANIC = 60;
const REBOOT = 10;
const RETRY = 300;

export const rowOf = (client: Client, calls: Calls): DhcpClientRow | undefined =>
  clientTable(calls).get(client.run.dev);
export const stateOf = (client: Client, calls: Calls): ClientStateName => rowOf(client, calls)?.state ?? 'INIT';

const NO_LEASE = { ip: undefined, prefix: undefined, server: undefined, renewAt: -1, rebindAt: -1, expiresAt: -1 };
/** The state's row; what is not given stays. */
export function setState(client: Client, calls: Calls, state: ClientStateName, lease?: Partial<DhcpClientRow>): void {
  const { dev } = client.run;
  const before = rowOf(client, calls) ?? { dev, ...NO_LEASE };
  clientTable(calls).set(dev, { ...before, state, ...lease });
}
export const dropLease = (client: Client, calls: Calls): void => setState(client, calls, 'INIT', NO_LEASE);

export function say(client: Client, calls: Calls, word: Word, told: Partial<Told> = {}): void {
  const { manner, wishes, dev } = client.run;
  const name = calls.stack.dev(dev).name;
  for (const text of wishes.verbose ? lines(MANNERS[manner], word, { dev: name, ...told }) : []) calls.print(text);
}

/** A draw from the seed, as dhclient asks random(3). */
export const draw = (client: Client, calls: Calls, below: number): number =>
  calls.stack.world.random.below(`dhclient/${calls.ns.name}.${calls.stack.dev(client.run.dev).name}`, below);

/** Begins: with the lease it remembers, if that has not run out, or from nothing. */
export function begin(client: Client, calls: Calls): void {
  const { journal } = calls.stack.world;
  const row = rowOf(client, calls);
  const args = { dev: client.run.dev, netns: calls.ns.name };
  say(client, calls, 'start');
  if (client.run.manner === 'dhclient' && row?.ip !== undefined && (row.expiresAt === 0 || row.expiresAt > calls.now)) {
    journal.begin(DHCP_CLIENT, 'dhcp.remembers', { ...args, ip: row.ip });
    client.ip = row.ip;
    setState(client, calls, 'INIT-REBOOT');
    sendRequest(client, calls, 'REBOOTING');
  } else {
    journal.begin(DHCP_CLIENT, 'dhcp.start', args);
    dropLease(client, calls);
    sendDiscover(client, calls);
  }
  journal.end();
}

/** Back to the beginning: at once, or later. */
export function restart(client: Client, calls: Calls, waitNs = 0): void {
  client.tries = 0;
  client.first = 0;
  client.xid = 0;
  client.server = undefined;
  client.ip = undefined;
  if (waitNs === 0) sendDiscover(client, calls);
  else client.next = calls.now + waitNs;
}

/** Everything that has come; false when the program has ended. */
export function receive(client: Client, calls: Calls): void {
  const { ns } = calls;
  // The kernel hears replies too once there is an address; the packet socket has them already.
  while (takeMessage(ns, client.run.udp) !== undefined);
  for (let got = takeMessage(ns, client.run.raw); got !== undefined; got = takeMessage(ns, client.run.raw)) {
    take(client, calls, got);
  }
  if (client.arp !== 0) probed(client, calls);
}

/** The UDP payload of a packet that a packet socket got; undefined where a checksum is wrong: nobody has looked yet. */
export function payloadOf(calls: Calls, got: Received): Uint8Array | undefined {
  const bytes = calls.stack.world.frames.view(got.frame).subarray(got.offset, got.offset + got.length);
  const at = (bytes[0]! & 15) * 4;
  const end = at + udp.get.length(bytes, at);
  const enclosing = { src: ipv4.get.src(bytes, 0), dst: ipv4.get.dst(bytes, 0), proto: 17 };
  if (end > bytes.length || end < at + udp.minSize || !ipv4.checksumOk(bytes, 0, bytes.length)) return undefined;
  return udp.checksumOk(bytes, at, end, enclosing) ? bytes.subarray(at + udp.minSize, end) : undefined;
}

const WAITS_FOR: Readonly<Record<number, readonly ClientStateName[]>> = {
  [OFFER]: ['SELECTING'],
  [ACK]: ['REQUESTING', 'REBOOTING', 'RENEWING', 'REBINDING'],
  [NAK]: ['REQUESTING', 'REBOOTING', 'RENEWING', 'REBINDING'],
};

function take(client: Client, calls: Calls, got: Received): void {
  const { journal } = calls.stack.world;
  const payload = payloadOf(calls, got);
  const message = payload && decode(payload);
  const dev = calls.stack.dev(client.run.dev);
  const args = { frame: got.frame, dev: dev.id, netns: calls.ns.name };
  if (payload === undefined) {
    journal.note(DHCP_CLIENT, 'dhcp.damaged', args, 'drop');
    return;
  }
  if (message === undefined || message.op !== 2 || message.xid !== client.xid || message.chaddr !== dev.mac) {
    journal.note(DHCP_CLIENT, 'dhcp.not-mine', args, 'drop');
    return;
  }
  const type = typeOf(message);
  const state = stateOf(client, calls);
  if (client.arp !== 0 || !(WAITS_FOR[type] ?? []).includes(state)) {
    journal.note(DHCP_CLIENT, 'dhcp.unexpected', { ...args, type: nameOf(type), state }, 'drop');
    return;
  }
  client.frame = got.frame;
  if (type === OFFER) takeOffer(client, calls, message);
  else if (type === NAK) takeNak(client, calls, message);
  else takeAck(client, calls, message);
}

/** dhclient's select-interval is 0: the first offer is taken. */
function takeOffer(client: Client, calls: Calls, { yiaddr, options }: Message): void {
  const { journal } = calls.stack.world;
  const server = numberOf(options, OPTION.serverId) ?? 0;
  const args = { frame: client.frame, dev: client.run.dev, netns: calls.ns.name, ip: yiaddr, server };
  journal.begin(DHCP_CLIENT, 'dhcp.offer', args);
  say(client, calls, 'offer', { ip: yiaddr, server });
  client.ip = yiaddr;
  client.server = server;
  client.interval = 0;
  sendRequest(client, calls, 'REQUESTING');
  journal.end();
}

function takeNak(client: Client, calls: Calls, { options }: Message): void {
  const { journal } = calls.stack.world;
  const server = numberOf(options, OPTION.serverId) ?? 0;
  const why = textOf(options, OPTION.message) ?? '';
  const args = { frame: client.frame, dev: client.run.dev, netns: calls.ns.name, server, message: why };
  journal.begin(DHCP_CLIENT, 'dhcp.nak', args);
  say(client, calls, 'nak', { server });
  forget(client, calls, 'EXPIRE');
  dropLease(client, calls);
  restart(client, calls, MANNERS[client.run.manner].nakNs);
  journal.end();
}

function takeAck(client: Client, calls: Calls, message: Message): void {
  const server = numberOf(message.options, OPTION.serverId) ?? client.server;
  const seconds = numberOf(message.options, OPTION.leaseTime) ?? 0;
  say(client, calls, 'ack', { ip: message.yiaddr, server, seconds });
  const { wishes } = client.run;
  const fresh = ['REQUESTING', 'REBOOTING'].includes(stateOf(client, calls));
  if (fresh && wishes.probeNs > 0) probe(client, calls, message);
  else bind(client, calls, message);
}

/** What is due now, by the state. */
export function tick(client: Client, calls: Calls): void {
  if (client.arp !== 0) {
    probed(client, calls, true);
    return;
  }
  const state = stateOf(client, calls);
  const row = rowOf(client, calls);
  const leased = state === 'BOUND' || state === 'RENEWING' || state === 'REBINDING';
  if (leased && row !== undefined) renew(client, calls, row);
  else if (state === 'SELECTING' && gone(client, calls, 'tries')) panic(client, calls);
  else if ((state === 'REQUESTING' || state === 'REBOOTING') && gone(client, calls, 'request')) giveUp(client, calls);
  else if (state === 'REQUESTING' || state === 'REBOOTING') sendRequest(client, calls, state);
  else sendDiscover(client, calls);
}

/** Whether it has tried for long enough: dhclient by its clock, udhcpc by its count. */
function gone(client: Client, calls: Calls, what: 'tries' | 'request'): boolean {
  const { manner, wishes } = client.run;
  if (manner === 'udhcpc') return client.tries >= wishes.tries;
  return calls.now - client.first > (what === 'tries' ? PANIC : REBOOT) * SECOND;
}

function giveUp(client: Client, calls: Calls): void {
  const { journal } = calls.stack.world;
  journal.begin(DHCP_CLIENT, 'dhcp.gives-up-request', { dev: client.run.dev, netns: calls.ns.name });
  dropLease(client, calls);
  restart(client, calls);
  journal.end();
}

/** Nobody offered anything. */
function panic(client: Client, calls: Calls): void {
  const { journal } = calls.stack.world;
  const { wishes, manner } = client.run;
  journal.begin(DHCP_CLIENT, 'dhcp.no-offers', { dev: client.run.dev, netns: calls.ns.name });
  say(client, calls, 'none');
  say(client, calls, wishes.once ? 'fails' : 'sleeps');
  setState(client, calls, 'INIT');
  if (wishes.once) calls.exit(manner === 'dhclient' ? 2 : 1);
  const retry = (RETRY + 1) / 2 + (manner === 'dhclient' ? draw(client, calls, RETRY) : 0);
  restart(client, calls, manner === 'dhclient' ? Math.floor(retry) * SECOND : wishes.laterNs);
  client.interval = 0;
  journal.end();
}

/** T1: ask the server; T2: ask anybody; the end: the address has to go. */
function renew(client: Client, calls: Calls, row: DhcpClientRow): void {
  const { journal } = calls.stack.world;
  const args = { dev: row.dev, netns: calls.ns.name, ip: row.ip ?? 0, server: row.server ?? 0 };
  if (calls.now >= row.expiresAt) {
    journal.begin(DHCP_CLIENT, 'dhcp.expired', args);
    forget(client, calls, 'EXPIRE');
    dropLease(client, calls);
    restart(client, calls);
    journal.end();
    return;
  }
  const rebinds = calls.now >= row.rebindAt;
  const begins = row.state === 'BOUND' || (rebinds && row.state === 'RENEWING');
  if (begins) journal.begin(DHCP_CLIENT, rebinds ? 'dhcp.t2' : 'dhcp.t1', args);
  if (row.state === 'BOUND') client.interval = 0;
  if (row.state === 'BOUND') client.first = calls.now;
  sendRequest(client, calls, rebinds ? 'REBINDING' : 'RENEWING');
  if (begins) journal.end();
}

/** Goes to sleep until something comes or is due. */
export function wait(client: Client, calls: Calls): Client {
  calls.wakeOn(client.run.raw);
  if (client.arp !== 0) calls.wakeOn(client.arp);
  if (client.next > 0) calls.wakeAt(client.next);
  return client;
}

/** One turn of a running client. */
export function turn(wakeup: Wakeup, before: Client, calls: Calls): Client {
  const client = { ...before };
  receive(client, calls);
  if (wakeup !== 'readable' && client.next > 0 && calls.now >= client.next) tick(client, calls);
  return wait(client, calls);
}
