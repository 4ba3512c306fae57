// Watchpoints: stop when a row, a column of it or anything in a table is made, changed or taken away. Hits come from the
// tables' changes, in both directions; a hit tells old and new. Read change-index.ts and row-name.ts first.
import type { Key, Table } from '../journal/index.js';
import { changeIndex, seenAfter } from './change-index.js';
import { changesBetween, type RowChange, sameValue } from './changes.js';
import { PointList, type PointNumbers } from './point-list.js';
import { namesRow, parseRowName, type RowName, type RowProblem } from './row-name.js';
import type { Stop, StopList } from './stops.js';
import type { Target } from './target.js';

export interface Watchpoint {
  readonly ok: true;
  readonly kind: 'watchpoint';
  readonly number: number;
  /** `neigh@A 192.168.0.103 .state` */
  readonly text: string;
  readonly table: string;
  readonly column: string | undefined;
  readonly enabled: boolean;
}

export class Watchpoints extends PointList<Watchpoint> {
  readonly #target: () => Target;

  constructor(target: () => Target, numbers: PointNumbers, stops?: StopList) {
    super(numbers);
    this.#target = target;
    stops?.set('watchpoints', () => this.stops());
  }

  /** Watches `TABLE [KEY …] [.COLUMN]`, or says what is wrong with it. The row need not exist yet. */
  add(words: readonly string[]): Watchpoint | RowProblem {
    const name = parseRowName(this.#target(), words);
    if (!name.ok) return name;
    const number = this.nextNumber();
    const { table, key, column } = name;
    const text = [table, ...key, ...(column === undefined ? [] : [`.${column}`])].join(' ');
    const point: Watchpoint = { ok: true, kind: 'watchpoint', number, text, table, column, enabled: true };
    return this.keep(point, this.#stop(number, name));
  }

  #stop(number: number, name: RowName): Stop {
    const search = new WatchSearch(name);
    return {
      id: `watch ${number}`,
      kind: 'watchpoint',
      number,
      test: stage => search.changesAt(this.#target(), stage).length > 0,
      first: (low, high) => search.find(this.#target(), low, high, false),
      last: (low, high) => search.find(this.#target(), low, high, true),
      changes: stage => search.changesAt(this.#target(), stage),
    };
  }
}

/** Finds the changes of what is named. */
class WatchSearch {
  readonly #name: RowName;
  /** By target and key: whether the row is one of those named. A row's key columns never change. */
  readonly #named = new WeakMap<Target, Map<Key, boolean>>();

  constructor(name: RowName) {
    this.#name = name;
  }

  /** The first or, when `down`, the last stage in [low, high) after which something differs. */
  find(target: Target, low: number, high: number, down: boolean): number | undefined {
    const { journal } = target.world;
    const table = journal.tableNamed(this.#name.table);
    if (table === undefined || low >= high) return undefined;
    const list = changeIndex(target).of(table);
    const from = list.lowerBound(journal.changesAt(low));
    const to = list.lowerBound(journal.changesAt(Math.min(high, journal.stageCount)));
    const step = down ? -1 : 1;
    for (let i = down ? to - 1 : from; i >= from && i < to; i += step) {
      const change = list.at(i);
      if (!this.#matches(target, table, change) || !this.#differs(journal.change(change))) continue;
      const stage = seenAfter(journal, change);
      if (this.changesAt(target, stage).length > 0) return stage;
    }
    return undefined;
  }

  /** What of the named rows differs between the beginning of a stage and that of the next. */
  changesAt(target: Target, stage: number): RowChange[] {
    const { table } = this.#name;
    const { journal } = target.world;
    const own = journal.tableNamed(table);
    if (own === undefined || journal.changesAt(stage) === journal.changesAt(stage + 1)) return [];
    return changesBetween(journal, stage, stage + 1).filter(change => {
      if (change.table !== table || !this.#matches(target, own, change.at)) return false;
      return this.#differs(change);
    });
  }

  #differs({ before, after }: { readonly before: unknown; readonly after: unknown }): boolean {
    const { column } = this.#name;
    return column === undefined || !sameValue(valueIn(before, column), valueIn(after, column));
  }

  #matches(target: Target, table: Table<unknown>, change: number): boolean {
    if (this.#name.key.length === 0) return true;
    const { journal } = target.world;
    let named = this.#named.get(target);
    if (named === undefined) {
      named = new Map();
      this.#named.set(target, named);
    }
    const key = journal.keyOfChange(change);
    let answer = named.get(key);
    if (answer === undefined) {
      const { before, after } = journal.change(change);
      answer = namesRow(target, this.#name, table, key, after ?? before);
      named.set(key, answer);
    }
    return answer;
  }
}

const valueIn = (row: unknown, column: string): unknown =>
  typeof row === 'object' && row !== null ? (row as Readonly<Record<string, unknown>>)[column] : undefined;
