// Moving in time: every move of the debugger, and what the screen says when a move ends otherwise than expected. Runs of
// unknown length go in slices, so that a key always gets through.
import type { MoveResult } from '../../debug/index.js';
import { hasMessage } from '../../i18n/index.js';
import type { Store } from '../store.js';
import { sayHit } from './points.js';
import { complain, say } from './say.js';

/** Events in one slice of a run. */
const SLICE = 200;
/** Milliseconds between events while playing. */
const PLAY = 700;

/** After a move: what it changed lies between where the cursor was and where it is. */
export function moved(store: Store, result: MoveResult, before = store.session.previous): void {
  const { ui } = store;
  if (result.end === 'refused') {
    const { code = '', args = {} } = result.problem ?? {};
    const id = [`what-if.${code}`, `branch.${code}`].find(known => hasMessage(store.lang, known));
    complain(store, id ?? code, args);
    return;
  }
  store.update({ before, focus: { ...ui.focus, frame: undefined }, note: undefined });
  if (result.end === 'start') say(store, 'ui.answer.at-start');
  if (result.end === 'end') say(store, 'ui.answer.at-end');
  sayHit(store, result);
}

/** The moves that take no argument, by their names in MOVES. */
export const MOVE_ACTIONS: Readonly<Record<string, (store: Store) => void>> = {
  step: store => moved(store, store.session.step()),
  'reverse-step': store => moved(store, store.session.reverseStep()),
  next: store => moved(store, store.session.next()),
  'reverse-next': store => moved(store, store.session.reverseNext()),
  hop: store => hop(store, 'hop'),
  'reverse-hop': store => hop(store, 'reverseHop'),
  continue: store => {
    const before = store.session.position;
    inSlices(store, 'continue', () => {
      const result = store.session.continue(SLICE);
      moved(store, result, before);
      return result.end !== 'stopped';
    });
  },
  'reverse-continue': store => moved(store, store.session.reverseContinue()),
};

function hop(store: Store, way: 'hop' | 'reverseHop'): void {
  const { frame } = store.view;
  if (frame === undefined) {
    complain(store, 'ui.empty.frame', { key: 'n' });
    return;
  }
  const result = store.session[way](frame);
  if (result.end !== 'moved') {
    say(store, 'tui.hop.nowhere', { frame });
    return;
  }
  moved(store, result);
}

/** Runs `slice` until it says that it is done, or a key stops it. */
function inSlices(store: Store, what: 'continue' | 'goto', slice: () => boolean): void {
  stop(store);
  const turn = () => {
    store.stopRunning = undefined;
    const done = slice();
    if (done) {
      if (store.ui.running !== undefined) store.update({ running: undefined });
      return;
    }
    store.update({ running: what });
    store.stopRunning = store.later(turn, 0);
  };
  turn();
}

/** Ends a run, or playing. Says whether there was one. */
export function stop(store: Store): boolean {
  const running = store.ui.running !== undefined;
  store.stopRunning?.();
  store.stopRunning = undefined;
  if (running) store.update({ running: undefined });
  return running;
}

/** Event after event by itself. */
export function play(store: Store): void {
  if (stop(store)) return;
  const turn = () => {
    const result = store.session.next();
    moved(store, result);
    if (result.end === 'end') {
      stop(store);
      return;
    }
    store.update({ running: 'play' });
    store.stopRunning = store.later(turn, PLAY);
  };
  turn();
}

/** To a position that was reached before. */
export function gotoPosition(store: Store, position: number): void {
  moved(store, store.session.gotoPosition(Math.min(position, store.session.present)));
}

const UNITS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, m: 60e9 };

/** `12`, `1.5s`, `start`, `end`, `present`; false for anything else. */
export function goto(store: Store, word: string): boolean {
  const { session } = store;
  const before = session.position;
  if (word === 'start') moved(store, session.gotoStart());
  else if (word === 'present') moved(store, session.gotoPresent());
  else if (word === 'end') {
    inSlices(store, 'goto', () => {
      const result = session.run(SLICE);
      moved(store, result.end === 'end' ? { end: 'moved' } : result, before);
      return result.end === 'end';
    });
  } else if (/^\d+$/.test(word)) gotoEvent(store, Number(word), before);
  else {
    const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*(ns|us|µs|ms|s|m)$/.exec(word) ?? [];
    if (digits === undefined || unit === undefined) return false;
    gotoTime(store, Math.round(Number(digits) * (UNITS[unit] as number)), before);
  }
  return true;
}

function gotoEvent(store: Store, number: number, before: number): void {
  const { session } = store;
  inSlices(store, 'goto', () => {
    const events = session.journal.eventCount - session.target.setupEvents;
    const result = session.gotoEvent(Math.min(number, events + SLICE));
    moved(store, result, before);
    return result.end === 'end' || session.where().event >= number || number <= events;
  });
}

/** A hundredth of the way at a time. */
function gotoTime(store: Store, time: number, before: number): void {
  const { session } = store;
  const from = session.where().time;
  const piece = Math.max(1e6, Math.ceil((time - from) / 100));
  let at = from;
  inSlices(store, 'goto', () => {
    at = Math.min(time, at + piece);
    const wanted = time <= from ? time : at;
    moved(store, session.gotoTime(wanted), before);
    return wanted >= time || session.where().atEnd;
  });
}
