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

/** The keys that move, and the one that leads back, which is never left out; else an answer, or that it plays. */
export function wallKeys(view: View, columns: number): Line {
  const { input, note, running } = view.ui;
  if (input !== undefined || (running !== undefined && running !== 'play')) return keysRow(view, columns);
  if (note !== undefined) return centred([span(note.text, note.kind === 'error' ? 'bad' : 'key')], columns);
  const leave = [span('W', 'key'), span(` ${view.text('look.wall.leave')}`)];
  if (running === 'play') {
    const playing = view.text('look.now.playing', { key: keyLabel('space'), faster: '+', slower: '-' });
    return centred([span(playing), span('    '), ...leave], columns);
  }
  const room = columns - lineWidth(leave);
  const out: Span[] = [];
  for (const [key, text] of moves(view)) {
    const piece = [span(key, 'key'), span(` ${text}    `)];
    if (lineWidth(out) + lineWidth(piece) > room) break;
    out.push(...piece);
  }
  return centred([...out, ...leave], columns);
}

/** The keys in the order of their worth, each with its word. */
function moves(view: View): (readonly [key: string, text: string])[] {
  const out = ['next', 'step', 'continue'].flatMap((name): (readonly [string, string])[] => {
    const move = MOVES.find(m => m.name === name);
    const back = MOVES.find(m => m.name === move?.reverse);
    return move && back ? [[`${move.key}/${back.key}`, view.text(`${move.help}.short`)]] : [];
  });
  if (!view.where.atPresent) out.unshift(['p', view.text('key.present.short')]);
  return [...out, [keyLabel('space'), view.text('look.wall.play')]];
}

function centred(of: Line, columns: number): Line {
  const indent = Math.max(0, Math.floor((columns - lineWidth(of)) / 2));
  return fitLine(line(' '.repeat(indent), ...of), columns);
}
