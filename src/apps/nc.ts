// nc, in the manner of OpenBSD's netcat: connects, or waits for one connection, and writes what comes. There is no standard
// input to type on: words behind the port stand for it.
//
//   nc [-uvN] [-p PORT] [-s ADDRESS] [-w SECONDS] HOST PORT [TEXT…]        nc -l [-uvkN] [-p] PORT [TEXT…]
import {
  canWrite,
  closeSocket,
  takeError,
  tcpAccept,
  tcpBind,
  tcpConnect,
  tcpListen,
  tcpRecv,
  tcpSend,
  tcpSetOption,
  tcpShutdown,
  tcpSocket,
} from '../net/index.js';
import { formatIpv4 } from '../wire/index.js';
import { getopt } from './getopt.js';
import { fail, type Options, print } from './nc-common.js';
import { startUdp, type UdpState, udpTalk } from './nc-udp.js';
import { type Calls, program } from './process.js';
import { bytesOf, durationOf, hostOf, portOf, strerror } from './tcp-common.js';

interface TcpState {
  readonly udp?: undefined;
  readonly options: Options;
  readonly phase: 'listening' | 'connecting' | 'connected';
  readonly listener: number;
  readonly socket: number;
  /** Bytes of the text that are still to be written; whether everything is. */
  readonly left: number;
  readonly deadline: number;
}

const USAGE = [
  'usage: nc [-uvN] [-p PORT] [-s ADDRESS] [-w SECONDS] HOST PORT [TEXT]    for example: nc 192.168.0.103 7 hello',
  '       nc -l [-uvkN] [-p] PORT [TEXT]                                    for example: nc -l -p 7',
];

function parse(argv: readonly string[]): Options | string {
  const words = getopt(argv, 'nc', 'pswq', 'ulkvnN46');
  if ('message' in words) return words.message;
  const has = (letter: string) => words.options.some(([l]) => l === letter);
  const value = (letter: string) => words.options.find(([l]) => l === letter)?.[1];
  const listen = has('l');
  const operands = [...words.operands];
  const own = value('p');
  const host = listen ? '' : (operands.shift() ?? '');
  const port = portOf(listen && own !== undefined ? own : operands.shift());
  const ip = listen ? 0 : hostOf(host);
  if (!listen && host === '') return 'missing destination';
  if (ip === undefined) return `${host}: Name or service not known (nc needs an IPv4 address here)`;
  if (port === undefined) return 'port number invalid or missing';
  const from = listen || own === undefined ? 0 : portOf(own);
  const source = value('s') === undefined ? 0 : hostOf(value('s') as string);
  const waitNs = value('w') === undefined ? 0 : durationOf(value('w') as string);
  if (from === undefined || source === undefined || waitNs === undefined) return 'invalid argument';
  const text = operands.length === 0 ? '' : `${operands.join(' ')}\n`;
  const rest = { keep: has('k'), verbose: has('v'), end: has('N'), from, source, waitNs, text };
  return { udp: has('u'), listen, ip, host, port, ...rest };
}

type NcState = TcpState | UdpState;

/** Connected: writes what is left, reads what is there, and says what it waits for. */
function talk(state: TcpState, calls: Calls): TcpState {
  const { stack, ns } = calls;
  const { options, socket } = state;
  let { left } = state;
  const data = bytesOf(options.text);
  // Nothing to say: the end is all there is.
  if (options.end && data.length === 0 && state.phase !== 'connected') tcpShutdown(stack, ns, socket, 1);
  while (left > 0) {
    const sent = tcpSend(stack, ns, socket, data.subarray(data.length - left));
    if (sent === 'EAGAIN') {
      calls.wakeOnWritable(socket);
      break;
    }
    if (typeof sent === 'string') return ended(state, calls, sent);
    left -= sent;
    if (left === 0 && options.end) tcpShutdown(stack, ns, socket, 1);
  }
  for (;;) {
    const got = tcpRecv(stack, ns, socket, 16384);
    if (got === 'EAGAIN') break;
    if (typeof got === 'string') return ended(state, calls, got);
    if (got.length === 0) return ended(state, calls, undefined);
    print(calls, got);
  }
  calls.wakeOn(socket);
  const deadline = options.waitNs > 0 ? calls.now + options.waitNs : 0;
  if (deadline > 0) calls.wakeAt(deadline);
  return { ...state, phase: 'connected', left, deadline };
}

