// The plain prompt, as a script sees it: one line in, some lines out.
import { describe, expect, it } from 'vitest';
import { Prompt } from '../../src/export/index.js';
import { LANGS, type Lang } from '../../src/i18n/index.js';
import { openLesson } from '../lessons.js';

function prompt(lang: Lang = 'en'): Prompt {
  const { lesson, session, player } = openLesson('arp');
  return new Prompt(lesson, session, player, lang);
}

/** Everything said after each line of a script. */
function play(made: Prompt, script: readonly string[]): string {
  return script.map(line => [`> ${line}`, ...made.execute(line).lines].join('\n')).join('\n');
}

describe('the plain prompt', () => {
  it.each(LANGS)('answers a script in %s', async lang => {
    const script = [
      ...['next', 'n', 's', 'step', 'rs', 'rn', 'c', 'continue', 'why', 'table neigh@A', 'table fdb@sw', 'frame'],
      ...['why neigh@A 192.168.0.103 .state', 'why fdb@sw 02:00:00:00:01:01', 'hop', 'reverse-hop', 'lesson', 'hint'],
      ...['reverse-continue', 'goto 8', 'goto 65s', 'goto present', 'goto start', 'where', 'A$ ip neigh', 'help'],
    ];
    const text = play(prompt(lang), script);
    await expect(`${text}\n`).toMatchFileSnapshot(`__snapshots__/prompt.${lang}.txt`);
    expect(text).not.toMatch(/⟨|undefined|NaN|\{[a-z]+\}/i);
  });

  it.each(LANGS)('breaks, watches, asks why and what if, in %s', async lang => {
    const script = [
      ...[
        'break arp.opcode == 2',
        'watch neigh@A 192.168.0.103 .state',
        'info',
        'continue',
        'continue',
        'continue',
        'c',
        'c',
      ],
      ...[
        'why neigh@A 192.168.0.103 .lladdr',
        'why 3 arp.src.hw_mac',
        'why 3 eth.dst',
        'why 1',
        'reverse-continue',
        'disable 1',
      ],
      ...[
        'info',
        'delete 1',
        'delete',
        'info',
        'goto 6',
        'why drop',
        'why neigh@B 192.168.0.100',
        'why fdb@sw 02:00:00:00:03:01',
      ],
      ...[
        'why-not no-reply B A',
        'why-not not-accepted 2 B',
        'follow 2',
        'goto 3',
        "drop 2'",
        'goto end',
        'table neigh@A',
      ],
      ...[
        'branch',
        'diff main',
        'branch main',
        'edit 2 arp.opcode=9',
        'goto 3',
        'power D off',
        'branch',
        'find flooded',
      ],
    ];
    const text = play(prompt(lang), script);
    await expect(`${text}\n`).toMatchFileSnapshot(`__snapshots__/debug.${lang}.txt`);
    expect(text).not.toMatch(/⟨|undefined|NaN|\{[a-z]+\}/i);
  });

  it.each(LANGS)('follows a frame there and back, and walks a chain of causes, in %s', async lang => {
    const script = [
      ...['g 2', 'h', 'h', 'h', 'rh', 'rh', 'rh', 'h 3', 'g 3', 'h', 'rh', 'h', 'g 6', 'h'],
      ...['goto 65s', 'why neigh@A 192.168.0.103 .state', 'why', '', '', 'goto #3', 'goto back', 'goto #2', 'goto #9'],
      ...['goto 700s', 'why fdb@sw 02:00:00:00:01:01', 'g 4', 'D$ ip neigh', 'diff main', 'branches', 'c', 'diff main'],
      ...['g 3', 'D$ ip neigh flush dev eth0', "drop 2'", 'diff b1', 'n 3', 'rn 2', 'step 4', 'help goto'],
      ...['delete', 'break ns.drop', 'g start', 'c', 'c', 'rc'],
    ];
    const text = play(prompt(lang), script);
    await expect(`${text}\n`).toMatchFileSnapshot(`__snapshots__/causes.${lang}.txt`);
    expect(text).not.toMatch(/⟨|undefined|NaN|\{[a-z]+\}/i);
  });

  it('takes beginnings of commands, the keys of the screen, and an empty line as once more', () => {
    const made = prompt();
    expect(made.execute('nex').lines[0]).toMatch(/^event 1 of 1/);
    expect(made.execute('').lines[0]).toMatch(/^event 2 of 2/);
    expect(made.execute('N').lines[0]).toMatch(/^event 1 of 2/);
    expect(made.execute('# a comment')).toEqual({ ok: true, lines: [] });
  });

  it.each([
    ['nxet', /no command nxet; did you mean next/],
    ['re', /re could be reverse-step, reverse-next, reverse-hop, reverse-continue/],
    ['table neigh@Z', /there is no table neigh@Z/],
    ['why neigh@Z 10.0.0.1', /there is no table neigh@Z/],
    ['goto nowhere', /where to, nowhere\?/],
    ['Z$ ip neigh', /there is no node Z: there are A, B, C, D, sw/],
    ['A$', /nothing to type on A/],
    ['frame 99', /there is no frame 99/],
    ['link A.eth0-sw.p1 sideways', /write link NAME up/],
    ['break arp.opcod == 2', /did you mean arp\.opcode\?\narp\.opcod == 2\n\^{9}/],
    ['watch fbd@sw', /there is no table fbd@sw: perhaps fdb@sw/],
    ['delete 7', /there is no breakpoint or watchpoint 7/],
    ['branch nowhere', /there is no branch nowhere/],
    ['why-not because', /why-not takes one of no-reply/],
    ['delay 2', /write delay FRAME TIME/],
    ['goto', /where to\? An event number/],
    ['goto #1', /no why was asked here yet/],
    ['step x', /how many times\? A number from 1 to/],
    ['next 2 3', /next takes at most 1 words?|next takes one word: 3 is too much/],
    ['where now', /where takes nothing: now is too much/],
    ['follow', /no frame is at the cursor/],
    ['why eth.dst', /no frame is at the cursor/],
    ['why neigh@B', /neigh@B is empty: write the row that is missing/],
    ['why fdb@sw', /which row of fdb@sw\? Such as 02:/],
    ['why-not no-reply A Z', /there is no node Z/],
    ['why-not no-reply Z 192.168.0.103', /there is no node Z/],
    ['help gto', /no command gto; did you mean goto/],
    ['save', /save where/],
    ['save x.json', /nothing can be saved from here/],
  ])('%s: says what is wrong and what to do', (line, says) => {
    const { ok, lines } = prompt().execute(line);
    expect(ok).toBe(false);
    expect(lines.join('\n')).toMatch(says);
  });

  it('says that a row never was', () => {
    expect(prompt().execute('why neigh@A 10.0.0.1').lines).toEqual([
      'neigh@A never had 10.0.0.1, and no frame ever bore that address',
    ]);
  });

  it('goes there and back: the state is the same', () => {
    const made = prompt();
    const { session } = made;
    play(made, ['c', 'c', 'c']);
    const before = session.world.stateHash();
    play(made, ['n', 'n', 's', 's', 's', 'rs', 'rs', 'rs', 'rn', 'rn']);
    play(made, ['goto end', 'goto start', 'c', 'c', 'c']);
    expect(session.world.stateHash()).toBe(before);
  });

  it('cuts a cable: the ping that follows finds nobody', () => {
    const made = prompt();
    play(made, ['goto start', 'link D.eth0-sw.p4 down']);
    const end = play(made, ['goto 100s', 'table neigh@A']);
    expect(end).toMatch(/192\.168\.0\.103 +A\.eth0 +— +FAILED/);
  });

  it('completes commands, nodes and tables', () => {
    const made = prompt();
    expect(made.complete('rev')).toContain('reverse-next');
    expect(made.complete('A')).toContain('A$');
    expect(made.complete('table nei')).toContain('table neigh@A');
    expect(made.complete('A$ ip ne')).toContain('A$ ip neigh');
    expect(made.complete('A$ ip addr show dev et')).toContain('A$ ip addr show dev eth0');
  });
});

it('a bare number where a question is open is told how to answer; the first answer stands', () => {
  const made = prompt();
  made.execute('continue');
  expect(made.execute('2').lines.join(' ')).toContain('type answer 2');
  expect(made.execute('answer 6').ok).toBe(true);
  const again = made.execute('answer 1');
  expect(again.ok).toBe(false);
  expect(again.lines.join('\n')).toContain('answered already');
  expect(again.lines.join('\n')).toContain('you said: ff:ff:ff:ff:ff:ff');
});
