// Replays what programs did in a recording, call by call, on two hosts, and tells the segments in words.
import {
  closeSocket,
  type TcpOptions,
  tcpAccept,
  tcpBind,
  tcpConnect,
  tcpListen,
  tcpRecv,
  tcpSend,
  tcpSetOption,
  tcpShutdown,
  tcpSocket,
  transmit,
} from '../../src/net/index.js';
import type { Network } from '../../src/topology/index.js';
import { encodeStack, ethernet, formatIpv4, ipv4, tcp } from '../../src/wire/index.js';
import type { Line } from '../net/scene-file.js';
import { build, within } from '../topology/build.js';

/** A call at a time, s. Sockets have names; `c` is 10.0.0.1 and `s` 10.0.0.2. */
export type Step =
  | readonly [at: number, what: 'listen', socket: string, port: number, backlog: number]
  | readonly [
      at: number,
      what: 'connect',
      socket: string,
      from: number,
      port: number,
      options?: readonly Partial<TcpOptions>[],
    ]
  | readonly [at: number, what: 'accept', listener: string, socket: string]
  | readonly [at: number, what: 'send', socket: string, length: number]
  | readonly [at: number, what: 'recv' | 'close' | 'shutdown', socket: string]
  | readonly [at: number, what: 'sysctl', node: string, setting: string]
  /** A SYN of nobody: from 10.9.0.k, port 50000. */
  | readonly [at: number, what: 'syn', k: number, port: number];

export interface Replay {
  readonly steps: readonly Step[];
  /** Segments that are lost, by who sends them and when; `unseen`: before the capture. */
  readonly lost: (line: {
    readonly from: 'c' | 's';
    readonly at: number;
    readonly text: string;
  }) => 'lost' | 'unseen' | undefined;
}

const SECOND = 1e9;
const u16 = (b: Uint8Array, at: number): number => (b[at]! << 8) | b[at + 1]!;
const u32 = (b: Uint8Array, at: number): number => (u16(b, at) * 65536 + u16(b, at + 2)) >>> 0;

/** Segments in words, with relative numbers: of a first SYN of each direction on. */
export class Teller {
  readonly #isn = new Map<string, number>();

  tell(frame: Uint8Array): string | undefined {
    if (u16(frame, 12) !== 0x0800 || frame[23] !== 6) return undefined;
    const [src, dst] = [formatIpv4(u32(frame, 26)), formatIpv4(u32(frame, 30))];
    const off = 14 + (frame[14]! & 15) * 4;
    const ends = [`${src}:${u16(frame, off)}`, `${dst}:${u16(frame, off + 2)}`] as const;
    const flags = frame[off + 13]!;
    const header = (frame[off + 12]! >> 4) * 4;
    const seq = u32(frame, off + 4);
    const key = ends.join('>');
    if ((flags & 2) !== 0) this.#isn.set(key, seq);
    const isn = this.#isn.get(key);
    const theirs = this.#isn.get(`${ends[1]}>${ends[0]}`) ?? 0;
    const letters = ['F', 'S', 'R', 'P', 'A'].filter((_, i) => (flags & (1 << i)) !== 0).join('');
    const ack = (flags & 16) === 0 ? 0 : (u32(frame, off + 8) - theirs) >>> 0;
    const kinds: string[] = [];
    for (let at = off + 20; at < off + header; at += frame[at]! < 2 ? 1 : frame[at + 1]!) {
      const kind = frame[at]!;
      kinds.push(kind === 2 ? `mss${u16(frame, at + 2)}` : kind === 3 ? `ws${frame[at + 2]}` : String(kind));
    }
    const id = u16(frame, 18) === 0 ? '0' : 'n';
    // What an skb costs is not counted here: one unread segment takes 128 bytes off Linux's window.
    const win = u16(frame, off + 14) === 509 ? 510 : u16(frame, off + 14);
    const length = u16(frame, 16) - (off - 14) - header;
    const number = isn === undefined ? 0 : (seq - isn) >>> 0;
    return `${ends.join(' > ')} ${letters} ${number}:${length} ack ${ack} win ${win} id ${id} [${kinds.join(' ')}]`;
  }
}

/** Where client and server run, and their addresses. */
export interface Ends {
  readonly c: string;
  readonly s: string;
  readonly clientIp: number;
  readonly serverIp: number;
}
const LAN_ENDS: Ends = { c: 'c', s: 's', clientIp: 0x0a000001, serverIp: 0x0a000002 };

export type Sockets = Map<string, { ns: 'c' | 's'; id: number }>;

