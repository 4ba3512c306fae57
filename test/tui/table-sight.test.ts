// What a table shows where it has no room for all of its rows: what the last move changed, else what the lesson speaks of.
import { expect, test } from 'vitest';
import { stands } from '../../src/tui/panels/table-named.js';
import { Desk } from '../../src/tui/picture/desk.js';
import { layoutOf } from '../../src/tui/places.js';
import { isSeen, sightIn } from '../../src/tui/scroll.js';
import { slice, textOf } from '../../src/tui/text.js';
import { openLesson } from '../lessons.js';

const sight = (total: number, height: number, wish: readonly number[], must?: number, head?: number) => ({
  total,
  height,
  must,
  wish,
  head,
});

test('as many of the wished lines are in sight as can be, and the one that must be', () => {
  const seen = (of: ReturnType<typeof sight>, set = 0) => {
    const from = sightIn(of, set);
    return [...of.wish, ...(of.must === undefined ? [] : [of.must])].filter(at => isSeen(of, from, at));
  };
  expect(seen(sight(40, 5, [2, 5]))).toEqual([2, 5]);
  expect(seen(sight(40, 5, [2, 20, 22, 23]))).toEqual([20, 22, 23]);
  expect(seen(sight(40, 5, [2, 20, 22, 23], 1))).toEqual([2, 1]);
  // Headings take the first row of those that are scrolled past.
  expect(seen(sight(40, 5, [10, 14], undefined, 0)).length).toBe(1);
  expect(seen(sight(40, 6, [10, 14], undefined, 0))).toEqual([10, 14]);
});

test('a name in a text is a word of its own', () => {
  expect(stands('p5', 'It leaves by p5.')).toBe(true);
  expect(stands('p5', 'It leaves by p51 or sp5.')).toBe(false);
  expect(stands('10.0.0.1', 'asks 10.0.0.1.')).toBe(true);
  expect(stands('10.0.0.1', 'asks 10.0.0.12, 10.0.0.1.5 and 10.0.0.1/24')).toBe(false);
  expect(stands('p5', '端口 p5 属于；从p5出去')).toBe(true);
});

/** The lines of a panel on a screen of a lesson at one of its stops. */
function panelAt(id: string, stop: string, panel: string, rows = 40, keys: readonly string[] = []): string[] {
  const { lesson, session, player } = openLesson(id);
  const size = { columns: 160, rows };
  const desk = new Desk({ lesson, session, player, lang: 'en', size });
  for (let i = 0; player.current()?.checkpoint.id !== stop; i++) {
    if (i > 40) throw new Error(`no stop ${stop}`);
    desk.press('c');
  }
  for (const key of keys) desk.press(key);
  const { store } = desk;
  const place = layoutOf(store.view, size)?.places.find(p => p.panel === panel);
  if (place === undefined) throw new Error(`no ${panel}`);
  const { x, y, width, height } = place;
  return desk.rows.slice(y, y + height - 1).map(row => textOf(slice(row, x, x + width)));
}

test('rows that changed are in sight below their headings, wherever they stand', () => {
  const [, heading, ...rows] = panelAt('vlan-dynamic', 'joined', 'bridge-vlan@sw', 38);
  expect(heading).toMatch(/Port +VLAN +PVID/);
  expect(rows.some(row => /^│ \+/.test(row))).toBe(true);
});

test('what changed and has no room is counted on the border', () => {
  const [border, , ...rows] = panelAt('rstp', 'proposal', 'rstp-port', 40);
  const seen = rows.filter(row => /^│ [+~-]/.test(row)).length;
  expect(seen).toBeGreaterThan(1);
  expect(border).toMatch(/~ (one|\d+) more changed ▾/);
});

test('where nothing changed the rows are in sight that the lesson speaks of', () => {
  const shown = panelAt('trunk', 'unmarked', 'bridge-vlan@swA', 38).join('\n');
  expect(shown).toContain('swA.p5   3');
  expect(shown).not.toContain('swA.br0');
});
