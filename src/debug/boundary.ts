// Event boundaries: the positions between events, where interventions take effect.
import type { Journal } from '../journal/index.js';

/** The end of the event that position `p` is inside of, or of the one after; undefined when none has run. */
export function boundaryAfter(journal: Journal, p: number): number | undefined {
  return p < journal.stageCount ? journal.firstStage(journal.eventOf(p) + 1) : undefined;
}

/** Position `p` itself where it is a boundary, else the end of its event. */
export function boundaryAt(journal: Journal, p: number): number {
  if (p === journal.stageCount || journal.firstStage(journal.eventOf(p)) === p) return p;
  return journal.firstStage(journal.eventOf(p) + 1);
}
