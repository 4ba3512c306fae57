// The picture: geometry (layout.ts) with the moment's states, marks and frames (dress.ts), as far as a window shows it.
import type { Canvas } from '../canvas.js';
import { clip, type Role, widthOf } from '../text.js';
import type { Dress } from './dress.js';
import type { Layout } from './layout.js';
import { marksOf } from './marks.js';
import type { Path } from './paths.js';
import { bottomOf, type Point, type Rect, rightOf, shortAddress } from './shape.js';
import type { Box } from './size.js';

/** Draws what of the layout begins at `from`, onto the whole canvas. */
export function drawNetwork(canvas: Canvas, layout: Layout, dress: Dress, from: Point): void {
  const pen: Pen = (x, y, text, role, chosen = false) => canvas.put(x - from.x, y - from.y, text, role, chosen);
  const seen = ({ x, y, width, height }: Rect) =>
    x < from.x + canvas.width && x + width > from.x && y < from.y + canvas.height && y + height > from.y;
  // What stands inside is drawn over what it stands in: boxes are listed from the outside in.
  for (const box of layout.boxes.values()) if (seen(box)) drawBox(pen, layout, dress, box);
  for (const path of layout.paths.values()) drawPath(pen, dress, path);
  for (const port of layout.ports.values()) {
    const look = dress.look(port.id);
    pen(port.at.x, port.at.y, port.label, look.role === 'border' ? 'dim' : look.role);
    const box = layout.boxes.get(port.node);
    const bordered = box?.style === 'box' || box?.style === 'group';
    if (bordered) pen(port.on.x, port.on.y, look.sign || (port.side === 'right' ? '├' : '┤'), look.role);
    else if (look.sign !== '') pen(port.start.x, port.start.y, look.sign, look.role);
  }
}

type Pen = (x: number, y: number, text: string, role: Role, chosen?: boolean) => void;

function drawPath(pen: Pen, dress: Dress, path: Path): void {
  const broken = dress.broken(path.id);
  for (const { x, y, text } of path.strokes) {
    if (broken === undefined) pen(x, y, dress.shared(path.id) ? doubled(text) : text, 'border');
    else pen(x, y, text.replaceAll('─', '╌').replaceAll('│', '╎'), 'bad');
  }
  if (broken !== undefined) {
    const [widest] = [...path.stretches].sort((p, q) => q.width - p.width);
    const word = [` ✗ ${broken} `, '✗'].find(w => widthOf(w) <= (widest?.width ?? 0));
    if (widest === undefined || word === undefined) return;
    pen(widest.x + Math.floor((widest.width - widthOf(word)) / 2), widest.y, word, 'bad');
    return;
  }
  for (const { x, y, text, role } of marksOf(path, dress.loads(path.id))) pen(x, y, text, role);
}

/** A medium that all stations on it share is drawn with double strokes. */
const DOUBLE: Readonly<Record<string, string>> = {
  '─': '═',
  '│': '║',
  '┌': '╔',
  '┐': '╗',
  '└': '╚',
  '┘': '╝',
  '┼': '╬',
};
const doubled = (text: string): string => Array.from(text, c => DOUBLE[c] ?? c).join('');

function drawBox(pen: Pen, layout: Layout, dress: Dress, box: Box): void {
  const node = layout.index.nodes.get(box.id);
  if (node === undefined) return;
  const here = dress.here === box.id;
  const chosen = dress.chosen === box.id;
  const name: Role = here ? 'here' : 'node';
  // Without colours the choice is still seen.
  const mark = here && chosen ? '»' : here ? '▸' : chosen ? '›' : ' ';
  if (box.style === 'box' || box.style === 'group') {
    drawBorder(pen, box);
    const title = `${mark}${clip(node.name, box.width - 4)} `;
    const x = box.style === 'group' ? box.x + 1 : box.x + Math.floor((box.width - widthOf(title)) / 2);
    pen(x, box.y, title, name, chosen);
    if (box.style === 'box') drawInside(pen, layout, dress, box);
    else for (const [i, note] of dress.notes(box.id).entries()) pen(box.x + 2, box.y + 1 + i, note, 'dim');
    return;
  }
  const address = box.style === 'inline' ? '' : shortAddress(node.address, layout.detail.addresses);
  const text = address === '' ? '' : ` ${address}`;
  const width = 1 + widthOf(node.name) + widthOf(text);
  // A name whose link goes to the left ends where its row ends.
  const x = box.side === 'left' && box.style !== 'lone' ? rightOf(box) - width + 1 : box.x;
  pen(x + (mark === ' ' ? 1 : 0), box.y, `${mark}${node.name}`.trimStart(), name, chosen);
  pen(x + 1 + widthOf(node.name), box.y, text, here ? 'strong' : 'plain');
}

function drawBorder(pen: Pen, { x, y, width, height }: Box): void {
  pen(x, y, `┌${'─'.repeat(width - 2)}┐`, 'border');
  for (let row = y + 1; row < y + height - 1; row++) {
    pen(x, row, '│', 'border');
    pen(x + width - 1, row, '│', 'border');
  }
  pen(x, y + height - 1, `└${'─'.repeat(width - 2)}┘`, 'border');
}

/** Addresses of its ports beside them; its notes in the middle, in rows without an address. */
function drawInside(pen: Pen, layout: Layout, dress: Dress, box: Box): void {
  const used = new Set<number>();
  for (const port of layout.ports.values()) {
    if (port.node !== box.id) continue;
    const address = shortAddress(layout.index.ports.get(port.id)?.address ?? '', layout.detail.inside);
    if (address === '') continue;
    used.add(port.on.y);
    pen(port.side === 'right' ? rightOf(box) - widthOf(address) : box.x + 1, port.on.y, address, 'plain');
  }
  const rows: number[] = [];
  for (let y = box.y + 1; y < bottomOf(box); y++) if (!used.has(y)) rows.push(y);
  const notes = dress.notes(box.id).filter(n => widthOf(n) <= box.width - 2);
  const from = Math.max(0, Math.floor((rows.length - notes.length) / 2));
  for (const [i, note] of notes.entries()) {
    const y = rows[from + i];
    if (y !== undefined) pen(box.x + Math.floor((box.width - widthOf(note)) / 2), y, note, 'dim');
  }
}
