// ICMP: answering echo requests, handing replies and errors to the sockets they belong to (RFC 792; Linux icmp.c, ping.c).
import { stageKind } from '../journal/index.js';
import { icmp, ipv4 } from '../wire/index.js';
import { findRoute, resultOf } from './fib.js';
import { acceptRedirect } from './icmp-redirect.js';
import { updatePmtu } from './ip-exception.js';
import { echoedOptions } from './ip-options.js';
import { HEADROOM, ipSend, routeOutput } from './ip-output.js';
import { type IpPacket, ipProtocol } from './ip-rcv.js';
import { enqueueMessage, packetMemory } from './socket.js';
import type { Stack } from './stack.js';

export const ICMP_RCV = stageKind('icmp_rcv', 'RFC 792, RFC 1122 §3.2.2, Linux icmp_rcv()', 'decision', [
  'icmp.echo-request',
  'icmp.timestamp',
  'icmp.echo-reply',
  'icmp.error',
  'icmp.truncated',
  'icmp.bad-checksum',
  'icmp.broadcast-ignored',
  'icmp.echo-ignored',
  'icmp.unknown-type',
  'icmp.nobody',
  'icmp.fragment-time-ignored',
  'icmp.bad-code',
]);
export const ICMP_REPLY = stageKind(
  'icmp_reply',
  'RFC 792 "Echo or Echo Reply Message", Linux icmp_echo()',
  'decision',
  ['icmp.reply', 'icmp.timestamp-reply'],
);

const ECHO_REPLY = 0;
const ECHO = 8;
const TIMESTAMP = 13;
const TIMESTAMP_REPLY = 14;
/** Identifier, number and three times behind the first four bytes. */
const TIMESTAMP_LENGTH = 20;
const DAY_MS = 86_400_000;
const ERRORS = [3, 4, 5, 11, 12];

ipProtocol(1, icmpReceive);

function icmpReceive(stack: Stack, packet: IpPacket): void {
  const { journal } = stack.world;
  const { skb, off, src } = packet;
  const { buf, frame, ns } = skb;
  const args = { frame, dev: skb.dev, ip: src, netns: ns.name };
  const problem = check(packet);
  if (problem !== undefined) {
    journal.note(ICMP_RCV, problem, args, 'drop');
    return;
  }
  const type = icmp.get.type(buf, off);
  if (type === ECHO) {
    journal.begin(ICMP_RCV, 'icmp.echo-request', args);
    answer(stack, packet, ECHO_REPLY, packet.end - off);
    journal.end();
  } else if (type === TIMESTAMP) {
    journal.begin(ICMP_RCV, 'icmp.timestamp', args);
    answer(stack, packet, TIMESTAMP_REPLY, TIMESTAMP_LENGTH);
    journal.end();
  } else if (type === ECHO_REPLY) {
    const ident = (buf[off + 4]! << 8) | buf[off + 5]!;
    journal.begin(ICMP_RCV, 'icmp.echo-reply', { frame, dev: skb.dev, ip: src, netns: ns.name, ident });
    toPingSocket(stack, packet, ident, 0, 0);
    journal.end();
  } else icmpError(stack, packet, type);
}

type Problem =
  | 'icmp.truncated'
  | 'icmp.bad-checksum'
  | 'icmp.broadcast-ignored'
  | 'icmp.echo-ignored'
  | 'icmp.unknown-type';

