// The network of test/data/linux, simulated: hosts A to D on the ports p1 to p4 of the switch sw. Cables do not pad, as
// the veth pairs of the recordings do not; ports and cards are physical ones, so that they are written `eth0:`.
import { type ConsoleRow, Processes } from '../../src/apps/index.js';
import { stageKind } from '../../src/journal/index.js';
import { addBridge, addDevice, createStack, type Netns, refreshCarrier, type Stack } from '../../src/net/index.js';
import { type CommandResult, Shell } from '../../src/shell/index.js';
import { eventKind, World } from '../../src/sim/index.js';

const TICK = eventKind('test_tick');
const TEST = stageKind('test', 'a test', 'path', ['test.tick']);
const SECOND = 1_000_000_000;

/** What a command did: like CommandResult, but of a program that was waited for. */
export interface Done {
  readonly status: number | undefined;
  readonly out: readonly string[];
  readonly err: readonly string[];
  readonly seconds: number;
  readonly pid: number | undefined;
}

export class Lan {
  readonly world = new World(1);
  readonly stack: Stack = createStack(this.world, 'classic');
  readonly processes = new Processes(this.stack);
  readonly shell = new Shell(this.processes);
  readonly #later: (() => void)[] = [];

  constructor() {
    this.world.handle(TICK, n => {
      this.world.journal.begin(TEST, 'test.tick');
      this.#later[n]?.();
      this.world.journal.end();
    });
    this.#setup(() => {
      for (const [i, name] of ['A', 'B', 'C', 'D'].entries()) this.#host(name, i + 1);
      this.#switch();
      for (const [i, name] of ['A', 'B', 'C', 'D'].entries()) this.#cable(`${name}.eth0`, `sw.p${i + 1}`);
    });
  }

  ns(name: string): Netns {
    return this.stack.netns(name);
  }

  /** Types a command; its own lines, without those that a program writes later. */
  type(node: string, line: string): CommandResult {
    let result: CommandResult | undefined;
    this.#setup(() => {
      result = this.shell.execute(this.ns(node), line);
    });
    return result as CommandResult;
  }

  /** Types commands that have to succeed. */
  must(node: string, ...lines: string[]): void {
    for (const line of lines) {
      const { status, err } = this.type(node, line);
      if (status !== 0) throw new Error(`${node}: ${line}: ${err.join(' / ')}`);
    }
  }

  /** Types a command and waits for the program it starts, at most `most` seconds. */
  run(node: string, line: string, most = 60): Done {
    const from = this.world.now;
    const { status, out, err, pid } = this.type(node, line);
    if (pid === undefined) return { status, out, err, seconds: 0, pid };
    const row = () => this.processes.table.get(pid);
    while (row()?.exit === undefined && this.world.run(1, from + most * SECOND) === 'budget');
    const wrote = [...this.processes.console(this.ns(node)).rows()].filter((r: ConsoleRow) => r.pid === pid);
    const lines = (stream: string) => wrote.filter(r => r.stream === stream).map(r => r.text);
    const seconds = (this.world.now - from) / SECOND;
    return { status: row()?.exit, out: lines('out'), err: lines('err'), seconds, pid };
  }

  /** Does something `seconds` from now, as an event of its own. */
  later(seconds: number, work: () => void): void {
    const n = this.#later.push(work) - 1;
    this.#setup(() => {
      this.world.schedule(this.world.now + Math.round(seconds * SECOND), TICK, n);
    });
  }

  /** Lets time pass. */
  wait(seconds: number): void {
    let over = false;
    this.later(seconds, () => {
      over = true;
    });
    while (!over) this.world.step();
  }

  #setup(work: () => void): void {
    this.world.setup(this.world.journal.addRoot({ kind: 'typed', text: 'test' }), () => {
      this.world.journal.begin(TEST, 'test.tick');
      work();
      this.world.journal.end();
    });
  }

  #node(name: string, kind: string): Netns {
    this.stack.nodes.set(name, { name, kind });
    this.stack.netnsTable.set(name, { name, node: name });
    const ns = this.ns(name);
    addDevice(this.stack, ns, { name: 'lo', kind: 'loopback', mac: 0, mtu: 65536 });
    return ns;
  }

  #do(ns: Netns, ...lines: string[]): void {
    for (const line of lines) {
      const { status, err } = this.shell.execute(ns, line);
      if (status !== 0) throw new Error(`${ns.name}: ${line}: ${err.join(' / ')}`);
    }
  }

  #host(name: string, number: number): void {
    const ns = this.#node(name, 'host');
    this.#do(ns, 'ip addr add 127.0.0.1/8 dev lo', 'ip link set lo up');
    addDevice(this.stack, ns, { name: 'eth0', kind: 'physical', mac: 0x020000000001 + number * 0x100 });
    this.#do(ns, `ip addr add 192.168.0.${99 + number}/24 dev eth0`, 'ip link set eth0 up');
  }

  #switch(): void {
    const ns = this.#node('sw', 'switch');
    this.#do(ns, 'ip link set lo up');
    addBridge(this.stack, ns, 'br0', 0x0200000005ff);
    for (const n of [1, 2, 3, 4]) {
      addDevice(this.stack, ns, { name: `p${n}`, kind: 'physical', mac: 0x020000000500 + n });
      this.#do(ns, `ip link set p${n} master br0`, `ip link set p${n} up`);
    }
    this.#do(ns, 'ip link set br0 up');
  }

  #cable(a: string, b: string): void {
    const [x, y] = [a, b].map(end => {
      const [node, name] = end.split('.') as [string, string];
      return this.ns(node).device(name)?.id as number;
    }) as [number, number];
    // A veth says 10 Gbit/s: the path cost of a port comes of that.
    const link = { delayNs: 1000, rateBps: 10_000_000_000, loss: 0, up: true };
    this.stack.links.add({ name: `${a}-${b}`, a: x, b: y, medium: 'veth', ...link });
    refreshCarrier(this.stack, x);
    refreshCarrier(this.stack, y);
  }
}
