// The journey of a packet as a panel: every place it came by, what was done to it, how each copy ended.
import { describe, expect, test } from 'vitest';
import { LANGS } from '../../src/i18n/index.js';
import { followPanel } from '../../src/tui/panels/follow.js';
import { textOf } from '../../src/tui/text.js';
import { upTo } from './checkpoint.js';
import { command, type Desk, desk } from './fixture.js';

const SIZE = { columns: 160, rows: 48 };
const drawn = (on: Desk, width = 78): string[] =>
  followPanel.select(on.store.view, { width, height: 40 }, 'follow').lines.map(textOf);

test.each(LANGS)('%s: a question and its three copies', lang => {
  expect(`\n${drawn(upTo(desk(SIZE, lang), 'not-me')).join('\n')}\n`).toMatchSnapshot();
});

describe(':follow', () => {
  test('opens the panel beside the others, and the row of panels names it', () => {
    const on = upTo(desk(SIZE), 'not-me');
    expect(on.text()).not.toContain('Follow');
    command(on, 'follow');
    expect(on.store.ui.panel).toBe('follow');
    expect(on.store.screen.layout!.places.map(p => p.panel)).toContain('follow');
    expect(on.text()).toContain('Follow · frame 2');
    on.press('5 1');
    expect(on.text()).toContain('8 Follow'.slice(2));
  });

  test('takes the name of a frame; one that is not there is answered', () => {
    const on = command(upTo(desk(SIZE), 'echo'), 'follow 2');
    expect(on.text()).toContain('Follow · frame 2');
    expect(command(on, 'follow 77').text()).toContain('there is no frame 77');
    expect(command(desk(SIZE), 'follow').text()).toContain('no frame yet');
  });

  test.each([
    [40, 12],
    [80, 24],
    [100, 32],
    [120, 24],
    [80, 50],
    [160, 48],
    [220, 60],
  ])('has a place at %i×%i', (columns, rows) => {
    const on = command(desk({ columns, rows }).press('n n n'), 'follow');
    expect(on.store.screen.layout!.places.map(p => p.panel)).toContain('follow');
  });
});

describe('hops', () => {
  test('each copy ends in what became of it', () => {
    const lines = drawn(upTo(desk(SIZE), 'not-me'));
    expect(lines.filter(text => / ✓ /.test(text))).toHaveLength(1);
    expect(lines.filter(text => / ✗ /.test(text))).toHaveLength(2);
    expect(lines.filter(text => text.includes('flooded copy'))).toHaveLength(3);
    expect(lines.some(text => /~ Padding {2}— → 18 B/.test(text))).toBe(true);
  });

  test('what is on its way says when it will be there, no more', () => {
    const on = desk(SIZE).press('n n n');
    const lines = drawn(on);
    expect(lines.filter(text => text.includes('…') && text.includes('3.152 µs'))).toHaveLength(3);
    expect(lines.some(text => /D\.eth0 ←/.test(text))).toBe(false);
  });

  test('in the past what comes later is dimmed', () => {
    const on = upTo(desk(SIZE), 'not-me').press('N N N');
    const { lines } = followPanel.select(on.store.view, { width: 78, height: 40 }, 'follow');
    const later = lines.find(line => textOf(line).includes('D.eth0 ←'))!;
    expect(later.some(s => s.text.startsWith('D.eth0') && s.role === 'dim')).toBe(true);
    expect(
      lines.find(line => textOf(line).includes('A.eth0 →'))!.some(s => s.role === 'dim' && s.text.startsWith('A')),
    ).toBe(false);
  });

  test('Enter on a hop goes there', () => {
    const on = command(upTo(desk(SIZE), 'not-me'), 'follow').press('k k k');
    const text = drawn(on);
    const hop = text.findIndex(line => line.includes('C.eth0 ←'));
    expect(on.text()).toMatch(/│›.*C\.eth0 ←/);
    on.press('enter');
    expect(on.store.session.where().atPresent).toBe(false);
    expect(on.store.view.node).toBe('C');
    expect(drawn(on)[hop]).toMatch(/^ ▶/);
  });

  test('w asks why the frame is there', () => {
    const on = command(upTo(desk(SIZE), 'not-me'), 'follow').press('w');
    expect(on.text()).toContain('Why: Frame 2');
  });
});
