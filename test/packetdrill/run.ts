// Runs a script: the host `dut` (192.168.0.1) has the sockets, and the runner plays everything behind its cable.
import { stageKind } from '../../src/journal/index.js';
import { type Netns, neighSet, transmit } from '../../src/net/index.js';
import { eventKind } from '../../src/sim/index.js';
import type { Network } from '../../src/topology/index.js';
import { encodeStack, ethernet } from '../../src/wire/index.js';
import { build, within } from '../topology/build.js';
import { type Call, Calls, type Outcome, PORT } from './calls.js';
import { runCode, tcpInfo } from './info.js';
import {
  type Event,
  type IcmpPacket,
  parseScript,
  type Script,
  type TcpOption,
  type TcpPacket,
  Unsupported,
} from './script.js';
import { runShell } from './settings.js';
import { icmpBytes, icmpCode, packetText, type Seen, seenOf, tcpBytes } from './wire.js';

export type Verdict =
  | { readonly result: 'pass' }
  | { readonly result: 'fail'; readonly line: number; readonly text: string; readonly difference: string }
  | { readonly result: 'unsupported'; readonly line: number; readonly why: string };

const STAGE = stageKind('test_packetdrill', 'a script', 'path', ['test.setup']);
const EVENT = eventKind('test_packetdrill');
const SECOND = 1e9;
/** Longest wait for something that has no time, s. */
const PATIENCE = 200;

class Failed extends Error {}

/** One connection of the script: where the numbers of both ends begin. */
interface Flow {
  readonly localPort: number;
  readonly remotePort: number;
  /** Wire number of the script's 0, of either side; undefined until the SYN was seen. */
  local: number | undefined;
  remote: number;
  /** Script's timestamps → the ones that were sent. */
  readonly stamps: Map<number, number>;
}

const REMOTE_ISN = 3_000_000_000;

class Run {
  readonly #network: Network;
  readonly #ns: Netns;
  readonly #calls: Calls;
  readonly #tolerance: number;
  readonly #peer: number;
  readonly #flows: Flow[] = [];
  #todo: (() => void) | undefined;
  #waiting: { call: Call; from: number; event: Event; due: number }[] = [];
  #seenFrames = 0;
  readonly #out: Seen[] = [];
  /** When the last event was, s of the script. */
  #last = 0;
  /** What the script's code has given names to. */
  readonly #names = new Map<string, number>();
  /** How long one step of the timestamps' clock takes, µs; 0: not compared. */
  readonly #tick: number;
  #nextRemotePort = 40000;

