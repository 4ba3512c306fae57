// The tour, from its offer to its end, by the keys it asks for; and every way out of it.
import { describe, expect, test } from 'vitest';
import { LANGS } from '../../src/i18n/index.js';
import { offerTour } from '../../src/tui/actions/tour.js';
import { keyLabel } from '../../src/tui/keymap.js';
import { lineWidth, textOf } from '../../src/tui/text.js';
import { TOUR } from '../../src/tui/tour.js';
import { command, type Desk, desk, wired } from './fixture.js';

const SIZES = [
  { columns: 40, rows: 12 },
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
  { columns: 160, rows: 48 },
  { columns: 220, rows: 60 },
] as const;

const offered = (size: (typeof SIZES)[number], lang: (typeof LANGS)[number] = 'en', problem?: string): Desk => {
  const on = desk(size, lang);
  offerTour(on.store, problem);
  return on;
};

/** The words of the box, without its frame and the panels at its sides. */
const told = (on: Desk) => on.text().replace(/[│┃\s]+/g, '');

describe.each(LANGS)('%s', lang => {
  test.each(SIZES)('at $columns×$rows it goes from its offer to its end by its own keys', size => {
    const on = offered(size, lang).press('enter');
    for (let step = 1; step < TOUR.length; step++) {
      expect(on.store.ui.tour?.step).toBe(step);
      const { rows } = on.store.screen;
      expect(rows.length).toBe(size.rows);
      for (const row of rows) expect(lineWidth(row)).toBe(size.columns);
      const { key, id, at } = TOUR[step]!;
      expect(told(on), id).toContain(on.store.view.text('tour.press', { key: keyLabel(key) }).replace(/\s/g, ''));
      // A panel that is spoken of is in sight.
      if (at === 'time' || at === 'lesson' || at === 'topology')
        expect(on.store.screen.layout!.places.map(p => p.panel)).toContain(at);
      on.press(key);
    }
    expect(on.store.ui.tour).toBeUndefined();
    expect(on.store.ui.overlay?.kind).toBe('help');
    expect(on.exits).toEqual([]);
    expect(on.store.session.where().event).toBeGreaterThan(1);
  });
});

describe('a step', () => {
  test.each(SIZES)('at $columns×$rows is told in full', size => {
    const on = offered(size).press('enter');
    for (let step = 1; step < TOUR.length; step++) {
      const words = on.store.view.text(`tour.${TOUR[step]!.id}`, { key: keyLabel(TOUR[step]!.key) });
      for (const word of words.split(' ')) expect(on.text(), words).toContain(word);
      on.press(TOUR[step]!.key);
    }
  });

  test('frames the panel it speaks of in heavy lines, which need no colour', () => {
    const on = offered(SIZES[3]).press('enter n n');
    expect(TOUR[on.store.ui.tour!.step]!.at).toBe('topology');
    const { x, y, width, height } = on.store.screen.layout!.places.find(p => p.panel === 'topology')!;
    const rows = on.text().split('\n');
    expect(rows[y]![x]).toBe('┏');
    expect(rows[y + height - 2]![x]).toBe('┃');
    expect(rows[y]!.slice(x, x + width)).toContain('━');
    expect(rows[y]!.slice(x + width)).not.toContain('━');
  });

  test('points at a row, and does not lie over it', () => {
    const on = offered(SIZES[1]).press('enter');
    const [status, below] = on.text().split('\n');
    expect(status).toContain('start');
    expect(below).toContain('▲');
    for (let i = 0; i < TOUR.length && TOUR[on.store.ui.tour!.step]!.at !== 'keys'; i++) on.press('enter');
    expect(on.text().split('\n').at(-2)).toContain('▼');
    expect(on.text().split('\n').at(-1)).toContain('? help');
  });
});

describe('ways through', () => {
  test('Enter does what is asked for, Backspace goes back, other keys do what they always do', () => {
    const on = offered(SIZES[1]).press('enter enter enter backspace');
    expect([on.store.ui.tour?.step, on.store.session.where().event]).toEqual([2, 2]);
    on.press('n');
    expect([on.store.ui.tour?.step, on.store.session.where().event]).toEqual([3, 3]);
    on.press('n 2');
    expect([on.store.ui.tour?.step, on.store.session.where().event, on.store.ui.panel]).toEqual([3, 4, 'packet']);
  });

  test('by Enter alone it goes as by its own keys, so that what it says has happened', () => {
    const [own, enter] = [offered(SIZES[1]).press('enter'), offered(SIZES[1]).press('enter')];
    for (let step = 1; step < TOUR.length; step++) {
      expect(enter.text(), TOUR[step]!.id).toBe(own.text());
      own.press(TOUR[step]!.key);
      enter.press('enter');
    }
    expect(enter.store.ui.tour).toBeUndefined();
    expect(enter.text()).toBe(own.text());
  });

  test('what speaks of something that was not done, or was undone, says it otherwise', () => {
    const back = offered(SIZES[1]).press('enter n n s N p backspace');
    expect(back.text()).toContain('always returns to it');
    const before = offered(SIZES[1]).press('enter n N');
    expect(before.store.session.where().event).toBe(0);
    expect(before.text()).not.toContain('has just happened');
  });

  test('Esc ends it, and says how to begin it again; q leaves as ever', () => {
    const on = offered(SIZES[1]).press('enter n esc');
    expect(on.store.ui.tour).toBeUndefined();
    expect(on.text()).toContain(':tour shows the tour');
    expect(command(on, 'tour').store.ui.tour?.step).toBe(1);
    expect(on.press('q').exits).toEqual([0]);
  });

  test('any other key than Enter declines the offer, and does what it always does', () => {
    const on = offered(SIZES[1]).press('n');
    expect([on.store.ui.tour, on.store.session.where().event]).toEqual([undefined, 1]);
    expect(offered(SIZES[1]).press('esc').store.ui.tour).toBeUndefined();
    expect(offered(SIZES[1]).press('ctrl-c').exits).toEqual([0]);
  });

  test('a command can be typed in between', () => {
    const on = command(offered(SIZES[1]).press('enter'), 'goto 2');
    expect([on.store.ui.tour?.step, on.store.session.where().event]).toEqual([1, 2]);
  });

  test('a network where nothing happens does not stop it', () => {
    const lesson = wired({ hosts: { A: '10.0.0.1' }, links: [] });
    const on = desk(SIZES[1], 'en', lesson);
    offerTour(on.store);
    on.press('enter');
    for (let i = 1; i < TOUR.length && on.store.ui.tour !== undefined; i++) on.press(TOUR[on.store.ui.tour.step]!.key);
    expect(on.store.ui.tour).toBeUndefined();
  });
});

test('what keeps it from being remembered is told with the offer', () => {
  expect(offered(SIZES[1], 'en', 'the disk is full').text()).toContain('the disk is full');
});

test.each(LANGS)('on the smallest screen most of the panel that is spoken of stays in sight: %s', lang => {
  const on = offered(SIZES[0], lang).press('enter');
  for (const { id, at, key } of TOUR.slice(1)) {
    const { screen, ui } = on.store;
    const place = screen.layout!.places.find(p => p.panel === (at === 'active' ? ui.panel : at));
    if (place !== undefined) {
      const rows = screen.rows.slice(place.y + 1, place.y + place.height - 1).map(row => textOf(row));
      // Rows of the box lie within borders of their own.
      const free = rows.filter(row => !/[│┃┌└] ?[│┌└]/.test(row.slice(0, 4)) && !row.startsWith('│ │'));
      expect(free.length, id).toBeGreaterThanOrEqual(2);
    }
    on.press(key);
  }
});