/** Makes one call, inside an event. */
export function perform(network: Network, sockets: Sockets, step: Step, ends: Ends = LAN_ENDS): void {
  const { stack, world } = network;
  const [, what] = step;
  if (what === 'sysctl') {
    const [name, value] = step[3].split('=') as [string, string];
    stack.netns(step[2]).sysctls.set(name, { name, value: Number(value) });
    return;
  }
  if (what === 'syn') {
    const base = { seq: 1000, window: 64240, options: [{ kind: 'mss', mss: 1460 }], synFlag: 1 } as const;
    const src = 0x0a090000 + step[2];
    const dev = (name: string) => stack.netns(name).device('eth0')!;
    const bytes = encodeStack([
      [ethernet, { dst: dev('s').mac, src: dev('c').mac, type: 0x0800 }],
      [ipv4, { src, dst: 0x0a000002, proto: 6, id: step[2] }],
      [tcp, { ...base, srcPort: 50000, dstPort: step[3] }],
    ]);
    const frame = world.frames.create(bytes.length, 0, 'ethernet');
    world.frames.buffer(frame).set(bytes, world.frames.offset(frame));
    transmit(stack, dev('c'), frame);
    return;
  }
  const name = step[2];
  const known = sockets.get(name);
  const ns = stack.netns(ends[known?.ns ?? (what === 'listen' ? 's' : 'c')]);
  const id = known?.id ?? tcpSocket(stack, ns, 0).id;
  if (known === undefined) sockets.set(name, { ns: what === 'listen' ? 's' : 'c', id });
  if (what === 'listen') {
    tcpBind(stack, ns, id, ends.serverIp, step[3]);
    tcpListen(stack, ns, id, step[4]);
  } else if (what === 'connect') {
    for (const option of step[5] ?? []) tcpSetOption(stack, ns, id, option);
    tcpBind(stack, ns, id, ends.clientIp, step[3]);
    tcpConnect(stack, ns, id, ends.serverIp, step[4]);
  } else if (what === 'accept') {
    const made = tcpAccept(stack, ns, id);
    if (typeof made === 'string') throw new Error(`${name}: ${made} at ${step[0]} s`);
    sockets.set(step[3], { ns: 's', id: made.id });
  } else if (what === 'send') tcpSend(stack, ns, id, new Uint8Array(step[3]));
  else if (what === 'recv') tcpRecv(stack, ns, id, 65536);
  else if (what === 'shutdown') tcpShutdown(stack, ns, id, 1);
  else closeSocket(stack, ns, id);
}

/** What is seen at the client's card. */
export function replay({ steps, lost }: Replay, seconds: number): { lines: Line[]; network: Network } {
  const network = build({
    hosts: { c: '10.0.0.1/24', s: '10.0.0.2/24' },
    links: ['c-s'],
    medium: 'veth',
    delayNs: 5000,
    profile: 'linux-6.18',
    setup: {
      c: ['ip link set eth0 address 02:00:00:00:00:01', 'ip neigh replace 10.0.0.2 lladdr 02:00:00:00:00:02 dev eth0'],
      s: [
        'ip link set eth0 address 02:00:00:00:00:02',
        'ip neigh replace 10.0.0.1 lladdr 02:00:00:00:00:01 dev eth0',
        'ip route add 10.9.0.0/24 via 10.0.0.1',
      ],
    },
  });
  const { world, stack } = network;
  const card = stack.netns('c').device('eth0')!.id;
  const far = stack.netns('s').device('eth0')!.id;
  const teller = new Teller();
  const seenFar = new Teller();
  const lines: Line[] = [];
  const sockets: Sockets = new Map();
  const start = world.now;
  let frame = 0;
  const collect = () => {
    for (; frame < world.frames.count; frame++) {
      const dev = world.frames.devOf(frame);
      const direction = world.frames.directionOf(frame);
      const at = (world.journal.eventTime(world.journal.eventOf(world.frames.stageOf(frame))) - start) / SECOND;
      const from = dev === card && direction === 'sent' ? 'c' : dev === far && direction === 'sent' ? 's' : undefined;
      if (dev === card && direction !== 'none') {
        const text = teller.tell(world.frames.view(frame));
        const gone = from === undefined || text === undefined ? undefined : lost({ from, at, text });
        if (gone !== undefined) network.perform({ kind: 'drop', frame });
        if (text !== undefined && gone !== 'unseen') lines.push({ at, text });
      } else if (from === 's') {
        const text = seenFar.tell(world.frames.view(frame));
        if (text !== undefined && lost({ from, at, text }) !== undefined) network.perform({ kind: 'drop', frame });
      }
    }
  };
  const run = (to: number) => {
    while (world.pending()[0] !== undefined && world.pending()[0]!.time <= to) {
      world.step();
      collect();
    }
  };
  for (const step of [...steps].sort((a, b) => a[0] - b[0])) {
    const at = start + Math.round(step[0] * SECOND);
    run(at);
    wait(network, at);
    within(network, () => perform(network, sockets, step));
    collect();
  }
  run(start + seconds * SECOND);
  return { lines, network };
}

/** Brings the clock to a time at which nothing else happens. */
export function wait(network: Network, at: number, node = 'c'): void {
  const { world, processes, stack } = network;
  if (world.now >= at) return;
  within(network, () => processes.spawn(stack.netns(node), 'sleep', [String((at - world.now) / SECOND)]));
  world.run(10_000, at);
}
