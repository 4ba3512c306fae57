// How far ahead a prediction looks: to the end of this event, to a later moment, or to the next place where a filter holds.
import { stageFilter } from '../../debug/index.js';
import type { Ahead } from './ahead.js';

/** `event`, a time from now on, or a display filter. */
export type After =
  | { readonly kind: 'event' }
  | { readonly kind: 'time'; readonly ns: number }
  | { readonly kind: 'filter'; readonly text: string };

/** Runs the branch ahead so far, and gives the position that is meant; undefined: it never comes. */
export function runTo(ahead: Ahead, after: After): number | undefined {
  const { journal, target } = ahead;
  if (after.kind === 'event') return ahead.endOfEvent();
  if (after.kind === 'time') {
    const now = ahead.from === 0 ? 0 : journal.eventTime(journal.eventOf(Math.max(0, ahead.from - 1)));
    const until = now + after.ns;
    const { queue } = target.world;
    while (queue.peek() >= 0 && queue.timeOf(queue.peek()) <= until) if (!ahead.run()) break;
    return journal.stageCount;
  }
  const filter = stageFilter(target, after.text);
  if (!filter.ok) return undefined;
  let seen = ahead.from;
  const stage = ahead.until(() => {
    const found = filter.first(seen, journal.stageCount);
    seen = journal.stageCount;
    return found;
  });
  return stage === undefined ? undefined : stage + 1;
}
