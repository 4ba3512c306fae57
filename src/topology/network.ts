// A running network: a world with its stack, processes and shell, built from a description. Everything that can be done
// to it from outside goes through here: run, type a command, make a fault, fork. Read description.ts first.
import { Processes } from '../apps/index.js';
import { type Cause, stageKind } from '../journal/index.js';
import { createStack, type NetdevRow, refreshCarrier, type Stack } from '../net/index.js';
import { type CommandResult, Shell } from '../shell/index.js';
import { eventKind, type Intervention, type InterventionProblem, type LinkRow, World } from '../sim/index.js';
import { addedNodes, nodeAt, parts, removedNodes } from './build.js';
import { compositionNamed, compositionNames, macOf } from './compositions.js';
import type { LinkDescription, NetworkDescription, NodeDescription, Scheduled, Source } from './description.js';
import { DescriptionError } from './description-error.js';
import { apply, INTERVENE, perform, problemOf, resolved } from './faults.js';
import { checkHubs, deviceNamed, replug } from './hubs.js';
import { isOn, powerOf, powerOff } from './power.js';
import { RowsEver } from './rows-ever.js';

export const TOPOLOGY = stageKind('setup', 'the lesson', 'decision', ['topology.node', 'topology.link']);
export const FAULT = stageKind('fault', 'the lesson, or the person', 'decision', [
  'fault.link-down',
  'fault.link-up',
  'fault.link-moved',
]);

/** Something planned, by its place in the list of such things. Append-only, like frames. */
interface Planned {
  readonly what: Intervention;
  /** Position of the journal at which it was planned: forks at earlier ones do not know it. */
  readonly born: number;
  /** The lesson's own. */
  readonly own: boolean;
}

const PLANNED = eventKind('intervene');

function plannedOf(item: Scheduled): Intervention {
  if ('on' in item) return { kind: 'command', netns: item.on, line: item.do };
  if ('node' in item) return { kind: 'power', node: item.node, on: item.power };
  return { kind: 'link', link: item.link, up: item.up, ...(item.to === undefined ? {} : { to: item.to }) };
}

export { DescriptionError };

export class Network {
  readonly description: NetworkDescription;
  readonly world: World;
  readonly stack: Stack;
  readonly processes: Processes;
  readonly shell: Shell;
  readonly #planned: Planned[];
  readonly #ever: RowsEver<NetdevRow>;
  /** Events that set the network up; the first of the lesson itself comes after them. */
  readonly setupEvents: number;

