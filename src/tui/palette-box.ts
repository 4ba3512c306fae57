// The list of the palette as a box over the last row.
import { drawBox } from './box.js';
import type { Size } from './layout.js';
import { type Match, type Palette, paletteOf } from './palette.js';
import { scrollIn } from './scroll.js';
import { choose, clip, fitLine, type Line, line, lineWidth, type Span, span, widthOf } from './text.js';
import type { View } from './view.js';

/** Lines of the list at most; a small screen has fewer. */
const MOST = 12;

export function paletteBox(view: View, rows: readonly Line[], size: Size): readonly Line[] {
  const palette = paletteOf(view);
  if (palette === undefined) return rows;
  const lines = linesOf(view, palette, Math.min(size.columns, 110) - 2);
  if (lines.length === 0) return rows;
  const inner = Math.min(lines.length, MOST, Math.max(2, size.rows - 9));
  const from = scrollIn(lines.length, inner, palette.pick ?? 0, 0);
  const area = { x: 0, y: size.rows - 1 - inner - 2, width: Math.min(size.columns, 110), height: inner + 2 };
  const foot = lines.length > inner ? ` ${from + 1}–${from + inner} / ${lines.length} ` : '';
  const title = palette.usage || view.text(`keys.palette.${palette.kind}`);
  return drawBox(rows, size, area, { title, lines: lines.slice(from, from + inner), foot });
}

function linesOf(view: View, { matches, pick, near, kind }: Palette, width: number): Line[] {
  if (matches.length === 0) {
    if (near.length > 0) return [line(' ', span(view.text('keys.palette.near', { near }), 'dim'))];
    return kind === 'command' ? [line(' ', span(view.text('keys.palette.none', { key: '?' }), 'dim'))] : [];
  }
  const nameWidth = Math.min(Math.floor(width / 2), Math.max(...matches.map(m => widthOf(m.word))) + 2);
  return matches.map((match, i) => {
    const row = matchLine(match, i === pick, nameWidth, width);
    return i === pick ? choose(row) : row;
  });
}

/** Name, arguments and help; the key at the right end. */
function matchLine(match: Match, here: boolean, nameWidth: number, width: number): Line {
  const { word, args, help, key } = match;
  const name = lettersOf(match);
  const start = line(span(here ? '›' : ' ', 'key'), ...name, span(' '.repeat(Math.max(1, nameWidth - widthOf(word)))));
  const end = key === '' ? [] : [span(` ${key} `, 'key')];
  const room = width - lineWidth(start) - lineWidth(end);
  // The usage gives way to the help where there is not room for both.
  const usage = args === '' ? '' : clip(args, Math.max(0, room - widthOf(help) - 3));
  const both = usage.length > 3 ? line(span(`${usage}  `, 'strong'), span(help, 'dim')) : line(span(help, 'dim'));
  const middle: Line = help === '' && args !== '' ? line(span(args, 'strong')) : both;
  return [...start, ...fitLine(middle, Math.max(0, room)), ...end];
}

/** The name, the letters that were typed in it set off. */
function lettersOf({ word, hits }: Match): Span[] {
  const out: Span[] = [];
  for (const [i, letter] of [...word].entries()) out.push(span(letter, hits.has(i) ? 'key' : 'strong'));
  return out;
}
