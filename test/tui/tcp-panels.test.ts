// The three panels of a TCP connection: how they look, that they fit at every size, that nothing ahead of the cursor is in them,
// and what arrows, Enter, `w` and `/` do.
import { describe, expect, test } from 'vitest';
import { LANGS } from '../../src/i18n/index.js';
import { asciiOf } from '../../src/tui/ascii.js';
import { panelOf } from '../../src/tui/panels/registry.js';
import { type Line, lineWidth, textOf } from '../../src/tui/text.js';
import { THEME_NAMES } from '../../src/tui/themes/index.js';
import { loadLesson } from '../lessons.js';
import { upTo } from './checkpoint.js';
import { command, type Desk, desk } from './fixture.js';
import { calls } from './long-run.js';
import { apart, closed, fits, focused } from './screen-checks.js';
import { transfer } from './tcp-desk.js';

const PANELS = ['sequence@A', 'sequence@B', 'cwnd@A', 'cwnd@B', 'ladder'] as const;
const select = (on: Desk, id: string, width = 78, height = 20) =>
  panelOf(id).select(on.store.view, { width, height }, id);
const drawn = (on: Desk, id: string, width = 78, height = 20): string[] =>
  Array.from(select(on, id, width, height).lines)
    .filter((l: Line | undefined) => l !== undefined)
    .slice(0, height)
    .map(textOf);
const show = (lines: readonly string[]) => `\n${lines.map(l => l.trimEnd()).join('\n')}\n`;
const here = (on: Desk) => {
  on.store.update({ before: on.store.session.position });
  return on;
};

/** A transfer with a hole in it, in fast recovery; and one that waits for its timer. */
const recovering = (lang: (typeof LANGS)[number] = 'en') =>
  transfer({ bytes: '60K', lost: [5, 9], switched: true }, '150ms', undefined, lang);

describe.each(LANGS)('%s', lang => {
  const on = recovering(lang);
  test.each(['sequence@A', 'sequence@B', 'cwnd@A', 'ladder'])('%s in fast recovery', id => {
    expect(show(drawn(on, id, 96, 24))).toMatchSnapshot();
  });
});

test('the handshake as a ladder, with the states of both ends', () => {
  const on = upTo(desk({ columns: 120, rows: 40 }, 'en', loadLesson('tcp-handshake')), 'accepted');
  const text = drawn(on, 'ladder', 96, 24);
  expect(show(text)).toMatchSnapshot();
  const order = [
    /SYN-SENT/,
    /SYN seq 0/,
    /SYN-RECV/,
    /SYN\+ACK seq 0 ack 1/,
    /ESTAB ◆/,
    /─ACK seq 1 ack 1|ACK seq 1/,
    /◆ ESTAB/,
  ];
  const at = order.map(pattern => text.findIndex((l, i) => i > 1 && pattern.test(l)));
  expect(at.every(i => i > 1)).toBe(true);
  expect(at).toEqual(at.slice().sort((x, y) => x - y));
});

