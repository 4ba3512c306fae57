// udpsend: sends one datagram and waits a second for an answer. A client small enough to read at one glance; echod is its
// server.
//
//   udpsend [-n] HOST PORT TEXT…          -n: without a checksum (SO_NO_CHECK)
import { openUdp, sendUdp, takeMessage } from '../net/index.js';
import { formatIpv4, parseIpv4 } from '../wire/index.js';
import { program } from './process.js';

interface UdpsendState {
  readonly socket: number;
  readonly until: number;
}

const WAIT_NS = 1_000_000_000;
const ascii = (text: string): Uint8Array => Uint8Array.from(text, c => c.charCodeAt(0) & 0x7f);

export const udpsend = program<UdpsendState | undefined>({
  name: 'udpsend',

  start(argv, calls) {
    const noChecksum = argv[0] === '-n';
    const [host = '', portText = '', ...words] = noChecksum ? argv.slice(1) : argv;
    const ip = parseIpv4(host);
    const port = Number(portText);
    if (ip === undefined || !Number.isInteger(port) || port < 1 || port > 65535 || words.length === 0) {
      calls.complain('usage: udpsend [-n] HOST PORT TEXT    for example: udpsend 192.168.0.103 7 hello');
      calls.exit(2);
      return undefined;
    }
    const socket = openUdp(calls.stack, calls.ns, calls.pid, 0);
    if (socket === undefined) throw new Error('no free port');
    const error = sendUdp(calls.stack, calls.ns, socket, { ip, port }, ascii(words.join(' ')), { noChecksum });
    if (error !== undefined) {
      calls.complain(`udpsend: sendto: ${error === 'ENETUNREACH' ? 'Network is unreachable' : error}`);
      calls.exit(1);
      return undefined;
    }
    const until = calls.now + WAIT_NS;
    calls.wakeOn(socket.id);
    calls.wakeAt(until);
    return { socket: socket.id, until };
  },

  on(wakeup, state, calls) {
    if (state === undefined) return undefined;
    const message = takeMessage(calls.ns, state.socket);
    if (message !== undefined) {
      const frame = calls.stack.world.frames.view(message.frame);
      const text = String.fromCharCode(...frame.subarray(message.offset, message.offset + message.length));
      calls.print(`${formatIpv4(message.ip)}:${message.port} answered: ${text}`);
      calls.exit(0);
    } else if (wakeup === 'interrupt' || calls.now >= state.until) {
      calls.complain('udpsend: no answer within 1 s');
      calls.exit(1);
    } else {
      calls.wakeOn(state.socket);
      calls.wakeAt(state.until);
    }
    return state;
  },
});
