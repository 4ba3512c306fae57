// Panels are opened, closed and zoomed; whatever is open, together they fill their area.

import { describe, expect, test } from 'vitest';
import { LANGS } from '../../src/i18n/index.js';
import { layoutFor, MINIMUM } from '../../src/tui/layout.js';
import { panelChoices } from '../../src/tui/panels/registry.js';
import { lineWidth } from '../../src/tui/text.js';
import fc from '../property.js';
import { command, type Desk, desk } from './fixture.js';

const SIZE = { columns: 160, rows: 48 };
const shown = (on: Desk) => on.store.screen.layout!.places.map(p => p.panel);

describe('closing', () => {
  test('x gives the room to the others, and the number opens it again', () => {
    const on = desk(SIZE).press('n n n 5');
    expect(shown(on)).toContain('chart');
    on.press('x');
    expect(shown(on)).not.toContain('chart');
    expect(on.store.ui.panel).toBe('topology');
    const high = on.store.screen.layout!.places.find(p => p.panel === 'time')!.height;
    expect(on.text()).toContain('6 Console');
    on.press('5');
    expect(shown(on)).toContain('chart');
    expect(on.store.screen.layout!.places.find(p => p.panel === 'time')!.height).toBeLessThan(high);
  });

  test('the last panel stays, and says so', () => {
    const on = desk(SIZE);
    for (let i = 0; i < 30; i++) on.press('x');
    expect(on.store.panels.length).toBe(1);
    expect(on.text()).toContain('the last panel stays open');
    expect(shown(command(on, 'reset'))).toContain('chart');
  });

  test('by name; what is not open cannot be closed', () => {
    const on = command(desk(SIZE), 'close bytes');
    expect(shown(on)).not.toContain('bytes');
    expect(command(on, 'close bytes').text()).toContain('bytes is not open');
  });

  test('a panel alone that is closed gives way to all', () => {
    const on = desk(SIZE).press('4 z');
    expect(shown(on)).toEqual(['bytes']);
    on.press('x');
    expect(on.store.ui.zoom).toBe(false);
    expect(shown(on)).toContain('topology');
  });
});

describe('opening', () => {
  test('any table of any node, by name', () => {
    const on = command(desk(SIZE).press('n'), 'panel route@A');
    expect(shown(on)).toContain('route@A');
    expect(command(on, 'panel route@X').text()).toContain('no panel is called route@X');
  });

  test('the list opens and closes with a check mark', () => {
    const on = desk(SIZE).press('P');
    const index = panelChoices(on.store.view).indexOf('chart');
    for (let i = 0; i < index; i++) on.press('j');
    expect(on.text()).toContain('›[✓] 5 chart');
    expect(on.press('space').text()).toContain('›[ ] 5 chart');
    expect(shown(on)).not.toContain('chart');
    on.press('space esc');
    expect(shown(on)).toContain('chart');
  });

  test('of all that the list names, each can be opened', () => {
    const on = desk({ columns: 80, rows: 24 }).press('c c c');
    for (const id of panelChoices(on.store.view)) {
      command(on, `panel ${id}`);
      expect(shown(on), id).toContain(id);
      expect(on.text(), id).not.toContain('no table or panel');
    }
  });

  test('why stays where it was opened as a panel, and w asks on in it', () => {
    const on = command(desk(SIZE).press('c c'), 'panel why');
    expect(on.text()).toContain('nothing was asked yet');
    on.press('8 w');
    expect(on.store.ui.overlay).toBeUndefined();
    expect(on.text()).toContain('Why: neigh@A 192.168.0.103');
    on.press('n n');
    expect(on.text()).toContain('Why: neigh@A 192.168.0.103');
    command(on, 'panel why').press('w w');
    expect(on.store.ui.chosen.why).toBe('why:1');
    const from = on.store.session.position;
    expect(on.press('enter').store.session.position).toBeLessThan(from);
  });
});

describe('the console', () => {
  test('is read back with the arrows, and Enter goes to when a line was written', () => {
    const on = desk(SIZE).press('c c c c c c c 6 home');
    const [first] = on.text().match(/›\s*A\$ ping.*/) ?? [];
    expect(first).toBeDefined();
    on.press('enter');
    expect(on.store.session.where()).toMatchObject({ event: 1, atPresent: false });
  });
});

