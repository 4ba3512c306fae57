// Rows as a person names them: `neigh@A 192.168.0.103 .lladdr`. The words of a key are values of the table's key
// columns, in their order; some may be left out. A row need not exist (yet) to be named.
import { nearestOf } from '../filter/index.js';
import type { ColumnKind, Key, Table, TableSchema } from '../journal/index.js';
import { formatIpv4, formatMac, parseIpv4, parseMac } from '../wire/index.js';
import type { Target } from './target.js';

/** A table, a row of it or a column of that. */
export interface RowName {
  readonly ok: true;
  readonly table: string;
  /** Words of the key as written; empty for the whole table. */
  readonly key: readonly string[];
  readonly column: string | undefined;
}

/** Why words name no row: a code with what was written and what might have been meant. */
export interface RowProblem {
  readonly ok: false;
  readonly code: 'missing-table' | 'unknown-table' | 'unknown-column' | 'bad-key' | 'unknown-row' | 'ambiguous-row';
  readonly text: string;
  readonly table: string;
  readonly nearest: readonly string[];
}

/** Reads `TABLE [KEY …] [.COLUMN]`. */
export function parseRowName(target: Target, words: readonly string[]): RowName | RowProblem {
  const [first, ...rest] = words;
  if (first === undefined) return problem('missing-table', '', '', []);
  const tables = target.world.journal.tables;
  const named = tables.filter(t => t.name === first || (t.owner !== undefined && t.schema.name === first));
  const table = named[0];
  if (table === undefined) return problem('unknown-table', first, first, nearestTables(first, tables));
  if (named.length > 1)
    return problem(
      'unknown-table',
      first,
      first,
      named.map(t => t.name),
    );
  const last = rest.at(-1);
  const columns = columnsOf(table.schema);
  const column = last?.startsWith('.') ? meantColumn(columns, last.slice(1)) : undefined;
  const key = column === undefined ? rest : rest.slice(0, -1);
  if (column !== undefined && columns[column] === undefined) {
    return problem('unknown-column', column, table.name, nearestOr(column, Object.keys(columns)));
  }
  const name: RowName = { ok: true, table: table.name, key, column };
  // A column whose dot was forgotten; a device may bear any name.
  const bare = key.find(word => columns[word] !== undefined && !isDevice(target, word));
  if (bare !== undefined) return problem('bad-key', bare, table.name, [`.${bare}`]);
  const bad = wrongWord(table.schema, key);
  return bad === undefined ? name : problem('bad-key', bad, table.name, existing(target, table).slice(0, 3));
}

/** What people call columns that Linux names otherwise. */
const OTHER_NAMES: Readonly<Record<string, string>> = { mac: 'lladdr', address: 'ip', addr: 'ip', gateway: 'via' };

function meantColumn(columns: Readonly<Record<string, ColumnKind>>, written: string): string {
  const other = OTHER_NAMES[written];
  return columns[written] === undefined && other !== undefined && columns[other] !== undefined ? other : written;
}

/** Whether a row is the one, or one of those, that was named. */
export function namesRow(target: Target, name: RowName, table: Table<unknown>, key: Key, row: unknown): boolean {
  const words = name.key;
  if (words.length === 0) return true;
  if (String(key) === words.join(' ')) return true;
  const { schema } = table;
  if (schema.columns === undefined || typeof row !== 'object' || row === null) return false;
  const columns = columnsOf(schema);
  const values = row as Readonly<Record<string, unknown>>;
  let next = 0;
  for (const [i, column] of schema.key.entries()) {
    const word = words[next];
    if (word === undefined) break;
    const [head, prefix] = splitPrefix(word, schema, i);
    if (!isValue(target, columns[column] ?? 'string', values[column], head)) continue;
    if (prefix !== undefined && String(values[schema.key[i + 1] as string]) !== prefix) continue;
    next++;
  }
  return next === words.length;
}

/** The key of the one row that exists (at the journal's position) and is named; `gone` asks for any that ever existed. */
export function keyNamed(target: Target, name: RowName, gone = false): { ok: true; key: Key } | RowProblem {
  const table = target.world.journal.tableNamed(name.table) as Table<unknown>;
  const found: { key: Key; row: unknown }[] = [];
  for (const key of table.keysEver()) {
    const row = table.get(key) ?? (gone ? lastValue(target, table, key) : undefined);
    if (row !== undefined && namesRow(target, name, table, key, row)) found.push({ key, row });
  }
  const text = name.key.join(' ');
  const [one] = found;
  if (one === undefined) return problem('unknown-row', text, name.table, nearestOr(text, existing(target, table)));
  if (found.length === 1) return { ok: true, key: one.key };
  return problem(
    'ambiguous-row',
    text,
    name.table,
    found.map(({ row }) => rowWords(target, table.schema, row).join(' ')),
  );
}

