// What a move changed: the rows that differ between two positions, with their first value and their last.
import { Fifo, type Journal, type Key } from '../journal/index.js';

export interface RowChange {
  readonly table: string;
  readonly key: Key;
  readonly kind: 'added' | 'changed' | 'removed';
  readonly before: unknown;
  readonly after: unknown;
  /** Number of the last change. */
  readonly at: number;
}

/**
 * Rows that differ between positions `from` and `to`, in the order of their last change; `from` may be the later one.
 * A jump may pass a million changes of few rows: only the first and the last of each row are read whole.
 */
export function changesBetween(journal: Journal, from: number, to: number): RowChange[] {
  const low = journal.changesAt(Math.min(from, to));
  const high = journal.changesAt(Math.max(from, to));
  const touched = new Map<number, { first: number; readonly last: number }>();
  for (let at = high - 1; at >= low; at--) {
    const cell = journal.cellOfChange(at);
    const known = touched.get(cell);
    if (known === undefined) touched.set(cell, { first: at, last: at });
    else known.first = at;
  }
  const out: RowChange[] = [];
  for (const { first, last } of [...touched.values()].reverse()) {
    const end = journal.change(last);
    const early = journal.change(first).before;
    const late = end.after;
    const [before, after] = from <= to ? [early, late] : [late, early];
    if (before === undefined && after === undefined) continue;
    const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
    out.push({ table: end.table.name, key: end.key, kind, before, after, at: last });
  }
  return out;
}

/** Columns of a row that differ between two of its values. */
export function changedColumns(before: unknown, after: unknown): string[] {
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return [];
  const a = before as Record<string, unknown>;
  const b = after as Record<string, unknown>;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(k => !sameValue(a[k], b[k]));
}

export const sameValue = (x: unknown, y: unknown): boolean =>
  x === y ||
  (x instanceof Fifo && y instanceof Fifo && sameValue([...x], [...y])) ||
  (Array.isArray(x) && Array.isArray(y) && x.length === y.length && x.every((v, i) => v === y[i]));
