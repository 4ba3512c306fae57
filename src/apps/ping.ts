// ping, as iputils has it: one echo request per interval, answers as they come, a summary at the end. It is also the
// model for programs that wait for two things at once: a timer and a socket. Read process.ts first.
//
// A state is replaced at every wake-up and lives as long as the journal, so it holds few numbers, and what is seldom
// different stands apart: the time a request was sent comes back in its answer, as with the real ping, and which of the last
// 32 requests were answered is one integer.
import { type Message, openPing, type SocketRow, sendEcho, takeMessage, wayTo } from '../net/index.js';
import { formatIpv4 } from '../wire/index.js';
import { isUsageError } from './getopt.js';
import { connect } from './ping-connect.js';
import { requestData, STAMP, stamp, stampOf } from './ping-data.js';
import { type PingOptions, parsePing } from './ping-options.js';
import { icmpErrorText, milliseconds, percent, thousandths } from './ping-text.js';
import { traceLines, traceOption } from './ping-trace.js';
import { type Calls, program, type Wakeup } from './process.js';

/** What does not change while a ping runs. */
interface Run {
  readonly options: PingOptions;
  readonly socket: number;
  readonly started: number;
  /** Source address asked for by -I. */
  readonly src: number | undefined;
}

/** What seldom changes: replaced as a whole. */
interface Extremes {
  readonly errors: number;
  readonly duplicates: number;
  /** Round trip times, µs. */
  readonly minUs: number;
  readonly maxUs: number;
  /** The route recorded last, in words. */
  readonly route: string;
  /** iputils pipesize: how far an answer or error was behind the last request, at most. */
  readonly pipe: number;
  /** When it stops waiting; 0 while it still sends, or for ever. */
  readonly endAt: number;
}

interface PingState {
  readonly run: Run;
  rare: Extremes;
  sent: number;
  received: number;
  /** Bit i: request `sent` − i was answered. Answers to older ones are taken for first answers. */
  answered: number;
  /** Sums of round trip times and their squares, µs; duplicates count too. */
  sumUs: number;
  sum2Us: number;
  /** When the last request was sent. */
  lastAt: number;
  /** When the next request is due; -1 when all are sent. */
  nextAt: number;
}

/** ms; iputils MIN_USER_INTERVAL */
const LEAST_INTERVAL = 2;

/** Sends the next request. */
function send(state: PingState, calls: Calls): void {
  const { options, socket, src } = state.run;
  if (options.outstanding && state.sent > 0 && (state.answered & 1) === 0) {
    calls.print(`${stamp(calls, options)}no answer yet for icmp_seq=${state.sent & 0xffff}`);
  }
  state.sent++;
  state.answered <<= 1;
  state.lastAt = calls.now;
  const last = options.count !== undefined && state.sent >= options.count && options.deadlineNs === 0;
  state.nextAt = last ? -1 : calls.now + options.intervalNs;
  const error = sendEcho(calls.stack, calls.ns, calls.ns.sockets.get(socket) as SocketRow, {
    dst: options.dst,
    seq: state.sent & 0xffff,
    data: requestData(options, calls.now),
    tos: options.tos,
    broadcastAllowed: options.broadcast,
    df: options.pmtu !== 'dont',
    // iputils ping4_run(): -b is -M do, unless -M said otherwise.
    noFragments: options.pmtu === 'do' || options.broadcast,
    options: traceOption(options.trace),
    ...(src === undefined ? {} : { src }),
    ...(options.ttl === undefined ? {} : { ttl: options.ttl }),
  });
  if (error === undefined) return;
  if (error !== 'EMSGSIZE') {
    if (!options.quiet) calls.complain(`ping: sendmsg: ${SEND_ERRORS[error]}`);
    return;
  }
  // Linux ping_v4_sendmsg(): what no packet can hold is refused without a word about an MTU.
  if (options.size + 8 > 0xffff) return;
  const mtu = wayTo(calls.stack, calls.ns, options.dst)?.mtu ?? 0;
  if (!options.quiet) calls.complain(`ping: local error: message too long, mtu=${mtu}`);
  fail(state);
}

const SEND_ERRORS = {
  ENETUNREACH: 'Network is unreachable',
  EHOSTUNREACH: 'No route to host',
  EACCES: 'Permission denied',
  EINVAL: 'Invalid argument',
} as const;

function fail(state: PingState): void {
  state.rare = { ...state.rare, errors: state.rare.errors + 1 };
}