/** The words that name a row: the values of its key columns. */
export function rowWords(target: Target, schema: TableSchema, row: unknown): string[] {
  const columns = columnsOf(schema);
  const values = row as Readonly<Record<string, unknown>>;
  return schema.key.map(name => valueWord(target, columns[name] ?? 'string', values[name])).filter(word => word !== '');
}

function valueWord(target: Target, kind: ColumnKind, value: unknown): string {
  if (typeof value !== 'number') return String(value ?? '');
  if (kind === 'ipv4') return formatIpv4(value);
  if (kind === 'mac') return formatMac(value);
  return kind === 'dev' ? target.deviceName(value) : String(value);
}

export const columnsOf = (schema: TableSchema): Readonly<Record<string, ColumnKind>> =>
  (schema.columns ?? {}) as Readonly<Record<string, ColumnKind>>;

function isValue(target: Target, kind: ColumnKind, value: unknown, word: string): boolean {
  if (kind === 'ipv4') return parseIpv4(word) === value || (word === 'default' && value === 0);
  if (kind === 'mac') return parseMac(word) === value;
  if (kind !== 'dev' || typeof value !== 'number') return String(value) === word;
  const name = target.deviceName(value);
  return name === word || name.slice(name.indexOf('.') + 1) === word;
}

/** `192.168.0.0/24` where an address is followed by its prefix length. */
function splitPrefix(word: string, schema: TableSchema, i: number): [head: string, prefix: string | undefined] {
  const slash = word.indexOf('/');
  if (slash < 0 || schema.key[i + 1] !== 'prefix') return [word, undefined];
  return [word.slice(0, slash), word.slice(slash + 1)];
}

/** The first word that no key column can hold. */
function wrongWord(schema: TableSchema, words: readonly string[]): string | undefined {
  const columns = columnsOf(schema);
  if (schema.columns === undefined) return undefined;
  const kinds = schema.key.map(name => columns[name] ?? 'string');
  if (words.length > kinds.length) return words[kinds.length];
  return words.find(
    word => !kinds.some((kind, i) => couldBe(kind, splitPrefix(word, schema, i)[0])) && !/^-?\d+$/.test(word),
  );
}

function isDevice({ world }: Target, name: string): boolean {
  const rows = (world.journal.tableNamed('netdev')?.rows() ?? []) as Iterable<{ name?: unknown }>;
  return [...rows].some(row => row.name === name);
}

function couldBe(kind: ColumnKind, word: string): boolean {
  if (kind === 'ipv4') return word === 'default' || parseIpv4(word) !== undefined;
  if (kind === 'mac') return parseMac(word) !== undefined;
  if (kind === 'dev') return /^[A-Za-z]/.test(word);
  if (kind === 'int' || kind === 'time') return /^-?\d+$/.test(word);
  return true;
}

function existing(target: Target, table: Table<unknown>): string[] {
  if (table.schema.columns === undefined) return [...table.entries()].map(([key]) => String(key));
  return [...table.rows()].map(row => rowWords(target, table.schema, row).join(' '));
}

function lastValue(target: Target, table: Table<unknown>, key: Key): unknown {
  const { journal } = target.world;
  const last = table.lastChange(key);
  if (last === undefined) return undefined;
  const { before, after } = journal.change(last);
  return after ?? before;
}

function nearestTables(word: string, tables: readonly Table<unknown>[]): string[] {
  const kind = word.split('@')[0];
  const same = tables.filter(t => t.schema.name === kind).map(t => t.name);
  return same.length > 0
    ? same
    : nearestOf(
        word,
        tables.map(t => t.name),
      );
}

function nearestOr(word: string, all: readonly string[]): string[] {
  const near = nearestOf(word, all);
  return near.length > 0 ? near : all.slice(0, 6);
}

const problem = (code: RowProblem['code'], text: string, table: string, nearest: readonly string[]): RowProblem => ({
  ok: false,
  code,
  text,
  table,
  nearest,
});
