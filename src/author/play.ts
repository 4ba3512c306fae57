// Playing a lesson without anybody: from stop to stop, and to an end even where the network never falls silent.
import type { CheckpointStop, Lesson, OpenLesson } from '../lesson/index.js';

/** Most events that a lesson is run to. */
export const MOST_EVENTS = 50_000;
/** After the last stop and the last line of `run`: so much virtual time, ns, and so many events, or the end. */
const AFTER_NS = 600e9;
const AFTER_EVENTS = 400;

/** Goes from checkpoint to checkpoint; ends at the last one, or where no further one is found. */
export function* checkpoints({ lesson, session }: OpenLesson, most = MOST_EVENTS): Generator<CheckpointStop> {
  for (let n = 0; n < lesson.checkpoints.length; n++) {
    const { end, stop } = session.continue(Math.max(0, most - session.where().events));
    if (end !== 'checkpoint' || stop === undefined) return;
    yield stop as CheckpointStop;
  }
}

/** Plays on to where a lesson has said everything: past its last stop and its last command, then until all is quiet. */
export function playOut({ lesson, session }: OpenLesson, most = MOST_EVENTS): void {
  const left = () => Math.max(0, most - session.where().events);
  session.gotoTime(Math.max(lastCommand(lesson), session.where().time), left());
  const { time } = session.where();
  const { queue } = session.world;
  for (let n = 0; n < Math.min(AFTER_EVENTS, left()); n++) {
    const next = queue.peek();
    if (next < 0 || queue.timeOf(next) > time + AFTER_NS) return;
    session.next();
  }
}

const lastCommand = ({ network }: Lesson): number => network.run.reduce((last, { at }) => Math.max(last, at), 0);
