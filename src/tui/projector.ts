// The screen for a wall: one or two panels with room around them, what happens in the middle of it all, and few keys. A
// terminal's letters can't grow, so what is shown shrinks; the person makes the font larger. layout-wall.ts has the places.
import { MOVES } from '../debug/index.js';
import { keysRow } from './bottom.js';
import { keyLabel } from './keymap.js';
import { storyRows } from './status.js';
import { fitLine, type Line, line, lineWidth, type Span, slice, span } from './text.js';
import type { View } from './view.js';

/** Cells that a line of the story takes at most: longer ones are hard to follow from the last row. */
const STORY = 84;

/** What happens, in short lines, in the middle, with a blank row before it. */
export function wallStory(view: View, columns: number, height: number): Line[] {
  const width = Math.min(STORY, columns);
  const above = height >= 4 ? 1 : 0;
  const told = storyRows(view, width, height - above);
  const used = Math.max(0, ...told.map(usedWidth));
  const indent = span(' '.repeat(Math.max(0, Math.floor((columns - used) / 2))));
  return [...(above === 0 ? [] : [[]]), ...told.map(of => (of.length === 0 ? of : slice([indent, ...of], 0, columns)))];
}

function usedWidth(of: Line): number {
  const last = of.at(-1);
  const blanks = last === undefined ? 0 : last.text.length - last.text.trimEnd().length;
  return lineWidth(of) - blanks;
}

/** The keys that move, and the one that leads back; what is typed and answered has the row as always. */
export function wallKeys(view: View, columns: number): Line {
  const { input, note, running } = view.ui;
  if (input !== undefined || note !== undefined || running !== undefined) return keysRow(view, columns);
  const pieces: Span[][] = ['next', 'step', 'continue'].flatMap(name => {
    const move = MOVES.find(m => m.name === name);
    const back = MOVES.find(m => m.name === move?.reverse);
    if (move === undefined || back === undefined) return [];
    return [[span(`${move.key}/${back.key}`, 'key'), span(` ${view.text(`${move.help}.short`)}`)]];
  });
  if (!view.where.atPresent) pieces.unshift([span('p', 'key'), span(` ${view.text('key.present.short')}`)]);
  pieces.push([span(keyLabel('space'), 'key'), span(` ${view.text('look.wall.play')}`)]);
  pieces.push([span('P', 'key'), span(` ${view.text('look.wall.leave')}`)]);
  const out: Span[] = [];
  for (const piece of pieces) {
    const next = out.length === 0 ? piece : [span('    '), ...piece];
    if (lineWidth(out) + lineWidth(next) > columns) break;
    out.push(...next);
  }
  const indent = Math.max(0, Math.floor((columns - lineWidth(out)) / 2));
  return fitLine(line(' '.repeat(indent), ...out), columns);
}
