// Frames on a link: words with an arrow on its horizontal stretches, the way they go; less words where there is less room.
import { type Role, widthOf } from '../text.js';
import type { Load } from './dress.js';
import type { Path, Stretch } from './paths.js';
import type { Point } from './shape.js';

export interface Mark extends Point {
  readonly text: string;
  readonly role: Role;
}

/** What to write on a link's path. Every mark lies on cells of the path. */
export function marksOf(path: Path, loads: readonly Load[]): Mark[] {
  if (loads.length === 0) return [];
  const out: Mark[] = [];
  const free = path.stretches.map(s => ({ ...s }));
  for (const load of loads.filter(l => l.arrived)) {
    const mark = atEnd(free, load);
    if (mark !== undefined) out.push(mark);
  }
  const onTheWay = loads.filter(l => !l.arrived);
  if (onTheWay.length > 0) out.push(...spreadOut(path, free, onTheWay, out));
  return out;
}

/** Cells of wire between two frames, so that their words are not read as one. */
const APART = 1;

type Room = { -readonly [K in keyof Stretch]: Stretch[K] };

/** The arrow of a frame, seen on a stretch. */
const isRight = (stretch: Stretch, load: Load): boolean => stretch.forward === load.forward;

/** Right before the end that it reached. */
function atEnd(free: Room[], load: Load): Mark | undefined {
  const stretch = load.forward ? free.at(-1) : free[0];
  if (stretch === undefined || stretch.width <= 0) return undefined;
  const right = isRight(stretch, load);
  const text = [` ${word(load, right, '')} `, word(load, right, ''), right ? '▶' : '◀'].find(
    t => widthOf(t) <= stretch.width,
  );
  if (text === undefined) return undefined;
  const width = widthOf(text);
  const mark = { x: right ? stretch.x + stretch.width - width : stretch.x, y: stretch.y, text, role: load.role };
  stretch.width = Math.max(0, stretch.width - width - APART);
  if (!right) stretch.x += width + APART;
  return mark;
}

const word = ({ text }: Load, right: boolean, gap: string): string => (right ? `${text}${gap}▶` : `◀${gap}${text}`);

/** All side by side on the longest stretch; what has no room there goes on others, or becomes a number. */
function spreadOut(path: Path, free: readonly Room[], loads: readonly Load[], marks: readonly Mark[]): Mark[] {
  const rooms = [...free].filter(s => s.width > 0).sort((p, q) => q.width - p.width);
  const widest = rooms[0];
  if (widest === undefined) return upright(path, loads, marks);
  const texts = (gap: string, pad: string) =>
    inOrder(widest, loads).map(l => ({ load: l, text: `${pad}${word(l, isRight(widest, l), gap)}${pad}` }));
  for (const list of [texts(' ', ' '), texts('', ' '), texts('', '')]) {
    const total = list.reduce((sum, t) => sum + widthOf(t.text) + APART, -APART);
    if (total > widest.width) continue;
    let x = widest.x + Math.floor((widest.width - total) / 2);
    return list.map(({ load, text }) => {
      const mark = { x, y: widest.y, text, role: load.role };
      x += widthOf(text) + APART;
      return mark;
    });
  }
  return arrows(widest, loads);
}

/** The next to arrive is nearest to where it goes. */
function inOrder(stretch: Stretch, loads: readonly Load[]): Load[] {
  const right = loads.filter(l => isRight(stretch, l));
  return [...loads.filter(l => !isRight(stretch, l)), ...right.reverse()];
}

/** An arrow for each, or one for each direction with how many there are. */
function arrows(stretch: Stretch, loads: readonly Load[]): Mark[] {
  const list = inOrder(stretch, loads);
  const sign = (l: Load) => (isRight(stretch, l) ? '▶' : '◀');
  const middle = (width: number) => stretch.x + Math.floor((stretch.width - width) / 2);
  if (list.length <= stretch.width)
    return list.map((l, i) => ({ x: middle(list.length) + i, y: stretch.y, text: sign(l), role: l.role }));
  const counted = [...new Set(list.map(sign))].map(s => {
    const mine = list.filter(l => sign(l) === s);
    const text = s === '▶' ? `${mine.length}▶` : `◀${mine.length}`;
    return { text, role: (mine[0] as Load).role };
  });
  const total = counted.reduce((sum, c) => sum + c.text.length, 0);
  if (total > stretch.width)
    return [{ x: stretch.x, y: stretch.y, text: sign(list[0] as Load), role: (list[0] as Load).role }];
  let x = middle(total);
  return counted.map(({ text, role }) => {
    const mark = { x, y: stretch.y, text, role };
    x += text.length;
    return mark;
  });
}

/** On a link without a horizontal stretch of its own: an arrow on the free cell nearest to its middle. */
function upright(path: Path, loads: readonly Load[], marks: readonly Mark[]): Mark[] {
  const [load] = loads;
  const middle = Math.floor(path.cells.length / 2);
  const isFree = ({ x, y }: Point) => !marks.some(m => m.y === y && m.x <= x && x < m.x + widthOf(m.text));
  const free = [...path.cells.keys()].filter(i => isFree(path.cells[i] as Point));
  const i = free.sort((p, q) => Math.abs(p - middle) - Math.abs(q - middle))[0];
  if (load === undefined || i === undefined) return [];
  const at = path.cells[i] as Point;
  const [before, next] = [path.cells[i - 1] ?? at, path.cells[i + 1] ?? at];
  const down = next.y > before.y === load.forward;
  return [{ ...at, text: next.y === before.y ? '◆' : down ? '▼' : '▲', role: load.role }];
}
