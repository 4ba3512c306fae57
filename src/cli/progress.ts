// `netstep progress` and `netstep next`: how far one is, and where to go on.
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
import { join, packagedLessons, readText } from '../platform/files.js';
import { findLesson, lessonIds } from './lessons.js';
import { complain, print, UserError } from './output.js';
import { type Env, ProgressFile } from './progress-file.js';

const curriculum = (): Curriculum =>
  curriculumOf(readText(join(packagedLessons(import.meta.url), 'curriculum.yaml')), lessonIds());

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
    lines.push(`${mark(one)} ${one.id.padEnd(14)} ${title}`, `  ${''.padEnd(14)} ${counts(one, lang)}`);
  }
  const next = summary.next === null ? t('progress.all-finished') : t('progress.next', { lesson: summary.next });
  return [...lines, '', next];
}

/** Signs, not colours: finished, begun, untouched. */
function mark(lesson: LessonSummary): string {
  if (lesson.finished !== null) return '✓';
  const { checkpoints, tasks } = lesson;
  return checkpoints.some(point => point.reached !== null) || tasks.some(task => task.done !== null) ? '▶' : '·';
}

/** `stops 5 of 16 · predictions 2 of 3, 1 right · tasks 0 of 2: static, silent` */
function counts({ known, checkpoints, tasks }: LessonSummary, lang: Lang): string {
  const t = (id: string, args: Record<string, unknown>) => message(lang, id, args);
  const reached = checkpoints.filter(point => point.reached !== null).length;
  const asked = checkpoints.flatMap(({ prediction }) => (prediction === null ? [] : [prediction]));
  const given = asked.flatMap(({ answer }) => (answer === null ? [] : [answer]));
  const done = tasks.filter(task => task.done !== null).length;
  const of = (n: number) => (known ? { m: n } : {});
  const parts = [t('progress.stops', { n: reached, ...of(checkpoints.length), known })];
  if (asked.length > 0) {
    const right = given.filter(answer => answer.right).length;
    parts.push(
      t('progress.predictions', { n: given.length, ...of(asked.length), known, right, any: given.length > 0 }),
    );
  }
  const open = known ? tasks.filter(task => task.done === null).map(({ id }) => id) : [];
  if (tasks.length > 0) parts.push(t('progress.tasks', { n: done, ...of(tasks.length), known, open }));
  return parts.join(' · ');
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
