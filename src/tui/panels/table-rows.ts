// What every table panel needs: its rows at the cursor with what the last move did to each, removed ones included. One
// mechanism for all of them: `+`, `~` and `-` in the second column, `old → new` in the columns that changed, and beneath a
// row that was opened everything that stands in it. What merely ages or counts down is no change.
import type { RowChange } from '../../debug/index.js';
import { changedColumns, columnsOf } from '../../debug/index.js';
import type { ColumnKind, Key, Table, TableSchema } from '../../journal/index.js';
import type { Content, Item } from '../panel.js';
import { SIGN } from '../state.js';
import { type Line, line, type Role, type Span, span } from '../text.js';
import type { View } from '../view.js';
import { isNamed } from './table-named.js';

export type Row = Readonly<Record<string, unknown>>;

export interface ShownRow {
  readonly table: string;
  readonly key: Key;
  /** The row as it is; as it was, where the last move removed it. */
  readonly row: Row;
  /** As it was before the last move, where that changed it. */
  readonly before: Row | undefined;
  readonly change: RowChange | undefined;
  /** Columns that the last move changed; those that only age are left out … */
  readonly columns: ReadonlySet<string>;
  /** … and with them. */
  readonly touched: ReadonlySet<string>;
}

/** When something last happened or is due, and the number of its timer: such values change by themselves. */
const AGEING: ReadonlySet<ColumnKind> = new Set(['time', 'event']);

/** The table of a panel's name, if it was ever used. */
export const tableOf = (view: View, name: string): Table<unknown> | undefined => view.session.journal.tableNamed(name);

/** Columns in which a change says something to a reader; undefined: it says nothing. */
export function noticed(schema: TableSchema, change: RowChange): readonly string[] | undefined {
  if (change.kind !== 'changed' || schema.columns === undefined) return [];
  const kinds = columnsOf(schema);
  const columns = changedColumns(change.before, change.after).filter(c => !AGEING.has(kinds[c] ?? 'data'));
  return columns.length === 0 ? undefined : columns;
}

/** Rows in the order they were first written. */
export function shownRows(view: View, table: Table<unknown> | undefined): ShownRow[] {
  if (table === undefined) return [];
  const out: ShownRow[] = [];
  for (const key of table.keysEver()) {
    const change = view.change(table.name, key);
    const row = (table.get(key) ?? (change?.kind === 'removed' ? change.before : undefined)) as Row | undefined;
    if (row === undefined) continue;
    const columns = change && noticed(table.schema, change);
    out.push({
      table: table.name,
      key,
      row,
      before: change?.kind === 'changed' ? (change.before as Row) : undefined,
      change: columns && change,
      columns: new Set(columns),
      touched: new Set(change?.kind === 'changed' ? changedColumns(change.before, change.after) : []),
    });
  }
  return out;
}

const ROLE: Readonly<Record<RowChange['kind'], Role>> = { added: 'added', changed: 'changed', removed: 'removed' };

/** `+`, `~`, `-` or a blank, with a blank on both sides. */
export function signOf({ change }: Pick<ShownRow, 'change'>, mark = ' '): Span {
  return change === undefined ? span(`  ${mark}`) : span(` ${SIGN[change.kind]}${mark}`, ROLE[change.kind]);
}

/** How a cell of the row is to be shown: a removed row is dim as a whole. */
export function cellRole(shown: Pick<ShownRow, 'change' | 'columns'>, column: string, plain: Role = 'plain'): Role {
  const { change } = shown;
  if (change === undefined) return plain;
  if (change.kind === 'changed') return shown.columns.has(column) ? 'changed' : plain;
  return change.kind === 'removed' ? 'dim' : 'added';
}

/** A value made from some columns: as it is, behind what it was where the last move changed it (then written by `brief`). */
export function cellSpans(
  shown: ShownRow,
  columns: readonly string[],
  write: (row: Row) => string,
  plain: Role = 'plain',
  brief = write,
): Span[] {
  const now = write(shown.row);
  const changed = columns.find(c => shown.columns.has(c));
  const was = changed === undefined || shown.before === undefined ? now : write(shown.before);
  if (was !== now) return [span(`${was || '—'} → `, 'dim'), span(brief(shown.row) || '—', 'changed')];
  return [span(now, cellRole(shown, '', plain))];
}

/** What is said of a row that the last move took away: on the way back it is not gone, it has not come yet. */
export const goneText = (view: View): string =>
  view.text(view.ui.before > view.session.position ? 'tui.change.not-yet' : 'ui.change.removed');

/** What is about to happen to an entry is marked from here on, ns before. */
const SOON = 10_000_000_000;
export const isSoon = (left: number): boolean => left >= 0 && left <= SOON;