/** iputils acknowledge(): how deep the pipe is. */
function acknowledge(state: PingState, seq: number): void {
  const behind = (state.sent - seq) & 0xffff;
  if (behind <= 0x7fff && behind >= state.rare.pipe) state.rare = { ...state.rare, pipe: behind + 1 };
}

function answer(state: PingState, message: Message, calls: Calls): void {
  const { options } = state.run;
  const frame = calls.stack.world.frames.view(message.frame);
  const { offset } = message;
  const echo = offset + (message.type === 0 ? 0 : 8 + ((frame[offset + 8]! & 15) << 2));
  const seq = (frame[echo + 6]! << 8) | frame[echo + 7]!;
  acknowledge(state, seq);
  if (message.type !== 0) {
    // iputils: source quench and redirects are told, but are no errors.
    const advice = message.type === 4 || message.type === 5;
    if (!advice) fail(state);
    if (options.quiet) return;
    const bytes = [4, 5, 6, 7].map(i => frame[offset + i] as number);
    const info = bytes.reduce((sum, byte) => sum * 0x100 + byte, 0);
    const what = icmpErrorText(message.type, message.code, info);
    const from = `From ${formatIpv4(message.ip)}${advice ? ':' : ''}`;
    calls.print(`${stamp(calls, options)}${from} icmp_seq=${seq} ${what}`);
    return;
  }
  const timed = options.size >= STAMP;
  const us = timed ? Math.floor(message.at / 1000) - stampOf(frame, echo + 8) : 0;
  const { minUs, maxUs } = state.rare;
  if (us < minUs || us > maxUs) state.rare = { ...state.rare, minUs: Math.min(minUs, us), maxUs: Math.max(maxUs, us) };
  state.sumUs += us;
  state.sum2Us += us * us;
  const behind = (state.sent - seq) & 0xffff;
  const bit = behind < 32 ? 1 << behind : 0;
  const again = (state.answered & bit) !== 0;
  state.answered |= bit;
  if (again) state.rare = { ...state.rare, duplicates: state.rare.duplicates + 1 };
  else state.received++;
  if (options.quiet) return;
  const name = formatIpv4(message.ip);
  const from = options.host === 'localhost' ? `localhost (${name})` : name;
  const end = `${timed ? ` time=${milliseconds(us)} ms` : ''}${again ? ' (DUP!)' : ''}`;
  const ident = options.verbose ? ` ident=${((frame[echo + 4] as number) << 8) | (frame[echo + 5] as number)}` : '';
  const line = `${stamp(calls, options)}${message.length} bytes from ${from}: icmp_seq=${seq}${ident} ttl=${message.port}${end}`;
  const told = traceLines(calls.stack.world.frames, message.frame, state.rare.route);
  if (told.route !== state.rare.route) state.rare = { ...state.rare, route: told.route };
  calls.print(line + told.suffix);
  for (const more of told.lines) calls.print(more);
}

function summary(state: PingState, calls: Calls): void {
  const { sent, received } = state;
  const { errors, duplicates, minUs, maxUs, pipe } = state.rare;
  const { options, started } = state.run;
  calls.print('');
  calls.print(`--- ${options.host} ping statistics ---`);
  const extra = `${duplicates > 0 ? `, +${duplicates} duplicates` : ''}${errors > 0 ? `, +${errors} errors` : ''}`;
  // As in iputils, the time runs from the first request to the last.
  const time = Math.floor((state.lastAt - started + 500_000) / 1e6);
  const loss = percent(((sent - received) * 100) / sent);
  calls.print(`${sent} packets transmitted, ${received} received${extra}, ${loss}% packet loss, time ${time}ms`);
  const tail: string[] = [];
  if (received > 0 && options.size >= STAMP) {
    const total = received + duplicates;
    const average = Math.floor(state.sumUs / total);
    const variance = Math.floor((state.sum2Us - Math.floor((state.sumUs * state.sumUs) / total)) / total);
    const figures = [minUs, average, maxUs, Math.floor(Math.sqrt(Math.max(0, variance)))];
    tail.push(`rtt min/avg/max/mdev = ${figures.map(thousandths).join('/')} ms`);
  }
  if (pipe > 1) tail.push(`pipe ${pipe}`);
  calls.print(tail.join(', '));
  calls.exit(received === 0 || (options.deadlineNs > 0 && received < (options.count ?? 0)) ? 1 : 0);
}

/** Whether it is time to end (the head of iputils' main_loop(), and its alarm clocks). */
function over(state: PingState, now: number): boolean {
  const { options, started } = state.run;
  const { errors, endAt } = state.rare;
  if (options.count !== undefined && state.received + errors >= options.count) return true;
  if (options.deadlineNs > 0 && (errors > 0 || now >= started + options.deadlineNs)) return true;
  return endAt > 0 && now >= endAt;
}

