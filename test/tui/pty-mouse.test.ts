// The mouse, the themes and the wall in a real terminal: what is asked of it while the screen is up, and that nothing of that
// is left on any way out. test/tui/pty.test.ts has the screen itself.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ESC = '\u001b';
const open: { close(): void }[] = [];

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.mjs', '--no-types'], { cwd: root, stdio: 'pipe' });
}, 60_000);
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

/** A shell in a terminal: what it shows, and whether the terminal reports the mouse. */
class Shell {
  readonly pty: IPty;
  readonly screen: InstanceType<typeof xterm.Terminal>;
  raw = '';

  constructor(env: Record<string, string> = {}, cols = 80, rows = 24) {
    this.screen = new xterm.Terminal({ cols, rows, allowProposedApi: true });
    const clean = {
      PATH: process.env.PATH ?? '',
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      HOME: '/nowhere',
      PS1: '$ ',
    };
    this.pty = spawn('/bin/sh', ['-i'], { cols, rows, cwd: root, env: { ...clean, ...env } });
    this.pty.onData(data => {
      this.raw += data;
      this.screen.write(data);
    });
    open.push(this);
  }
  get text(): string {
    const { active } = this.screen.buffer;
    const rows = Array.from({ length: this.screen.rows }, (_, y) => active.getLine(active.viewportY + y));
    return rows.map(row => row?.translateToString(true) ?? '').join('\n');
  }
  get alternate(): boolean {
    return this.screen.buffer.active.type === 'alternate';
  }
  /** The modes of the mouse that are on, as the emulator knows them. */
  get mouse(): string {
    return this.screen.modes.mouseTrackingMode;
  }
  ground(x: number, y: number): number {
    return this.screen.buffer.active.getLine(y)?.getCell(x)?.getBgColor() ?? -2;
  }
  async until(what: string | (() => boolean)): Promise<void> {
    const holds = typeof what === 'string' ? () => this.text.includes(what) : what;
    for (let waited = 0; waited < 8000; waited += 15) {
      if (holds()) return;
      await new Promise(done => setTimeout(done, 15));
    }
    throw new Error(`${what} did not come; the screen:\n${this.text}`);
  }
  async start(args: string, until = 'n starts'): Promise<void> {
    await this.until('$');
    this.pty.write(`node bin/netstep.js ${args}\r`);
    await this.until(() => this.alternate && this.text.includes(until));
  }
  close(): void {
    this.pty.kill('SIGKILL');
    this.screen.dispose();
  }
}

/** The shell answers, on its own screen, and the mouse is nobody's. */
async function left(shell: Shell): Promise<void> {
  // What is typed before the prompt may still be the program's.
  await shell.until(() => !shell.alternate && shell.mouse === 'none' && /\$\s*$/.test(shell.text));
  shell.pty.write('echo done-$((6*7))\r');
  await shell.until('done-42');
  expect(shell.text).not.toContain('[<');
  expect(shell.mouse).toBe('none');
}

describe('the mouse', () => {
  test('is asked for, and chooses; its reports never come through as keys', async () => {
    const shell = new Shell();
    await shell.start('arp');
    await shell.until(() => shell.mouse === 'vt200');
    shell.pty.write('nn');
    await shell.until('event 2/2');
    const row = shell.text.split('\n').findIndex(text => text.includes('3 Time'));
    const column = (shell.text.split('\n')[row] ?? '').indexOf('3 Time');
    const report = `${ESC}[<0;${column + 1};${row + 1}M`;
    for (const character of report) shell.pty.write(character);
    shell.pty.write(report.replace('M', 'm'));
    await shell.until('[3 Time]');
    for (let i = 0; i < 40; i++) shell.pty.write(`${ESC}[<65;20;10M${ESC}[<64;20;10M`);
    shell.pty.write('n');
    await shell.until('event 3/3');
    shell.pty.write('q');
    await left(shell);
  });

  test.each([
    ['q', 'q'],
    ['Ctrl-C', '\u0003'],
  ])('%s gives it back', async (_name, key) => {
    const shell = new Shell();
    await shell.start('arp');
    await shell.until(() => shell.mouse === 'vt200');
    shell.pty.write(key);
    await left(shell);
  });

  test('Ctrl-Z gives it back, fg takes it again', async () => {
    const shell = new Shell();
    await shell.start('arp');
    shell.pty.write('\u001a');
    await left(shell);
    shell.pty.write('fg\r');
    await shell.until(() => shell.alternate && shell.mouse === 'vt200');
    await shell.until('n starts');
    shell.pty.write('q');
    await left(shell);
  });

  test.each(['TERM', 'HUP', 'INT', 'QUIT'])('SIG%s gives it back', async signal => {
    const shell = new Shell();
    await shell.until('$');
    shell.pty.write("sh -c 'echo pid=$$; exec node bin/netstep.js arp'\r");
    await shell.until('n starts');
    process.kill(Number(/pid=(\d+)/.exec(shell.raw)?.[1]), `SIG${signal}`);
    await left(shell);
  });

  test('is left alone if so wished', async () => {
    const shell = new Shell();
    await shell.start('arp --no-mouse');
    expect(shell.mouse).toBe('none');
    shell.pty.write(':mouse on\r');
    await shell.until(() => shell.mouse === 'vt200');
    shell.pty.write(':mouse off\r');
    await shell.until(() => shell.mouse === 'none');
    shell.pty.write('q');
    await left(shell);
  });
});

describe('themes', () => {
  test('are changed on the fly: the ground under every cell is another', async () => {
    const shell = new Shell();
    await shell.start('arp --theme dark');
    const dark = shell.ground(40, 12);
    shell.pty.write(':theme light\r');
    await shell.until('theme light');
    await shell.until(() => shell.ground(40, 12) !== dark);
    for (const [x, y] of [
      [0, 5],
      [79, 5],
      [40, 12],
      [79, 22],
    ] as const)
      expect(shell.ground(x, y)).toBe(shell.ground(40, 12));
    shell.pty.write('q');
    await left(shell);
  });

  test('ASCII where the locale has no more; the settings of the file, and what is wrong with them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netstep-pty-'));
    mkdirSync(join(folder, 'netstep'));
    writeFileSync(join(folder, 'netstep/config.yaml'), 'mouse: off\nspeeed: 2\n');
    const shell = new Shell({ LANG: 'C', XDG_CONFIG_HOME: folder }, 120, 40);
    await shell.start('arp', 'there is no setting speeed');
    expect(shell.mouse).toBe('none');
    expect(shell.text).toMatch(/^[ -~\n]*$/);
    expect(shell.text).toContain('+-[1 Network]');
    shell.pty.write('q');
    await left(shell);
    expect(shell.text).toContain('config.yaml:2:1: there is no setting speeed');
    rmSync(folder, { recursive: true });
  });

  test('the wall by its flag, and back by its key', async () => {
    const shell = new Shell({}, 120, 36);
    await shell.start('arp --projector', 'back to the desk');
    shell.pty.write('W');
    await shell.until('n starts');
    expect(shell.text).not.toContain('back to the desk');
    shell.pty.write('q');
    await left(shell);
  });
});
