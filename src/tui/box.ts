// A framed box over the rows of a picture: the help, the list below a typed line, the tour. What stands at its sides stays.
import type { Size } from './layout.js';
import { fitLine, type Line, line, slice, span, widthOf } from './text.js';

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface BoxText {
  readonly title: string;
  /** As many as the box is high inside; what is missing is blank. */
  readonly lines: readonly Line[];
  /** On the lower border, at its right end. */
  readonly foot?: string;
  /** Signs that point out of the box, in its border, at cells of its width. */
  readonly pointer?: { readonly side: 'top' | 'bottom'; readonly at: number };
}

/** The rows with the box drawn over them. `area` is with its border, and lies within the rows. */
export function drawBox(rows: readonly Line[], { columns }: Pick<Size, 'columns'>, area: Area, of: BoxText): Line[] {
  const { x, y, width, height } = area;
  const out = rows.slice();
  const put = (at: number, text: Line) => {
    const below = rows[at] ?? [];
    out[at] = [...slice(below, 0, x), ...text, ...slice(below, x + width, columns)];
  };
  const border = (text: string) => span(text, 'border-active');
  put(y, pointed(topOf(of.title, width), of, 'top'));
  for (let i = 0; i < height - 2; i++)
    put(y + 1 + i, line(border('│'), ...fitLine(of.lines[i] ?? [], width - 2), border('│')));
  const foot = of.foot ?? '';
  const bottom = line(border(`└${'─'.repeat(Math.max(0, width - 3 - widthOf(foot)))}${foot}─┘`));
  put(y + height - 1, pointed(bottom, of, 'bottom'));
  return out;
}

function topOf(title: string, width: number): Line {
  const border = (text: string) => span(text, 'border-active');
  if (title === '') return line(border(`┌${'─'.repeat(width - 2)}┐`));
  const titleWidth = Math.min(width - 4, widthOf(title) + 2);
  const label = fitLine(line(span(` ${title} `, 'title-active')), titleWidth);
  return line(border('┌─'), ...label, border(`${'─'.repeat(width - 3 - titleWidth)}┐`));
}

function pointed(of: Line, { pointer }: BoxText, side: 'top' | 'bottom'): Line {
  if (pointer?.side !== side) return of;
  const { at } = pointer;
  const rest = slice(of, at + 1, Number.MAX_SAFE_INTEGER);
  return [...slice(of, 0, at), span(side === 'top' ? '▲' : '▼', 'key'), ...rest];
}
