// nc -u: one datagram there, and what comes back; or the first one that comes, and an answer. Both ends are connected sockets,
// as in OpenBSD's netcat: they hear their peer alone, and are told that its port is closed.
import { closeSocket, connectUdp, openUdp, type SocketRow, sendUdp, takeMessage } from '../net/index.js';
import { formatIpv4 } from '../wire/index.js';
import { fail, type NcState, type Options, print } from './nc-state.js';
import type { Calls } from './process.js';
import { bytesOf, strerror } from './tcp-common.js';

const UNREACHABLE = 3;
/** Those of the codes of type 3 that a connected socket is told of (Linux icmp_err_convert[], fatal). */
const FATAL: Readonly<Record<number, string>> = { 2: 'ENOPROTOOPT', 3: 'ECONNREFUSED' };

export function startUdp(options: Options, calls: Calls): NcState | undefined {
  const { stack, ns } = calls;
  const made = openUdp(stack, ns, calls.pid, options.from);
  if (made === undefined) return fail(calls, `nc: bind failed: ${strerror('EADDRINUSE')}`);
  const error = connectUdp(stack, ns, made.id, { ip: options.ip, port: options.port });
  if (error !== undefined)
    return fail(
      calls,
      `nc: connect to ${formatIpv4(options.ip)} port ${options.port} (udp) failed: ${strerror(error)}`,
    );
  const state: NcState = { options, phase: 'connected', listener: 0, socket: made.id, left: 0, deadline: 0 };
  return talkUdp(say(state, calls), calls);
}

export function bindUdp(options: Options, calls: Calls): NcState | undefined {
  const made = openUdp(calls.stack, calls.ns, calls.pid, options.port);
  if (made === undefined) return fail(calls, `nc: ${strerror('EADDRINUSE')}`);
  if (options.verbose) calls.complain(`Bound on 0.0.0.0 ${options.port}`);
  calls.wakeOn(made.id);
  return { options, phase: 'listening', listener: made.id, socket: made.id, left: 0, deadline: 0 };
}

/** Sends the text, if there is one, as one datagram. */
function say(state: NcState, calls: Calls): NcState {
  const { options } = state;
  const socket = calls.ns.sockets.get(state.socket) as SocketRow;
  if (options.text !== '') {
    const to = { ip: socket.remoteIp, port: socket.remotePort };
    const error = sendUdp(calls.stack, calls.ns, socket, to, bytesOf(options.text));
    if (error !== undefined) calls.complain(`nc: write: ${strerror(error)}`);
  }
  const deadline = options.waitNs > 0 ? calls.now + options.waitNs : 0;
  return { ...state, phase: 'connected', deadline };
}

/** Reads what is there. Whoever comes first is the only one who is heard from then on, unless -k was given. */
export function talkUdp(given: NcState, calls: Calls): NcState {
  let state = given;
  const { options, socket } = state;
  if (state.deadline > 0 && calls.now >= state.deadline) {
    calls.exit(0);
    return state;
  }
  for (let m = takeMessage(calls.ns, socket); m !== undefined; m = takeMessage(calls.ns, socket)) {
    if (m.type !== 0) {
      const error = m.type === UNREACHABLE ? FATAL[m.code] : undefined;
      if (error === undefined) continue;
      calls.complain(`nc: read: ${strerror(error)}`);
      closeSocket(calls.stack, calls.ns, socket);
      calls.exit(1);
      return state;
    }
    if (state.phase === 'listening' && !options.keep) {
      if (options.verbose) calls.complain(`Connection received on ${formatIpv4(m.ip)} ${m.port}`);
      connectUdp(calls.stack, calls.ns, socket, { ip: m.ip, port: m.port });
      state = say(state, calls);
    }
    print(calls, calls.stack.world.frames.view(m.frame).slice(m.offset, m.offset + m.length));
  }
  calls.wakeOn(socket);
  if (state.deadline > 0) calls.wakeAt(state.deadline);
  return state;
}