/** Why a message goes no further, if so. */
function check({ skb, off, end, broadcast }: IpPacket): Problem | undefined {
  const { buf, ns } = skb;
  if (end - off < 8) return 'icmp.truncated';
  // All its three times are to be there (RFC 792 "Timestamp").
  if (buf[off] === TIMESTAMP && end - off < TIMESTAMP_LENGTH) return 'icmp.truncated';
  if (!icmp.checksumOk(buf, off, end)) return 'icmp.bad-checksum';
  const type = icmp.get.type(buf, off);
  if (type === ECHO) {
    if (ns.sysctl('net.ipv4.icmp_echo_ignore_all') !== 0) return 'icmp.echo-ignored';
    if (broadcast && ns.sysctl('net.ipv4.icmp_echo_ignore_broadcasts') !== 0) return 'icmp.broadcast-ignored';
  } else if (type === TIMESTAMP) {
    if (broadcast && ns.sysctl('net.ipv4.icmp_echo_ignore_broadcasts') !== 0) return 'icmp.broadcast-ignored';
  } else if (type !== ECHO_REPLY && !ERRORS.includes(type)) return 'icmp.unknown-type';
  return undefined;
}

/** Turns a request round: same identifier and number; an echo's data, or a timestamp's times. */
function answer(stack: Stack, packet: IpPacket, type: number, length: number): void {
  const { journal, frames } = stack.world;
  const { skb, off, src, dst } = packet;
  const reason = type === ECHO_REPLY ? 'icmp.reply' : 'icmp.timestamp-reply';
  journal.begin(ICMP_REPLY, reason, { frame: skb.frame, ip: src, netns: skb.ns.name });
  const from = packet.broadcast ? undefined : dst;
  const options = (skb.buf[skb.off] as number) > 0x45 ? echoedOptions(skb) : undefined;
  const datagram = { dst: src, src: from, proto: 1, tos: ipv4.get.dsfield(skb.buf, skb.off), options };
  const prepared = routeOutput(stack, skb.ns, datagram);
  if (typeof prepared !== 'string') {
    const frame = frames.create(length, HEADROOM, 'data', skb.frame, 'answer');
    const buf = frames.buffer(frame);
    const at = frames.offset(frame);
    if (type === ECHO_REPLY) buf.set(skb.buf.subarray(off + 8, off + length), at + 8);
    const ident = (skb.buf[off + 4]! << 8) | skb.buf[off + 5]!;
    const seq = (skb.buf[off + 6]! << 8) | skb.buf[off + 7]!;
    if (type === ECHO_REPLY) icmp.encode({ type, code: 0, ident, seq }, buf, at, at + length);
    else {
      // Milliseconds since midnight (RFC 792), at which the virtual clock begins; Linux writes one time into both fields.
      const time = Math.floor(stack.world.now / 1_000_000) % DAY_MS;
      const originate = word32(skb.buf, off + 8);
      icmp.encode({ type, code: 0, ident, seq, originate, receive: time, transmit: time }, buf, at, at + length);
    }
    ipSend(stack, skb.ns, frame, datagram, prepared);
  }
  journal.end();
}

const word32 = (buf: Uint8Array, at: number): number =>
  (buf[at]! * 0x1000000 + (buf[at + 1]! << 16) + (buf[at + 2]! << 8) + buf[at + 3]!) >>> 0;

const UNREACHABLE = 3;
const FRAG_NEEDED = 4;
const REDIRECT = 5;
const TIME_EXCEEDED = 11;
/** Linux NR_ICMP_UNREACH */
const MOST_UNREACHABLE = 15;

/** An ICMP error that came for one of our packets, with what it quotes of that. */
export interface ErrorAbout {
  readonly packet: IpPacket;
  readonly type: number;
  readonly code: number;
  /** The word behind the checksum: an MTU in its last 16 bits, a router's address. */
  readonly info: number;
  /** Addresses in the quoted header: our own, and whom we sent to. */
  readonly src: number;
  readonly dst: number;
  /** Where the quoted packet's payload begins: eight bytes of it are there at least. */
  readonly inner: number;
}

type ErrorHandler = (stack: Stack, about: ErrorAbout) => boolean;
const errorHandlers = new Map<number, ErrorHandler>();
/**
 * Registers who hears of errors about packets of a protocol (Linux struct net_protocol err_handler). It says whether
 * somebody here sent such a packet: only then a path MTU or a redirect is believed.
 */
