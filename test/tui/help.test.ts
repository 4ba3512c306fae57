// The help and the footer name keys; every key they name must do something where they name it, and none may be missing.
import { describe, expect, test } from 'vitest';
import { MOVES } from '../../src/debug/index.js';
import { PROMPT_COMMANDS } from '../../src/export/index.js';
import { LANGS } from '../../src/i18n/index.js';
import { press } from '../../src/tui/actions/press.js';
import { keysRow } from '../../src/tui/bottom.js';
import { SCREEN_COMMANDS } from '../../src/tui/commands.js';
import { footerOf } from '../../src/tui/footer.js';
import { hereOf, keysHere } from '../../src/tui/here.js';
import { keyLabel, OVER_KEYS, SCREEN_KEYS } from '../../src/tui/keymap.js';
import { sectionsOf } from '../../src/tui/panels/help.js';
import { fitLine, lineWidth, textOf } from '../../src/tui/text.js';
import { type Desk, desk } from './fixture.js';

const SIZE = { columns: 100, rows: 40 };

/** Moments of all kinds, as keys from the start. */
const MOMENTS: Readonly<Record<string, string>> = {
  'at the start': '',
  'within an event': 'n n n S',
  'after an event': 'n n',
  'at a checkpoint': 'c',
  'in the past': 'n n n N',
  'at the end': ': g o t o space e n d enter',
  'in a panel with items': 'n n n 3',
  'an item chosen': 'n n n 3 k',
  'a layer chosen': 'n n 2 j',
  'a row chosen': 'c c c c c 8 j',
  'a panel alone': 'n n z',
  'the text of the lesson': 'c 7',
  'the answer why': 'n n w',
  'an answer to a command': 'n n : w h e r e enter : f r a m e enter',
  'the list of panels': 'n P',
  'the help': 'n ?',
};

const at = (keys: string, size = SIZE, lang: (typeof LANGS)[number] = 'en') => desk(size, lang).press(keys);

/** Everything that a key could change. */
const state = ({ store, exits }: Desk) =>
  JSON.stringify([store.ui, store.session.position, store.player.predictions.given, store.lang, exits], (_, v) =>
    v instanceof Set ? [...v] : v,
  );

/** Whether a key does anything at that moment. */
function changes(keys: string, key: string): boolean {
  const on = at(keys);
  const before = state(on);
  press(on.store, key);
  return state(on) !== before;
}

/** Keys by their labels. */
const NAMES: Readonly<Record<string, string>> = {
  Esc: 'esc',
  Tab: 'tab',
  Enter: 'enter',
  Space: 'space',
  Backspace: 'backspace',
  'Ctrl-C': 'ctrl-c',
};

