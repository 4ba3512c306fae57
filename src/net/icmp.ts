// ICMP: answering echo requests, handing replies and errors to the sockets they belong to (RFC 792; Linux icmp.c, ping.c).
import { stageKind } from '../journal/index.js';
import { icmp, ipv4 } from '../wire/index.js';
import { HEADROOM, ipSend, routeOutput } from './ip-output.js';
import { type IpPacket, ipProtocol } from './ip-rcv.js';
import { enqueueMessage } from './socket.js';
import type { Stack } from './stack.js';

export const ICMP_RCV = stageKind('icmp_rcv', 'RFC 792, RFC 1122 §3.2.2, Linux icmp_rcv()', 'decision', [
  'icmp.echo-request',
  'icmp.echo-reply',
  'icmp.error',
  'icmp.truncated',
  'icmp.bad-checksum',
  'icmp.broadcast-ignored',
  'icmp.echo-ignored',
  'icmp.unknown-type',
  'icmp.nobody',
]);
export const ICMP_REPLY = stageKind(
  'icmp_reply',
  'RFC 792 "Echo or Echo Reply Message", Linux icmp_echo()',
  'decision',
  ['icmp.reply'],
);

const ECHO_REPLY = 0;
const ECHO = 8;
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
    echoReply(stack, packet);
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
  if (!icmp.checksumOk(buf, off, end)) return 'icmp.bad-checksum';
  const type = icmp.get.type(buf, off);
  if (type === ECHO) {
    if (ns.sysctl('net.ipv4.icmp_echo_ignore_all') !== 0) return 'icmp.echo-ignored';
    if (broadcast && ns.sysctl('net.ipv4.icmp_echo_ignore_broadcasts') !== 0) return 'icmp.broadcast-ignored';
  } else if (type !== ECHO_REPLY && !ERRORS.includes(type)) return 'icmp.unknown-type';
  return undefined;
}

/** Turns a request round: same identifier, number and data. */
function echoReply(stack: Stack, packet: IpPacket): void {
  const { journal, frames } = stack.world;
  const { skb, off, end, src, dst } = packet;
  const length = end - off;
  journal.begin(ICMP_REPLY, 'icmp.reply', { frame: skb.frame, ip: src, netns: skb.ns.name });
  const from = packet.broadcast ? undefined : dst;
  const datagram = { dst: src, src: from, proto: 1, tos: ipv4.get.dsfield(skb.buf, skb.off) };
  const prepared = routeOutput(stack, skb.ns, datagram);
  if (typeof prepared !== 'string') {
    const frame = frames.create(length, HEADROOM, 'data', skb.frame, 'answer');
    const buf = frames.buffer(frame);
    const at = frames.offset(frame);
    buf.set(skb.buf.subarray(off + 8, end), at + 8);
    const ident = (skb.buf[off + 4]! << 8) | skb.buf[off + 5]!;
    const seq = (skb.buf[off + 6]! << 8) | skb.buf[off + 7]!;
    icmp.encode({ type: ECHO_REPLY, code: 0, ident, seq }, buf, at, at + length);
    ipSend(stack, skb.ns, frame, datagram, prepared);
  }
  journal.end();
}

type ErrorHandler = (stack: Stack, packet: IpPacket, type: number, code: number, quote: number) => void;
const errorHandlers = new Map<number, ErrorHandler>();
/** Registers who hears of ICMP errors about packets of an IP protocol; `quote` is where the quoted IP header begins. */
export function icmpErrors(proto: number, handle: ErrorHandler): void {
  errorHandlers.set(proto, handle);
}

/** An error quotes the packet it is about: the quoted identifier names the socket. */
function icmpError(stack: Stack, packet: IpPacket, type: number): void {
  const { journal } = stack.world;
  const { skb, off, end, src } = packet;
  const { buf, frame, ns } = skb;
  const code = buf[off + 1]!;
  const quote = off + 8;
  const header = (buf[quote]! & 15) * 4;
  const args = { frame, dev: skb.dev, ip: src, netns: ns.name };
  if (end - quote < ipv4.minSize || quote + header + 8 > end) {
    journal.note(ICMP_RCV, 'icmp.truncated', args, 'drop');
    return;
  }
  journal.begin(ICMP_RCV, 'icmp.error', { ...args, type, code });
  const inner = quote + header;
  if (ipv4.get.proto(buf, quote) === 1 && buf[inner] === ECHO) {
    toPingSocket(stack, packet, (buf[inner + 4]! << 8) | buf[inner + 5]!, type, code);
  } else {
    const handle = errorHandlers.get(ipv4.get.proto(buf, quote));
    if (handle !== undefined) handle(stack, packet, type, code, quote);
    else journal.note(ICMP_RCV, 'icmp.nobody', { ...args, ident: 0 }, 'drop');
  }
  journal.end();
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
    type,
    code,
  });
}
