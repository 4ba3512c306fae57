// The record of what a learner has done: a set of facts. Merging loses nothing, in whatever order and however often it is
// done; where one fact counts it is the first.

import { describe, expect, test } from 'vitest';
import { answerIn, merged, NO_PROGRESS, own, readProgress, recorded, without } from '../../src/lesson/index.js';
import { doneIn, type ProgressEvent } from '../../src/lesson/progress.js';
import fc from '../property.js';
import { happenings, recordOf } from './progress-facts.js';

const RUN = { hash: 'h', seed: 1 };
const at = { event: 3, stage: 1, time: 1576 };
const said = (...answer: string[]): ProgressEvent => ({
  kind: 'answered',
  given: { checkpoint: 'request', answer, right: false, happened: ['p2'], ...at, seen: false },
  made: [],
});
const [early, late] = ['2026-01-01T08:00:00.000Z', '2026-01-02T08:00:00.000Z'];

describe('merging', () => {
  const records = happenings.map(recordOf);

  test('is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(records, records, records, (a, b, c) => {
        expect(merged(a, b)).toEqual(merged(b, a));
        expect(merged(merged(a, b), c)).toEqual(merged(a, merged(b, c)));
        expect(merged(a, a)).toEqual(a);
        expect(merged(a, NO_PROGRESS)).toEqual(a);
      }),
    );
  });

  test('two records made apart, merged, are the one record of all that happened, in any order', () => {
    fc.assert(
      fc.property(happenings, happenings, fc.nat(), (a, b, turn) => {
        const all = [...a, ...b];
        const turned = [...all.slice(turn % (all.length + 1)), ...all.slice(0, turn % (all.length + 1))];
        expect(merged(recordOf(a), recordOf(b))).toEqual(recordOf(turned));
      }),
    );
  });

  test('nothing that happened is lost: each answer, stop, goal and task is in the record, at its earliest date or before', () => {
    fc.assert(
      fc.property(happenings, happenings, (a, b) => {
        const record = merged(recordOf(a), recordOf(b));
        for (const { lesson, run, event, date } of [...a, ...b]) {
          const there = own(record.lessons, lesson)!;
          const same = (fact: { hash: string; seed: number; date: string }) =>
            fact.hash === run.hash && fact.seed === run.seed && fact.date <= date;
          if (event.kind === 'reached') expect(own(there.reached, event.checkpoint)!.some(same)).toBe(true);
          else if (event.kind === 'answered') {
            const kept = own(there.predictions, event.given.checkpoint)!.filter(same);
            expect(kept.map(fact => fact.answer)).toContainEqual(event.given.answer);
          } else {
            const task = own(there.tasks, event.tried.task)!;
            for (const goal of event.tried.goals) expect(own(task.goals, String(goal))!.some(same)).toBe(true);
            if (event.tried.done) expect(task.done.some(same)).toBe(true);
          }
        }
      }),
    );
  });

  test('is the same from a file: a record read back is that record', () => {
    fc.assert(
      fc.property(records, record => {
        // JSON.parse keeps a key called __proto__, zod drops it: no id of a lesson can be that.
        fc.pre(!JSON.stringify(record).includes('__proto__'));
        expect(readProgress(JSON.parse(JSON.stringify(record)))).toEqual(record);
      }),
    );
  });
});

describe('what counts', () => {
  test('of two answers the first, whichever record is merged into the other; both are kept', () => {
    const a = recorded(NO_PROGRESS, 'arp', RUN, said('p1'), late);
    const b = recorded(NO_PROGRESS, 'arp', RUN, said('p2'), early);
    for (const both of [merged(a, b), merged(b, a)]) {
      const record = own(both.lessons, 'arp')!;
      expect(answerIn(record, 'request', RUN)).toMatchObject({ answer: ['p2'], date: early, ...at });
      expect(own(record.predictions, 'request')).toHaveLength(2);
    }
  });

  test('an answer with another seed, or in another version of the lesson, is not one to this question', () => {
    const record = own(recorded(NO_PROGRESS, 'arp', RUN, said('p1'), early).lessons, 'arp')!;
    expect(answerIn(record, 'request', { hash: 'h', seed: 2 })).toBeUndefined();
    expect(answerIn(record, 'request', { hash: 'g', seed: 1 })).toBeUndefined();
    expect(answerIn(record, 'constructor', RUN)).toBeUndefined();
  });

  test("a task done by oneself, even when the lesson's solution was asked for before", () => {
    const tried = (solved: boolean): ProgressEvent => ({
      kind: 'tried',
      tried: { task: 'static', goals: [0], done: true, made: [], fork: 0, state: 'x', solved, ...at },
    });
    const shown = recorded(NO_PROGRESS, 'arp', RUN, tried(true), early);
    expect(doneIn(own(shown.lessons, 'arp')!, 'static')).toMatchObject({ solved: true });
    const both = recorded(shown, 'arp', RUN, tried(false), late);
    expect(doneIn(own(both.lessons, 'arp')!, 'static')).toMatchObject({ solved: false, date: late });
  });

  test('forgetting one lesson leaves the others', () => {
    const two = recorded(recorded(NO_PROGRESS, 'arp', RUN, said('p1'), early), 'nat', RUN, said('p1'), early);
    expect(Object.keys(without(two, 'arp').lessons)).toEqual(['nat']);
    expect(without(two)).toEqual(NO_PROGRESS);
  });
});

describe('what is no record', () => {
  const record = recorded(NO_PROGRESS, 'arp', RUN, said('p1'), early);
  test.each([
    ['nothing', null],
    ['another version', { ...record, version: 2 }],
    ['a key that this version does not know', { ...record, later: 1 }],
    ['a lesson that is none', { ...record, lessons: { arp: [] } }],
    ['a date that is none', JSON.parse(JSON.stringify(record).replaceAll(early, 'yesterday'))],
    ['an event before the first', JSON.parse(JSON.stringify(record).replaceAll('"event":3', '"event":-3'))],
  ])('%s', (_what, content) => {
    expect(readProgress(content)).toBeUndefined();
  });
});
