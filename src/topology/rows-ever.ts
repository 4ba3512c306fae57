// Rows that a table once had, or will have: what is told of the past and of what lies ahead names devices that are not there at
// the cursor. An index over the journal's changes, which only ever grow.
import type { Journal, Key, Table } from '../journal/index.js';

export class RowsEver<R> {
  readonly #journal: Journal;
  readonly #table: Table<R>;
  readonly #rows = new Map<Key, R>();
  #scanned = 0;

  constructor(journal: Journal, table: Table<R>) {
    this.#journal = journal;
    this.#table = table;
  }

  /** The last row that was ever written under a key. */
  get(key: Key): R | undefined {
    if (!this.#journal.record) return undefined;
    for (; this.#scanned < this.#journal.changeCount; this.#scanned++) {
      if (this.#journal.tableOfChange(this.#scanned) !== this.#table) continue;
      const row = this.#journal.change(this.#scanned).after as R | undefined;
      if (row !== undefined) this.#rows.set(this.#journal.keyOfChange(this.#scanned), row);
    }
    return this.#rows.get(key);
  }
}
