// The whole screen as rows, each exactly as wide as the terminal: status, what happens, panels in their borders, what now.
// Pure: the same view and size give the same rows. Read layout.ts, borders.ts and panel.ts first.
import { Borders } from './borders.js';
import { keysRow, noteBox, tabsRow } from './bottom.js';
import { type Layout, MINIMUM, type Place, type Size } from './layout.js';
import { overlayOf } from './overlay.js';
import { paletteBox } from './palette-box.js';
import type { Box, Content } from './panel.js';
import { numberOf, panelOf } from './panels/registry.js';
import { boxOf, contentOf, layoutOf } from './places.js';
import { wallKeys, wallStory } from './projector.js';
import { firstLine, isSeen, sightIn } from './scroll.js';
import { markHit, searchIn, searchLabel } from './search.js';
import { SIGN } from './state.js';
import { statusRow, storyRows, stripRow } from './status.js';
import { choose, clip, fitLine, type Line, line, lineWidth, type Span, span, widthOf } from './text.js';
import { tourBox } from './tour-box.js';
import type { View } from './view.js';

export { layoutOf } from './places.js';

export interface Screen {
  readonly rows: readonly Line[];
  readonly layout: Layout | undefined;
}

export function compose(view: View, size: Size): Screen {
  const layout = layoutOf(view, size);
  if (layout === undefined) return { rows: tooSmall(view, size), layout };
  const { columns, rows: height } = size;
  const rows: Line[] = new Array<Line>(height).fill([]);
  rows[0] = statusRow(view, columns);
  const story = view.ui.projector ? wallStory : storyRows;
  for (const [i, text] of story(view, columns, layout.story.height).entries()) rows[layout.story.y + i] = text;
  const [top, bottom] = [layout.story.y + layout.story.height, height - 1];
  const borders = new Borders(columns, height, layout.places, view.ui.panel);
  const drawn = layout.places.map(place => drawPanel(view, place, below(layout, place)));
  for (let y = top; y < bottom; y++) {
    if (layout.places.some(p => y >= p.y && y < p.y + p.height)) rows[y] = panelRow(borders, drawn, columns, y);
  }
  if (layout.strip !== undefined) rows[layout.strip] = stripRow(view, columns);
  if (layout.tabs !== undefined) rows[layout.tabs] = tabsRow(view, columns, layout);
  rows[layout.keys] = view.ui.projector ? wallKeys(view, columns) : keysRow(view, columns);
  const whole = rows.map(r => fitLine(r, columns));
  const area = { x: 0, y: top, width: columns, height: bottom - top };
  const over = tourBox(view, overlayOf(view, whole, area), size, layout);
  return { rows: noteBox(view, paletteBox(view, over, size), size), layout };
}

/** One clear line where nothing else has room. */
function tooSmall(view: View, { columns, rows }: Size): Line[] {
  const needs = { columns, rows, needColumns: MINIMUM.columns, needRows: MINIMUM.rows };
  const out: Line[] = Array.from({ length: rows }, () => fitLine([], columns));
  const texts = ['ui.too-small', 'tui.too-small.short', 'tui.too-small.least'].map(id => view.text(id, needs));
  const text = texts.find(each => widthOf(each) <= columns) ?? texts.at(-1) ?? '';
  out[Math.floor(rows / 2)] = fitLine(line(text), columns);
  return out;
}

/** A panel's lines as far as they are in sight, at their place. */
interface Drawn {
  readonly place: Place;
  readonly title: Line;
  /** Which lines are in sight, of how many; '' where all are. */
  readonly count: string;
  /** The row of the border that the count stands on, at its right end. */
  readonly countRow: number;
  readonly lines: readonly Line[];
}

/** Whether the lower border is another panel's upper one: what stands on it is that one's. */
const below = ({ places }: Layout, { x, y, width, height }: Place): boolean =>
  places.some(p => p.y === y + height - 1 && p.x < x + width - 1 && x < p.x + p.width - 1);

/** The first line in sight. */
export function scrollOf(view: View, id: string, content: Content, height: number): number {
  const must = hitLine(view, id) ?? chosenLine(view, id, content);
  const total = content.lines.length;
  const { changed = [], named = [], head } = content;
  const wish = changed.length > 0 ? changed : named;
  if (wish.length === 0 || view.ui.wheeled[id] !== undefined)
    return firstLine(view.ui, id, total, height, must ?? content.follow);
  return sightIn({ total, height, must, wish, head }, view.ui.scroll[id] ?? 0);
}

/** The line of the current hit, where that is not the chosen item's. */
function hitLine(view: View, id: string): number | undefined {
  const chosen = view.ui.panel === id ? view.ui.chosen[id] : undefined;
  return panelOf(id).finder === undefined && chosen === undefined ? searchIn(view, id)?.at : undefined;
}

function chosenLine(view: View, id: string, content: Content): number | undefined {
  const chosen = view.ui.panel === id ? (content.current ?? view.ui.chosen[id]) : undefined;
  return chosen === undefined ? undefined : content.items?.find(i => i.id === chosen)?.line;
}