  constructor({ flags }: Script) {
    this.#network = build({
      hosts: { dut: '192.168.0.1/24', net: '192.168.0.2/24' },
      links: ['dut-net'],
      medium: 'veth',
      delayNs: 0,
      rateBps: 0,
      profile: 'linux-6.18',
    });
    const { stack, world } = this.#network;
    this.#ns = stack.netns('dut');
    this.#calls = new Calls(stack, this.#ns);
    this.#tolerance = Number(flags.tolerance_usecs ?? 10000) / 1e6;
    this.#tick = Number(flags.tcp_ts_tick_usecs ?? 0);
    const net = stack.netns('net').device('eth0')!;
    this.#peer = net.id;
    world.handle(EVENT, () => {
      world.journal.begin(STAGE, 'test.setup');
      this.#todo?.();
      world.journal.end();
    });
    const { shell } = this.#network;
    within(this.#network, () => {
      shell.execute(this.#ns, 'ip route add default via 192.168.0.2');
      neighSet(stack, this.#ns, this.#ns.device('eth0')!, 0xc0a80002, net.mac, 'PERMANENT');
    });
  }

  get network(): Network {
    return this.#network;
  }

  /** Everything in order. */
  run(events: readonly Event[]): void {
    for (const event of events) this.#one(event);
    for (const { event, due } of this.#waiting) {
      this.#until(due + this.#tolerance * SECOND);
      if (this.#waiting.some(w => w.event === event)) throw problem(event, 'the call does not return');
    }
    // The network must be able to come to rest.
    this.#until(this.#network.world.now + SECOND / 1000);
  }

  #one(event: Event): void {
    const { when } = event;
    const { world } = this.#network;
    const at = when.kind === 'absolute' ? when.at : when.kind === 'relative' ? this.#last + when.at : this.#last;
    const end = when.until === undefined ? undefined : when.relativeUntil ? this.#last + when.until : when.until;
    if (event.kind === 'out' && event.packet.kind === 'tcp') {
      const seen = this.#expect(event, event.packet, at, end);
      this.#last = when.kind === 'any' || end !== undefined ? seen : (at as number);
      return;
    }
    if (when.kind === 'any') throw new Unsupported(`line ${event.line}: a wildcard time for "${event.text}"`);
    this.#last = at;
    this.#do(at, () => {
      if (event.kind === 'call') this.#begin(event, end);
      else if (event.kind === 'in') this.#inject(event.packet);
      else if (event.kind === 'shell') runShell(this.#ns, event.command);
      else if (event.kind === 'code') {
        const info = tcpInfo(this.#network.stack, this.#ns, this.#calls.latest) ?? {};
        const wrong = runCode(event.code, info, this.#names);
        if (wrong !== undefined) throw problem(event, wrong);
      } else throw new Unsupported('an outgoing ICMP packet');
    });
    void world;
  }

  /** Does something at a time of the script, behind what is due by then. */
  #do(seconds: number, work: () => void): void {
    const { world } = this.#network;
    const time = Math.max(world.now, Math.round(seconds * SECOND));
    this.#until(time);
    this.#todo = work;
    world.schedule(time, EVENT);
    let thrown: unknown;
    const guarded = () => {
      try {
        work();
      } catch (error) {
        thrown = error;
      }
    };
    this.#todo = guarded;
    // Others that are due at the same time run first.
    while (this.#todo !== undefined) {
      const mine = this.#todo;
      this.#todo = () => {
        mine();
        this.#todo = undefined;
      };
      if (!world.step()) break;
    }
    this.#collect();
    if (thrown !== undefined) throw thrown;
    this.#retry();
  }

  /** Lets the network run up to a time, looking at calls that wait after every event. */
  #until(time: number): void {
    const { world } = this.#network;
    for (let n = 0; n < 200_000; n++) {
      this.#collect();
      this.#retry();
      const next = world.pending()[0];
      const wake = Math.min(...this.#waiting.map(w => this.#calls.wakeAt(w.call)), Number.POSITIVE_INFINITY);
      if (wake <= time && (next === undefined || next.time > wake) && wake > world.now) {
        this.#todo = undefined;
        world.schedule(wake, EVENT);
        continue;
      }
      if (next === undefined || next.time > time) break;
      world.step();
    }
    this.#collect();
    this.#retry();
  }

  #collect(): void {
    const { frames, journal } = this.#network.world;
    const dev = this.#ns.device('eth0')!.id;
    for (; this.#seenFrames < frames.count; this.#seenFrames++) {
      const f = this.#seenFrames;
      if (frames.devOf(f) !== dev || frames.directionOf(f) !== 'sent') continue;
      const seen = seenOf(frames.view(f), journal.eventTime(journal.eventOf(frames.stageOf(f))));
      if (seen !== undefined) this.#out.push(seen);
    }
  }

  #begin(event: Event & { kind: 'call' }, end: number | undefined): void {
    const { now } = this.#network.world;
    const outcome = this.#calls.run(event);
    if (outcome !== 'wait') {
      this.#check(event, outcome);
      if (end !== undefined && end - now / SECOND > this.#tolerance) throw problem(event, 'the call returns at once');
      return;
    }
    this.#waiting.push({
      call: event,
      from: now,
      event,
      due: end === undefined ? now + PATIENCE * SECOND : end * SECOND,
    });
  }

  #retry(): void {
    for (const waiting of [...this.#waiting]) {
      const { world } = this.#network;
      let outcome: Outcome = 'wait';
      within(this.#network, () => {
        outcome = this.#calls.run(waiting.call);
      });
      if ((outcome as Outcome) === 'wait') continue;
      this.#waiting = this.#waiting.filter(w => w !== waiting);
      this.#check(waiting.event as Call, outcome as Outcome);
      const late = (world.now - waiting.due) / SECOND;
      const timed = waiting.event.when.until !== undefined;
      if (timed && Math.abs(late) > this.#tolerance)
        throw problem(
          waiting.event,
          `the call returns at ${(world.now / SECOND).toFixed(6)} s, not at ${(waiting.due / SECOND).toFixed(6)} s`,
        );
    }
  }

  #check(event: Call, outcome: Outcome): void {
    if (outcome === 'wait') return;
    const { value, errno, problem: other } = outcome;
    const got = errno === undefined ? String(value) : `${value} ${errno}`;
    const wanted = event.errno === undefined ? String(event.result) : `${event.result} ${event.errno}`;
    if (!event.resultAny && got !== wanted) throw problem(event, `the call gives ${got}, not ${wanted}`);
    if (other !== undefined) throw problem(event, other);
  }

  /** The flow a packet belongs to: that of its port, or the newest. */
  #flow(port: number, fresh: boolean): Flow {
    const known = port === 0 ? this.#flows.at(-1) : this.#flows.find(f => f.remotePort === port);
    const latest = this.#ns.sockets.get(this.#calls.latest);
    const connecting =
      latest !== undefined && latest.remotePort !== 0 && latest.localPort !== PORT ? latest : undefined;
    if (connecting !== undefined && known?.localPort !== connecting.localPort && port === 0)
      return this.#addFlow(connecting.localPort, connecting.remotePort);
    if (known !== undefined && !fresh) return known;
    return this.#addFlow(PORT, port === 0 ? ++this.#nextRemotePort : port);
  }

  #addFlow(localPort: number, remotePort: number): Flow {
    const again = this.#flows.findIndex(f => f.localPort === localPort && f.remotePort === remotePort);
    if (again >= 0) this.#flows.splice(again, 1);
    const flow: Flow = { localPort, remotePort, local: undefined, remote: REMOTE_ISN, stamps: new Map() };
    this.#flows.push(flow);
    return flow;
  }

  #inject(packet: TcpPacket | IcmpPacket): void {
    const opens = packet.kind === 'tcp' && packet.flags === 'S';
    const known = this.#flows.find(f => f.remotePort === packet.port) ?? this.#flows.at(-1);
    // A first SYN of a peer opens a flow of its own; a repeated one belongs to the one that is there.
    const again =
      known !== undefined &&
      (packet.port === 0 || known.remotePort === packet.port) &&
      (known.local === undefined || this.#alive(known));
    const flow = this.#flow(packet.port, opens && !again);
    const local = flow.local ?? 0;
    let bytes: Uint8Array;
    if (packet.kind === 'icmp') {
      if (icmpCode(packet) === undefined) throw new Unsupported(`ICMP ${packet.type} ${packet.code}`);
      bytes = icmpBytes(packet, flow, (local + packet.seq) >>> 0);
    } else {
      const ack = packet.ack === undefined ? 0 : (local + packet.ack) >>> 0;
      const options = (packet.options ?? []).map((o): TcpOption => {
        if (o.kind === 'sack') return { ...o, values: o.values.map(v => (local + v) >>> 0) };
        if (o.kind === 'TS') return { ...o, values: [o.values[0]!, flow.stamps.get(o.values[1]!) ?? o.values[1]!] };
        return o;
      });
      bytes = tcpBytes(packet, flow, (flow.remote + packet.seq) >>> 0, ack, options);
    }
    this.#send(bytes);
  }

  #alive(flow: Flow): boolean {
    return this.#ns.socketsOf('tcp').some(s => s.remotePort === flow.remotePort && s.localPort === flow.localPort);
  }

  #send(payload: Uint8Array): void {
    const { stack, world } = this.#network;
    const dst = this.#ns.device('eth0')!.mac;
    const net = stack.dev(this.#peer);
    const bytes = encodeStack([[ethernet, { dst, src: net.mac, type: 0x0800 }]], payload);
    const frame = world.frames.create(bytes.length, 0, 'ethernet');
    world.frames.buffer(frame).set(bytes, world.frames.offset(frame));
    transmit(stack, net, frame);
  }

  /** Waits for the next packet and compares it; a large one may come as a train of smaller ones. Gives its time. */
  #expect(event: Event, want: TcpPacket, at: number, end: number | undefined): number {
    const { world } = this.#network;
    const any = event.when.kind === 'any';
    const latest = any ? world.now / SECOND + PATIENCE : (end ?? at) + this.#tolerance;
    const seen = this.#take(event, latest * SECOND);
    const time = seen.at / SECOND;
    if (!any && (time < at - this.#tolerance || time > latest))
      throw problem(event, `sent at ${time.toFixed(6)} s, not at ${at.toFixed(6)} s: ${this.#told(seen)}`);
    let all = seen;
    let pieces = 1;
    while (all.length < want.length && all.length > 0) {
      const next = this.#take(event, seen.at + this.#tolerance * SECOND, all);
      if (next.seq !== (all.seq + all.length) >>> 0)
        throw problem(event, `sent ${this.#told(all)}, then ${this.#told(next)}`);
      all = { ...next, seq: all.seq, length: all.length + next.length };
      pieces++;
    }
    this.#compare(event, want, all, pieces);
    return time;
  }

  #take(event: Event, latest: number, sofar?: Seen): Seen {
    const { world } = this.#network;
    while (this.#out.length === 0) {
      const next = world.pending()[0];
      if (next === undefined || next.time > latest) {
        const before = sofar === undefined ? '' : ` after ${this.#told(sofar)}`;
        throw problem(event, `nothing is sent${before} by ${(latest / SECOND).toFixed(6)} s`);
      }
      this.#until(next.time);
    }
    return this.#out.shift()!;
  }

  #flowOf(seen: Seen): Flow {
    const known = this.#flows.find(f => f.localPort === seen.localPort && f.remotePort === seen.remotePort);
    const flow = known ?? this.#addFlow(seen.localPort, seen.remotePort);
    if (flow.local === undefined || (seen.flags === 'S' && seen.seq !== flow.local)) {
      flow.local = seen.flags.includes('S') ? seen.seq : flow.local;
    }
    return flow;
  }

  /** In the script's numbers. */
  #relative(seen: Seen): Seen {
    const flow = this.#flowOf(seen);
    const local = flow.local ?? seen.seq;
    // A reset for nobody's segment has no connection to count from.
    const bare = flow.local === undefined;
    return {
      ...seen,
      seq: bare ? 0 : (seen.seq - local) >>> 0,
      ack: seen.flags.includes('.') ? (seen.ack - flow.remote) >>> 0 : 0,
      options: seen.options.map(o =>
        o.kind === 'sack' ? { ...o, values: o.values.map(v => (v - flow.remote) >>> 0) } : o,
      ),
    };
  }
  #told(seen: Seen): string {
    return packetText(this.#relative(seen));
  }

  #compare(event: Event, want: TcpPacket, seen: Seen, pieces: number): void {
    const flow = this.#flowOf(seen);
    const got = this.#relative(seen);
    const differs = (what: string) => problem(event, `${what}: sent ${packetText(got)}`);
    if (want.port !== 0 && want.port !== seen.remotePort) throw differs(`to port ${seen.remotePort}`);
    // Linux sets PSH on every super-segment; a train has it where the program's write ended.
    const sort = (flags: string) => [...(pieces > 1 ? flags.replace('P', '') : flags)].sort().join('');
    if (sort(want.flags) !== sort(got.flags)) throw differs('other flags');
    const bare = want.flags.includes('R') && flow.local === undefined;
    if (!bare && want.seq !== got.seq) throw differs('another sequence number');
    if (want.length !== got.length) throw differs('another length');
    if (want.ack !== undefined && want.ack !== got.ack) throw differs('another acknowledgement');
    if (want.win !== undefined && want.win !== got.win) throw differs('another window');
    if (want.options === undefined) return;
    const ts = want.options.find(o => o.kind === 'TS');
    const mine = got.options.find(o => o.kind === 'TS');
    if (ts !== undefined && mine !== undefined && !flow.stamps.has(ts.values[0]!))
      flow.stamps.set(ts.values[0]!, mine.values[0]!);
    if (this.#tick > 0 && ts !== undefined && mine !== undefined) {
      const [first] = flow.stamps;
      const passed = ((mine.values[0]! - first![1]) | 0) * 1000;
      if (Math.abs(passed - (ts.values[0]! - first![0]) * this.#tick) > this.#tolerance * 1e6)
        throw differs(`the timestamp's clock has gone on by ${passed} µs`);
    }
    const text = (o: TcpOption) => `${o.kind} ${(o.kind === 'TS' ? [o.values[1]] : o.values).join(' ')}`;
    if (want.options.map(text).join() !== got.options.map(text).join()) throw differs('other options');
  }
}

class Problem extends Failed {
  constructor(
    readonly event: Event,
    message: string,
  ) {
    super(message);
  }
}
const problem = (event: Event, message: string): Problem => new Problem(event, message);

/** Runs a script's text. `after` gets the network at the end, whatever came of it. */
export function runScript(text: string, after?: (network: Network) => void): Verdict {
  try {
    const script = parseScript(text);
    const run = new Run(script);
    try {
      run.run(script.events);
    } finally {
      after?.(run.network);
    }
    return { result: 'pass' };
  } catch (error) {
    if (error instanceof Unsupported) return { result: 'unsupported', line: 0, why: error.message };
    if (error instanceof Problem)
      return { result: 'fail', line: error.event.line, text: error.event.text, difference: error.message };
    throw error;
  }
}
