// Up to which moment two branches can be compared: as far as both have gone. A branch that has just been made has not run
// what the other one ran long ago, and that is no difference. Read diff.ts first.
import { rootOf } from '../journal/index.js';
import { eventsBefore } from './branches.js';
import type { Side } from './diff.js';
import type { Target } from './target.js';

/** A target and the position up to which it counts. */
export interface Cut {
  readonly target: Target;
  readonly present: number;
}

/** How many of the lesson's events a side has reached, the one its present is in included. */
export const reached = ({ target, present }: Side): number => {
  const { journal } = target.world;
  const inside = present < journal.stageCount && journal.firstStage(journal.eventOf(present)) < present;
  return eventsBefore(target, present) + (inside ? 1 : 0);
};

/** The time (ns) of the last event reached. */
export const lastTime = (side: Side): number =>
  reached(side) === 0 ? 0 : side.target.world.journal.eventTime(side.target.setupEvents + reached(side) - 1);

/** Where each side is cut off; `behind`: the one whose present is the limit, though it could go on. */
export function commonMoment(
  a: Side,
  b: Side,
  at?: number,
): { readonly cuts: { readonly a: Cut; readonly b: Cut }; readonly behind: 'a' | 'b' | undefined } {
  const whole = ({ target, present }: Side): Cut => ({ target, present });
  if (at !== undefined) {
    const until = (side: Side): Cut => ({
      target: side.target,
      present: Math.min(side.present, positionAt(side.target, at)),
    });
    return { cuts: { a: until(a), b: until(b) }, behind: undefined };
  }
  const ends = {
    a: isOver(a) ? Number.POSITIVE_INFINITY : lastTime(a),
    b: isOver(b) ? Number.POSITIVE_INFINITY : lastTime(b),
  };
  if (ends.a < lastTime(b) || (ends.a === lastTime(b) && tied(a) < tied(b)))
    return { cuts: { a: whole(a), b: cutLike(b, a) }, behind: 'a' };
  if (ends.b < lastTime(a) || (ends.b === lastTime(a) && tied(b) < tied(a)))
    return { cuts: { a: cutLike(a, b), b: whole(b) }, behind: 'b' };
  return { cuts: { a: whole(a), b: whole(b) }, behind: undefined };
}

/** Nothing is left to happen after a side's present. */
export const isOver = ({ target, present }: Side): boolean =>
  present === target.world.journal.stageCount && target.world.queue.peek() < 0;

/** Whether the lesson's event number `event` (from 1) was an intervention: typed, or a fault that somebody made. */
export function isDoneFromOutside(target: Target, event: number): boolean {
  const { journal } = target.world;
  const root = rootOf(journal.eventCause(target.setupEvents + event - 1));
  const kind = root === undefined ? undefined : journal.root(root).kind;
  return kind === 'typed' || kind === 'fault';
}

/** How many events of the time of its last one a side has reached; what was done to it from outside is not counted. */
function tied(side: Side): number {
  const { journal } = side.target.world;
  const time = lastTime(side);
  let n = 0;
  for (let event = reached(side); event > 0; event--) {
    if (journal.eventTime(side.target.setupEvents + event - 1) < time) break;
    if (!isDoneFromOutside(side.target, event)) n++;
  }
  return n;
}

/** The longer side cut off where the shorter one stands: at its time, after as many events of that time. */
function cutLike(long: Side, short: Side): Cut {
  const { target } = long;
  const { journal } = target.world;
  const time = lastTime(short);
  let present = positionAt(target, time - 1);
  let left = tied(short);
  for (let event = eventsBefore(target, present) + 1; event <= reached(long); event++) {
    if (journal.eventTime(target.setupEvents + event - 1) > time) break;
    if (!isDoneFromOutside(target, event) && left-- === 0) break;
    present = journal.firstStage(target.setupEvents + event);
  }
  return { target, present: Math.min(long.present, Math.max(present, journal.firstStage(target.setupEvents))) };
}

/** The end of the last event that is not later than `at`. Times never go back, so halving finds it. */
function positionAt(target: Target, at: number): number {
  const { journal } = target.world;
  let low = target.setupEvents;
  let high = journal.eventCount;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (journal.eventTime(middle) <= at) low = middle + 1;
    else high = middle;
  }
  return journal.firstStage(low);
}
