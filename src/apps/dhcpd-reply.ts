// What a DHCP server says: its options in dnsmasq's order (do_options()), and whom it goes to (RFC 2131 §4.1).
import { neighUpdate, type SocketRow, sendUdp } from '../net/index.js';
import { formatIpv4, formatMac } from '../wire/index.js';
import {
  ascii,
  byte,
  CLIENT_PORT,
  encode,
  long,
  lostOf,
  type Message,
  nameOf,
  OPTION,
  SERVER_PORT,
  USUAL_SIZE,
} from './dhcp-message.js';
import { DHCP_SEND } from './dhcp-tables.js';
import type { Server } from './dhcpd.js';
import type { Context } from './dhcpd-pool.js';
import type { Calls } from './process.js';

/** A request as the server works on it. */
export interface Asked {
  readonly message: Message;
  readonly dev: number;
  readonly socket: number;
  readonly frame: number;
  /** Where the request came from, and whether it was sent to everybody. */
  readonly from: number;
  readonly unicast: boolean;
}

export interface Answer {
  readonly type: 2 | 5 | 6;
  readonly ip: number;
  /** Seconds; Infinity: without an end, and then nothing is said of times. */
  readonly lease: number;
  readonly host: string;
  /** Why not, in a NAK. */
  readonly text?: string;
  /** How much sooner than usual the client should come back, seconds. */
  readonly fuzz?: number;
}

const KEY = { 2: 'dhcp.send-offer', 5: 'dhcp.send-ack', 6: 'dhcp.send-nak' } as const;
/** DSCP CS6, as dnsmasq marks what it sends. */
const TOS = 0xc0;
/** What fits into one packet of an Ethernet. */
const LARGEST = 1500 - 28;
/** Option 58 and 59 stay out of the list: what they say stands with the lease time. */
const OWN_PLACE: readonly number[] = [OPTION.t1, OPTION.t2];

/** RFC 2131 §4.4.5 and dnsmasq do_options(): half and seven eighths of the lease, or as configured where that makes sense. */
function timesOf(server: Server, lease: number, fuzz: number): [t1: number, t2: number] {
  const set = (code: number, usual: number) => {
    const data = server.config.options.find(option => option.code === code)?.data ?? [];
    const value = data.reduce((sum, b) => sum * 256 + b, 0);
    return value > 2 && value < lease ? value : usual;
  };
  const t2 = set(OPTION.t2, Math.floor((lease * 7) / 8));
  const t1 = Math.min(set(OPTION.t1, Math.floor(lease / 2)), t2 - 1);
  let less = fuzz;
  while (less > t1 / 8) less = Math.floor(less / 2);
  return [t1 - less, t2 - less];
}

function optionsOf(server: Server, { message }: Asked, context: Context, answer: Answer): Map<number, Uint8Array> {
  const { config } = server;
  const wanted = message.options.get(OPTION.wanted);
  const wants = (code: number) => wanted === undefined || wanted.includes(code);
  const configured = (code: number) => config.options.some(option => option.code === code);
  const out = new Map<number, Uint8Array>([
    [OPTION.type, byte(answer.type)],
    [OPTION.serverId, long(context.local)],
  ]);
  if (Number.isFinite(answer.lease)) {
    const [t1, t2] = timesOf(server, answer.lease, answer.fuzz ?? 0);
    out.set(OPTION.leaseTime, long(answer.lease)).set(OPTION.t1, long(t1)).set(OPTION.t2, long(t2));
  } else if (answer.lease === Number.POSITIVE_INFINITY && answer.ip !== 0) out.set(OPTION.leaseTime, long(0xffffffff));
  const own = (code: number, data: Uint8Array) => {
    if (wants(code) && !configured(code)) out.set(code, data);
  };
  own(OPTION.mask, long(context.mask));
  own(OPTION.broadcast, long((context.range.first | ~context.mask) >>> 0));
  if (context.router !== 0) own(OPTION.router, long(context.router));
  if (config.domain !== '') own(OPTION.domain, ascii(config.domain));
  if (answer.host !== '' && answer.type === 5) own(OPTION.hostName, ascii(answer.host));
  for (const { code, data, force } of config.options) {
    if (OWN_PLACE.includes(code) || data.length === 0 || out.has(code)) continue;
    if (force || wants(code)) out.set(code, Uint8Array.from(data));
  }
  return out;
}

