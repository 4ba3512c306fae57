// A table: rows by key, every write journaled. Handles are cheap and hold nothing but the index from keys to cells,
// which the journal can rebuild. Iteration follows the order in which keys were first written: never a hash order.
import type { Journal } from './journal.js';
import type { Key, TableSchema } from './schema.js';

export class Table<R> {
  readonly schema: TableSchema<R>;
  /** Whose table it is (`A`, `sw`), or undefined for a table of the whole world. */
  readonly owner: string | undefined;
  /** `neigh@A` */
  readonly name: string;
  readonly id: number;
  readonly #journal: Journal;
  readonly #cells = new Map<Key, number>();
  #writes = 0;

  constructor(journal: Journal, schema: TableSchema<R>, owner: string | undefined, name: string, id: number) {
    this.#journal = journal;
    this.schema = schema;
    this.owner = owner;
    this.name = name;
    this.id = id;
  }

  /** A value that differs whenever rows may differ from what a derived index was built on. */
  get version(): number {
    return this.#writes + this.#journal.seeks * 0x200000000;
  }

  get(key: Key): R | undefined {
    const cell = this.#cells.get(key);
    return cell === undefined ? undefined : (this.#journal.valueOf(cell) as R | undefined);
  }

  has(key: Key): boolean {
    return this.get(key) !== undefined;
  }

  /** Inserts or replaces the row of `key`, under the open stage. */
  set(key: Key, row: R): void {
    this.#writes++;
    this.#journal.write(this.#cells.get(key) ?? this.adopt(key), row);
  }

  /** Replaces some columns of an existing row; throws when there is none. */
  patch(key: Key, columns: Partial<R>): R {
    const row = this.get(key);
    if (row === undefined) throw new Error(`${this.name} has no row ${key}`);
    const next = { ...row, ...columns };
    this.set(key, next);
    return next;
  }

  /** Removes the row of `key`; says whether there was one. */
  delete(key: Key): boolean {
    const cell = this.#cells.get(key);
    if (cell === undefined || this.#journal.valueOf(cell) === undefined) return false;
    this.#writes++;
    this.#journal.write(cell, undefined);
    return true;
  }

  /** Rows that exist at the journal's position, with their keys, in order of first writing. */
  *entries(): IterableIterator<[Key, R]> {
    for (const [key, cell] of this.#cells) {
      const row = this.#journal.valueOf(cell) as R | undefined;
      if (row !== undefined) yield [key, row];
    }
  }

  *rows(): IterableIterator<R> {
    for (const cell of this.#cells.values()) {
      const row = this.#journal.valueOf(cell) as R | undefined;
      if (row !== undefined) yield row;
    }
  }

  get size(): number {
    let n = 0;
    for (const cell of this.#cells.values()) if (this.#journal.valueOf(cell) !== undefined) n++;
    return n;
  }

  /** The first row that `test` accepts, in order of first writing. */
  find(test: (row: R) => boolean): R | undefined {
    for (const cell of this.#cells.values()) {
      const row = this.#journal.valueOf(cell) as R | undefined;
      if (row !== undefined && test(row)) return row;
    }
    return undefined;
  }

  /** The number of the key's last change at the position: where *why* starts. */
  lastChange(key: Key): number | undefined {
    const cell = this.#cells.get(key);
    return cell === undefined ? undefined : this.#journal.lastChangeOf(cell);
  }

  /** Every key ever written, whether or not it has a row now: for tombstones. */
  keysEver(): IterableIterator<Key> {
    return this.#cells.keys();
  }

  /** Makes a key's cell known (the journal calls it when it forks). */
  adopt(key: Key): number {
    const cell = this.#journal.makeCell(this.id, key);
    this.#cells.set(key, cell);
    return cell;
  }
}
