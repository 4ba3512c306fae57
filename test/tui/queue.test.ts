// Queues, drawn: what a reader must see of one is how full it is, whether that is full, who is next and who waits for it.

import { describe, expect, test } from 'vitest';
import { LANGS, message } from '../../src/i18n/index.js';
import { type Queue, type QueueBox, type QueueChain, type QueueEntry, queueLines } from '../../src/tui/panels/queue.js';
import { fitLine, lineWidth, textOf } from '../../src/tui/text.js';
import fc from '../property.js';

const words =
  (lang: (typeof LANGS)[number]) =>
  (id: string, args: Readonly<Record<string, unknown>> = {}): string =>
    message(lang, id, args, {} as never);
const en = words('en');
const box = (width: number, more: Partial<QueueBox> = {}): QueueBox => ({ width, arrows: true, rows: 3, ...more });
const draw = (chain: QueueChain, at: QueueBox, say = en): string =>
  `\n${queueLines(say, chain, at)
    .map(l => textOf(l).trimEnd())
    .join('\n')}\n`;

const entries = (...labels: string[]): QueueEntry[] => labels.map(label => ({ label }));

/** A listening socket with a backlog of 2: three connections wait for accept(), two more for their last ACK. */
const listening = (say = en): QueueChain => ({
  queues: [
    {
      name: say('ui.queue.syn'),
      entries: entries('10.0.0.5:40001 ↻1 1.0s', '10.0.0.6:40001 ↻0 0.4s'),
      limit: 3,
      out: say('ui.queue.syn-out'),
    },
    {
      name: say('ui.queue.accept'),
      entries: entries('10.0.0.2:40001', '10.0.0.3:40001', '10.0.0.4:40001'),
      limit: 3,
      out: say('ui.queue.accept-out'),
    },
  ],
  waiting: 'httpd  busy until t = 4.0 s',
  aside: 'overflows 2 · drops 2',
});

describe('the two queues of a listening socket', () => {
  test.each(LANGS)('%s', lang => {
    for (const width of [90, 78, 52, 38])
      expect(draw(listening(words(lang)), box(width), words(lang))).toMatchSnapshot();
  });

  test('without room for arrows', () => {
    expect(draw(listening(), box(78, { arrows: false, rows: 1 }))).toMatchSnapshot();
  });
});

const one = (queue: Partial<Queue>): QueueChain => ({
  queues: [{ name: 'queue', entries: [], out: 'taken', ...queue }],
  waiting: 'reader',
});
const few = (n: number) => entries(...Array.from({ length: n }, (_, i) => `e${i + 1}`));
const firstRow = (queue: Partial<Queue>, at = box(78)) => draw(one(queue), at).split('\n')[1]!.trim();

describe('how full', () => {
  test('each slot is there, the free ones too', () => {
    expect(firstRow({ entries: few(0), limit: 3 })).toBe('queue  0 of 3  [  ][  ][  ]');
    expect(firstRow({ entries: few(2), limit: 3 })).toBe('queue  2 of 3  [e1][e2][  ]');
  });

  test('full, and over full, is said in words', () => {
    expect(firstRow({ entries: few(3), limit: 3 })).toBe('queue  3 of 3 full  [e1][e2][e3]');
    // Linux lets one more in than listen(2) says: the figures tell.
    expect(firstRow({ entries: few(4), limit: 3 })).toBe('queue  4 of 3 full  [e1][e2][e3][e4]');
    expect(firstRow({ entries: few(2), limit: 3 })).not.toContain('full');
  });

  test('free slots of a large queue are figures, not boxes', () => {
    expect(firstRow({ entries: few(1), limit: 256 })).toBe('queue  1 of 256  [e1]');
    expect(firstRow({ entries: few(1) })).toBe('queue  1  [e1]');
  });

  test('a limit in bytes is counted in bytes', () => {
    const queue = { entries: few(2), limit: 4096, used: 4100, unit: 'B' };
    expect(firstRow(queue)).toBe('queue  4100 of 4096 B full  [e1][e2]');
  });

  test('what the last move put in and took out is signed; what was taken out leaves its slot free', () => {
    const moved: QueueEntry[] = [
      { label: 'old', change: 'removed' },
      { label: 'kept' },
      { label: 'new', change: 'added' },
    ];
    expect(firstRow({ entries: moved, limit: 3 })).toBe('queue  2 of 3  -[old][kept]+[new][  ]');
  });
});

