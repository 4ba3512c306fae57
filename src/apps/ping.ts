// ping, as iputils has it: one echo request per interval, answers as they come, a summary at the end. It is also the
// model for programs that wait for two things at once: a timer and a socket. Read process.ts first.
import { findRoute, type Message, openPing, type SocketRow, sendEcho, takeMessage } from '../net/index.js';
import { formatIpv4 } from '../wire/index.js';
import { type PingOptions, parsePing } from './ping-options.js';
import { type Calls, program, type Wakeup } from './process.js';

interface Round {
  readonly seq: number;
  /** When it was sent, µs of virtual time. */
  readonly sent: number;
  readonly answered: boolean;
}

interface PingState {
  readonly options: PingOptions;
  readonly socket: number;
  readonly started: number;
  readonly sent: number;
  readonly received: number;
  readonly errors: number;
  readonly duplicates: number;
  /** Requests of which no answer came yet, and a few that were answered (to know duplicates). */
  readonly rounds: readonly Round[];
  readonly minUs: number;
  readonly maxUs: number;
  readonly sumUs: number;
  readonly sum2Us: number;
  /** Most requests under way at once. */
  readonly pipe: number;
  /** When the next request is due; 0 when all are sent. */
  readonly nextAt: number;
  /** When it stops waiting; 0 while it still sends. */
  readonly endAt: number;
  /** The last thing that happened to it was an answer: the next request may confirm the neighbour. */
  readonly proved: boolean;
}

/** Bytes of time stamp at the head of the data: tv_sec and tv_usec, 64 bits each, little endian as on x86. */
const STAMP = 16;
/** 2000-01-01T00:00:00Z in Unix seconds: virtual time 0. */
const EPOCH = 946684800;
const UNREACHABLE: Readonly<Record<number, string>> = {
  0: 'Destination Net Unreachable',
  1: 'Destination Host Unreachable',
  2: 'Destination Protocol Unreachable',
  3: 'Destination Port Unreachable',
  13: 'Packet filtered',
};

/** The data of a request: a time stamp where there is room for one, then 10, 11, 12 … */
function requestData(size: number, nowUs: number): Uint8Array {
  const data = new Uint8Array(size);
  for (let i = 0; i < size; i++) data[i] = i & 0xff;
  if (size < STAMP) return data;
  const words = [EPOCH + Math.floor(nowUs / 1e6), nowUs % 1e6];
  for (const [n, word] of words.entries()) {
    for (let i = 0; i < 8; i++) data[n * 8 + i] = Math.floor(word / 256 ** i) & 0xff;
  }
  return data;
}

/** iputils writes three decimals below 1 ms, fewer above. `us` in µs. */
function milliseconds(us: number): string {
  if (us >= 100_000) return String(Math.floor((us + 500) / 1000));
  if (us >= 10_000) return `${Math.floor((us + 50) / 1000)}.${Math.floor(((us + 50) % 1000) / 100)}`;
  const rest = (n: number, digits: number) => String(n).padStart(digits, '0');
  if (us >= 1000) return `${Math.floor((us + 5) / 1000)}.${rest(Math.floor(((us + 5) % 1000) / 10), 2)}`;
  return `0.${rest(us, 3)}`;
}

const thousandths = (us: number): string => `${Math.floor(us / 1000)}.${String(us % 1000).padStart(3, '0')}`;

function send(state: PingState, calls: Calls): PingState {
  const { options } = state;
  const seq = state.sent + 1;
  const socket = calls.ns.sockets.get(state.socket) as SocketRow;
  const nowUs = Math.floor(calls.now / 1000);
  const error = sendEcho(calls.stack, calls.ns, socket, {
    dst: options.dst,
    seq: seq & 0xffff,
    data: requestData(options.size, nowUs),
    tos: options.tos,
    broadcastAllowed: options.broadcast,
    confirm: state.proved,
    ...(options.ttl === undefined ? {} : { ttl: options.ttl }),
  });
  const rounds = [...state.rounds.slice(-127), { seq: seq & 0xffff, sent: nowUs, answered: false }];
  const last = options.count !== undefined && seq >= options.count && options.deadlineNs === undefined;
  const next = { ...state, sent: seq, rounds, proved: false, nextAt: last ? 0 : calls.now + options.intervalNs };
  if (error === undefined) return { ...next, pipe: Math.max(next.pipe, seq - state.received - state.errors) };
  if (error === 'EMSGSIZE') calls.complain('ping: local error: message too long, mtu=1500');
  else calls.complain('ping: sendmsg: Network is unreachable');
  return { ...next, errors: error === 'EMSGSIZE' ? next.errors + 1 : next.errors };
}

function answer(state: PingState, message: Message, calls: Calls): PingState {
  const frame = calls.stack.world.frames.view(message.frame);
  const at = message.offset + (message.type === 0 ? 0 : 8 + ((frame[message.offset + 8]! & 15) << 2));
  const seq = (frame[at + 6]! << 8) | frame[at + 7]!;
  if (message.type !== 0) {
    const what = UNREACHABLE[message.code] ?? `Destination Unreachable, code ${message.code}`;
    if (!state.options.quiet) calls.print(`From ${formatIpv4(message.ip)} icmp_seq=${seq} ${what}`);
    return { ...state, errors: state.errors + 1 };
  }
  const round = state.rounds.findLast((r) => r.seq === seq);
  const timed = round !== undefined && state.options.size >= STAMP;
  const us = timed ? Math.floor(message.at / 1000) - round.sent : 0;
  const again = round?.answered === true;
  if (!state.options.quiet) {
    const time = timed ? ` time=${milliseconds(us)} ms` : '';
    const copy = again ? ' (DUP!)' : '';
    const name = formatIpv4(message.ip);
    const from = state.options.host === 'localhost' ? `localhost (${name})` : name;
    calls.print(`${message.length} bytes from ${from}: icmp_seq=${seq} ttl=${message.port}${time}${copy}`);
  }
  if (again) return { ...state, duplicates: state.duplicates + 1 };
  return {
    ...state,
    received: state.received + 1,
    proved: true,
    rounds: state.rounds.map((r) => (r === round ? { ...r, answered: true } : r)),
    minUs: Math.min(state.minUs, us),
    maxUs: Math.max(state.maxUs, us),
    sumUs: state.sumUs + us,
    sum2Us: state.sum2Us + us * us,
  };
}

