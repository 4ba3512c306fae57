// How far a learner is in which lesson, and which comes next: what `netstep progress --json` prints, and its schema. Read
// progress.ts first.
import * as z from 'zod';
import type { Lesson } from './lesson.js';
import { type Course, lessonsOf } from './library.js';
import {
  type AnswerFact,
  type DoneFact,
  doneIn,
  type Fact,
  type LessonProgress,
  NOTHING_DONE,
  own,
  type Progress,
} from './progress.js';
import { answered, moment } from './progress-schema.js';

const seed = z.int().min(0);
const at = { ...moment, seed };
export const summarySchema = z.strictObject({
  version: z.literal(1),
  next: z.string().nullable().describe('Id of the lesson to go on with; null when all are finished'),
  lessons: z.array(
    z.strictObject({
      id: z.string(),
      known: z.boolean().describe('false: the record has it, but no such lesson comes with netstep'),
      finished: moment.date.nullable().describe('When nothing of it was left to do'),
      checkpoints: z.array(
        z.strictObject({
          id: z.string(),
          reached: z.strictObject(at).nullable(),
          prediction: z
            .strictObject({
              answer: z
                .strictObject({ ...at, ...answered })
                .nullable()
                .describe('The first answer'),
            })
            .nullable()
            .describe('null: nothing is asked there'),
        }),
      ),
      tasks: z.array(
        z.strictObject({
          id: z.string(),
          goals: z.array(z.strictObject(at).nullable()).describe('When each goal was first seen to hold'),
          done: z
            .strictObject({ ...at, solved: z.boolean().describe("The lesson's own solution was asked for") })
            .nullable(),
        }),
      ),
    }),
  ),
});
export type Summary = z.infer<typeof summarySchema>;
/** Its JSON Schema. */
export const summaryJsonSchema = (): object => z.toJSONSchema(summarySchema);
export type LessonSummary = Summary['lessons'][number];

/** Whether nothing of a lesson is left to do: every stop reached, every task done. Predictions may be left out. */
export const allDone = (lesson: Lesson, record: LessonProgress): boolean =>
  lesson.checkpoints.every(({ id }) => own(record.reached, id) !== undefined) &&
  lesson.tasks.every(({ id }) => doneIn(record, id) !== undefined);

/** The record, with the lesson marked as finished when it is so for the first time. */
export function settled(progress: Progress, lesson: Lesson, date: string): Progress {
  const record = own(progress.lessons, lesson.id);
  if (record === undefined || record.finished !== undefined || !allDone(lesson, record)) return progress;
  const finished = { ...record, finished: { hash: lesson.hash, date } };
  return { ...progress, lessons: { ...progress.lessons, [lesson.id]: finished } };
}

/** Every lesson there is, in order, then those that only the record has. */
export function summaryOf(lessons: readonly Lesson[], progress: Progress, curriculum: Curriculum): Summary {
  const ids = new Set(lessons.map(({ id }) => id));
  const others = Object.keys(progress.lessons).filter(id => !ids.has(id));
  return {
    version: 1,
    next:
      nextOf(
        lessons.map(({ id }) => id),
        progress,
        curriculum,
      ) ?? null,
    lessons: [
      ...lessons.map(lesson => lessonSummary(lesson.id, own(progress.lessons, lesson.id) ?? NOTHING_DONE, lesson)),
      ...others.map(id => lessonSummary(id, own(progress.lessons, id)!)),
    ],
  };
}

function lessonSummary(id: string, record: LessonProgress, lesson?: Lesson): LessonSummary {
  const checkpoints = lesson?.checkpoints.map(point => ({ id: point.id, asks: point.predict !== undefined }));
  const recorded = [...new Set([...Object.keys(record.reached), ...Object.keys(record.predictions)])];
  const tasks = lesson?.tasks.map(task => ({ id: task.id, goals: task.goals.length }));
  return {
    id,
    known: lesson !== undefined,
    finished: record.finished?.date ?? null,
    checkpoints: (checkpoints ?? recorded.map(id => ({ id, asks: own(record.predictions, id) !== undefined }))).map(
      ({ id, asks }) => {
        const [reached, answer] = [own(record.reached, id)?.[0], own(record.predictions, id)?.[0]];
        const prediction = asks ? { answer: answer === undefined ? null : answerOf(answer) } : null;
        return { id, reached: reached === undefined ? null : where(reached), prediction };
      },
    ),
    tasks: (tasks ?? Object.keys(record.tasks).map(id => ({ id, goals: 0 }))).map(({ id, goals }) => {
      const held = own(record.tasks, id)?.goals ?? {};
      const done = doneIn(record, id);
      const first = Array.from({ length: goals }, (_, i) => own(held, String(i))?.[0]);
      return {
        id,
        goals: first.map(fact => (fact === undefined ? null : where(fact))),
        done: done === undefined ? null : doneOf(done),
      };
    }),
  };
}

const where = ({ event, stage, time, date, seed }: Fact) => ({ event, stage, time, date, seed });
const answerOf = ({ answer, right, happened, seen, ...at }: AnswerFact) => ({
  ...where(at),
  answer: [...answer],
  right,
  happened: [...happened],
  seen,
});
const doneOf = ({ solved, ...at }: DoneFact) => ({ ...where(at), solved });

/** Lessons in the order of the curriculum, and what each wants done before. */
export interface Curriculum {
  readonly order: readonly string[];
  readonly needs: Readonly<Record<string, readonly string[]>>;
}

/** The order of a course for the lessons there are. Those that it does not name come after; without one all do, as listed. */
export function curriculumOf(course: Course | undefined, ids: readonly string[]): Curriculum {
  const named = course === undefined ? [] : lessonsOf(course);
  const order = [...new Set([...named.map(({ id }) => id), ...ids])].filter(id => ids.includes(id));
  return { order, needs: Object.fromEntries(named.map(({ id, needs }) => [id, needs])) };
}

/** The first lesson that is not finished and wants none before it that is not; undefined when all are finished. */
export function nextOf(ids: readonly string[], progress: Progress, { order, needs }: Curriculum): string | undefined {
  const finished = (id: string) => own(progress.lessons, id)?.finished !== undefined;
  const open = order.filter(id => ids.includes(id) && !finished(id));
  return open.find(id => (own(needs, id) ?? []).every(need => !ids.includes(need) || finished(need))) ?? open[0];
}

export type Standing = 'done' | 'begun' | 'untouched';

/** How far one is, in a word: begun where a stop was reached, a question answered or a task done. */
export function standingOf({ finished, checkpoints, tasks }: LessonSummary): Standing {
  if (finished !== null) return 'done';
  const met = checkpoints.some(point => point.reached !== null || (point.prediction?.answer ?? null) !== null);
  return met || tasks.some(task => task.done !== null) ? 'begun' : 'untouched';
}

/** Predictions: how many are asked, were answered, and were right. */
export function predictionsOf({ checkpoints }: LessonSummary): { asked: number; answered: number; right: number } {
  const asked = checkpoints.flatMap(({ prediction }) => (prediction === null ? [] : [prediction]));
  const answers = asked.flatMap(({ answer }) => (answer === null ? [] : [answer]));
  return { asked: asked.length, answered: answers.length, right: answers.filter(answer => answer.right).length };
}
