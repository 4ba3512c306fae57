// Borders of panels that share lines: every cell of the grid knows which of its four neighbours it is joined to, and the
// right corner or cross follows from that.
import type { Place } from './layout.js';

const [UP, DOWN, LEFT, RIGHT] = [1, 2, 4, 8];
const GLYPHS: Readonly<Record<number, string>> = {
  [UP | DOWN]: '│',
  [LEFT | RIGHT]: '─',
  [DOWN | RIGHT]: '┌',
  [DOWN | LEFT]: '┐',
  [UP | RIGHT]: '└',
  [UP | LEFT]: '┘',
  [UP | DOWN | RIGHT]: '├',
  [UP | DOWN | LEFT]: '┤',
  [DOWN | LEFT | RIGHT]: '┬',
  [UP | LEFT | RIGHT]: '┴',
  [UP | DOWN | LEFT | RIGHT]: '┼',
};

export class Borders {
  readonly #width: number;
  readonly #joined: Uint8Array;
  /** The ways in which the active panel's border goes on from its cells. */
  readonly #active: Uint8Array;

  constructor(width: number, height: number, places: readonly Place[], active: string) {
    this.#width = width;
    this.#joined = new Uint8Array(width * height);
    this.#active = new Uint8Array(width * height);
    for (const place of places) this.#add(place, place.panel === active);
  }

  /** The border's character at a cell; '' where there is none. */
  at(x: number, y: number): string {
    return GLYPHS[this.#joined[y * this.#width + x] as number] ?? '';
  }

  /** A cell from which a line leads away to other panels is theirs too: no part of it hangs out of the active border. */
  isActive(x: number, y: number): boolean {
    const at = y * this.#width + x;
    return this.#active[at] !== 0 && this.#active[at] === this.#joined[at];
  }

  #add({ x, y, width, height }: Place, active: boolean): void {
    const [right, bottom] = [x + width - 1, y + height - 1];
    for (let c = x; c <= right; c++) {
      const way = (c > x ? LEFT : 0) | (c < right ? RIGHT : 0);
      this.#join(c, y, way, active);
      this.#join(c, bottom, way, active);
    }
    for (let r = y; r <= bottom; r++) {
      const way = (r > y ? UP : 0) | (r < bottom ? DOWN : 0);
      this.#join(x, r, way, active);
      this.#join(right, r, way, active);
    }
  }

  #join(x: number, y: number, way: number, active: boolean): void {
    const at = y * this.#width + x;
    this.#joined[at] = (this.#joined[at] as number) | way;
    if (active) this.#active[at] = (this.#active[at] as number) | way;
  }
}
