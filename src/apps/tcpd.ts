// tcpd: a TCP server to watch. It takes its time where it is told to: to accept connections, and to read.
//
//   tcpd [-R] [-b BACKLOG] [-a DELAY] [-r RATE] [-c DELAY] [-m echo|lines|sink] PORT
//     -a 2s     accepts one connection every two seconds; -a never: none at all
//     -r 1K     reads as many bytes a second
//     -c 2s     closes two seconds after its client has; -c never: not at all
//     -m lines  answers whole lines only; -m sink: nothing
//     -R        without SO_REUSEADDR
import { closeSocket, tcpAccept, tcpBind, tcpListen, tcpRecv, tcpSend, tcpSetOption, tcpSocket } from '../net/index.js';
import { concatBytes, formatIpv4 } from '../wire/index.js';
import { getopt } from './getopt.js';
import { type Calls, program } from './process.js';
import { durationOf, portOf, sizeOf, strerror } from './tcp-common.js';

interface Client {
  readonly socket: number;
  readonly name: string;
  readonly read: number;
  /** What could not be sent back yet. */
  readonly back: Uint8Array;
  /** The beginning of a line whose end is not there yet. */
  readonly line: Uint8Array;
  /** When to close, the client having done so; 0: it has not; -1: never. */
  readonly closeAt: number;
}
type Mode = 'echo' | 'lines' | 'sink';
const MODES: readonly string[] = ['echo', 'lines', 'sink'] satisfies Mode[];

interface TcpdState {
  readonly listener: number;
  readonly mode: Mode;
  /** ns between two accepts; -1: never. */
  readonly acceptNs: number;
  readonly nextAccept: number;
  /** Bytes a second, 0: as they come; when it next reads. */
  readonly rate: number;
  readonly nextRead: number;
  /** ns between the client's end and ours; -1: it is forgotten. */
  readonly closeNs: number;
  readonly clients: readonly Client[];
}

/** How often a slow reader reads, ns. */
const READ_EVERY = 100e6;
const USAGE =
  'usage: tcpd [-R] [-b BACKLOG] [-a DELAY|never] [-r BYTES] [-c DELAY|never] [-m echo|lines|sink] PORT    for example: tcpd -b 1 -a 5s 80';
const NONE = new Uint8Array(0);
const NEWLINE = 10;

function start(argv: readonly string[], calls: Calls): TcpdState | undefined {
  const words = getopt(argv, 'tcpd', 'barcm', 'R');
  const value = (letter: string) => ('message' in words ? undefined : words.options.find(([l]) => l === letter)?.[1]);
  const port = 'message' in words ? undefined : portOf(words.operands[0]);
  const backlog = Number(value('b') ?? 5);
  const acceptNs = value('a') === 'never' ? -1 : durationOf(value('a') ?? '0');
  const rate = sizeOf(value('r') ?? '0');
  const closeNs = value('c') === 'never' ? -1 : durationOf(value('c') ?? '0');
  const mode = value('m') ?? 'echo';
  const bad = !Number.isInteger(backlog) || acceptNs === undefined || rate === undefined || closeNs === undefined;
  if (port === undefined || bad || !MODES.includes(mode)) {
    calls.complain('message' in words ? words.message : USAGE);
    calls.exit(2);
    return undefined;
  }
  const { stack, ns } = calls;
  const { id } = tcpSocket(stack, ns, calls.pid);
  if (!('message' in words) && !words.options.some(([l]) => l === 'R')) tcpSetOption(stack, ns, id, { reuse: true });
  const error = tcpBind(stack, ns, id, 0, port) ?? tcpListen(stack, ns, id, backlog);
  if (error !== undefined) {
    calls.complain(`tcpd: ${strerror(error)} (port ${port})`);
    calls.exit(1);
    return undefined;
  }
  calls.print(`tcpd: listening on port ${port}`);
  const nextAccept = acceptNs > 0 ? calls.now + acceptNs : 0;
  const times = { acceptNs, nextAccept, rate, nextRead: 0, closeNs };
  return { listener: id, mode: mode as Mode, ...times, clients: [] };
}

