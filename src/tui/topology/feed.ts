// From the network at the cursor to what is drawn of it: the shape, and the moment's dress. A node with more than one
// namespace, or with a bridge beside its own devices, holds these inside; any other node is one thing.
import { formatIpv4 } from '../../wire/index.js';
import { frameWord } from '../frame-words.js';
import type { DeviceView, LinkView, NodeView } from '../network.js';
import type { View } from '../view.js';
import type { Dress, Load } from './dress.js';
import { lookOf } from './looks.js';
import type { LinkShape, NetworkShape, NodeShape, PortShape } from './shape.js';

const portId = (device: DeviceView): string => `dev${device.id}`;
const innerId = (device: DeviceView): string => `${device.netns}:${device.name}`;
const isOwn = (device: DeviceView): boolean => device.kind !== 'loopback';
/** Below the root namespace, for devices of its own that are linked to what stands inside. */
const rootId = (node: NodeView): string => `${node.name}:`;

/** What the picture's geometry follows from. */
export function shapeOf(view: View): NetworkShape {
  const { nodes, links } = view.network;
  const positions = new Map(view.lesson.network.nodes.map(n => [n.name, n.at]));
  const linked = links.flatMap(({ a, b }) => [a, b]);
  const shapes: NodeShape[] = [];
  const owner = new Map<number, string>();
  for (const node of nodes) {
    const at = positions.get(node.name);
    const made = isNested(node, linked) ? nested(view, node, links, owner) : [flat(view, node, owner)];
    shapes.push(...made.map(s => (s.id === node.name && at !== undefined ? { ...s, at } : s)));
  }
  const ports = linked.map((d): PortShape => {
    const label = d.vlans === '' ? d.name : `${d.name}·${d.vlans}`;
    return { id: portId(d), node: owner.get(d.id) ?? d.node, label, address: addressOf(d) };
  });
  const list = links.map((l): LinkShape => ({ id: l.name, a: portId(l.a), b: portId(l.b) }));
  return { nodes: shapes, ports, links: list };
}

function isNested(node: NodeView, linked: readonly DeviceView[]): boolean {
  if (node.namespaces.length > 1) return true;
  const bridges = node.devices.filter(d => d.kind === 'bridge');
  if (bridges.length === 0) return false;
  const beside = linked.some(d => d.node === node.name && d.master === 0);
  return bridges.length > 1 || beside;
}

const addressOf = (device: DeviceView): string => device.addresses.map(formatIpv4)[0] ?? '';

function addressesOf(devices: readonly DeviceView[]): string {
  const all = devices.filter(isOwn).flatMap(d => d.addresses);
  const [first] = all;
  if (first === undefined) return '';
  return all.length === 1 ? formatIpv4(first) : `${formatIpv4(first)} +${all.length - 1}`;
}

function flat(view: View, node: NodeView, owner: Map<number, string>): NodeShape {
  for (const d of node.devices) owner.set(d.id, node.name);
  const { name, devices } = node;
  const plain = devices.every(d => d.kind !== 'bridge');
  return { id: name, name, plain, address: addressesOf(devices), notes: notesOf(view, node, true) };
}