/** The connection is over: nc ends, unless it is to wait for the next one. */
function ended(state: TcpState, calls: Calls, error: string | undefined): TcpState {
  closeSocket(calls.stack, calls.ns, state.socket);
  if (error !== undefined) calls.complain(`nc: read: ${strerror(error)}`);
  if (state.options.keep) return wait({ ...state, socket: 0 }, calls);
  calls.exit(error === undefined ? 0 : 1);
  return state;
}

/** Takes the next connection, or waits for one. */
function wait(state: TcpState, calls: Calls): TcpState {
  const made = tcpAccept(calls.stack, calls.ns, state.listener);
  if (typeof made === 'string') {
    calls.wakeOn(state.listener);
    return { ...state, phase: 'listening' };
  }
  const { options } = state;
  if (options.verbose) calls.complain(`Connection received on ${formatIpv4(made.remoteIp)} ${made.remotePort}`);
  // One connection is all that is wanted: nobody else is let in.
  if (!options.keep) closeSocket(calls.stack, calls.ns, state.listener);
  return talk({ ...state, phase: 'listening', socket: made.id, left: options.text.length }, calls);
}

function startListening(options: Options, calls: Calls): TcpState | undefined {
  const { stack, ns } = calls;
  const socket = tcpSocket(stack, ns, calls.pid);
  tcpSetOption(stack, ns, socket.id, { reuse: true });
  const error = tcpBind(stack, ns, socket.id, 0, options.port) ?? tcpListen(stack, ns, socket.id, 1);
  if (error !== undefined) return fail(calls, `nc: ${strerror(error)}`);
  if (options.verbose) calls.complain(`Listening on 0.0.0.0 ${options.port}`);
  const state = { options, phase: 'listening', listener: socket.id, socket: 0, left: 0, deadline: 0 } as const;
  return wait(state, calls);
}

const toWhom = ({ ip, port }: Options): string => `${formatIpv4(ip)} port ${port} (tcp)`;

function startConnecting(options: Options, calls: Calls): TcpState | undefined {
  const { stack, ns } = calls;
  const { id } = tcpSocket(stack, ns, calls.pid);
  if (options.from > 0 || options.source > 0) {
    const error = tcpBind(stack, ns, id, options.source, options.from);
    if (error !== undefined) return fail(calls, `nc: bind failed: ${strerror(error)}`);
  }
  const error = tcpConnect(stack, ns, id, options.ip, options.port);
  if (error !== 'EINPROGRESS')
    return fail(calls, `nc: connect to ${toWhom(options)} failed: ${strerror(error ?? 'EINVAL')}`);
  calls.wakeOnWritable(id);
  const deadline = options.waitNs > 0 ? calls.now + options.waitNs : 0;
  if (deadline > 0) calls.wakeAt(deadline);
  return { options, phase: 'connecting', listener: 0, socket: id, left: options.text.length, deadline };
}

function connecting(state: TcpState, calls: Calls): TcpState | undefined {
  const { stack, ns } = calls;
  const { options, socket } = state;
  if (!canWrite(stack, ns, socket)) {
    calls.wakeOnWritable(socket);
    if (state.deadline > 0) calls.wakeAt(state.deadline);
    return state;
  }
  const error = takeError(stack, ns, socket);
  if (error !== undefined) return fail(calls, `nc: connect to ${toWhom(options)} failed: ${strerror(error)}`);
  if (options.verbose) calls.complain(`Connection to ${options.host} ${options.port} port [tcp/*] succeeded!`);
  return talk(state, calls);
}

export const nc = program<NcState | undefined>({
  name: 'nc',

  start(argv, calls) {
    const options = parse(argv);
    if (typeof options === 'string') {
      for (const line of [`nc: ${options}`, ...USAGE]) calls.complain(line);
      calls.exit(1);
      return undefined;
    }
    if (options.udp) return startUdp(options, calls);
    return options.listen ? startListening(options, calls) : startConnecting(options, calls);
  },

  on(wakeup, state, calls) {
    if (state === undefined) return undefined;
    if (wakeup === 'interrupt') {
      calls.exit(130);
      return state;
    }
    if (state.udp !== undefined) return udpTalk(state, calls);
    if (state.deadline > 0 && calls.now >= state.deadline) {
      if (state.phase === 'connecting')
        return fail(calls, `nc: connect to ${toWhom(state.options)} failed: ${strerror('ETIMEDOUT')}`);
      calls.exit(0);
      return state;
    }
    if (state.phase === 'listening') return wait(state, calls);
    return state.phase === 'connecting' ? connecting(state, calls) : talk(state, calls);
  },
});
