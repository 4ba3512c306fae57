// The sequence chart: who sends what to whom, in which order, how far it has come, and what the nodes then know.
import { describe, expect, test } from 'vitest';
import { LANGS } from '../../src/i18n/index.js';
import { chartPanel } from '../../src/tui/panels/chart.js';
import { type Line, lineWidth, textOf } from '../../src/tui/text.js';
import { upTo } from './checkpoint.js';
import { command, type Desk, desk, wired } from './fixture.js';
import { calls, longRun } from './long-run.js';

const SIZE = { columns: 80, rows: 24 };
const select = (on: Desk, width = 78, height = 60) => chartPanel.select(on.store.view, { width, height }, 'chart');
const drawn = (on: Desk, width = 78, height = 60): string[] =>
  Array.from(select(on, width, height).lines, line => textOf(line ?? []));
const rowOf = (on: Desk, pattern: RegExp, width?: number) => drawn(on, width).find(text => pattern.test(text)) ?? '';

/** A switch and so many hosts; A pings the last one. */
function star(hosts: number): Desk {
  const names = Array.from({ length: hosts }, (_, i) => String.fromCharCode(65 + i));
  return desk(
    SIZE,
    'en',
    wired({
      hosts: Object.fromEntries(names.map((name, i) => [name, `10.0.0.${i + 1}`])),
      switches: { sw: hosts },
      links: names.map((name, i) => `${name}.eth0 sw.p${i + 1}`),
      ping: `10.0.0.${hosts}`,
    }),
  );
}

describe.each(LANGS)('%s', lang => {
  test('the first ping, and a look back at it', () => {
    const on = upTo(desk(SIZE, lang), 'known').press('N N N N');
    expect(`\n${drawn(on).join('\n')}\n`).toMatchSnapshot();
  });
});

describe('arrows', () => {
  test('a frame on its way has come half of it, and has not reached the other line', () => {
    const on = desk(SIZE).press('n n');
    expect(rowOf(on, /ARP\?/)).toMatch(/├╌\[ARP\?\]▶ +│/);
    on.press('n');
    expect(drawn(on).filter(text => /├[─═]\[?ARP\?\]?[─═]+▶┤/.test(text))).toHaveLength(1);
  });

  test('the head of an arrow on its way, or of what was lost, is at nobody else’s line', () => {
    for (const lost of [false, true]) {
      const on = desk(SIZE).press('n n n');
      if (lost) for (const { frame } of on.store.view.network.flights) command(on, `drop ${frame}`);
      for (let width = 38; width <= 140; width++) {
        const rows = drawn(on, width);
        const at = (name: string) => rows[0]!.search(new RegExp(`(?<![a-z])${name}(?![a-z])`)) + (name.length >> 1);
        const lines = ['A', 'sw', 'B', 'C', 'D'].map(at);
        const heads = rows.flatMap(row => [...row.matchAll(/(?<![┤├▶✗])[▶◀✗](?![┤├✗◀])/g)].map(m => m.index));
        for (const head of heads) expect(lines, `${width}\n${rows.join('\n')}`).not.toContain(head);
      }
    }
  });

  test('flooding is an arrow for each copy; who throws it away ends it in ✗', () => {
    const on = desk(SIZE).press('n n n');
    expect(drawn(on).filter(text => /├╌\[?ARP\?\]?╌*▶ /.test(text))).toHaveLength(3);
    on.press('n n n');
    expect(drawn(on).filter(text => /▶✗/.test(text))).toHaveLength(2);
    expect(drawn(on).filter(text => /▶┤/.test(text))).toHaveLength(2);
  });

  test('what the cable lost stays half way', () => {
    const on = command(desk(SIZE).press('n n'), 'drop 2');
    expect(on.store.view.network.flights).toEqual([]);
    expect(rowOf(on, /ARP\?/)).toMatch(/├[─═]\[?ARP\?\]?✗ /);
  });

  test('what lies beyond the present is not drawn; what lies beyond the cursor is dimmed', () => {
    const on = desk(SIZE).press('n n n s');
    expect(drawn(on).filter(text => text.includes('ARP!'))).toEqual([]);
    on.press('n n n n n N N N N N');
    const { lines } = select(on);
    const later = lines.find((line: Line) => textOf(line).includes('ARP!'))!;
    expect(later.some(s => s.text.includes('ARP!') && s.role === 'dim')).toBe(true);
    const cursor = lines.findIndex((line: Line) => /▶/.test(textOf(line)) && /┄{3}/.test(textOf(line)));
    expect(cursor).toBeGreaterThan(0);
    expect(lines.indexOf(later)).toBeGreaterThan(cursor);
  });

  test('a frame that is built, not yet on the cable, is no arrow', () => {
    const on = desk(SIZE).press('n');
    const sent = () => drawn(on).filter(text => text.includes('ARP?')).length;
    while (sent() === 0) on.press('s');
    expect(on.store.session.journal.kindOf(on.store.view.stage).name).toBe('link_transmit');
  });
});