describe.each(Object.entries(MOMENTS))('%s', (_name, keys) => {
  test('each key told first does something', () => {
    const { view } = at(keys).store;
    const here = keysHere(view, hereOf(view));
    // Two of one meaning (up and down) are told in one row: at an end of a list one of them leads nowhere.
    for (const help of new Set(here.map(k => k.help))) {
      const names = here.filter(k => k.help === help).flatMap(k => k.keys);
      expect(
        names.some(key => changes(keys, key)),
        names.join(' '),
      ).toBe(true);
    }
  });

  test('each key of the footer does something', () => {
    const footer = footerOf(at(keys).store.view);
    for (const { key } of [...footer.keys, ...footer.more]) {
      const pressed = key === '↑↓' ? ['up', 'down'] : key.split('/').map(k => NAMES[k] ?? k.replace(/^(\d)–\d$/, '$1'));
      expect(
        pressed.some(name => changes(keys, name)),
        key,
      ).toBe(true);
    }
  });

  test('the footer has help or the way out, five keys at most', () => {
    const { keys: shown } = footerOf(at(keys).store.view);
    expect(shown.length).toBeLessThanOrEqual(5);
    expect(shown.length).toBeGreaterThanOrEqual(2);
    expect(['?', 'Esc', 'Ctrl-C']).toContain(shown.at(-1)!.key);
  });

  test.each(LANGS)('%s: the footer fits every width, nothing cut', lang => {
    const on = at(keys, SIZE, lang);
    on.store.update({ note: undefined });
    for (let columns = 40; columns <= 240; columns++) {
      const row = fitLine(keysRow(on.store.view, columns), columns);
      expect(lineWidth(row)).toBe(columns);
      expect(textOf(row)).not.toContain('…');
      const footer = footerOf(on.store.view);
      const shown = footer.keys.filter(k => textOf(row).includes(`${k.key} ${k.word}`));
      const told = footer.sentences.some(text => textOf(row).includes(text)) ? 1 : 0;
      expect(shown.length + told, `${columns}: ${textOf(row)}`).toBeGreaterThanOrEqual(Math.min(2, footer.keys.length));
      expect(textOf(row)).toContain(`${footer.keys.at(-1)!.key} ${footer.keys.at(-1)!.word}`);
      if (columns >= 80) expect(shown.length + told).toBeGreaterThanOrEqual(Math.min(4, footer.keys.length));
    }
  });

  test('the help has every key and every command', () => {
    const all = sectionsOf(at(keys).store.view).flatMap(s => s.entries);
    const shown = all.flatMap(e => e.keys);
    const { over } = hereOf(at(keys).store.view, true);
    for (const { keys: names, name } of SCREEN_KEYS)
      for (const key of names) {
        const covered = over !== undefined && over !== 'running' && OVER_KEYS[over].some(k => k.keys.includes(key));
        expect(covered || shown.includes(keyLabel(key)), name).toBe(true);
      }
    for (const { key } of MOVES) if (key !== '') expect(shown).toContain(key);
    const typed = all.map(e => e.names).join(' ');
    for (const { name } of [...MOVES, ...PROMPT_COMMANDS, ...SCREEN_COMMANDS])
      expect(`${typed} ${MOVES.find(m => m.name === name)?.short}`).toContain(
        MOVES.find(m => m.name === name && name.startsWith('reverse-'))?.short ?? name,
      );
  });
});

describe('the help', () => {
  test('tells first what works in the panel in focus', () => {
    const first = (keys: string) => sectionsOf(at(keys).store.view)[0]!;
    expect(first('n n 2 j ?').title).toBe('Here: Frame');
    const keys = (of: string) => first(of).entries.flatMap(e => e.keys);
    expect(keys('n n 2 j ?')).toContain('←');
    expect(keys('n n 3 k ?')).not.toContain('←');
    expect(keys('n n N ?')).toContain('p');
    expect(keys('n n ?')).not.toContain('p');
  });

  test('what does not work now is told last, under a heading of its own', () => {
    const sections = sectionsOf(at('?').store.view);
    const later = sections.find(s => s.title === 'At other moments')!;
    expect(later.entries.flatMap(e => e.keys)).toContain('p');
    expect(sections.indexOf(later)).toBeGreaterThan(3);
  });

  test('lies over an answer and gives it back', () => {
    const on = at('n n w ?');
    expect(sectionsOf(on.store.view)[0]!.title).toBe('Here: the answer why');
    expect(on.press('esc').store.ui.overlay?.kind).toBe('why');
    expect(on.press('esc').store.ui.overlay).toBeUndefined();
  });

  test.each(LANGS)('%s: all of it can be scrolled to at 80×24, and stands whole at 180×78', lang => {
    const on = at('?', { columns: 80, rows: 24 }, lang);
    const last = on.store.view.text('keys.group.signs');
    expect(on.text()).not.toContain(last);
    expect(on.press('end').text()).toContain(last);
    const wide = at('?', { columns: 180, rows: 78 }, lang).text();
    expect(wide).toContain(last);
    expect(wide).not.toMatch(/1–\d+ \/ \d+ ─┘/);
  });
});

test('Esc closes what lies over, leaves the zoom, clears a choice, in this order, and never leaves', () => {
  const on = at('n n 3 k z ? esc');
  expect([on.store.ui.overlay, on.store.ui.zoom]).toEqual([undefined, true]);
  on.press('esc');
  expect([on.store.ui.zoom, Object.keys(on.store.ui.chosen)]).toEqual([false, ['time']]);
  expect(on.press('esc').store.ui.chosen).toEqual({});
  expect(on.press('esc').text()).toContain('q leaves netstep');
  expect(on.press('esc esc').exits).toEqual([]);
});

test('an answer longer than the row is told in full', () => {
  const on = at('', { columns: 44, rows: 16 });
  on.press(': c l o z e enter');
  const words = on.store.ui.note!.text.split(' ');
  for (const word of words) expect(on.text()).toContain(word);
});
