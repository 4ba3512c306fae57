// What is pasted is text and never keys: told from keys however it is cut, put where a line is open, shown before it is run.
import { describe, expect, test } from 'vitest';
import { paste } from '../../src/tui/actions/paste.js';
import { helpPanel } from '../../src/tui/panels/help.js';
import { MOST_PASTED, type PastePiece, PasteSplitter, pastedLines } from '../../src/tui/paste.js';
import { textOf } from '../../src/tui/text.js';
import { upTo } from './checkpoint.js';
import { command, type Desk, desk } from './fixture.js';
import { asking } from './teach-lesson.js';

const SIZE = { columns: 120, rows: 40 };
const ESC = '\u001b';
const now = (on: Desk) => textOf(on.store.screen.rows.at(-1)!);
const pasted = (on: Desk, text: string): Desk => {
  paste(on.store, text);
  return on;
};
const typed = (on: Desk) =>
  [...(on.store.session.journal.tableNamed('console@A')?.rows() ?? [])]
    .map(row => row as { stream: string; text: string })
    .filter(row => row.stream === 'in')
    .map(row => row.text)
    // Not what set the lesson up.
    .filter(text => !/^ip addr add|lo up$|^ping/.test(text))
    .slice(1);

describe('the marks of a terminal', () => {
  const sent = `n${ESC}[200~ip neigh\rq${ESC}[<0;1;1Mq${ESC}[201~s${ESC}[200~${ESC}[201~`;
  const whole: PastePiece[] = [{ keys: 'n' }, { pasted: `ip neigh\rq${ESC}[<0;1;1Mq` }, { keys: 's' }, { pasted: '' }];

  test('cut anywhere within it, what is pasted is the same', () => {
    for (let at = sent.indexOf('~') + 1; at < sent.indexOf(`${ESC}[201~`) + 6; at++) {
      const splitter = new PasteSplitter();
      expect([...splitter.split(sent.slice(0, at)), ...splitter.split(sent.slice(at))], String(at)).toEqual(whole);
      expect(splitter.isOpen).toBe(false);
    }
  });

  test('without an end it is ended from outside; it is bounded', () => {
    const splitter = new PasteSplitter();
    expect(splitter.split(`${ESC}[200~abc`)).toEqual([]);
    expect(splitter.isOpen).toBe(true);
    expect(splitter.close()).toEqual({ pasted: 'abc' });
    for (let i = 0; i < 9; i++) splitter.split(`${i === 0 ? `${ESC}[200~` : ''}${'x'.repeat(4096)}`);
    expect(splitter.close()).toEqual({ pasted: 'x'.repeat(MOST_PASTED + 1) });
  });

  test('nothing that steers a terminal is left', () => {
    const all = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).join('');
    const lines = pastedLines(`${ESC}]0;title\u0007a\u202eb\r\n\n${all}\ud800x\u2028y`);
    expect(lines.join('\n')).not.toMatch(/[^\n -~]/);
    expect(lines.slice(0, 1)).toEqual([']0;titleab']);
    expect(lines.at(-1)).toBe('y');
  });
});

describe('one line', () => {
  test('where no line is open the command line opens with it, and nothing runs before Enter', () => {
    const on = desk(SIZE).press('n n n');
    const at = on.store.session.position;
    pasted(on, 'q\n');
    expect(on.exits).toEqual([]);
    expect(on.store.ui.input).toMatchObject({ text: 'sw$ q' });
    on.press('esc');
    pasted(on, 'A$ ip neigh\r');
    expect(on.store.ui.input?.text).toBe('A$ ip neigh');
    expect([typed(on), on.store.session.position]).toEqual([[], at]);
    on.press('enter');
    expect(typed(on)).toEqual(['ip neigh']);
  });

  test('a line that is open takes it at its cursor; so do a search and an answer', () => {
    const on = desk(SIZE).press(': g 2 left');
    expect(pasted(on, 'oto 1').store.ui.input).toMatchObject({ text: 'goto 12', at: 6 });
    const searching = pasted(desk(SIZE).press('n n n /'), 'AR\tP?\n');
    expect(searching.store.ui.search?.text).toBe('AR P?');
    const asked = desk(SIZE, 'en', asking({ ask: 'field', field: 'arp.opcode', of: 'arp' })).press('c');
    expect(pasted(asked, ' 1\n').store.ui.teach.typing).toEqual({ text: '1', at: 1 });
    expect(asked.press('enter').store.player.predictions.given).toMatchObject([{ answer: ['1'] }]);
  });

  test('at a question that is chosen among it answers nothing', () => {
    const on = pasted(upTo(desk(SIZE), 'miss'), '6\r');
    expect(on.store.player.predictions.given).toEqual([]);
    expect(on.store.ui.input?.text).toBe('A$ 6');
  });
});

