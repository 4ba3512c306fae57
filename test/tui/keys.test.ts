// Keys: nothing typed is lost, no key has two meanings, and the help is made from the tables that answer them.
import type { Key } from 'ink';
import { describe, expect, test } from 'vitest';
import { MOVES } from '../../src/debug/index.js';
import { press as pressStore } from '../../src/tui/actions/press.js';
import { SCREEN_KEYS } from '../../src/tui/keymap.js';
import { keyNames } from '../../src/tui/keys.js';
import { command, type Desk, desk } from './fixture.js';

const SIZE = { columns: 100, rows: 45 };
const plain = {} as Key;

describe('keys', () => {
  test('typed fast they come in one piece, and each counts', () => {
    expect(keyNames('nns\r\tS', plain)).toEqual(['n', 'n', 's', 'enter', 'tab', 'S']);
    expect(keyNames('ab\u0017\u0001c', plain)).toEqual(['a', 'b', 'ctrl-w', 'ctrl-a', 'c']);
    expect(keyNames(':A$ ip', plain)).toEqual([':', 'A', '$', 'space', 'i', 'p']);
  });

  test('have one meaning each', () => {
    const all = [...MOVES.map(m => m.key).filter(key => key !== ''), ...SCREEN_KEYS.flatMap(k => k.keys)];
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('moving in time', () => {
  test('forth and back is where it was', () => {
    const on = desk(SIZE).press('n n n');
    const before = on.text();
    on.press('s s n c S S C p');
    expect(on.store.session.where().atPresent).toBe(true);
    command(on, 'goto 3');
    expect(on.text().split('\n').slice(1, 4)).toEqual(before.split('\n').slice(1, 4));
  });

  test('n tells the event, s each of its stages, the last one too', () => {
    const on = desk(SIZE).press('n n n');
    const story = (desk: Desk) => desk.text().split('\n').slice(1, 4).join(' ');
    expect(story(on)).toContain('came in by sw.p1');
    expect(story(on)).toContain('is flooded');
    on.press('S s');
    expect(on.store.session.where()).toMatchObject({ event: 3, stage: 11 });
    expect(story(on)).toContain('Onto the wire');
    expect(story(on)).not.toContain('came in by');
  });

  test('at an end it says so, and the screen stays', () => {
    expect(desk(SIZE).press('N').text()).toContain('this is the start');
    const on = desk(SIZE);
    for (let i = 0; i < 30; i++) on.press('c');
    expect(on.text()).toContain('this is the end');
  });

  test('hop follows the frame in focus', () => {
    const on = desk(SIZE).press('n n f');
    expect(on.store.view.node).toBe('sw');
    expect(on.press('f').store.view.node).toBe('D');
    expect(on.press('F').store.view.node).toBe('sw');
  });

  test('goto: an event, a time, the ends', () => {
    const on = desk(SIZE);
    command(on, 'goto 5');
    expect(on.store.session.where().event).toBe(5);
    command(on, 'goto 2s');
    expect(on.store.session.where().time).toBe(2e9);
    command(on, 'goto start');
    expect(on.store.session.where().event).toBe(0);
    command(on, 'goto end');
    expect(on.store.session.where().atEnd).toBe(true);
    expect(command(on, 'goto nowhere').text()).toContain('nowhere');
    expect(on.press('g').store.ui.input?.text).toBe('goto ');
  });

  test('a run goes in slices; Esc ends it, keys go on being answered', () => {
    const on = desk(SIZE);
    // No checkpoint stops this one.
    on.store.session.setStops('', []);
    on.store.session.continue = () => {
      on.store.session.next();
      return { end: 'stopped' };
    };
    on.later.length = 0;
    const keys = (key: string) => pressOnly(on, key);
    keys('c');
    expect(on.store.ui.running).toBe('continue');
    on.later.shift()!();
    on.later.shift()!();
    expect(on.store.session.where().event).toBe(3);
    keys('5');
    expect(on.store.ui.panel).toBe('chart');
    keys('esc');
    expect(on.store.ui.running).toBeUndefined();
    expect(on.later).toEqual([]);
    keys('c');
    keys('ctrl-c');
    expect([on.store.ui.running, on.exits]).toEqual([undefined, []]);
    keys('ctrl-c');
    expect(on.exits).toEqual([0]);
  });

  test('space plays and pauses', () => {
    const on = desk(SIZE).press('space');
    expect(on.store.session.where().event).toBe(1);
    on.later.shift()!();
    expect(on.store.session.where().event).toBe(2);
    on.press('space');
    expect(on.store.ui.running).toBeUndefined();
    expect(on.later).toEqual([]);
  });
});

describe('panels', () => {
  test('numbers, Tab and zoom choose what is seen', () => {
    const on = desk({ columns: 80, rows: 24 });
    const shown = (keys: string) => on.press(keys).store.screen.layout!.places.map(p => p.panel);
    expect(shown('')).toEqual(['topology', 'lesson']);
    expect(shown('2')).toEqual(['packet', 'lesson']);
    expect(shown('tab')).toEqual(['time', 'lesson']);
    expect(shown('shift-tab shift-tab')).toEqual(['topology', 'lesson']);
    expect(shown('0 z')).toEqual(['neigh@D']);
    expect(shown('esc')).toEqual(['neigh@D', 'lesson']);
  });

  test('a chosen field lights up its bytes', () => {
    const on = desk({ columns: 160, rows: 48 }).press('n n 2');
    while (on.store.ui.focus.field !== 'arp.dst.proto_ipv4') on.press('j');
    expect(on.text()).toMatch(/\[c0 a8/);
    expect(on.text()).toContain('67]');
    expect(on.press('esc').store.ui.focus).toEqual({});
  });

  test('layers fold', () => {
    const on = desk({ columns: 160, rows: 48 }).press('n n 2 j j');
    expect(on.text()).toContain('▾ Ethernet II');
    expect(on.press('left').text()).toContain('▸ Ethernet II');
    expect(on.press('enter').text()).toContain('▾ Ethernet II');
  });

  test('Enter in Time goes there, and what was seen stays seen', () => {
    const on = desk({ columns: 160, rows: 48 }).press('n n n n 3 k k');
    on.press('enter');
    expect(on.store.session.where().event).toBeLessThan(4);
    expect(on.store.session.where().events).toBe(4);
    expect(on.text()).toContain('p returns');
    expect(on.press('p').store.session.where().event).toBe(4);
  });

  test('find', () => {
    const on = desk({ columns: 160, rows: 48 }).press('n n 2');
    command(on, '/opcode');
    expect(on.store.ui.focus.field).toBe('arp.opcode');
    expect(command(on, '/gibberish').text()).toContain('gibberish was not found');
  });

  test('hints come one by one', () => {
    const on = desk(SIZE).press('c');
    expect(on.text()).not.toContain('Hint:');
    expect(on.press('H').text()).toContain('Hint:');
    expect(on.press('H').text()).not.toContain('no more hints');
    expect(on.press('H H').text()).toContain('no more hints');
  });

  test('any table of any node', () => {
    const on = command(desk({ columns: 120, rows: 40 }).press('n'), 'show route@A');
    expect(on.text()).toMatch(/Routing table · A/);
    expect(on.text()).toContain('192.168.0.0');
    expect(command(on, 'show nothing').text()).toContain('nothing');
  });
});

describe('why', () => {
  test('goes there and back', () => {
    const on = desk(SIZE).press('c c 8 w');
    const from = on.store.session.position;
    expect(on.text()).toContain('Why: neigh@A 192.168.0.103');
    on.press('enter');
    expect(on.store.session.position).toBeLessThan(from);
    expect(on.press('backspace').store.session.position).toBe(from);
    expect(on.press('esc').store.ui.overlay).toBeUndefined();
  });

  test('of a field in focus: the stage that wrote it', () => {
    const on = desk({ columns: 160, rows: 48 }).press('n n n n 2');
    while (on.store.ui.focus.field !== 'arp.dst.hw_mac') on.press('j');
    expect(on.press('w').text()).toContain('Why: Frame 3 arp.dst.hw_mac');
    // D knows A's address from the request that it answers.
    expect(on.text()).toMatch(/192\.168\.0\.100 asks for 192\.168\.0\.103|notes 02:00:00:00:01:01/);
  });

  test('by command, about a column', () => {
    const on = command(desk(SIZE).press('c c c c c'), 'why neigh@A 192.168.0.103 .lladdr');
    expect(on.text()).toContain('.lladdr');
    expect(command(on.press('esc'), 'why neigh@A 1.2.3.4').text()).toContain('1.2.3.4');
  });
});

describe('commands', () => {
  test('typed on a node they run there', () => {
    const on = command(desk({ columns: 160, rows: 48 }).press('c c c c c'), 'A$ ip neigh');
    expect(on.text()).toContain('A$ ip neigh');
    expect(on.text()).toContain('192.168.0.103 dev eth0');
    expect(command(on, 'X$ ls').text()).toContain('no node X');
  });

  test('in the past they begin a branch', () => {
    const on = command(desk(SIZE).press('n n n n N N'), 'B$ ping -c 1 192.168.0.100');
    expect(on.store.session.where().atPresent).toBe(true);
    expect(on.text()).toContain('new branch');
  });

  test('an unknown one is answered', () => {
    expect(command(desk(SIZE), 'stpe').text()).toContain('no command stpe');
  });

  test('breakpoints and watchpoints', () => {
    const on = command(desk(SIZE), 'break arp.opcode == 2');
    expect(on.text()).toContain('breakpoint 1: arp.opcode == 2');
    expect(on.press('c c c c c').text()).toContain('breakpoint 1');
    expect(on.store.session.where().event).toBe(4);
    command(on, 'watch neigh@D');
    expect(command(on, 'info').text()).toMatch(/arp.opcode == 2[\s\S]*neigh@D/);
    expect(command(on.press('esc'), 'break arp.opcod == 2').text()).toContain('arp.opcode');
    expect(on.press('esc b').store.ui.input?.text).toBe('break ');
  });

  test('what the screen has no way of its own for is answered over the panels', () => {
    const on = command(desk(SIZE).press('n n n'), 'frame');
    expect(on.text()).toContain('┌─ frame ─');
    expect(on.text()).toContain('eth.padding');
    expect(on.press('esc').text()).not.toContain('┌─ frame ─');
    expect(command(on, 'link A.eth0-sw.p1 down').text()).toContain('✗ down');
  });

  test('history and completion', () => {
    const on = command(desk(SIZE), 'goto 3');
    on.press(': up');
    expect(on.store.ui.input?.text).toBe('goto 3');
    on.press('esc : g o t tab');
    expect(on.store.ui.input?.text).toBe('goto ');
    on.press('ctrl-c : A tab');
    expect(on.store.ui.input?.text).toBe('A$ ');
  });

  test('the language changes everything at once', () => {
    const on = desk(SIZE).press('n n L');
    expect(on.text()).toContain('帮助');
    expect(on.press('L').text()).toContain('help');
  });
});

/** A key, and nothing of what is put off. */
function pressOnly(on: Desk, key: string): void {
  pressStore(on.store, key);
}
