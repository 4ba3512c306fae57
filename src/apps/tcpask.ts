// tcpask: a client that asks. A request is a line; each WORD of it is written by a call of its own, the newline with the last.
// Then it reads one line as the answer, and tells how long that took. `tcpd -m lines` is its server.
//
//   tcpask [-n] [-c COUNT] [-i PAUSE] [-p PORT] HOST PORT WORD…
//     -n        with TCP_NODELAY
//     -c 3      three requests, one after the other
//     -i 10ms   waits so long between two writes
//     -p 40001  from this port
import {
  canWrite,
  closeSocket,
  takeError,
  tcpBind,
  tcpConnect,
  tcpRecv,
  tcpSend,
  tcpSetOption,
  tcpSocket,
} from '../net/index.js';
import { getopt } from './getopt.js';
import { type Calls, program } from './process.js';
import { bytesOf, durationOf, hostOf, portOf, strerror, textOf } from './tcp-common.js';

interface AskState {
  readonly socket: number;
  readonly connected: boolean;
  readonly words: readonly string[];
  readonly count: number;
  readonly pauseNs: number;
  /** Which request, from 1; how many of its words are written, when the first of them was, and when the next may be. */
  readonly request: number;
  readonly written: number;
  readonly began: number;
  readonly nextWrite: number;
  /** What has come of the answer. */
  readonly answer: string;
}

const USAGE =
  'usage: tcpask [-n] [-c COUNT] [-i PAUSE] [-p PORT] HOST PORT WORD...    for example: tcpask 192.168.0.103 7 one two';

function end(state: AskState, calls: Calls, error: string): AskState {
  calls.complain(`tcpask: ${strerror(error)}`);
  calls.exit(1);
  return state;
}

/** Writes the words that may go now. */
function write(given: AskState, calls: Calls): AskState | string {
  let { written, began, nextWrite } = given;
  const { words, socket, pauseNs } = given;
  while (written < words.length && calls.now >= nextWrite) {
    const text = `${words[written]}${written === words.length - 1 ? '\n' : ' '}`;
    const sent = tcpSend(calls.stack, calls.ns, socket, bytesOf(text));
    if (typeof sent === 'string') return sent;
    if (written === 0) began = calls.now;
    written++;
    nextWrite = calls.now + pauseNs;
  }
  return { ...given, written, began, nextWrite };
}

/** The answer is whole: tells of it, and asks again or ends. */
function answered(state: AskState, calls: Calls): AskState {
  const { request, answer, began, count } = state;
  const ms = ((calls.now - began) / 1e6).toFixed(3);
  calls.print(`answer ${request}: ${answer.length} bytes in ${ms} ms`);
  if (request < count) return { ...state, request: request + 1, written: 0, answer: '', nextWrite: calls.now };
  closeSocket(calls.stack, calls.ns, state.socket);
  calls.exit(0);
  return state;
}

function proceed(given: AskState, calls: Calls): AskState {
  const { stack, ns } = calls;
  const { socket } = given;
  if (!given.connected) {
    if (!canWrite(stack, ns, socket)) {
      calls.wakeOnWritable(socket);
      return given;
    }
    const error = takeError(stack, ns, socket);
    if (error !== undefined) return end(given, calls, error);
  }
  let state: AskState = { ...given, connected: true };
  for (;;) {
    const got = tcpRecv(stack, ns, socket, 16384);
    if (got === 'EAGAIN') break;
    if (typeof got === 'string') return end(state, calls, got);
    if (got.length === 0) return end(state, calls, 'the server has closed the connection');
    state = { ...state, answer: state.answer + textOf(got) };
  }
  if (state.answer.endsWith('\n')) {
    const next = answered(state, calls);
    if (next === state) return state;
    state = next;
  }
  const wrote = write(state, calls);
  if (typeof wrote === 'string') return end(state, calls, wrote);
  calls.wakeOn(socket);
  if (wrote.written < wrote.words.length) calls.wakeAt(wrote.nextWrite);
  return wrote;
}

function start(argv: readonly string[], calls: Calls): AskState | undefined {
  const parsed = getopt(argv, 'tcpask', 'cip', 'n');
  const [host = '', portText, ...words] = 'message' in parsed ? [] : parsed.operands;
  const value = (letter: string) => ('message' in parsed ? undefined : parsed.options.find(([l]) => l === letter)?.[1]);
  const ip = hostOf(host);
  const port = portOf(portText);
  const count = Number(value('c') ?? 1);
  const pauseNs = durationOf(value('i') ?? '0');
  const from = value('p') === undefined ? 0 : portOf(value('p'));
  const bad =
    !Number.isInteger(count) || count < 1 || pauseNs === undefined || from === undefined || words.length === 0;
  if ('message' in parsed || ip === undefined || port === undefined || bad) {
    calls.complain('message' in parsed ? parsed.message : USAGE);
    calls.exit(2);
    return undefined;
  }
  const { stack, ns } = calls;
  const { id } = tcpSocket(stack, ns, calls.pid);
  if (parsed.options.some(([l]) => l === 'n')) tcpSetOption(stack, ns, id, { nodelay: true });
  const begin = { request: 1, written: 0, began: 0, nextWrite: 0, answer: '' };
  const state: AskState = { socket: id, connected: false, words, count, pauseNs: pauseNs ?? 0, ...begin };
  const refused = from !== undefined && from > 0 ? tcpBind(stack, ns, id, 0, from) : undefined;
  if (refused !== undefined) return end(state, calls, refused);
  const error = tcpConnect(stack, ns, id, ip, port);
  if (error !== 'EINPROGRESS') return end(state, calls, error ?? 'EINVAL');
  calls.wakeOnWritable(id);
  return state;
}

export const tcpask = program<AskState | undefined>({
  name: 'tcpask',
  start,
  on(wakeup, state, calls) {
    if (state === undefined) return undefined;
    if (wakeup !== 'interrupt') return proceed(state, calls);
    calls.exit(130);
    return state;
  },
});
