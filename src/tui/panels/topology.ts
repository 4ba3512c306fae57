// The network, drawn: hosts left and right, what connects them in the middle, frames on their cables. Read
// topology-shape.ts and wire.ts first. A network of another shape is listed cable by cable (topology-list.ts).
import { formatIpv4 } from '../../wire/index.js';
import { Canvas } from '../canvas.js';
import type { NodeView } from '../network.js';
import type { Box, Item, Panel } from '../panel.js';
import { type Line, line, span, widthOf } from '../text.js';
import type { View } from '../view.js';
import { listCables } from './topology-list.js';
import { type Cable, type Shape, shapeOf } from './topology-shape.js';
import { arrivalOf, drawCable } from './wire.js';

export const topologyPanel: Panel = {
  select(view, box) {
    const title = view.text('ui.panel.network');
    const shape = shapeOf(view.network);
    const foot = box.height >= 6 ? [onTheWire(view)] : [];
    const room = { width: box.width, height: box.height - foot.length };
    const drawn = shape && draw(view, shape, room);
    if (drawn === undefined) return { title, ...listCables(view, box.width) };
    return { title, lines: [...drawn.lines, ...foot], items: drawn.items, marked: true };
  },
};

/** Where everything goes, in cells. */
interface Plan {
  /** Rows from one host's cable to the next one's; 1: the name stands in the cable's own row. */
  readonly pitch: number;
  readonly top: number;
  readonly boxWidth: number;
  /** Length of each stretch of cable. */
  readonly stretch: number;
  readonly rows: number;
}

const MARGIN = 2;

function planFor(shape: Shape, names: number, { width, height }: Box): Plan | undefined {
  const rows = Math.max(shape.left.length, shape.right.length, 1);
  const boxes = shape.spine.length;
  const stretches = boxes === 0 ? 1 : boxes - 1 + Math.min(1, shape.left.length) + Math.min(1, shape.right.length);
  const boxWidth = Math.max(names + 4, Math.min(14, Math.floor(width / (boxes * 4 + 1))));
  const stretch = Math.floor((width - 2 * MARGIN - boxes * boxWidth) / stretches);
  const pitch = Math.min(4, Math.floor((height - 2) / rows));
  if (stretch < 12 || pitch < 1) return undefined;
  const used = (rows - 1) * pitch + (pitch === 1 ? 1 : 2);
  return { pitch, boxWidth, stretch, rows, top: Math.max(pitch === 1 ? 1 : 0, Math.floor((height - used - 1) / 2)) };
}

function draw(view: View, shape: Shape, box: Box): { lines: Line[]; items: Item[] } | undefined {
  const longest = Math.max(0, ...shape.spine.map(widthOf));
  const plan = planFor(shape, longest, box);
  if (plan === undefined) return undefined;
  const canvas = new Canvas(box.width, box.height);
  const items: Item[] = [];
  const wireRow = (i: number) => plan.top + i * plan.pitch + (plan.pitch === 1 ? 0 : 1);
  const firstBox = MARGIN + (shape.left.length > 0 && shape.spine.length > 0 ? plan.stretch : 0);
  const boxAt = (i: number) => firstBox + i * (plan.boxWidth + plan.stretch);
  const [top, bottom] = [wireRow(0) - 1, Math.max(wireRow(0) + 1, wireRow(plan.rows - 1) + 1)];
  const spread = (i: number, count: number) =>
    wireRow(count === plan.rows ? i : Math.round((i * (plan.rows - 1)) / Math.max(1, count - 1)));

  const leaf = (cable: Cable, end: 'left' | 'right', y: number) => {
    const node = view.network.nodes.find(n => n.name === cable[end].node);
    const row = plan.pitch === 1 ? y : y - 1;
    const room = shape.spine.length === 0 ? Math.floor(plan.stretch / 2) : plan.stretch;
    if (node !== undefined) items.push(host(canvas, view, node, end, row, plan.pitch === 1 ? 0 : room));
  };
  if (shape.spine.length === 0) {
    const cable = shape.left[0] as Cable;
    leaf(cable, 'left', wireRow(0));
    leaf(cable, 'right', wireRow(0));
    const inline = plan.pitch === 1;
    const [from, to] = inline ? [widthOf(cable.left.node) + 2, widthOf(cable.right.node) + 2] : [0, 0];
    drawCable(canvas, wireRow(0), MARGIN + from, box.width - MARGIN - to, view, cable);
    return { lines: canvas.lines(), items };
  }
  // In a host's own row the cable begins behind its name.
  const beside = (cable: Cable, end: 'left' | 'right') => (plan.pitch === 1 ? widthOf(cable[end].node) + 2 : 0);
  for (const [i, cable] of shape.left.entries()) {
    const y = spread(i, shape.left.length);
    drawCable(canvas, y, MARGIN + beside(cable, 'left'), firstBox, view, cable);
    leaf(cable, 'left', y);
  }
  for (const [i, name] of shape.spine.entries()) {
    const node = view.network.nodes.find(n => n.name === name) as NodeView;
    items.push(spineBox(canvas, view, node, boxAt(i), top, bottom, plan.boxWidth));
  }
  const middle = wireRow(Math.floor((plan.rows - 1) / 2));
  for (const [i, cable] of shape.trunks.entries()) {
    drawCable(canvas, middle, boxAt(i) + plan.boxWidth, boxAt(i + 1), view, cable);
  }
  const lastBox = boxAt(shape.spine.length - 1) + plan.boxWidth;
  for (const [i, cable] of shape.right.entries()) {
    const y = spread(i, shape.right.length);
    drawCable(canvas, y, lastBox, box.width - MARGIN - beside(cable, 'right'), view, cable);
    leaf(cable, 'right', y);
  }
  for (const [end, cables, x] of [
    ['┤', shape.left, firstBox],
    ['├', shape.right, lastBox - 1],
  ] as const) {
    for (let i = 0; i < cables.length; i++) canvas.put(x, spread(i, cables.length), end, 'border');
  }
  for (let i = 0; i < shape.trunks.length; i++) {
    canvas.put(boxAt(i) + plan.boxWidth - 1, middle, '├', 'border');
    canvas.put(boxAt(i + 1), middle, '┤', 'border');
  }
  return { lines: canvas.lines(), items };
}

