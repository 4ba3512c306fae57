// The journal: every change of every table, the stage that made it, and the event it belongs to. From this one record
// come stepping in both directions, highlighting, watchpoints and "why is this entry here?". Read schema.ts and
// stage.ts first; event-log.ts, stage-log.ts and change-log.ts are the records it is made of.
//
// A *cell* is one (table, key); it is interned once and never forgotten. A change gives a cell a new value.
// A *position* p counts stages: at p the stages 0..p-1 have done what they did before stage p began. Event boundaries
// are positions too. Stages are never interleaved: one is at work at a time, its children inside it.
import { Cells } from './cells.js';
import { ChangeLog, NONE } from './change-log.js';
import { EventLog } from './event-log.js';
import { Keyframes } from './keyframes.js';
import { type Change, changeOf, type Stage, stageOf } from './record.js';
import { type Cause, type Root, rootCause } from './root.js';
import type { Key, TableSchema } from './schema.js';
import { type Args, type StageKind, VERDICTS, type Verdict } from './stage.js';
import { StageLog } from './stage-log.js';
import { Table } from './table.js';

export class Journal {
  readonly #tables = new Map<string, Table<unknown>>();
  readonly #tableList: Table<unknown>[] = [];
  readonly #changes: ChangeLog;
  readonly #stages: StageLog;
  readonly #events: EventLog;
  readonly #cells = new Cells();
  #keyframes = new Keyframes();
  #roots: Root[] = [];
  /** The stages at work, the outermost first. */
  readonly #open: number[] = [];
  #position = 0;
  /** Number of changes applied at the position. */
  #applied = 0;
  /** How often the position was moved: derived indexes compare it. */
  seeks = 0;

  /** False: stages and changes are only counted. The state is there; no way back, no why, no forks. For measuring. */
  readonly record: boolean;

  constructor(from?: { changes: ChangeLog; stages: StageLog; events: EventLog }, record = true) {
    this.record = record;
    this.#changes = from?.changes ?? new ChangeLog();
    this.#stages = from?.stages ?? new StageLog();
    this.#events = from?.events ?? new EventLog();
  }

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

  // ── cells (for Table only) ──

  /** A new cell for a table's key. */
  makeCell(table: number, key: Key): number {
    return this.#cells.add(table, key);
  }
  valueOf(cell: number): unknown {
    return this.#cells.value(cell);
  }
  keyOf(cell: number): Key {
    return this.#cells.key(cell);
  }
  tableOf(cell: number): Table<unknown> {
    return this.#tableList[this.#cells.table(cell)] as Table<unknown>;
  }
  /** The number of the cell's last change at the position, if it had one by then. */
  lastChangeOf(cell: number): number | undefined {
    const last = this.#cells.last(cell);
    return last === NONE ? undefined : last;
  }

