// A small network built by hand, without the shell: hosts and switches, and a ping from A to D. It satisfies the
// debugger's Target, so that the screen can be tested apart from the lessons.
import { Processes } from '../../src/apps/index.js';
import { placeOf, Session, type Target } from '../../src/debug/index.js';
import { stageKind } from '../../src/journal/index.js';
import type { Hit, Lesson, Player, Section } from '../../src/lesson/index.js';
import {
  addAddress,
  addDevice,
  createStack,
  refreshCarrier,
  type Stack,
  setDevice,
  setUp,
} from '../../src/net/index.js';
import { eventKind, type Intervention, World } from '../../src/sim/index.js';
import { parseIpv4 } from '../../src/wire/index.js';

const SETUP = stageKind('fixture_setup', 'the test', 'decision', ['topology.setup']);
const TYPED = stageKind('fixture_type', 'the test', 'decision', ['debug.typed']);
const COMMAND = eventKind('fixture_command');

export interface Wiring {
  /** Host → address; its one card is eth0. */
  readonly hosts: Readonly<Record<string, string>>;
  /** Switch → number of ports p1 … */
  readonly switches: Readonly<Record<string, number>>;
  readonly links: readonly (readonly [string, string])[];
  readonly run: readonly { readonly at: number; readonly on: string; readonly ping: string }[];
}

export const FOUR: Wiring = {
  hosts: { A: '192.168.0.100', B: '192.168.0.101', C: '192.168.0.102', D: '192.168.0.103' },
  switches: { sw: 4 },
  links: [
    ['A.eth0', 'sw.p1'],
    ['B.eth0', 'sw.p2'],
    ['C.eth0', 'sw.p3'],
    ['D.eth0', 'sw.p4'],
  ],
  run: [
    { at: 0, on: 'A', ping: '192.168.0.103' },
    { at: 2e9, on: 'A', ping: '192.168.0.103' },
  ],
};

interface Command {
  readonly on: string;
  readonly line: string;
}

export class FixtureNetwork implements Target {
  readonly wiring: Wiring;
  readonly world: World;
  readonly stack: Stack;
  readonly processes: Processes;
  readonly setupEvents: number;
  readonly #commands: Command[];

  constructor(wiring: Wiring, from?: { network: FixtureNetwork; position: number }) {
    this.wiring = wiring;
    this.world = new World(1, from && { world: from.network.world, position: from.position });
    this.stack = createStack(this.world, 'classic');
    this.processes = new Processes(this.stack);
    this.#commands = from ? from.network.#commands.slice() : [];
    this.world.handle(COMMAND, n => this.#type(this.#commands[n] as Command));
    const root = this.world.journal.addRoot({ kind: 'lesson', text: 'fixture', file: 'test/tui/fixture.ts', line: 1 });
    if (from === undefined) this.world.setup(root, () => this.#build());
    this.setupEvents = from?.network.setupEvents ?? this.world.journal.eventCount;
    if (from !== undefined) return;
    for (const [i, { at, on, ping }] of wiring.run.entries()) {
      const line = `ping -c 1 ${ping}`;
      const cause = this.world.journal.addRoot({ kind: 'lesson', text: line, file: 'lesson.yaml', line: i + 20 });
      this.world.schedule(at, COMMAND, this.#commands.push({ on, line }) - 1, 0, cause);
    }
  }

  fork(position: number): FixtureNetwork {
    return new FixtureNetwork(this.wiring, { network: this, position });
  }
  problemOf(): undefined {
    return undefined;
  }
  resolved(what: Intervention): Intervention {
    return what;
  }
  perform(what: Intervention): void {
    if (what.kind !== 'command') throw new Error('the fixture has no faults');
    const { netns, line } = what;
    const cause = this.world.journal.addRoot({ kind: 'typed', text: line, node: netns });
    this.world.setup(cause, () => this.#type({ on: netns, line }));
  }
  deviceName(dev: number): string {
    const row = this.stack.netdevs.get(dev);
    return row === undefined ? `dev${dev}` : `${row.netns}.${row.name}`;
  }
  nodeOfDevice(dev: number): string | undefined {
    return this.stack.netdevs.get(dev)?.netns;
  }
  get nodeNames(): readonly string[] {
    return [...Object.keys(this.wiring.hosts), ...Object.keys(this.wiring.switches)];
  }

  #type({ on, line }: Command): void {
    const ns = this.stack.netns(on);
    this.world.journal.begin(TYPED, 'debug.typed', { netns: on, line });
    this.processes.write(ns, 0, 'in', line);
    const [program = '', ...argv] = line.split(' ');
    if (program === 'ping') this.processes.spawn(ns, program, argv);
    else this.processes.write(ns, 0, 'err', `${program}: command not found`);
    this.world.journal.end();
  }

  #build(): void {
    const { stack } = this;
    this.world.journal.begin(SETUP, 'topology.setup', { lesson: 'fixture' });
    let number = 0;
    const mac = (device: number) => 0x020000000000 + number * 0x100 + device;
    for (const [name, address] of Object.entries(this.wiring.hosts)) {
      number++;
      const ns = this.#node(name, 'host');
      const dev = addDevice(stack, ns, { name: 'eth0', kind: 'physical', mac: mac(1) });
      setUp(stack, dev.id, true);
      const ip = parseIpv4(address) as number;
      addAddress(stack, ns, { dev: dev.id, ip, prefix: 24, broadcast: (ip | 255) >>> 0, scope: 'global' });
    }
    for (const [name, ports] of Object.entries(this.wiring.switches)) {
      number++;
      const ns = this.#node(name, 'switch');
      const bridge = addDevice(stack, ns, { name: 'br0', kind: 'bridge', mac: mac(1) });
      stack.bridges.set(bridge.id, { dev: bridge.id, ageingNs: 300e9, maxLearned: 0, timer: -1 });
      setUp(stack, bridge.id, true);
      for (let p = 1; p <= ports; p++) {
        const port = addDevice(stack, ns, { name: `p${p}`, kind: 'physical', mac: mac(p) });
        setDevice(stack, port.id, { master: bridge.id });
        setUp(stack, port.id, true);
      }
    }
    for (const [a, b] of this.wiring.links) this.#link(a, b);
    this.world.journal.end();
  }

  #node(name: string, kind: string) {
    this.stack.nodes.set(name, { name, kind });
    this.stack.netnsTable.set(name, { name, node: name });
    return this.stack.netns(name);
  }

  #link(a: string, b: string): void {
    const [x, y] = [a, b].map(end => {
      const [node = '', dev = ''] = end.split('.');
      return this.stack.netns(node).device(dev)!.id;
    }) as [number, number];
    const facts = { medium: 'ethernet', delayNs: 1000, rateBps: 1e9, loss: 0, up: true } as const;
    this.stack.links.add({ name: `${a}-${b}`, a: x, b: y, ...facts });
    refreshCarrier(this.stack, x);
    refreshCarrier(this.stack, y);
  }
}

