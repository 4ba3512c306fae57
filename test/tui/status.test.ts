// The first row and the last one: at every width they say where in time one is and what to do now, whole words or none.
import { describe, expect, test } from 'vitest';
import { findLesson } from '../../src/cli/lessons.js';
import { LANGS, type Lang } from '../../src/i18n/index.js';
import { storyRows } from '../../src/tui/status.js';
import { nowTexts } from '../../src/tui/status-now.js';
import { statusRow } from '../../src/tui/status-place.js';
import { stripRow } from '../../src/tui/status-strip.js';
import { lineWidth, textOf, widthOf } from '../../src/tui/text.js';
import { arpLesson, command, type Desk, desk, untroubled, wired } from './fixture.js';

const WIDTHS = Array.from({ length: 220 - 40 + 1 }, (_, i) => 40 + i);
const SIZE = { columns: 80, rows: 24 };

const status = (on: Desk, columns: number) => textOf(statusRow(on.store.view, columns));
/** What to do now where there is room for it. */
const now = (on: Desk) => `now: ${nowTexts(on.store.view)[0]}`;

/** Situations by name. */
const SITUATIONS: Readonly<Record<string, (lang: Lang) => Desk>> = {
  'at the start': lang => desk(SIZE, lang),
  'at the end of an event': lang => desk(SIZE, lang).press('n n n'),
  'inside an event': lang => desk(SIZE, lang).press('n n s s'),
  'at a checkpoint': lang => desk(SIZE, lang).press('c c c'),
  'at a checkpoint that asks': lang => desk(SIZE, lang).press('c'),
  'in the past': lang => desk(SIZE, lang).press('n n n n n N N'),
  'in the past of one event': lang => desk(SIZE, lang).press('n n n S'),
  'in a branch': lang => command(desk(SIZE, lang).press('n n n n N N'), 'B$ ping -c 1 192.168.0.100'),
  'in the past of a branch': lang =>
    command(desk(SIZE, lang).press('n n n n N N'), 'B$ ping -c 1 192.168.0.100').press('n N'),
  'at the end': lang => command(desk(SIZE, lang), 'goto end'),
  'far in the past': lang => command(command(desk(SIZE, lang), 'goto end'), 'goto 62s'),
};

describe.each(LANGS)('%s', lang => {
  test.each(Object.keys(SITUATIONS))('%s: event, time, past or present, at every width', name => {
    const on = SITUATIONS[name]!(lang);
    const { where, words } = on.store.view;
    const tense = where.atPresent ? words.text('ui.status.present') : words.text('tui.status.past');
    for (const width of WIDTHS) {
      const row = statusRow(on.store.view, width);
      const text = textOf(row);
      expect(lineWidth(row), text).toBe(width);
      expect(text, `${width}`).not.toContain('…');
      expect(text).toContain(tense);
      expect(text).toMatch(/ (?:0|\d[\d.]* (?:ns|µs|ms|s)) /);
      if (where.event > 0) expect(text).toMatch(new RegExp(`\\b${where.event}(?:/| of )${where.events}\\b`));
      else expect(text).toContain(words.text('ui.status.start'));
      // A branch that is not the only one is named, whatever the width.
      if (on.store.session.branches.list().length > 1) expect(text).toMatch(/\bb1\b/);
    }
  });

  test.each(Object.keys(SITUATIONS))('%s: all that matters fits in 80 columns', name => {
    const on = SITUATIONS[name]!(lang);
    const { where, words } = on.store.view;
    const text = status(on, 80);
    expect(text).toMatch(/\b(?:main|b1)\b/);
    if (where.event > 0) expect(text).toContain(`${where.stage}/${where.stages}`);
    if (!where.atPresent) expect(text).toContain(`p ${lang === 'en' ? 'returns' : '返回'}`);
    if (where.event > 0) expect(text).toMatch(/(?:\+|~|-)\d|±0|\d 行有变化|没有变化|changed/);
    expect(words.lang).toBe(lang);
  });

  test.each(Object.keys(SITUATIONS))('%s: what to do now is said whole, with a key', name => {
    const on = SITUATIONS[name]!(lang);
    for (const width of [40, 41, 47, 60, 79, 80, 96, 120, 160, 220]) {
      on.store.setSize({ columns: width, rows: 24 });
      const { view, ui } = on.store;
      const row = textOf(on.store.screen.rows.at(-1)!);
      const texts = nowTexts(view);
      for (const text of texts) expect(text).toMatch(/(?<![A-Za-z])(?:[a-zA-Z]|Esc|Enter|Space|:predict)(?![A-Za-z])/);
      // A sentence, or the keys alone where there is no room for one with keys beside it.
      const told = texts.find(text => row.includes(text));
      if (ui.note === undefined && width >= 120) expect(told, row).toBeDefined();
      expect(row).not.toContain('…');
    }
  });
});

