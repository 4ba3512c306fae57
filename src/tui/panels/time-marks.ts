// Marks in the margin of the time axis: where a checkpoint of the lesson was, where a breakpoint or a watchpoint hits.
import type { Stop, StopKind } from '../../debug/index.js';
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
export function stopIn({ session, player }: View, event: number): StopKind | undefined {
  const low = session.journal.firstStage(session.target.setupEvents + event - 1);
  const high = eventEnd({ session }, event);
  const hits = (stops: readonly Stop[]) => stops.some(stop => stop.first?.(low, high) !== undefined);
  if (hits(session.breakpoints.stops())) return 'breakpoint';
  if (hits(session.watchpoints.stops())) return 'watchpoint';
  // A checkpoint stands where the stage that it was looked for has ended.
  const checkpoint = player.reached().some(({ position }) => position > low && position <= high);
  return checkpoint ? 'checkpoint' : undefined;
}
