// The journal: every change of every table, the stage that made it, and the event it belongs to. From this one record
// come stepping in both directions, highlighting, watchpoints and "why is this entry here?". Read schema.ts and
// stage.ts first.
//
// A *cell* is one (table, key); it is interned once and never forgotten. A change records a cell's new value and the
// number of the cell's previous change, so `before` is the previous change's `after` and is not stored twice.
// A *position* p counts stages: at p the stages 0..p-1 have done what they did before stage p began. Event boundaries
// are positions too. Stages are never interleaved: one is open at a time, its children inside it.
import { type F64, f64, type I32, i32, type U8, type U16, type U32, u8, u16, u32 } from './columns.js';
import { type Cause, type Root, rootCause } from './root.js';
import type { Key, TableSchema } from './schema.js';
import { type Args, messageAt, messageNumber, type StageKind, stageKindAt, VERDICTS, type Verdict } from './stage.js';
import { Table } from './table.js';

const NONE = -1;

/** One change of one cell, as handed out to readers. */
export interface Change {
  readonly at: number;
  readonly table: Table<unknown>;
  readonly key: Key;
  readonly before: unknown;
  readonly after: unknown;
  /** The stage that wrote it. */
  readonly stage: number;
  /** The previous change of the same cell. */
  readonly previous: number | undefined;
}

/** One stage, as handed out to readers. */
export interface Stage {
  readonly id: number;
  readonly kind: StageKind;
  readonly because: { readonly id: string; readonly args: Args };
  readonly verdict: Verdict;
  readonly event: number;
  readonly parent: number | undefined;
  /** Changes [start, end) were made while it was open. */
  readonly start: number;
  readonly end: number;
}

const NO_ARGS: Args = Object.freeze({});

export class Journal {
  readonly #tables = new Map<string, Table<unknown>>();
  readonly #tableList: Table<unknown>[] = [];
  // changes
  #cell: U32 = u32();
  #by: U32 = u32();
  #previous: I32 = i32();
  #after: unknown[] = [];
  // cells
  readonly #value: unknown[] = [];
  readonly #last: I32 = i32();
  #cellTable: U32 = u32();
  #cellKey: Key[] = [];
  // stages
  #kind: U16 = u16();
  #because: U16 = u16();
  #args: (Args | undefined)[] = [];
  #event: U32 = u32();
  #parent: I32 = i32();
  #start: U32 = u32();
  #end: U32 = u32();
  #verdict: U8 = u8();
  // events
  #time: F64 = f64();
  #cause: I32 = i32();
  #first: U32 = u32();
  #roots: Root[] = [];
  #open = NONE;
  #position = 0;
  /** Number of changes applied at the position. */
  #applied = 0;
  /** How often the position was moved: derived indexes compare it. */
  seeks = 0;

