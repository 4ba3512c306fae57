// How far one is and what comes next, in the curriculum's order.
import { describe, expect, test } from 'vitest';
import {
  type Curriculum,
  curriculumOf,
  NO_PROGRESS,
  nextOf,
  type Progress,
  settled,
  summaryOf,
} from '../../src/lesson/index.js';
import { summarySchema } from '../../src/lesson/progress-summary.js';
import { Learner, playedArp } from './progress-play.js';

const BOTH = { en: 'Links', 'zh-CN': '链路' };
const DATE = '2026-03-01T00:00:00.000Z';
const plan = (order: string[], needs: Curriculum['needs'] = {}): Curriculum => ({ order, needs });
const finished = (...ids: string[]): Progress => ({
  version: 1,
  lessons: Object.fromEntries(
    ids.map(id => [id, { reached: {}, predictions: {}, tasks: {}, finished: { hash: 'h', date: DATE } }]),
  ),
});

describe('a lesson is finished', () => {
  const { progress, open } = playedArp();

  test('when every stop was reached and every task done; predictions may be left out', () => {
    expect(settled(progress, open.lesson, DATE)).toBe(progress);
    const learner = new Learner('arp');
    learner.does(({ session }) => session.run(100_000));
    expect(settled(learner.progress, open.lesson, DATE)).toBe(learner.progress);
    for (const task of open.lesson.tasks) {
      learner.does(({ session }) => session.branches.toTrunk());
      learner.does(({ session }) => session.gotoEvent(4));
      learner.does(({ player }) => player.tasks.begin(task));
      learner.does(({ player }) => player.tasks.solve(task));
      learner.does(({ player }) => player.tasks.try(task));
    }
    const done = settled(learner.progress, open.lesson, DATE);
    expect(done.lessons.arp!.finished).toEqual({ hash: open.lesson.hash, date: DATE });
    expect(settled(done, open.lesson, '2027-01-01T00:00:00.000Z')).toBe(done);
    expect(nextOf(['arp'], done, plan(['arp']))).toBeUndefined();
  });

  test('and the summary tells what is open', () => {
    const summary = summaryOf([open.lesson], progress, plan(['arp']));
    expect(summary).toMatchObject({ version: 1, next: 'arp', lessons: [{ id: 'arp', known: true, finished: null }] });
    const [{ checkpoints, tasks }] = summary.lessons as [(typeof summary.lessons)[0]];
    expect(checkpoints.map(({ id }) => id)).toEqual(open.lesson.checkpoints.map(({ id }) => id));
    expect(checkpoints.filter(({ reached }) => reached !== null).map(({ id }) => id)).toEqual([
      'miss',
      'request',
      'flood',
      'answer',
    ]);
    expect(checkpoints[1]).toMatchObject({ prediction: { answer: { answer: ['p1', 'p2'], right: false, event: 3 } } });
    expect(tasks).toMatchObject([
      { id: 'static', done: { solved: true } },
      { id: 'silent', done: { solved: false }, goals: [{ event: 7 }] },
    ]);
    expect(summarySchema.safeParse(summary)).toMatchObject({ success: true });
  });

  test('a lesson that only the record knows is told with what the record knows', () => {
    const summary = summaryOf([], progress, plan([]));
    expect(summary.lessons).toMatchObject([
      { id: 'arp', known: false, checkpoints: { length: 4 }, tasks: { length: 2 } },
    ]);
    expect(summarySchema.safeParse(summary)).toMatchObject({ success: true });
  });
});

describe('what comes next', () => {
  const ids = ['a', 'b', 'c'];
  test.each([
    ['the first', NO_PROGRESS, plan(['c', 'a', 'b']), 'c'],
    ['not what is finished', finished('c'), plan(['c', 'a', 'b']), 'a'],
    ['not what wants something before it', NO_PROGRESS, plan(ids, { a: ['c'] }), 'b'],
    ['once that is finished, it', finished('c'), plan(ids, { a: ['c'] }), 'a'],
    ['what wants a lesson that there is not', NO_PROGRESS, plan(ids, { a: ['gone'] }), 'a'],
    ['one of two that want each other, not none', finished('c'), plan(ids, { a: ['b'], b: ['a'] }), 'a'],
    ['nothing', finished(...ids), plan(ids), undefined],
  ])('is %s', (_what, progress, curriculum, next) => {
    expect(nextOf(ids, progress, curriculum)).toBe(next);
  });
});

describe('the curriculum', () => {
  test('gives the order of its chapters; lessons it does not name come after', () => {
    const lesson = (id: string, needs: string[] = []) => ({ id, needs, minutes: 5, protocols: [] });
    const chapter = (id: string, lessons: ReturnType<typeof lesson>[]) => {
      return { id, title: BOTH, about: BOTH, lessons };
    };
    const chapters = [chapter('links', [lesson('c'), lesson('a', ['c'])]), chapter('more', [lesson('gone')])];
    const plan = curriculumOf({ format: 1, chapters, layers: [] }, ['a', 'b', 'c']);
    expect(plan).toMatchObject({ order: ['c', 'a', 'b'], needs: { a: ['c'] } });
  });
  test('where there is none is the order of the list', () => {
    expect(curriculumOf(undefined, ['a', 'b'])).toEqual({ order: ['a', 'b'], needs: {} });
  });
});
