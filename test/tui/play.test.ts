// Playing: its speed, its steps, and a pause that is exact. The wall, and the commands that change how it looks.
import { describe, expect, test } from 'vitest';
import { LANGS } from '../../src/i18n/index.js';
import { press } from '../../src/tui/actions/press.js';
import { layoutFor } from '../../src/tui/layout.js';
import { Look, SPEEDS } from '../../src/tui/look.js';
import { lineWidth, textOf } from '../../src/tui/text.js';
import { command, type Desk, desk, untroubled } from './fixture.js';

const SIZE = { columns: 100, rows: 45 };

/** Lets the next step of playing happen, and says how long it was put off. */
function tick(on: Desk): void {
  on.later.shift()!();
}

describe('playing', () => {
  test('a pause stops at what the screen shows: nothing more is run, not even ahead', () => {
    const on = desk(SIZE, 'en', untroubled()).press('space');
    tick(on);
    tick(on);
    const { journal } = on.store.session;
    const [events, stages, shown] = [journal.eventCount, journal.stageCount, on.store.session.position];
    on.press('space');
    expect(on.later).toEqual([]);
    expect([journal.eventCount, journal.stageCount, on.store.session.position]).toEqual([events, stages, shown]);
    expect(on.store.session.where()).toMatchObject({ event: 3, atPresent: true });
  });

  test('stage by stage, if so wished: each of them is told', () => {
    const on = command(desk(SIZE).press('n n n'), 'play stages');
    expect(on.store.session.where()).toMatchObject({ event: 4, stage: 1 });
    tick(on);
    expect(on.store.session.where()).toMatchObject({ event: 4, stage: 2 });
    expect(on.store.ui.telling).toBe('stage');
    on.press('space');
    expect(on.store.session.where()).toMatchObject({ event: 4, stage: 2 });
  });

  test('in the past it plays through what was seen, then on', () => {
    const on = desk(SIZE, 'en', untroubled()).press('n n n N N space');
    expect(on.store.session.where()).toMatchObject({ event: 2, atPresent: false });
    tick(on);
    tick(on);
    expect(on.store.session.where()).toMatchObject({ event: 4, atPresent: true });
  });

  test('waits at a question within an event, whatever it plays', () => {
    for (const unit of ['events', 'stages']) {
      const on = command(desk(SIZE), `play ${unit}`);
      for (let i = 0; i < 40 && on.later.length > 0; i++) tick(on);
      expect(on.store.ui.running).toBeUndefined();
      expect(on.store.player.predictions.asked()).toMatchObject({ checkpoint: 'miss', given: undefined });
      expect(on.store.session.where().atPresent).toBe(true);
      expect(on.store.ui.panel).toBe('lesson');
    }
  });

  test('ends by itself where nothing is left', () => {
    const on = command(desk(SIZE), 'goto end').press('N space');
    while (on.later.length > 0) tick(on);
    expect(on.store.ui.running).toBeUndefined();
    expect(on.text()).toContain('this is the end');
  });

  test('the speed is chosen by keys and by name, shown, and bounded', () => {
    const waits: number[] = [];
    const on = desk(SIZE, 'en', untroubled());
    const { later } = on.store;
    Object.defineProperty(on.store, 'later', {
      value: (work: () => void, ms: number) => {
        waits.push(ms);
        return later(work, ms);
      },
    });
    on.press('space');
    expect(on.text()).toContain('playing 1/s');
    on.press('+ +');
    expect(on.text()).toContain('playing 4');
    expect(on.later).toHaveLength(1);
    on.press('-');
    tick(on);
    expect(waits).toEqual([1000, 500, 250, 500, 500]);
    expect(command(on, 'speed 0.4').store.ui.speed).toBe(0.4);
    expect(on.later).toHaveLength(1);
    expect(on.press('+').store.ui.speed).toBe(0.5);
    for (const bad of ['0', '61', '-1', 'fast', '1e3', '0x10', '']) {
      command(on, `speed ${bad}`);
      expect(on.store.ui.speed, bad).toBe(0.5);
    }
    for (let i = 0; i < 20; i++) on.press('+');
    expect(on.store.ui.speed).toBe(SPEEDS.at(-1));
    expect(on.store.ui.running).toBe('play');
  });

  test('what is set stays for the next lesson', () => {
    const on = command(desk(SIZE), 'speed 8');
    command(on, 'projector on');
    expect([on.store.look.speed, on.store.look.projector]).toEqual([8, true]);
  });
});

