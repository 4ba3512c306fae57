// The network, drawn: nodes, ports, links and the frames on them. What it looks like is in ../topology: feed.ts says what
// is drawn, layout.ts where, draw.ts how; here it is put in its panel. Read topology/shape.ts first.
import { formatIpv4 } from '../../wire/index.js';
import { Canvas } from '../canvas.js';
import type { Box, Item, Panel } from '../panel.js';
import { type Line, line, span } from '../text.js';
import { drawNetwork } from '../topology/draw.js';
import { arrivalOf, dressOf, shapeOf } from '../topology/feed.js';
import { footLines, type Told } from '../topology/foot.js';
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
    const { layout, room, foot } = fitted(shape, box);
    const at = [chosen, view.node, shape.nodes[0]?.id].flatMap(id => layout.boxes.get(id ?? '') ?? [])[0];
    const from = windowAt(layout, room, at);
    const canvas = new Canvas(room.width, room.height);
    drawNetwork(canvas, layout, dress, from);
    const beyond = beyondLine(view, layout, dress, from, room);
    const about = chosen === undefined ? [onTheWire(view)] : aboutNode(view, chosen).map((of): Told => [of]);
    const signs = legend(view).map((of): Told => [of]);
    const below = footLines([...about, ...signs], box.width, foot);
    while (below.length < foot) below.unshift([]);
    const lines = [...canvas.lines(), ...(beyond === undefined || box.height < 4 ? [] : [beyond]), ...below];
    return { title, lines: lines.slice(0, box.height), items: itemsOf(shape, layout, from, room), marked: true };
  },
};

interface Fitted {
  readonly layout: Layout;
  readonly room: Box;
  /** Lines below the picture. */
  readonly foot: number;
}

/**
 * The layout for what the lines below the picture leave: two where the picture is as rich as with one, none where only so all
 * of it is in sight. They follow from the shape and the room alone, so that nothing moves from step to step.
 */
function fitted(shape: NetworkShape, { width, height }: Box): Fitted {
  const roomFor = (lines: number): Box => ({ width, height: Math.max(1, height - lines) });
  const at = (foot: number): Fitted => ({ layout: layoutOf(shape, roomFor(foot)), room: roomFor(foot), foot });
  const fits = ({ layout, room }: Fitted) => layout.width <= room.width && layout.height <= room.height;
  const one = at(height >= 6 ? 1 : 0);
  if (fits(one)) {
    const two = at(2);
    return height >= 9 && fits(two) && two.layout.detail === one.layout.detail ? two : one;
  }
  const none = at(0);
  if (fits(none)) return none;
  // A picture larger than its room needs one more of them.
  const room = roomFor(one.foot + (height >= 4 ? 1 : 0));
  return { layout: layoutOf(shape, room), room, foot: one.foot };
}

/** The least room that shows all of the network, from one of so many rows up to `most`; undefined: that is too little. */
export function mapRows(view: View, { width, height }: Box, most: number): number | undefined {
  const shape = view.once(shapeOf);
  for (let rows = height; rows <= most; rows++) {
    const { layout, room } = fitted(shape, { width, height: rows });
    if (layout.width <= room.width && layout.height <= room.height) return rows;
  }
  return undefined;
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

/** The chosen node: what it is, its devices with their addresses and states. */
function aboutNode(view: View, id: string): Line[] {
  const of = (id.split(':')[0] as string) || id;
  const node = view.network.nodes.find(n => n.name === of || n.namespaces.includes(of));
  if (node === undefined) return [];
  const mine = node.devices.filter(d => d.netns === of && d.kind !== 'loopback');
  const devices = mine.map(d => {
    const state = d.state === 'up' || d.state === 'forwarding' ? [] : [span(` ${stateWord(view, d.state)}`, 'bad')];
    const vlans = d.vlans === '' ? [] : [span(` VLAN ${d.vlans}`, 'dim')];
    return line(span(d.name, 'dim'), ...d.addresses.map(a => span(` ${formatIpv4(a)}`)), ...state, ...vlans);
  });
  return [line(span(of, 'node'), span(` ${view.text(`node.${node.kind}`)}`, 'dim')), ...devices];
}

/** A state that has no word yet is shown as the tables name it. */
const stateWord = (view: View, state: string): string =>
  Object.hasOwn(PORT_LOOKS, state) ? view.text(`topo.state.${state}`) : state;

/** What the signs on ports mean that do not speak for themselves, as far as they are on the picture. */
function legend(view: View): Line[] {
  const { links, nodes } = view.network;
  const states = new Set(links.flatMap(({ a, b }) => [a.state, b.state]));
  const signs = [...states].sort().flatMap(state => {
    const { sign, role } = lookOf(state);
    return sign === '' || sign === '✗' ? [] : [line(span(sign, role), span(` ${stateWord(view, state)}`, 'dim'))];
  });
  // Beside a port's name stand its VLANs.
  const filters = links.some(({ a, b }) => a.vlans !== '' || b.vlans !== '');
  const vlans = filters ? [line(span('·1', 'plain'), span(` ${view.text('topo.vlan')}`, 'dim'))] : [];
  // A hub says so itself.
  const shared = !nodes.some(node => node.kind === 'hub') && links.some(link => link.shared && link.up);
  const domain = shared ? [line(span('═', 'border'), span(` ${view.text('topo.one-domain')}`, 'dim'))] : [];
  return [...signs, ...domain, ...vlans];
}

/** The frames that are on their way. */
function onTheWire(view: View): Told {
  const { flights } = view.network;
  const arrival = arrivalOf(view);
  const dim = (id: string, args = {}) => line(span(view.text(id, args), 'dim'));
  if (flights.length === 0 && arrival !== undefined) {
    const { frame, dev } = arrival;
    return [dim('tui.network.arrived', { frame, dev }), dim('topo.arrived.short', { frame, dev })];
  }
  if (flights.length === 0) return [dim('ui.network.quiet')];
  const roots = new Set(flights.map(f => view.words.frameName(f.frame).replace(/[′″‴]|·\d+/g, '')));
  // A copy bears its original's name with a mark: the line names the original.
  let frame = flights[0]?.frame ?? 0;
  const { frames } = view.session.world;
  while (flights.length > 1 && frames.fromOf(frame) >= 0 && /\D/.test(view.words.frameName(frame)))
    frame = frames.fromOf(frame);
  const count = flights.length;
  const text =
    roots.size === 1
      ? view.text('ui.network.on-wire', { count, frame })
      : view.text('tui.network.on-wire', { count, frames: flights.map(f => f.frame) });
  const moving = (of: string) => line(span('▶ ', 'key'), span(of, 'strong'));
  return [moving(text), moving(view.text('topo.on-wire.short', { count })), moving(String(count))];
}