/** The end of an address says more than its beginning. */
const tail = (text: string, width: number): string =>
  widthOf(text) <= width ? text : width <= 1 ? '' : `…${text.slice(text.length - width + 1)}`;

/** A host's name and address over its end of the cable. */
function host(
  canvas: Canvas,
  view: View,
  node: NodeView,
  end: 'left' | 'right',
  y: number,
  /** Cells there are; 0: none but for the name, which stands in the cable's own row. */
  room: number,
): Item {
  const inline = room === 0;
  const here = view.node === node.name;
  const chosen = view.ui.panel === 'topology' && view.ui.focus.node === node.name;
  const address = node.devices.flatMap(d => (d.kind === 'loopback' ? [] : d.addresses)).map(formatIpv4)[0] ?? '';
  const name = `${here ? '▸' : ''}${node.name}`;
  const rest = inline ? '' : ` ${tail(address, room - widthOf(name) - 2)}`;
  const width = widthOf(name) + widthOf(rest);
  const x = end === 'left' ? MARGIN - (here ? 1 : 0) : canvas.width - MARGIN - width;
  canvas.put(x, y, name, here ? 'here' : 'node', chosen);
  canvas.put(x + widthOf(name), y, rest, here ? 'strong' : 'plain');
  return { id: `node:${node.name}`, line: y, focus: { node: node.name }, at: { x, width } };
}

/** A node in the middle: a box as tall as the cables that end in it. */
function spineBox(
  canvas: Canvas,
  view: View,
  node: NodeView,
  x: number,
  top: number,
  bottom: number,
  width: number,
): Item {
  const here = view.node === node.name;
  const chosen = view.ui.panel === 'topology' && view.ui.focus.node === node.name;
  const name = `${here ? '▸' : ' '}${node.name} `;
  const from = Math.floor((width - widthOf(name)) / 2);
  canvas.put(x, top, `┌${'─'.repeat(width - 2)}┐`, 'border');
  for (let y = top + 1; y < bottom; y++) canvas.put(x, y, `│${' '.repeat(width - 2)}│`, 'border');
  canvas.put(x, bottom, `└${'─'.repeat(width - 2)}┘`, 'border');
  canvas.put(x + from, top, name, here ? 'here' : 'node', chosen);
  const notes = [view.text(`node.${node.kind}`), learnt(view, node)].filter(t => t !== '' && widthOf(t) <= width - 2);
  for (const [i, note] of notes.entries()) {
    const y = top + Math.max(1, Math.floor((bottom - top - notes.length + 1) / 2)) + i;
    if (y < bottom) canvas.put(x + Math.floor((width - widthOf(note)) / 2), y, note, 'dim');
  }
  const at = { x, width, height: bottom - top + 1 };
  return { id: `node:${node.name}`, line: top, focus: { node: node.name }, at };
}

/** How many addresses a switch has learnt. */
function learnt(view: View, node: NodeView): string {
  const table = view.session.journal.tables.find(t => t.schema.name === 'fdb' && t.owner?.split('/')[0] === node.name);
  if (table === undefined) return '';
  let count = 0;
  for (const row of table.rows() as Iterable<{ kind: string }>) if (row.kind === 'learned') count++;
  return view.text('tui.network.cam', { count });
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