/** The node as a frame; its namespaces and bridges in it. */
function nested(view: View, node: NodeView, links: readonly LinkView[], owner: Map<number, string>): NodeShape[] {
  const own = node.devices.filter(d => d.netns === node.name);
  const addresses = own.filter(d => isOwn(d) && d.addresses.length > 0).map(d => `${d.name} ${addressOf(d)}`);
  const out: NodeShape[] = [{ id: node.name, name: node.name, plain: false, address: '', notes: addresses }];
  const at = (ns: string) => (ns === node.name ? node.name : `${ns}`);
  for (const ns of node.namespaces) {
    if (ns === node.name) continue;
    const mine = node.devices.filter(d => d.netns === ns);
    const name = ns.startsWith(node.name) ? ns.slice(node.name.length).replace(/^[./:]/, '') : ns;
    out.push({ id: ns, name, parent: node.name, plain: true, address: addressesOf(mine), notes: [] });
  }
  const bridges = node.devices.filter(d => d.kind === 'bridge');
  for (const bridge of bridges) {
    const notes = [view.text('topo.bridge'), ...(bridge.addresses.length > 0 ? [addressOf(bridge)] : [])];
    out.push({ id: innerId(bridge), name: bridge.name, parent: at(bridge.netns), plain: false, address: '', notes });
  }
  for (const d of node.devices) {
    const bridge = bridges.find(b => b.id === d.master);
    owner.set(d.id, bridge === undefined ? at(d.netns) : innerId(bridge));
  }
  const inwards = links.flatMap(({ a, b }) => (a.node === node.name && b.node === node.name ? [a, b] : []));
  const rooted = inwards.filter(d => owner.get(d.id) === node.name);
  for (const d of rooted) owner.set(d.id, rootId(node));
  const root = {
    id: rootId(node),
    name: view.text('topo.root'),
    parent: node.name,
    plain: false,
    address: '',
    notes: [],
  };
  return rooted.length > 0 ? [...out, root] : out;
}

/** What a box says of itself; `widest`: in the widest form it may take, so that counting does not move the picture. */
function notesOf(view: View, node: NodeView, widest: boolean): string[] {
  const kind = view.text(`node.${node.kind}`);
  const table = view.session.journal.tables.find(t => t.schema.name === 'fdb' && t.owner?.split('/')[0] === node.name);
  if (table === undefined) return node.kind === 'hub' ? [kind, view.text('topo.one-domain')] : [kind];
  let count = 0;
  for (const row of table.rows() as Iterable<{ kind: string }>) if (row.kind === 'learned') count++;
  const most = 10 ** Math.max(3, String(count).length) - 1;
  return [kind, view.text('tui.network.cam', { count: widest ? most : count })];
}

/** A frame that reached a device in the event at the cursor. */
export function arrivalOf(view: View): { readonly frame: number; readonly dev: number } | undefined {
  if (view.event < 0) return undefined;
  const { journal } = view.session;
  const first = journal.firstStage(view.event);
  if (journal.kindOf(first).name !== 'link_receive') return undefined;
  const frame = journal.numberArg(first, 'frame');
  const dev = journal.numberArg(first, 'dev');
  return frame === undefined || dev === undefined ? undefined : { frame, dev };
}

/** How the shape looks at the cursor. */
export function dressOf(view: View, shape: NetworkShape, chosen: string | undefined): Dress {
  const { network } = view;
  const links = new Map(network.links.map(l => [l.name, l]));
  const states = new Map(network.links.flatMap(({ a, b }) => [a, b]).map(d => [portId(d), d.state]));
  const arrival = arrivalOf(view);
  const nodes = new Map(network.nodes.map(n => [n.name, n]));
  const shapes = new Map(shape.nodes.map(n => [n.id, n]));
  const nests = new Set(shape.nodes.map(n => n.parent));
  return {
    here: view.node,
    chosen,
    notes: id => {
      const node = nodes.get(id);
      return node === undefined || nests.has(id) ? (shapes.get(id)?.notes ?? []) : notesOf(view, node, false);
    },
    look: port => lookOf(states.get(port) ?? 'up'),
    broken: id => {
      const link = links.get(id);
      const good = link?.up && link.a.up && link.b.up;
      return good ? undefined : view.text('ui.network.down');
    },
    shared: id => links.get(id)?.shared === true,
    loads: id => loadsOf(view, links.get(id), arrival),
  };
}

function loadsOf(view: View, link: LinkView | undefined, arrival: ReturnType<typeof arrivalOf>): Load[] {
  if (link === undefined) return [];
  const loads = link.flights.map(
    (f): Load => ({ ...frameWord(view, f.frame), forward: f.to === link.b.id, arrived: false }),
  );
  if (arrival === undefined || (arrival.dev !== link.a.id && arrival.dev !== link.b.id)) return loads;
  return [...loads, { ...frameWord(view, arrival.frame), forward: arrival.dev === link.b.id, arrived: true }];
}
