// What is said to somebody who comes back to a lesson: how far they were, and what is different now.
import { type Lang, message } from '../i18n/index.js';
import type { Left, Lesson } from '../lesson/index.js';

/** One line; `how`: what goes there, as it is written where it is said. */
export function leftLine(
  { prose, checkpoints }: Lesson,
  { at, changed, seeds, open }: Left,
  how: string,
  lang: Lang,
): string {
  const t = (id: string, args: Record<string, unknown> = {}) => message(lang, id, args);
  const said: string[] = changed ? [t('left.changed')] : [];
  if (seeds !== undefined && !changed) said.push(t('left.other-seed', { seeds }));
  if (at === undefined) return [...said, t('left.gone')].join('; ');
  const { length: m } = checkpoints;
  const title = prose[lang].sections[at.checkpoint]?.title ?? at.checkpoint;
  const all = at.index === m - 1;
  const where = all
    ? t('left.end', { m, how, ...(open.length === 0 ? {} : { open }) })
    : t('left.offer', { n: at.index + 1, m, title, how });
  return [where, ...said].join('; ');
}
