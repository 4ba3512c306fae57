// The time axis: which events stand on which line, and what is folded between them. Microseconds and minutes are both
// readable because a long wait is one line, however long; and a list of 100,000 events costs what is in sight of it.

/** A wait as long as this (ns) is folded into a line that says how long it was. */
export const LONG_WAIT = 100_000_000;

/** When an event was (ns), by the learner's number of it, from 1; 0 is the beginning of the lesson, at time 0. */
export type TimeOf = (event: number) => number;

/** What stands between two events on the axis: events that are left out, and time in which nothing that is shown happens. */
export interface Fold {
  readonly hidden: number;
  readonly wait: number;
}

/** The fold between two events that are shown one after the other; undefined: they stand on neighbouring lines. */
export function foldBetween(timeOf: TimeOf, before: number, event: number): Fold | undefined {
  const hidden = event - before - 1;
  const wait = timeOf(event) - timeOf(before);
  return hidden > 0 || wait >= LONG_WAIT ? { hidden, wait } : undefined;
}

/** Events in their order and the line of each. It only grows: what has happened stays where it stands. */
export class Axis {
  readonly timeOf: TimeOf;
  readonly #events: number[] = [];
  readonly #lines: number[] = [];

  constructor(timeOf: TimeOf) {
    this.timeOf = timeOf;
  }

  get length(): number {
    return this.#events.length;
  }

  push(event: number): void {
    const fold = foldBetween(this.timeOf, this.#events.at(-1) ?? 0, event);
    this.#lines.push((this.#lines.at(-1) ?? -1) + (fold === undefined ? 1 : 2));
    this.#events.push(event);
  }

  eventAt(index: number): number {
    return this.#events[index] as number;
  }
  lineAt(index: number): number {
    return this.#lines[index] as number;
  }

  /** How many of them are events up to this number. */
  countUpTo(event: number): number {
    return upTo(this.#events, event);
  }
  has(event: number): boolean {
    return this.#events[this.countUpTo(event) - 1] === event;
  }
  /** How many of them stand on lines up to this one. */
  countToLine(line: number): number {
    return upTo(this.#lines, line);
  }
}

/** How many numbers of a rising list are at most `limit`. */
function upTo(list: readonly number[], limit: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

export type TimeRow =
  | { readonly kind: 'event'; readonly event: number }
  /** The n-th line below the event at the cursor. */
  | { readonly kind: 'stage'; readonly n: number }
  | ({ readonly kind: 'fold' } & Fold)
  /** Events that a search has not come to yet. */
  | { readonly kind: 'unsearched'; readonly hidden: number }
  /** The end of what has been seen. */
  | { readonly kind: 'end' };

/** What is shown of an axis. */
export interface Shown {
  /** The event at the cursor, 0 for none: it is always shown, with `stages` lines below it. */
  readonly cursor: number;
  readonly stages: number;
  /** The last event seen, and the last one of which it is known whether it is shown. */
  readonly last: number;
  readonly searched: number;
}

/** The lines of a list: an axis with the event at the cursor unfolded in it. Nothing is made before it is asked for. */
export class TimeList {
  readonly #axis: Axis;
  readonly #shown: Shown;
  /** Events of the axis before the cursor's, the first one behind it, and how many there are. */
  readonly #before: number;
  readonly #behind: number;
  readonly #count: number;
  /** Lines: of the event at the cursor, after its stages, after all events; what the later lines are shifted by. */
  readonly #at: number;
  readonly #after: number;
  readonly #end: number;
  readonly #shift: number;
  readonly #tail: readonly TimeRow[];

  constructor(axis: Axis, shown: Shown) {
    const { cursor, stages, last } = shown;
    this.#axis = axis;
    this.#shown = shown;
    this.#count = axis.countUpTo(last);
    this.#before = cursor === 0 ? 0 : axis.countUpTo(cursor - 1);
    this.#behind = this.#before + (axis.eventAt(this.#before) === cursor ? 1 : 0);
    const above = this.#before === 0 ? 0 : axis.lineAt(this.#before - 1) + 1;
    this.#at = cursor === 0 ? -1 : above + (this.#foldAtCursor() === undefined ? 0 : 1);
    this.#after = cursor === 0 ? 0 : this.#at + 1 + stages;
    const more = this.#behind < this.#count;
    const first = this.#after + (more && this.#foldBehind() !== undefined ? 1 : 0);
    this.#shift = more ? first - axis.lineAt(this.#behind) : 0;
    this.#end = more ? axis.lineAt(this.#count - 1) + this.#shift + 1 : this.#after;
    this.#tail = this.#tailRows();
  }

  get length(): number {
    return this.#end + this.#tail.length;
  }

  /** The line of an event that is shown. */
  lineOf(event: number): number | undefined {
    if (event === this.#shown.cursor && event > 0) return this.#at;
    const index = this.#axis.countUpTo(event) - 1;
    if (index < 0 || index >= this.#count || this.#axis.eventAt(index) !== event) return undefined;
    return this.#axis.lineAt(index) + (index < this.#before ? 0 : this.#shift);
  }

  row(line: number): TimeRow {
    const { cursor } = this.#shown;
    if (line >= this.#end) return this.#tail[line - this.#end] ?? { kind: 'end' };
    if (cursor === 0) return this.#plain(line);
    if (line === this.#at) return { kind: 'event', event: cursor };
    if (line > this.#at && line < this.#after) return { kind: 'stage', n: line - this.#at - 1 };
    const fold = line === this.#at - 1 ? this.#foldAtCursor() : line === this.#after ? this.#foldBehind() : undefined;
    if (fold !== undefined) return { kind: 'fold', ...fold };
    return this.#plain(line < this.#at ? line : line - this.#shift);
  }

  /** A row of the axis itself. */
  #plain(line: number): TimeRow {
    const axis = this.#axis;
    const index = axis.countToLine(line) - 1;
    if (index >= 0 && axis.lineAt(index) === line) return { kind: 'event', event: axis.eventAt(index) };
    const before = index < 0 ? 0 : axis.eventAt(index);
    return { kind: 'fold', ...(foldBetween(axis.timeOf, before, axis.eventAt(index + 1)) as Fold) };
  }

  #foldAtCursor(): Fold | undefined {
    const { cursor } = this.#shown;
    if (cursor === 0) return undefined;
    const before = this.#before === 0 ? 0 : this.#axis.eventAt(this.#before - 1);
    return foldBetween(this.#axis.timeOf, before, cursor);
  }

  #foldBehind(): Fold | undefined {
    return foldBetween(this.#axis.timeOf, this.#shown.cursor, this.#axis.eventAt(this.#behind));
  }

  /** Events left out at the end, and the end itself. */
  #tailRows(): TimeRow[] {
    const { cursor, last, searched } = this.#shown;
    const axis = this.#axis;
    const shown = Math.max(cursor, this.#count === 0 ? 0 : axis.eventAt(this.#count - 1));
    const known = Math.max(shown, Math.min(searched, last));
    const rows: TimeRow[] = [];
    if (known > shown) {
      rows.push({ kind: 'fold', hidden: known - shown, wait: axis.timeOf(known) - axis.timeOf(shown) });
    }
    if (last > known) rows.push({ kind: 'unsearched', hidden: last - known });
    return [...rows, { kind: 'end' }];
  }
}
