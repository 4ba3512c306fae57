// The command line: what its list holds, what Enter and Tab take from it, and the keys of a line.

import { describe, expect, test } from 'vitest';
import { keyNamed, MOVES, parseRowName } from '../../src/debug/index.js';
import { PROMPT_COMMANDS } from '../../src/export/index.js';
import { LANGS } from '../../src/i18n/index.js';
import { runCommand } from '../../src/tui/actions/command.js';
import { SCREEN_COMMANDS } from '../../src/tui/commands.js';
import { edit } from '../../src/tui/line-edit.js';
import { ALL_COMMANDS, paletteOf } from '../../src/tui/palette.js';
import { isPanel } from '../../src/tui/panels/registry.js';
import fc from '../property.js';
import { command, type Desk, desk } from './fixture.js';

const SIZE = { columns: 100, rows: 45 };

/** The words of the list while a line is typed. */
function listed(on: Desk, line: string): string[] {
  on.store.update({ input: { text: line, at: line.length, past: 0 } });
  return paletteOf(on.store.view)!.matches.map(m => m.word);
}
const typed = (on: Desk, text: string) => on.press(`: ${[...text].map(c => (c === ' ' ? 'space' : c)).join(' ')}`);

describe('the list', () => {
  const on = desk(SIZE).press('c c c c c');

  test('offers a panel under one name, and understands the other too', () => {
    for (const [long, short] of [
      ['sockets', 'socket'],
      ['routes', 'route'],
      ['devices', 'netdev'],
      ['leases', 'lease'],
    ]) {
      const names = listed(on, 'panel ');
      expect(names).toContain(`${long}@A`);
      expect(names).not.toContain(`${short}@A`);
      expect(isPanel(`${short}@A`)).toBe(true);
    }
  });

  test('has every command of the prompt, of the screen and of the moves, each once', () => {
    const words = listed(on, '');
    for (const { name } of [...PROMPT_COMMANDS, ...SCREEN_COMMANDS, ...MOVES]) expect(words).toContain(name);
    expect(new Set(words).size).toBe(words.length);
    expect(words).toContain('A$');
  });

  test.each([
    ['n', 'next'],
    ['rs', 'reverse-step'],
    ['h', 'hop'],
    ['zm', 'zoom'],
    ['revnex', 'reverse-next'],
    ['pnl', 'panel'],
    ['A', 'A$'],
  ])('%s finds %s first: short names, beginnings, then letters in their order', (query, first) => {
    expect(listed(on, query)[0]).toBe(first);
  });

  test.each([
    ['why nei', 'neigh@A'],
    ['why neigh@A ', '192.168.0.103'],
    ['why neigh@A 192.168.0.103 .', '.lladdr'],
    ['watch fdb@sw ', '02:00:00:00:01:01'],
    ['break arp.opcode == 2 && ns.no', 'ns.node'],
    ['panel fdb', 'fdb@sw'],
    ['close ch', 'chart'],
    ['goto pr', 'present'],
    ['link ', 'A.eth0-sw.p1'],
    ['link A.eth0-sw.p1 d', 'down'],
    ['power C o', 'on'],
    ['frame ', '3'],
    ['why-not no-r', 'no-reply'],
    ['why-not no-reply A ', 'D'],
    ['branch ', 'main'],
    ['A$ ip nei', 'neigh'],
    ['A$ ip addr show dev et', 'eth0'],
  ])('%j offers %s', (line, word) => {
    expect(listed(on, line)).toContain(word);
  });

  test('offers the fields of the frame at the cursor', () => {
    expect(listed(desk(SIZE).press('n n'), 'edit arp.opc')).toEqual(['arp.opcode=']);
  });

  test('a row that is offered is the row that is named', () => {
    for (const table of on.store.session.journal.tables.filter(t => t.schema.columns !== undefined)) {
      for (const word of listed(on, `why ${table.name} `).slice(0, 20)) {
        if (!listed(on, `watch ${table.name} `).includes(word) || word.startsWith('.')) continue;
        const name = parseRowName(on.store.session.target, [table.name, ...word.split(' ')]);
        expect(name.ok && keyNamed(on.store.session.target, name).ok, `${table.name} ${word}`).toBe(true);
      }
    }
  });

  test('offers no frame where a node is asked for, no panel where a table is', () => {
    expect(listed(on, 'power ')).toEqual(on.store.session.target.nodeNames);
    expect(listed(on, 'table ')).not.toContain('topology');
    expect(listed(on, 'close ')).not.toContain('routes@A');
  });

  test.each(LANGS)('%s: shows arguments, help and key of what fits', lang => {
    const shown = typed(desk({ columns: 80, rows: 24 }, lang), 'goto').text();
    const row = shown.split('\n').find(text => text.startsWith('│›goto'))!;
    expect(row).toContain('EVENT');
    expect(row).toContain(lang === 'en' ? 'go to an event' : '转到某个事件');
    expect(row).toMatch(/ g │/);
  });

  test('says what may have been meant where nothing fits', () => {
    expect(typed(desk(SIZE), 'stpe').text()).toContain('did you mean step');
  });
});

