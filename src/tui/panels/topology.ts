// The network, drawn: nodes, ports, links and the frames on them. What it looks like is in ../topology: feed.ts says what
// is drawn, layout.ts where, draw.ts how; here it is put in its panel. Read topology/shape.ts first.
import { formatIpv4 } from '../../wire/index.js';
import { Canvas } from '../canvas.js';
import type { Box, Item, Panel } from '../panel.js';
import { type Line, line, span } from '../text.js';
import { drawNetwork } from '../topology/draw.js';
import { arrivalOf, dressOf, shapeOf } from '../topology/feed.js';
import { type Layout, layoutOf } from '../topology/layout.js';
import { lookOf, PORT_LOOKS } from '../topology/looks.js';
import type { NetworkShape, Point } from '../topology/shape.js';
import { beyondLine, windowAt } from '../topology/window.js';
import type { View } from '../view.js';

export const topologyPanel: Panel = {
  select(view, box) {
    const title = view.text('ui.panel.network');
    const shape = view.once(shapeOf);
    const chosen = view.ui.panel === 'topology' ? view.ui.chosen.topology?.replace(/^node:/, '') : undefined;
    const dress = dressOf(view, shape, chosen);
    const { layout, room } = fitted(shape, box);
    const at = [chosen, view.node, shape.nodes[0]?.id].flatMap(id => layout.boxes.get(id ?? '') ?? [])[0];
    const from = windowAt(layout, room, at);
    const canvas = new Canvas(room.width, room.height);
    drawNetwork(canvas, layout, dress, from);
    const beyond = beyondLine(view, layout, dress, from, room);
    const about = chosen === undefined ? onTheWire(view) : aboutNode(view, chosen);
    const foot = box.height >= 6 ? [[...about, ...legend(view)]] : [];
    const lines = [...canvas.lines(), ...(beyond === undefined || box.height < 4 ? [] : [beyond]), ...foot];
    return { title, lines: lines.slice(0, box.height), items: itemsOf(shape, layout, from, room), marked: true };
  },
};

/** The layout for what the lines below the picture leave. A picture larger than its room needs one more of them. */
function fitted(shape: NetworkShape, { width, height }: Box): { layout: Layout; room: Box } {
  const foot = height >= 6 ? 1 : 0;
  const room = { width, height: Math.max(1, height - foot) };
  const layout = layoutOf(shape, room);
  if (layout.width <= room.width && layout.height <= room.height) return { layout, room };
  const less = { width, height: Math.max(1, height - foot - (height >= 4 ? 1 : 0)) };
  return { layout: layoutOf(shape, less), room: less };
}

function itemsOf(shape: NetworkShape, layout: Layout, from: Point, room: Box): Item[] {
  return shape.nodes.flatMap((node): Item[] => {
    const box = layout.boxes.get(node.id);
    if (box === undefined) return [];
    const line = Math.max(0, Math.min(room.height - 1, box.y - from.y));
    // What stands in a node and is no namespace of its own is the node's.
    const name = node.id.includes(':') ? (node.parent ?? node.id) : node.id;
    const spot = [box.x + Math.floor(box.width / 2) - from.x, box.y + Math.floor(box.height / 2) - from.y] as const;
    const at = { x: box.x - from.x, width: box.width, height: box.height };
    return [{ id: `node:${node.id}`, line, at, spot, text: `${node.name} ${node.address}`, focus: { node: name } }];
  });
}

/** One line about the chosen node: what it is, its devices with their addresses and states. */
function aboutNode(view: View, id: string): Line {
  const of = (id.split(':')[0] as string) || id;
  const node = view.network.nodes.find(n => n.name === of || n.namespaces.includes(of));
  if (node === undefined) return line();
  const mine = node.devices.filter(d => d.netns === of && d.kind !== 'loopback');
  const devices = mine.flatMap(d => {
    const state = d.state === 'up' || d.state === 'forwarding' ? [] : [span(` ${stateWord(view, d.state)}`, 'bad')];
    const vlans = d.vlans === '' ? [] : [span(` VLAN ${d.vlans}`, 'dim')];
    return [span(`  ${d.name}`, 'dim'), ...d.addresses.map(a => span(` ${formatIpv4(a)}`)), ...state, ...vlans];
  });
  return line('   ', span(of, 'node'), span(` ${view.text(`node.${node.kind}`)}`, 'dim'), ...devices);
}

/** A state that has no word yet is shown as the tables name it. */
const stateWord = (view: View, state: string): string =>
  Object.hasOwn(PORT_LOOKS, state) ? view.text(`topo.state.${state}`) : state;

/** What the signs on ports mean that do not speak for themselves, as far as they are on the picture. */
function legend(view: View): Line {
  const states = new Set(view.network.links.flatMap(({ a, b }) => [a.state, b.state]));
  // A hub says so itself.
  const hub = view.network.nodes.some(node => node.kind === 'hub');
  const shared = !hub && view.network.links.some(link => link.shared && link.up);
  const domain = shared ? [span('   ═', 'border'), span(` ${view.text('topo.one-domain')}`, 'dim')] : [];
  const signs = [...states].sort().flatMap(state => {
    const { sign, role } = lookOf(state);
    return sign === '' || sign === '✗' ? [] : [span(`   ${sign}`, role), span(` ${stateWord(view, state)}`, 'dim')];
  });
  // Beside a port's name stand its VLANs.
  const filters = view.network.links.some(({ a, b }) => a.vlans !== '' || b.vlans !== '');
  const vlans = filters ? [span('   ·1', 'plain'), span(` ${view.text('topo.vlan')}`, 'dim')] : [];
  return [...signs, ...domain, ...vlans];
}

/** One line about the frames that are on their way. */
function onTheWire(view: View): Line {
  const { flights } = view.network;
  const arrival = arrivalOf(view);
  if (flights.length === 0 && arrival !== undefined)
    return line('   ', span(view.text('tui.network.arrived', { frame: arrival.frame, dev: arrival.dev }), 'dim'));
  if (flights.length === 0) return line('   ', span(view.text('ui.network.quiet'), 'dim'));
  const roots = new Set(flights.map(f => view.words.frameName(f.frame).replace(/[′″‴]|·\d+/g, '')));
  // A copy bears its original's name with a mark: the line names the original.
  let frame = flights[0]?.frame ?? 0;
  const { frames } = view.session.world;
  while (flights.length > 1 && frames.fromOf(frame) >= 0 && /\D/.test(view.words.frameName(frame)))
    frame = frames.fromOf(frame);
  const text =
    roots.size === 1
      ? view.text('ui.network.on-wire', { count: flights.length, frame })
      : view.text('tui.network.on-wire', { count: flights.length, frames: flights.map(f => f.frame) });
  return line(' ▶ ', span(text, 'strong'));
}
