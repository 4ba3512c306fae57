// Building on a network that runs: nodes and cables put in or taken away, as one event with its stages. What was added is a row
// like any other, so that it steps back; a node's description is the lesson's with what was added to it. Read faults.ts first.
import { stageKind, type Table, tableSchema } from '../journal/index.js';
import { refreshCarrier, type Stack } from '../net/index.js';
import type { Building, LinkRow } from '../sim/index.js';
import { addTo, macOf, portNames } from './compositions.js';
import { type DeviceDescription, HUB_RATES, LINK_DEFAULTS, type NodeDescription } from './description.js';
import { cablesOf } from './hubs.js';
import type { Network } from './network.js';
import { isOn } from './power.js';

export const BUILD = stageKind('build', 'the person', 'decision', [
  'build.node',
  'build.port',
  'build.link',
  'build.unlink',
  'build.remove',
]);

/** A node that is not the lesson's. `number`: as if it stood in the lesson, behind those that are there. */
export interface AddedNodeRow {
  readonly node: string;
  readonly kind: string;
  readonly number: number;
}
export const addedNodeSchema = tableSchema<AddedNodeRow>(
  'added-node',
  'Nodes that were added',
  { node: 'string', kind: 'string', number: 'int' },
  ['node'],
);

/** A network card or a port that is not the lesson's. `number`: its place among the node's devices, from 1. */
export interface AddedPortRow {
  readonly node: string;
  readonly name: string;
  readonly number: number;
  /** Parted by blanks. */
  readonly addresses: string;
}
export const addedPortSchema = tableSchema<AddedPortRow>(
  'added-port',
  'Ports that were added',
  { node: 'string', name: 'string', number: 'int', addresses: 'string' },
  ['node', 'name'],
);

/** A node of the lesson that was taken away; another one may bear its name since. */
export interface RemovedNodeRow {
  readonly node: string;
}
export const removedNodeSchema = tableSchema<RemovedNodeRow>(
  'removed-node',
  'Nodes that were taken away',
  { node: 'string' },
  ['node'],
);

export const removedNodes = (stack: Stack): Table<RemovedNodeRow> => stack.world.journal.table(removedNodeSchema);
export const addedNodes = (stack: Stack): Table<AddedNodeRow> => stack.world.journal.table(addedNodeSchema);
export const addedPorts = (stack: Stack): Table<AddedPortRow> => stack.world.journal.table(addedPortSchema);

const LINES_OF_NOBODY = { sysctl: {}, setup: [], source: { file: '', line: 0, text: '' } } as const;

/** What a node is to be at the journal's position: the lesson's lines with what was added. Undefined: it is not there. */
export function nodeAt(network: Network, name: string): { node: NodeDescription; number: number } | undefined {
  const { stack, description } = network;
  const at = removedNodes(stack).has(name) ? -1 : description.nodes.findIndex(node => node.name === name);
  const own = at < 0 ? addedNodes(stack).get(name) : undefined;
  if (at < 0 && own === undefined) return undefined;
  const number = own?.number ?? at + 1;
  const written = own === undefined ? description.nodes[at] : { ...LINES_OF_NOBODY, name, kind: own.kind, devices: [] };
  const node = written as NodeDescription;
  const ports = [...addedPorts(stack).rows()].filter(port => port.node === name).sort((a, b) => a.number - b.number);
  if (ports.length === 0) return { node, number };
  const devices = ports.map((port): DeviceDescription => {
    return {
      name: port.name,
      mac: macOf(number, port.number),
      addresses: port.addresses.split(' ').filter(Boolean),
      up: true,
    };
  });
  return { node: { ...node, devices: [...node.devices, ...devices] }, number };
}

/** The cables of a switch or a hub, the cards of a host: names of devices on which no cable hangs. */
export function freePorts({ stack }: Network, node: NodeDescription): string[] {
  const ns = stack.netns(node.name);
  return node.devices.map(({ name }) => name).filter(name => stack.links.of(ns.device(name)?.id ?? -1) === undefined);
}

/** What the next new port of a node would be called. */
export function nextPort({ kind, devices }: NodeDescription): string {
  const { stem, first } = portNames(kind);
  for (let n = first; ; n++) if (!devices.some(({ name }) => name === `${stem}${n}`)) return `${stem}${n}`;
}

/** `sw` → the device that a cable would go into there: the first free one, else a new one. */
export function wholeEnd(network: Network, end: string): string {
  const found = end.includes('.') ? undefined : nodeAt(network, end);
  return found === undefined ? end : `${end}.${freePorts(network, found.node)[0] ?? nextPort(found.node)}`;
}