/** Sends what is due and says what to wait for, or ends. */
function proceed(state: PingState, calls: Calls): PingState {
  const { options, socket, started } = state.run;
  if (over(state, calls.now)) {
    summary(state, calls);
    return state;
  }
  if (state.nextAt >= 0 && calls.now >= state.nextAt) {
    send(state, calls);
    if (state.nextAt < 0) {
      // iputils __schedule_exit(): if any answer has come by now, twice the longest round trip, an interval at least.
      const wait = state.received > 0 ? Math.max(2000 * state.rare.maxUs, options.intervalNs) : options.lingerNs;
      state.rare = { ...state.rare, endAt: wait > 0 ? calls.now + wait : 0 };
    }
    // A request that could not leave counts as an error, and errors may be all there was to wait for.
    if (state.rare.errors > 0 && over(state, calls.now)) {
      summary(state, calls);
      return state;
    }
  }
  if (state.nextAt > 0) calls.wakeAt(state.nextAt);
  if (state.rare.endAt > 0) calls.wakeAt(state.rare.endAt);
  if (options.deadlineNs > 0) calls.wakeAt(started + options.deadlineNs);
  calls.wakeOn(socket);
  return state;
}

/** By one literal: an object that grows out of its first shape takes twice the room. */
const copyOf = ({ run, rare, sent, received, answered, sumUs, sum2Us, lastAt, nextAt }: PingState): PingState => ({
  run,
  rare,
  sent,
  received,
  answered,
  sumUs,
  sum2Us,
  lastAt,
  nextAt,
});

/** iputils -v: descriptors and kinds of its sockets, as where it is installed with the right to raw ones. */
function tellSockets(host: string, calls: Calls): void {
  const kind = '(socktype: SOCK_RAW)';
  calls.complain(`ping: sock4.fd: 3 ${kind}, sock6.fd: 4 ${kind}, hints.ai_family: AF_UNSPEC`);
  calls.complain('');
  calls.print(`ai->ai_family: AF_INET, ai->ai_canonname: '${host}'`);
}

export const ping = program<PingState | undefined>({
  name: 'ping',
  start(argv, calls) {
    const options = parsePing(argv);
    if (isUsageError(options)) {
      for (const line of options.lines) options.stdout ? calls.print(line) : calls.complain(line);
      calls.exit(options.status);
      return undefined;
    }
    for (const line of options.warnings) calls.complain(line);
    const way = connect(options, calls);
    if (typeof way === 'string') {
      calls.complain(`ping: ${way}`);
      calls.exit(2);
      return undefined;
    }
    const socket = openPing(calls.stack, calls.ns, calls.pid);
    if (options.verbose) tellSockets(options.host, calls);
    if (options.pattern !== undefined) {
      calls.print(`PATTERN: 0x${options.pattern.map(b => b.toString(16).padStart(2, '0')).join('')}`);
    }
    const { size, host, dst } = options;
    const header = options.trace === undefined ? 28 : 68;
    const from = way.from === undefined ? '' : ` from ${way.from}:`;
    calls.print(`PING ${host} (${formatIpv4(dst)})${from} ${size}(${size + header}) bytes of data.`);
    if (options.intervalNs < LEAST_INTERVAL * 1e6) {
      calls.complain(`ping: cannot flood; minimal interval allowed for user is ${LEAST_INTERVAL}ms`);
      calls.exit(2);
      return undefined;
    }
    const { src } = way;
    const run: Run = { options, socket: socket.id, started: calls.now, src };
    const never = { errors: 0, duplicates: 0, route: '', pipe: 0, endAt: 0 };
    const rare = { ...never, minUs: Number.MAX_SAFE_INTEGER, maxUs: 0 };
    const counts = { sent: 0, received: 0, answered: 0, sumUs: 0, sum2Us: 0, lastAt: 0 };
    return proceed(copyOf({ run, rare, ...counts, nextAt: calls.now }), calls);
  },

  on(wakeup: Wakeup, state, calls) {
    if (state === undefined) return state;
    const next = copyOf(state);
    if (wakeup === 'interrupt') {
      summary(next, calls);
      return next;
    }
    const { socket } = next.run;
    for (let m = takeMessage(calls.ns, socket); m !== undefined; m = takeMessage(calls.ns, socket)) {
      answer(next, m, calls);
    }
    return proceed(next, calls);
  },
});