describe('what to do now', () => {
  const all = { en: Object.entries(SITUATIONS).map(([name, make]) => [name, now(make('en'))] as const) };

  test('each situation has its own answer', () => {
    expect(Object.fromEntries(all.en)).toEqual({
      'at the start': 'now: n starts: the first event · or c runs to the first checkpoint',
      'at the end of an event': 'now: n for the next event · or c runs on to the next checkpoint',
      'inside an event': 'now: s for the next stage of this event · or n to the end of it',
      'at a checkpoint': 'now: c runs on to the next checkpoint · or s for the next stage of this event',
      'at a checkpoint that asks': 'now: choose with 1–6, then Enter · n n goes on without',
      'in the past': 'now: this is the past: p returns to the present · or n for the next event',
      'in the past of one event': 'now: this is the past: p returns to the present · or n for the next event',
      'in a branch': 'now: n for the next event · or :branch main leaves this branch',
      'in the past of a branch': 'now: this is the past: p returns to the present · or n for the next event',
      'at the end': 'now: the lesson is done: :task lists its tasks · q leaves',
      'far in the past': 'now: this is the past: p returns to the present · or n for the next event',
    });
  });

  test('what it says to press does what it says', () => {
    const past = SITUATIONS['in the past']!('en').press('p');
    expect(past.store.session.where().atPresent).toBe(true);
    const asked = SITUATIONS['at a checkpoint that asks']!('en').press('6 enter');
    expect(now(asked)).toBe('now: Enter goes to the reason · or c runs on to the next checkpoint');
    expect(now(asked.press('tab'))).toMatch(/^now: c runs on/);
    const branch = command(SITUATIONS['in a branch']!('en'), 'branch main');
    expect(branch.store.session.branch).toBe('main');
  });

  test('at the last checkpoint, beyond it, and where there is none', () => {
    const count = arpLesson().checkpoints.length;
    const on = desk(SIZE).press(Array.from({ length: count }, () => 'c').join(' '));
    expect(now(on)).toContain('c runs to the end');
    expect(now(on.press('n n'))).toBe('now: every checkpoint is reached: n goes on, q leaves');
    const plain = wired({ hosts: { A: '10.0.0.1', B: '10.0.0.2' }, links: ['A.eth0 B.eth0'], ping: '10.0.0.2' });
    expect(now(desk(SIZE, 'en', plain))).toBe('now: n starts: the first event');
    expect(now(desk(SIZE, 'en', plain).press('n'))).toBe('now: n for the next event');
    expect(now(command(desk(SIZE, 'en', plain), 'goto end'))).toContain('nothing is left to happen');
  });

  test('while something runs, plays, or lies over the panels', () => {
    const on = desk(SIZE, 'en', untroubled()).press('n space');
    expect(now(on)).toBe('now: Space pauses · + faster · - slower');
    expect(status(on, 120)).toMatch(/playing 1.?\w* events? a second|playing/);
    on.press('space');
    expect(now(on.press('?'))).toBe('now: Esc closes');
    expect(now(on.press('esc w'))).toContain('Enter goes there');
    expect(now(on.press('esc 8 n n n j'))).toContain('Enter opens the row, w asks why');
  });
});

