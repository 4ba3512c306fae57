// traceroute: probes whose TTL is 1, 2, 3 …; each router on the way throws one away and says so by ICMP. The probes are datagrams
// to ports that nobody has, or echo requests (-I). As Dmitry Butskoy's traceroute does it: several probes at once, each
// printed in its turn. Read process.ts and ping.ts first.
import {
  closeSocket,
  type Message,
  openPing,
  openUdp,
  type SocketRow,
  sendEcho,
  sendUdp,
  takeMessage,
  wayTo,
} from '../net/index.js';
import { formatIpv4 } from '../wire/index.js';
import { isUsageError } from './getopt.js';
import { type Calls, program } from './process.js';
import { parseTraceroute, type TracerouteOptions } from './traceroute-options.js';
import { type Probe, probeText, timeout, UNSENT } from './traceroute-text.js';

interface TraceState {
  readonly options: TracerouteOptions;
  /** ICMP: one socket for all; 0 for datagrams, of which each probe has its own. */
  readonly socket: number;
  readonly probes: readonly Probe[];
  /** The first probe that is not printed yet, and the first that is not wanted. */
  readonly start: number;
  readonly end: number;
  readonly line: string;
  readonly lastSent: number;
}

const IP_HEADER = 20;
const NEW: Probe = { sent: UNSENT, received: 0, socket: 0, from: 0, error: '', done: false, final: false };

/** The payload of a probe; an echo request's is numbered on from its header. */
function payload({ length, icmp }: TracerouteOptions): Uint8Array {
  const data = new Uint8Array(length - IP_HEADER - 8);
  for (let i = 0; i < data.length; i++) data[i] = 0x40 + ((i + (icmp ? 8 : 0)) & 0x3f);
  return data;
}

/** Sends probe `n`; what it is from then on, or the error in words. */
function send(state: TraceState, n: number, calls: Calls): Probe | string {
  const { options } = state;
  const ttl = Math.floor(n / options.queries) + 1;
  const { tos, dst, src, dontFragment } = options;
  const how = { ttl, tos, df: dontFragment, noFragments: dontFragment, ...(src === undefined ? {} : { src }) };
  const data = payload(options);
  let socket = state.socket === 0 ? undefined : (calls.ns.sockets.get(state.socket) as SocketRow);
  let error: string | undefined;
  if (socket === undefined) {
    const to = { ip: dst, port: (options.port + n) & 0xffff };
    socket = openUdp(calls.stack, calls.ns, calls.pid, 0, to);
    if (socket === undefined) return 'socket: Address already in use';
    error = sendUdp(calls.stack, calls.ns, socket, to, data, how);
  } else error = sendEcho(calls.stack, calls.ns, socket, { dst, seq: (n + 1) & 0xffff, data, ...how });
  if (error === 'EMSGSIZE') return sizeError(socket.id, state, calls);
  if (error !== undefined) return `send: ${SEND_ERRORS[error] ?? error}`;
  return { ...NEW, sent: calls.now, socket: socket.id };
}

/** A packet that our own link does not take counts as an answer of our own (IP_RECVERR). */
function sizeError(socket: number, { options }: TraceState, calls: Calls): Probe {
  const way = wayTo(calls.stack, calls.ns, options.dst);
  const from = way?.route.src ?? 0;
  return { ...NEW, sent: calls.now, received: 0, socket, from, error: `!F-${way?.mtu ?? 0}`, done: true, final: true };
}

const SEND_ERRORS: Readonly<Record<string, string>> = {
  ENETUNREACH: 'Network is unreachable',
  EHOSTUNREACH: 'No route to host',
  EACCES: 'Permission denied',
  EINVAL: 'Invalid argument',
};

const CODES: Readonly<Record<number, string>> = { 0: '!N', 1: '!H', 2: '!P', 5: '!S', 6: '!U', 7: '!W', 8: '!I' };

/** What an ICMP error or an answer says about a probe. */
function answered(probe: Probe, message: Message, calls: Calls, icmp: boolean): Probe {
  const { type, code } = message;
  const got = { ...probe, received: calls.now, from: message.ip, done: true };
  if (type === 0) return { ...got, final: true };
  if (type === 11) return got;
  if (type !== 3) return { ...got, error: `!<${type}-${code}>`, final: true };
  if (code === 3 && !icmp) return { ...got, final: true };
  if (code === 4) {
    const bytes = calls.stack.world.frames.view(message.frame);
    return { ...got, error: `!F-${(bytes[message.offset + 6]! << 8) | bytes[message.offset + 7]!}`, final: true };
  }
  const said = code === 13 ? '!X' : code === 9 ? '!X' : code === 10 ? '!X' : CODES[code];
  return { ...got, error: said ?? `!<${code}>`, final: true };
}

