// tcpsend: a bulk sender. It connects, writes as many bytes as it is told to, says that this was all, and waits for the end.
//
//   tcpsend [-r RATE] [-C reno|cubic] HOST PORT BYTES
import {
  ALGORITHMS,
  canWrite,
  takeError,
  tcpConnect,
  tcpRecv,
  tcpSend,
  tcpSetOption,
  tcpShutdown,
  tcpSocket,
} from '../net/index.js';
import { getopt } from './getopt.js';
import { type Calls, program } from './process.js';
import { hostOf, portOf, sizeOf, strerror } from './tcp-common.js';

interface TcpsendState {
  readonly socket: number;
  readonly connected: boolean;
  /** The peer sends nothing more; who still has to write goes on. */
  readonly ended: boolean;
  readonly total: number;
  readonly sent: number;
  readonly received: number;
  readonly started: number;
  /** Bytes a second, 0: as fast as it goes; when it next writes. */
  readonly rate: number;
  readonly nextWrite: number;
}

const USAGE = 'usage: tcpsend [-r BYTES] [-C reno|cubic] HOST PORT BYTES    for example: tcpsend 192.168.0.103 9 64K';
const CHUNK = 16384;
const WRITE_EVERY = 100e6;

/** The bytes of the stream from a place on: a pattern that shows where a byte belongs. */
function chunk(at: number, length: number): Uint8Array {
  const data = new Uint8Array(length);
  for (let i = 0; i < length; i++) data[i] = ((at + i) * 7 + ((at + i) >> 8)) & 0xff;
  return data;
}

function end(state: TcpsendState, calls: Calls, error: string | undefined): TcpsendState {
  const ms = ((calls.now - state.started) / 1e6).toFixed(3);
  if (error !== undefined) calls.complain(`tcpsend: ${strerror(error)} after ${state.sent} bytes`);
  else calls.print(`tcpsend: ${state.sent} bytes sent, ${state.received} received in ${ms} ms`);
  calls.exit(error === undefined ? 0 : 1);
  return state;
}

function proceed(given: TcpsendState, calls: Calls): TcpsendState {
  const { stack, ns } = calls;
  const { socket, total, rate } = given;
  if (!given.connected) {
    if (!canWrite(stack, ns, socket)) {
      calls.wakeOnWritable(socket);
      return given;
    }
    const error = takeError(stack, ns, socket);
    if (error !== undefined) return end(given, calls, error);
  }
  let { sent, received, nextWrite, ended } = given;
  let may = rate === 0 ? Number.MAX_SAFE_INTEGER : calls.now >= nextWrite ? Math.ceil((rate * WRITE_EVERY) / 1e9) : 0;
  if (rate > 0 && may > 0) nextWrite = calls.now + WRITE_EVERY;
  let full = false;
  while (sent < total && may > 0) {
    const n = tcpSend(stack, ns, socket, chunk(sent, Math.min(CHUNK, total - sent, may)));
    if (n === 'EAGAIN') {
      full = true;
      break;
    }
    if (typeof n === 'string') return end({ ...given, sent }, calls, n);
    sent += n;
    may -= n;
    if (sent === total) tcpShutdown(stack, ns, socket, 1);
  }
  while (!ended) {
    const got = tcpRecv(stack, ns, socket, CHUNK);
    if (got === 'EAGAIN') break;
    if (typeof got === 'string') return end({ ...given, sent, received }, calls, got);
    if (got.length === 0) {
      if (sent === total) return end({ ...given, sent, received }, calls, undefined);
      ended = true;
      break;
    }
    received += got.length;
  }
  if (!ended) calls.wakeOn(socket);
  if (full) calls.wakeOnWritable(socket);
  else if (sent < total) calls.wakeAt(nextWrite);
  return { ...given, connected: true, ended, sent, received, nextWrite };
}

export const tcpsend = program<TcpsendState | undefined>({
  name: 'tcpsend',

  start(argv, calls) {
    const words = getopt(argv, 'tcpsend', 'rC', '');
    const [host = '', port, bytes = ''] = 'message' in words ? [] : words.operands;
    const value = (letter: string) => ('message' in words ? undefined : words.options.find(([l]) => l === letter)?.[1]);
    const rate = sizeOf(value('r') ?? '0');
    const wanted = value('C');
    const congestion = ALGORITHMS.find(name => name === wanted);
    const [ip, to, total] = [hostOf(host), portOf(port), sizeOf(bytes)];
    if (
      'message' in words ||
      ip === undefined ||
      to === undefined ||
      total === undefined ||
      total === 0 ||
      rate === undefined ||
      congestion !== wanted
    ) {
      calls.complain('message' in words ? words.message : USAGE);
      calls.exit(2);
      return undefined;
    }
    const { id } = tcpSocket(calls.stack, calls.ns, calls.pid);
    if (congestion !== undefined) tcpSetOption(calls.stack, calls.ns, id, { congestion });
    const error = tcpConnect(calls.stack, calls.ns, id, ip, to);
    const { now } = calls;
    const sums = { total, sent: 0, received: 0, started: now, rate, nextWrite: now };
    const state: TcpsendState = { socket: id, connected: false, ended: false, ...sums };
    if (error !== 'EINPROGRESS') return end(state, calls, error ?? 'EINVAL');
    calls.wakeOnWritable(id);
    return state;
  },

  on(wakeup, state, calls) {
    if (state === undefined) return undefined;
    if (wakeup !== 'interrupt') return proceed(state, calls);
    calls.exit(130);
    return state;
  },
});
