// Searching within a panel: what is searched for, and where it is found. One mechanism for all panels: their lines are
// looked through as they are shown. A panel that has more than it makes lines of (the time axis) tells its hits itself, by
// its `finder`. What keys do is in actions/search.ts.
import type { Content, Finder, Item } from './panel.js';
import type { EventSearch } from './search-events.js';
import type { PanelId, Ui } from './state.js';
import { fitLine, justify, type Line, line, lineWidth, type Span, span, textOf, widthOf } from './text.js';
import type { View } from './view.js';

export interface Search {
  readonly panel: PanelId;
  readonly text: string;
  /** Keys are letters of the text, until Enter or Esc. */
  readonly typing: boolean;
  /** The line that the current hit is on while nothing is chosen, for panels that are searched line by line. */
  readonly at: number | undefined;
  /** The current hit's number, from 1, and how many there are: as counted at the last key. */
  readonly nth: number;
  readonly count: number;
  /** What Esc gives back. */
  readonly back: Pick<Ui, 'chosen' | 'scroll' | 'focus'>;
  /** A search through events, and the last event that it has come to. */
  readonly found: { readonly search: EventSearch; readonly upTo: number } | undefined;
}

/** Places of hits, rising: lines, or numbers of events. */
export interface Hits {
  readonly count: number;
  at(index: number): number;
  /** How many of them are at this place or before it. */
  upTo(place: number): number;
}

/** The search in a panel, if there is one. */
export function searchIn(view: View, panel: PanelId): Search | undefined {
  const { search } = view.ui;
  return search?.panel === panel && search.text !== '' ? search : undefined;
}

/** Case does not count. */
export const holds = (text: string, what: string): boolean => text.toLowerCase().includes(what.toLowerCase());

/** The lines of a panel that have what is searched for in them. */
export function hitsOf(search: Search, content: Content): Hits {
  const lines: number[] = [];
  for (let i = 0; i < content.lines.length && search.text !== ''; i++)
    if (holds(lineText(content, i), search.text)) lines.push(i);
  return hitsAt(lines);
}

/** The items that have what is searched for in their text, by their places in the list. */
export const itemHits = ({ text }: Search, items: readonly Item[]): Hits =>
  hitsAt(items.flatMap((item, i) => (text !== '' && holds(item.text ?? '', text) ? [i] : [])));

/** A line as text: made for the purpose where a panel draws only what is in sight. */
const lineText = ({ lines, textAt }: Content, at: number): string => textAt?.(at) ?? textOf(lines[at] ?? []);

export const hitsAt = (places: readonly number[]): Hits => ({
  count: places.length,
  at: index => places[index] as number,
  upTo: place => places.filter(p => p <= place).length,
});

/** The hit to go to from a place: the one there or the next one; round the end to the first. -1: there is none. */
export function hitFrom(hits: Hits, place: number, by: 1 | -1, here = false): number {
  if (hits.count === 0) return -1;
  const upTo = hits.upTo(place);
  const on = upTo > 0 && hits.at(upTo - 1) === place;
  if (here && on) return upTo - 1;
  if (by > 0) return upTo % hits.count;
  return (upTo - (on ? 2 : 1) + hits.count) % hits.count;
}

// ── how it looks ──

/** Behind the title of the panel: `/arp 3 of 17`. */
export function searchLabel(view: View, panel: PanelId, finder: Finder | undefined): string {
  const search = searchIn(view, panel);
  if (search === undefined) return '';
  const count = finder?.hits(view).count ?? search.count;
  return ` /${search.text}  ${countText(view, { ...search, count })} `;
}

function countText(view: View, { nth, count, found }: Search): string {
  const told = nth > 0 ? view.text('search.nth', { n: nth, m: count }) : view.text('search.count', { count });
  const { events } = view.where;
  const kind = found?.search.kind === 'filter' ? ` · ${view.text('search.filter')}` : '';
  if (found === undefined || found.upTo >= events - 1) return `${told}${kind}`;
  return `${told}${kind} · ${view.text('search.progress', { n: found.upTo, m: events })}`;
}

/** The last row while a text is typed. */
export function searchRow(view: View, search: Search, columns: number): Line {
  const told = search.text === '' ? view.text('search.what') : countText(view, search);
  let text = search.text;
  // A long text shows its end.
  while (widthOf(text) > columns / 2) text = [...text].slice(1).join('');
  const left = line(
    span(' /', 'key'),
    text,
    { text: ' ', role: 'plain', chosen: true },
    span(`  ${told}`, search.text !== '' && search.count === 0 ? 'bad' : 'dim'),
  );
  const hint = `${view.text('search.keys')} `;
  return justify(left, widthOf(hint) + lineWidth(left) + 2 <= columns ? line(span(hint, 'dim')) : [], columns);
}

/** A line of the panel that is searched: the text marked in it, and * at its beginning; `sign` false: it has its own. */
export function markHit(of: Line, what: string, sign: boolean, width: number): Line {
  const fitted = fitLine(of, width);
  const marked = fitted.flatMap(part => markSpan(part, what));
  if (!sign || !holds(textOf(of), what)) return marked;
  const [first, ...rest] = marked;
  return [span('*', 'key'), ...(first === undefined ? [] : [{ ...first, text: first.text.slice(1) }]), ...rest];
}

function markSpan(part: Span, what: string): Span[] {
  const low = part.text.toLowerCase();
  // A letter whose small form is longer would shift what comes after it.
  if (low.length !== part.text.length || what === '') return [part];
  const out: Span[] = [];
  let from = 0;
  for (let at = low.indexOf(what.toLowerCase()); at >= 0; at = low.indexOf(what.toLowerCase(), from)) {
    const to = at + what.length;
    if (at > from) out.push({ ...part, text: part.text.slice(from, at) });
    out.push({ ...part, text: part.text.slice(at, to), role: 'here' });
    from = to;
  }
  if (from < part.text.length) out.push({ ...part, text: part.text.slice(from) });
  return out;
}
