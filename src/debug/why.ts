// Why: from a row (or one column of it) back to what started it all. An answer is a chain of links, newest first: the
// stage that wrote, what decided there, the stage that scheduled its event, and so on to a root. why-links.ts makes
// chains; why-frame.ts answers for frames, fields and drops, why-missing.ts and why-not.ts for what did not happen.
import type { Journal, Key, Table } from '../journal/index.js';
import { columnChange, seenAfter } from './change-index.js';
import type { Target } from './target.js';
import { decidersOf, drawnFor } from './why-deciders.js';
import { type Asked, asked, chainFrom, type RowRef, type WhyLink } from './why-links.js';

export interface WhyAnswer {
  readonly subject: RowRef;
  /** The change that the answer is about. */
  readonly change: number;
  readonly links: readonly WhyLink[];
}

/** The last change that gave a row, or one column of it, the value it has at the journal's position. */
export function lastChange(journal: Journal, table: Table<unknown>, key: Key, column?: string): number | undefined {
  let at = table.lastChange(key);
  if (at === undefined || column === undefined) return at;
  for (;;) {
    const change = journal.change(at);
    const now = (change.after as Record<string, unknown> | undefined)?.[column];
    const before = (change.before as Record<string, unknown> | undefined)?.[column];
    if (change.previous === undefined || now !== before) return at;
    at = change.previous;
  }
}

/** Why a row or a column of it is what it is at the journal's position. Undefined: nothing ever wrote it. */
export function whyRow(of: Target | Journal, table: Table<unknown>, key: Key, column?: string): WhyAnswer | undefined {
  const why = asked(of);
  const change = lastChange(why.journal, table, key, column);
  return change === undefined ? undefined : whyChange(why, change, column);
}

/** The same as it was before change number `limit`, wherever the journal stands. */
export function whyRowBefore(
  target: Target,
  table: Table<unknown>,
  key: Key,
  column: string | undefined,
  limit: number,
): WhyAnswer | undefined {
  const change = columnChange(target, table, key, column, limit);
  return change === undefined ? undefined : whyChange(asked(target), change, column);
}

function whyChange(why: Asked, change: number, column: string | undefined): WhyAnswer {
  const { journal, target } = why;
  const { table, key, stage } = journal.change(change);
  const row: RowRef = { table: table.name, key, column };
  const [first, ...rest] = chainFrom(why, stage, { row, position: seenAfter(journal, change) + 1 });
  const beside =
    target === undefined ? [] : besideRow(target, (first as { stage: number }).stage, stage, table, column);
  return { subject: row, change, links: [first as WhyLink, ...beside, ...rest] };
}

/** What decided at the stage told or, where that is another one, at the stage that wrote. */
function besideRow(target: Target, told: number, wrote: number, table: Table<unknown>, column: string | undefined) {
  const deciders = [...new Set([told, wrote])].flatMap(stage => decidersOf(target, stage, column));
  return [...deciders, ...drawnFor(target, wrote, table, column)];
}

/** The chain of causes that led to a stage. */
export function whyStage(of: Target | Journal, stage: number): WhyLink[] {
  const { journal, target } = asked(of);
  const [first, ...rest] = chainFrom({ journal, target }, stage);
  const beside = target === undefined ? [] : decidersOf(target, (first as { stage: number }).stage);
  return [first as WhyLink, ...beside, ...rest];
}
