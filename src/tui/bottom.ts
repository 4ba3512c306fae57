// The rows under the panels: which panels there are, what to do now, and the keys that matter most at this moment.
import { MOVES } from '../debug/index.js';
import type { Layout } from './layout.js';
import { numberOf, panelIds, shortTitle } from './panels/registry.js';
import { nowLine } from './status-now.js';
import { fitLine, justify, type Line, line, lineWidth, type Span, span, widthOf } from './text.js';
import type { View } from './view.js';

/** Panels that are not in sight, with their numbers; the active one in brackets. */
export function tabsRow(view: View, columns: number, layout: Layout): Line {
  const ids = panelIds(view.lesson, view.ui);
  const shown = new Set(layout.places.map(p => p.panel));
  const listed = ids.filter(id => id === view.ui.panel || !shown.has(id));
  const tabs = listed.map((id): Span => {
    const active = id === view.ui.panel;
    const label = `${numberOf(ids, id)} ${shortTitle(view, id)}`.trimStart();
    return span(active ? `[${label}]` : ` ${label}`, active ? 'title-active' : 'plain');
  });
  // Where they do not all fitLine, those around the active one.
  const active = listed.indexOf(view.ui.panel);
  let from = 0;
  while (from < active && lineWidth(tabs.slice(from, active + 1)) > columns - 4) from++;
  return fitLine([span(from > 0 ? '…' : ' '), ...tabs.slice(from)], columns);
}

/** The last row: the command line while one is typed, else an answer, else what to do now. */
export function keysRow(view: View, columns: number): Line {
  const { input, note } = view.ui;
  if (input !== undefined) return inputRow(view, columns);
  const left =
    note === undefined ? nowLine(view, columns) : line(' ', span(note.text, note.kind === 'error' ? 'bad' : 'key'));
  return justify(left, keysLine(view, columns - lineWidth(left) - 3), columns);
}

function inputRow(view: View, columns: number): Line {
  const { text, at } = view.ui.input ?? { text: '', at: 0 };
  const [before, after] = [text.slice(0, at), text.slice(at)];
  // A long line shows its end.
  let cut = before;
  while (widthOf(cut) > columns - 12) cut = cut.slice(1);
  const under = after[0] ?? ' ';
  const forks = !view.where.atPresent && /^[^\s$]+\$/.test(text);
  const hint = view.text(forks ? 'ui.now.fork' : 'ui.now.command');
  const left = line(
    span(' :', 'key'),
    cut,
    { text: under, role: 'plain', chosen: true },
    ...(under === ' ' && after === '' ? [] : [after.slice(under.length)]),
  );
  const room = columns - lineWidth(left) - 2;
  return justify(left, widthOf(hint) <= room ? line(span(`${hint} `, 'dim')) : [], columns);
}

/** `n/N event  s/S stage …`: as many as fitLine, the most useful first. */
function keysLine(view: View, room: number): Line {
  const words = ['next', 'step', 'continue', 'why', 'help', 'hop', 'quit'].flatMap(name => {
    const move = MOVES.find(m => m.name === name);
    if (move === undefined) return [];
    const reverse = MOVES.find(m => m.name === move.reverse)?.key;
    return [[reverse === undefined ? move.key : `${move.key}/${reverse}`, view.text(`${move.help}.short`)] as const];
  });
  words.splice(5, 0, [':', view.text('key.command.short')], ['Tab', view.text('key.focus.short')]);
  const out: Span[] = [];
  for (const [key, text] of words) {
    const piece = [span(key, 'key'), span(` ${text}  `, 'dim')];
    if (lineWidth(out) + lineWidth(piece) > room) break;
    out.push(...piece);
  }
  return out;
}
