// What every table panel needs: its rows at the cursor with what the last move did to each, removed ones included.
import type { RowChange } from '../../debug/index.js';
import { changedColumns } from '../../debug/index.js';
import type { Key, Table } from '../../journal/index.js';
import { SIGN } from '../state.js';
import { type Role, type Span, span } from '../text.js';
import type { View } from '../view.js';

export type Row = Readonly<Record<string, unknown>>;

export interface ShownRow {
  readonly key: Key;
  /** The row as it is; as it was, where the last move removed it. */
  readonly row: Row;
  readonly change: RowChange | undefined;
  /** Columns that the last move changed. */
  readonly columns: ReadonlySet<string>;
}

/** The table of a panel's name, if it was ever used. */
export const tableOf = (view: View, name: string): Table<unknown> | undefined => view.session.journal.tableNamed(name);

/** Rows in the order they were first written. */
export function shownRows(view: View, table: Table<unknown> | undefined): ShownRow[] {
  if (table === undefined) return [];
  const out: ShownRow[] = [];
  for (const key of table.keysEver()) {
    const change = view.change(table.name, key);
    const row = (table.get(key) ?? (change?.kind === 'removed' ? change.before : undefined)) as Row | undefined;
    if (row === undefined) continue;
    const columns = change?.kind === 'changed' ? changedColumns(change.before, change.after) : [];
    out.push({ key, row, change, columns: new Set(columns) });
  }
  return out;
}

const ROLE: Readonly<Record<RowChange['kind'], Role>> = { added: 'added', changed: 'changed', removed: 'removed' };

/** `+`, `~`, `-` or a blank, with a blank on both sides. */
export function signOf(shown: ShownRow): Span {
  const { change } = shown;
  return change === undefined ? span('   ') : span(` ${SIGN[change.kind]} `, ROLE[change.kind]);
}

/** How a cell of the row is to be shown. */
export function cellRole(shown: ShownRow, column: string, plain: Role = 'plain'): Role {
  const { change } = shown;
  if (change === undefined) return plain;
  if (change.kind === 'changed') return shown.columns.has(column) ? 'changed' : plain;
  return ROLE[change.kind];
}

/** `neigh@A/blue` belongs to A/blue. */
export const ownerOf = (id: string): string => id.slice(id.indexOf('@') + 1);
