// What is told below the picture, in as many lines as it was given: what has no room is left out as a whole, the last first.
import { fitLine, type Line, line, lineWidth, type Span, span } from '../text.js';

/** The same thing told at length and in less words: the first that fits is taken. */
export type Told = readonly [Line, ...Line[]];

/** Cells before a line, of which a sign may take two; between two things told in one. */
const [INDENT, BETWEEN] = [3, 3];
const SIGNED = /^[▶] /;

/** `things`: what matters most first; none is parted. */
export function footLines(things: readonly Told[], width: number, rows: number): Line[] {
  const out: Span[][] = [];
  for (const told of things) {
    const last = out.at(-1);
    const beside = last && told.find(t => lineWidth(last) + BETWEEN + lineWidth(t) <= width);
    if (last !== undefined && beside !== undefined) last.push(span(' '.repeat(BETWEEN)), ...beside);
    else if (out.length < rows) {
      const own = told.map(indented).find(t => lineWidth(t) <= width);
      if (own !== undefined) out.push([...own]);
      else if (out.length === 0) out.push([...fitLine(indented(told.at(-1) as Line), width)]);
    }
  }
  return out;
}

const indented = (of: Line): Line => line(' '.repeat(SIGNED.test(of[0]?.text ?? '') ? INDENT - 2 : INDENT), ...of);