describe('where there is no room', () => {
  test('entries go below, then are counted', () => {
    expect(draw(one({ entries: few(30), limit: 256 }), box(40, { arrows: false, rows: 2 }))).toBe(
      [
        '',
        '   queue  30 of 256',
        '     [e1][e2][e3][e4][e5][e6][e7][e8]',
        '     [e9][e10][e11][e12][e13] … 17 more',
        '   reader',
        '',
      ].join('\n'),
    );
  });

  test('names are shortened, then only marked; free slots stay apart from those taken', () => {
    const waiting = ['40001', '40002'].map(short => ({ label: `192.0.2.1:${short}`, short }));
    for (const [width, slots] of [
      [78, '[192.0.2.1:40001][192.0.2.1:40002][  ]'],
      [50, '[40001][40002][ ]'],
    ] as const) {
      const tight = box(width, { arrows: false, rows: 1 });
      expect(firstRow({ entries: waiting, limit: 3 }, tight)).toBe(`queue  2 of 3  ${slots}`);
    }
    // One short name for two of them tells nothing: marks.
    const twins = ['192.0.2.1', '192.0.2.2'].map(ip => ({ label: `${ip}:40001`, short: '40001' }));
    expect(firstRow({ entries: twins, limit: 3 }, box(50, { arrows: false, rows: 1 }))).toContain('[■][■][ ]');
  });

  test('who waits is never free, whatever the width', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 0, max: 12 }),
        fc.integer({ min: 38, max: 120 }),
        (taken, free, gone, width) => {
          const made = (n: number, change?: 'removed') =>
            Array.from({ length: n }, (_, i) => ({ label: `192.0.2.1:${40001 + i}`, change }));
          const limit = Math.min(8, taken + free);
          const chain = one({ entries: [...made(gone, 'removed'), ...made(Math.min(taken, limit))], limit });
          const lines = queueLines(en, chain, { width, arrows: false, rows: 1 });
          const text = lines.map(textOf).join('');
          for (const l of lines) expect(lineWidth(l), text).toBeLessThanOrEqual(width);
          const boxes = text.replaceAll(/-\[[^\]]*\]/g, '').match(/\[[^\]]*\]/g) ?? [];
          const empty = boxes.filter(slot => slot.trim() === '[]' || /^\[ +\]$/.test(slot)).length;
          const more = Number(/… (\d+) more/.exec(text)?.[1] ?? 0);
          expect(boxes.length - empty + more, text).toBe(Math.min(taken, limit));
          expect([0, limit - Math.min(taken, limit)], text).toContain(empty);
        },
      ),
    );
  });

  test('nothing is wider than its place, nobody is lost or counted twice', () => {
    const label = fc.string({ unit: fc.constantFrom(...'ab.:0队列'), maxLength: 30 });
    fc.assert(
      fc.property(
        fc.array(label, { maxLength: 40 }),
        fc.integer({ min: 30, max: 120 }),
        fc.integer({ min: 1, max: 4 }),
        fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
        (labels, width, rows, limit) => {
          const chain = one({ entries: entries(...labels.map(l => l.replaceAll('[', ''))), limit });
          const lines = queueLines(en, chain, { width, arrows: false, rows });
          for (const l of lines) expect(lineWidth(l), textOf(l)).toBeLessThanOrEqual(width);
          for (const l of lines) expect(lineWidth(fitLine(l, width))).toBe(width);
          const text = lines.map(textOf).join('');
          const drawn = text.split('[').length - 1;
          const more = Number(/… (\d+) more/.exec(text)?.[1] ?? 0);
          const free = limit !== undefined && limit <= 8 ? Math.max(0, limit - labels.length) : 0;
          expect(drawn + more).toBe(labels.length + free);
          expect(lines.length).toBeLessThanOrEqual(rows + 2);
        },
      ),
      // A row that is full to its last cell, and one entry that must be counted behind it.
      { numRuns: 1000, examples: [[['aaaa', 'a', '队队a列队a队a队', 'aaa列aa'], 30, 2, undefined]] },
    );
  });
});
