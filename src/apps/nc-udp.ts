// nc -u: datagrams instead of a connection. What is written goes as one datagram; who listens answers the first who speaks,
// and hears nobody else from then on, unless told to go on (-k).
import { connectUdp, errorOf, openUdp, sendUdp, takeMessage } from '../net/index.js';
import { formatIpv4 } from '../wire/index.js';
import { fail, type Options, print } from './nc-common.js';
import type { Calls } from './process.js';
import { bytesOf, strerror } from './tcp-common.js';

/** Errors that a connected socket is told of; others may pass (Linux icmp_err_convert[], fatal). */
const FATAL: readonly string[] = ['ECONNREFUSED', 'ENOPROTOOPT', 'EOPNOTSUPP'];

export interface UdpState {
  readonly udp: true;
  readonly options: Options;
  readonly socket: number;
  /** Whom it talks to; ip 0: whoever comes first. */
  readonly ip: number;
  readonly port: number;
  readonly deadline: number;
}

function send(state: UdpState, calls: Calls): string | undefined {
  const { options, ip, port } = state;
  const socket = calls.ns.sockets.get(state.socket);
  if (options.text === '' || socket === undefined) return undefined;
  const how = options.source > 0 ? { src: options.source } : undefined;
  return sendUdp(calls.stack, calls.ns, socket, { ip, port }, bytesOf(options.text), how);
}

const deadlineOf = (options: Options, calls: Calls): number => (options.waitNs > 0 ? calls.now + options.waitNs : 0);

function waitOn(state: UdpState, calls: Calls): UdpState {
  calls.wakeOn(state.socket);
  if (state.deadline > 0) calls.wakeAt(state.deadline);
  return state;
}

export function startUdp(options: Options, calls: Calls): UdpState | undefined {
  const { ip, port, listen } = options;
  const own = listen ? port : options.from;
  const socket = openUdp(calls.stack, calls.ns, calls.pid, own);
  if (socket === undefined) return fail(calls, `nc: ${strerror('EADDRINUSE')}`);
  const peer = listen ? { ip: 0, port: 0 } : { ip, port };
  const deadline = listen ? 0 : deadlineOf(options, calls);
  const state: UdpState = { udp: true, options, socket: socket.id, ...peer, deadline };
  if (listen) {
    if (options.verbose) calls.complain(`Bound on 0.0.0.0 ${port}`);
    return waitOn(state, calls);
  }
  const refused = connectUdp(calls.stack, calls.ns, socket.id, { ip, port });
  if (refused !== undefined)
    return fail(calls, `nc: connect to ${options.host} port ${port} (udp) failed: ${strerror(refused)}`);
  if (options.verbose) calls.complain(`Connection to ${options.host} ${port} port [udp/*] succeeded!`);
  const error = send(state, calls);
  if (error !== undefined) return fail(calls, `nc: write: ${strerror(error)}`);
  return waitOn(state, calls);
}

/** Takes what has come: datagrams are printed, an error ends it (a connected socket hears that nobody has the port). */
export function udpTalk(given: UdpState, calls: Calls): UdpState | undefined {
  let state = given;
  for (;;) {
    const message = takeMessage(calls.ns, state.socket);
    if (message === undefined) break;
    if (message.type !== 0) {
      const error = errorOf(message);
      if (FATAL.includes(error)) return fail(calls, `nc: read: ${strerror(error)}`);
      continue;
    }
    const { frame, offset, length, ip, port } = message;
    if (state.ip === 0 || state.options.keep) {
      if (state.options.verbose) calls.complain(`Connection received on ${formatIpv4(ip)} ${port}`);
      state = { ...state, ip, port };
      if (!state.options.keep) connectUdp(calls.stack, calls.ns, state.socket, { ip, port });
      print(calls, calls.stack.world.frames.view(frame).subarray(offset, offset + length));
      const error = send(state, calls);
      if (error !== undefined) return fail(calls, `nc: write: ${strerror(error)}`);
    } else print(calls, calls.stack.world.frames.view(frame).subarray(offset, offset + length));
    state = { ...state, deadline: deadlineOf(state.options, calls) };
  }
  if (state.deadline > 0 && calls.now >= state.deadline) {
    calls.exit(0);
    return state;
  }
  return waitOn(state, calls);
}
