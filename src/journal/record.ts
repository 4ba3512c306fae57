// What the journal hands out to readers: one change, one stage, built from its columns when somebody asks.
import type { Key } from './schema.js';
import type { Args, StageKind, Verdict } from './stage.js';
import type { Table } from './table.js';

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
