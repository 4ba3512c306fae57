// What is told of how far somebody is in a lesson: a sign, not a colour, and counts.
import { type Lang, message } from '../i18n/index.js';
import { type LessonSummary, predictionsOf, type Standing, standingOf } from '../lesson/index.js';

const SIGNS: Readonly<Record<Standing, string>> = { done: '✓', begun: '▶', untouched: '·' };

/** Finished, begun, untouched. */
export const progressSign = (lesson: LessonSummary): string => SIGNS[standingOf(lesson)];

/** `2/3`: predictions right, of those answered; '' where nothing was. */
export function predictionMark(lesson: LessonSummary): string {
  const { answered, right } = predictionsOf(lesson);
  return answered === 0 ? '' : `${right}/${answered}`;
}

/** `stops 5 of 16 · predictions 2 of 3, 1 right · tasks 0 of 2; open: static, silent` */
export function progressCounts(lesson: LessonSummary, lang: Lang): string {
  const { known, checkpoints, tasks } = lesson;
  const t = (id: string, args: Record<string, unknown>) => message(lang, id, args);
  const reached = checkpoints.filter(point => point.reached !== null).length;
  const done = tasks.filter(task => task.done !== null).length;
  const of = (n: number) => (known ? { m: n } : {});
  const parts = [t('progress.stops', { n: reached, ...of(checkpoints.length), known })];
  const { asked, answered, right } = predictionsOf(lesson);
  if (asked > 0) parts.push(t('progress.predictions', { n: answered, ...of(asked), known, right, any: answered > 0 }));
  const open = known ? tasks.filter(task => task.done === null).map(({ id }) => id) : [];
  if (tasks.length > 0) parts.push(t('progress.tasks', { n: done, ...of(tasks.length), known, open }));
  return parts.join(' · ');
}
