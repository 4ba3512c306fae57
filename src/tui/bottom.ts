// The rows under the panels: which panels there are, what to do now, and the keys that matter most at this moment.
import { MOVES } from '../debug/index.js';
import { keyLabel } from './keymap.js';
import type { Layout } from './layout.js';
import { numberOf, panelIds, shortTitle } from './panels/registry.js';
import { searchRow } from './search.js';
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
  if (view.ui.search?.typing === true) return searchRow(view, view.ui.search, columns);
  const left = note === undefined ? nowLine(view) : line(' ', span(note.text, note.kind === 'error' ? 'bad' : 'key'));
  return justify(left, keysLine(view, columns - lineWidth(left) - 3), columns);
}

function inputRow(view: View, columns: number): Line {
  const { text, at } = view.ui.input ?? { text: '', at: 0 };
  const [before, after] = [text.slice(0, at), text.slice(at)];
  // A long line shows its end.
  let cut = before;
  while (widthOf(cut) > columns - 12) cut = cut.slice(1);
  const under = after[0] ?? ' ';
  const hint = view.text('ui.now.command');
  const left = line(
    span(' :', 'key'),
    cut,
    { text: under, role: 'plain', chosen: true },
    ...(under === ' ' && after === '' ? [] : [after.slice(under.length)]),
  );
  const room = columns - lineWidth(left) - 2;
  return justify(left, widthOf(hint) <= room ? line(span(`${hint} `, 'dim')) : [], columns);
}

/** One line that says what to do now, with its key. */
function nowLine(view: View): Line {
  const { where, ui } = view;
  const say = (id: string, args: Readonly<Record<string, unknown>> = {}) => view.text(id, args);
  const now = (text: string): Line => line(' ', span(say('ui.now.label'), 'key'), view.lang === 'en' ? ' ' : '', text);
  if (ui.running === 'play') return now(say('look.now.playing', { key: keyLabel('space'), faster: '+', slower: '-' }));
  if (ui.running !== undefined) return now(say('ui.now.running', { key: 'Esc' }));
  if (ui.overlay?.kind === 'why') return now(say('ui.now.why', { key: 'w' }));
  if (ui.overlay !== undefined) return now(say('ui.now.close', { key: 'Esc' }));
  if (!where.atPresent) return now(say('ui.now.past', { key: 'p' }));
  if (where.event === 0 && !where.atEnd) return now(say('ui.now.begin', { key: 'n' }));
  if (where.atEnd) return now(say('ui.now.idle', { key: 'N' }));
  if (where.stage < where.stages) return now(say('ui.now.step', { key: 's' }));
  const next = say('ui.now.next', { key: 'n' });
  const hit = view.player.current();
  if (hit === undefined || hit.position !== view.session.position) return now(next);
  return now(say('ui.now.or', { first: next, second: say('ui.now.continue', { key: 'c' }) }));
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
