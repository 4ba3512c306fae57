// Tasks on the screen: offered, begun, solved by typing, left; and what is hidden stays hidden until it is looked for.
import { describe, expect, test } from 'vitest';
import { readMoment, restoreMoment, saveMoment } from '../../src/debug/index.js';
import { Network } from '../../src/topology/index.js';
import { Desk as Screen } from '../../src/tui/picture/desk.js';
import { textOf } from '../../src/tui/text.js';
import { openLesson } from '../lessons.js';
import { arpLesson, command, type Desk, desk } from './fixture.js';
import { asking } from './teach-lesson.js';

const SIZE = { columns: 160, rows: 48 };
const atEnd = (size = SIZE): Desk => command(desk(size), 'goto end');
const now = (on: Desk) => textOf(on.store.screen.rows.at(-1)!);

describe('offered', () => {
  test('at the end of the lesson, not before', () => {
    expect(desk(SIZE).press('c').text()).not.toContain(':task');
    const on = command(desk(SIZE), 'goto end');
    expect(on.text()).toContain('Why does C not answer?  :task silent');
    expect(now(on)).toContain(':task lists its tasks');
  });

  test('the list: arrows and Enter begin one', () => {
    const on = command(atEnd(), 'task').press('down enter');
    expect(on.store.session.branch).toBe('silent');
  });

  test('a wrong name is told the right ones', () => {
    expect(command(atEnd(), 'task silnt').text()).toContain('did you mean silent');
  });
});

describe('from its beginning to its end', () => {
  test('static: solved by typing on a node, with goals and output in sight', () => {
    const on = command(atEnd(), 'task static');
    expect(on.text()).toContain('· ARP table of A has a row where IP is 192.168.0.101');
    on.press('$');
    expect(on.store.ui.input?.text).toBe('A$ ');
    on.press('esc');
    command(on, 'A$ ip neigh replace 192.168.0.101 lladdr 02:00:00:00:02:01 dev eth0');
    expect(on.text()).toContain('✓ ARP table of A has a row where IP is 192.168.0.101');
    expect(on.text()).toContain('all goals are reached');
    expect(on.text()).toContain('A$ ip neigh replace');
    expect(on.text()).toContain(':task silent is the next');
    expect(now(on)).toContain(':leave goes back');
    command(on, 'leave');
    expect(on.store.session.branch).toBe('main');
    expect(on.text()).toContain('✓ Talk to B');
  });

  test('a wrong command does not solve it; in a branch from within the task the task goes on', () => {
    const on = command(atEnd(), 'task static');
    command(on, 'A$ ip neigh replace 192.168.0.101 lladdr 02:00:00:00:09:09 dev eth0');
    expect(on.text()).toContain('· A reaches B');
    on.press('N');
    command(on, 'A$ ip neigh replace 192.168.0.101 lladdr 02:00:00:00:02:01 dev eth0');
    expect(on.store.session.branch).toBe('b1');
    expect(on.text()).toContain('✓ A reaches B');
  });

  test('begun in the middle of the lesson, the lesson does nothing more in it, and is whole when one comes back', () => {
    const on = command(desk(SIZE).press('c c c c'), 'task static');
    const { session, player, lesson } = on.store;
    expect(on.text()).toContain('task static');
    expect(on.text()).not.toMatch(/4 of 16|4\/16/);
    expect(on.text()).toContain('the lesson does nothing more');
    command(on, 'goto end');
    // It had typed one ping, and was to type three more.
    expect(
      on
        .press('6 z')
        .text()
        .match(/A\$ ping/g)?.length,
    ).toBe(1);
    const own = { id: 'arp', hash: '', seed: 1, profile: 'classic' };
    const moment = readMoment(JSON.stringify(saveMoment(session, own)));
    if (!moment.ok) throw new Error(moment.problem.code);
    const restored = restoreMoment(moment.moment, new Network(lesson.network), own);
    expect(restored).toMatchObject({ ok: true, problems: [] });
    command(on.press('z'), 'leave');
    while (!on.press('c').store.view.where.atEnd);
    expect(player.reached().length).toBe(lesson.checkpoints.length);
  });

  test(':try says how far it is, :solve does it', () => {
    const on = command(command(atEnd(), 'task silent'), 'try');
    expect(now(on)).toContain('one goal is open');
    expect(command(on, 'solve').text()).toContain('✓ A reaches C');
    expect(on.text()).toContain('all goals are reached');
  });

  test('left and taken up again it is as it was', () => {
    const on = command(command(atEnd(), 'task silent'), 'A$ ping -c 1 192.168.0.102');
    command(command(on, 'leave'), 'task silent');
    expect(on.store.session.branch).toBe('silent');
    expect(on.store.session.branches.list()).toHaveLength(2);
    expect(command(on, 'task silent').store.session.branch).toBe('silent-2');
  });

  test('H: one hint after the other, then how it is done', () => {
    const on = command(atEnd(), 'task silent').press('H');
    expect(on.text()).toContain('hint 1 of 3');
    expect(on.text()).not.toContain('hint 2 of 3');
    on.press('H H');
    expect(on.text()).toContain('hint 3 of 3');
    expect(on.text()).not.toContain('ip neigh del');
    on.press('H');
    expect(on.text()).toContain('A$ ip neigh del 192.168.0.102 dev eth0');
    expect(now(on.press('H'))).toContain(':solve does it');
  });
});

