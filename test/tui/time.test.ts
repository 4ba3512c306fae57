// The time axis as it is seen: what stands on it, what is marked, what is never shown, and what a picture of it costs.
import { describe, expect, test } from 'vitest';
import { LANGS } from '../../src/i18n/index.js';
import { timePanel } from '../../src/tui/panels/time.js';
import { lineWidth, textOf } from '../../src/tui/text.js';
import { upTo } from './checkpoint.js';
import { command, type Desk, desk } from './fixture.js';
import { calls, longRun } from './long-run.js';

const SIZE = { columns: 80, rows: 24 };
const drawn = (on: Desk, width: number, height: number): string[] =>
  Array.from(timePanel.select(on.store.view, { width, height }, 'time').lines, line => textOf(line ?? []));

describe.each(LANGS)('%s', lang => {
  test('microseconds and seconds on one axis', () => {
    const on = upTo(desk(SIZE, lang), 'delay').press('3 N N');
    expect(`\n${drawn(on, 100, 40).join('\n')}\n`).toMatchSnapshot();
  });

  test.each([36, 38, 44, 46, 59, 60, 66, 78, 160])('%i cells wide: number, node and words are there', width => {
    const on = upTo(desk(SIZE, lang), 'known').press('3');
    const { lines } = timePanel.select(on.store.view, { width, height: 60 }, 'time');
    const event = lines.find(line => line !== undefined && /▶.*15/.test(textOf(line)))!;
    const head = textOf(event).slice(0, width);
    expect(head).toMatch(/15 .*A +│/);
    expect(lineWidth([{ text: head.split('│')[0]!, role: 'plain' }])).toBeLessThan(width / 2 + 6);
  });
});

describe('the axis', () => {
  test('a long wait is one line that says how long; the next event says when it was and how much later', () => {
    const lines = drawn(upTo(desk(SIZE), 'known'), 100, 60);
    const fold = lines.findIndex(text => text.includes('2 s: nothing happens'));
    expect(fold).toBeGreaterThan(0);
    expect(lines[fold + 1]).toMatch(/14 +2 s +\+2 s A/);
    expect(lines[fold + 3]).toBeDefined();
  });

  test('events of one moment bear no difference', () => {
    const lines = drawn(desk(SIZE).press('n n n n n n'), 100, 60);
    expect(lines.find(text => /^.{3}5 /.test(text))).toMatch(/3\.152 µs {10,}C/);
  });

  test('what lies beyond the present is not shown: neither events, nor stages, nor what they lead to', () => {
    const on = desk(SIZE).press('n n s');
    const { lines } = timePanel.select(on.store.view, { width: 100, height: 40 }, 'time');
    const text = lines.map(line => textOf(line)).join('\n');
    expect(text).toContain('10 more stages');
    expect(text).not.toContain('Flood');
    expect(text).not.toMatch(/^.{3}4 /m);
  });

  test('in the past later events stay, dimmed, and the present is marked', () => {
    const on = desk(SIZE).press('n n n n n N N');
    const { lines } = timePanel.select(on.store.view, { width: 100, height: 40 }, 'time');
    const later = lines.find(line => /^.{3}5 /.test(textOf(line)))!;
    expect(later.filter(s => s.text.trim() !== '' && s.role !== 'dim')).toEqual([]);
    expect(textOf(lines.at(-1)!)).toContain('the present is here');
    on.press('p');
    expect(on.text()).not.toContain('the present is here');
  });

  test('where its stages fill the panel, the line of the event stays over them', () => {
    const on = upTo(desk(SIZE), 'delay').press('3');
    const rows = on.text().split('\n').slice(5, 14);
    expect(rows[0]).toMatch(/▶.29 .*A {2}│echo\?/);
    expect(rows.join('\n')).toContain('▶ Resolve the neighbour');
  });

  test('margins: checkpoints, breakpoints and watchpoints, and the title says what the signs mean', () => {
    const on = command(upTo(desk(SIZE), 'answer'), 'break arp.opcode == 2 && ns.node == "sw"');
    command(on, 'watch neigh@A');
    on.press('n n n n n');
    const { lines, title } = timePanel.select(on.store.view, { width: 100, height: 60 }, 'time');
    const mark = (event: number) =>
      lines.map(line => textOf(line)).find(text => new RegExp(`^.{3} *${event} `).test(text))?.[2];
    expect([mark(1), mark(3), mark(7), mark(8)]).toEqual([' ', '◆', '●', '◇']);
    expect(title).toBe('Time  ◆ checkpoint  ● breakpoint  ◇ watchpoint');
  });

  test('after a move the list is at the cursor again, whatever was chosen before', () => {
    const on = upTo(desk(SIZE), 'known').press('3 k k k k k k');
    expect(on.store.ui.chosen.time).toBeDefined();
    on.press('n');
    expect(on.store.ui.chosen.time).toBeUndefined();
    expect(on.text()).toMatch(/▶.*15 /);
  });
});

describe('a long run', () => {
  const short = longRun(50);
  const long = longRun(1500);

  test('a picture costs what is in sight, not what has happened', () => {
    const cost = (on: Desk) => {
      const view = () => on.store.view;
      timePanel.select(view(), { width: 100, height: 40 }, 'time');
      on.press('N');
      on.store.view.network;
      return calls(() => timePanel.select(view(), { width: 100, height: 40 }, 'time'));
    };
    const [few, many] = [cost(short), cost(long)];
    expect(few).toBeGreaterThan(100);
    // Only searches by halves grow, by a step for each doubling.
    expect(many).toBeLessThan(few * 1.5);
  });

  test('anywhere in it: going up by pages makes no more than a page each time', () => {
    long.press('3');
    for (let i = 0; i < 3; i++) {
      long.press('page-up');
      const { lines, items } = timePanel.select(long.store.view, { width: 100, height: 30 }, 'time');
      expect(lines.length).toBeGreaterThan(9000);
      expect(Object.keys(lines).length).toBeLessThanOrEqual(30);
      expect(items!.length).toBeLessThanOrEqual(3 * 30);
      expect(items!.some(item => item.id === long.store.ui.chosen.time)).toBe(true);
    }
    const where = Number(/\d+/.exec(long.store.ui.chosen.time!)![0]);
    expect(long.press('enter').store.session.where().event).toBe(where);
  });
});

test('the wheel turns to lines that are made when they are in sight', () => {
  const on = upTo(desk(SIZE), 'delay').press('3 z');
  on.store.update({ wheeled: { time: 2 } });
  const lines = on.text().split('\n').slice(5, 14);
  expect(lines[0]).toMatch(/3 +\+1\.58 µs/);
  expect(lines.every(text => /[A-Za-z]/.test(text))).toBe(true);
});