function summary(state: PingState, calls: Calls): void {
  const { sent, received, errors, duplicates } = state;
  calls.print('');
  calls.print(`--- ${state.options.host} ping statistics ---`);
  const lost = sent === 0 ? 0 : Math.floor(((sent - received) * 100) / sent);
  const extra = `${duplicates > 0 ? `, +${duplicates} duplicates` : ''}${errors > 0 ? `, +${errors} errors` : ''}`;
  const time = Math.floor((calls.now - state.started) / 1e6);
  calls.print(`${sent} packets transmitted, ${received} received${extra}, ${lost}% packet loss, time ${time}ms`);
  const pipe = state.pipe > 1 ? `pipe ${state.pipe}` : '';
  if (received === 0 || state.options.size < STAMP) calls.print(pipe);
  else {
    const average = Math.floor(state.sumUs / received);
    const deviation = Math.floor(Math.sqrt(Math.max(0, state.sum2Us / received - (state.sumUs / received) ** 2)));
    const figures = [state.minUs, average, state.maxUs, deviation].map(thousandths).join('/');
    calls.print(`rtt min/avg/max/mdev = ${figures} ms${pipe === '' ? '' : `, ${pipe}`}`);
  }
  calls.exit(received === 0 || (state.options.deadlineNs !== undefined && received < (state.options.count ?? 0)) ? 1 : 0);
}

/** Decides what comes next: the end, or what to wait for. */
function settle(state: PingState, calls: Calls): PingState {
  const { options } = state;
  const deadline = options.deadlineNs === undefined ? undefined : state.started + options.deadlineNs;
  const enough = options.count !== undefined && state.received + state.errors >= options.count;
  if (enough || (state.endAt > 0 && calls.now >= state.endAt) || (deadline !== undefined && calls.now >= deadline)) {
    summary(state, calls);
    return state;
  }
  let endAt = state.endAt;
  if (state.nextAt > 0) calls.wakeAt(state.nextAt);
  else if (endAt === 0) {
    // iputils __schedule_exit(): with answers, twice the longest round trip but an interval at least; else -W.
    const wait = state.received > 0 ? Math.max(2000 * state.maxUs, options.intervalNs) : options.lingerNs;
    endAt = calls.now + wait;
  }
  if (endAt > 0) calls.wakeAt(endAt);
  if (deadline !== undefined) calls.wakeAt(deadline);
  calls.wakeOn(state.socket);
  return { ...state, endAt };
}

export const ping = program<PingState | undefined>({
  name: 'ping',
  start(argv, calls) {
    const options = parsePing(argv);
    if ('message' in options) {
      calls.complain(options.message);
      calls.exit(options.status);
      return undefined;
    }
    const socket = openPing(calls.stack, calls.ns, calls.pid);
    const state: PingState = {
      options,
      socket: socket.id,
      started: calls.now,
      sent: 0,
      received: 0,
      errors: 0,
      duplicates: 0,
      rounds: [],
      minUs: Number.MAX_SAFE_INTEGER,
      maxUs: 0,
      sumUs: 0,
      sum2Us: 0,
      pipe: 0,
      nextAt: 0,
      endAt: 0,
      proved: false,
    };
    const refusal = refused(options, calls);
    if (refusal !== undefined) {
      calls.complain(refusal);
      calls.exit(2);
      return state;
    }
    calls.print(`PING ${options.host} (${formatIpv4(options.dst)}) ${options.size}(${options.size + 28}) bytes of data.`);
    return settle(send(state, calls), calls);
  },

  on(wakeup: Wakeup, state, calls) {
    if (state === undefined) return state;
    if (wakeup === 'interrupt') {
      summary(state, calls);
      return state;
    }
    let next = state;
    for (let m = takeMessage(calls.ns, state.socket); m !== undefined; m = takeMessage(calls.ns, state.socket)) {
      next = answer(next, m, calls);
    }
    const over = next.options.deadlineNs !== undefined && calls.now >= next.started + next.options.deadlineNs;
    if (next.nextAt > 0 && calls.now >= next.nextAt && !over) next = send(next, calls);
    return settle(next, calls);
  },
});

/** What iputils finds out by connecting a UDP socket to the destination before it sends anything. */
function refused(options: PingOptions, calls: Calls): string | undefined {
  const type = findRoute(calls.stack, calls.ns, options.dst)?.type;
  if (type === undefined) return 'ping: connect: Network is unreachable';
  if (type === 'broadcast' && !options.broadcast) {
    return 'ping: Do you want to ping broadcast? Then -b. If not, check your local firewall rules';
  }
  if (type === 'broadcast') calls.complain('WARNING: pinging broadcast address');
  return undefined;
}
