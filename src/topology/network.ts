// A running network: a world with its stack, processes and shell, built from a description. Everything that can be done
// to it from outside goes through here: run, type a command, make a fault, fork. Read description.ts first.
import { Processes } from '../apps/index.js';
import { type Cause, stageKind } from '../journal/index.js';
import { createStack, refreshCarrier, type Stack } from '../net/index.js';
import { type CommandResult, Shell } from '../shell/index.js';
import { eventKind, type LinkRow, World } from '../sim/index.js';
import { compositionNamed, compositionNames } from './compositions.js';
import type { LinkDescription, NetworkDescription, NodeDescription, Source } from './description.js';

export const TOPOLOGY = stageKind('setup', 'the lesson', 'decision', ['topology.node', 'topology.link']);
export const FAULT = stageKind('fault', 'the lesson, or the person', 'decision', ['fault.link-down', 'fault.link-up']);

/** Something to be done to the network, by its place in the list of such things. Append-only, like frames. */
interface Intervention {
  readonly kind: 'command' | 'link';
  /** Namespace, or link. */
  readonly target: string;
  readonly line: string;
  readonly up: boolean;
  /** Position of the journal at which it was planned: forks at earlier ones do not know it. */
  readonly born: number;
}

const INTERVENE = eventKind('intervene');

/** A description that cannot be built: which line of it, and what the command or the check said. */
export class DescriptionError extends Error {
  readonly source: Source;
  constructor(source: Source, message: string) {
    super(message);
    this.source = source;
  }
}

export class Network {
  readonly description: NetworkDescription;
  readonly world: World;
  readonly stack: Stack;
  readonly processes: Processes;
  readonly shell: Shell;
  readonly #interventions: Intervention[];
  /** Events that set the network up; the first of the lesson itself comes after them. */
  readonly setupEvents: number;

  constructor(description: NetworkDescription, from?: { network: Network; position: number }) {
    this.description = description;
    this.world = new World(description.seed, from && { world: from.network.world, position: from.position });
    this.stack = createStack(this.world, description.profile);
    this.processes = new Processes(this.stack);
    this.shell = new Shell(this.processes);
    this.#interventions = from ? from.network.#interventions.filter(i => i.born <= from.position) : [];
    this.world.handle(INTERVENE, n => this.#intervene(n));
    if (from === undefined) this.#build();
    this.setupEvents = from?.network.setupEvents ?? this.world.journal.eventCount;
  }

  /** A network of its own that shares the past up to `position` (an event boundary) and stands there. */
  fork(position: number): Network {
    return new Network(this.description, { network: this, position });
  }

  /** Types a command on a node: it runs as the next event, now. */
  command(netns: string, line: string, cause?: Cause): void {
    const root = cause ?? this.world.journal.addRoot({ kind: 'typed', text: line, node: netns });
    this.#plan(this.world.now, { kind: 'command', target: netns, line, up: true }, root);
  }

  /** Cuts or mends a cable: takes effect as the next event, now. */
  setLink(name: string, up: boolean, cause?: Cause): void {
    const root = cause ?? this.world.journal.addRoot({ kind: 'fault', text: `link ${name} ${up ? 'up' : 'down'}` });
    this.#plan(this.world.now, { kind: 'link', target: name, line: '', up }, root);
  }

  /** `A.eth0` for a device number. */
  deviceName(dev: number): string {
    const row = this.stack.netdevs.get(dev);
    return row === undefined ? `dev${dev}` : `${row.netns}.${row.name}`;
  }

  /** The node a device belongs to. */
  nodeOfDevice(dev: number): string | undefined {
    const row = this.stack.netdevs.get(dev);
    return row && this.stack.netns(row.netns).node;
  }

  /** Every device, by world-wide number; loopback ones come last, for captures are seldom wanted there. */
  deviceNames(): { dev: number; name: string }[] {
    const rows = [...this.stack.netdevs.rows()];
    const order = [...rows.filter(d => d.kind !== 'loopback'), ...rows.filter(d => d.kind === 'loopback')];
    return order.map(d => ({ dev: d.id, name: this.deviceName(d.id) }));
  }

  get nodeNames(): readonly string[] {
    return this.description.nodes.map(n => n.name);
  }

  #build(): void {
    for (const [i, node] of this.description.nodes.entries()) this.#setup(node.source, () => this.#node(node, i + 1));
    for (const link of this.description.links) this.#setup(link.source, () => this.#link(link));
    for (const item of this.description.run) {
      const root = this.#root(item.source);
      const what: Omit<Intervention, 'born'> =
        'link' in item
          ? { kind: 'link', target: item.link, line: '', up: item.up }
          : { kind: 'command', target: item.on, line: item.do, up: true };
      this.#plan(item.at, what, root);
    }
  }

