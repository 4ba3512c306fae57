// Text and the terminal's codes: what `cat` shows is what the screen showed.
import { expect, test } from 'vitest';
import { ansiOf, plainOf } from '../../../src/tui/picture/index.js';
import { textOf } from '../../../src/tui/text.js';
import { styleOf, themeNamed } from '../../../src/tui/themes/index.js';
import { colouring, deskOf, Emulator } from './support.js';

const lf = (text: string) => text.replaceAll('\n', '\r\n');

test.each(['en', 'zh-CN'] as const)('%s: a terminal shows the rows', async lang => {
  const { rows } = deskOf(120, 36, 'n n n', lang);
  const terminal = new Emulator(120, 37);
  await terminal.write(lf(ansiOf(rows, colouring())));
  expect(terminal.rows()).toEqual([...rows.map(row => textOf(row).trimEnd()), '']);
});

test('in the colours of the theme', async () => {
  const { rows } = deskOf(100, 30, 'n n n');
  const terminal = new Emulator(100, 31);
  await terminal.write(lf(ansiOf(rows, colouring('light'))));
  const { fg, bg } = styleOf('status', themeNamed('light'));
  expect(terminal.colours(1, 0)).toEqual([fg, bg]);
});

test('without colour there is no code', () => {
  const { rows } = deskOf(100, 30, 'n n n');
  expect(ansiOf(rows, colouring('none'))).not.toContain('\u001b');
});

test('plain text is the rows, without the blanks at their ends', () => {
  const { rows } = deskOf(100, 30, 'n n n');
  const lines = plainOf(rows).split('\n');
  expect(lines.pop()).toBe('');
  expect(lines).toEqual(rows.map(row => textOf(row).trimEnd()));
  expect(lines.every(line => !line.endsWith(' '))).toBe(true);
});