describe('sizes', () => {
  const MOMENTS = [
    () => recovering(),
    () => transfer({ bytes: '20', clients: 3 }, '2.02s'),
    () => transfer({ bytes: '1M' }, '300ms'),
  ];
  test.each([0, 1, 2])(
    'moment %i: whole rows, closed borders, the focus visible, in both languages',
    m => {
      const on = MOMENTS[m]!();
      for (const lang of LANGS) {
        on.store.setLang(lang);
        for (const [i, panel] of PANELS.entries()) {
          command(on, `panel ${panel}`);
          for (let columns = 40; columns <= 240; columns += 29 + i) {
            for (let rows = 12; rows <= 70; rows += 11 + i) {
              on.store.setSize({ columns, rows });
              try {
                fits(on);
                closed(on);
                apart(on);
                focused(on);
              } catch (error) {
                throw new Error(`${panel} at ${columns}×${rows} in ${lang}:\n${on.text()}`, { cause: error });
              }
            }
          }
        }
      }
    },
    60_000,
  );

  test('in any box no line is longer than it, and ASCII has a sign of its own for everything', () => {
    for (const on of [recovering(), recovering('zh-CN')])
      for (const id of PANELS)
        for (const [width, height] of [
          [36, 3],
          [38, 8],
          [38, 40],
          [60, 5],
          [77, 14],
          [160, 30],
          [238, 66],
        ] as const) {
          for (const of of Array.from(select(on, id, width, height).lines)) {
            if (of === undefined) continue;
            expect(lineWidth(of), `${id} ${width}×${height}: ${textOf(of)}`).toBeLessThanOrEqual(
              id.startsWith('sequence') ? Number.POSITIVE_INFINITY : width,
            );
            if (on.store.lang === 'en') expect(asciiOf(textOf(of))).toMatch(/^[ -~]*$/);
          }
        }
  });

  test('in ASCII what is in flight, SACKed, lost and free is told apart', () => {
    const on = recovering();
    const bar = asciiOf(drawn(on, 'sequence@A', 96, 24)[3]!);
    for (const sign of ['#', '%', '@']) expect(bar).toContain(sign);
    const plot = drawn(on, 'cwnd@A', 96, 24).slice(2).map(asciiOf).join('\n');
    expect(plot).toMatch(/[-_"]{3}/);
    expect(plot).toContain(':::');
    expect(plot).toMatch(/\.{3}/);
  });

  test.each(THEME_NAMES)('theme %s changes nothing but colours', theme => {
    const on = recovering();
    const texts = PANELS.map(id => drawn(on, id));
    on.store.look.setTheme(theme);
    expect(PANELS.map(id => drawn(on, id))).toEqual(texts);
    for (const id of PANELS)
      for (const of of Array.from(select(on, id).lines))
        if (of !== undefined && of.length > 0) expect(on.store.look.render(of)).not.toBe('');
  });
});

describe('history', () => {
  test('what lies ahead of the cursor is in none of them', () => {
    const early = here(recovering());
    const texts = PANELS.filter(id => id !== 'ladder').map(id => drawn(early, id));
    const { position } = early.store.session;
    while (early.store.session.run(5000).end !== 'end');
    early.store.session.gotoPosition(position);
    here(early);
    expect(PANELS.filter(id => id !== 'ladder').map(id => drawn(early, id))).toEqual(texts);
    // The ladder dims what has been seen beyond the cursor, as the chart does.
    const { lines } = select(early, 'ladder', 96, 24);
    const shown = Array.from(lines).filter((l: Line | undefined) => l !== undefined);
    const cursor = shown.findIndex(l => /▶.*┄{3}/.test(textOf(l)));
    expect(cursor).toBeGreaterThan(0);
    for (const of of shown.slice(cursor + 1))
      expect(of.filter(s => /[A-Z]/.test(s.text)).every(s => s.role === 'dim' || s.role === 'border')).toBe(true);
  });

  test('a step is said by signs as well as colours, back and forth', () => {
    const on = here(recovering());
    const lines = () => drawn(on, 'sequence@A', 96, 40);
    const changed = () => lines().filter(l => /~(SND|RCV|Written|Acked|Read|edge)/.test(l));
    expect(lines().filter(l => /^ *[+~-]+ *$/.test(l))).toEqual([]);
    expect(changed()).toEqual([]);
    for (let i = 0; i < 60 && !changed().some(l => l.includes('~SND.UNA')); i++) on.press('n');
    expect(changed().join(' ')).toMatch(/~SND\.UNA \d+ → \d+/);
    // Acknowledged: gone from the front, and marked as such on the ruler and in the list.
    expect(lines().some(l => /^ *-+[ +~]*$/.test(l))).toBe(true);
    expect(lines().some(l => /^ *-─ \d+:\d+ .*acknowledged now/.test(l))).toBe(true);
    on.press('N');
    expect(lines().some(l => /^ *\+[█↻▒] \d+:\d+/.test(l))).toBe(true);
  });

  test('a segment that was lost ends half way, its copy is marked and arrives', () => {
    const on = transfer({ bytes: '60K', lost: [5] }, '200ms');
    const { lines, textAt } = select(on, 'ladder', 96, 24);
    const all = Array.from(lines, (_, i) => textAt!(i));
    const lost = all.find(t => /lost/.test(t))!;
    const [, seq] = /seq (\d+)/.exec(lost)!;
    const copies = all.filter(t => new RegExp(`seq ${seq} len`).test(t));
    expect(copies.some(t => /sent again/.test(t) && !/lost/.test(t))).toBe(true);
  });
});

test('over a switch and two routers a segment goes from end to end', () => {
  const gateway = loadLesson('gateway');
  const source = { file: 'lesson.yaml', line: 1, text: 'run' };
  const at = (ms: number, on: string, line: string) => ({ at: ms * 1e6, on, do: line, source });
  const run = [at(0, 'C', 'tcpd 80'), at(1, 'A', 'nc -N 172.16.5.30 80 hello'), at(500, 'A', 'nc 172.16.5.30 81')];
  const on = desk({ columns: 120, rows: 40 }, 'en', {
    ...gateway,
    network: { ...gateway.network, run },
    checkpoints: [],
  });
  command(on, 'go 2s');
  const title = () => select(on, 'ladder').title;
  expect(title()).toContain('2/2');
  expect(drawn(on, 'ladder', 96, 30).some(l => /◀─+RST\+ACK seq 0 ack 1 .*─┤/.test(l))).toBe(true);
  command(on, 'panel ladder').press('h');
  const text = drawn(on, 'ladder', 96, 30).join('\n');
  expect(text).toMatch(/A 192\.168\.1\.10:\d+ .*C 172\.16\.5\.30:80/);
  expect(text).toMatch(/├[─═]SYN seq 0 .*▶┤/);
  expect(text).toMatch(/├─PSH\+ACK seq 1 len 6 .*▶┤/);
  expect(text).not.toMatch(/[✗↻╌]/);
  expect(text.split('\n')[1]).toMatch(/TIME-WAIT .*CLOSED/);
});

test('a FIN counts one on both sides, and is no byte', () => {
  const on = here(transfer({ bytes: '3K', server: '-m sink -a never' }, '500ms'));
  const lines = drawn(on, 'sequence@B', 96, 40);
  expect(lines.find(l => /█{3}.*F┄/.test(l))).toBeDefined();
  expect(lines.find(l => l.includes('the end of what the peer sends'))).toMatch(/ 3073:3074 +FIN /);
  expect(drawn(on, 'sequence@A', 96, 40).join('\n')).toMatch(/SND\.UNA 3074 /);
});

describe('marks of the congestion window', () => {
  const marks = (on: Desk) =>
    select(on, 'cwnd@A', 96, 24)
      .items!.filter(i => i.id.includes(' mark '))
      .map(i => i.text!);
  test('fast recovery begins where the duplicates are enough, and ends', () => {
    const texts = marks(transfer({ bytes: '60K', lost: [5] }, '900ms'));
    expect(texts[0]).toMatch(/fast recovery begins, cwnd \d+ → \d+, ssthresh \d+/);
    expect(texts.at(-1)).toMatch(/fast recovery ends/);
  });
  test('a lost tail has its time-out', () => {
    const on = transfer({ bytes: '3K', lost: [2, 3, 4] }, '3s');
    expect(marks(on).some(t => /RTO|loss probe/.test(t))).toBe(true);
  });
  test('none where nothing was lost', () => {
    expect(marks(transfer({ bytes: '60K' }, '900ms'))).toEqual([]);
  });
});

describe('keys', () => {
  const open = (id: string) => {
    const on = here(recovering());
    return command(on, `panel ${id}`).press('z');
  };
  const why = (on: Desk) => (on.store.ui.overlay?.kind === 'why' ? on.store.ui.overlay.subject : undefined);

  test('Enter on a number of the sequence space asks why of that column', () => {
    const on = open('sequence@A').press('j j');
    expect(on.store.ui.chosen['sequence@A']).toMatch(/send\.una/);
    on.press('l enter');
    expect(why(on)).toMatch(/^tcp-send@A .*\.nxt$/);
    expect(on.press('esc j j w').store.ui.overlay?.kind).toBe('why');
  });

  test('a segment of the list is a row: why tells what made it so', () => {
    const on = open('sequence@A').press('end enter');
    expect(why(on)).toMatch(/^tcp-(segment|receive|unread|send)@A/);
  });

  test('Enter on a value of the plot asks why, on a mark goes there', () => {
    const on = open('cwnd@A').press('j');
    expect(on.store.ui.chosen['cwnd@A']).toMatch(/ cwnd$/);
    on.press('enter');
    expect(why(on)).toMatch(/^tcp-congestion@A .*\.cwnd$/);
    on.press('esc j');
    expect(on.store.ui.chosen['cwnd@A']).toMatch(/ mark /);
    const mark = select(on, 'cwnd@A').items!.find(i => i.id === on.store.ui.chosen['cwnd@A'])!;
    on.press('w');
    expect(why(on)).toBeDefined();
    on.press('esc enter');
    expect(mark.enter).toEqual({ kind: 'goto', position: on.store.session.position, telling: 'stage' });
  });

  test('Enter on a segment of the ladder goes to where it was sent; why is the frame’s', () => {
    const on = open('ladder').press('k k');
    const frame = on.store.ui.focus.frame!;
    on.press('w');
    expect(why(on)).toContain(on.store.view.words.frameName(frame));
    on.press('esc enter');
    const { session, view } = on.store;
    expect(session.journal.kindOf(view.stage).name).toBe('link_transmit');
    expect(session.journal.numberArg(view.stage, 'frame')).toBe(frame);
  });

  test.each([
    ['sequence@A', 'SACKed'],
    ['cwnd@A', 'recovery'],
    ['ladder', 'sent again'],
  ])('/ finds in %s', (id, what) => {
    const on = open(id).press('/');
    for (const character of what) on.press(character === ' ' ? 'space' : character);
    on.press('enter');
    expect(on.store.ui.search?.count).toBeGreaterThan(0);
    fits(on);
  });

  test('several connections: each can be chosen, and is one line until then', () => {
    const on = here(transfer({ bytes: '40K', clients: 3, server: '-m sink -a never' }, '2.3s'));
    const heads = () => drawn(on, 'sequence@A', 96, 60).filter(l => /→ 10\.0\.0\.2:80/.test(l));
    expect(heads()).toHaveLength(3);
    expect(heads().filter(l => l.includes('▾'))).toHaveLength(1);
    command(on, 'panel sequence@A').press('z home');
    const first = heads();
    expect(first[0]).toContain('▾');
    on.press('j');
    const { ladder, cwnd } = { ladder: drawn(on, 'ladder', 96), cwnd: drawn(on, 'cwnd@A', 96) };
    expect(cwnd[0]).toMatch(/1\/3/);
    const port = /10\.0\.0\.1:(\d+)/.exec(first[0]!)![1]!;
    expect(ladder[0]).toContain(port);
    command(on, 'panel ladder').press('l');
    expect(drawn(on, 'ladder', 96)[0]).not.toContain(port);
    expect(select(on, 'ladder').title).toContain('2/3');
    on.press('h');
    expect(drawn(on, 'ladder', 96)[0]).toContain(port);
  });
});

test('a picture costs what is in sight, however long the run was', () => {
  const costs = (bytes: string) => {
    const on = transfer({ bytes }, '200ms');
    while (on.store.session.run(5000).end !== 'end');
    return PANELS.map(id => {
      on.press('N');
      select(on, id);
      on.press('N');
      on.store.view.network;
      return calls(() => select(on, id));
    });
  };
  const [short, long] = [costs('400K'), costs('2M')];
  for (const [i, id] of PANELS.entries()) expect(long[i], id).toBeLessThan(short[i]! * 1.5 + 200);
}, 60_000);
