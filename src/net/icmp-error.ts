// ICMP errors that a host makes for itself: a packet that could not be delivered on the link comes back to its sender's
// socket (Linux ipv4_link_failure, icmp_send). Errors about other people's packets join when packets are forwarded.
import { stageKind } from '../journal/index.js';
import { icmp, ipv4 } from '../wire/index.js';
import { isLocal } from './fib.js';
import { HEADROOM, ipSend, routeOutput } from './ip-output.js';
import type { Netns, Stack } from './stack.js';

export const ICMP_SEND = stageKind('icmp_send', 'RFC 792, RFC 1122 §3.2.2.1, Linux __icmp_send()', 'decision', [
  'icmp.host-unreachable',
  'icmp.port-unreachable',
  'icmp.not-about',
]);

const UNREACHABLE = 3;
const HOST = 1;
const PORT = 3;
/** RFC 1812 §4.3.2.3 and Linux: an error is at most 576 octets long. */
const LONGEST = 576;

/** A packet could not be delivered because nobody answered for its next hop. */
export function linkFailure(stack: Stack, ns: Netns, packet: number): void {
  sendError(stack, ns, packet, UNREACHABLE, HOST);
}

/** A datagram came for a port that nobody listens on (Linux __udp4_lib_rcv, RFC 1122 §4.1.3.1). */
export function portUnreachable(stack: Stack, ns: Netns, packet: number): void {
  sendError(stack, ns, packet, UNREACHABLE, PORT);
}

/** Sends an ICMP error about a packet to its source (which may be ourselves). */
function sendError(stack: Stack, ns: Netns, about: number, type: number, code: number): void {
  const { journal, frames } = stack.world;
  const bytes = frames.view(about);
  const src = ipv4.get.src(bytes, 0);
  const dst = ipv4.get.dst(bytes, 0);
  const header = (bytes[0]! & 15) * 4;
  const args = { frame: about, ip: dst, src, type, code };
  // RFC 1122 §3.2.2: never about an ICMP error. Types of errors are 3, 4, 5, 11, 12.
  if (ipv4.get.proto(bytes, 0) === 1 && [3, 4, 5, 11, 12].includes(bytes[header] ?? 0)) {
    journal.note(ICMP_SEND, 'icmp.not-about', args, 'drop');
    return;
  }
  journal.begin(ICMP_SEND, code === PORT ? 'icmp.port-unreachable' : 'icmp.host-unreachable', args);
  const quote = bytes.subarray(0, Math.min(bytes.length, LONGEST - ipv4.minSize - 8));
  const length = 8 + quote.length;
  const frame = frames.create(length, HEADROOM, 'data');
  const buf = frames.buffer(frame);
  const off = frames.offset(frame);
  buf.set(quote, off + 8);
  icmp.encode({ type, code }, buf, off, off + length);
  const datagram = { dst: src, proto: 1, tos: 0xc0, ...(isLocal(ns, src) ? { src } : {}) };
  const prepared = routeOutput(stack, ns, datagram);
  if (typeof prepared !== 'string') ipSend(stack, ns, frame, datagram, prepared);
  journal.end();
}
