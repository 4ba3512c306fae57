// What a move changed: the rows that differ between two positions, with their first value and their last.
import type { Journal, Key } from '../journal/index.js';

export interface RowChange {
  readonly table: string;
  readonly key: Key;
  readonly kind: 'added' | 'changed' | 'removed';
  readonly before: unknown;
  readonly after: unknown;
  /** Number of the last change. */
  readonly at: number;
}

/** Rows that differ between positions `from` and `to`, in the order of their last change; `from` may be the later one. */
export function changesBetween(journal: Journal, from: number, to: number): RowChange[] {
  const low = journal.changesAt(Math.min(from, to));
  const high = journal.changesAt(Math.max(from, to));
  const touched = new Map<string, { first: number; last: number }>();
  for (let at = low; at < high; at++) {
    const change = journal.change(at);
    // A key may be a number or the same digits as a text: two rows.
    const id = `${change.table.name} ${typeof change.key} ${change.key}`;
    const known = touched.get(id);
    touched.delete(id);
    touched.set(id, { first: known?.first ?? at, last: at });
  }
  const out: RowChange[] = [];
  for (const { first, last } of touched.values()) {
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
  x === y || (Array.isArray(x) && Array.isArray(y) && x.length === y.length && x.every((v, i) => v === y[i]));
