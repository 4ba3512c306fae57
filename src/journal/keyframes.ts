// Where every cell stood at some moments of a long record, so that a far position is reached from near by. A keyframe holds
// the number of each cell's last change, nothing else: the values are in the record of changes.
import type { Cells } from './cells.js';
import { type ChangeLog, NONE } from './change-log.js';

/** Changes between two keyframes, at least; and at least as many as this for every cell, so that they stay small beside the record. */
const DISTANCE = 1 << 16;
const PER_CELL = 4;

interface Keyframe {
  /** Changes applied at it. */
  readonly at: number;
  readonly last: Int32Array;
}

export class Keyframes {
  /** From this number of changes on the next keyframe is due. */
  due = DISTANCE;
  #list: Keyframe[] = [];

  /** Keeps where the cells stand, after `at` changes. */
  keep(at: number, cells: Cells): void {
    this.#list.push({ at, last: cells.lasts() });
    this.due = at + Math.max(DISTANCE, PER_CELL * cells.count);
  }

  /**
   * Puts all cells to the last keyframe before `target` where that is nearer than `from`; answers how many changes are applied
   * then: `from` where it was not.
   */
  approach(target: number, from: number, cells: Cells, log: ChangeLog): number {
    const way = Math.abs(target - from) - cells.count;
    if (way <= 0) return from;
    let [low, high] = [0, this.#list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#list[middle] as Keyframe).at <= target) low = middle + 1;
      else high = middle;
    }
    const frame = this.#list[low - 1] ?? { at: 0, last: new Int32Array(0) };
    if (target - frame.at >= way) return from;
    const { at, last } = frame;
    for (let cell = 0; cell < cells.count; cell++) {
      const change = cell < last.length ? (last[cell] as number) : NONE;
      cells.set(cell, change === NONE ? undefined : log.after(change), change);
    }
    return at;
  }

  fork(changes: number): Keyframes {
    const copy = new Keyframes();
    copy.#list = this.#list.filter(({ at }) => at <= changes);
    const end = copy.#list.at(-1);
    if (end !== undefined) copy.due = end.at + Math.max(DISTANCE, PER_CELL * end.last.length);
    return copy;
  }

  get byteLength(): number {
    return this.#list.reduce((sum, { last }) => sum + last.byteLength, 0);
  }
}
