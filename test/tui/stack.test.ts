// The panel of the network stack: what stage is at which level, the borders between the spaces, both languages, every size.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { STACK_LEVELS, stackLevelOf } from '../../src/export/index.js';
import { LANGS } from '../../src/i18n/index.js';
import { stageKinds } from '../../src/journal/index.js';
import { readLesson } from '../../src/lesson/index.js';
import { panelOf } from '../../src/tui/panels/registry.js';
import { fitLine, textOf } from '../../src/tui/text.js';
import { root } from '../project/source.js';
import { type Desk, desk } from './fixture.js';
import { apart, closed, fits, focused } from './screen-checks.js';

const read = (name: string) => readFileSync(join(root, 'lessons', name), 'utf8');
const lesson = readLesson({
  folder: 'lessons/stack',
  yaml: read('stack/lesson.yaml'),
  prose: { en: read('stack/en.md'), 'zh-CN': read('stack/zh-CN.md') },
});

function drawn(on: Desk, id: string, width: number, height: number): string[] {
  const { title, lines } = panelOf(id).select(on.store.view, { width, height }, id);
  return [title, ...lines.map(l => textOf(fitLine(l, width)).trimEnd())];
}

/** Stages that are done to a network, or proved from a capture: no floor of a node. */
const OUTSIDE = /^(build|setup|fault|intervene|capture_|must_|expert|suspect|test_)/;

test('every stage is at a level, or outside', () => {
  const names = stageKinds().map(kind => kind.name);
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter(name => stackLevelOf(name) === undefined && !OUTSIDE.test(name))).toEqual([]);
  expect(names.filter(name => stackLevelOf(name) !== undefined && OUTSIDE.test(name))).toEqual([]);
});

test('the levels are parts of the layers on the map of the lessons, in the same order', () => {
  const { layers } = parse(read('curriculum.yaml')) as { layers: { id: string; protocols: string[] }[] };
  const ids = layers.map(layer => layer.id);
  expect([...new Set(STACK_LEVELS.map(level => level.layer))]).toEqual(ids);
  for (const { layer, protocol } of STACK_LEVELS)
    expect(layers.find(l => l.id === layer)?.protocols).toContain(protocol);
});

test('a switch is climbed to the device, a router to IP, the target to the program', () => {
  const on = desk({ columns: 120, rows: 40 }, 'en', lesson);
  const heights: string[] = [];
  for (let i = 0; i < 12; i++) {
    on.press('n');
    const lit = drawn(on, 'stack', 60, 20).filter(row => /^ [┃│┊] [▶↓↑·]/.test(row));
    const { view } = on.store;
    const node = view.words.nodeOf(view.stage);
    const time = view.session.journal.eventTime(view.event);
    if (time >= 1e9) heights.push(`${node}: ${lit[0]!.slice(5).split('  ')[0]}`);
  }
  expect(heights.slice(0, 7)).toEqual([
    'A: Program',
    'A: Program',
    'sw: Device',
    'R: IP',
    'B: Socket',
    'B: Program',
    'B: Program',
  ]);
});

test.each(LANGS)('%s: as it looks', lang => {
  const on = desk({ columns: 120, rows: 40 }, lang, lesson).press('c c c');
  expect(drawn(on, 'stack', 60, 16).join('\n')).toMatchSnapshot('going down');
  expect(drawn(on, 'stack@B', 40, 7).join('\n')).toMatchSnapshot('somebody else is at work, no room for borders');
  expect(drawn(on.press('c c c c c c'), 'stack@B', 50, 16).join('\n')).toMatchSnapshot('coming up');
});

test('fits the screen at every size', () => {
  const desks = LANGS.map(lang => desk({ columns: 80, rows: 24 }, lang, lesson).press('c c c c c c c c 8'));
  for (let columns = 40; columns <= 240; columns += 20) {
    for (let rows = 12; rows <= 70; rows += 4) {
      const on = desks[(columns + rows / 4) % LANGS.length]!;
      on.store.setSize({ columns, rows });
      expect(on.store.ui.panel).toBe('stack');
      for (const check of [fits, closed, apart, focused]) check(on);
    }
  }
});