  /** `record` false: the journal keeps nothing (see there). */
  constructor(description: NetworkDescription, from?: { network: Network; position: number }, record = true) {
    this.description = description;
    this.world = new World(description.seed, from && { world: from.network.world, position: from.position }, record);
    this.stack = createStack(this.world, description.profile);
    this.#ever = new RowsEver(this.world.journal, this.stack.netdevs);
    this.processes = new Processes(this.stack);
    this.shell = new Shell(this.processes);
    this.#planned = from ? from.network.#planned.filter(i => i.born <= from.position) : [];
    this.world.handle(PLANNED, n => apply(this, (this.#planned[n] as Planned).what));
    if (from === undefined) this.#build();
    this.setupEvents = from?.network.setupEvents ?? this.world.journal.eventCount;
  }

  /** A network of its own that shares the past up to `position` (an event boundary) and stands there. */
  fork(position: number): Network {
    return new Network(this.description, { network: this, position });
  }

  /** What stands against doing this at the journal's position, an event boundary; undefined: nothing. */
  problemOf(what: Intervention): InterventionProblem | undefined {
    return problemOf(this, what);
  }

  /** The intervention as it is to be recorded: with the frame that is in flight for one it came from. */
  resolved(what: Intervention): Intervention {
    return resolved(this, what);
  }

  /** Does it now, before anything else that is due: one event at the journal's end. */
  perform(what: Intervention): void {
    perform(this, what);
  }

  /** Schedules a command to be typed on a node now, behind what is due at the same time. */
  command(netns: string, line: string, cause?: Cause): void {
    const root = cause ?? this.world.journal.addRoot({ kind: 'typed', text: line, node: netns });
    this.#plan(this.world.now, { kind: 'command', netns, line }, root, false);
  }

  /** Schedules the cutting or mending of a cable now, behind what is due at the same time. */
  setLink(name: string, up: boolean, cause?: Cause): void {
    const root = cause ?? this.world.journal.addRoot({ kind: 'fault', text: `link ${name} ${up ? 'up' : 'down'}` });
    this.#plan(this.world.now, { kind: 'link', link: name, up }, root, false);
  }

  /** What the lesson is still to type and to break at the journal's position: numbers in the event queue. */
  lessonAhead(): number[] {
    const pending = this.world.queue.pendingAt(this.world.journal.position);
    return pending.filter(({ kind, a }) => kind === PLANNED.id && this.#planned[a]?.own === true).map(({ id }) => id);
  }

  profileSetting(name: string): { readonly value: number; readonly spec: string } | undefined {
    return this.stack.defaults[name];
  }

  /** Candidates for the last word of a command line typed on a node. */
  complete(netns: string, line: string): readonly string[] {
    return this.shell.complete(this.stack.netns(netns), line);
  }

  /** `A.eth0` for a device number, also where the device is gone, or not there yet. */
  deviceName(dev: number): string {
    const row = this.stack.netdevs.get(dev) ?? this.#ever.get(dev);
    return row === undefined ? `dev${dev}` : `${row.netns}.${row.name}`;
  }

  /** The node a device belongs to. */
  nodeOfDevice(dev: number): string | undefined {
    const row = this.stack.netdevs.get(dev) ?? this.#ever.get(dev);
    return row && this.stack.netns(row.netns).node;
  }

  /** Every device where a capture can be taken, by number; loopback ones come last. On a hub nobody can run tcpdump. */
  deviceNames(): { dev: number; name: string }[] {
    const rows = [...this.stack.netdevs.rows()].filter(d => d.kind !== 'repeater');
    const order = [...rows.filter(d => d.kind !== 'loopback'), ...rows.filter(d => d.kind === 'loopback')];
    return order.map(d => ({ dev: d.id, name: this.deviceName(d.id) }));
  }

  /** Those of the description that were not taken away, then those that were added by now. */
  get nodeNames(): readonly string[] {
    const gone = removedNodes(this.stack);
    const names = this.description.nodes.map(n => n.name).filter(name => !gone.has(name));
    const added = [...addedNodes(this.stack).rows()].sort((a, b) => a.number - b.number);
    return added.length === 0 ? names : [...names, ...added.map(row => row.node)];
  }

  #build(): void {
    for (const [i, node] of this.description.nodes.entries()) this.#setup(node.source, () => this.#node(node, i + 1));
    for (const link of this.description.links) this.#setup(link.source, () => this.#link(link));
    for (const item of this.description.run) {
      const root = this.#root(item.source);
      this.#plan(item.at, plannedOf(item), root, true);
    }
  }

  #root(source: Source): Cause {
    const { file, line, text } = source;
    return this.world.journal.addRoot({ kind: 'lesson', text, file, line });
  }

  #setup(source: Source, work: () => void): void {
    this.world.setup(this.#root(source), work);
  }

  #plan(at: number, what: Intervention, root: Cause, own: boolean): void {
    const n = this.#planned.push({ what, born: this.world.journal.position, own }) - 1;
    this.world.schedule(at, PLANNED, n, 0, root);
  }

  #node(node: NodeDescription, number: number): void {
    const { journal } = this.world;
    if (compositionNamed(node.kind) === undefined) {
      throw new DescriptionError(
        node.source,
        `no kind of node is called ${node.kind}: use ${compositionNames().join(', ')}`,
      );
    }
    journal.begin(TOPOLOGY, 'topology.node', { node: node.name, kind: node.kind });
    this.stack.nodes.set(node.name, { name: node.name, kind: node.kind });
    this.stack.netnsTable.set(node.name, { name: node.name, node: node.name });
    this.configure(node, number, false, line =>
      this.#must(node.source, this.shell.execute(this.stack.netns(node.name), line), line),
    );
    journal.end();
  }

