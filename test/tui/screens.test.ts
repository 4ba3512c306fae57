// Whole screens, as they are: three lessons at two sizes in both languages, and each panel alone. Read them as a stranger
// would: is it clear within ten seconds what happens, and what to do? That all sizes hold together is every-size.test.ts's.
import { describe, expect, test } from 'vitest';
import { findLesson } from '../../src/cli/lessons.js';
import { LANGS } from '../../src/i18n/index.js';
import { textOf } from '../../src/tui/text.js';
import { command, type Desk, desk } from './fixture.js';

const SMALL = { columns: 80, rows: 24 };
const LARGE = { columns: 160, rows: 48 };

const screen = (on: Desk) => `\n${on.text().replace(/ +$/gm, '')}\n`;

describe.each(LANGS)('%s', lang => {
  test.each([
    ['arp', 'the request is flooded', 'n n n'],
    ['vlan', 'a prediction, answered wrongly', 'c c c c c c 1 enter'],
    ['stp', 'in the past, a row and why it is so', 'c c c c c c c c N 8 j w'],
  ] as const)('%s: %s', (id, _moment, keys) => {
    for (const size of [SMALL, LARGE])
      expect(screen(desk(size, lang, findLesson(id, lang)).press(keys))).toMatchSnapshot();
  });
});

/** Panels that no other test keeps as they look; those that do are named there: chart, follow, frame, network, queues, tables, time. */
test.each(['bytes', 'console', 'lesson', 'why'])('%s', panel => {
  const on = command(desk({ columns: 80, rows: 16 }).press('n n n n n 8 j w esc'), `panel ${panel}`).press('z');
  expect(on.store.ui.panel).toBe(panel);
  expect(screen(on)).toMatchSnapshot();
});

test('help', () => {
  expect(screen(desk({ columns: 100, rows: 40 }).press('n ?'))).toMatchSnapshot();
});

test('the smallest', () => {
  expect(screen(desk({ columns: 40, rows: 12 }).press('n n n'))).toMatchSnapshot();
});

test('too small: one clear line, as long as there is room for', () => {
  const said = (columns: number, lang: (typeof LANGS)[number]) =>
    desk({ columns, rows: 8 }, lang)
      .store.screen.rows.map(row => textOf(row).trim())
      .find(text => text !== '');
  expect(said(39, 'en')).toBe('39×8 is too small: 40×12 is needed');
  expect(said(30, 'en')).toBe('too small: 40×12');
  expect(said(12, 'en')).toBe('≥40×12');
  expect(said(30, 'zh-CN')).toBe('30×8 太小：至少需要 40×12');
  for (const lang of LANGS)
    for (let columns = 8; columns < 40; columns++) expect(said(columns, lang)).not.toContain('…');
});
