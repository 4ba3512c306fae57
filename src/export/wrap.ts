// Breaking text into lines by display width: Latin at blanks, Chinese between any two characters but never before a
// closing mark, nor behind an opening one.
import stringWidth from 'string-width';

/** Lines of at most `width` columns. A word wider than that is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(text)) {
    const joined = line + piece;
    if (stringWidth(joined.trimEnd()) <= width) {
      line = joined;
      continue;
    }
    if (line.trim() !== '') lines.push(line.trimEnd());
    line = piece.trimStart();
    while (stringWidth(line) > width) {
      const head = cut(line, width);
      lines.push(head);
      line = line.slice(head.length);
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
    used += stringWidth(character);
    if (used > width) break;
    out += character;
  }
  return out === '' ? (text[0] ?? '') : out;
}
