// The mouse: its reports are taken out wherever they are cut, never come through as keys, and do what stands under them.
import { describe, expect, test } from 'vitest';
import { mouse } from '../../src/tui/actions/mouse.js';
import { KeyInput, type MouseEvent, splitMouse } from '../../src/tui/mouse.js';
import { lineWidth, textOf } from '../../src/tui/text.js';
import { type Desk, desk } from './fixture.js';

const ESC = '\u001b';
const press = (x: number, y: number): MouseEvent => ({ kind: 'press', button: 0, x, y });

describe('reports', () => {
  test('are told apart from keys, in their order', () => {
    expect(splitMouse(`n${ESC}[<0;12;5Ms${ESC}[<0;12;5m${ESC}[A`)).toEqual({
      pieces: ['n', press(11, 4), 's', { ...press(11, 4), kind: 'release' }, `${ESC}[A`],
      open: '',
    });
  });

  test('the wheel, with Shift or Ctrl too; sideways and moves are nothing', () => {
    const kinds = (text: string) => splitMouse(text).pieces.map(p => (typeof p === 'string' ? p : p.kind));
    expect(kinds(`${ESC}[<64;1;1M${ESC}[<65;1;1M${ESC}[<80;1;1M${ESC}[<66;1;1M${ESC}[<35;1;1M`)).toEqual([
      'wheel-up',
      'wheel-down',
      'wheel-up',
    ]);
  });

  test('of terminals without 1006: three characters behind ESC [ M', () => {
    expect(splitMouse(`${ESC}[M !"q`).pieces).toEqual([press(0, 1), 'q']);
    expect(splitMouse(`${ESC}[M#!"`).pieces).toEqual([{ ...press(0, 1), button: 3, kind: 'release' }]);
  });

  test('that are no reports leave nothing behind', () => {
    expect(splitMouse(`${ESC}[<0;12xq`).pieces).toEqual(['xq']);
    expect(splitMouse(`${ESC}[<M${ESC}[<1;2Mn`).pieces).toEqual(['n']);
    expect(splitMouse(`${ESC}[<${'1'.repeat(90)}`)).toEqual({ pieces: [], open: '' });
  });
});

/** A stream that hands over what is typed, and time that passes when it is told to. */
function inputOf() {
  const seen: (string | MouseEvent)[] = [];
  let typed: string[] = [];
  let readable = () => {};
  let later: (() => void) | undefined;
  const stdin = {
    isTTY: true,
    read: () => typed.shift() ?? null,
    addListener: (_event: string, listener: () => void) => {
      readable = listener;
    },
    removeListener: () => {},
  };
  const input = new KeyInput(
    stdin as never,
    events => seen.push(...events),
    work => {
      later = work;
      return () => {
        later = undefined;
      };
    },
  );
  input.addListener('readable', () => {
    for (let key = input.read(); key !== null; key = input.read()) seen.push(key);
  });
  return {
    seen,
    type(...chunks: string[]) {
      for (const chunk of chunks) {
        typed = [chunk];
        readable();
      }
    },
    wait: () => later?.(),
  };
}

describe('input', () => {
  test('cut anywhere, a report is one report and no key', () => {
    const text = `n${ESC}[<65;120;40Ms`;
    for (let at = 1; at < text.length; at++) {
      for (let to = at; to < text.length; to++) {
        const input = inputOf();
        input.type(...[text.slice(0, at), text.slice(at, to), text.slice(to)].filter(t => t !== ''));
        expect(input.seen, `cut at ${at} and ${to}`).toEqual([
          'n',
          { kind: 'wheel-down', button: 1, x: 119, y: 39 },
          's',
        ]);
      }
    }
  });

  test('Esc alone is a key when nothing follows it; half a report is nothing', () => {
    const input = inputOf();
    input.type(ESC);
    expect(input.seen).toEqual([]);
    input.wait();
    expect(input.seen).toEqual([ESC]);
    input.type(`${ESC}[<0;1`);
    input.wait();
    input.type('q');
    expect(input.seen).toEqual([ESC, 'q']);
  });
});