describe('what a command answers at once is seen on a small screen too', () => {
  const small = () => desk({ columns: 80, rows: 24 }).press('c c c c c');

  test('one line of it in the last row', () => {
    const on = command(small(), 'A$ ip neigh');
    expect(on.text().split('\n').at(-1)).toMatch(/A: 192.168.0.103 dev eth0/);
    expect(on.store.ui.panel).toBe('topology');
  });

  test('more in the console', () => {
    const on = command(small(), 'A$ ip addr');
    expect(on.store.ui.panel).toBe('console');
    expect(on.text()).toContain('inet 192.168.0.100/24');
  });
});

describe('whatever is open', () => {
  const all = [
    'topology',
    'packet',
    'time',
    'bytes',
    'chart',
    'console',
    'lesson',
    'neigh@A',
    'fdb@sw',
    'neigh@D',
    'route@A',
    'why',
    'follow',
  ];
  const tables = all.filter(id => id.includes('@'));

  test('panels cover their area: no gap, no overlap but the shared borders', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: MINIMUM.columns, max: 240 }),
        fc.integer({ min: MINIMUM.rows, max: 70 }),
        fc.subarray(all, { minLength: 1 }),
        fc.nat(),
        fc.boolean(),
        (columns, rows, panels, pick, zoom) => {
          const active = panels[pick % panels.length]!;
          const wish = { panels, tables: panels.filter(p => tables.includes(p)), recent: [active], zoom };
          const { places, story, tabs, strip, keys } = layoutFor({ columns, rows }, wish)!;
          const [top, bottom] = [story.y + story.height, strip ?? tabs ?? keys];
          const inside = new Uint8Array(columns * rows);
          const covered = new Uint8Array(columns * rows);
          for (const { x, y, width, height } of places) {
            expect(Math.min(width, height)).toBeGreaterThan(2);
            for (let cy = y; cy < y + height; cy++) {
              covered.fill(1, cy * columns + x, cy * columns + x + width);
              if (cy === y || cy === y + height - 1) continue;
              for (let at = cy * columns + x + 1; at < cy * columns + x + width - 1; at++) inside[at]! += 1;
            }
          }
          const wished = Uint8Array.from(covered, (_, at) => (at >= top * columns && at < bottom * columns ? 1 : 0));
          expect(Buffer.compare(covered, wished), 'gaps').toBe(0);
          expect(Math.max(...inside), 'overlaps').toBe(1);
          expect(places.map(p => p.panel)).toContain(active);
          expect(new Set(places.map(p => p.panel)).size).toBe(places.length);
          for (const { panel } of places) expect(panels).toContain(panel);
          // What is hidden is named below the panels.
          if (places.length < panels.length) expect(tabs).toBeDefined();
        },
      ),
      { numRuns: 150 },
    );
  });

  test.each(LANGS)('%s: the picture fits', lang => {
    const on = desk(SIZE, lang).press('c c c');
    fc.assert(
      fc.property(
        fc.subarray(
          all.filter(p => p !== 'follow'),
          { minLength: 1 },
        ),
        fc.integer({ min: 40, max: 240 }),
        fc.integer({ min: 12, max: 70 }),
        (open, columns, rows) => {
          on.store.update({ extra: open, closed: all.filter(p => !open.includes(p)), panel: open[0]!, recent: [] });
          on.store.setSize({ columns, rows });
          expect(on.store.screen.rows.length).toBe(rows);
          for (const row of on.store.screen.rows) expect(lineWidth(row)).toBe(columns);
        },
      ),
      { numRuns: 60 },
    );
  });
});

test('a count of lines stands on the border of its own panel, never on another one’s', () => {
  const on = desk(SIZE).press('n n n n n n n n n n n n n n n n n n n n');
  const { places } = on.store.screen.layout!;
  const rows = on.text().split('\n');
  const counted = (y: number, x: number, width: number) => / \d+–\d+ \/ \d+ /.test(rows[y]!.slice(x, x + width));
  const time = places.find(p => p.panel === 'time')!;
  expect(counted(time.y, time.x, time.width)).toBe(true);
  expect(places.some(p => p.y === time.y + time.height - 1)).toBe(true);
  const lowest = places.find(p => p.panel === 'console')!;
  expect(counted(lowest.y + lowest.height - 1, lowest.x, lowest.width)).toBe(true);
  expect(counted(lowest.y, lowest.x, lowest.width)).toBe(false);
});

test('an event beyond the last one is said to be none, and where the last one is', () => {
  const on = command(desk(SIZE), 'goto 9999');
  const last = on.store.session.where().events;
  expect(on.store.ui.note?.text).toBe(`there is no event 9999: nothing happens after event ${last}, the last one`);
  expect(command(on, `goto ${last}`).store.ui.note?.text ?? '').not.toContain('there is no event');
  expect(on.store.prompt.execute('goto 9999').lines[0]).toContain('there is no event 9999');
});
