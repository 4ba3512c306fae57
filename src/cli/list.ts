// `netstep list`: the lessons there are.

import { progressCounts, progressSign } from '../export/index.js';
import { LANGS, type Lang, message } from '../i18n/index.js';
import { type Lesson, lessonsOf, standingOf } from '../lesson/index.js';
import { findLesson, lessonIds } from './lessons.js';
import { complain, print } from './output.js';
import { standings } from './progress.js';
import type { Env } from './progress-file.js';

const placeOf = (library: Lesson['library'], id: string) =>
  library && lessonsOf(library.course).find(lesson => lesson.id === id);

/** Prints the lessons, as text in a language or as JSON in all. */
export async function list(json: boolean, lang: Lang, env: Env): Promise<void> {
  const t = (id: string, args: Record<string, unknown> = {}): string => message(lang, id, args);
  const lessons = lessonIds().map(id => findLesson(id, lang));
  if (json) {
    const rows = lessons.map(({ id, file, prose, library }) => {
      const texts = Object.fromEntries(LANGS.map(l => [l, { title: prose[l].title, summary: prose[l].summary }]));
      const place = placeOf(library, id);
      const course = place && { chapter: place.chapter.id, minutes: place.minutes, needs: place.needs };
      return { id, file, ...course, ...texts };
    });
    return print(JSON.stringify({ version: 1, lessons: rows }, null, 2));
  }
  const { lessons: progress, notes } = standings(lessons, lang, env);
  for (const note of notes) complain(lang, note);
  await print(t('cli.list.title'));
  let chapter = '';
  for (const { id, prose, library } of lessons) {
    const place = placeOf(library, id);
    if (place !== undefined && place.chapter.id !== chapter) {
      chapter = place.chapter.id;
      await print(`\n${place.chapter.title[lang]}: ${place.chapter.about[lang]}`);
    }
    const finished = (need: string) => progress.get(need)?.finished ?? null;
    // Those that are done already are ticked.
    const needs = (place?.needs ?? []).map(need => (finished(need) === null ? need : `✓ ${need}`));
    const parts = place === undefined ? [] : [t('cli.list.minutes', { n: place.minutes })];
    if (needs.length > 0) parts.push(t('menu.needs', { ids: needs }));
    const minutes = parts.length === 0 ? '' : `  (${parts.join(' · ')})`;
    const standing = progress.get(id);
    const sign = standing === undefined ? ' ' : progressSign(standing);
    await print(`${sign} ${id.padEnd(16)} ${prose[lang].title}${minutes}\n  ${''.padEnd(16)} ${prose[lang].summary}`);
    if (standing !== undefined && standingOf(standing) !== 'untouched')
      await print(`  ${''.padEnd(16)} ${progressCounts(standing, lang)}`);
  }
  await print(`\n${t('cli.list.start', { lesson: lessons[0]?.id ?? 'arp' })}`);
}
