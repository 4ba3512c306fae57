// End to end in a real terminal: the built program on a pty, its output in an emulator that shows what a person would see.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const open: Terminal[] = [];
/** What a start leaves behind that is not the first. */
const known = mkdtempSync(join(tmpdir(), 'netstep-pty-'));

beforeAll(() => {
  writeFileSync(join(known, 'screen.json'), '{"version":1,"tour":"offered"}');
  execFileSync(process.execPath, ['scripts/build.mjs', '--no-types'], { cwd: root, stdio: 'pipe' });
}, 60_000);
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close();
});

class Terminal {
  readonly pty: IPty;
  readonly screen: InstanceType<typeof xterm.Terminal>;
  raw = '';
  status: number | undefined;

  constructor(args: readonly string[], cols = 80, rows = 24, env: Record<string, string> = {}) {
    this.screen = new xterm.Terminal({ cols, rows, allowProposedApi: true, scrollback: 100 });
    this.screen.write('before\r\n');
    const clean = {
      PATH: process.env.PATH ?? '',
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      HOME: '/tmp',
      NETSTEP_STATE_DIR: known,
      ...env,
    };
    this.pty = spawn(process.execPath, ['bin/netstep.js', ...args], { cols, rows, cwd: root, env: clean });
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
    return Array.from(
      { length: this.screen.rows },
      (_, y) => active.getLine(active.viewportY + y)?.translateToString(true) ?? '',
    );
  }
  get text(): string {
    return this.rows().join('\n');
  }
  get alternate(): boolean {
    return this.screen.buffer.active.type === 'alternate';
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
    for (let before = ''; before !== this.text; ) {
      before = this.text;
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

/** The main screen is back, with what stood there before, and the cursor. */
function clean(terminal: Terminal): void {
  expect(terminal.alternate).toBe(false);
  expect(terminal.text).toContain('before');
  expect(terminal.text).not.toContain('┌');
  const last = (on: string, off: string) => terminal.raw.lastIndexOf(on) > terminal.raw.lastIndexOf(off);
  expect(last('\u001b[?25h', '\u001b[?25l')).toBe(true);
  expect(last('\u001b[?7h', '\u001b[?7l')).toBe(true);
}

describe('in a terminal', () => {
  test('starts, steps, steps back, and leaves no trace', async () => {
    const terminal = new Terminal(['lesson/arp']);
    await terminal.until('n starts');
    expect(terminal.alternate).toBe(true);
    terminal.pty.write('nn');
    await terminal.until('event 2/2');
    terminal.pty.write('s');
    await terminal.until('stage 1/11');
    const there = terminal.text;
    terminal.pty.write('sss');
    await terminal.until('stage 4/11');
    terminal.pty.write('SSS');
    await terminal.until('past');
    terminal.pty.write('p');
    await terminal.until('stage 4/11');
    expect(terminal.text.split('\n')[5]).toBe(there.split('\n')[5]);
    terminal.pty.write('q');
    expect(await terminal.exit()).toBe(0);
    clean(terminal);
  });

  test('Ctrl-C leaves it clean', async () => {
    const terminal = new Terminal(['lesson/arp']);
    await terminal.until('n starts');
    terminal.pty.write('nn\u0003');
    expect(await terminal.exit()).toBe(0);
    clean(terminal);
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])('%s leaves it clean', async (signal, status) => {
    const terminal = new Terminal(['lesson/arp']);
    await terminal.until('n starts');
    terminal.pty.kill(signal);
    expect(await terminal.exit()).toBe(status);
    clean(terminal);
  });

  test('a resize redraws everything, without residue', async () => {
    const terminal = new Terminal(['lesson/arp'], 160, 48);
    await terminal.until('n starts');
    terminal.pty.write('nnn');
    await terminal.until('event 3 of 3');
    for (const [cols, rows] of [
      [80, 24],
      [120, 40],
      [40, 12],
      [30, 8],
      [100, 30],
      [160, 48],
    ] as const) {
      terminal.resize(cols, rows);
      await terminal.until(() => {
        const shown = terminal.rows();
        const last = shown.at(-1) ?? '';
        return cols < 40 ? shown.some(r => r.includes('too small')) : last.includes('now:') && last.includes('n/N');
      });
      const fresh = new Terminal(['lesson/arp'], cols, rows);
      if (cols >= 40) await fresh.until('now:');
      fresh.pty.write('nnn');
      await fresh.until(() => cols < 40 || fresh.text.includes('3/3') || fresh.text.includes('3 of 3'));
      await terminal.until(() => terminal.text === fresh.text);
      fresh.close();
    }
  }, 40_000);

  test('keys typed faster than anybody can are all answered', async () => {
    const terminal = new Terminal(['lesson/arp']);
    await terminal.until('n starts');
    for (let i = 0; i < 20; i++) terminal.pty.write('n');
    await terminal.until('event 20/20');
    terminal.pty.write('N'.repeat(15));
    await terminal.until('event 5/20');
  });

  test('NO_COLOR: the full screen, without colour', async () => {
    const terminal = new Terminal(['lesson/arp'], 100, 30, { NO_COLOR: '1' });
    await terminal.until('n starts');
    terminal.pty.write('nnn');
    await terminal.until('ARP?');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence is looked for
    expect(terminal.raw).not.toMatch(/\u001b\[[1-9][0-9;]*m/);
  });

  test('Chinese: no border is broken', async () => {
    const terminal = new Terminal(['lesson/arp', '--lang', 'zh-CN'], 100, 30);
    await terminal.until('网络');
    terminal.pty.write('nnn');
    await terminal.until('事件 3');
    await terminal.still();
    const { active } = terminal.screen.buffer;
    for (const [y, row] of terminal.rows().entries()) {
      if (!row.startsWith('│')) continue;
      expect(
        active
          .getLine(active.viewportY + y)
          ?.getCell(99)
          ?.getChars(),
        row,
      ).toBe('│');
    }
  });

  test('the menu without a lesson, and back to it', async () => {
    const terminal = new Terminal([]);
    await terminal.until('arp');
    terminal.pty.write('\r');
    await terminal.until('n starts');
    terminal.pty.write('q');
    await terminal.until(() => terminal.text.includes('Lessons') && terminal.alternate);
    terminal.pty.write('q');
    expect(await terminal.exit()).toBe(0);
    clean(terminal);
  });

  test('the first start offers the tour, the second does not; --tour begins it at any time', async () => {
    const fresh = { NETSTEP_STATE_DIR: join(known, 'fresh') };
    const first = new Terminal(['lesson/arp'], 80, 24, fresh);
    await first.until('Welcome');
    first.pty.write('\r');
    await first.until('Tour 1 of 10');
    first.pty.write('n');
    await first.until('Tour 2 of 10');
    first.pty.write('\u001b');
    await first.until('shows the tour at any time');
    first.pty.write('q');
    expect(await first.exit()).toBe(0);
    clean(first);
    const second = new Terminal(['lesson/arp'], 80, 24, fresh);
    await second.until('n starts');
    expect(second.text).not.toContain('Welcome');
    const asked = new Terminal(['--tour'], 80, 24, fresh);
    await asked.until('Tour 1 of 10');
  }, 30_000);

  test('a folder that cannot be written does not keep it from starting', async () => {
    const terminal = new Terminal(['lesson/arp'], 80, 24, { NETSTEP_STATE_DIR: '/dev/null/netstep' });
    await terminal.until('can not be kept');
    terminal.pty.write('n');
    await terminal.until('event 1/1');
    terminal.pty.write('q');
    expect(await terminal.exit()).toBe(0);
  });
});
