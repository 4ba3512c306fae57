// Two programs for tests: each writes its stream, says that it has ended, reads the other one to its end, and keeps what
// came of it in its state. Names are not those of any command.
import { type Calls, program } from '../../src/apps/index.js';
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
} from '../../src/net/index.js';

export interface PeerState {
  readonly phase: 'opening' | 'talking' | 'over';
  readonly socket: number;
  readonly listener: number;
  readonly write: number;
  readonly written: number;
  readonly got: number;
  /** The first byte that was not what it had to be. */
  readonly wrong: number | undefined;
  readonly error: string | undefined;
}

export const byteAt = (i: number): number => (i * 31 + (i >> 8)) & 0xff;

function over(state: PeerState, calls: Calls, error: string | undefined): PeerState {
  if (state.socket !== 0) closeSocket(calls.stack, calls.ns, state.socket);
  calls.exit(error === undefined ? 0 : 1);
  return { ...state, phase: 'over', error };
}

function talk(given: PeerState, calls: Calls): PeerState {
  const { stack, ns } = calls;
  let state = given;
  while (state.written < state.write) {
    const length = Math.min(700, state.write - state.written);
    const n = tcpSend(
      stack,
      ns,
      state.socket,
      Uint8Array.from({ length }, (_, i) => byteAt(state.written + i)),
    );
    if (n === 'EAGAIN') break;
    if (typeof n === 'string') return over(state, calls, n);
    state = { ...state, written: state.written + n };
    if (state.written === state.write) tcpShutdown(stack, ns, state.socket, 1);
  }
  for (;;) {
    const data = tcpRecv(stack, ns, state.socket, 500);
    if (data === 'EAGAIN') break;
    if (typeof data === 'string') return over(state, calls, data);
    if (data.length === 0) return over(state, calls, undefined);
    const bad = data.findIndex((byte, i) => byte !== byteAt(state.got + i));
    const wrong = state.wrong ?? (bad < 0 ? undefined : state.got + bad);
    state = { ...state, got: state.got + data.length, wrong };
  }
  calls.wakeOn(state.socket);
  if (state.written < state.write) calls.wakeOnWritable(state.socket);
  return { ...state, phase: 'talking' };
}

const begin = (socket: number, listener: number, write: number): PeerState => ({
  phase: 'opening',
  socket,
  listener,
  write,
  written: 0,
  got: 0,
  wrong: undefined,
  error: undefined,
});

/** So that nobody waits for ever for a peer that has gone. */
function watchful(calls: Calls, socket: number): void {
  for (const change of [{ keepIdle: 5e9 }, { keepInterval: 1e9 }, { keepCount: 3 }, { keepalive: true }])
    tcpSetOption(calls.stack, calls.ns, socket, change);
}

program<PeerState>({
  name: 'test-server',
  start([bytes], calls) {
    const { id } = tcpSocket(calls.stack, calls.ns, calls.pid);
    watchful(calls, id);
    tcpBind(calls.stack, calls.ns, id, 0, 7);
    tcpListen(calls.stack, calls.ns, id, 1);
    calls.wakeOn(id);
    return begin(0, id, Number(bytes));
  },
  on(_, state, calls) {
    if (state.phase === 'talking') return talk(state, calls);
    const made = tcpAccept(calls.stack, calls.ns, state.listener);
    if (typeof made === 'string') {
      calls.wakeOn(state.listener);
      return state;
    }
    closeSocket(calls.stack, calls.ns, state.listener);
    return talk({ ...state, socket: made.id, listener: 0 }, calls);
  },
});

program<PeerState>({
  name: 'test-client',
  start([bytes], calls) {
    const { id } = tcpSocket(calls.stack, calls.ns, calls.pid);
    watchful(calls, id);
    const error = tcpConnect(calls.stack, calls.ns, id, 0x0a000002, 7);
    const state = begin(id, 0, Number(bytes));
    if (error !== 'EINPROGRESS') return over(state, calls, error);
    calls.wakeOnWritable(id);
    return state;
  },
  on(_, state, calls) {
    if (state.phase === 'talking') return talk(state, calls);
    if (!canWrite(calls.stack, calls.ns, state.socket)) {
      calls.wakeOnWritable(state.socket);
      return state;
    }
    const error = takeError(calls.stack, calls.ns, state.socket);
    return error === undefined ? talk(state, calls) : over(state, calls, error);
  },
});