  /** What the lesson's lines say about a node: when it is built, and each time it boots. */
  configure(node: NodeDescription, number: number, booting: boolean, run: (line: string) => void): void {
    const compose = compositionNamed(node.kind);
    if (compose === undefined) throw new Error(`no kind of node ${node.kind}`);
    compose({ stack: this.stack, ns: this.stack.netns(node.name), node, number, booting, run });
    // After the devices: some settings are named after one.
    for (const [name, value] of Object.entries(node.sysctl)) run(`sysctl -w ${name}=${value}`);
    for (const line of node.setup) run(line);
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
      const end = i === 0 ? link.a : link.b;
      if (this.stack.links.of(dev) !== undefined) {
        throw new DescriptionError(link.source, `${end} hangs on another cable already`, 'taken', {
          name: end,
        });
      }
    }
    journal.begin(TOPOLOGY, 'topology.link', { link: name });
    const { delayNs, rateBps, loss, up, errors = 0 } = link;
    const hub = checkHubs(this.stack, link, a, b);
    const duplex = hub || link.half === true ? 'half' : 'full';
    this.stack.links.add({ name, a, b, medium: 'ethernet', delayNs, rateBps, loss, errors, duplex, up });
    refreshCarrier(this.stack, a);
    refreshCarrier(this.stack, b);
    journal.end();
  }

  #device(end: string, source: Source): number {
    const dot = end.indexOf('.');
    const device = this.stack.netns(end.slice(0, dot)).device(end.slice(dot + 1));
    if (device === undefined)
      throw new DescriptionError(source, `there is no device ${end}`, 'no-device', { name: end });
    return device.id;
  }

  /** Cuts or mends a cable, or puts its second end elsewhere, inside an event. */
  applyLink(name: string, up: boolean, to?: string): void {
    const { journal } = this.world;
    const link = this.linkNamed(name);
    // A cable that is to move to a node taken away since stays in its place.
    if (to !== undefined && deviceNamed(this.stack, to) === undefined) {
      journal.note(INTERVENE, 'intervene.is-gone', { netns: parts(to)[0] }, 'drop');
      return;
    }
    if (link !== undefined && to !== undefined) {
      journal.begin(FAULT, 'fault.link-moved', { link: name, to });
      replug(this.stack, link, to, up);
      journal.end();
      return;
    }
    journal.begin(FAULT, up ? 'fault.link-up' : 'fault.link-down', { link: name });
    if (link !== undefined) {
      this.stack.links.links.set(link.id, { ...link, up });
      refreshCarrier(this.stack, link.a);
      refreshCarrier(this.stack, link.b);
    }
    journal.end(link === undefined ? 'drop' : 'pass');
  }

  /** Switches a node off or on, inside an event. A node that is so already stays so. */
  applyPower(name: string, on: boolean): void {
    const { journal } = this.world;
    const found = nodeAt(this, name);
    if (found === undefined) {
      journal.note(INTERVENE, 'intervene.is-gone', { netns: name }, 'drop');
      return;
    }
    if (isOn(this.stack, name) === on) {
      journal.note(INTERVENE, on ? 'intervene.power-on' : 'intervene.power-off', { netns: name }, 'drop');
      return;
    }
    const { node, number } = found;
    journal.begin(INTERVENE, on ? 'intervene.power-on' : 'intervene.power-off', { netns: name });
    if (on) {
      powerOf(this.stack).set(name, { node: name, on: true });
      const ns = this.stack.netns(name);
      this.configure(node, number, true, line => void this.shell.execute(ns, line));
    } else powerOff(this.processes, node, device => device.mac ?? macOf(number, node.devices.indexOf(device) + 1));
    journal.end();
  }

  /** The link of that name, in either order of its ends. */
  linkNamed(name: string): LinkRow | undefined {
    const [a, b] = name.split('-');
    return this.stack.links.links.find(l => l.name === name || l.name === `${b}-${a}`);
  }
}
