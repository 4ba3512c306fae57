// The lines of a picture: arms of neighbouring cells joined to as few strokes as there can be.
import type { Arms } from './box.js';

/** Size of a cell, in units of the picture. */
export const CELL = { width: 9, height: 18 } as const;
/** Where lines cross, on a half: a stroke of one unit then fills whole pixels. */
const [MIDDLE_X, MIDDLE_Y] = [4.5, 8.5];
const RADIUS = 4.5;

interface Pen {
  readonly fg: string;
  readonly weight: number;
  /** Dashes in a cell; 0: drawn through. */
  readonly dashes: number;
  readonly across: boolean;
}
interface Path extends Pen {
  readonly parts: string[];
}

/** Collects strokes, cell by cell; gives paths, one for each pen, in a fixed order. */
export class Strokes {
  /** From and to along each line, by pen and the line's place across. */
  readonly #lines = new Map<string, { pen: Pen; at: number; spans: [from: number, to: number][] }>();
  readonly #arcs = new Map<string, string[]>();

  /** A character's arms at a cell. */
  add(column: number, row: number, arms: Arms, fg: string): void {
    const [left, top] = [column * CELL.width, row * CELL.height];
    const [x, y] = [left + MIDDLE_X, top + MIDDLE_Y];
    if (arms.arc) {
      this.#arc(x, y, left, top, arms, fg);
      return;
    }
    const { dashes } = arms;
    const pen = (weight: number, across: boolean): Pen => ({ fg, weight, dashes, across });
    if (arms.left > 0) this.#line(pen(arms.left, true), y, left, x);
    if (arms.right > 0) this.#line(pen(arms.right, true), y, x, left + CELL.width);
    if (arms.up > 0) this.#line(pen(arms.up, false), x, top, y);
    if (arms.down > 0) this.#line(pen(arms.down, false), x, y, top + CELL.height);
  }

  /** SVG paths. */
  paths(): string[] {
    const paths = new Map<string, Path>();
    for (const { pen, at, spans } of this.#lines.values()) {
      const key = `${pen.fg} ${pen.weight} ${pen.dashes} ${pen.dashes > 0 && pen.across}`;
      const path = paths.get(key) ?? { ...pen, parts: [] };
      paths.set(key, path);
      for (const [from, to] of merged(spans)) {
        path.parts.push(pen.across ? `M${from} ${at}h${to - from}` : `M${at} ${from}v${to - from}`);
      }
    }
    const lines = [...paths.values()].map(path => element(path));
    return [...lines, ...[...this.#arcs].map(([fg, parts]) => `<path stroke="${fg}" d="${parts.join('')}"/>`)];
  }

  #line(pen: Pen, at: number, from: number, to: number): void {
    const key = `${pen.fg} ${pen.weight} ${pen.dashes} ${pen.across} ${at}`;
    const line = this.#lines.get(key) ?? { pen, at, spans: [] };
    this.#lines.set(key, line);
    line.spans.push([from, to]);
  }

  #arc(x: number, y: number, left: number, top: number, arms: Arms, fg: string): void {
    const edgeY = arms.up > 0 ? top : top + CELL.height;
    const edgeX = arms.left > 0 ? left : left + CELL.width;
    const turnY = y + (arms.up > 0 ? -RADIUS : RADIUS);
    const parts = this.#arcs.get(fg) ?? [];
    this.#arcs.set(fg, parts);
    parts.push(`M${x} ${edgeY}V${turnY}Q${x} ${y} ${edgeX} ${y}`);
  }
}

function element({ fg, weight, dashes, across, parts }: Path): string {
  const thick = weight === 1 ? '' : ` stroke-width="${weight}"`;
  const pattern = dashes === 0 ? '' : ` stroke-linecap="butt" ${dashesOf(dashes, across)}`;
  return `<path stroke="${fg}"${thick}${pattern} d="${parts.join('')}"/>`;
}

/** Each dash three fifths of its share of the cell, in the middle of it. */
function dashesOf(dashes: number, across: boolean): string {
  const share = (across ? CELL.width : CELL.height) / dashes;
  const round = (n: number) => Math.round(n * 1000) / 1000;
  return `stroke-dasharray="${round(share * 0.6)} ${round(share * 0.4)}" stroke-dashoffset="${round(share * -0.2)}"`;
}

/** Spans that touch become one; the order is the line's own. */
function merged(spans: readonly (readonly [number, number])[]): [number, number][] {
  const out: [number, number][] = [];
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}