describe('Enter', () => {
  test('takes what the list points at', () => {
    expect(typed(desk(SIZE), 'zm').press('enter').store.ui.zoom).toBe(true);
  });

  test('asks for the words a command cannot do without', () => {
    const on = typed(desk(SIZE), 'brea').press('enter');
    expect(on.store.ui.input?.text).toBe('break ');
    expect(on.press('enter').text()).toContain('break takes a display filter');
  });

  test('runs an argument as it was typed, though others fit better', () => {
    const on = typed(desk(SIZE).press('n n n'), 'goto 1').press('enter');
    expect(on.store.session.where().event).toBe(1);
  });

  test('takes an argument that was moved to, and goes on', () => {
    const on = typed(desk(SIZE), 'panel rou').press('down enter');
    expect(on.store.ui.input?.text).toBe('panel routes@A ');
    expect(on.press('enter').store.ui.panel).toBe('routes@A');
  });

  test('on a mistake the nearest name is told, of the screen too', () => {
    expect(command(desk(SIZE), 'cloze').text()).toContain('did you mean close');
    expect(command(desk(SIZE), 'panel neihg@A').text()).toContain('did you mean neigh@A');
  });
});

describe('Tab, arrows, history', () => {
  test('Tab fills in what all share, then goes through the list', () => {
    const on = typed(desk(SIZE), 'rever').press('tab');
    expect(on.store.ui.input?.text).toBe('reverse-');
    on.press('tab tab');
    expect(paletteOf(on.store.view)!.pick).toBe(2);
    expect(on.press('shift-tab').store.ui.input?.pick).toBe(1);
  });

  test('down goes into the list, up leaves it again, then to the history', () => {
    const on = command(desk(SIZE), 'goto 1');
    on.press(': down down up');
    expect(paletteOf(on.store.view)!.pick).toBe(0);
    expect(on.press('up').store.ui.input?.pick).toBeUndefined();
    expect(on.press('up').store.ui.input?.text).toBe('goto 1');
    expect(on.press('down').store.ui.input?.text).toBe('');
  });

  test('a line before is run as it was, whatever the list says', () => {
    const on = command(desk(SIZE).press('n n n'), 'goto 1');
    on.press('p : ctrl-p enter');
    expect(on.store.session.where().event).toBe(1);
  });
});

describe('a line', () => {
  const keys = (text: string, ...names: string[]) =>
    names.reduce((line, key) => edit(line, key) ?? line, { text, at: text.length });

  test('knows the keys of a shell', () => {
    expect(keys('break arp', 'ctrl-w').text).toBe('break ');
    expect(keys('break  arp  ', 'ctrl-w')).toEqual({ text: 'break  ', at: 7 });
    expect(keys('abc', 'ctrl-a', 'x').text).toBe('xabc');
    expect(keys('abc', 'home', 'right', 'ctrl-u')).toEqual({ text: 'bc', at: 0 });
    expect(keys('abc', 'left', 'ctrl-k')).toEqual({ text: 'ab', at: 2 });
    expect(keys('abc', 'left', 'left', 'backspace', 'ctrl-e', '!').text).toBe('bc!');
    expect(edit({ text: '', at: 0 }, 'page-up')).toBeUndefined();
  });

  test('never parts a character, and its cursor never leaves it', () => {
    const key = fc.constantFrom(
      'left',
      'right',
      'backspace',
      'ctrl-d',
      'ctrl-w',
      'ctrl-k',
      'ctrl-a',
      '😀',
      '帧',
      'a',
      'space',
    );
    fc.assert(
      fc.property(fc.array(key, { maxLength: 30 }), names => {
        const { text, at } = keys('', ...names);
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at).toBeLessThanOrEqual(text.length);
        for (const part of [text.slice(0, at), text.slice(at)]) expect(part).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });
});

test('every name of the list is answered', () => {
  for (const { name } of ALL_COMMANDS) {
    const on = desk(SIZE).press('n n n');
    runCommand(on.store, name, () => true);
    expect(on.store.ui.note?.text ?? '', name).not.toContain(`no command ${name}`);
  }
});
