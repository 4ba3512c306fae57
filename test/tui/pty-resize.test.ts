// A lesson played by keys in a real terminal, at another size after every key: what stands there is what a fresh terminal of
// that size would show, cell by cell with its colours. And what is written for a key: one update, of the changed rows alone.
import { describe, expect, test } from 'vitest';
import { findLesson } from '../../src/cli/lessons.js';
import type { Size } from '../../src/tui/layout.js';
import { Look } from '../../src/tui/look.js';
import { changedRows } from '../../src/tui/painter.js';
import { type Desk, desk } from './fixture.js';
import { BEGIN, builtProgram, clean, END, ESC, emulator, looks, netstep, type Terminal } from './pty.js';

builtProgram();

const ENV = { TERM: 'xterm-256color', LANG: 'C.UTF-8' };
/** Keys of the lesson, by name, with what a terminal sends for each. */
const KEYS = {
  n: 'n',
  s: 's',
  N: 'N',
  p: 'p',
  c: 'c',
  '1': '1',
  tab: '\t',
  w: 'w',
  esc: ESC,
  z: 'z',
  '?': '?',
  j: 'j',
  '5': '5',
  enter: '\r',
} as const;
const WALK: readonly (keyof typeof KEYS)[] = [
  ...(['n', 'n', 's', 's', 'tab', 'tab', 'j', 'w', 'esc', 'c', '1', 'enter', 'c', 'z', 'c', 'z', '?', 'esc'] as const),
  ...(['c', '5', 'c', 'N', 'N', 'p', 'c', 'c', 'c', 'c', 'c', 'c', 'c', 'c', 'c', 'c', 'n'] as const),
];
const SIZES: readonly Size[] = (
  [
    [80, 24],
    [160, 48],
    [40, 12],
    [120, 36],
    [30, 8],
    [220, 60],
    [100, 30],
    [61, 50],
    [81, 25],
  ] as const
).map(([columns, rows]) => ({ columns, rows }));

/** What a terminal that was never anything else shows of a screen. */
async function fresh(on: Desk): Promise<string[]> {
  const { columns, rows } = on.store.size;
  const screen = emulator(columns, rows);
  const look = new Look(ENV, true);
  const lines = on.store.screen.rows.map(row => look.render(row));
  // Without wrapping, as the program has it.
  await new Promise<void>(done => screen.write(`${ESC}[?7l${ESC}[?25l${changedRows([], lines)}`, done));
  const out = looks(screen);
  screen.dispose();
  return out;
}

async function shows(terminal: Terminal, on: Desk, after: string): Promise<void> {
  const expected = await fresh(on);
  const same = () => looks(terminal.screen).every((row, y) => row === expected[y]);
  await terminal.until(same).catch(() => {
    const { columns, rows } = on.store.size;
    expect(looks(terminal.screen), `at ${columns}×${rows} after ${after}`).toEqual(expected);
  });
}

describe.each(['en', 'zh-CN'] as const)('%s', lang => {
  test('played to its end, at another size after every key: no residue', async () => {
    const on = desk({ columns: 80, rows: 24 }, lang, findLesson('arp', lang));
    const terminal = netstep(['lesson/arp', '--lang', lang]);
    await shows(terminal, on, 'the start');
    for (const [i, key] of WALK.entries()) {
      const size = SIZES[(i + 1) % SIZES.length] as Size;
      terminal.type(KEYS[key]);
      on.once(key);
      await shows(terminal, on, `${key} (${i})`);
      terminal.resize(size.columns, size.rows);
      on.store.setSize(size);
      await shows(terminal, on, `${key} (${i}) and a resize`);
    }
    expect(on.store.player.reached().length).toBe(on.store.lesson.checkpoints.length);
    terminal.type('q');
    expect(await terminal.exit()).toBe(0);
    clean(terminal);
  }, 60_000);
});

test('a key is one synchronized update, of the rows that change and no others', async () => {
  const on = desk({ columns: 160, rows: 48 }, 'en', findLesson('arp', 'en'));
  const look = new Look(ENV, true);
  const rowsOf = () => on.store.screen.rows.map(row => look.render(row));
  const terminal = netstep(['lesson/arp'], 160, 48);
  await shows(terminal, on, 'the start');
  for (const key of ['n', 'n', 's', 'tab', 'j', 'c', 'N', 'z', 'z'] as const) {
    const [before, written] = [rowsOf(), terminal.raw.length];
    terminal.type(KEYS[key]);
    on.once(key);
    await shows(terminal, on, key);
    await terminal.still();
    const update = terminal.raw.slice(written);
    expect(update.startsWith(BEGIN) && update.endsWith(END), `${key}: ${JSON.stringify(update)}`).toBe(true);
    expect(update.split(BEGIN).length, key).toBe(2);
    const after = rowsOf();
    const changed = after.flatMap((row, y) => (row === before[y] ? [] : [y + 1]));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence is looked for
    const painted = [...update.matchAll(/\u001b\[(\d+);1H/g)].map(m => Number(m[1]));
    expect(painted, key).toEqual(changed);
    expect(changed.length, key).toBeLessThan(48);
    expect(update, key).not.toContain(`${ESC}[2J`);
  }
}, 30_000);