describe('what the last move did', () => {
  test.each([
    ['n n', 'n: event 2, one row changed'],
    ['n n n n', 'n: event 4, one row changed'],
    ['n n n n n', 'n: event 5, nothing changed'],
    ['n n s s', 's: stage 2, nothing changed'],
    ['n n n N', 'N: event 2, one row changed'],
    ['c c c c c c', 'c: 2 events on, 2 rows changed'],
    ['c c c c c c C', 'C: 2 events back, 2 rows changed'],
  ])('%s', (keys, said) => {
    expect(status(desk(SIZE).press(keys), 200)).toContain(` · ${said} `);
  });

  test('by command', () => {
    expect(status(command(desk(SIZE), 'goto 8'), 200)).toContain('goto 8: 8 events on, 4 rows changed');
    expect(status(command(desk(SIZE).press('n n'), 'A$ ip neigh flush dev eth0'), 200)).toMatch(
      / A\$ ip neigh: event 3/,
    );
  });

  test('the figures are those that the panels sign', () => {
    const on = desk(SIZE).press('n n n n n n n n');
    expect(status(on, 80)).toContain('n: ~1');
    expect(status(command(desk(SIZE), 'goto 8'), 80)).toContain('goto 8: +4');
  });

  test('before the first move nothing is said', () => {
    expect(status(desk(SIZE), 220)).not.toMatch(/changed|±/);
  });
});

test('a command typed in the past begins a branch: that is said while it is typed', () => {
  const typing = (on: Desk) => {
    on.store.setSize({ columns: 120, rows: 30 });
    return textOf(on.press(': A $').store.screen.rows.at(-1)!);
  };
  expect(typing(desk(SIZE).press('n n N'))).toContain('begins a new branch');
  expect(typing(desk(SIZE).press('n n'))).toContain('Enter run');
});

describe('what happens, at 80×24', () => {
  test.each(LANGS.flatMap(lang => ['arp', 'vlan', 'stp'].map(id => [id, lang] as const)))(
    'is told in whole sentences: %s, %s',
    (id, lang) => {
      const on = desk(SIZE, lang, findLesson(id, lang));
      for (const key of 'nnnnnsssssssssnnnnnnnssssssssnnnnnnnnnnnnnn') {
        on.press(key);
        const { view } = on.store;
        const rows = storyRows(view, SIZE.columns, 3).map(row => textOf(row).trimEnd());
        expect(rows.length).toBe(3);
        for (const row of rows) {
          expect(row).not.toMatch(/…$/);
          expect(widthOf(row)).toBeLessThanOrEqual(SIZE.columns);
        }
        // Words may be shorter; none is missing at the end, of the sentence that matters most.
        const end = view.words.sentence(view.story(1)[0]!).slice(-4);
        expect(rows.join('').replace(/ /g, ''), key).toContain(end.replace(/^.*\.| /g, ''));
      }
    },
  );

  test('ports lose their node’s name, and addresses their beginning, before a sentence is left out', () => {
    const on = desk(SIZE).press('n n n');
    const rows = storyRows(on.store.view, 80, 3).map(textOf).join('\n');
    expect(rows).toContain('…01:01 came in by p1');
    expect(rows).toContain('is flooded by every port');
    const wide = storyRows(on.store.view, 160, 3).map(textOf).join('\n');
    expect(wide).toContain('02:00:00:00:01:01 came in by sw.p1');
  });
});

test('rows that are told alike are counted, and the line is no wider for it', () => {
  const on = desk(SIZE, 'en', findLesson('stp', 'en'));
  const texts = [...'nnnnnnnnccc'].map(key => textOf(stripRow(on.press(key).store.view, 80)));
  expect(texts.some(text => /~ Bridge ports ×[2-9]/.test(text))).toBe(true);
  for (const text of texts) {
    expect(text).not.toMatch(/Bridge ports {3}~ Bridge ports/);
    expect(widthOf(text)).toBe(80);
  }
});

test('a line begun for one node and written for another is typed on the other', () => {
  const on = command(desk(SIZE, 'en', findLesson('vlan', 'en')), 'h1$ swA$ bridge vlan');
  const { journal } = on.store.session;
  const texts = (node: string) =>
    [...(journal.tableNamed(`console@${node}`)?.rows() ?? [])].map(row => (row as { text: string }).text);
  expect(texts('swA')).toContain('bridge vlan');
  expect(texts('h1')).not.toContain('swA$ bridge vlan');
});
