// What the journal hands out to readers: one change, one stage, built from its columns when somebody asks.
import { type ChangeLog, NONE } from './change-log.js';
import type { EventLog } from './event-log.js';
import type { Key } from './schema.js';
import { type Args, type StageKind, VERDICTS, type Verdict } from './stage.js';
import type { StageLog } from './stage-log.js';
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

/** A stage, put together from the records. */
export function stageOf(id: number, stages: StageLog, changes: ChangeLog, events: EventLog): Stage {
  const parent = stages.parent(id);
  return {
    id,
    kind: stages.kind(id),
    because: stages.because(id),
    verdict: VERDICTS[stages.verdict(id)] as Verdict,
    event: events.ofStage(id),
    parent: parent === NONE ? undefined : parent,
    start: stages.start(id),
    end: endOf(id, stages, changes),
  };
}

/** From a stage's start on, changes are its own or those of stages within it, as long as it is open. */
function endOf(stage: number, stages: StageLog, changes: ChangeLog): number {
  let end = stages.start(stage);
  while (end < changes.length && stages.within(changes.by(end), stage)) end++;
  return end;
}

export function changeOf(at: number, table: Table<unknown>, key: Key, log: ChangeLog): Change {
  const previous = log.previous(at);
  return {
    at,
    table,
    key,
    before: log.before(at),
    after: log.after(at),
    stage: log.by(at),
    previous: previous === NONE ? undefined : previous,
  };
}