describe('states', () => {
  test('stand in the column of their node, in time', () => {
    const text = drawn(upTo(desk(SIZE), 'echo')).join('\n');
    const order = ['+INCOMPLETE', 'ARP?', '+p1', '+STALE', 'ARP!', '+p4', 'REACHABLE', 'echo?'].map(w =>
      text.indexOf(w),
    );
    expect(order.every(at => at >= 0)).toBe(true);
    expect(order).toEqual(order.slice().sort((x, y) => x - y));
  });

  test('a cable that is cut is a state of both ends', () => {
    const on = command(desk(SIZE).press('n n n'), 'link A.eth0-sw.p1 down');
    expect(drawn(on).filter(text => text.includes('down'))).toHaveLength(2);
  });

  test('long waits are folded', () => {
    expect(drawn(upTo(desk(SIZE), 'known')).some(text => text.includes('2 s: nothing happens'))).toBe(true);
  });
});

describe('many nodes', () => {
  test('are all there as long as they fit, narrower and narrower', () => {
    for (const width of [38, 46, 60, 78, 120, 240]) {
      const names = drawn(desk(SIZE).press('n n n'), width)[0]!;
      expect(names.match(/A|sw|B|C|D/g), `${width}`).toHaveLength(width < 40 ? 5 : 5);
      for (const line of select(desk(SIZE).press('n n n'), width).lines) expect(lineWidth(line)).toBe(width);
    }
  });

  test('else those around the node in focus, and how many there are beyond the edges', () => {
    const on = star(14).press('n n n 5');
    const names = () => drawn(on, 60)[0]!;
    expect(names()).toMatch(/A +\[?sw/);
    expect(names()).toMatch(/\d+›$/);
    for (let i = 0; i < 9; i++) {
      on.press('l');
      expect(names()).toContain(`[${on.store.ui.focus.node}]`);
    }
    expect(names()).toMatch(/‹\d/);
    const shown = names().match(/[A-Zsw]+/g)!.length;
    const beyond = [...names().matchAll(/‹(\d+)|(\d+)›/g)].reduce((sum, m) => sum + Number(m[1] ?? m[2]), 0);
    expect(shown + beyond).toBe(15);
    for (let i = 0; i < 20; i++) on.press('h');
    expect(names()).toContain('[A]');
  });
});

describe('rows', () => {
  test('Enter goes to where the frame was sent; choosing it brings it into focus', () => {
    const on = upTo(desk({ columns: 160, rows: 48 }), 'echo').press('5 k k k k');
    const frame = on.store.ui.focus.frame!;
    expect(on.store.ui.chosen.chart).toBe(`frame:${frame}`);
    expect(on.store.view.frame).toBe(frame);
    on.press('enter');
    expect(on.store.session.journal.kindOf(on.store.view.stage).name).toBe('link_transmit');
    expect(on.store.session.journal.numberArg(on.store.view.stage, 'frame')).toBe(frame);
  });

  test('the names stay in sight, and so does what is chosen', () => {
    const on = upTo(desk(SIZE), 'delay').press('5');
    for (let i = 0; i < 25; i++) {
      on.press('k');
      const rows = on.text().split('\n');
      expect(rows[5]).toMatch(/A +sw +B +C +D/);
      expect(on.text()).toMatch(/│›/);
    }
  });

  test('of a long run only those around the cursor are made', () => {
    const cost = (on: Desk) => {
      on.press('N');
      on.store.view.network;
      return calls(() => select(on, 100, 40));
    };
    const [short, long] = [longRun(100), longRun(1500)];
    const few = cost(short);
    expect(few).toBeGreaterThan(100);
    expect(cost(long)).toBeLessThan(few * 1.5);
    expect(select(long, 100, 40).textAt!(1)).toBe('there is more above');
    expect(select(long, 100, 40).lines.length).toBeLessThan(700);
    long.press('5');
    for (let i = 0; i < 12; i++) long.press('page-up');
    const { chosen } = long.store.ui;
    expect(select(long, 100, 40).items!.some(item => item.id === chosen.chart)).toBe(true);
  });
});
