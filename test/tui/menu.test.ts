// The list of lessons: how far one is stands beside each, and the chosen one is told in full, at every width.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LANGS } from '../../src/i18n/index.js';
import { type Lesson, lessonsOf, readCourse, summaryOf } from '../../src/lesson/index.js';
import { menuRows } from '../../src/tui/menu.js';
import { lineWidth, textOf } from '../../src/tui/text.js';
import { playedArp } from '../lesson/progress-play.js';
import { lessonIds, loadLesson } from '../lessons.js';

const { progress, open } = playedArp();
const arp = open.lesson;
const finished = { hash: arp.hash, date: '2026-03-01T00:00:00.000Z' };
const record = { ...progress, lessons: { ...progress.lessons, done: { ...progress.lessons.arp!, finished } } };
const lessons = [{ ...arp, id: 'done' }, arp, { ...arp, id: 'broadcast-storm' }];
const content = (lang: (typeof LANGS)[number]) => {
  const summary = summaryOf(lessons, record, { order: lessons.map(({ id }) => id), needs: {} });
  return { lessons, progress: new Map(summary.lessons.map(one => [one.id, one])), lang };
};

describe.each(LANGS)('the menu in %s', lang => {
  test.each([
    [80, 24],
    [160, 48],
  ])('marks what is done, begun and untouched at %i × %i', (columns, rows) => {
    const lines = menuRows(content(lang), 1, { columns, rows });
    expect(lines).toHaveLength(rows);
    for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(columns);
    const text = lines.map(textOf);
    const row = (id: string) => text.find(each => each.includes(` ${id} `)) ?? '';
    expect(row('done')).toMatch(/^ {3}✓ done +ARP.* 2\/3 /);
    expect(row('arp')).toMatch(/^ › ▶ arp +ARP.* 2\/3 /);
    expect(row('broadcast-storm')).toMatch(/^ {3}· broadcast-storm /);
    expect(text.join('\n')).toMatch(lang === 'en' ? /▶ stops 4 of 16 · / : /▶ .*16/);
    expect(text.join('\n')).not.toMatch(/⟨|undefined|NaN/);
  });
});

test.each(LANGS)('the curriculum has its chapters, minutes and needs, and tells what is out of sight: %s', lang => {
  const folder = new URL('../../lessons/curriculum.yaml', import.meta.url);
  const course = readCourse('curriculum.yaml', readFileSync(folder, 'utf8'), lessonIds);
  const all = lessonsOf(course).map(({ id }): Lesson => ({ ...loadLesson(id), library: { course } as never }));
  const of = (index: number, columns: number, rows: number) =>
    menuRows({ lessons: all, progress: new Map(), lang }, index, { columns, rows }).map(textOf);
  for (const [index, lesson] of all.entries()) {
    const rows = of(index, 80, 24);
    // The chosen one is in sight, and what it is about.
    expect(rows.some(row => row.startsWith(` ›`) && row.includes(` ${lesson.id} `))).toBe(true);
    expect(rows.join('').replace(/\s+/g, '')).toContain(lesson.prose[lang].summary.slice(0, 20).replace(/\s+/g, ''));
    const shown = all.filter(({ id }) => rows.some(row => row.slice(0, 24).includes(` ${id} `))).length;
    const hidden = rows.flatMap(row => /^ {3}[▴▾] \D*(\d+)/.exec(row)?.[1] ?? []).map(Number);
    expect(shown + hidden.reduce((sum, n) => sum + n, 0)).toBe(all.length);
  }
  const whole = of(0, 160, 48).join('\n');
  for (const chapter of course.chapters) expect(whole).toContain(chapter.title[lang]);
  expect(of(1, 160, 48).join('\n')).toMatch(lang === 'en' ? /25 min/ : /25 分钟/);
});