/** Does it, inside an event. Nothing may stand against it. */
export function build(network: Network, what: Exclude<Building, { kind: 'remove' }>): void {
  if (what.kind === 'add') addNode(network, what);
  else if (what.kind === 'plug') plug(network, what.a, what.b);
  else unplug(network, network.linkNamed(what.link) as LinkRow);
}

function addNode(
  network: Network,
  { node: name, of, ports, addresses = [] }: Extract<Building, { kind: 'add' }>,
): void {
  const { stack, description } = network;
  const { journal } = stack.world;
  const taken = [description.nodes.length, ...[...addedNodes(stack).rows()].map(row => row.number)];
  const number = Math.max(...taken) + 1;
  journal.begin(BUILD, 'build.node', { node: name, kind: of });
  addedNodes(stack).set(name, { node: name, kind: of, number });
  const { stem, first, usual } = portNames(of);
  for (let n = 1; n <= (ports ?? usual); n++) {
    const port = `${stem}${first + n - 1}`;
    addedPorts(stack).set(`${name}.${port}`, {
      node: name,
      name: port,
      number: n,
      addresses: n === 1 ? addresses.join(' ') : '',
    });
  }
  stack.nodes.set(name, { name, kind: of });
  stack.netnsTable.set(name, { name, node: name });
  const { node } = nodeAt(network, name) as { node: NodeDescription };
  network.configure(node, number, false, line => void network.shell.execute(stack.netns(name), line));
  journal.end();
}

/** The device of that name; made when the node has none such. */
function deviceFor(network: Network, end: string): number {
  const { stack, shell } = network;
  const [nodeName = '', name = ''] = parts(end);
  const ns = stack.netns(nodeName);
  const there = ns.device(name);
  if (there !== undefined) return there.id;
  const { journal } = stack.world;
  const { node, number } = nodeAt(network, nodeName) as { node: NodeDescription; number: number };
  journal.begin(BUILD, 'build.port', { node: nodeName, port: name });
  const port = { node: nodeName, name, number: node.devices.length + 1, addresses: '' };
  addedPorts(stack).set(`${nodeName}.${name}`, port);
  const device = { name, mac: macOf(number, port.number), addresses: [], up: isOn(stack, nodeName) };
  const run = (line: string) => {
    if (device.up) shell.execute(ns, line);
  };
  addTo({ stack, ns, node: { ...node, devices: [device] }, number, booting: false, run });
  journal.end();
  return ns.device(name)?.id as number;
}

function plug(network: Network, a: string, b: string): void {
  const { stack } = network;
  const { journal } = stack.world;
  journal.begin(BUILD, 'build.link', { a, b });
  const [one, two] = [deviceFor(network, a), deviceFor(network, b)];
  const rates = [...hubOf(stack, parts(a)[0]), ...hubOf(stack, parts(b)[0])].map(hub => rateOf(stack, hub));
  const half = rates.length > 0;
  const rateBps = half ? (rates.find(rate => rate !== undefined) ?? HUB_RATES.usual) : LINK_DEFAULTS.rateBps;
  const { delayNs, loss, up } = LINK_DEFAULTS;
  const cable = { name: `${a}-${b}`, a: one, b: two, medium: 'ethernet', delayNs, rateBps, loss, up } as const;
  stack.links.add({ ...cable, duplex: half ? 'half' : 'full' });
  for (const dev of [one, two]) refreshCarrier(stack, dev);
  journal.end();
}

export function unplug({ stack }: Network, link: LinkRow): void {
  const { journal } = stack.world;
  journal.begin(BUILD, 'build.unlink', { link: link.name });
  // As a cut first: who hears it on a shared medium still knows the cable's rate then.
  stack.links.links.set(link.id, { ...link, up: false });
  for (const dev of [link.a, link.b]) refreshCarrier(stack, dev);
  stack.links.remove({ ...link, up: false });
  journal.end();
}

/** `sw.p5` → its node and its device. */
export const parts = (end: string): readonly [node: string, device: string] => {
  const dot = end.indexOf('.');
  return dot < 0 ? [end, ''] : [end.slice(0, dot), end.slice(dot + 1)];
};

/** The number of the hub that a node is; none for any other. */
export function hubOf(stack: Stack, node: string): number[] {
  const [first] = stack.netns(node).devices();
  const hub = first && stack.links.shared.repeaters.ports.get(first.id)?.hub;
  return hub === undefined ? [] : [hub];
}

/** The rate of a hub's cables; undefined: it has none. */
export const rateOf = (stack: Stack, hub: number): number | undefined => cablesOf(stack, hub)[0]?.rateBps;
