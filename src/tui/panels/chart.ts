// A sequence chart: nodes side by side, time downwards, every frame on a cable an arrow. A frame still on its way has an
// open head. Beside the lines: what a node's tables learnt.
import { formatDuration, formatTime } from '../../export/index.js';
import { Canvas } from '../canvas.js';
import { frameWord } from '../frame-words.js';
import type { Content, Item, Panel } from '../panel.js';
import { clip, line, type Role, span, widthOf } from '../text.js';
import type { View } from '../view.js';
import { type ChartRow, chartRows } from './chart-rows.js';

const TIME = 11;

export const chartPanel: Panel = {
  select(view, box): Content {
    const title = view.text('ui.panel.chart');
    const nodes = columnOrder(view);
    const narrow = box.width < 60;
    const left = narrow ? 1 : TIME;
    const step = Math.floor((box.width - left - 4) / Math.max(1, nodes.length));
    const rows = chartRows(view);
    if (rows.length === 0) return { title, lines: [line(' ', span(view.text('ui.empty.time'), 'dim'))] };
    if (step < 4) return { title, ...listed(view, rows) };
    const x = new Map(nodes.map((name, i) => [name, left + Math.floor(step / 2) + i * step]));
    const canvas = new Canvas(box.width, rows.length + 1);
    for (const [name, at] of x) {
      const label = clip(name, step - 1);
      canvas.put(at - Math.floor(widthOf(label) / 2), 0, label, view.node === name ? 'here' : 'node');
    }
    const items: Item[] = [];
    let time = -1;
    for (const [i, row] of rows.entries()) {
      const y = i + 1;
      if (row.kind === 'pause') {
        const text = ` ${view.text('ui.time.pause', { duration: formatDuration(row.time) })} `;
        canvas.put(1, y, '┄'.repeat(box.width - 2), 'dim');
        canvas.put(Math.max(2, Math.floor((box.width - widthOf(text)) / 2)), y, text, 'dim');
        continue;
      }
      for (const at of x.values()) canvas.put(at, y, '│', 'border');
      if (!narrow && row.time !== time) canvas.put(1, y, formatTime(row.time), 'dim');
      time = row.time;
      if (row.kind === 'note') note(canvas, y, x.get(row.node), row.text, row.role);
      else {
        arrow(canvas, view, y, row, x);
        const item = { id: `frame:${row.frame}`, line: y, focus: { frame: row.frame } };
        items.push({ ...item, enter: { kind: 'goto', position: row.position, telling: 'stage' } });
      }
    }
    const chosen = items.find(i => i.focus?.frame === view.ui.focus.frame && view.ui.focus.frame !== undefined);
    return { title, lines: canvas.lines(), items, follow: chosen?.line ?? rows.length };
  },
};

/** Hosts and what connects them, as near to each other as one column after the other allows: along the cables. */
function columnOrder(view: View): string[] {
  const { nodes, links } = view.network;
  const order: string[] = [];
  const visit = (name: string) => {
    if (order.includes(name)) return;
    order.push(name);
    const ends = links.filter(l => l.a.node === name || l.b.node === name);
    const next = ends.map(l => (l.a.node === name ? l.b.node : l.a.node));
    const degree = (n: string) => links.filter(l => l.a.node === n || l.b.node === n).length;
    for (const n of next.sort((p, q) => degree(p) - degree(q))) visit(n);
  };
  for (const node of nodes) visit(node.name);
  return order;
}

function note(canvas: Canvas, y: number, at: number | undefined, text: string, role: Role): void {
  if (at === undefined) return;
  const shown = ` ${text} `;
  const x = Math.max(0, Math.min(canvas.width - widthOf(shown), at - Math.floor(widthOf(shown) / 2)));
  canvas.put(x, y, shown, role);
}

function arrow(
  canvas: Canvas,
  view: View,
  y: number,
  row: Extract<ChartRow, { kind: 'frame' }>,
  x: ReadonlyMap<string, number>,
): void {
  const [from, to] = [x.get(row.from), x.get(row.to)];
  if (from === undefined || to === undefined) return;
  const { text, role } = frameWord(view, row.frame);
  const rightwards = to > from;
  const [low, high] = rightwards ? [from, to] : [to, from];
  const room = high - low - 1;
  const chosen = view.frame === row.frame || view.session.world.frames.fromOf(view.frame ?? -1) === row.frame;
  const shaft = row.state === 'arrived' ? '─' : '╌';
  canvas.put(low + 1, y, shaft.repeat(room), role);
  canvas.put(from, y, rightwards ? '├' : '┤', role);
  if (row.state === 'arrived') canvas.put(to, y, rightwards ? '┤' : '├', role);
  const label = clip(text, Math.max(0, room - 2));
  const width = widthOf(label);
  // Close to the sender: on a long way past other nodes the label stays between two lines.
  const start = rightwards ? low + 2 : high - 1 - width;
  canvas.put(start, y, label, role, chosen);
  const head = row.state === 'lost' ? '✗' : rightwards ? '▶' : '◀';
  const end = rightwards ? to - 1 : to + 1;
  // Half way, but behind its label.
  const half = low + 1 + Math.floor(room / 2);
  const flying = rightwards ? Math.min(end, Math.max(half, start + width)) : Math.max(end, Math.min(half, start - 1));
  canvas.put(row.state === 'flying' ? flying : end, y, head, role);
}

/** Too many nodes for columns: one line a frame. */
function listed(view: View, rows: readonly ChartRow[]): Pick<Content, 'lines' | 'items' | 'follow'> {
  const frames = rows.filter(r => r.kind === 'frame');
  const lines = frames.map(r => {
    const { text, role } = frameWord(view, r.frame);
    return line(` ${formatTime(r.time).padEnd(TIME)}${r.from} → ${r.to}  `, span(text, role));
  });
  const items = frames.map((r, i): Item => ({ id: `frame:${r.frame}`, line: i, focus: { frame: r.frame } }));
  return { lines, items, follow: lines.length - 1 };
}
