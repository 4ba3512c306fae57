// What the tests in a real terminal share: the built program, or a shell, on a pty; its output in an emulator that shows
// what a person would see.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { afterEach, beforeAll, expect } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const open: Terminal[] = [];
/** What a start leaves behind that is not the first. */
export const known = mkdtempSync(join(tmpdir(), 'netstep-pty-'));

/** A state folder of one's own, of somebody who knows the tour and has done no lesson. */
function freshState(): string {
  const folder = mkdtempSync(join(known, 'state-'));
  writeFileSync(join(folder, 'screen.json'), '{"version":1,"tour":"offered"}');
  return folder;
}

/** Builds the program before the file's tests, closes what they left open. */
export function builtProgram(): void {
  beforeAll(() => {
    execFileSync(process.execPath, ['scripts/build.mjs', '--no-types'], { cwd: root, stdio: 'pipe' });
  }, 60_000);
  afterEach(() => {
    for (const terminal of open.splice(0)) terminal.close();
  });
}

export const ESC = '\u001b';
/** DEC 2026: what stands between is shown at once. */
export const [BEGIN, END] = [`${ESC}[?2026h`, `${ESC}[?2026l`];

export type Emulator = InstanceType<typeof xterm.Terminal>;
export const emulator = (cols: number, rows: number): Emulator =>
  new xterm.Terminal({ cols, rows, allowProposedApi: true, scrollback: 100 });

/** Every row as it looks: characters with their colours and styles. */
export function looks(screen: Emulator): string[] {
  const { active } = screen.buffer;
  return Array.from({ length: screen.rows }, (_, y) => {
    const line = active.getLine(active.viewportY + y);
    let [out, style] = ['', ''];
    for (let x = 0; x < screen.cols; x++) {
      const cell = line?.getCell(x);
      if (cell === undefined || cell.getWidth() === 0) continue;
      const blank = cell.getChars().trim() === '';
      const ink = blank ? '' : [cell.getFgColorMode(), cell.getFgColor(), cell.isBold(), cell.isDim()].join();
      const now = `${ink};${[cell.getBgColorMode(), cell.getBgColor(), cell.isInverse(), cell.isUnderline()].join()}`;
      if (now !== style) out += `⟨${now}⟩`;
      style = now;
      out += cell.getChars() || ' ';
    }
    return out;
  });
}

interface Start {
  readonly command: string;
  readonly args: readonly string[];
  readonly cols?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export class Terminal {
  readonly pty: IPty;
  readonly screen: Emulator;
  /** All that was written. */
  raw = '';
  status: number | undefined;

  constructor({ command, args, cols = 80, rows = 24, env = {} }: Start) {
    this.screen = emulator(cols, rows);
    this.screen.write('before\r\n');
    const clean = { PATH: process.env.PATH ?? '', TERM: 'xterm-256color', LANG: 'C.UTF-8', HOME: '/nowhere' };
    const state = { NETSTEP_STATE_DIR: freshState(), PS1: '$ ' };
    this.pty = spawn(command, [...args], { cols, rows, cwd: root, env: { ...clean, ...state, ...env } });
    this.pty.onData(data => {
      this.raw += data;
      this.screen.write(data);
    });
    this.pty.onExit(({ exitCode, signal }) => {
      this.status = signal ? 128 + signal : exitCode;
    });
    open.push(this);
  }

  rows(): string[] {
    const { active } = this.screen.buffer;
    const line = (y: number) => active.getLine(active.viewportY + y)?.translateToString(true) ?? '';
    return Array.from({ length: this.screen.rows }, (_, y) => line(y));
  }
  get text(): string {
    return this.rows().join('\n');
  }
  get alternate(): boolean {
    return this.screen.buffer.active.type === 'alternate';
  }
  /** What is pasted is told from what is typed. */
  get pastes(): boolean {
    return this.screen.modes.bracketedPasteMode;
  }
  /** The modes of the mouse that are on, as the emulator knows them. */
  get mouse(): string {
    return this.screen.modes.mouseTrackingMode;
  }
  ground(x: number, y: number): number {
    return this.screen.buffer.active.getLine(y)?.getCell(x)?.getBgColor() ?? -2;
  }
  type(text: string): void {
    this.pty.write(text);
  }

  async until(what: string | (() => boolean)): Promise<void> {
    const holds = typeof what === 'string' ? () => this.text.includes(what) : what;
    for (let waited = 0; waited < 8000; waited += 15) {
      if (holds()) return;
      await new Promise(done => setTimeout(done, 15));
    }
    throw new Error(`${what} did not come; the screen:\n${this.text}`);
  }

  /** Nothing more is being written: what is looked for may come before the rest of its picture. */
  async still(): Promise<void> {
    for (let before = ''; before !== this.raw; ) {
      before = this.raw;
      await new Promise(done => setTimeout(done, 80));
    }
  }

  resize(cols: number, rows: number): void {
    this.screen.resize(cols, rows);
    this.pty.resize(cols, rows);
  }
  async exit(): Promise<number> {
    await this.until(() => this.status !== undefined);
    // What was written last is still on its way through the emulator.
    await new Promise(done => setTimeout(done, 60));
    return this.status as number;
  }
  close(): void {
    if (this.status === undefined) this.pty.kill('SIGKILL');
    this.screen.dispose();
  }
}

type Env = Start['env'] & {};

/** netstep itself on a terminal. */
export const netstep = (args: readonly string[], cols = 80, rows = 24, env: Env = {}): Terminal =>
  new Terminal({ command: process.execPath, args: ['bin/netstep.js', ...args], cols, rows, env });

/** A shell on a terminal, to start it from. */
export const shell = (env: Env = {}, cols = 80, rows = 24): Terminal =>
  new Terminal({ command: '/bin/sh', args: ['-i'], cols, rows, env });

/** Starts netstep from a shell, and waits for its screen. */
export async function start(from: Terminal, args: string, until = 'n starts'): Promise<void> {
  await from.until('$');
  from.type(`node bin/netstep.js ${args}\r`);
  await from.until(() => from.alternate && from.text.includes(until));
}

/** The shell answers, on its own screen, and the mouse is nobody's. */
export async function left(from: Terminal): Promise<void> {
  // What is typed before the prompt may still be the program's.
  await from.until(() => !from.alternate && from.mouse === 'none' && /\$\s*$/.test(from.text));
  from.type('echo done-$((6*7))\r');
  await from.until('done-42');
  expect(from.text).not.toContain('[<');
  expect(from.mouse).toBe('none');
  intact(from);
}

/** The cursor is shown, lines wrap, and nothing waits for the end of a picture. */
export function intact(terminal: Terminal): void {
  expect(terminal.alternate).toBe(false);
  expect(terminal.pastes).toBe(false);
  const last = (on: string, off: string) => terminal.raw.lastIndexOf(on) > terminal.raw.lastIndexOf(off);
  expect(last(`${ESC}[?25h`, `${ESC}[?25l`)).toBe(true);
  expect(last(`${ESC}[?7h`, `${ESC}[?7l`)).toBe(true);
  expect(last(END, BEGIN)).toBe(true);
}

/** The main screen is back, with what stood there before, and the cursor. */
export function clean(terminal: Terminal): void {
  intact(terminal);
  expect(terminal.text).toContain('before');
  expect(terminal.text).not.toContain('┌');
}
