// The socket ping uses: sends echo requests under an identifier of its own and gets back replies and errors
// (Linux net/ipv4/ping.c).
import { stageKind } from '../journal/index.js';
import { icmp } from '../wire/index.js';
import { HEADROOM, ipSend, routeOutput, type SendError } from './ip-output.js';
import { openSocket } from './socket.js';
import type { Netns, Stack } from './stack.js';
import type { SocketRow } from './tables.js';

export const PING_SEND = stageKind('ping_v4_sendmsg', 'RFC 792, Linux ping_v4_sendmsg()', 'decision', [
  'ping.send',
  'ping.no-route',
]);

/** Opens a ping socket; its identifier is drawn from the seed, as Linux draws a free one. */
export function openPing(stack: Stack, ns: Netns, pid: number): SocketRow {
  let ident = 0;
  do ident = 1 + stack.world.random.below(`ping-ident/${ns.name}`, 0xffff);
  while (ns.socketsOf('ping').some(s => s.localPort === ident));
  return openSocket(stack, ns, { kind: 'ping', pid, localPort: ident });
}

export interface EchoRequest {
  readonly dst: number;
  readonly seq: number;
  /** Data after the ICMP header. */
  readonly data: Uint8Array;
  readonly ttl?: number;
  readonly tos?: number;
  readonly src?: number;
  readonly broadcastAllowed?: boolean;
  /** Don't fragment: set unless said otherwise, as iputils asks for path MTU discovery. */
  readonly df?: boolean;
  /** No fragments on any way (IP_PMTUDISC_DO). */
  readonly noFragments?: boolean;
  /** Options of the IP header. */
  readonly options?: Uint8Array | undefined;
}

/** Sends one echo request; the error, if it could not leave. */
export function sendEcho(stack: Stack, ns: Netns, socket: SocketRow, request: EchoRequest): SendError | undefined {
  const { journal, frames } = stack.world;
  const { seq, data, ...rest } = request;
  journal.begin(PING_SEND, 'ping.send', { ip: request.dst, seq, ident: socket.localPort, netns: ns.name });
  const datagram = { df: true, ...rest, proto: 1 };
  const prepared = routeOutput(stack, ns, datagram);
  if (typeof prepared === 'string') {
    journal.note(PING_SEND, 'ping.no-route', { ip: request.dst, netns: ns.name, error: prepared }, 'drop');
    journal.end('drop');
    return prepared;
  }
  const length = 8 + data.length;
  const frame = frames.create(length, HEADROOM, 'data');
  const buf = frames.buffer(frame);
  const off = frames.offset(frame);
  buf.set(data, off + 8);
  icmp.encode({ type: 8, code: 0, ident: socket.localPort, seq }, buf, off, off + length);
  const error = ipSend(stack, ns, frame, datagram, prepared);
  journal.end(error === undefined ? 'pass' : 'drop');
  return error;
}
