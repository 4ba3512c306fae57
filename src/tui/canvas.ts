// A grid of cells to draw on: for panels that are pictures, not lists.
import { type Line, type Role, type Span, span, widthOf } from './text.js';

export class Canvas {
  readonly width: number;
  readonly height: number;
  readonly #cells: (Span | undefined)[][];

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#cells = Array.from({ length: height }, () => new Array<Span | undefined>(width).fill(undefined));
  }

  /** Writes text at a place; what lies outside is lost. A two-cell character takes its cell and the next one. */
  put(x: number, y: number, text: string, role: Role = 'plain', chosen = false): void {
    const row = this.#cells[y];
    if (row === undefined) return;
    let at = x;
    for (const character of text) {
      const width = widthOf(character);
      if (width === 0) continue;
      if (at >= 0 && at + width <= this.width) {
        // Half of a wide character that is written over leaves a blank.
        if (row[at]?.text === '' && at > 0) row[at - 1] = span(' ');
        if (row[at + width]?.text === '') row[at + width] = span(' ');
        row[at] = chosen ? { text: character, role, chosen } : { text: character, role };
        if (width === 2) row[at + 1] = { text: '', role };
      }
      at += width;
    }
  }

  /** What stands at a place. */
  at(x: number, y: number): string {
    return this.#cells[y]?.[x]?.text ?? ' ';
  }

  lines(): Line[] {
    return this.#cells.map(joined);
  }
}

const BLANK: Span = span(' ');

/** Neighbours of one role as one span. */
function joined(row: readonly (Span | undefined)[]): Line {
  const out: Span[] = [];
  let first = row[0] ?? BLANK;
  let text = '';
  for (const each of row) {
    const cell = each ?? BLANK;
    if (cell.role !== first.role || cell.chosen !== first.chosen) {
      out.push({ ...first, text });
      first = cell;
      text = '';
    }
    text += cell.text;
  }
  out.push({ ...first, text });
  return out;
}