  #root(source: Source): Cause {
    const { file, line, text } = source;
    return this.world.journal.addRoot({ kind: 'lesson', text, file, line });
  }

  #setup(source: Source, work: () => void): void {
    this.world.setup(this.#root(source), work);
  }

  #plan(at: number, what: Omit<Intervention, 'born'>, root: Cause): void {
    const n = this.#interventions.push({ ...what, born: this.world.journal.position }) - 1;
    this.world.schedule(at, INTERVENE, n, 0, root);
  }

  #node(node: NodeDescription, number: number): void {
    const { journal } = this.world;
    const compose = compositionNamed(node.kind);
    if (compose === undefined) {
      throw new DescriptionError(
        node.source,
        `no kind of node is called ${node.kind}: use ${compositionNames().join(', ')}`,
      );
    }
    journal.begin(TOPOLOGY, 'topology.node', { node: node.name, kind: node.kind });
    this.stack.nodes.set(node.name, { name: node.name, kind: node.kind });
    this.stack.netnsTable.set(node.name, { name: node.name, node: node.name });
    const ns = this.stack.netns(node.name);
    const run = (line: string) => this.#must(node.source, this.shell.execute(ns, line), line);
    for (const [name, value] of Object.entries(node.sysctl)) run(`sysctl -w ${name}=${value}`);
    compose({ stack: this.stack, ns, node, number, run });
    for (const line of node.setup) run(line);
    journal.end();
  }

  #must(source: Source, result: CommandResult, line: string): void {
    if (result.status !== 0)
      throw new DescriptionError(source, `${line}: ${result.err.join(' ') || `status ${result.status}`}`);
  }

  #link(link: LinkDescription): void {
    const { journal } = this.world;
    const ends = [link.a, link.b].map(end => this.#device(end, link.source));
    const [a, b] = ends as [number, number];
    const name = `${link.a}-${link.b}`;
    for (const [i, dev] of ends.entries()) {
      if (this.stack.links.of(dev) !== undefined) {
        throw new DescriptionError(link.source, `${i === 0 ? link.a : link.b} hangs on another cable already`);
      }
    }
    journal.begin(TOPOLOGY, 'topology.link', { link: name });
    const { delayNs, rateBps, loss, up } = link;
    this.stack.links.add({ name, a, b, medium: 'ethernet', delayNs, rateBps, loss, up });
    refreshCarrier(this.stack, a);
    refreshCarrier(this.stack, b);
    journal.end();
  }

  #device(end: string, source: Source): number {
    const dot = end.indexOf('.');
    const device = this.stack.netns(end.slice(0, dot)).device(end.slice(dot + 1));
    if (device === undefined) throw new DescriptionError(source, `there is no device ${end}`);
    return device.id;
  }

  #intervene(n: number): void {
    const { journal } = this.world;
    const { kind, target, line, up } = this.#interventions[n] as Intervention;
    if (kind === 'command') {
      this.shell.execute(this.stack.netns(target), line);
      return;
    }
    journal.begin(FAULT, up ? 'fault.link-up' : 'fault.link-down', { link: target });
    const link = this.linkNamed(target);
    if (link !== undefined) {
      this.stack.links.links.set(link.id, { ...link, up });
      refreshCarrier(this.stack, link.a);
      refreshCarrier(this.stack, link.b);
    }
    journal.end(link === undefined ? 'drop' : 'pass');
  }

  /** The link of that name, in either order of its ends. */
  linkNamed(name: string): LinkRow | undefined {
    const [a, b] = name.split('-');
    return this.stack.links.links.find(l => l.name === name || l.name === `${b}-${a}`);
  }
}
