// Index over a target's changes: for each table, the numbers of its changes. From it come watch hits in both directions
// and what a row held at any moment, without moving the journal. Derived, as stage-index.ts is.
import type { Journal, Key, Table } from '../journal/index.js';
import { Ints } from './ints.js';
import type { Target } from './target.js';

export class ChangeIndex {
  readonly target: Target;
  #length = 0;
  /** By number of the table. */
  readonly #tables: (Ints | undefined)[] = [];

  constructor(target: Target) {
    this.target = target;
  }

  catchUp(): void {
    const { journal } = this.target.world;
    const end = journal.changeCount;
    for (let at = this.#length; at < end; at++) {
      const { id } = journal.tableOfChange(at);
      let list = this.#tables[id];
      if (list === undefined) {
        list = new Ints();
        this.#tables[id] = list;
      }
      list.push(at);
    }
    this.#length = end;
  }

  /** Changes of a table, in order. */
  of(table: Table<unknown>): Ints {
    return this.#tables[table.id] ?? NONE;
  }

  /** The rows of a table before change number `limit`, with the change that made each so, the latest change first. */
  *rowsBefore(table: Table<unknown>, limit: number): Generator<{ key: Key; row: unknown; change: number }> {
    const { journal } = this.target.world;
    const list = this.of(table);
    const seen = new Set<Key>();
    for (let i = list.lowerBound(limit) - 1; i >= 0; i--) {
      const change = list.at(i);
      const key = journal.keyOfChange(change);
      if (seen.has(key)) continue;
      seen.add(key);
      const { after } = journal.change(change);
      if (after !== undefined) yield { key, row: after, change };
    }
  }

  /** The last change of a row before change number `limit`. */
  lastBefore(table: Table<unknown>, key: Key, limit: number): number | undefined {
    const { journal } = this.target.world;
    const list = this.of(table);
    for (let i = list.lowerBound(limit) - 1; i >= 0; i--) {
      if (journal.keyOfChange(list.at(i)) === key) return list.at(i);
    }
    return undefined;
  }
}

const NONE = new Ints();
const indexes = new WeakMap<Target, ChangeIndex>();

/** The index of a target's changes, up to date. */
export function changeIndex(target: Target): ChangeIndex {
  let index = indexes.get(target);
  if (index === undefined) {
    index = new ChangeIndex(target);
    indexes.set(target, index);
  }
  index.catchUp();
  return index;
}

/** The stage after which a change is to be seen: changes count from the next stage's beginning on. */
export function seenAfter(journal: Journal, change: number): number {
  let low = journal.change(change).stage + 1;
  let high = journal.stageCount;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (journal.changesAt(middle) > change) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

/** The change, before change number `limit`, that gave a column of a row its value. */
export function columnChange(
  target: Target,
  table: Table<unknown>,
  key: Key,
  column: string | undefined,
  limit: number,
): number | undefined {
  const { journal } = target.world;
  let at = changeIndex(target).lastBefore(table, key, limit);
  while (at !== undefined && column !== undefined) {
    const { before, after, previous } = journal.change(at);
    const value = (row: unknown) => (row as Readonly<Record<string, unknown>> | undefined)?.[column];
    if (previous === undefined || value(before) !== value(after)) return at;
    at = previous;
  }
  return at;
}
