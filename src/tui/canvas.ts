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
    return this.#cells.map(row => {
      const out: Span[] = [];
      for (const cell of row) {
        const { text, role, chosen } = cell ?? { text: ' ', role: 'plain' as Role, chosen: false };
        const last = out.at(-1);
        const same = last !== undefined && last.role === role && (last.chosen === true) === (chosen === true);
        if (same) out[out.length - 1] = { ...last, text: last.text + text };
        else out.push(chosen ? { text, role, chosen } : { text, role });
      }
      return out;
    });
  }
}
