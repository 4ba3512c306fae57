// Breaking text into lines by display width: Latin at blanks, Chinese between any two characters but never before a
// closing mark, nor behind an opening one.
import { widthOf } from './width.js';

/** Lines of at most `width` columns. A word wider than that is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const piece of pieces(text)) {
    // Blanks may hang over the end.
    if (used + widthOf(piece.trimEnd()) <= width) {
      line += piece;
      used += widthOf(piece);
      continue;
    }
    if (line.trim() !== '') lines.push(line.trimEnd());
    line = piece.trimStart();
    used = widthOf(line);
    while (used > width) {
      const head = cut(line, width);
      lines.push(head);
      line = line.slice(head.length);
      used = widthOf(line);
    }
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}

const [OPEN, CLOSE, WIDE] = ['（《「『【', '，。；：？！、）》」』】', '\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef'];
const PIECE = new RegExp(`[${OPEN}]*(?:[${WIDE}]|[^\\s${WIDE}]+)[${CLOSE}]*\\s*|\\s+`, 'gu');

/** Words with the blanks behind them; every wide character is a piece of its own, with the marks that belong to it. */
function pieces(text: string): string[] {
  return text.match(PIECE) ?? [];
}

/** The longest beginning that is at most `width` columns wide. */
export function cut(text: string, width: number): string {
  let out = '';
  let used = 0;
  for (const character of text) {
    used += widthOf(character);
    if (used > width) break;
    out += character;
  }
  return out === '' ? (text[0] ?? '') : out;
}
