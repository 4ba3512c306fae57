// Where a learner left a lesson: the furthest stop they had come to, so that they can go on there. Known by the lesson's hash
// and the seed; where either is another one now, that is told with it.
import type { Lesson } from './lesson.js';
import { doneIn, type LessonProgress, own, type Run, sameRun } from './progress.js';

export interface Left {
  /** The furthest stop, and its place in the lesson, from 0; undefined: no stop that was reached is there any more. */
  readonly at: { readonly checkpoint: string; readonly index: number } | undefined;
  /** The lesson has changed since. */
  readonly changed: boolean;
  /** The seeds it was played with, where none is this one. */
  readonly seeds: readonly number[] | undefined;
  /** Ids of the tasks that were not done yet. */
  readonly open: readonly string[];
}

/** Undefined: the lesson was never begun. */
export function leftAt({ checkpoints, tasks }: Lesson, record: LessonProgress, run: Run): Left | undefined {
  const facts = Object.entries(record.reached).flatMap(([checkpoint, all]) =>
    all.map(fact => ({ ...fact, checkpoint })),
  );
  const same = facts.filter(fact => sameRun(fact, run));
  const here = facts.filter(fact => fact.hash === run.hash);
  const counting = same.length > 0 ? same : here.length > 0 ? here : facts;
  if (counting.length === 0) return undefined;
  const index = checkpoints.findLastIndex(({ id }) => counting.some(fact => fact.checkpoint === id));
  const checkpoint = checkpoints[index]?.id;
  const changed = here.length === 0;
  const seeds = [...new Set(counting.map(({ seed }) => seed))].sort((a, b) => a - b);
  return {
    at: checkpoint === undefined ? undefined : { checkpoint, index },
    changed,
    seeds: seeds.includes(run.seed) ? undefined : seeds,
    open: tasks
      .filter(({ id }) => own(record.tasks, id) === undefined || doneIn(record, id) === undefined)
      .map(({ id }) => id),
  };
}