describe('what the setting up did is not told', () => {
  const secret = /ip neigh replace|PERMANENT/;
  const plain = { ...arpLesson(), panels: ['topology', 'packet'] };

  test('by no panel but the table itself, as long as the task is open', () => {
    const on = command(command(desk(SIZE, 'en', plain), 'goto end'), 'task silent');
    expect(on.text()).toContain('set up by the task (hidden until');
    expect(on.text()).not.toMatch(secret);
    for (const panel of on.store.panels) {
      command(on, `panel ${panel}`).press('z');
      expect(on.text(), panel).not.toMatch(secret);
      on.press('z');
    }
    expect(on.press('N n').text()).not.toMatch(secret);
    expect(command(on, 'panel neigh@A').text()).toContain('PERMANENT');
  });

  test('once it is done, it is', () => {
    const on = command(command(desk(SIZE, 'en', plain), 'goto end'), 'task silent');
    command(on, 'A$ ip neigh del 192.168.0.102 dev eth0');
    expect(on.text()).toContain('all goals are reached');
    expect(command(on, 'panel console').press('z').text()).toMatch(secret);
  });
});

describe('goals', () => {
  test('are looked at after the key was answered, and only where the present has moved', () => {
    const on = command(desk(SIZE, 'en', asking({ ask: 'egress-ports' })), 'goto end');
    command(on, 'task fix');
    expect(on.text()).toContain('· A reaches D');
    const begun = () => on.store.ui.teach.tasks[on.store.session.branch]!;
    const { answer } = begun();
    on.press('N');
    expect(begun().answer).toBe(answer);
    command(on.press('p'), 'D$ ip link set eth0 up');
    expect(begun().answer).not.toBe(answer);
    expect(on.text()).toContain('✓ A reaches D');
  });
});

test.each(['en', 'zh-CN'] as const)(
  'the tasks of a lesson are in sight at its last stop, on a small screen too: %s',
  lang => {
    for (const id of ['arp', 'icmp', 'gateway']) {
      const { lesson, session, player } = openLesson(id);
      const on = new Screen({ lesson, session, player, lang, size: { columns: 80, rows: 24 } });
      // At a question the first press is held.
      for (let i = 0; i < 2 * lesson.checkpoints.length; i++) on.press('c');
      const screen = on.rows.map(textOf).join('\n');
      const [first] = lesson.tasks.filter(task => task.after === undefined);
      expect(screen).toContain(`:task ${first?.id}`);
      expect(screen).toContain(lesson.prose[lang].sections[first?.id ?? '']?.title);
    }
  },
);