const section = (title: string, ...paragraphs: string[]): Section => ({ title, paragraphs, hints: [] });

/** Checkpoints of the fixture: id, reason of the stage, node. */
const POINTS = [
  ['miss', 'neigh.unknown', 'A'],
  ['flood', 'bridge.flood', 'sw'],
  ['learnt', 'arp.got-reply', 'A'],
] as const;

const LESSON_TEXT = {
  en: {
    title: 'ARP: who has this address?',
    summary: 'How A finds the MAC address that a frame needs.',
    opening: section(
      'ARP: who has this address?',
      'Four machines hang on one switch. A wants to send a packet to 192.168.0.103, which is D. But a frame needs the MAC address of the card that is to receive it, and A has never heard of D.',
      'Press n for the next event, s for a single step inside it, c to go on to the next stop of this lesson.',
    ),
    sections: {
      miss: section('A looks in its own table first', 'A looked in its ARP table and found nothing.'),
      flood: section(
        'the question goes to everybody',
        'The switch floods a broadcast by every port but the one it came in by. On the way it learnt something for free: A lives behind p1.',
      ),
      learnt: section('A keeps the answer', 'The reply says where 192.168.0.103 is.'),
    },
  },
  'zh-CN': {
    title: 'ARP：谁有这个地址？',
    summary: 'A 怎样找到帧需要的 MAC 地址。',
    opening: section(
      'ARP：谁有这个地址？',
      '四台机器接在一台交换机上。A 要给 192.168.0.103（也就是 D）发一个数据包。但帧需要接收网卡的 MAC 地址，而 A 从没听说过 D。',
      '按 n 看下一个事件，按 s 在事件里走一步，按 c 运行到本课的下一个停点。',
    ),
    sections: {
      miss: section('A 先查自己的表', 'A 查了自己的 ARP 表，什么也没有找到。'),
      flood: section(
        '问题发给所有人',
        '交换机把广播从进来的端口以外的所有端口泛洪出去。顺便白学到一件事：A 在 p1 后面。',
      ),
      learnt: section('A 记下答案', '应答说出了 192.168.0.103 在哪里。'),
    },
  },
} as const;

export function fixtureLesson(): Lesson {
  return {
    id: 'arp',
    file: 'lessons/arp/lesson.yaml',
    network: { name: 'arp', seed: 1, profile: 'classic', nodes: [], links: [], run: [] },
    panels: ['topology', 'packet', 'neigh@A', 'fdb@sw', 'neigh@D'],
    checkpoints: POINTS.map(([id, reason, node]) => ({
      id,
      break: `ns.reason == "${reason}" && ns.node == "${node}"`,
    })),
    prose: LESSON_TEXT,
  };
}

/** The checkpoints as a player finds them, without the filter language. */
export function fixturePlayer(lesson: Lesson, session: Session): Player {
  const hits = (limit: number): Hit[] => {
    const out: Hit[] = [];
    const { journal } = session;
    for (let stage = session.start; stage < limit && out.length < POINTS.length; stage++) {
      const [, reason, node] = POINTS[out.length]!;
      if (journal.reasonOf(stage) !== reason || placeOf(session.target, stage).node !== node) continue;
      out.push({ checkpoint: lesson.checkpoints[out.length]!, index: out.length, position: stage + 1 });
    }
    return out;
  };
  session.stops = lesson.checkpoints.map((checkpoint, i) => ({
    id: checkpoint.id,
    checkpoint,
    test: (stage: number) => hits(stage + 1)[i]?.position === stage + 1,
  }));
  return {
    lesson,
    session,
    reached: () => hits(session.present),
    current: () => hits(session.position).at(-1),
  } as unknown as Player;
}

/** A session on the fixture, with its lesson and player. */
export function fixture(wiring: Wiring = FOUR) {
  const session = new Session(new FixtureNetwork(wiring));
  const lesson = fixtureLesson();
  return { session, lesson, player: fixturePlayer(lesson, session) };
}