/** RFC 2131 §4.1: to the relay, to the client's address, or to a client that has none: by its MAC address or to everybody. */
function destination(calls: Calls, { message, dev }: Asked, answer: Answer): { ip: number; port: number } {
  if (message.giaddr !== 0) return { ip: message.giaddr, port: SERVER_PORT };
  if (answer.type === 6) return { ip: 0xffffffff, port: CLIENT_PORT };
  if (message.ciaddr !== 0) return { ip: message.ciaddr, port: CLIENT_PORT };
  if (message.broadcast) return { ip: 0xffffffff, port: CLIENT_PORT };
  // Nobody could answer an ARP request for an address that is not yet anybody's: dnsmasq writes the entry itself (SIOCSARP).
  const { stack, ns } = calls;
  neighUpdate(stack, ns, stack.dev(dev), answer.ip, message.chaddr, 'STALE', { override: true, admin: true });
  return { ip: answer.ip, port: CLIENT_PORT };
}

/** Sends an answer: OFFER, ACK or NAK. */
export function reply(server: Server, calls: Calls, asked: Asked, context: Context, answer: Answer): void {
  const { stack, ns } = calls;
  const { message, dev } = asked;
  const { journal } = stack.world;
  const nak = answer.type === 6;
  const args = { dev, netns: ns.name, ip: answer.ip, mac: message.chaddr, frame: asked.frame };
  const more = nak
    ? { message: answer.text ?? '' }
    : { lease: Math.min((answer.lease || 0) * 1e9, Number.MAX_SAFE_INTEGER) };
  journal.begin(DHCP_SEND, KEY[answer.type], { ...args, ...more });
  const device = stack.dev(dev).name;
  const what = `${nameOf(answer.type)}(${device}) ${formatIpv4(answer.ip)} ${formatMac(message.chaddr)}`;
  calls.print(`dnsmasq-dhcp: ${what} ${answer.text ?? answer.host}`.trimEnd());
  const options = nak ? nakOptions(context, answer) : optionsOf(server, asked, context, answer);
  const agent = message.options.get(OPTION.agent);
  // RFC 3046 §2.2: what the relay added comes back to it, last of all.
  if (agent !== undefined) options.set(OPTION.agent, agent);
  const { ip, port } = destination(calls, asked, answer);
  const size = message.options.get(OPTION.maxSize);
  const room = size?.length === 2 ? Math.max(USUAL_SIZE, ((size[0]! << 8) | size[1]!) - 28) : USUAL_SIZE;
  const sent: Message = {
    ...message,
    op: 2,
    hops: 0,
    broadcast: nak || message.broadcast,
    ciaddr: nak ? 0 : message.ciaddr,
    yiaddr: nak ? 0 : answer.ip,
    siaddr: nak ? 0 : context.local,
    options,
  };
  const space = Math.min(room, LARGEST);
  for (const code of lostOf(sent, space)) {
    calls.complain(`dnsmasq-dhcp: cannot send DHCP/BOOTP option ${code}: no space left in packet`);
  }
  const bytes = encode(sent, space);
  const socket = ns.sockets.get(asked.socket) as SocketRow;
  const error = sendUdp(stack, ns, socket, { ip, port }, bytes, { tos: TOS, df: false });
  if (error !== undefined) calls.complain(`dnsmasq-dhcp: Error sending DHCP packet to ${formatIpv4(ip)}: ${error}`);
  journal.end();
}

const nakOptions = ({ local }: Context, { text = '' }: Answer): Map<number, Uint8Array> =>
  new Map([
    [OPTION.type, byte(6)],
    [OPTION.serverId, long(local)],
    [OPTION.message, ascii(text)],
  ]);
