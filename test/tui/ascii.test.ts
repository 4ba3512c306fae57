// ASCII: nothing that the program draws needs more, nothing moves by it, and text stays text.
import { describe, expect, test } from 'vitest';
import { findLesson } from '../../src/cli/lessons.js';
import { LANGS, message, messageIds } from '../../src/i18n/index.js';
import { asciiOf } from '../../src/tui/ascii.js';
import { widthOf } from '../../src/tui/text.js';
import { Theme } from '../../src/tui/theme.js';
import { desk } from './fixture.js';

const plain = new Theme(0);
const ascii = new Theme(0, undefined, true);
const ASCII = /^[ -~]*$/;
/** What an East Asian font draws, and the punctuation that Chinese text shares with other scripts. */
const CHINESE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/gu;

const SCREENS = ['', 'n n n', 'n n s w', 'c c c c c c N', '2 n n n j j j j j', '3 n n n n', '5 c c c c c', '?'];
const SIZES = [
  [80, 24],
  [160, 48],
  [220, 60],
] as const;

describe.each(LANGS)('%s', lang => {
  test.each(SCREENS)('after %j every row is ASCII, and as wide as before', keys => {
    for (const [columns, rows] of SIZES) {
      for (const row of desk({ columns, rows }, lang).press(keys).store.screen.rows) {
        const drawn = ascii.render(row);
        expect(widthOf(drawn)).toBe(widthOf(plain.render(row)));
        if (lang === 'en') expect(drawn).toMatch(ASCII);
        else expect(drawn.replace(CHINESE, '')).toMatch(ASCII);
      }
    }
  });
});

/** The moments of the golden screens (screens.test.ts), and what lies over panels. */
const GOLDEN = [
  ['arp', 'n n n'],
  ['vlan', 'c c c c c c 1 enter'],
  ['stp', 'c c c c c c c c N 8 j w'],
  ['tcp-queues', 'c c c c c c 8'],
  ['arp', 'n n n n n 8 j w esc 4 z'],
  ['arp', 'n n n P'],
  ['arp', 'n n n : g o'],
  ['arp', 'n n n / x'],
  ['hub', 'c c c 5'],
] as const;

test.each(GOLDEN)('%s after %j: every cell that the program draws, at the sizes of the golden screens', (id, keys) => {
  for (const lang of LANGS) {
    for (const [columns, rows] of [
      [80, 24],
      [160, 48],
      [40, 12],
      [30, 8],
    ] as const) {
      for (const row of desk({ columns, rows }, lang, findLesson(id, lang)).press(keys).store.screen.rows) {
        const [drawn, before] = [ascii.render(row), plain.render(row)];
        expect(lang === 'en' ? drawn : drawn.replace(CHINESE, '')).toMatch(ASCII);
        expect(widthOf(drawn)).toBe(widthOf(before));
        // A ? is a question, no character that was lost.
        expect(drawn.split('?').length, drawn).toBe(before.split('?').length);
      }
    }
  }
});

test('a cut is no full stop, and a section no question', () => {
  expect(asciiOf('RFC 1122 §2.3.2.2, Linux arp_rc…')).toBe('RFC 1122 #2.3.2.2, Linux arp_rc~');
});

test('no message of the program has a character without its ASCII', () => {
  for (const id of messageIds()) {
    const text = message('en', id);
    expect(asciiOf(text), id).toMatch(ASCII);
    expect([...asciiOf(text)].length, id).toBe([...text].length);
    expect(asciiOf(text).split('?').length, id).toBe(text.split('?').length);
  }
});

test('every character that is drawn with becomes one of the same width', () => {
  const blocks = [
    [0x2010, 0x2027],
    [0x2030, 0x205e],
    [0x2190, 0x21ff],
    [0x2200, 0x22ff],
    [0x2300, 0x23ff],
    [0x2500, 0x25ff],
    [0x2600, 0x27bf],
    [0x2800, 0x28ff],
  ] as const;
  for (const [from, to] of blocks) {
    for (let code = from; code <= to; code++) {
      const character = String.fromCodePoint(code);
      if (widthOf(character) === 1) expect(asciiOf(character), `U+${code.toString(16)}`).toMatch(/^[ -~]$/);
      else expect(widthOf(asciiOf(character)), `U+${code.toString(16)}`).toBe(widthOf(character));
    }
  }
});

test('what means different things stays different', () => {
  const apart = ['1′', '1″', '1‴', '▾', '▸', '─', '│', '┄', '✓', '✗', '┌', '·', '…'];
  expect(new Set(apart.filter(c => !'▾✓·…'.includes(c)).map(asciiOf)).size).toBe(9);
  expect(asciiOf('① ² ❷')).toBe('1 2 2');
  expect(asciiOf('┌─ ▾ A ▶ B ─┐')).toBe('+- v A > B -+');
});

test('letters of other scripts are text: they stay', () => {
  for (const text of ['Zürich', 'Ångström', '网络 · 帧', 'Привет', '日本語']) {
    expect(asciiOf(text)).toBe(text.replace('·', '.'));
  }
});
