// From the cells of a way to what is drawn of it: strokes, and the straight stretches that have room for words.
import type { PlacedPort } from './ports.js';
import type { Point } from './shape.js';

/** One piece of text of a link: a horizontal run, or one cell. */
export interface Stroke extends Point {
  readonly text: string;
}

/** A horizontal run of cells that no other link crosses. */
export interface Stretch extends Point {
  readonly width: number;
  /** Going from `a` to `b` is going right. */
  readonly forward: boolean;
}

export interface Path {
  readonly id: string;
  readonly cells: readonly Point[];
  readonly strokes: readonly Stroke[];
  /** From `a` to `b`. */
  readonly stretches: readonly Stretch[];
}

const [RIGHT, LEFT, BELOW, ABOVE] = [1, 2, 4, 8];
const GLYPHS: Readonly<Record<number, string>> = {
  [RIGHT | LEFT]: '─',
  [BELOW | ABOVE]: '│',
  [RIGHT | BELOW]: '┌',
  [LEFT | BELOW]: '┐',
  [RIGHT | ABOVE]: '└',
  [LEFT | ABOVE]: '┘',
};
const CROSSING = '┼';

const key = ({ x, y }: Point): string => `${x},${y}`;

/** Ways by link id. `gates`: cells of borders that ways go through. */
export function pathsOf(
  ways: readonly {
    readonly id: string;
    readonly cells: readonly Point[];
    readonly a: PlacedPort;
    readonly b: PlacedPort;
  }[],
  gates: ReadonlySet<string>,
): Map<string, Path> {
  const used = new Map<string, number>();
  for (const { cells } of ways) for (const c of cells) used.set(key(c), (used.get(key(c)) ?? 0) + 1);
  const crossed = (c: Point) => (used.get(key(c)) ?? 0) > 1 || gates.has(key(c));
  return new Map(
    ways.map(({ id, cells, a, b }): [string, Path] => {
      const glyphs = cells.map((c, i) => (crossed(c) ? CROSSING : glyphAt(cells, i, a, b)));
      return [id, { id, cells, strokes: strokesOf(cells, glyphs), stretches: stretchesOf(cells, glyphs) }];
    }),
  );
}

function glyphAt(cells: readonly Point[], i: number, a: PlacedPort, b: PlacedPort): string {
  const at = cells[i] as Point;
  const outward = (port: PlacedPort): Point => ({ x: at.x + (port.side === 'right' ? -1 : 1), y: at.y });
  const towards = (to: Point): number => (to.x > at.x ? RIGHT : to.x < at.x ? LEFT : to.y > at.y ? BELOW : ABOVE);
  return GLYPHS[towards(cells[i - 1] ?? outward(a)) | towards(cells[i + 1] ?? outward(b))] ?? CROSSING;
}

/** Neighbouring cells of a row as one text. */
function strokesOf(cells: readonly Point[], glyphs: readonly string[]): Stroke[] {
  const out: { x: number; y: number; text: string; end: number }[] = [];
  for (const [i, { x, y }] of cells.entries()) {
    const last = out.at(-1);
    const glyph = glyphs[i] as string;
    if (last !== undefined && last.y === y && last.end === x) {
      last.text += glyph;
      last.end++;
    } else if (last !== undefined && last.y === y && last.x === x + 1) {
      last.text = glyph + last.text;
      last.x--;
    } else out.push({ x, y, text: glyph, end: x + 1 });
  }
  return out.map(({ x, y, text }) => ({ x, y, text }));
}

function stretchesOf(cells: readonly Point[], glyphs: readonly string[]): Stretch[] {
  const out: Stretch[] = [];
  let from = -1;
  for (let i = 0; i <= cells.length; i++) {
    if (glyphs[i] === '─') {
      if (from < 0) from = i;
      continue;
    }
    if (from >= 0) {
      const [p, q] = [cells[from] as Point, cells[i - 1] as Point];
      const next = cells[from + 1] ?? (cells[from] as Point);
      const before = cells[from - 1] ?? p;
      const forward = next.x > p.x || (next.x === p.x && before.x <= p.x);
      out.push({ x: Math.min(p.x, q.x), y: p.y, width: i - from, forward });
    }
    from = -1;
  }
  return out;
}
