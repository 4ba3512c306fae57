// echod: a UDP echo server (RFC 862) that takes its time. The model for a server with two states: it waits for a request,
// then it is busy with it until a timer fires, and what arrives meanwhile waits in the socket's queue. Read process.ts first.
//
//   echod [PORT [BUSY]]     port 7 unless told, busy for no time unless told (`echod 7 250ms`)
import { openUdp, type SocketRow, sendUdp, takeMessage } from '../net/index.js';
import { formatIpv4 } from '../wire/index.js';
import { type Calls, program } from './process.js';

interface Request {
  readonly ip: number;
  readonly port: number;
  readonly data: readonly number[];
}

type EchodState =
  | { readonly state: 'waiting'; readonly socket: number; readonly busyNs: number }
  | {
      readonly state: 'busy';
      readonly socket: number;
      readonly busyNs: number;
      readonly request: Request;
      readonly until: number;
    };

const UNITS: Readonly<Record<string, number>> = { us: 1e3, ms: 1e6, s: 1e9 };

function parseBusy(text: string): number | undefined {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)(us|ms|s)$/.exec(text) ?? [];
  return digits === undefined ? undefined : Math.round(Number(digits) * (UNITS[unit as string] as number));
}

/** Takes the next request, if there is one, and gets busy with it; else waits. */
function takeNext(from: EchodState, calls: Calls): EchodState {
  const { socket, busyNs } = from;
  const message = takeMessage(calls.ns, socket);
  if (message === undefined) {
    calls.wakeOn(socket);
    return { state: 'waiting', socket, busyNs };
  }
  const frame = calls.stack.world.frames.view(message.frame);
  const data = Array.from(frame.subarray(message.offset, message.offset + message.length));
  const until = calls.now + busyNs;
  calls.print(`${data.length} bytes from ${formatIpv4(message.ip)}:${message.port}`);
  calls.wakeAt(until);
  return { state: 'busy', socket, busyNs, request: { ip: message.ip, port: message.port, data }, until };
}

export const echod = program<EchodState | undefined>({
  name: 'echod',

  start(argv, calls) {
    const port = argv[0] === undefined ? 7 : Number(argv[0]);
    const busyNs = argv[1] === undefined ? 0 : parseBusy(argv[1]);
    if (!Number.isInteger(port) || port < 1 || port > 65535 || busyNs === undefined || argv.length > 2) {
      calls.complain('usage: echod [PORT [BUSY]]    for example: echod 7 250ms');
      calls.exit(2);
      return undefined;
    }
    const socket = openUdp(calls.stack, calls.ns, calls.pid, port);
    if (socket === undefined) {
      calls.complain(`echod: bind: Address already in use (port ${port})`);
      calls.exit(1);
      return undefined;
    }
    calls.print(`echod: listening on port ${port}`);
    calls.wakeOn(socket.id);
    return { state: 'waiting', socket: socket.id, busyNs };
  },

  on(wakeup, state, calls) {
    if (state === undefined) return undefined;
    if (wakeup === 'interrupt') {
      calls.exit(130);
      return state;
    }
    if (state.state === 'waiting') return takeNext(state, calls);
    if (calls.now < state.until) {
      calls.wakeAt(state.until);
      return state;
    }
    const socket = calls.ns.sockets.get(state.socket) as SocketRow;
    const error = sendUdp(calls.stack, calls.ns, socket, state.request, Uint8Array.from(state.request.data));
    if (error !== undefined) calls.complain(`echod: sendto: ${error}`);
    return takeNext(state, calls);
  },
});
