// tracepath (iputils 20221126): datagrams as long as the path MTU is known to be, never to be cut, with a TTL of 1, 2, 3 …: the
// routers on the way and the MTU of the whole way, without privileges. Read traceroute.ts first.
import { type Message, openUdp, type SocketRow, sendUdp, takeMessage, wayTo } from '../net/index.js';
import { formatIpv4 } from '../wire/index.js';
import { getopt, inetAton } from './getopt.js';
import { type Calls, program } from './process.js';

interface PathState {
  readonly socket: number;
  readonly dst: number;
  readonly most: number;
  readonly port: number;
  readonly ttl: number;
  /** Tries with this TTL that nobody answered. */
  readonly tries: number;
  readonly mtu: number;
  /** The MTU when the try began: one that has changed begins anew. */
  readonly before: number;
  /** Probes sent so far: the next one's port. */
  readonly sent: number;
  readonly sentAt: number;
}

const HEADERS = 28;
const SECOND = 1_000_000_000;
const MOST_TRIES = 3;
const COLUMN = 52;
/** iputils: how many ports are used in turn. */
const SLOTS = 64;

const hopsBack = (ttl: number): number => (ttl <= 64 ? 65 : ttl <= 128 ? 129 : 256) - ttl;
const number = (n: number): string => String(n).padStart(2);

function resume(state: PathState, calls: Calls, hops = '', back = ''): PathState {
  calls.print(`     Resume: pmtu ${state.mtu} ${hops}${back}`);
  calls.exit(0);
  return state;
}

/** Sends a probe with the TTL at hand; one too long for our own link shortens the next (iputils probe_ttl()). */
function probe(state: PathState, calls: Calls): PathState {
  let { mtu } = state;
  const socket = calls.ns.sockets.get(state.socket) as SocketRow;
  const port = state.port + (state.sent % SLOTS);
  const how = { ttl: state.ttl, df: true, noFragments: true, ignorePathMtu: true };
  for (let i = 0; i < 10; i++) {
    const error = sendUdp(calls.stack, calls.ns, socket, { ip: state.dst, port }, new Uint8Array(mtu - HEADERS), how);
    if (error === undefined) {
      calls.wakeOn(state.socket);
      calls.wakeAt(calls.now + SECOND);
      return { ...state, mtu, sent: state.sent + 1, sentAt: calls.now };
    }
    if (error !== 'EMSGSIZE') break;
    mtu = wayTo(calls.stack, calls.ns, state.dst)?.mtu ?? mtu;
    calls.print(`${number(state.ttl)}?: ${'[LOCALHOST]'.padEnd(32)} pmtu ${mtu}`);
  }
  calls.print(`${number(state.ttl)}:  send failed`);
  return resume({ ...state, mtu }, calls);
}

/** The next hop, or the end. */
function further(state: PathState, calls: Calls): PathState {
  if (state.ttl >= state.most) {
    calls.print(`     Too many hops: pmtu ${state.mtu}`);
    return resume(state, calls);
  }
  return probe({ ...state, ttl: state.ttl + 1, tries: 0, before: state.mtu }, calls);
}

const REFUSALS: Readonly<Record<number, string>> = { 0: '!N', 1: '!H', 2: '!P', 9: '!A', 10: '!A', 13: '!A' };

/** What an ICMP error tells (iputils recverr()). */
function told(state: PathState, message: Message, calls: Calls): PathState {
  const { stack, now } = calls;
  const bytes = stack.world.frames.view(message.frame);
  const back = hopsBack(message.port);
  const took = Math.floor((now - state.sentAt) / 1000);
  const time = `${String(Math.floor(took / 1000)).padStart(3)}.${String(took % 1000).padStart(3, '0')}ms `;
  const asymmetric = back === state.ttl ? '' : `asymm ${number(back)} `;
  const head = `${number(state.ttl)}:  ${formatIpv4(message.ip).padEnd(COLUMN)}${time}`;
  if (message.type === 11) {
    calls.print(`${head}${asymmetric}`);
    // The MTU has changed since this TTL was first tried: the hop is asked again (iputils main()).
    if (state.mtu !== state.before) return probe({ ...state, before: state.mtu, tries: 0 }, calls);
    return further(state, calls);
  }
  if (message.type === 3 && message.code === 4) {
    const mtu = ((bytes[message.offset + 6] as number) << 8) | (bytes[message.offset + 7] as number);
    calls.print(`${head}pmtu ${mtu}`);
    return probe({ ...state, mtu, before: mtu, tries: 0 }, calls);
  }
  if (message.type === 3 && message.code === 3) {
    calls.print(`${head}reached`);
    return resume(state, calls, `hops ${state.ttl} `, `back ${back} `);
  }
  calls.print(`${head}${REFUSALS[message.code] ?? '!H'}`);
  return resume(state, calls);
}

const USAGE = 'Usage: tracepath [-n] [-l LENGTH] [-m MAX_HOPS] [-p PORT] HOST';

export const tracepath = program<PathState | undefined>({
  name: 'tracepath',

  start(argv, calls) {
    const words = getopt(argv, 'tracepath', 'lmp', '4nbVh');
    const host = 'message' in words ? undefined : words.operands[0];
    const dst = host === undefined ? undefined : inetAton(host);
    if ('message' in words || host === undefined || dst === undefined) {
      const known = host === undefined || dst !== undefined;
      calls.complain(
        'message' in words ? words.message : known ? USAGE : `tracepath: ${host}: Name or service not known`,
      );
      calls.exit(1);
      return undefined;
    }
    const given = (letter: string, usual: number) => {
      const text = words.options.find(([l]) => l === letter)?.[1];
      return text === undefined || !/^\d+$/.test(text) ? usual : Number(text);
    };
    const socket = openUdp(calls.stack, calls.ns, calls.pid, 0, { ip: dst, port: 0 });
    if (socket === undefined) throw new Error('no free port');
    const mtu = Math.max(HEADERS, Math.min(given('l', 65535), 65535));
    const numbers = {
      most: Math.min(255, given('m', 30)),
      port: given('p', 44444),
      ttl: 1,
      tries: 0,
      sent: 0,
      sentAt: 0,
    };
    return probe({ socket: socket.id, dst, mtu, before: mtu, ...numbers }, calls);
  },

  on(wakeup, state, calls) {
    if (state === undefined) return undefined;
    if (wakeup === 'interrupt') {
      calls.exit(130);
      return state;
    }
    const message = takeMessage(calls.ns, state.socket);
    if (message === undefined) {
      if (state.tries + 1 < MOST_TRIES) return probe({ ...state, tries: state.tries + 1 }, calls);
      calls.print(`${number(state.ttl)}:  no reply`);
      return further(state, calls);
    }
    if (message.type !== 0) return told(state, message, calls);
    calls.print(`${number(state.ttl)}?: reply received 8)`);
    return resume(state, calls);
  },
});
