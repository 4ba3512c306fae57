// What will this table hold after …? The learner chooses among pictures of the table: how it is now, how it will be, and
// what it would be with a row missing or with another value in a row. All are made from the network, none is written down.
import { changedColumns, columnsOf, rowWords, type Target } from '../../debug/index.js';
import { type ColumnKind, Hasher, type Row, type Table, type TableSchema } from '../../journal/index.js';
import { parseMac } from '../../wire/index.js';
import { type After, runTo } from './after.js';
import { Ahead } from './ahead.js';
import { devices, macs } from './facts.js';
import type { Label, Moment, Option, Posed } from './question.js';
import { saidOf } from './said.js';

export interface TableAfter {
  readonly ask: 'table';
  /** `fdb@sw` */
  readonly table: string;
  /** Columns that count; all that say something to a person when left out. */
  readonly columns?: readonly string[] | undefined;
  readonly after: After;
}

/** What follows is offered only where nothing before it was. */
const LAST: Row[] = [];
/** Wrong pictures beside the right one. */
const OTHERS = 3;
/** Kinds of columns that are clockwork: when something was, which event is due. */
const CLOCKWORK: readonly ColumnKind[] = ['event', 'frame', 'time', 'frames', 'data'];

/** Undefined: there is no such table, or the moment never comes. */
export function poseTable(moment: Moment, { table: name, columns: wanted, after }: TableAfter): Posed | undefined {
  const { target, position } = moment;
  const table = target.world.journal.tableNamed(name);
  if (table === undefined) return undefined;
  const { schema } = table;
  const all = Object.entries(columnsOf(schema));
  const columns = wanted ?? all.filter(([, kind]) => !CLOCKWORK.includes(kind)).map(([column]) => column);
  const ahead = new Ahead(moment);
  const end = runTo(ahead, after);
  const later = ahead.journal.tableNamed(name) as Table<unknown>;
  if (end === undefined) return undefined;
  const stillThere = (row: Row) => !isPermanent(row);
  const before = rowsAt(target, table, position).filter(stillThere);
  const truth = rowsAt(ahead.target, later, end).filter(stillThere);
  const picture = new Pictures(target, schema, columns, before);
  const right = picture.add(truth);
  for (const rows of variants(target, schema, columns, before, truth)) {
    if (picture.size > (rows === LAST ? 1 : OTHERS)) break;
    if (rows !== LAST) picture.add(rows);
  }
  return {
    question: {
      form: 'one',
      ask: {
        id: `predict.table-${after.kind}`,
        args: { table: name, ...(after.kind === 'time' ? { time: after.ns } : {}) },
        table: { name, columns },
        ...(after.kind === 'filter' ? { of: saidOf(after.text) } : {}),
      },
      options: picture.options(),
    },
    key: { judge: ([id]) => id === right, happened: [right], why: lastWriter(ahead, later, end) },
  };
}

/** A switch's own addresses and the like: they are there from the beginning and only fill the picture. */
const isPermanent = (row: Row): boolean => (row as Readonly<Record<string, unknown>>).kind === 'permanent';

function rowsAt(target: Target, table: Table<unknown>, position: number): Row[] {
  const { journal } = target.world;
  const cursor = journal.position;
  journal.seek(position);
  const rows = [...table.rows()] as Row[];
  journal.seek(cursor);
  return rows;
}

/** The stage that changed the table last before `end`: ahead or, where nothing does, in the past. Undefined: nothing ever did. */
function lastWriter(ahead: Ahead, table: Table<unknown>, end: number): Posed['key']['why'] {
  const { journal, target } = ahead;
  const first = journal.changesAt(ahead.from);
  for (let at = journal.changesAt(end) - 1; at >= 0; at--) {
    const change = journal.change(at);
    if (change.table.name !== table.name) continue;
    return at >= first ? { target, stage: change.stage } : { target, stage: change.stage, unchanged: true };
  }
  return undefined;
}

/** Wrong pictures, the likeliest mistakes first. */
function* variants(
  target: Target,
  schema: TableSchema,
  columns: readonly string[],
  before: Row[],
  truth: Row[],
): Generator<Row[]> {
  yield before;
  const kinds = columnsOf(schema);
  const fresh = truth.filter(row => !before.some(old => sameRow(columns, old, row)));
  const own = columns.filter(column => !schema.key.includes(column));
  for (const row of fresh) {
    for (const column of own) {
      const kind = kinds[column] as ColumnKind;
      const seen = kind === 'string' ? [...before, ...truth].map(each => (each as Values)[column]) : [];
      for (const value of new Set([...others(target, kind, (row as Values)[column]), ...seen])) {
        yield truth.map(each => (each === row ? ({ ...row, [column]: value } as Row) : each));
      }
    }
  }
  // Where rows neither come nor go, a picture without one is no answer to anything: only where there is no other.
  const key = (row: Row) => rowWords(target, schema, row).join(' ');
  const keys = new Set(before.map(key));
  if (truth.length === before.length && truth.every(row => keys.has(key(row)))) yield LAST;
  for (const row of fresh) yield truth.filter(each => each !== row);
  for (const row of before) if (!truth.includes(row)) yield [...truth, row];
  yield [];
  for (const row of truth) yield truth.filter(each => each !== row);
}

type Values = Readonly<Record<string, unknown>>;

/** Other values that a cell could have in this network. */
function others(target: Target, kind: ColumnKind, value: unknown): unknown[] {
  if (kind === 'mac') {
    const all = macs(target).map(text => parseMac(text));
    return [...all.filter(mac => mac !== value), undefined].slice(0, 2);
  }
  if (kind === 'dev' && typeof value === 'number') {
    const node = target.nodeOfDevice(value);
    return devices(target)
      .filter(({ dev, node: of, name }) => of === node && dev !== value && name !== 'lo' && !isBridge(target, dev))
      .map(({ dev }) => dev);
  }
  return kind === 'bool' ? [value !== true] : [];
}

const isBridge = (target: Target, dev: number): boolean =>
  [...(target.world.journal.tableNamed('bridge')?.rows() ?? [])].some(row => (row as { dev?: number }).dev === dev);

const sameRow = (columns: readonly string[], a: Row, b: Row): boolean =>
  !changedColumns(a, b).some(column => columns.includes(column));

/** The pictures, each once, in an order that does not give the right one away and is always the same. */
class Pictures {
  readonly #target: Target;
  readonly #schema: TableSchema;
  readonly #columns: readonly string[];
  readonly #now: readonly Row[];
  readonly #options = new Map<string, Option>();

  constructor(target: Target, schema: TableSchema, columns: readonly string[], now: readonly Row[]) {
    this.#target = target;
    this.#schema = schema;
    this.#columns = columns;
    this.#now = now;
  }

  get size(): number {
    return this.#options.size;
  }

  /** Adds a picture and gives its id. */
  add(rows: readonly Row[]): string {
    const sorted = [...rows].sort((a, b) => (this.#name(a) < this.#name(b) ? -1 : 1));
    const hasher = new Hasher();
    for (const row of sorted) {
      hasher.string(this.#name(row));
      for (const column of this.#columns) hasher.string(JSON.stringify((row as Values)[column]) ?? '');
    }
    const id = hasher.digest().slice(0, 8);
    const label: Label = { kind: 'rows', schema: this.#schema, rows: sorted, now: this.#now, columns: this.#columns };
    if (!this.#options.has(id)) this.#options.set(id, { id, label });
    return id;
  }

  options(): Option[] {
    return [...this.#options.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  #name(row: Row): string {
    return rowWords(this.#target, this.#schema, row).join(' ');
  }
}