  /** Writes a cell: one entry, under the open stage. Only at the journal's end: the past is read-only. */
  write(cell: number, after: unknown): void {
    const open = this.#open;
    if (open.length === 0) throw new Error('a change outside every stage: open a stage first');
    if (this.record) {
      const at = this.#changes.add(cell, open[open.length - 1] as number, this.#cells.last(cell), after);
      this.#cells.set(cell, after, at);
      if (at + 1 >= this.#keyframes.due) this.#keyframes.keep(at + 1, this.#cells);
    } else {
      this.#cells.set(cell, after, NONE);
      this.#changes.length++;
    }
    this.#applied = this.#changes.length;
  }

  get cellCount(): number {
    return this.#cells.count;
  }

  // ── events and stages ──

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
  /** Forgets the roots from number `count` on: a fork does, where nothing of what it keeps refers to them. */
  forgetRoots(count: number): void {
    this.#roots.length = Math.min(this.#roots.length, count);
  }

  /** Begins an event at virtual time `time` (ns). Every event opens at least one stage before the next begins. */
  beginEvent(time: number, cause: Cause): number {
    const events = this.#events;
    const at = events.length;
    if (this.#position !== this.stageCount) throw new Error('the past is read-only: seek to the end or fork');
    if (this.#open.length > 0) throw new Error('an event began inside a stage');
    if (at > 0 && events.first(at - 1) === this.stageCount) throw new Error('an event without a stage');
    return events.add(time, cause, this.stageCount);
  }

  /** Opens a stage inside the open one (or as a first level of the event) and returns its number. */
  begin<M extends string>(kind: StageKind<M>, because: M, args?: Args): number {
    if (this.#position !== this.stageCount) throw new Error('the past is read-only: seek to the end or fork');
    if (this.#events.length === 0) throw new Error('a stage outside every event: begin an event first');
    const open = this.#open;
    const log = this.#stages;
    const id = this.record ? log.add(kind, because, args, open.length, this.#changes.length) : log.length++;
    open.push(id);
    this.#position = id + 1;
    return id;
  }

  /** Closes the open stage. */
  end(verdict: Verdict = 'pass'): void {
    const id = this.#open.pop();
    if (id === undefined) throw new Error('no stage is open');
    if (verdict !== 'pass' && this.record) this.#stages.setVerdict(id, VERDICTS.indexOf(verdict));
  }

  /** A stage without children or changes: opened and closed at once. */
  note<M extends string>(kind: StageKind<M>, because: M, args?: Args, verdict?: Verdict): number {
    const id = this.begin(kind, because, args);
    this.end(verdict);
    return id;
  }

  /** The open stage, or the last one begun: the cause of what happens now. */
  get currentStage(): number {
    const open = this.#open;
    return open.length === 0 ? this.#stages.length - 1 : (open[open.length - 1] as number);
  }

  stage(id: number): Stage {
    return stageOf(id, this.#stages, this.#changes, this.#events);
  }
  /** Parts of a stage without building the whole record. */
  eventOf(stage: number): number {
    return this.#events.ofStage(stage);
  }
  kindOf(stage: number): StageKind {
    return this.#stages.kind(stage);
  }
  /** The id of the stage's reason. */
  reasonOf(stage: number): string {
    return this.#stages.reason(stage);
  }
  verdictOf(stage: number): Verdict {
    return VERDICTS[this.#stages.verdict(stage)] as Verdict;
  }
  parentOf(stage: number): number | undefined {
    const parent = this.#stages.parent(stage);
    return parent === NONE ? undefined : parent;
  }
  /** Stages of one shape have kind, reason and names of arguments in common: for indexes over stages. */
  shapeOf(stage: number): number {
    return this.#stages.shapeId(stage);
  }
  /** One argument of a stage's reason. */
  argOf(stage: number, key: string): Args[string] | undefined {
    return this.#stages.arg(stage, key);
  }
  numberArg(stage: number, key: string): number | undefined {
    return this.#stages.numberArg(stage, key);
  }

  eventTime(event: number): number {
    return this.#events.time(event);
  }
  eventCause(event: number): Cause {
    return this.#events.cause(event);
  }
  /** The first stage of an event; for `eventCount`, one past the last stage. */
  firstStage(event: number): number {
    return event < this.#events.length ? this.#events.first(event) : this.stageCount;
  }
  get eventCount(): number {
    return this.#events.length;
  }
  get stageCount(): number {
    return this.#stages.length;
  }
  get changeCount(): number {
    return this.#changes.length;
  }

  change(at: number): Change {
    const cell = this.#changes.cell(at);
    return changeOf(at, this.tableOf(cell), this.keyOf(cell), this.#changes);
  }

  /** Parts of a change without building the whole record. */
  tableOfChange(at: number): Table<unknown> {
    return this.tableOf(this.#changes.cell(at));
  }
  keyOfChange(at: number): Key {
    return this.keyOf(this.#changes.cell(at));
  }
  cellOfChange(at: number): number {
    return this.#changes.cell(at);
  }

  /** Number of changes applied at position `p`. */
  changesAt(p: number): number {
    return p < this.stageCount ? this.#stages.start(p) : this.#changes.length;
  }

  // ── moving ──

  /** Stages begun at the position (see the head of this file). */
  get position(): number {
    return this.#position;
  }
  get atEnd(): boolean {
    return this.#position === this.#stages.length;
  }

  /** Moves every table to position `p` (0 … stageCount), at the price of the changes in between, or of those from a keyframe. */
  seek(p: number): void {
    if (!this.record) throw new Error('nothing is recorded: there is no other position');
    if (this.#open.length > 0) throw new Error('seek while a stage is open');
    if (!(Number.isInteger(p) && 0 <= p && p <= this.stageCount)) throw new RangeError(`no position ${p}`);
    this.seeks++;
    const target = this.changesAt(p);
    const log = this.#changes;
    const cells = this.#cells;
    const from = this.#keyframes.approach(target, this.#applied, cells, log);
    for (let i = from; i < target; i++) cells.set(log.cell(i), log.after(i), i);
    for (let i = from - 1; i >= target; i--) cells.set(log.cell(i), log.before(i), log.previous(i));
    this.#applied = target;
    this.#position = p;
  }

  /** A journal of its own with everything up to position `p`, standing at `p`. Rows are shared: they are immutable. */
  fork(p: number): Journal {
    if (!this.record) throw new Error('nothing is recorded: there is nothing to fork');
    const events = p < this.stageCount ? this.eventOf(p) : this.#events.length;
    if (this.firstStage(events) !== p) throw new Error(`position ${p} is inside an event: fork at an event's boundary`);
    const changes = this.changesAt(p);
    let cells = 0;
    for (let i = 0; i < changes; i++) cells = Math.max(cells, this.#changes.cell(i) + 1);
    const copy = new Journal({
      changes: this.#changes.fork(changes),
      stages: this.#stages.fork(p),
      events: this.#events.fork(events),
    });
    copy.#roots = this.#roots.slice();
    for (const t of this.#tableList) copy.table(t.schema, t.owner);
    for (let cell = 0; cell < cells; cell++) {
      (copy.#tableList[this.#cells.table(cell)] as Table<unknown>).adopt(this.keyOf(cell));
    }
    copy.#keyframes = this.#keyframes.fork(changes);
    copy.seek(p);
    return copy;
  }

  /** Bytes held by the journal's own columns and pointer arrays (the rows themselves not counted). */
  get byteLength(): number {
    const logs = this.#changes.byteLength + this.#stages.byteLength + this.#events.byteLength;
    return logs + this.#keyframes.byteLength + this.#cells.count * 32;
  }
}
