// What a network by itself has to test, for want of a snapshot: its course is the same each time, and the way back and forth
// leads to the same tables.
import { type Lesson, openLesson } from '../lesson/index.js';
import { playOut } from './play.js';

export interface Alike {
  /** Events of its course, and tables that have a row at the end. */
  readonly events: number;
  /** The course is the same a second time, and after going back to the start. */
  readonly again: boolean;
  readonly back: boolean;
}

/** Plays a network twice, and there and back. Throws LessonError where it cannot be built. */
export function playsAlike(lesson: Lesson): Alike {
  const [one, two] = [openLesson(lesson), openLesson(lesson)];
  const start = one.network.world.stateHash();
  for (const open of [one, two]) playOut(open);
  const { events } = one.session.where();
  const end = one.network.world.stateHash();
  const again = two.network.world.stateHash() === end && two.session.where().events === events;
  one.session.gotoStart();
  const before = one.network.world.stateHash() === start;
  one.session.gotoEvent(events);
  return { events, again, back: before && one.network.world.stateHash() === end };
}
