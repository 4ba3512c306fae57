// A reason's arguments come back as they were given: numbers, strings, booleans, lists, in any shape, after a fork too.

import { describe, expect, test } from 'vitest';
import { type Args, Journal } from '../../src/journal/index.js';
import fc from '../property.js';
import { args, PATH, WORK } from './support.js';

const several: readonly Args[] = [
  {},
  { frame: 1 },
  { frame: 1, dev: 2 },
  { dev: 2, frame: 1 },
  { frame: 'one' },
  { frame: true },
  { frame: [1, 2, 3] },
  { frame: [] },
  { frame: -1.5 },
  { frame: 2 ** 48 + 1, text: 'a', flag: false, list: [7] },
  { frame: 1, extra: 'x' },
  { text: '' },
  { flag: true, flag2: false },
];

/** One event, one stage per reason; undefined for none. */
function noted(reasons: readonly (Args | undefined)[], journal = new Journal()): Journal {
  for (const [i, reason] of reasons.entries()) {
    journal.beginEvent(i, -1);
    if (i % 2 === 0) journal.note(WORK, i % 4 === 0 ? 'work.a' : 'work.b', reason);
    else journal.note(PATH, 'path.a', reason);
  }
  return journal;
}
const told = (journal: Journal, from = 0) =>
  Array.from({ length: journal.stageCount - from }, (_, i) => journal.stage(from + i).because.args);

describe('arguments of reasons', () => {
  test('every kind, several shapes for one message', () => {
    const journal = new Journal();
    for (let round = 0; round < 3; round++) {
      for (const reason of several) {
        journal.beginEvent(0, -1);
        journal.note(WORK, 'work.a', reason);
      }
    }
    expect(told(journal)).toEqual([...several, ...several, ...several]);
    expect(journal.stage(3).because.id).toBe('work.a');
    expect(Object.keys(journal.stage(3).because.args)).toEqual(['dev', 'frame']);
  });

  test('numberArg gives numbers only', () => {
    const journal = noted([{ frame: 5, text: 'x', flag: true, list: [1] }, undefined, { dev: 0 }]);
    expect(journal.numberArg(0, 'frame')).toBe(5);
    for (const key of ['text', 'flag', 'list', 'nothing']) expect(journal.numberArg(0, key)).toBeUndefined();
    expect(journal.numberArg(1, 'frame')).toBeUndefined();
    expect(journal.numberArg(2, 'dev')).toBe(0);
  });

  test('random ones, and after a fork', () => {
    fc.assert(
      fc.property(
        fc.array(args, { maxLength: 60 }),
        fc.array(args, { maxLength: 20 }),
        fc.nat(),
        (first, second, n) => {
          const journal = noted(first);
          const plain = (list: readonly (Args | undefined)[]) => list.map(reason => reason ?? {});
          expect(told(journal)).toEqual(plain(first));
          const p = n % (first.length + 1);
          const fork = noted(second, journal.fork(p));
          expect(told(fork)).toEqual([...plain(first).slice(0, p), ...plain(second)]);
          noted(second, journal);
          expect(told(journal)).toEqual([...plain(first), ...plain(second)]);
          expect(told(fork, p)).toEqual(plain(second));
        },
      ),
      { numRuns: 150 },
    );
  });

  test('more than any column had room for at first', () => {
    const reasons = Array.from({ length: 3000 }, (_, i): Args => ({ frame: i, text: `t${i % 7}`, list: [i, -i] }));
    const journal = noted(reasons);
    expect(told(journal)).toEqual(reasons);
    const fork = journal.fork(1500);
    expect(told(fork)).toEqual(reasons.slice(0, 1500));
    expect(told(noted(reasons, fork), 1500)).toEqual(reasons);
  });

  test('a message with very many arguments', () => {
    const wide: Args = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`k${i}`, i]));
    const journal = noted([wide, undefined, undefined, undefined, wide]);
    expect(journal.stage(0).because.args).toEqual(wide);
    expect(journal.stage(4).because.args).toEqual(wide);
  });
});
