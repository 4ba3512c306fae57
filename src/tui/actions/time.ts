// Moving in time: every move of the debugger, and what the screen says when a move ends otherwise than expected. Runs of
// unknown length go in slices, so that a key always gets through.
import type { MoveResult } from '../../debug/index.js';
import { formatTime, noFurther } from '../../export/index.js';
import { hasMessage } from '../../i18n/index.js';
import type { Ui } from '../state.js';
import type { Store } from '../store.js';
import { complain, say } from './say.js';
import { searchOn } from './search-on.js';
import { arrive } from './teach-focus.js';

/** Events in one slice of a run. */
const SLICE = 500;

/** After a move: what it changed lies between where the cursor was and where it is. */
export function moved(store: Store, result: MoveResult, telling: Ui['telling'], before = store.session.previous): void {
  const { ui } = store;
  if (result.end === 'refused') {
    const { code = '', args = {} } = result.problem ?? {};
    const id = [`what-if.${code}`, `branch.${code}`].find(known => hasMessage(store.lang, known));
    complain(store, id ?? code, args);
    return;
  }
  if (result.end === 'no-further') {
    say(store, ...noFurther(store.view.words, result));
    return;
  }
  const section = store.player.current()?.checkpoint.id;
  const scroll = section === ui.section ? ui.scroll : { ...ui.scroll, lesson: 0 };
  const { time: _event, chart: _row, follow: _hop, ...chosen } = ui.chosen;
  // Panels of moments show the one that was come to, not what was chosen before.
  const search = ui.search && { ...ui.search, at: undefined, nth: 0 };
  store.update({
    before,
    by: store.pressed,
    telling,
    section,
    scroll,
    chosen,
    search,
    focus: { ...ui.focus, frame: undefined },
    note: undefined,
  });
  if (result.end !== 'stopped') arrive(store);
  searchOn(store);
  if (result.end === 'start') say(store, 'ui.answer.at-start');
  const { wanted } = result;
  if (wanted !== undefined) say(store, 'ui.answer.past-end', { wanted, last: store.session.where().events });
  else if (result.end === 'end') say(store, 'ui.answer.at-end');
  sayHit(store, result);
}

/** Says which point it was that stopped a run. Checkpoints speak for themselves: the lesson's text changes. */
function sayHit(store: Store, { hits }: MoveResult): void {
  const hit = hits?.find(h => h.kind !== 'checkpoint');
  const n = hit?.stop.number;
  if (n === undefined) return;
  const { breakpoints, watchpoints } = store.session;
  const text = [...breakpoints.list(), ...watchpoints.list()].find(p => p.number === n)?.text ?? '';
  if (hit?.kind === 'breakpoint') say(store, 'ui.answer.break-hit', { n, expression: text });
  else say(store, 'tui.answer.watch-hit', { n, what: text });
}

/** The moves that take no argument, by their names in MOVES. */
export const MOVE_ACTIONS: Readonly<Record<string, (store: Store) => void>> = {
  step: store => moved(store, store.session.step(), 'stage'),
  'reverse-step': store => moved(store, store.session.reverseStep(), 'stage'),
  next: store => moved(store, store.session.next(), 'event'),
  'reverse-next': store => moved(store, store.session.reverseNext(), 'event'),
  hop: store => hop(store, 'hop'),
  'reverse-hop': store => hop(store, 'reverseHop'),
  continue: store => sliced(store, () => store.session.continue(SLICE), 'continue'),
  'reverse-continue': store => moved(store, store.session.reverseContinue(), 'stage'),
};

function hop(store: Store, way: 'hop' | 'reverseHop'): void {
  const { frame } = store.view;
  if (frame === undefined) {
    complain(store, 'ui.empty.frame', { key: 'n' });
    return;
  }
  const before = store.session.position;
  inSlices(store, 'goto', () => {
    const result = store.session[way](frame);
    if (result.end === 'stopped') return false;
    moved(store, result, 'stage', before);
    return true;
  });
}

/** A move that says `stopped` until it has come to its end. */
export function sliced(store: Store, move: () => MoveResult, what: 'continue' | 'goto' = 'goto'): void {
  const before = store.session.position;
  inSlices(store, what, () => {
    const result = move();
    moved(store, result, what === 'continue' ? 'stage' : 'event', before);
    return result.end !== 'stopped';
  });
}

/** Runs `slice` until it says that it is done, or a key stops it. */
export function inSlices(store: Store, what: 'continue' | 'goto', slice: () => boolean): void {
  stop(store);
  const turn = () => {
    store.stopRunning = undefined;
    let done = false;
    store.batch(() => {
      done = slice();
      store.update({ running: done ? undefined : what });
    });
    if (!done) store.stopRunning = store.later(turn, 0);
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

/** To a position that was reached before. */
export function gotoPosition(store: Store, position: number, telling: Ui['telling']): void {
  moved(store, store.session.gotoPosition(Math.min(position, store.session.present)), telling);
}

const UNITS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, m: 60e9 };

/** `12`, `1.5s`, `start`, `end`, `present`; false for anything else. */
export function goto(store: Store, word: string): boolean {
  const { session } = store;
  const before = session.position;
  if (word === 'start') moved(store, session.gotoStart(), 'event');
  else if (word === 'present') moved(store, session.gotoPresent(), 'event');
  else if (word === 'end') {
    inSlices(store, 'goto', () => {
      const result = session.run(SLICE);
      moved(store, result.end === 'end' ? { end: 'moved' } : result, 'event', before);
      return result.end === 'end';
    });
  } else if (/^\d+$/.test(word)) sliced(store, () => store.session.gotoEvent(Number(word), SLICE));
  else {
    const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*(ns|us|µs|ms|s|m)$/.exec(word) ?? [];
    if (digits === undefined || unit === undefined) return false;
    const time = Math.round(Number(digits) * (UNITS[unit] as number));
    sliced(store, () => store.session.gotoTime(time, SLICE));
    const at = session.where().time;
    // Shown with three decimals the two may look the same.
    if (store.ui.running === undefined && formatTime(at) !== formatTime(time))
      say(store, 'ui.prompt.between', { wanted: time, at });
  }
  return true;
}
