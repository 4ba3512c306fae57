/** Two lines that show where a filter is wrong. Reads first: problem.ts. */
import type { Span } from './problem.js';

/** East Asian wide and fullwidth characters (UAX #11), and emoji: two cells in a terminal. */
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Combining marks and other characters of no width. */
const narrow = /^[\p{Mn}\p{Me}\p{Cf}]/u;

function cells(text: string): number {
  let count = 0;
  for (const character of text) {
    if (wide.test(character)) count += 2;
    else if (!narrow.test(character)) count += 1;
  }
  return count;
}

/** The filter's text and, below it, ^^^^ under the fault; where the text ends too early one ^ after it. */
export function caret(text: string, fault: Span): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a control character would break the line
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ');
  const start = Math.min(Math.max(0, fault.start), line.length);
  const width = cells(line.slice(start, Math.max(start, fault.end)));
  return `${line}\n${' '.repeat(cells(line.slice(0, start)))}${'^'.repeat(Math.max(1, width))}`;
}
