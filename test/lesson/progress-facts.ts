// Random records of progress, out of few ids, moments and dates, so that they often say different things of the same.

import { NO_PROGRESS, type Progress, recorded } from '../../src/lesson/index.js';
import type { ProgressEvent, Run } from '../../src/lesson/progress.js';
import fc from '../property.js';

export interface Happening {
  readonly lesson: string;
  readonly run: Run;
  readonly event: ProgressEvent;
  readonly date: string;
}

const id = fc.constantFrom('a', 'b', 'constructor', '__proto__');
const moment = fc.record({ event: fc.nat(2), stage: fc.nat(2), time: fc.constantFrom(0, 1500) });
const made = fc.constantFrom<readonly { event: number; what: { kind: 'drop'; frame: number } }[]>(
  [],
  [{ event: 1, what: { kind: 'drop', frame: 0 } }],
);
const answer = fc.constantFrom(['p1'], ['p2'], ['p1', 'p2']);

const event: fc.Arbitrary<ProgressEvent> = fc.oneof(
  fc.record({ kind: fc.constant('reached' as const), checkpoint: id, at: moment, changed: fc.boolean() }),
  fc
    .tuple(id, moment, answer, answer, fc.boolean(), made)
    .map(([checkpoint, at, given, happened, seen, made]): ProgressEvent => {
      const right = String(given) === String(happened);
      return { kind: 'answered', given: { checkpoint, ...at, answer: given, happened, right, seen }, made };
    }),
  fc
    .tuple(id, moment, fc.uniqueArray(fc.nat(2)), made, fc.boolean(), fc.constantFrom('x', 'y'))
    .map(([task, at, goals, made, solved, state]): ProgressEvent => {
      const done = goals.length === 3;
      return { kind: 'tried', tried: { task, ...at, goals, done, made, solved, state, fork: 0 } };
    }),
);

export const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.record({
    lesson: fc.constantFrom('arp', 'nat', 'constructor'),
    run: fc.record({ hash: fc.constantFrom('h1', 'h2'), seed: fc.nat(1) }),
    event,
    date: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:01.000Z', '2026-02-01T00:00:00.000Z'),
  }),
  { maxLength: 12 },
);

export const recordOf = (list: readonly Happening[]): Progress =>
  list.reduce((all, { lesson, run, event, date }) => recorded(all, lesson, run, event, date), NO_PROGRESS);