/** Which probe a message on the ICMP socket is about: the sequence number says so. */
function probeOf(message: Message, calls: Calls): number {
  const bytes = calls.stack.world.frames.view(message.frame);
  const { offset } = message;
  const echo = offset + (message.type === 0 ? 0 : 8 + ((bytes[offset + 8]! & 15) << 2));
  return ((bytes[echo + 6]! << 8) | bytes[echo + 7]!) - 1;
}

/** Takes in what has come. */
function receive(state: TraceState, calls: Calls): TraceState {
  const probes = [...state.probes];
  const { icmp } = state.options;
  const take = (n: number, message: Message) => {
    const probe = probes[n];
    if (probe === undefined || probe.done || probe.sent === UNSENT) return;
    probes[n] = answered(probe, message, calls, icmp);
    if (!icmp) closeSocket(calls.stack, calls.ns, probe.socket);
  };
  if (icmp) {
    for (let m = takeMessage(calls.ns, state.socket); m !== undefined; m = takeMessage(calls.ns, state.socket)) {
      take(probeOf(m, calls), m);
    }
  } else {
    for (const [n, probe] of probes.entries()) {
      const message = probe.done || probe.sent === UNSENT ? undefined : takeMessage(calls.ns, probe.socket);
      if (message !== undefined) take(n, message);
    }
  }
  return { ...state, probes };
}

/** Prints what can be printed, sends what may be sent, says what to wait for (traceroute's do_it()). */
function proceed(before: TraceState, calls: Calls): TraceState {
  const { options } = before;
  const probes = [...before.probes];
  let { start, end, line, lastSent } = before;
  let wake = 0;
  const later = (time: number) => {
    wake = wake === 0 ? time : Math.min(wake, time);
  };
  let under = 0;
  for (let n = start; n < end && under < options.atOnce; n++) {
    let probe = probes[n] as Probe;
    if (n === start && !probe.done && probe.sent !== UNSENT) {
      const expires = probe.sent + timeout(options, probes, n);
      if (calls.now >= expires) {
        probe = { ...probe, done: true };
        probes[n] = probe;
        if (!options.icmp) closeSocket(calls.stack, calls.ns, probe.socket);
      } else later(expires);
    }
    if (probe.done) {
      if (n === start) {
        if (n % options.queries === 0) {
          if (line !== '') calls.print(line);
          line = `${String(Math.floor(n / options.queries) + 1).padStart(2)} `;
        }
        line += probeText(options, probes, n);
        start++;
      }
      if (probe.final) end = (Math.floor(n / options.queries) + 1) * options.queries;
      continue;
    }
    if (probe.sent === UNSENT) {
      if (options.pauseNs > 0 && lastSent !== UNSENT && calls.now < lastSent + options.pauseNs) {
        later(lastSent + options.pauseNs);
        break;
      }
      const sent = send({ ...before, probes }, n, calls);
      if (typeof sent === 'string') {
        if (line !== '') calls.print(line);
        calls.complain(sent);
        calls.exit(1);
        return { ...before, probes, start, end, line, lastSent };
      }
      probes[n] = sent;
      lastSent = calls.now;
      if (sent.done) {
        n--;
        continue;
      }
      if (n === start) later(sent.sent + timeout(options, probes, n));
    }
    under++;
  }
  if (start >= end) {
    calls.print(line);
    calls.exit(0);
  } else {
    if (wake > 0) calls.wakeAt(wake);
    if (options.icmp) calls.wakeOn(before.socket);
    else for (const probe of probes) if (probe.sent !== UNSENT && !probe.done) calls.wakeOn(probe.socket);
  }
  return { ...before, probes, start, end, line, lastSent };
}

export const traceroute = program<TraceState | undefined>({
  name: 'traceroute',

  start(argv, calls) {
    const options = parseTraceroute(argv);
    if (isUsageError(options)) {
      for (const line of options.lines) options.stdout ? calls.print(line) : calls.complain(line);
      calls.exit(options.status);
      return undefined;
    }
    const { host, dst, most, length, queries, icmp } = options;
    if (wayTo(calls.stack, calls.ns, dst) === undefined) {
      calls.complain('connect: Network is unreachable');
      calls.exit(1);
      return undefined;
    }
    calls.print(`traceroute to ${host} (${formatIpv4(dst)}), ${most} hops max, ${length} byte packets`);
    const socket = icmp ? openPing(calls.stack, calls.ns, calls.pid).id : 0;
    const probes: Probe[] = Array.from({ length: most * queries }, () => NEW);
    const start = (options.first - 1) * queries;
    return proceed({ options, socket, probes, start, end: most * queries, line: '', lastSent: UNSENT }, calls);
  },

  on(wakeup, state, calls) {
    if (state === undefined) return undefined;
    if (wakeup === 'interrupt') {
      if (state.line !== '') calls.print(state.line);
      calls.exit(130);
      return state;
    }
    return proceed(receive(state, calls), calls);
  },
});
