// Playing: one step after the other by itself, an event or a stage each. Between two steps nothing is run: a pause stops at
// what the screen shows.
import type { MoveResult } from '../../debug/index.js';
import { FASTEST, type PlayUnit, SLOWEST, SPEEDS } from '../look.js';
import type { Store } from '../store.js';
import { openQuestion } from '../teach.js';
import { moved, stop } from './time.js';

/** Begins to play, or pauses. */
export function play(store: Store): void {
  if (!stop(store)) turn(store);
}

function turn(store: Store): void {
  const { session, ui } = store;
  store.stopRunning = undefined;
  const before = session.position;
  const result = ui.unit === 'event' ? oneEvent(store) : session.step();
  moved(store, result, result.end === 'checkpoint' ? 'stage' : ui.unit, before);
  // What is asked waits for an answer, or for the key that goes on without.
  const asks = openQuestion(store.view) !== undefined;
  const ended = ['end', 'refused', 'breakpoint', 'watchpoint'].includes(result.end);
  if (asks || ended) {
    stop(store);
    return;
  }
  store.update({ running: 'play' });
  wait(store);
}

/** To the end of this event or of the next one, or to a question within it that must not be run over. */
function oneEvent({ session, player }: Store): MoveResult {
  const { stage, stages, atPresent } = session.where();
  if (!atPresent) return session.next();
  let result = session.continue(stage < stages ? 0 : 1);
  while (result.end === 'checkpoint') {
    const asked = player.predictions.asked();
    const where = session.where();
    if (asked !== undefined && asked.given === undefined) return result;
    if (where.stage === where.stages) return { end: 'moved' };
    result = session.continue(0);
  }
  return result.end === 'stopped' ? { ...result, end: 'moved' } : result;
}

function wait(store: Store): void {
  store.stopRunning = store.later(() => turn(store), 1000 / store.ui.speed);
}

/** Steps a second; counts from now on where it plays. */
export function setSpeed(store: Store, speed: number): void {
  const bounded = Math.max(SLOWEST, Math.min(FASTEST, speed));
  store.look.speed = bounded;
  store.update({ speed: bounded });
  if (store.ui.running !== 'play') return;
  store.stopRunning?.();
  wait(store);
}

/** To the next speed of the ladder. */
export function faster(store: Store, way: 1 | -1): void {
  const { speed } = store.ui;
  const next = way > 0 ? SPEEDS.find(s => s > speed) : SPEEDS.findLast(s => s < speed);
  setSpeed(store, next ?? speed);
}

export function setUnit(store: Store, unit: PlayUnit): void {
  store.look.unit = unit;
  store.update({ unit });
}
