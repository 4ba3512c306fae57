// Recordings: played into a terminal they show the screens they were made of, one after the other, and a walk visits all
// that a lesson stops at.
import { describe, expect, test } from 'vitest';
import { castLines, type Desk, played, type Still, walk } from '../../../src/tui/picture/index.js';
import { textOf } from '../../../src/tui/text.js';
import { arpLesson, untroubled, wired } from '../fixture.js';
import { colouring, deskOf, Emulator } from './support.js';

type Line = readonly [time: number, kind: 'o' | 'm', data: string];

function record(desk: Desk, stills: Iterable<Still>) {
  const seen: Still[] = [];
  function* watched() {
    for (const still of stills) {
      seen.push({ ...still, rows: [...still.rows] });
      yield still;
    }
  }
  const { columns, rows } = desk.store.size;
  const text = [...castLines(watched(), { columns, rows, title: 'A title', colouring: colouring() })].join('');
  const [header, ...lines] = text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
  return { text, header, lines: lines as Line[], stills: seen };
}

describe.each(['en', 'zh-CN'] as const)('a walk through the arp lesson, %s', lang => {
  const walked = () => {
    const desk = deskOf(100, 30, '', lang);
    return record(desk, walk(desk));
  };
  const { text, header, lines, stills } = walked();
  const output = lines.filter(([, kind]) => kind === 'o');

  test('has the header of asciicast 2', () => {
    expect(header).toMatchObject({ version: 2, width: 100, height: 30, title: 'A title' });
    // A moment of the real world would make each recording another file.
    expect(header).not.toHaveProperty('timestamp');
    expect(header.theme.palette.split(':')).toHaveLength(16);
    for (const colour of [header.theme.fg, header.theme.bg, ...header.theme.palette.split(':')])
      expect(colour).toMatch(/^#[0-9a-f]{6}$/);
  });

  test('goes on in time', () => {
    const times = output.map(([time]) => time);
    expect(times[0]).toBe(0);
    for (const [i, time] of times.entries()) if (i > 0) expect(time).toBeGreaterThan(times[i - 1]!);
    const all = lines.map(([time]) => time);
    expect(all).toEqual([...all].sort((a, b) => a - b));
  });

  test('stops at every checkpoint, longer than between them, and never for long', () => {
    const prose = arpLesson().prose[lang];
    const titles = arpLesson().checkpoints.map(c => prose.sections[c.id]!.title);
    expect(lines.filter(([, kind]) => kind === 'm').map(([, , data]) => data)).toEqual([prose.title, ...titles]);
    const [marked, others] = [stills.filter(s => s.mark !== undefined), stills.filter(s => s.mark === undefined)];
    const mean = (of: readonly Still[]) => of.reduce((sum, s) => sum + s.hold, 0) / of.length;
    expect(mean(marked)).toBeGreaterThan(mean(others));
    for (const { hold } of stills) {
      expect(Number.isInteger(hold)).toBe(true);
      expect(hold).toBeGreaterThanOrEqual(700);
      expect(hold).toBeLessThanOrEqual(8000);
    }
  });

  test('shows in a terminal what was on the screen', async () => {
    const terminal = new Emulator(100, 30);
    for (const [i, [, , data]] of output.entries()) {
      await terminal.write(data);
      const still = stills[i] ?? stills.at(-1)!;
      expect(terminal.rows(), `picture ${i}`).toEqual(still.rows.map(row => textOf(row).trimEnd()));
    }
    expect(terminal.screen.buffer.active.type).toBe('normal');
  });

  test('writes only the rows that changed', () => {
    for (const [i, [, , data]] of output.entries()) {
      if (i === 0 || i >= stills.length) continue;
      const [before, now] = [
        stills[i - 1]!.rows.map(r => JSON.stringify(r)),
        stills[i]!.rows.map(r => JSON.stringify(r)),
      ];
      const written = [...data.matchAll(/\[(\d+);1H/g)].map(m => Number(m[1]) - 1);
      const changed = now.flatMap((row, y) => (row === before[y] ? [] : [y]));
      expect(changed).toEqual(expect.arrayContaining(written));
      expect(written.length).toBeGreaterThan(0);
    }
  });

  test('is the same each time', () => {
    expect(walked().text).toBe(text);
  });
});

test('a walk through what never falls silent comes to an end', () => {
  const lesson = wired({ hosts: { A: '10.0.0.1', B: '10.0.0.2' }, links: ['A.eth0 B.eth0'], ping: '10.0.0.2' });
  const [ping] = lesson.network.run;
  const network = { ...lesson.network, run: [{ ...ping!, do: 'ping 10.0.0.2' }] };
  const desk = deskOf(80, 24, '', 'en', { ...lesson, network });
  expect([...walk(desk)].length).toBeLessThan(30);
  expect(desk.store.session.where().events).toBeGreaterThan(100);
});

test('keys are played one by one, and what plays by itself is played on', () => {
  const desk = deskOf(80, 24);
  const { stills } = record(desk, played(desk, ['n', '?', 'esc', ':', 'g', 'o', 'esc']));
  expect(stills).toHaveLength(8);
  const [, , help, , , typed] = stills;
  expect(help!.rows.map(textOf).join('\n')).toContain('Help');
  expect(help!.hold).toBeGreaterThan(typed!.hold);
  const playing = deskOf(80, 24, '', 'en', untroubled());
  const all = [...played(playing, ['space'])];
  expect(playing.store.session.where().atEnd).toBe(true);
  expect(all.length).toBeGreaterThan(60);
  expect(all.length).toBeLessThan(600);
});
