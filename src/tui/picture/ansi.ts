// A screen as plain text, and as text with the terminal's codes (ECMA-48 §8.3.117, SGR).
import { type Line, textOf } from '../text.js';
import { type Colouring, codesOf } from './colouring.js';

/** The rows without colour; blanks at their ends are cut. */
export const plainOf = (rows: readonly Line[]): string => rows.map(row => `${textOf(row).trimEnd()}\n`).join('');

/** What `cat` shows as the screen was. */
export function ansiOf(rows: readonly Line[], colouring: Colouring): string {
  const theme = codesOf(colouring);
  return rows.map(row => `${theme.render(row)}\n`).join('');
}
