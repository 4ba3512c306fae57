// Where to stop: breakpoints and watchpoints by command, and what is said when one is hit.
import type { MoveResult } from '../../debug/index.js';
import { filterSentence } from '../../export/index.js';
import type { Store } from '../store.js';
import { complain, say } from './say.js';

/** `break FILTER` */
export function addBreak(store: Store, expression: string): void {
  const point = store.session.breakpoints.add(expression);
  if (point.ok) say(store, 'ui.answer.break-set', { n: point.number, expression });
  else {
    const problem = filterSentence(store.lang, point);
    complain(store, 'ui.answer.bad-filter', { expression, column: point.start + 1, problem });
  }
}

/** `watch TABLE@NODE [KEY] [.COLUMN]` */
export function addWatch(store: Store, words: readonly string[]): void {
  const point = store.session.watchpoints.add(words);
  if (point.ok) say(store, 'ui.answer.watch-set', { n: point.number, what: point.text });
  else complain(store, 'ui.empty.find', { what: point.text || words.join(' ') || 'watch' });
}

/** `delete 2`, or all of them. */
export function deletePoints(store: Store, words: readonly string[]): void {
  const { breakpoints, watchpoints } = store.session;
  const all = [...breakpoints.list(), ...watchpoints.list()].map(p => p.number);
  const wanted = words.length === 0 ? all : words.map(Number);
  const gone = wanted.filter(n => breakpoints.delete(n) || watchpoints.delete(n));
  if (gone.length === 0) complain(store, 'ui.answer.no-points');
  else say(store, 'ui.answer.deleted', { count: gone.length });
}

/** `info` */
export function listPoints(store: Store): void {
  const points = [...store.session.breakpoints.list(), ...store.session.watchpoints.list()];
  if (points.length === 0) say(store, 'ui.answer.no-points');
  else store.update({ note: { text: points.map(p => `${p.number} ${p.text}`).join(' · '), kind: 'answer' } });
}

/** Says which point it was that stopped a run. Checkpoints speak for themselves: the lesson's text changes. */
export function sayHit(store: Store, { hits }: MoveResult): void {
  const hit = hits?.find(h => h.kind !== 'checkpoint');
  const n = hit?.stop.number;
  if (hit === undefined || n === undefined) return;
  const { breakpoints, watchpoints } = store.session;
  const text = [...breakpoints.list(), ...watchpoints.list()].find(p => p.number === n)?.text ?? '';
  if (hit.kind === 'breakpoint') say(store, 'ui.answer.break-hit', { n, expression: text });
  else say(store, 'tui.answer.watch-hit', { n, what: text });
}
