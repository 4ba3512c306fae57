// The mouse, the themes and the wall in a real terminal: what is asked of it while the screen is up, and that nothing of that
// is left on any way out. test/tui/pty.test.ts has the screen itself.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtProgram, ESC, left, shell, start } from './pty.js';

builtProgram();

describe('the mouse', () => {
  test('is asked for, and chooses; its reports never come through as keys', async () => {
    const sh = shell();
    await start(sh, 'arp');
    await sh.until(() => sh.mouse === 'vt200');
    sh.type('nn');
    await sh.until('event 2/2');
    const row = sh.text.split('\n').findIndex(text => text.includes('3 Time'));
    const column = (sh.text.split('\n')[row] ?? '').indexOf('3 Time');
    const report = `${ESC}[<0;${column + 1};${row + 1}M`;
    for (const character of report) sh.type(character);
    sh.type(report.replace('M', 'm'));
    await sh.until('[3 Time]');
    for (let i = 0; i < 40; i++) sh.type(`${ESC}[<65;20;10M${ESC}[<64;20;10M`);
    sh.type('n');
    await sh.until('event 3/3');
    sh.type('q');
    await left(sh);
  });

  test.each([
    ['q', 'q'],
    ['Ctrl-C', '\u0003'],
  ])('%s gives it back', async (_name, key) => {
    const sh = shell();
    await start(sh, 'arp');
    await sh.until(() => sh.mouse === 'vt200');
    sh.type(key);
    await left(sh);
  });

  test('Ctrl-Z gives it back, fg takes it again, with the screen as it was', async () => {
    const sh = shell();
    await start(sh, 'arp');
    sh.type('nn');
    await sh.until('event 2/2');
    await sh.still();
    const there = sh.text;
    sh.type('\u001a');
    await left(sh);
    sh.type('fg\r');
    await sh.until(() => sh.alternate && sh.mouse === 'vt200');
    await sh.until(() => sh.text === there);
    expect(sh.pastes).toBe(true);
    sh.type('q');
    await left(sh);
  });

  test('a size that came while it was stopped is the size it goes on with', async () => {
    const sh = shell();
    await start(sh, 'arp');
    sh.type('\u001a');
    await left(sh);
    sh.resize(120, 36);
    sh.type('fg\r');
    const borders = () => sh.rows().filter(row => /[┐┤┘]$/.test(row));
    await sh.until(() => sh.alternate && borders().length > 2 && borders().every(row => row.length === 120));
    sh.type('q');
    await left(sh);
  });

  test.each(['TERM', 'HUP', 'INT', 'QUIT'])('SIG%s gives it back', async signal => {
    const sh = shell();
    await sh.until('$');
    sh.type("sh -c 'echo pid=$$; exec node bin/netstep.js arp'\r");
    await sh.until('n starts');
    process.kill(Number(/pid=(\d+)/.exec(sh.raw)?.[1]), `SIG${signal}`);
    await left(sh);
  });

  test('is left alone if so wished', async () => {
    const sh = shell();
    await start(sh, 'arp --no-mouse');
    expect(sh.mouse).toBe('none');
    sh.type(':mouse on\r');
    await sh.until(() => sh.mouse === 'vt200');
    sh.type(':mouse off\r');
    await sh.until(() => sh.mouse === 'none');
    sh.type('q');
    await left(sh);
  });
});

describe('themes', () => {
  test('are changed on the fly: the ground under every cell is another', async () => {
    const sh = shell();
    await start(sh, 'arp --theme dark');
    const dark = sh.ground(40, 12);
    sh.type(':theme light\r');
    await sh.until('theme light');
    await sh.until(() => sh.ground(40, 12) !== dark);
    for (const [x, y] of [
      [0, 5],
      [79, 5],
      [40, 12],
      [79, 22],
    ] as const)
      expect(sh.ground(x, y)).toBe(sh.ground(40, 12));
    sh.type('q');
    await left(sh);
  });

  test('ASCII where the locale has no more; the settings of the file, and what is wrong with them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netstep-pty-'));
    mkdirSync(join(folder, 'netstep'));
    writeFileSync(join(folder, 'netstep/config.yaml'), 'mouse: off\nspeeed: 2\n');
    const sh = shell({ LANG: 'C', XDG_CONFIG_HOME: folder }, 120, 40);
    await start(sh, 'arp', 'there is no setting speeed');
    expect(sh.mouse).toBe('none');
    expect(sh.text).toMatch(/^[ -~\n]*$/);
    expect(sh.text).toContain('+-[1 Network]');
    sh.type('q');
    await left(sh);
    expect(sh.text).toContain('config.yaml:2:1: there is no setting speeed');
    rmSync(folder, { recursive: true });
  });

  test('the wall by its flag, and back by its key', async () => {
    const sh = shell({}, 120, 36);
    await start(sh, 'arp --projector', 'back to the desk');
    sh.type('W');
    await sh.until('n starts');
    expect(sh.text).not.toContain('back to the desk');
    sh.type('q');
    await left(sh);
  });
});