/** Three digits are enough for a time that only runs down. */
export const about = (ns: number): number => (ns <= 0 ? ns : Number(ns.toPrecision(3)));

/** `expires in 12 s`; with a sign in front where that is soon. */
export function expiry(view: View, left: number, id = 'ui.change.expires'): Span {
  const text = view.text(id, { left: about(left) });
  return isSoon(left) ? span(`! ${text}`, 'changed') : span(text, 'dim');
}

/** A row as an item: choosing it brings it into focus, Enter opens it. */
export function rowItem(view: View, shown: Pick<ShownRow, 'table' | 'key'>, at: number, auto = false): Item {
  const { table, key } = shown;
  const id = `row:${table} ${key}`;
  return {
    id,
    line: at,
    folded: !isOpen(view, shown, auto),
    focus: { row: { table, key } },
    enter: { kind: 'fold', id },
  };
}

/** Whether what stands beneath a row is shown; `auto`: it is unless somebody closed it. */
export function isOpen(view: View, { table, key }: Pick<ShownRow, 'table' | 'key'>, auto = false): boolean {
  const id = `row:${table} ${key}`;
  return view.ui.folded.has(`open:${id}`) || (auto && !view.ui.folded.has(id));
}

/** The sign of a row's change; behind it a mark where the row is open, or where it is chosen and can be opened. */
export function rowHead(view: View, panel: string, shown: ShownRow, auto = false): Span {
  const chosen = view.ui.panel === panel && view.ui.chosen[panel] === `row:${shown.table} ${shown.key}`;
  if (isOpen(view, shown, auto)) return signOf(shown, chosen || !auto ? '▾' : ' ');
  return signOf(shown, chosen ? '▸' : ' ');
}

/** Lines and items with what to keep in sight: rows that the last move changed, else those that the lesson speaks of. */
export function content(
  view: View,
  title: string,
  lines: readonly Line[],
  items: readonly Item[],
  of: Listed,
): Content {
  const at = new Map(items.map(i => [i.id, i.line]));
  const lineOf = ({ table, key }: ShownRow): number[] => {
    const found = at.get(`row:${table} ${key}`);
    return found === undefined ? [] : [found];
  };
  const rowsOf = (shown: ShownRow | undefined): number[] => (shown === undefined ? [] : lineOf(shown));
  const changed = of.rows.filter(r => r.change !== undefined).flatMap(lineOf);
  const named = changed.length > 0 ? [] : of.rows.filter(r => isNamed(view, r)).flatMap(lineOf);
  const [follow] = [...changed, ...rowsOf(of.follow), ...(named.length > 0 ? [] : rowsOf(of.usual))];
  return {
    title,
    lines,
    items,
    ...(follow === undefined ? {} : { follow }),
    ...(changed.length === 0 ? {} : { changed }),
    ...(of.follow !== undefined || named.length === 0 ? {} : { named }),
    ...(of.head === undefined ? {} : { head: of.head }),
  };
}

/** What a panel lists. */
export interface Listed {
  readonly rows: readonly ShownRow[];
  /** To be kept in sight where nothing changed. */
  readonly follow?: ShownRow | undefined;
  /** To be kept in sight where the lesson speaks of no row either. */
  readonly usual?: ShownRow | undefined;
  /** The line of the headings. */
  readonly head?: number | undefined;
}

/** `neigh@A/blue` belongs to A/blue. */
export const ownerOf = (id: string): string => (id.includes('@') ? id.slice(id.indexOf('@') + 1) : '');

/** The namespaces that a panel's name means: that one, all of that node, or all there are. */
export function netnsOf(view: View, id: string): string[] {
  const owner = ownerOf(id);
  const rows = [...(tableOf(view, 'netns')?.rows() ?? [])] as Row[];
  const mine = rows.filter(r => owner === '' || r.name === owner || r.node === owner);
  const exact = mine.filter(r => r.name === owner && r.name !== r.node);
  return (exact.length > 0 ? exact : mine).map(r => String(r.name));
}

/** The title of a panel of namespaces and which they are; where its name means none, what there is to show of that. */
export function spacesOf(view: View, id: string, heading: string): Content | { title: string; spaces: string[] } {
  const owner = ownerOf(id);
  const title = owner === '' ? heading : view.text('ui.panel.of', { title: heading, owner });
  const spaces = netnsOf(view, id);
  if (spaces.length > 0) return { title, spaces };
  return { title, lines: [line(' ', span(view.text('tui.owner.unknown', { name: owner }), 'bad'))] };
}

/** `A.eth0` is eth0 where it is clear whose it is. */
export const deviceName = (view: View, dev: unknown): string => {
  const name = typeof dev === 'number' && dev > 0 ? view.words.device(dev) : '';
  return name.slice(name.lastIndexOf('.') + 1);
};
