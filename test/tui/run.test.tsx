// The screen with Ink under it, on a terminal that only takes notes: what is written, that keys get through, and that the
// terminal is given back on every way out.
import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { Session } from '../../src/debug/index.js';
import { Player } from '../../src/lesson/index.js';
import { Network } from '../../src/topology/index.js';
import { restoreTerminal, runMenu, runTui } from '../../src/tui/index.js';
import { arpLesson } from './fixture.js';
// The screen loads it after its first picture; what is typed until then waits in a terminal, but not in the keyboard below.
import '../../src/tui/app.js';

class Keyboard extends EventEmitter {
  isTTY = true;
  raw = false;
  readonly #typed: string[] = [];
  setEncoding(): void {}
  ref(): void {}
  unref(): void {}
  setRawMode(raw: boolean): void {
    this.raw = raw;
  }
  read(): string | null {
    return this.#typed.shift() ?? null;
  }
  type(text: string): void {
    this.#typed.push(text);
    this.emit('readable');
  }
}

class Screen extends EventEmitter {
  columns = 80;
  rows = 24;
  isTTY = true;
  written: string[] = [];
  /** Answer to write(): false says that the line is slow. */
  free = true;
  write(text: string): boolean {
    this.written.push(text);
    return this.free;
  }
  get all(): string {
    return this.written.join('');
  }
}

const ESC = '\u001b';
const [ENTER, LEAVE] = [`${ESC}[?1049h`, `${ESC}[?1049l`];
const pause = (ms = 30) => new Promise(done => setTimeout(done, ms));

function open(env: Record<string, string> = { TERM: 'xterm' }) {
  const [stdin, stdout] = [new Keyboard(), new Screen()];
  const lesson = arpLesson();
  const session = new Session(new Network(lesson.network));
  const player = new Player(lesson, session);
  const terminals = { stdin: stdin as never, stdout, env };
  const ended = runTui({ session, lesson, player, lang: 'en', ...terminals });
  return { stdin, stdout, session, ended };
}

describe('ways out', () => {
  test.each([
    ['q', 'q'],
    ['Ctrl-C', '\u0003'],
    [':quit', ':quit\r'],
  ])('%s', async (_name, keys) => {
    const { stdin, stdout, ended } = open();
    await pause();
    expect(stdout.all).toContain(ENTER);
    expect(stdin.raw).toBe(true);
    stdin.type(keys);
    expect(await ended).toBe(0);
    expect(stdout.all.split(LEAVE).length).toBe(2);
    expect(stdout.all.endsWith(LEAVE)).toBe(true);
    expect(stdin.raw).toBe(false);
    expect(stdout.listenerCount('resize')).toBe(0);
  });

  test('a signal: restoreTerminal() gives the terminal back at once', async () => {
    const { stdin, stdout, ended } = open();
    await pause();
    restoreTerminal();
    expect(stdout.all.endsWith(LEAVE)).toBe(true);
    expect(stdin.raw).toBe(false);
    restoreTerminal();
    stdin.type('q');
    await ended;
    expect(stdout.all.split(LEAVE).length).toBe(2);
  });

  test('an error behind a key ends the screen and is handed on', async () => {
    const { stdin, stdout, session, ended } = open();
    await pause();
    session.next = () => {
      throw new Error('broken on purpose');
    };
    stdin.type('n');
    await expect(ended).rejects.toThrow('broken on purpose');
    expect(stdout.all.endsWith(LEAVE)).toBe(true);
    expect(stdout.all).toContain(`${ESC}[?1000h${ESC}[?1006h`);
    expect(stdout.all.lastIndexOf(`${ESC}[?1000l`)).toBeGreaterThan(stdout.all.lastIndexOf(`${ESC}[?1000h`));
    expect(stdin.raw).toBe(false);
  });

  test('an error behind the mouse too', async () => {
    const { stdin, stdout, session, ended } = open();
    await pause();
    session.where = () => {
      throw new Error('no place');
    };
    stdin.type(`${ESC}[<0;20;9M`);
    await expect(ended).rejects.toThrow('no place');
    expect(stdout.all.endsWith(LEAVE)).toBe(true);
  });

  test('an error in drawing too', async () => {
    const { stdin, stdout, session, ended } = open();
    await pause();
    session.where = () => {
      throw new Error('cannot draw');
    };
    stdin.type('n');
    await expect(ended).rejects.toThrow('cannot draw');
    expect(stdout.all.endsWith(LEAVE)).toBe(true);
  });
});