/** Accepts what it may now. */
function accept(state: TcpdState, calls: Calls): TcpdState {
  if (state.acceptNs < 0) return state;
  let { clients, nextAccept } = state;
  while (nextAccept <= calls.now) {
    const made = tcpAccept(calls.stack, calls.ns, state.listener);
    if (typeof made === 'string') break;
    const name = `${formatIpv4(made.remoteIp)}:${made.remotePort}`;
    calls.print(`tcpd: accepted ${name}`);
    clients = [...clients, { socket: made.id, name, read: 0, back: NONE, line: NONE, closeAt: 0 }];
    if (state.acceptNs > 0) nextAccept = calls.now + state.acceptNs;
  }
  return { ...state, clients, nextAccept };
}

/** Sends back what it owes, reads what it may; undefined when the client is done. */
function serve(client: Client, state: TcpdState, most: number, calls: Calls): Client | undefined {
  const { stack, ns } = calls;
  let { back, line, read } = client;
  if (client.closeAt !== 0) return closing(client, calls);
  for (;;) {
    while (back.length > 0) {
      const sent = tcpSend(stack, ns, client.socket, back);
      if (sent === 'EAGAIN') return { ...client, back, line, read };
      if (typeof sent === 'string') return finished(client, read, calls, sent);
      back = back.slice(sent);
    }
    if (most <= 0) return { ...client, back, line, read };
    const got = tcpRecv(stack, ns, client.socket, Math.min(most, 16384));
    if (got === 'EAGAIN') return { ...client, back, line, read };
    if (typeof got === 'string') return finished(client, read, calls, got);
    if (got.length === 0) {
      const closeAt = state.closeNs < 0 ? -1 : calls.now + state.closeNs;
      return closing({ ...client, back, line, read, closeAt }, calls);
    }
    read += got.length;
    most -= got.length;
    if (state.mode === 'echo') back = got;
    else if (state.mode === 'lines') {
      const all = concatBytes([line, got]);
      const end = all.lastIndexOf(NEWLINE) + 1;
      back = all.slice(0, end);
      line = all.slice(end);
    }
  }
}

/** Its client has ended: the server does so, too, when it gets round to it. */
function closing(client: Client, calls: Calls): Client | undefined {
  const over = client.closeAt >= 0 && calls.now >= client.closeAt;
  return over ? finished(client, client.read, calls, undefined) : client;
}

function finished(client: Client, read: number, calls: Calls, error: string | undefined): undefined {
  closeSocket(calls.stack, calls.ns, client.socket);
  calls.print(`tcpd: ${client.name}: ${read} bytes${error === undefined ? '' : `, ${strerror(error)}`}`);
  return undefined;
}

function proceed(given: TcpdState, calls: Calls): TcpdState {
  let state = accept(given, calls);
  const slow = state.rate > 0;
  const turn = !slow || calls.now >= state.nextRead;
  const most = slow ? Math.ceil((state.rate * READ_EVERY) / 1e9) : Number.MAX_SAFE_INTEGER;
  const clients: Client[] = [];
  for (const client of state.clients) {
    const next = serve(client, state, turn ? most : 0, calls);
    if (next !== undefined) clients.push(next);
  }
  state = { ...state, clients, nextRead: slow && turn ? calls.now + READ_EVERY : state.nextRead };
  let reading = 0;
  for (const { socket, back, closeAt } of clients) {
    if (closeAt > 0) calls.wakeAt(closeAt);
    if (closeAt !== 0) continue;
    reading++;
    if (back.length > 0) calls.wakeOnWritable(socket);
    else if (!slow) calls.wakeOn(socket);
  }
  if (slow && reading > 0) calls.wakeAt(state.nextRead);
  if (state.acceptNs >= 0) {
    if (state.nextAccept > calls.now) calls.wakeAt(state.nextAccept);
    else calls.wakeOn(state.listener);
  }
  return state;
}

export const tcpd = program<TcpdState | undefined>({
  name: 'tcpd',
  start(argv, calls) {
    const state = start(argv, calls);
    return state === undefined ? undefined : proceed(state, calls);
  },
  on(wakeup, state, calls) {
    if (state === undefined) return undefined;
    if (wakeup === 'interrupt') {
      calls.exit(130);
      return state;
    }
    return proceed(state, calls);
  },
});
