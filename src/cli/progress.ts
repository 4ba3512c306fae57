// `netstep progress` and `netstep next`: how far one is, and where to go on.
import { progressCounts, progressSign } from '../export/index.js';
import { type Lang, message } from '../i18n/index.js';
import {
  type Curriculum,
  curriculumOf,
  type Lesson,
  type LessonProgress,
  type LessonSummary,
  NO_PROGRESS,
  nearest,
  nextOf,
  own,
  type Summary,
  summaryJsonSchema,
  summaryOf,
  without,
} from '../lesson/index.js';
import { findLesson, lessonIds, library } from './lessons.js';
import { complain, print, UserError } from './output.js';
import { type Env, ProgressFile } from './progress-file.js';

const curriculum = (): Curriculum => curriculumOf(library()?.course, lessonIds());

/** How far one is in each of the lessons. What can't be read counts as not done; `notes`: what is to be said of that. */
export function standings(
  lessons: readonly Lesson[],
  lang: Lang,
  env: Env,
): { lessons: ReadonlyMap<string, LessonSummary>; notes: readonly string[] } {
  const file = new ProgressFile(env, lang);
  const notes: string[] = [];
  let progress = NO_PROGRESS;
  try {
    progress = file.read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    notes.push(error.message);
  }
  const summary = summaryOf(lessons, progress, curriculum());
  return { lessons: new Map(summary.lessons.map(one => [one.id, one])), notes: [...file.notes, ...notes] };
}

export async function printProgress(json: boolean, lang: Lang, env: Env): Promise<void> {
  const file = new ProgressFile(env, lang);
  const progress = file.read();
  for (const note of file.notes) complain(lang, note);
  const plan = curriculum();
  const lessons = plan.order.map(id => findLesson(id, lang));
  const summary = summaryOf(lessons, progress, plan);
  if (json) return print(JSON.stringify(summary, null, 2));
  for (const line of summaryLines(summary, lessons, lang)) await print(line);
}

/** The JSON Schema of what `--json` prints. */
export async function printSchema(): Promise<void> {
  await print(JSON.stringify(summaryJsonSchema(), null, 2));
}

export function summaryLines(summary: Summary, lessons: readonly Lesson[], lang: Lang): string[] {
  const t = (id: string, args: Record<string, unknown> = {}) => message(lang, id, args);
  const lines = [t('progress.title')];
  for (const one of summary.lessons) {
    const title = lessons.find(({ id }) => id === one.id)?.prose[lang].title ?? t('progress.unknown-lesson');
    lines.push(`${progressSign(one)} ${one.id.padEnd(14)} ${title}`, `  ${''.padEnd(14)} ${progressCounts(one, lang)}`);
  }
  const next = summary.next === null ? t('progress.all-finished') : t('progress.next', { lesson: summary.next });
  return [...lines, '', next];
}

export async function resetProgress(name: string, lang: Lang, env: Env): Promise<void> {
  const file = new ProgressFile(env, lang);
  const t = (id: string, args: Record<string, unknown> = {}) => message(lang, id, args);
  const wanted = name === 'all' ? undefined : name.replace(/^lessons?\//, '').replace(/\/$/, '');
  let removed: [string, LessonProgress][] = [];
  const there = file.read();
  if (wanted !== undefined && own(there.lessons, wanted) === undefined && !lessonIds().includes(wanted)) {
    const near = nearest(wanted, [...lessonIds(), ...Object.keys(there.lessons)]);
    throw new UserError(t('progress.reset-unknown', { name, near }), t('progress.reset-unknown.mend'));
  }
  file.update(progress => {
    removed = Object.entries(progress.lessons).filter(([id]) => wanted === undefined || id === wanted);
    return removed.length === 0 ? progress : without(progress, wanted);
  });
  for (const note of file.notes) complain(lang, note);
  for (const [lesson, record] of removed) await print(t('progress.removed', { lesson, ...sizes(record) }));
  if (removed.length === 0) await print(t('progress.removed-none', { lesson: wanted ?? 'all' }));
}

const sizes = (record: LessonProgress) => ({
  stops: Object.keys(record.reached).length,
  answers: Object.values(record.predictions).reduce((n, answers) => n + answers.length, 0),
  tasks: Object.values(record.tasks).filter(({ done }) => done.length > 0).length,
});

export async function nextCommand(lang: Lang, env: Env, open: (name: string) => Promise<void>): Promise<void> {
  const file = new ProgressFile(env, lang);
  let progress = NO_PROGRESS;
  try {
    progress = file.read();
  } catch (error) {
    // What can't be read counts as not done: a lesson is opened all the same.
    if (!(error instanceof UserError)) throw error;
    complain(lang, error.message);
  }
  for (const note of file.notes) complain(lang, note);
  const next = nextOf(lessonIds(), progress, curriculum());
  return next === undefined ? print(message(lang, 'progress.all-finished')) : open(next);
}