export function ipErrorHandler(protocol: number, handler: ErrorHandler): void {
  errorHandlers.set(protocol, handler);
}

ipErrorHandler(1, (stack, { packet, type, code, inner }) => {
  const { buf, ns } = packet.skb;
  // What the kernel itself answered has no socket (Linux icmp_err()).
  if (buf[inner] === ECHO_REPLY) return true;
  if (buf[inner] !== ECHO) return false;
  const ident = (buf[inner + 4]! << 8) | buf[inner + 5]!;
  const known = ns.socketsOf('ping').some(s => s.localPort === ident);
  toPingSocket(stack, packet, ident, type, code);
  return known;
});

/** An error quotes the packet it is about: the quoted header names the protocol (Linux icmp_unreach(), icmp_redirect()). */
function icmpError(stack: Stack, packet: IpPacket, type: number): void {
  const { journal } = stack.world;
  const { skb, off, end, src } = packet;
  const { buf, frame, ns } = skb;
  const code = buf[off + 1]!;
  const quote = off + 8;
  const args = { frame, dev: skb.dev, ip: src, netns: ns.name };
  const header = end - quote < ipv4.minSize ? 0 : (buf[quote]! & 15) * 4;
  if (header < ipv4.minSize || quote + header + 8 > end) {
    journal.note(ICMP_RCV, 'icmp.truncated', args, 'drop');
    return;
  }
  if (type === TIME_EXCEEDED && code === 1) {
    journal.note(ICMP_RCV, 'icmp.fragment-time-ignored', args, 'drop');
    return;
  }
  if ((type === UNREACHABLE && code > MOST_UNREACHABLE) || (type === REDIRECT && (code & 7) > 3)) {
    journal.note(ICMP_RCV, 'icmp.bad-code', { ...args, type, code }, 'drop');
    return;
  }
  journal.begin(ICMP_RCV, 'icmp.error', { ...args, type, code });
  const info = word32(buf, off + 4);
  const quoted = { src: ipv4.get.src(buf, quote), dst: ipv4.get.dst(buf, quote), inner: quote + header };
  const about: ErrorAbout = { packet, type, code, info, ...quoted };
  const handler = errorHandlers.get(ipv4.get.proto(buf, quote));
  if (handler === undefined) journal.note(ICMP_RCV, 'icmp.nobody', { ...args, ident: 0 }, 'drop');
  else if (handler(stack, about)) learn(stack, about);
  journal.end();
}

/** What an error tells about the way: a path MTU, a better router. */
function learn(stack: Stack, { packet, type, code, info, dst }: ErrorAbout): void {
  const { skb, src } = packet;
  const { ns } = skb;
  if (type === UNREACHABLE && code === FRAG_NEEDED && ns.sysctl('net.ipv4.ip_no_pmtu_disc') < 2) {
    const route = findRoute(stack, ns, dst);
    if (route !== undefined) updatePmtu(stack, ns, resultOf(stack, route, dst), dst, info & 0xffff);
  } else if (type === REDIRECT) {
    acceptRedirect(stack, ns, { frame: skb.frame, dev: skb.dev, from: src, dst }, info);
  }
}

function toPingSocket(stack: Stack, packet: IpPacket, ident: number, type: number, code: number): void {
  const { skb, off, end, src } = packet;
  const socket = skb.ns.socketsOf('ping').find(s => s.localPort === ident);
  if (socket === undefined) {
    const args = { frame: skb.frame, dev: skb.dev, ip: src, netns: skb.ns.name, ident };
    stack.world.journal.note(ICMP_RCV, 'icmp.nobody', args, 'drop');
    return;
  }
  const base = stack.world.frames.offset(skb.frame);
  enqueueMessage(stack, skb.ns, socket, {
    frame: skb.frame,
    offset: off - base,
    length: end - off,
    ip: src,
    port: skb.buf[skb.off + 8]!,
    at: stack.world.now,
    memory: packetMemory(end - off + 20),
    type,
    code,
  });
}