/** Where a text stands on the screen. */
function find(on: Desk, text: string, within?: string): MouseEvent {
  const place = on.store.screen.layout?.places.find(p => p.panel === within);
  for (const [y, row] of on.store.screen.rows.entries()) {
    if (place !== undefined && (y < place.y || y >= place.y + place.height)) continue;
    const all = textOf(row);
    const at = all.indexOf(text, place?.x ?? 0);
    if (at >= 0) return press(lineWidth([{ text: all.slice(0, at), role: 'plain' }]), y);
  }
  throw new Error(`${text} is not on the screen:\n${on.text()}`);
}
const wheel = (on: Desk, kind: 'wheel-up' | 'wheel-down', at: MouseEvent) => mouse(on.store, { ...at, kind });
const LARGE = { columns: 160, rows: 48 };

describe('a click', () => {
  test('turns to the panel and chooses what is under it; another one opens it', () => {
    const on = desk(LARGE).press('n n');
    mouse(on.store, find(on, '▾ Ethernet II'));
    expect(on.store.ui.panel).toBe('packet');
    expect(on.store.ui.chosen.packet).toBe('layer:eth');
    mouse(on.store, find(on, '▾ Ethernet II'));
    expect(on.text()).toContain('▸ Ethernet II');
  });

  test('on a node chooses that node, not its neighbour in the row', () => {
    const on = desk(LARGE).press('n n');
    mouse(on.store, find(on, 'B 192.168.0.101', 'topology'));
    expect(on.store.ui.focus.node).toBe('B');
    mouse(on.store, find(on, 'switch', 'topology'));
    expect(on.store.ui.focus.node).toBe('sw');
  });

  test('on a byte brings its field into focus', () => {
    const on = desk(LARGE).press('n n');
    const row = find(on, '0020 ', 'bytes');
    // Byte 0x26 is the first of the address that is asked for: 14 of Ethernet, 24 into ARP.
    mouse(on.store, { ...row, x: row.x + 6 + 6 * 3 });
    expect(on.store.ui.focus.field).toBe('arp.dst.proto_ipv4');
    expect(on.text()).toMatch(/\[c0 a8/);
    expect(on.store.ui.panel).toBe('bytes');
  });

  test('on a row in Time twice goes there', () => {
    const on = desk(LARGE).press('n n n n n');
    const at = find(on, ' ◆2 ', 'time');
    mouse(on.store, { ...at, x: at.x + 1 });
    mouse(on.store, find(on, '› ◆2 ', 'time'));
    expect(on.store.session.where().event).toBe(2);
  });

  test('on a name in the row of panels, and on a key, in both its halves', () => {
    const on = desk({ columns: 80, rows: 24 });
    mouse(on.store, find(on, 'Time'));
    expect(on.store.ui.panel).toBe('time');
    on.press('n');
    const keys = find(on, 'n/N');
    mouse(on.store, keys);
    mouse(on.store, { ...keys, x: keys.x + 4 });
    expect(on.store.session.where().event).toBe(3);
    mouse(on.store, { ...find(on, 'n/N'), x: find(on, 'n/N').x + 2 });
    expect(on.store.session.where().event).toBe(2);
  });

  test('beside everything, or while a command is typed, does nothing', () => {
    const on = desk({ columns: 80, rows: 24 }).press('n :');
    const before = on.text();
    mouse(on.store, press(5, 12));
    mouse(on.store, press(500, 500));
    expect(on.text()).toBe(before);
    on.press('esc ?');
    mouse(on.store, press(5, 12));
    expect(on.store.ui.overlay).toBeUndefined();
  });
});

describe('the wheel', () => {
  test('scrolls the panel under it, without turning to it; the next key follows the cursor again', () => {
    const on = desk(LARGE);
    for (let i = 0; i < 30; i++) on.press('n');
    const at = find(on, '▶ 30', 'time');
    expect(on.store.ui.panel).toBe('topology');
    for (let i = 0; i < 30; i++) wheel(on, 'wheel-up', at);
    expect(find(on, '  1  ', 'time')).toBeDefined();
    expect(() => find(on, '▶ 30', 'time')).toThrow();
    expect(on.store.ui.panel).toBe('topology');
    on.press('n');
    expect(find(on, '▶ 31', 'time')).toBeDefined();
  });

  test('scrolls what lies over the panels', () => {
    const on = desk({ columns: 80, rows: 24 }).press('?');
    const before = on.text();
    wheel(on, 'wheel-down', press(3, 10));
    expect(on.text()).not.toBe(before);
    wheel(on, 'wheel-up', press(3, 10));
    expect(on.text()).toBe(before);
  });
});