function drawPanel(view: View, place: Place, isAbove: boolean): Drawn {
  const id = place.panel;
  const box = boxOf(place);
  const content = contentOf(view, id, box);
  const from = scrollOf(view, id, content, box.height);
  const chosen = chosenLine(view, id, content);
  const search = searchIn(view, id);
  const hit = hitLine(view, id);
  const { head = Number.POSITIVE_INFINITY } = content;
  const more = content.pinned !== undefined && from + box.height < content.lines.length;
  const pin = more ? box.height - 1 : -1;
  const lines = Array.from({ length: Math.max(0, box.height) }, (_, i): Line => {
    const of = i === pin ? (content.pinned as Line) : (content.lines[i === 0 && from > head ? head : from + i] ?? []);
    const shown = search === undefined ? fitLine(of, box.width) : searchedLine(view, id, of, box.width);
    if ((from + i !== chosen && from + i !== hit) || content.marked) return shown;
    const [blank, ...rest] = shown;
    return choose([span(`›${(blank?.text ?? ' ').slice(1)}`, 'key'), ...rest]);
  });
  const total = content.lines.length;
  const seen = total > box.height ? `${from + 1}–${Math.min(total, from + box.height)} / ${total}` : '';
  const counted = countOf(view, content, from, box, seen);
  const taken = isAbove && counted !== '' ? widthOf(counted) + 1 : 0;
  const title = titleOf(view, id, content.title, place.width - 4 - taken);
  return { place, title, count: counted, countRow: isAbove ? place.y : place.y + place.height - 1, lines };
}

/** `~ 2 more ▾  4–8 / 20`: what changed out of sight, and which lines are in sight; as much of it as there is room for. */
function countOf(view: View, content: Content, from: number, { width, height }: Box, seen: string): string {
  const { changed = [], head } = content;
  const hidden = changed.filter(at => !isSeen({ height, head }, from, at));
  const ways = `${hidden.some(at => at < from + 1) ? '▴' : ''}${hidden.some(at => at >= from + height) ? '▾' : ''}`;
  const more =
    hidden.length === 0
      ? ''
      : `${SIGN.changed} ${view.text('tui.change.out-of-sight', { count: hidden.length })} ${ways}`;
  const wide = [more, seen].filter(t => t !== '').join(' · ');
  const told = width > 60 ? wide : width > 38 ? more || seen : more && `${SIGN.changed}${hidden.length}${ways}`;
  return told === '' ? '' : ` ${told} `;
}

/** Its number, its name, what is searched for in it; in brackets where it is active. */
function titleOf(view: View, id: string, name: string, width: number): Line {
  const active = view.ui.panel === id;
  const number = numberOf(view, id);
  const label = number === '' ? '' : `${number} `;
  const search = searchLabel(view, id, panelOf(id).finder);
  const room = Math.max(0, width - widthOf(label) - 2);
  const whole = `${name}${search}`;
  const short = widthOf(whole) <= room ? name : clip(name, Math.max(Math.min(8, room), room - widthOf(search)));
  const left = Math.max(0, room - widthOf(short));
  return line(
    span(active ? `[${label}` : ` ${label}`, active ? 'title-active' : 'dim'),
    span(active ? `${short}]` : `${short} `, active ? 'title-active' : 'title'),
    span(widthOf(search) <= left ? search : clip(search, left), 'key'),
  );
}

/** A line of the panel that is searched. A filter holds for events, not for words. */
function searchedLine(view: View, id: string, of: Line, width: number): Line {
  const { text = '', found } = searchIn(view, id) ?? {};
  if (found?.search.kind === 'filter') return fitLine(of, width);
  return markHit(of, found?.search.text ?? text, found === undefined && panelOf(id).finder === undefined, width);
}

/** One row across all panels: borders, titles on them, contents between. */
function panelRow(borders: Borders, drawn: readonly Drawn[], width: number, y: number): Line {
  const out: Span[] = [];
  const pieces: Piece[] = [];
  for (const each of drawn) addPieces(pieces, each, y);
  pieces.sort((p, q) => p.x - q.x);
  let x = 0;
  for (const piece of pieces) {
    addBorder(out, borders, x, piece.x, y);
    out.push(...piece.line);
    x = piece.x + lineWidth(piece.line);
  }
  addBorder(out, borders, x, width, y);
  return out;
}

interface Piece {
  readonly x: number;
  readonly line: Line;
}

function addPieces(out: Piece[], { place, title, count, countRow, lines }: Drawn, y: number): void {
  const { x, width, height } = place;
  if (y > place.y && y < place.y + height - 1) out.push({ x: x + 1, line: lines[y - place.y - 1] ?? [] });
  else if (y === place.y && width > 8) out.push({ x: x + 2, line: title });
  if (y === countRow && count !== '') out.push({ x: x + width - 2 - widthOf(count), line: line(span(count, 'dim')) });
}

function addBorder(out: Span[], borders: Borders, from: number, to: number, y: number): void {
  let text = '';
  let active = false;
  const flush = () => {
    if (text !== '') out.push(span(text, active ? 'border-active' : 'border'));
    text = '';
  };
  for (let x = from; x < to; x++) {
    const now = borders.isActive(x, y);
    if (now !== active) flush();
    active = now;
    text += borders.at(x, y) || ' ';
  }
  flush();
}
