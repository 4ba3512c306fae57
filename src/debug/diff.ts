// How two branches differ: the first event that is not the same, the frames on the wires, the rows at the end or at a time.
// Data only. Read branches.ts and field-changes.ts first.
import { type ColumnKind, Fifo, type Key } from '../journal/index.js';
import type { Made } from './branches.js';
import { diffFrames, type FramesDiff } from './diff-frames.js';
import { type Cut, commonMoment, isDoneFromOutside, isOver, lastTime, reached } from './diff-moment.js';
import type { Target } from './target.js';

/** A branch, or any target, and how far it counts. */
export interface Side {
  readonly target: Target;
  /** The furthest position that the learner has reached in it. */
  readonly present: number;
  /** What was done in it: two branches are the same as long as the same was done. */
  readonly history?: readonly Made[];
}

/** The first event that differs, in the learner's counting, with its time; missing where that side has ended. */
export interface Divergence {
  readonly event: number;
  readonly a: number | undefined;
  readonly b: number | undefined;
}

export interface RowDifference {
  readonly table: string;
  readonly key: Key;
  readonly a: unknown;
  readonly b: unknown;
  /** Columns that differ where both have the row; empty where one has not, or where the row is a number. */
  readonly columns: readonly string[];
  /** A counter or a random state, not something that Linux would show. */
  readonly internal: boolean;
}

export interface BranchDiff {
  /** Undefined: as far as both go they are the same. */
  readonly divergence: Divergence | undefined;
  /** How many events each has reached. */
  readonly events: { readonly a: number; readonly b: number };
  readonly frames: FramesDiff;
  /** The side that has not gone as far as the other, which could go on: what lies beyond `at` is no difference. */
  readonly behind: 'a' | 'b' | undefined;
  /** The time (ns) up to which frames and rows are compared: undefined for each side's present. */
  readonly at: number | undefined;
  readonly rows: readonly RowDifference[];
}

/**
 * How `b` differs from `a`, as far as both have gone: what one of them has not run yet is no difference. `at`: compare at
 * this time (ns).
 */
export function diff(a: Side, b: Side, at?: number): BranchDiff {
  const event = firstDifference(a, b);
  const { cuts, behind } = commonMoment(a, b, at);
  const time = (side: Side) =>
    event < reached(side) ? side.target.world.journal.eventTime(side.target.setupEvents + event) : undefined;
  // A side that has not gone on yet may still do the same, unless something is done to the other one there.
  const ended = (side: Side) => event >= reached(side);
  const open = (side: Side, other: Side) => ended(side) && !isOver(side) && !isDoneFromOutside(other.target, event + 1);
  const same = (ended(a) && ended(b)) || open(a, b) || open(b, a);
  return {
    divergence: same ? undefined : { event: event + 1, a: time(a), b: time(b) },
    events: { a: reached(a), b: reached(b) },
    frames: diffFrames(cuts.a, cuts.b, boundaryOf(a.target, event)),
    behind,
    at: at ?? (behind === undefined ? undefined : lastTime(behind === 'a' ? a : b)),
    rows: diffRows(cuts.a, cuts.b),
  };
}

/** Position before the lesson's event number `event` (from 0). */
const boundaryOf = (target: Target, event: number): number =>
  target.world.journal.firstStage(target.setupEvents + event);

/** How many of the lesson's events are the same from the start on. */
function firstDifference(a: Side, b: Side): number {
  const most = Math.min(reached(a), reached(b));
  for (let event = Math.min(most, sharedEvents(a.history, b.history)); event < most; event++)
    if (!sameEvent(a.target, b.target, event)) return event;
  return most;
}

/** Events that need no comparing: those before the first thing that was done in one of them only. */
function sharedEvents(a: readonly Made[] | undefined, b: readonly Made[] | undefined): number {
  if (a === undefined || b === undefined) return 0;
  let n = 0;
  while (n < a.length && n < b.length && sameValue(a[n], b[n])) n++;
  return Math.min(a[n]?.event ?? Number.POSITIVE_INFINITY, b[n]?.event ?? Number.POSITIVE_INFINITY) - 1;
}

function sameEvent(a: Target, b: Target, event: number): boolean {
  const [x, y] = [a.world.journal, b.world.journal];
  const [e, f] = [a.setupEvents + event, b.setupEvents + event];
  const [first, last] = [x.firstStage(e), x.firstStage(e + 1)];
  if (x.eventTime(e) !== y.eventTime(f) || y.firstStage(f) !== first || y.firstStage(f + 1) !== last) return false;
  for (let stage = first; stage < last; stage++) {
    if (x.reasonOf(stage) !== y.reasonOf(stage) || x.verdictOf(stage) !== y.verdictOf(stage)) return false;
    if (!sameValue(x.stage(stage).because.args, y.stage(stage).because.args)) return false;
  }
  const [low, high] = [x.changesAt(first), x.changesAt(last)];
  if (y.changesAt(first) !== low || y.changesAt(last) !== high) return false;
  for (let at = low; at < high; at++) {
    const [c, d] = [x.change(at), y.change(at)];
    if (c.table.name !== d.table.name || c.key !== d.key || !sameValue(c.after, d.after)) return false;
  }
  return true;
}

interface Rows {
  readonly internal: boolean;
  readonly columns: Readonly<Record<string, ColumnKind>>;
  readonly rows: ReadonlyMap<Key, unknown>;
}

function diffRows(a: Cut, b: Cut): RowDifference[] {
  const [left, right] = [rowsAt(a), rowsAt(b)];
  const out: RowDifference[] = [];
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const { internal, columns } = (left.get(name) ?? right.get(name)) as Rows;
    const [x, y] = [left.get(name)?.rows, right.get(name)?.rows];
    for (const key of new Set([...(x?.keys() ?? []), ...(y?.keys() ?? [])])) {
      const [before, after] = [x?.get(key), y?.get(key)];
      const both = before !== undefined && after !== undefined;
      const differ =
        both && !internal ? Object.keys(columns).filter(c => !sameColumn(columns[c], c, before, after)) : [];
      if (both && (internal ? before === after : differ.length === 0)) continue;
      out.push({ table: name, key, a: before, b: after, columns: differ, internal });
    }
  }
  return out;
}

/** Every table's rows at a moment. The cursor is put back where it was. */
function rowsAt({ target, present }: Cut): Map<string, Rows> {
  const { journal } = target.world;
  const cursor = journal.position;
  journal.seek(present);
  const out = new Map<string, Rows>();
  for (const table of journal.tables) {
    const { columns } = table.schema;
    const rows = new Map(table.entries());
    out.set(table.name, { internal: columns === undefined, columns: columns ?? {}, rows });
  }
  journal.seek(cursor);
  return out;
}

/** Numbers of events and frames count from each branch's own beginning: only how many there are can be compared. */
function sameColumn(kind: ColumnKind | undefined, name: string, a: unknown, b: unknown): boolean {
  const [x, y] = [(a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]];
  if (kind === 'event') return Number(x) < 0 === Number(y) < 0;
  if (kind === 'frame') return true;
  if (kind === 'frames') return (x as Fifo | readonly unknown[]).length === (y as Fifo | readonly unknown[]).length;
  return sameValue(x, y);
}

/** Equality of data as rows hold it. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Fifo && b instanceof Fifo) return sameValue([...a], [...b]);
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>];
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  return [...new Set([...Object.keys(x), ...Object.keys(y)])].every(k => sameValue(x[k], y[k]));
}
