// The rows under the panels: which panels there are, what to do now, and the keys that matter most at this moment.
import { drawBox } from './box.js';
import { type Footer, type FooterKey, footerOf } from './footer.js';
import type { Layout, Size } from './layout.js';
import { numberOf, panelIds, shortTitle } from './panels/registry.js';
import { searchRow } from './search.js';
import { fitLine, justify, type Line, line, lineWidth, type Span, span, widthOf, wrapped } from './text.js';
import type { View } from './view.js';

/** Panels that are not in sight, with their numbers; the active one in brackets. */
export function tabsRow(view: View, columns: number, layout: Layout): Line {
  const ids = panelIds(view.lesson, view.ui);
  const shown = new Set(layout.places.map(p => p.panel));
  const listed = ids.filter(id => id === view.ui.panel || !shown.has(id));
  const tabs = listed.map((id): Span => {
    const active = id === view.ui.panel;
    const label = `${numberOf(view, id)} ${shortTitle(view, id)}`.trimStart();
    return span(active ? `[${label}]` : ` ${label} `, active ? 'title-active' : 'plain');
  });
  // A name may be two words: two cells between them tell where the next begins; where there is one only, a line does.
  const wide = lineWidth(tabs) <= columns;
  const row = wide ? tabs : tabs.flatMap(t => [span(t.text.startsWith('[') ? '' : '│', 'border'), trimmed(t)]);
  if (lineWidth(row) <= columns) return fitLine(row, columns);
  // Where they do not all fit, those around the active one.
  const active = listed.indexOf(view.ui.panel);
  let from = 0;
  while (from < active && lineWidth(tabs.slice(from, active + 1)) > columns - 3) from++;
  return fitLine([...(from > 0 ? [span('…')] : []), ...tabs.slice(from)], columns);
}

const trimmed = (of: Span): Span => ({ ...of, text: of.text.trim() });

/** The last row: the command line while one is typed, else an answer, else what to do now; and the keys that matter. */
export function keysRow(view: View, columns: number): Line {
  const { input, note } = view.ui;
  if (input !== undefined) return inputRow(view, columns);
  if (view.ui.search?.typing === true) return searchRow(view, view.ui.search, columns);
  const footer = footerOf(view);
  if (note === undefined || widthOf(note.text) > columns - 2) return footerRow(view, footer, columns);
  const left = line(' ', span(note.text, note.kind === 'error' ? 'bad' : 'key'));
  const room = columns - lineWidth(left) - 3;
  return justify(left, widthOf(note.text) > columns - 3 ? [] : drawn(fitting(footer.keys, room)), columns);
}

/** An answer that is longer than the row, in a box over it. */
export function noteBox(view: View, rows: readonly Line[], size: Size): readonly Line[] {
  const { note, input } = view.ui;
  if (note === undefined || input !== undefined || widthOf(note.text) <= size.columns - 2) return rows;
  const texts = wrapped(note.text, size.columns - 4).slice(0, Math.max(1, size.rows - 4));
  const lines = texts.map(t => line(' ', span(t, note.kind === 'error' ? 'bad' : 'key')));
  const area = { x: 0, y: size.rows - 3 - lines.length, width: size.columns, height: lines.length + 2 };
  return drawBox(rows, size, area, { title: '', lines });
}

function inputRow(view: View, columns: number): Line {
  const { text, at, on } = view.ui.input ?? { text: '', at: 0 };
  const [before, after] = [text.slice(0, at), text.slice(at)];
  // A long line shows its end.
  let cut = before;
  while (widthOf(cut) > columns - 12) cut = cut.slice([...cut][0]?.length ?? 1);
  const under = [...after][0] ?? ' ';
  const left = line(
    span(' :', 'key'),
    cut,
    { text: under, role: 'plain', chosen: true },
    ...(under === ' ' && after === '' ? [] : [after.slice(under.length)]),
  );
  const room = columns - lineWidth(left) - 3;
  const fork = view.text('ui.now.fork');
  const forks = !view.where.atPresent && /^[^\s$]+\$/.test(text) && widthOf(fork) <= room;
  if (forks) return justify(left, line(span(`${fork} `, 'dim')), columns);
  const { keys } = footerOf(view);
  // Why it is this node that `$` chose.
  const why = on !== undefined && text.startsWith(`${on.node}$`) ? view.text(`type.on.${on.why}`, on) : '';
  if (why === '' || widthOf(why) > room) return justify(left, drawn(fitting(keys, room)), columns);
  return justify(left, [span(`${why}   `, 'dim'), ...drawn(fitting(keys, room - widthOf(why) - 3))], columns);
}

/** A sentence and the keys, where there is room for it and four of them; else the keys alone, as many as there is room for. */
function footerRow(view: View, { sentences, keys, more }: Footer, columns: number): Line {
  const label = line(' ', span(view.text('ui.now.label'), 'key'), view.lang === 'en' ? ' ' : '');
  // What the sentence names need not be told again; that the key has a reverse must.
  const others = keys.filter((k, i) => i > 0 || k.key.includes('/'));
  for (const sentence of sentences) {
    const long = [...label, span(sentence)];
    const room = columns - lineWidth(long) - 3;
    const all = [...fitting(others, room)];
    if (all.length < Math.min(4, others.length)) continue;
    for (const key of more) if (lineWidth(drawn([...all, key])) <= room) all.push(key);
    return justify(long, drawn(all), columns);
  }
  return fitLine([...label, ...drawn(fitting(keys, columns - lineWidth(label)))], columns);
}

/** Each with a gap behind it, the last one with one blank. */
const drawn = (keys: readonly FooterKey[]): Line =>
  keys.flatMap(({ key, word }, i) => [span(key, 'key'), span(` ${word}${i < keys.length - 1 ? '  ' : ' '}`, 'dim')]);

/** The keys there is room for: before all others the last one, then from the first on. */
function fitting(keys: readonly FooterKey[], room: number): readonly FooterKey[] {
  const last = keys.slice(-1);
  const others = keys.slice(0, -1);
  if (lineWidth(drawn(last)) > room) return [];
  let count = 0;
  while (count < others.length && lineWidth(drawn([...others.slice(0, count + 1), ...last])) <= room) count++;
  return [...others.slice(0, count), ...last];
}
