// The record of changes: which cell got which value, by which stage, and where that cell's previous change is. The value
// before a change is the previous change's value and is not stored twice.
import { forked, grown, roomFor } from './grow.js';

export const NONE = -1;
const SHIFT = 14;
const CHUNK = 1 << SHIFT;
const MASK = CHUNK - 1;

/** Columns of changes. Values stand in chunks: a growing array would be copied again and again. */
export class ChangeLog {
  length = 0;
  cell = new Int32Array(256);
  by = new Int32Array(256);
  previous = new Int32Array(256);
  #after: unknown[][] = [];

  add(cell: number, by: number, previous: number, after: unknown): number {
    const at = this.length;
    if (at === this.cell.length) this.#grow();
    this.cell[at] = cell;
    this.by[at] = by;
    this.previous[at] = previous;
    if ((at & MASK) === 0) this.#after.push(new Array<unknown>(CHUNK));
    (this.#after[at >> SHIFT] as unknown[])[at & MASK] = after;
    this.length = at + 1;
    return at;
  }

  after(at: number): unknown {
    return (this.#after[at >> SHIFT] as unknown[])[at & MASK];
  }

  before(at: number): unknown {
    const previous = this.previous[at] as number;
    return previous === NONE ? undefined : this.after(previous);
  }

  fork(length: number): ChangeLog {
    const copy = new ChangeLog();
    copy.length = length;
    copy.cell = forked(this.cell, length);
    copy.by = forked(this.by, length);
    copy.previous = forked(this.previous, length);
    for (let at = 0; at < length; at += CHUNK) {
      const chunk = (this.#after[at >> SHIFT] as unknown[]).slice();
      copy.#after.push(chunk.fill(undefined, Math.min(CHUNK, length - at)));
    }
    return copy;
  }

  get byteLength(): number {
    return this.cell.byteLength * 3 + this.#after.length * CHUNK * 8;
  }

  #grow(): void {
    const room = roomFor(this.length);
    this.cell = grown(this.cell, room);
    this.by = grown(this.by, room);
    this.previous = grown(this.previous, room);
  }
}
