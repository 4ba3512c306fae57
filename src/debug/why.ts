// Why: from a row (or one column of it) back to the command that started it all. A chain of links, newest first: the
// stage that wrote, the event that stage belongs to, the stage that scheduled that event, and so on to a root.
import { type Journal, type Key, type Root, rootOf, type Table } from '../journal/index.js';

/** One link of an answer. Data: whoever shows it makes the sentence. */
export type WhyLink =
  | { readonly kind: 'stage'; readonly stage: number; readonly event: number; readonly time: number }
  | { readonly kind: 'root'; readonly root: Root };

export interface WhyAnswer {
  readonly subject: { readonly table: string; readonly key: Key; readonly column: string | undefined };
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

/** Why a row or a column of it is what it is. Undefined: nothing ever wrote it. */
export function whyRow(journal: Journal, table: Table<unknown>, key: Key, column?: string): WhyAnswer | undefined {
  const change = lastChange(journal, table, key, column);
  if (change === undefined) return undefined;
  return {
    subject: { table: table.name, key, column },
    change,
    links: whyStage(journal, journal.change(change).stage),
  };
}

/** The chain of causes that led to a stage. */
export function whyStage(journal: Journal, stage: number): WhyLink[] {
  const links: WhyLink[] = [];
  let at: number | undefined = stage;
  while (at !== undefined) {
    const told = decisionAt(journal, at);
    const event = journal.eventOf(at);
    links.push({ kind: 'stage', stage: told, event, time: journal.eventTime(event) });
    const cause: number = journal.eventCause(event);
    const root = rootOf(cause);
    if (root !== undefined) {
      links.push({ kind: 'root', root: journal.root(root) });
      return links;
    }
    at = cause;
  }
  return links;
}

/** The nearest stage, from this one outwards, that concluded something: passing a packet on is nobody's reason. */
function decisionAt(journal: Journal, stage: number): number {
  for (let at: number | undefined = stage; at !== undefined; at = journal.parentOf(at)) {
    if (journal.kindOf(at).role === 'decision') return at;
  }
  return stage;
}