describe('keys', () => {
  test('typed in one piece, or at once one after the other, all count', async () => {
    const { stdin, session, ended } = open();
    await pause();
    stdin.type('nnn');
    for (const key of 'nssS') stdin.type(key);
    await pause();
    expect(session.where()).toMatchObject({ event: 5, stage: 1 });
    stdin.type('q');
    await ended;
  });
});

test('a character with Alt is no key, and not the character’s own', async () => {
  const { stdin, session, ended } = open();
  await pause();
  stdin.type('n');
  for (const key of ['n', 's', 'q', 'é']) stdin.type(`${ESC}${key}`);
  stdin.type(`n${ESC}sn`);
  await pause();
  expect(session.where()).toMatchObject({ event: 3 });
  expect(session.where().stage).toBe(session.where().stages);
  stdin.type('q');
  await ended;
});

describe('painting', () => {
  test('only rows that changed are written', async () => {
    const { stdin, stdout, ended } = open();
    await pause();
    stdin.type('n');
    await pause();
    stdout.written = [];
    stdin.type('\t');
    await pause();
    // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence is looked for
    const rows = [...stdout.all.matchAll(/\u001b\[(\d+);1H/g)].map(m => Number(m[1]));
    expect(rows.length).toBeGreaterThan(0);
    expect(rows).not.toContain(1);
    expect(rows).not.toContain(2);
    stdin.type('q');
    await ended;
  });

  test('a resize clears and writes all rows at the new size', async () => {
    const { stdin, stdout, ended } = open();
    await pause();
    stdout.written = [];
    [stdout.columns, stdout.rows] = [100, 30];
    stdout.emit('resize');
    await pause();
    expect(stdout.all).toContain(`${ESC}[2J`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence is looked for
    const rows = [...stdout.all.matchAll(/\u001b\[(\d+);1H/g)].map(m => Number(m[1]));
    expect(new Set(rows)).toEqual(new Set(Array.from({ length: 30 }, (_, i) => i + 1)));
    stdin.type('q');
    await ended;
  });

  test('a slow line gets the latest picture, not all of them', async () => {
    const { stdin, stdout, ended } = open();
    await pause();
    stdout.written = [];
    stdout.free = false;
    for (const key of 'nnnnnn') {
      stdin.type(key);
      await pause(5);
    }
    expect(stdout.written.length).toBe(1);
    stdout.free = true;
    stdout.emit('drain');
    await pause();
    expect(stdout.written.length).toBe(2);
    expect(stdout.all).toContain('event 6');
    stdin.type('q');
    await ended;
  });

  test('colour: as the environment wishes', async () => {
    const colours = async (env: Record<string, string>) => {
      const { stdin, stdout, ended } = open({ TERM: 'xterm', ...env });
      await pause();
      stdin.type('n');
      await pause();
      stdin.type('q');
      await ended;
      // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence is looked for
      return /\u001b\[[1-9][0-9;]*m/.test(stdout.all);
    };
    expect(await colours({})).toBe(true);
    expect(await colours({ NO_COLOR: '1' })).toBe(false);
    expect(await colours({ FORCE_COLOR: '0' })).toBe(false);
    expect(await colours({ NO_COLOR: '1', FORCE_COLOR: '1' })).toBe(true);
  });
});

test('the menu: a lesson is chosen, or none', async () => {
  const menu = () => {
    const [stdin, stdout] = [new Keyboard(), new Screen()];
    const lessons = [arpLesson(), { ...arpLesson(), id: 'second' }];
    const chosen = runMenu({ lessons, progress: new Map(), lang: 'en', stdin: stdin as never, stdout, env: {} });
    return { stdin, stdout, chosen };
  };
  const first = menu();
  await pause();
  expect(first.stdout.all).toContain('second');
  first.stdin.type('j\r');
  expect((await first.chosen)?.id).toBe('second');
  expect(first.stdout.all.endsWith(LEAVE)).toBe(true);
  const clicked = menu();
  await pause();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence is looked for
  const row = /\u001b\[(\d+);1H\u001b\[2K(?:(?!\u001b\[\d+;1H).)*?second/s.exec(clicked.stdout.all)?.[1];
  clicked.stdin.type(`${ESC}[<0;9;${row}M`);
  expect((await clicked.chosen)?.id).toBe('second');
  const second = menu();
  await pause();
  second.stdin.type('q');
  expect(await second.chosen).toBeUndefined();
});
