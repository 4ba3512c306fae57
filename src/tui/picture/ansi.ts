// A screen as plain text, and as text with the terminal's codes (ECMA-48 §8.3.117, SGR).
import { type Line, textOf } from '../text.js';
import { codesOf, type Look } from './look.js';

/** The rows without colour; blanks at their ends are cut. */
export const plainOf = (rows: readonly Line[]): string => rows.map(row => `${textOf(row).trimEnd()}\n`).join('');

/** What `cat` shows as the screen was. */
export function ansiOf(rows: readonly Line[], look: Look): string {
  const theme = codesOf(look);
  return rows.map(row => `${theme.render(row)}\n`).join('');
}
