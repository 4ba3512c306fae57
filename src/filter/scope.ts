/** The names of display filters, and of filters over a table's rows. Reads first: source.ts. */
import type { ColumnKind, Row, TableSchema } from '../journal/index.js';
import type { TypeId } from './problem.js';
import { type FieldType, type FilterField, type Scope, type Source, single, type Value } from './source.js';
import type { NsValue } from './view.js';
import { wireField, wireNames } from './wire-fields.js';

/** A field beyond the frame's bytes. `values`: all that it can be; another one in a filter is then a mistake. */
export interface ScopeField {
  readonly name: string;
  readonly type: 'int' | 'string' | 'bool' | 'mac' | 'ipv4' | 'time';
  readonly values?: readonly string[];
  /** A name of the wire that has no meaning here: using it is a mistake. */
  readonly refused?: boolean;
}

export type FieldScope = readonly ScopeField[];

/** netstep's own. A caller that knows the stages or the drops gives its own table, with their names. */
export const nsFields: FieldScope = [
  { name: 'ns.node', type: 'string' },
  { name: 'ns.dev', type: 'string' },
  { name: 'ns.stage', type: 'string' },
  { name: 'ns.wire', type: 'string' },
  { name: 'ns.time', type: 'time' },
  { name: 'ns.drop', type: 'string' },
  { name: 'ns.verdict', type: 'string' },
  { name: 'ns.event', type: 'int' },
  { name: 'ns.frame', type: 'int' },
];

const plain = (value: string | number | boolean): Value => (typeof value === 'boolean' ? Number(value) : value);

/** One value, several, or none. */
function fromNs(read: (name: string) => NsValue, name: string, probe: (value: Value) => boolean): boolean {
  const value = read(name);
  if (value === undefined) return false;
  if (typeof value !== 'object') return probe(plain(value));
  return value.some(probe);
}

export function frameScope(fields: FieldScope): Scope {
  const own = new Map<string, FilterField>();
  const refused = new Set(fields.filter(field => field.refused === true).map(({ name }) => name));
  for (const { name, type, values } of fields) {
    if (refused.has(name)) continue;
    const source: Source = probe => view => {
      const { subject } = view;
      return (
        subject.ns !== undefined &&
        fromNs(
          asked => subject.ns!(asked),
          name,
          value => probe(value, view),
        )
      );
    };
    own.set(name, { name, type: { id: type, values }, source });
  }
  return {
    field: name => own.get(name) ?? (refused.has(name) ? undefined : wireField(name)),
    names: () => [...own.keys(), ...wireNames().filter(name => !refused.has(name))],
  };
}

const columnTypes: Readonly<Record<ColumnKind, TypeId>> = {
  int: 'int',
  string: 'string',
  bool: 'bool',
  mac: 'mac',
  ipv4: 'ipv4',
  time: 'time',
  duration: 'time',
  dev: 'dev',
  frame: 'int',
  frames: 'int',
  event: 'int',
  data: 'none',
};

/** The columns of a table; `value` for one whose rows are numbers. */
export function rowScope(schema: TableSchema): Scope {
  const fields = new Map<string, FilterField>();
  const add = (name: string, type: FieldType, source: Source) => fields.set(name, { name, type, source });
  if (!schema.columns)
    add(
      'value',
      { id: 'int' },
      single(({ row }) => (typeof row === 'number' ? row : undefined)),
    );
  for (const [name, kind] of Object.entries((schema.columns ?? {}) as Readonly<Record<string, ColumnKind>>)) {
    add(name, { id: columnTypes[kind] }, columnSource(name, kind));
  }
  return { field: name => fields.get(name), names: () => fields.keys(), table: schema.name };
}

function columnSource(name: string, kind: ColumnKind): Source {
  const cell = (row: Row | number | undefined) => (typeof row === 'object' ? row[name] : undefined);
  if (kind === 'frames')
    return probe => view => ((cell(view.row) ?? []) as readonly number[]).some(value => probe(value, view));
  if (kind === 'data') return single(({ row }) => (cell(row) === undefined ? undefined : 1));
  return single(({ row }) => {
    const value = cell(row) as string | number | boolean | undefined;
    // Device 0 is no device.
    return value === undefined || (kind === 'dev' && value === 0) ? undefined : plain(value);
  });
}