  /** The table of `schema` that belongs to `owner` (`neigh@A`), or the one table of all where no owner is given. */
  table<R>(schema: TableSchema<R>, owner?: string): Table<R> {
    const name = owner === undefined ? schema.name : `${schema.name}@${owner}`;
    const known = this.#tables.get(name);
    if (known) return known as Table<R>;
    const made = new Table<R>(this, schema, owner, name, this.#tableList.length);
    this.#tables.set(name, made as Table<unknown>);
    this.#tableList.push(made as Table<unknown>);
    return made;
  }

  /** The table of that name, if anything ever asked for it. */
  tableNamed(name: string): Table<unknown> | undefined {
    return this.#tables.get(name);
  }

  get tables(): readonly Table<unknown>[] {
    return this.#tableList;
  }

  // ── cells (for Table only) ────────────────────────────────────────────────────────────────────────────────────

  /** A new cell for a table's key. */
  makeCell(table: number, key: Key): number {
    this.#cellTable.push(table);
    this.#cellKey.push(key);
    this.#value.push(undefined);
    return this.#last.push(NONE);
  }

  valueOf(cell: number): unknown {
    return this.#value[cell];
  }

  keyOf(cell: number): Key {
    return this.#cellKey[cell] as Key;
  }

  tableOf(cell: number): Table<unknown> {
    return this.#tableList[this.#cellTable.at(cell)] as Table<unknown>;
  }

  /** The number of the cell's last change at the position, if it ever had one. */
  lastChangeOf(cell: number): number | undefined {
    const last = this.#last.at(cell);
    return last === NONE ? undefined : last;
  }

  /** Writes a cell: one entry, under the open stage. Only at the journal's end: the past is read-only. */
  write(cell: number, after: unknown): void {
    if (this.#open === NONE) throw new Error('a change outside every stage: open a stage first');
    const last = this.#last.at(cell);
    const at = this.#cell.push(cell);
    this.#by.push(this.#open);
    this.#previous.push(last);
    this.#after.push(after);
    this.#value[cell] = after;
    this.#last.set(cell, at);
    this.#applied = at + 1;
  }

  // ── events and stages ─────────────────────────────────────────────────────────────────────────────────────────

  /** Adds a root of causes and returns it as a cause. */
  addRoot(root: Root): Cause {
    this.#roots.push(root);
    return rootCause(this.#roots.length - 1);
  }

  root(n: number): Root {
    return this.#roots[n] as Root;
  }

  get rootCount(): number {
    return this.#roots.length;
  }

  /** Begins an event at virtual time `time` (ns). Every event opens at least one stage before the next begins. */
  beginEvent(time: number, cause: Cause): number {
    if (this.#position !== this.#kind.length) throw new Error('the past is read-only: seek to the end or fork');
    if (this.#open !== NONE) throw new Error('an event began inside a stage');
    if (this.#first.length > 0 && this.#first.at(this.#first.length - 1) === this.#kind.length) {
      throw new Error('an event without a stage');
    }
    this.#time.push(time);
    this.#cause.push(cause);
    return this.#first.push(this.#kind.length);
  }

  /** Opens a stage inside the open one (or as a first level of the event) and returns its number. */
  begin<M extends string>(kind: StageKind<M>, because: M, args?: Args): number {
    const id = this.#kind.push(kind.id);
    this.#because.push(messageNumber(because));
    this.#args.push(args);
    this.#event.push(this.#first.length - 1);
    this.#parent.push(this.#open);
    this.#start.push(this.#cell.length);
    this.#end.push(this.#cell.length);
    this.#verdict.push(0);
    this.#open = id;
    this.#position = id + 1;
    return id;
  }

  /** Closes the open stage. */
  end(verdict: Verdict = 'pass'): void {
    const open = this.#open;
    if (open === NONE) throw new Error('no stage is open');
    this.#end.set(open, this.#cell.length);
    if (verdict !== 'pass') this.#verdict.set(open, VERDICTS.indexOf(verdict));
    this.#open = this.#parent.at(open);
  }

  /** A stage without children or changes: opened and closed at once. */
  note<M extends string>(kind: StageKind<M>, because: M, args?: Args, verdict?: Verdict): number {
    const id = this.begin(kind, because, args);
    this.end(verdict);
    return id;
  }

  /** The open stage, or the last one begun: the cause of what happens now. */
  get currentStage(): number {
    return this.#open === NONE ? this.#kind.length - 1 : this.#open;
  }

  stage(id: number): Stage {
    const parent = this.#parent.at(id);
    return {
      id,
      kind: stageKindAt(this.#kind.at(id)),
      because: { id: messageAt(this.#because.at(id)), args: this.#args[id] ?? NO_ARGS },
      verdict: VERDICTS[this.#verdict.at(id)] as Verdict,
      event: this.#event.at(id),
      parent: parent === NONE ? undefined : parent,
      start: this.#start.at(id),
      end: this.#end.at(id),
    };
  }

  eventTime(event: number): number {
    return this.#time.at(event);
  }
  eventCause(event: number): Cause {
    return this.#cause.at(event);
  }
  /** The first stage of an event; for `eventCount`, one past the last stage. */
  firstStage(event: number): number {
    return event < this.#first.length ? this.#first.at(event) : this.#kind.length;
  }
  /** The event a stage belongs to, without building the whole record. */
  eventOf(stage: number): number {
    return this.#event.at(stage);
  }
  kindOf(stage: number): StageKind {
    return stageKindAt(this.#kind.at(stage));
  }

  get eventCount(): number {
    return this.#first.length;
  }
  get stageCount(): number {
    return this.#kind.length;
  }
  get changeCount(): number {
    return this.#cell.length;
  }
  get cellCount(): number {
    return this.#cellKey.length;
  }

  // ── reading changes ───────────────────────────────────────────────────────────────────────────────────────────

  change(at: number): Change {
    const cell = this.#cell.at(at);
    const previous = this.#previous.at(at);
    return {
      at,
      table: this.#tableList[this.#cellTable.at(cell)] as Table<unknown>,
      key: this.#cellKey[cell] as Key,
      before: previous === NONE ? undefined : this.#after[previous],
      after: this.#after[at],
      stage: this.#by.at(at),
      previous: previous === NONE ? undefined : previous,
    };
  }

  /** Number of changes applied at position `p`. */
  changesAt(p: number): number {
    return p < this.#kind.length ? this.#start.at(p) : this.#cell.length;
  }

  // ── moving ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Stages begun at the position (see the head of this file). */
  get position(): number {
    return this.#position;
  }

  get atEnd(): boolean {
    return this.#position === this.#kind.length;
  }

  /** Moves every table to position `p` (0 … stageCount), at the price of the changes in between. */
  seek(p: number): void {
    if (this.#open !== NONE) throw new Error('seek while a stage is open');
    if (!(p >= 0 && p <= this.#kind.length)) throw new RangeError(`no position ${p}: 0 to ${this.#kind.length}`);
    this.seeks++;
    const target = this.changesAt(p);
    const value = this.#value;
    const after = this.#after;
    const last = this.#last.data;
    const cells = this.#cell.data;
    const previous = this.#previous.data;
    for (let i = this.#applied; i < target; i++) {
      const cell = cells[i] as number;
      value[cell] = after[i];
      last[cell] = i;
    }
    for (let i = this.#applied - 1; i >= target; i--) {
      const cell = cells[i] as number;
      const before = previous[i] as number;
      value[cell] = before === NONE ? undefined : after[before];
      last[cell] = before;
    }
    this.#applied = target;
    this.#position = p;
  }

  /** A journal of its own with everything up to position `p`, standing at `p`. Rows are shared: they are immutable. */
  fork(p: number): Journal {
    if (p !== this.#kind.length && this.#first.data.subarray(0, this.#first.length).indexOf(p) < 0) {
      throw new Error(`position ${p} is inside an event: a fork starts at an event boundary`);
    }
    const changes = this.changesAt(p);
    const events = p < this.#kind.length ? this.#event.at(p) : this.#first.length;
    let cells = 0;
    for (let i = 0; i < changes; i++) cells = Math.max(cells, this.#cell.at(i) + 1);
    const copy = new Journal();
    copy.#cell = this.#cell.fork(changes);
    copy.#by = this.#by.fork(changes);
    copy.#previous = this.#previous.fork(changes);
    copy.#after = this.#after.slice(0, changes);
    copy.#kind = this.#kind.fork(p);
    copy.#because = this.#because.fork(p);
    copy.#args = this.#args.slice(0, p);
    copy.#event = this.#event.fork(p);
    copy.#parent = this.#parent.fork(p);
    copy.#start = this.#start.fork(p);
    copy.#end = this.#end.fork(p);
    copy.#verdict = this.#verdict.fork(p);
    copy.#time = this.#time.fork(events);
    copy.#cause = this.#cause.fork(events);
    copy.#first = this.#first.fork(events);
    copy.#roots = this.#roots.slice();
    for (const t of this.#tableList) copy.table(t.schema, t.owner);
    for (let cell = 0; cell < cells; cell++) {
      const table = copy.#tableList[this.#cellTable.at(cell)] as Table<unknown>;
      table.adopt(this.#cellKey[cell] as Key);
    }
    copy.#applied = 0;
    copy.seek(p);
    return copy;
  }

  /** Bytes held by the journal's own columns and pointer arrays (rows and arguments not counted). */
  get byteLength(): number {
    const columns = [this.#cell, this.#by, this.#previous, this.#last, this.#cellTable, this.#kind, this.#because];
    const more = [
      this.#event,
      this.#parent,
      this.#start,
      this.#end,
      this.#verdict,
      this.#time,
      this.#cause,
      this.#first,
    ];
    const pointers = this.#after.length + this.#value.length + this.#cellKey.length + this.#args.length;
    return [...columns, ...more].reduce((sum, c) => sum + c.byteLength, 0) + 8 * pointers;
  }
}
