// tcpd: a TCP server to watch. It takes its time where it is told to: to accept connections, and to read.
//
//   tcpd [-b BACKLOG] [-a DELAY] [-r RATE] [-m echo|sink] PORT
//     -a 2s     accepts one connection every two seconds; -a never: none at all
//     -r 1K     reads as many bytes a second
import { closeSocket, tcpAccept, tcpBind, tcpListen, tcpRecv, tcpSend, tcpSetOption, tcpSocket } from '../net/index.js';
import { formatIpv4 } from '../wire/index.js';
import { getopt } from './getopt.js';
import { type Calls, program } from './process.js';
import { durationOf, portOf, sizeOf, strerror } from './tcp-common.js';

interface Client {
  readonly socket: number;
  readonly name: string;
  readonly read: number;
  /** What could not be sent back yet. */
  readonly back: Uint8Array;
}
interface TcpdState {
  readonly listener: number;
  readonly echo: boolean;
  /** ns between two accepts; -1: never. */
  readonly acceptNs: number;
  readonly nextAccept: number;
  /** Bytes a second, 0: as they come; when it next reads. */
  readonly rate: number;
  readonly nextRead: number;
  readonly clients: readonly Client[];
}

/** How often a slow reader reads, ns. */
const READ_EVERY = 100e6;
const USAGE =
  'usage: tcpd [-b BACKLOG] [-a DELAY|never] [-r BYTES] [-m echo|sink] PORT    for example: tcpd -b 1 -a 5s 80';
const NONE = new Uint8Array(0);

function start(argv: readonly string[], calls: Calls): TcpdState | undefined {
  const words = getopt(argv, 'tcpd', 'barm', '');
  const value = (letter: string) => ('message' in words ? undefined : words.options.find(([l]) => l === letter)?.[1]);
  const port = 'message' in words ? undefined : portOf(words.operands[0]);
  const backlog = Number(value('b') ?? 5);
  const acceptNs = value('a') === 'never' ? -1 : durationOf(value('a') ?? '0');
  const rate = sizeOf(value('r') ?? '0');
  const mode = value('m') ?? 'echo';
  const bad = !Number.isInteger(backlog) || acceptNs === undefined || rate === undefined;
  if (port === undefined || bad || (mode !== 'echo' && mode !== 'sink')) {
    calls.complain('message' in words ? words.message : USAGE);
    calls.exit(2);
    return undefined;
  }
  const { stack, ns } = calls;
  const { id } = tcpSocket(stack, ns, calls.pid);
  tcpSetOption(stack, ns, id, { reuse: true });
  const error = tcpBind(stack, ns, id, 0, port) ?? tcpListen(stack, ns, id, backlog);
  if (error !== undefined) {
    calls.complain(`tcpd: ${strerror(error)} (port ${port})`);
    calls.exit(1);
    return undefined;
  }
  calls.print(`tcpd: listening on port ${port}`);
  const nextAccept = acceptNs > 0 ? calls.now + acceptNs : 0;
  return { listener: id, echo: mode === 'echo', acceptNs, nextAccept, rate, nextRead: 0, clients: [] };
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
    clients = [...clients, { socket: made.id, name, read: 0, back: NONE }];
    if (state.acceptNs > 0) nextAccept = calls.now + state.acceptNs;
  }
  return { ...state, clients, nextAccept };
}

/** Sends back what it owes, reads what it may; undefined when the client is done. */
function serve(client: Client, state: TcpdState, most: number, calls: Calls): Client | undefined {
  const { stack, ns } = calls;
  let { back, read } = client;
  for (;;) {
    while (back.length > 0) {
      const sent = tcpSend(stack, ns, client.socket, back);
      if (sent === 'EAGAIN') return { ...client, back, read };
      if (typeof sent === 'string') return finished(client, read, calls, sent);
      back = back.slice(sent);
    }
    if (most <= 0) return { ...client, back, read };
    const got = tcpRecv(stack, ns, client.socket, Math.min(most, 16384));
    if (got === 'EAGAIN') return { ...client, back, read };
    if (typeof got === 'string') return finished(client, read, calls, got);
    if (got.length === 0) return finished(client, read, calls, undefined);
    read += got.length;
    most -= got.length;
    if (state.echo) back = got;
  }
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
  for (const { socket, back } of clients) {
    if (back.length > 0) calls.wakeOnWritable(socket);
    else if (!slow) calls.wakeOn(socket);
  }
  if (slow && clients.length > 0) calls.wakeAt(state.nextRead);
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
