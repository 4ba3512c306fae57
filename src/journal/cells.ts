// Cells: one for each (table, key) ever written, with its value and its last change at the journal's position.
import { NONE } from './change-log.js';
import type { Key } from './schema.js';

export class Cells {
  readonly #value: unknown[] = [];
  readonly #last: number[] = [];
  readonly #table: number[] = [];
  readonly #key: Key[] = [];

  /** A new cell for a table's key. */
  add(table: number, key: Key): number {
    this.#table.push(table);
    this.#key.push(key);
    this.#last.push(NONE);
    return this.#value.push(undefined) - 1;
  }

  /** `change` is the number of the change that gave it this value, NONE when it has none. */
  set(cell: number, value: unknown, change: number): void {
    this.#value[cell] = value;
    this.#last[cell] = change;
  }

  value(cell: number): unknown {
    return this.#value[cell];
  }
  last(cell: number): number {
    return this.#last[cell] as number;
  }
  /** The number of each cell's last change, NONE where it has none. */
  lasts(): Int32Array {
    return Int32Array.from(this.#last);
  }
  table(cell: number): number {
    return this.#table[cell] as number;
  }
  key(cell: number): Key {
    return this.#key[cell] as Key;
  }
  get count(): number {
    return this.#key.length;
  }
}