describe.each(LANGS)('the wall, %s', lang => {
  test('fits at every size, its panels whole', () => {
    const on = desk({ columns: 80, rows: 24 }, lang).press('W n n n');
    for (let columns = 40; columns <= 240; columns += 7) {
      for (const rows of [12, 15, 16, 22, 24, 36, 48, 70]) {
        on.store.setSize({ columns, rows });
        const { screen } = on.store;
        expect(screen.rows).toHaveLength(rows);
        for (const row of screen.rows) expect(lineWidth(row), textOf(row)).toBe(columns);
        expect(textOf(screen.rows.at(-1)!), 'the way back').toContain('W ');
        for (const { x, y, width, height } of screen.layout!.places) {
          expect(x + width).toBeLessThanOrEqual(columns);
          expect(y + height).toBeLessThan(rows);
          expect(height).toBeGreaterThan(4);
        }
      }
    }
  });

  test('shows the network and what was looked at, and leads back', () => {
    const on = desk({ columns: 160, rows: 48 }, lang).press('n n');
    // All but the footer, which goes by what was looked at before.
    const panels = () => on.text().split('\n').slice(0, -1);
    const before = panels();
    const shown = () => on.store.screen.layout!.places.map(p => p.panel);
    on.press('W');
    expect(shown()).toEqual(['topology', 'packet']);
    expect(on.press('7').store.screen.layout!.places.map(p => p.panel)).toEqual(['topology', 'lesson']);
    expect(on.press('z').store.screen.layout!.places.map(p => p.panel)).toEqual(['lesson']);
    on.press('z 1 W');
    expect(panels()).toEqual(before);
  });
});

test('the wall on a small screen is the active panel alone', () => {
  const wish = { panels: ['topology', 'packet', 'time'], tables: [], recent: ['time'], zoom: false, projector: true };
  expect(layoutFor({ columns: 80, rows: 24 }, wish)!.places.map(p => p.panel)).toEqual(['time']);
});

describe('commands', () => {
  test('theme: by name, with what there is, and the nearest to a mistake', () => {
    const on = desk(SIZE);
    expect(command(on, 'theme').text()).toContain('theme auto');
    expect(command(on, 'theme Light').store.look.themeName).toBe('light');
    expect(command(on, 'theme ligt').text()).toContain('did you mean light?');
    expect(on.store.look.themeName).toBe('light');
    press(on.store, ':');
    for (const key of ['t', 'h', 'e', 'm', 'e', 'space', 'h', 'i', 'tab']) press(on.store, key);
    expect(on.store.ui.input?.text.trim()).toBe('theme high-contrast');
  });

  test('a new picture is made of it: rows are not the ones that were painted', () => {
    const on = desk(SIZE);
    const { rows } = on.store.screen;
    command(on, 'ascii on');
    expect(on.store.screen.rows).not.toBe(rows);
    expect(on.store.look.theme.render([{ text: '┌', role: 'border' }])).toBe('+');
  });

  test('switches say what they take', () => {
    const on = desk(SIZE);
    expect(command(on, 'mouse perhaps').text()).toContain('on or off');
    expect(on.store.look.mouse).toBe(true);
    const heard: boolean[] = [];
    on.store.look.onMouse(now => heard.push(now));
    command(on, 'mouse');
    command(on, 'mouse on');
    expect(heard).toEqual([false, true]);
  });
});

test('what is wrong with the settings is said once, until the first key', () => {
  const look = new Look({}, false, { note: 'config.yaml:1:1: no' });
  expect(look.takeNote()).toBe('config.yaml:1:1: no');
  expect(look.takeNote()).toBeUndefined();
});
