// What must hold for every screen, whatever its size, its language and what is on it.

import { describe, expect, test } from 'vitest';
import { LANGS } from '../../src/i18n/index.js';
import { layoutFor, MINIMUM } from '../../src/tui/layout.js';
import { textOf } from '../../src/tui/text.js';
import fc from '../property.js';
import { desk } from './fixture.js';
import { closed, fits } from './screen-checks.js';

const SIZES = [
  [40, 12],
  [41, 13],
  [47, 16],
  [60, 20],
  [79, 24],
  [80, 24],
  [80, 25],
  [90, 60],
  [99, 31],
  [100, 30],
  [119, 20],
  [120, 24],
  [121, 37],
  [149, 48],
  [150, 37],
  [151, 41],
  [160, 48],
  [200, 23],
  [220, 60],
  [240, 70],
] as const;

const PLACES = [
  '',
  'n',
  'n n s',
  'n n n',
  'c c c c c c N',
  'c c c c c c c c c c',
  '2 n n n j j j j j j',
  '3 n n n k k',
  '5 c c c c k',
];

describe.each(LANGS)('%s', lang => {
  test.each(PLACES)('after %j every size fits, its borders are closed', keys => {
    const on = desk({ columns: 80, rows: 24 }, lang).press(keys);
    for (const [columns, rows] of SIZES) {
      on.store.setSize({ columns, rows });
      fits(on);
      closed(on);
    }
  });

  test.each(['?', 'w', 'z', ': n e x', '8 w', '$'])('with %j over it', keys => {
    const on = desk({ columns: 80, rows: 24 }, lang).press(`n n n ${keys}`);
    for (const [columns, rows] of SIZES) {
      on.store.setSize({ columns, rows });
      fits(on);
    }
  });

  test('every panel at every size', () => {
    const on = desk({ columns: 80, rows: 24 }, lang).press('c c c c c');
    for (const panel of on.store.panels) {
      on.store.update({ panel });
      for (const [columns, rows] of SIZES) {
        on.store.setSize({ columns, rows });
        fits(on);
        expect(on.store.screen.layout?.places.map(p => p.panel)).toContain(panel);
      }
    }
  });
});

test('what happens is said on every screen', () => {
  const on = desk({ columns: 80, rows: 24 }).press('n n s s');
  for (const [columns, rows] of SIZES) {
    on.store.setSize({ columns, rows });
    const { view } = on.store;
    // Where there is little room a port does not say whose it is: that stands before the sentence.
    const short = (text: string) => text.replaceAll(`${view.node}.`, '');
    const words = short(view.words.sentence(view.stage)).split(' ').slice(0, 3).join(' ');
    const first = short(textOf(on.store.screen.rows[1]!));
    expect(first).toContain(words);
  }
});

test('layouts cover their area: no gap, no overlap but the shared borders', () => {
  const panels = ['topology', 'packet', 'time', 'bytes', 'chart', 'console', 'lesson', 'neigh@A', 'fdb@sw', 'neigh@D'];
  fc.assert(
    fc.property(
      fc.integer({ min: MINIMUM.columns, max: 260 }),
      fc.integer({ min: MINIMUM.rows, max: 90 }),
      fc.integer({ min: 7, max: panels.length }),
      fc.integer({ min: 0, max: 6 }),
      fc.boolean(),
      fc.constantFrom(undefined, 5, 12, 30),
      (columns, rows, count, active, zoom, lesson) => {
        const ids = panels.slice(0, count);
        const wish = { panels: ids, tables: ids.slice(7), recent: [ids[active]!], zoom, lesson };
        const layout = layoutFor({ columns, rows }, wish)!;
        const inside = new Map<string, string>();
        for (const { panel, x, y, width, height } of layout.places) {
          expect(width).toBeGreaterThan(2);
          expect(height).toBeGreaterThan(2);
          expect(x + width).toBeLessThanOrEqual(columns);
          expect(y + height).toBeLessThanOrEqual(layout.tabs ?? layout.keys);
          expect(y).toBe(Math.max(y, layout.story.y + layout.story.height));
          for (let cy = y + 1; cy < y + height - 1; cy++) {
            for (let cx = x + 1; cx < x + width - 1; cx++) {
              expect(inside.get(`${cx},${cy}`)).toBeUndefined();
              inside.set(`${cx},${cy}`, panel);
            }
          }
        }
        expect(layout.places.map(p => p.panel)).toContain(ids[active]);
        expect(new Set(layout.places.map(p => p.panel)).size).toBe(layout.places.length);
      },
    ),
    { numRuns: 60 },
  );
});
