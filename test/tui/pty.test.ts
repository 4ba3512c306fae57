// End to end in a real terminal: the built program on a pty, its output in an emulator that shows what a person would see.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { builtProgram, clean, known, netstep } from './pty.js';

builtProgram();

describe('in a terminal', () => {
  test('starts, steps, steps back, and leaves no trace', async () => {
    const terminal = netstep(['lesson/arp']);
    await terminal.until('n starts');
    expect(terminal.alternate).toBe(true);
    terminal.type('nn');
    await terminal.until('event 2/2');
    terminal.type('s');
    await terminal.until('stage 1/11');
    const there = terminal.text;
    // A question is open here: the first s is held.
    terminal.type('ssss');
    await terminal.until('stage 4/11');
    terminal.type('SSS');
    await terminal.until('past');
    terminal.type('p');
    await terminal.until('stage 4/11');
    expect(terminal.text.split('\n')[5]).toBe(there.split('\n')[5]);
    terminal.type('q');
    expect(await terminal.exit()).toBe(0);
    clean(terminal);
  });

  test('Ctrl-C leaves it clean', async () => {
    const terminal = netstep(['lesson/arp']);
    await terminal.until('n starts');
    terminal.type('nn\u0003');
    expect(await terminal.exit()).toBe(0);
    clean(terminal);
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])('%s leaves it clean', async (signal, status) => {
    const terminal = netstep(['lesson/arp']);
    await terminal.until('n starts');
    terminal.pty.kill(signal);
    expect(await terminal.exit()).toBe(status);
    clean(terminal);
  });

  test.each([
    ['an exception that nobody catches', "process.on('SIGUSR2', () => { throw new Error('broken on purpose'); });"],
    [
      'a promise that nobody waits for',
      "process.on('SIGUSR2', () => void Promise.reject(new Error('broken on purpose')));",
    ],
  ])('%s while the screen is up: the terminal is given back, one message, a status of failure', async (_name, code) => {
    const broken = join(known, 'broken.mjs');
    writeFileSync(broken, code);
    const terminal = netstep(['lesson/arp'], 80, 24, { NODE_OPTIONS: `--import ${pathToFileURL(broken)}` });
    await terminal.until('n starts');
    terminal.type('nn');
    await terminal.until('event 2/2');
    terminal.pty.kill('SIGUSR2');
    expect(await terminal.exit()).toBe(70);
    clean(terminal);
    const said = terminal.rows().filter(row => row !== '' && row !== 'before');
    expect(said.join(' ')).toContain('broken on purpose');
    expect(said.join('\n')).not.toMatch(/^\s+at /m);
    expect(said.length).toBeLessThanOrEqual(4);
    expect(terminal.text.split('broken on purpose').length).toBe(2);
  });

  test('keys typed faster than anybody can are all answered', async () => {
    const terminal = netstep(['lesson/arp']);
    await terminal.until('n starts');
    for (let i = 0; i < 20; i++) terminal.type('n');
    await terminal.until('event 20/20');
    terminal.type('N'.repeat(15));
    await terminal.until('event 5/20');
  });

  test('a paste is no key, and the terminal is asked to tell it', async () => {
    const terminal = netstep(['lesson/arp']);
    await terminal.until('n starts');
    expect(terminal.pastes).toBe(true);
    terminal.type('nn');
    await terminal.until('event 2/2');
    terminal.type('\u001b[200~q\u001b]0;title\u0007\u0003ip neigh\u001b[201~');
    await terminal.until('A$ q]0;titleip neigh');
    terminal.type('\u001b');
    await terminal.until(() => !terminal.text.includes('ip neigh'));
    expect(terminal.status).toBeUndefined();
    expect(terminal.raw).not.toContain('\u001b]0');
    terminal.type('q');
    expect(await terminal.exit()).toBe(0);
    clean(terminal);
  });

  test('NO_COLOR: the full screen, without colour', async () => {
    const terminal = netstep(['lesson/arp'], 100, 30, { NO_COLOR: '1' });
    await terminal.until('n starts');
    terminal.type('nnn');
    await terminal.until('ARP?');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence is looked for
    expect(terminal.raw).not.toMatch(/\u001b\[[1-9][0-9;]*m/);
  });

  test('Chinese: no border is broken', async () => {
    const terminal = netstep(['lesson/arp', '--lang', 'zh-CN'], 100, 30);
    await terminal.until('网络');
    terminal.type('nnn');
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
    const terminal = netstep([]);
    await terminal.until('arp');
    terminal.type('\r');
    await terminal.until('n starts');
    terminal.type('q');
    await terminal.until(() => terminal.text.includes('Lessons') && terminal.alternate);
    terminal.type('q');
    expect(await terminal.exit()).toBe(0);
    clean(terminal);
  });

  test('lesson after lesson from the menu: no listener is left behind', async () => {
    const counter = join(known, 'counter.mjs');
    const counted = join(known, 'counted.txt');
    const code = `import { appendFileSync } from 'node:fs';
      const count = of => Object.fromEntries(of.eventNames().map(name => [String(name), of.listenerCount(name)]).sort());
      process.on('SIGUSR2', () => {
        const all = [process, process.stdin, process.stdout, process.stderr].map(count);
        appendFileSync(${JSON.stringify(counted)}, JSON.stringify(all) + '\\n');
      });`;
    writeFileSync(counter, code);
    writeFileSync(counted, '');
    const terminal = netstep([], 80, 24, { NODE_OPTIONS: `--import ${pathToFileURL(counter)}` });
    for (let i = 1; i <= 4; i++) {
      await terminal.until('Lessons');
      terminal.type('\r');
      await terminal.until('n starts');
      terminal.pty.kill('SIGUSR2');
      await terminal.until(() => readFileSync(counted, 'utf8').split('\n').length === i + 1);
      terminal.type('q');
    }
    await terminal.until('Lessons');
    terminal.type('q');
    expect(await terminal.exit()).toBe(0);
    const [, second, ...later] = readFileSync(counted, 'utf8').trim().split('\n');
    for (const counts of later) expect(counts).toBe(second);
  }, 30_000);

  test('the first start offers the tour, the second does not; --tour begins it at any time', async () => {
    const fresh = { NETSTEP_STATE_DIR: join(known, 'fresh') };
    const first = netstep(['lesson/arp'], 80, 24, fresh);
    await first.until('Welcome');
    first.type('\r');
    await first.until('Tour 1 of 10');
    first.type('n');
    await first.until('Tour 2 of 10');
    first.type('\u001b');
    await first.until('shows the tour at any time');
    first.type('q');
    expect(await first.exit()).toBe(0);
    clean(first);
    const second = netstep(['lesson/arp'], 80, 24, fresh);
    await second.until('n starts');
    expect(second.text).not.toContain('Welcome');
    const asked = netstep(['--tour'], 80, 24, fresh);
    await asked.until('Tour 1 of 10');
  }, 30_000);

  test('a folder that cannot be written does not keep it from starting', async () => {
    const terminal = netstep(['lesson/arp'], 80, 24, { NETSTEP_STATE_DIR: '/dev/null/netstep' });
    await terminal.until('can not be kept');
    terminal.type('n');
    await terminal.until('event 1/1');
    terminal.type('q');
    expect(await terminal.exit()).toBe(0);
  });
});
