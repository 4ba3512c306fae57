// What a learner has done in the lessons, as data: facts, each with the moment in the lesson and the date it happened at.
// A record is a set of facts, so that records merge without loss, in any order and as often as one likes; where only one
// may count, it is the first. Pure: dates are handed in, files are somebody else's. progress-watch.ts makes the events.
import type { Made } from '../debug/index.js';
import type { Answer } from './predict/index.js';
import type { Given } from './predictions.js';
import { canonical } from './progress-canonical.js';
import type { TaskTried } from './progress-tasks.js';

export const PROGRESS_VERSION = 1;

/** Which course of a lesson: its file (`Lesson.hash`) and the seed. Answers to one need not be answers to another. */
export interface Run {
  readonly hash: string;
  readonly seed: number;
}

/** A fact: where in the lesson (event from 1, stage of it, virtual ns), and when (ISO 8601, UTC). */
export interface Fact extends Run {
  readonly event: number;
  readonly stage: number;
  readonly time: number;
  readonly date: string;
}

/** A checkpoint that was come to. `changed`: something had been done to the network before. */
export interface ReachedFact extends Fact {
  readonly changed: boolean;
}

/** An answer to a prediction. `made`: what had been done to the network before. */
export interface AnswerFact extends Fact {
  readonly answer: Answer;
  readonly right: boolean;
  readonly happened: Answer;
  readonly seen: boolean;
  readonly made: readonly Made[];
}

/**
 * A task whose goals all held. `made`: everything done in its branch from the lesson's start on, the setting up included;
 * with the lesson and the seed it gives the branch again. `fork`: the event after which the branch began; `state`: hash
 * of the state there; `solved`: the lesson's own solution was asked for.
 */
export interface DoneFact extends Fact {
  readonly made: readonly Made[];
  readonly fork: number;
  readonly state: string;
  readonly solved: boolean;
}

export interface TaskProgress {
  /** By the goal's place in the task, from 0: when it was first seen to hold. */
  readonly goals: Readonly<Record<string, readonly Fact[]>>;
  readonly done: readonly DoneFact[];
}

/** By the ids of checkpoints and tasks; lists are in order of date. */
export interface LessonProgress {
  readonly reached: Readonly<Record<string, readonly ReachedFact[]>>;
  readonly predictions: Readonly<Record<string, readonly AnswerFact[]>>;
  readonly tasks: Readonly<Record<string, TaskProgress>>;
  /** When nothing of the lesson was left to do. */
  readonly finished?: { readonly hash: string; readonly date: string } | undefined;
}

export interface Progress {
  readonly version: typeof PROGRESS_VERSION;
  /** By the id of the lesson. */
  readonly lessons: Readonly<Record<string, LessonProgress>>;
}

export type ProgressEvent =
  | { readonly kind: 'reached'; readonly checkpoint: string; readonly at: Moment; readonly changed: boolean }
  | { readonly kind: 'answered'; readonly given: Given; readonly made: readonly Made[] }
  | { readonly kind: 'tried'; readonly tried: TaskTried };

type Moment = Pick<Fact, 'event' | 'stage' | 'time'>;

export const NO_PROGRESS: Progress = { version: PROGRESS_VERSION, lessons: {} };
export const NOTHING_DONE: LessonProgress = { reached: {}, predictions: {}, tasks: {} };

/** The record with one more event in it. */
export function recorded(progress: Progress, lesson: string, run: Run, event: ProgressEvent, date: string): Progress {
  return merged(progress, { version: PROGRESS_VERSION, lessons: { [lesson]: alone(run, event, date) } });
}

