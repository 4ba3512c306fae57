// Marks in the margin of the time axis: where a checkpoint of the lesson was, where a breakpoint or a watchpoint hits.
import type { StopKind } from '../../debug/index.js';
import type { Role } from '../text.js';
import type { View } from '../view.js';
import { eventEnd } from './time-words.js';

export interface Mark {
  readonly sign: string;
  readonly role: Role;
}

export const MARKS: Readonly<Record<StopKind, Mark>> = {
  breakpoint: { sign: '●', role: 'bad' },
  watchpoint: { sign: '◇', role: 'changed' },
  checkpoint: { sign: '◆', role: 'key' },
};

/** What stops in an event, as far as it has been seen: what a person set goes before what the lesson did. */
export function stopIn(view: View, event: number): StopKind | undefined {
  const { session } = view;
  const low = session.journal.firstStage(session.target.setupEvents + event - 1);
  const high = eventEnd(view, event);
  const hit = new Set<StopKind>();
  for (const stop of session.stops) {
    const kind = stop.kind ?? 'checkpoint';
    if (!hit.has(kind) && stop.first?.(low, high) !== undefined) hit.add(kind);
  }
  return (Object.keys(MARKS) as StopKind[]).find(kind => hit.has(kind));
}
