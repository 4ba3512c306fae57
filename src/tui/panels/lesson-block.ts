// A piece of the lesson's panel: lines with the items in them. Pieces are put one below the other.
import type { Item } from '../panel.js';
import { type Line, line, type Role, span, wrapped } from '../text.js';

export interface Block {
  readonly lines: readonly Line[];
  readonly items: readonly Item[];
}

/** One below the other with a blank line between them; empty ones are left out. */
export function stacked(blocks: readonly Block[], between: readonly Line[] = [[]]): Block {
  const lines: Line[] = [];
  const items: Item[] = [];
  for (const block of blocks.filter(b => b.lines.length > 0)) {
    if (lines.length > 0) lines.push(...between);
    items.push(...block.items.map(item => ({ ...item, line: item.line + lines.length })));
    lines.push(...block.lines);
  }
  return { lines, items };
}

/** Paragraphs of at most `width` cells, with a blank line between them. */
export function prose(paragraphs: readonly string[], width: number, role: Role = 'plain'): Block {
  const lines = paragraphs.flatMap((text, i): Line[] => {
    const own = wrapped(text, width).map(part => line(' ', span(part, role)));
    return i === 0 ? own : [[], ...own];
  });
  return { lines, items: [] };
}

/** A text whose later lines are indented. */
export function hanging(first: Line, indent: number, text: string, width: number, role: Role = 'plain'): Line[] {
  const [start = '', ...rest] = wrapped(text, Math.max(8, width - indent));
  return [[...first, span(start, role)], ...rest.map(part => line(' '.repeat(indent), span(part, role)))];
}