/** An event as a record of its own. */
function alone({ hash, seed }: Run, event: ProgressEvent, date: string): LessonProgress {
  const fact = ({ event, stage, time }: Moment): Fact => ({ hash, seed, event, stage, time, date });
  if (event.kind === 'reached') {
    const { checkpoint, at, changed } = event;
    return { ...NOTHING_DONE, reached: { [checkpoint]: [{ ...fact(at), changed }] } };
  }
  if (event.kind === 'answered') {
    const { checkpoint, answer, right, happened, seen } = event.given;
    const kept: AnswerFact = { ...fact(event.given), answer, right, happened, seen, made: event.made };
    return { ...NOTHING_DONE, predictions: { [checkpoint]: [kept] } };
  }
  const { task, goals, done, made, fork, state, solved } = event.tried;
  const at = fact(event.tried);
  const held = Object.fromEntries(goals.map(goal => [String(goal), [at]]));
  return {
    ...NOTHING_DONE,
    tasks: { [task]: { goals: held, done: done ? [{ ...at, made, fork, state, solved }] : [] } },
  };
}

/** Everything that is in either record. */
export function merged(a: Progress, b: Progress): Progress {
  return { version: PROGRESS_VERSION, lessons: both(a.lessons, b.lessons, mergedLesson) };
}

function mergedLesson(a: LessonProgress, b: LessonProgress): LessonProgress {
  const dates = [a.finished, b.finished].filter(each => each !== undefined).sort(order);
  return {
    reached: both(
      a.reached,
      b.reached,
      union(({ hash, seed, changed }) => ({ hash, seed, changed })),
    ),
    predictions: both(
      a.predictions,
      b.predictions,
      union(({ date, ...rest }) => rest),
    ),
    tasks: both(a.tasks, b.tasks, mergedTask),
    ...(dates[0] === undefined ? {} : { finished: dates[0] }),
  };
}

const mergedTask = (a: TaskProgress, b: TaskProgress): TaskProgress => ({
  goals: both(
    a.goals,
    b.goals,
    union(({ hash, seed }) => ({ hash, seed })),
  ),
  done: union<DoneFact>(({ hash, seed, made, solved }) => ({ hash, seed, made, solved }))(a.done, b.done),
});

type Dict<T> = Readonly<Record<string, T>>;

function both<T>(a: Dict<T>, b: Dict<T>, merge: (a: T, b: T) => T): Dict<T> {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  const one = (key: string): T => {
    const [x, y] = [own(a, key), own(b, key)];
    return x === undefined ? (y as T) : y === undefined ? x : merge(x, y);
  };
  return Object.fromEntries(keys.map(key => [key, one(key)]));
}

/** Ids are an author's: one may be called `constructor`. */
export function own<T>(dict: Dict<T>, key: string): T | undefined {
  return Object.hasOwn(dict, key) ? dict[key] : undefined;
}

/** Sets of facts; of those that are the same by `identity` the first stays. */
function union<T extends { date: string }>(identity: (fact: T) => object) {
  return (a: readonly T[], b: readonly T[]): readonly T[] => {
    const kept = new Map<string, T>();
    for (const fact of [...a, ...b].sort(order)) {
      const key = canonical(identity(fact));
      if (!kept.has(key)) kept.set(key, fact);
    }
    return [...kept.values()];
  };
}

/** By date; facts of one moment have an order too, or which one counts would depend on who was merged into whom. */
function order(a: { date: string }, b: { date: string }): number {
  const [x, y] = [a, b].map(fact => `${fact.date} ${canonical(fact)}`) as [string, string];
  return x < y ? -1 : x > y ? 1 : 0;
}

export const sameRun = (a: Run, b: Run): boolean => a.hash === b.hash && a.seed === b.seed;

/** The answer that counts in a run: the first. */
export const answerIn = (record: LessonProgress, checkpoint: string, run: Run): AnswerFact | undefined =>
  own(record.predictions, checkpoint)?.find(fact => sameRun(fact, run));

/** The way a task was done that counts: the first of one's own, else the first. */
export function doneIn(record: LessonProgress, task: string, run?: Run): DoneFact | undefined {
  const all = (own(record.tasks, task)?.done ?? []).filter(fact => run === undefined || sameRun(fact, run));
  return all.find(fact => !fact.solved) ?? all[0];
}

/** Without a lesson; without any when none is named. */
export function without(progress: Progress, lesson?: string): Progress {
  const rest = Object.entries(progress.lessons).filter(([id]) => lesson !== undefined && id !== lesson);
  return { version: PROGRESS_VERSION, lessons: Object.fromEntries(rest) };
}