describe('several lines', () => {
  const LINES = '# at home\n$ ip link set eth0 down\r\nip link set eth0 up\n\nB$ ip neigh\n';

  test('are shown first; Enter runs them one by one, each on its node; Esc drops them', () => {
    const on = pasted(desk(SIZE).press('n $'), LINES);
    expect(on.text()).toContain('3 lines pasted');
    for (const line of ['A$ ip link set eth0 down', 'A$ ip link set eth0 up', 'B$ ip neigh'])
      expect(on.text()).toContain(line);
    expect(on.text()).not.toContain('at home');
    expect(typed(on)).toEqual([]);
    expect(now(on)).toContain('Enter runs these lines');
    on.press('enter');
    expect(typed(on)).toEqual(['ip link set eth0 down', 'ip link set eth0 up']);
    expect(now(on)).toContain('3 lines run');
    const dropped = pasted(desk(SIZE).press('n'), LINES).press('esc');
    expect([typed(dropped), dropped.store.ui.overlay]).toEqual([[], undefined]);
  });

  test('the first that fails ends it, and is named', () => {
    const on = pasted(desk(SIZE).press('n'), 'A$ ip link set eth0 down\nA$ ip lnik\nA$ ip link set eth0 up').press(
      'enter',
    );
    expect(typed(on)).toEqual(['ip link set eth0 down', 'ip lnik']);
    expect(on.text()).toMatch(/line 2 of 3 failed: .*lnik.*1 not run/);
  });

  test('typed behind : they are commands of the screen', () => {
    const on = pasted(desk(SIZE).press(':'), 'break arp.opcode == 2\ngoto 3').press('enter');
    expect(on.store.session.breakpoints.list()).toHaveLength(1);
    expect(on.store.session.where().event).toBe(3);
  });

  test('comments alone are nothing to run, and too much is refused', () => {
    expect(now(pasted(desk(SIZE), '# one\n# two'))).toContain('only comments');
    expect(now(pasted(desk(SIZE), 'x'.repeat(MOST_PASTED + 1)))).toContain('too much to paste');
  });
});

test('the help tells it', () => {
  const { view } = desk(SIZE).store;
  const help = helpPanel.select(view, { width: 110, height: 100 }, 'help').lines.map(textOf).join(' ');
  expect(help.replace(/\s+/g, ' ')).toMatch(/paste .*several lines are shown, Enter runs them one by one/);
});

describe('the node that $ types on', () => {
  const begins = (on: Desk) => on.press('$').store.ui.input!.text;

  test('the node of the panel in focus, then what is chosen in it, then where the cursor stands', () => {
    const on = desk(SIZE).press('n n n');
    expect(begins(on)).toBe('sw$ ');
    expect(now(on)).toContain('on sw: the cursor is there');
    on.press('esc');
    expect(begins(command(on, 'panel neigh@D'))).toBe('D$ ');
    expect(now(on)).toContain('on D: its panel is in focus');
    on.press('esc 1 down');
    const chosen = on.store.ui.focus.node!;
    expect(begins(on.press('down'))).toBe(`${on.store.ui.focus.node ?? chosen}$ `);
    expect(now(on)).toContain('it is chosen');
  });

  test('another node that was typed on does not stick, but in a task it does', () => {
    const on = command(desk(SIZE).press('n n n'), 'A$ ip neigh').press('n n');
    expect(on.store.view.node).not.toBe('A');
    expect(begins(on)).toBe(`${on.store.view.node}$ `);
    const task = command(desk(SIZE, 'en', asking({ ask: 'egress-ports' })), 'task fix');
    command(task, 'D$ ip neigh');
    expect(begins(task)).toBe('D$ ');
    expect(now(task)).toContain('as last in this task');
    // A branch that is begun within it is the task's too.
    task.press('esc n N');
    command(task, 'B$ ip neigh');
    expect(begins(task)).toBe('B$ ');
    task.press('esc');
    command(task, 'leave');
    expect(begins(task)).toBe('A$ ');
  });
});
