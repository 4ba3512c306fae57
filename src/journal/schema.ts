// What a table looks like: its name, its columns and their kinds. Kinds tell the filter language how to compare,
// the screen how to write a value, and the tests which values may stand in it.

/** How the values of a column are to be read. Addresses are numbers (32 bits, 48 bits), times integer nanoseconds. */
export type ColumnKind =
  | 'int'
  | 'string'
  | 'bool'
  | 'mac'
  | 'ipv4'
  | 'time'
  | 'duration'
  | 'dev'
  | 'frame'
  | 'frames'
  | 'event'
  | 'data';

/** A row: read-only to everybody; a change replaces it. */
export type Row = Readonly<Record<string, unknown>>;

/** A key of a table: what tells its rows apart. */
export type Key = string | number;

export interface TableSchema<R = unknown> {
  readonly name: string;
  /** One line for the reader: what a row of it is. */
  readonly title: string;
  /** Column name → kind; `undefined` for tables whose value is one number (counters, random streams). */
  readonly columns: { readonly [K in keyof R]-?: ColumnKind } | undefined;
  /** The columns that make up the key, as a person would name the row (`192.168.0.103 dev eth0`). */
  readonly key: readonly string[];
}

const schemas = new Map<string, TableSchema>();

/** Declares a table of rows. Names are unique in the program: declaring one twice throws. */
export function tableSchema<R extends object>(
  name: string,
  title: string,
  columns: { readonly [K in keyof R]-?: ColumnKind },
  key: readonly (keyof R & string)[],
): TableSchema<R> {
  return register({ name, title, columns, key }) as TableSchema<R>;
}

/** Declares a table whose values are single numbers: counters, positions, random states. */
export function numberSchema(name: string, title: string): TableSchema<number> {
  return register({ name, title, columns: undefined, key: [] }) as unknown as TableSchema<number>;
}

/** All declared tables, by name. */
export function tableSchemas(): ReadonlyMap<string, TableSchema> {
  return schemas;
}

function register(schema: unknown): TableSchema {
  const known = schema as TableSchema;
  if (schemas.has(known.name)) throw new Error(`table ${known.name} is declared twice`);
  schemas.set(known.name, known);
  return known;
}
