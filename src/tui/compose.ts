// The whole screen as rows, each exactly as wide as the terminal: status, what happens, panels in their borders, what now.
// Pure: the same view and size give the same rows. Read layout.ts, borders.ts and panel.ts first.
import { Borders } from './borders.js';
import { keysRow, noteBox, tabsRow } from './bottom.js';
import { type Layout, MINIMUM, type Place, type Size } from './layout.js';
import { overlayOf } from './overlay.js';
import { paletteBox } from './palette-box.js';
import type { Content } from './panel.js';
import { numberOf, panelOf } from './panels/registry.js';
import { boxOf, contentOf, layoutOf } from './places.js';
import { wallKeys, wallStory } from './projector.js';
import { firstLine } from './scroll.js';
import { markHit, searchIn, searchLabel } from './search.js';
import { statusRow, storyRows, stripRow } from './status.js';
import { choose, fitLine, type Line, line, lineWidth, type Span, span, widthOf } from './text.js';
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
  const drawn = layout.places.map(place => drawPanel(view, place));
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
  out[Math.floor(rows / 2)] = fitLine(line(view.text('ui.too-small', needs)), columns);
  return out;
}

/** A panel's lines as far as they are in sight, at their place. */
export interface Drawn {
  readonly place: Place;
  readonly title: Line;
  /** Below, on the border: how much there is beyond what is in sight. */
  readonly foot: string;
  readonly lines: readonly Line[];
}

/** The first line in sight. */
export function scrollOf(view: View, id: string, content: Content, height: number): number {
  const follow = hitLine(view, id) ?? chosenLine(view, id, content) ?? content.follow;
  return firstLine(view.ui, id, content.lines.length, height, follow);
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

export function drawPanel(view: View, place: Place): Drawn {
  const id = place.panel;
  const active = view.ui.panel === id;
  const box = boxOf(place);
  const content = contentOf(view, id, box);
  const from = scrollOf(view, id, content, box.height);
  const chosen = chosenLine(view, id, content);
  const search = searchIn(view, id);
  const hit = hitLine(view, id);
  const lines = Array.from({ length: Math.max(0, box.height) }, (_, i): Line => {
    const of = content.lines[from + i] ?? [];
    const shown = search === undefined ? fitLine(of, box.width) : searchedLine(view, id, of, box.width);
    if ((from + i !== chosen && from + i !== hit) || content.marked) return shown;
    const [blank, ...rest] = shown;
    return choose([span(`›${(blank?.text ?? ' ').slice(1)}`, 'key'), ...rest]);
  });
  const more = content.lines.length - box.height;
  const foot =
    more > 0 ? ` ${from + 1}–${Math.min(content.lines.length, from + box.height)} / ${content.lines.length} ` : '';
  const number = numberOf(view, id);
  const label = number === '' ? '' : `${number} `;
  const title = line(
    span(active ? `[${label}` : ` ${label}`, active ? 'title-active' : 'dim'),
    span(active ? `${content.title}]` : `${content.title} `, active ? 'title-active' : 'title'),
    span(searchLabel(view, id, panelOf(id).finder), 'key'),
  );
  return { place, title, foot, lines };
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
  const all = drawn.flatMap(d => pieceOf(d, y)).map(p => (p.first ? p : besideCorners(p, borders, y)));
  // On a shared border the title of the panel below goes before the count of the one above.
  const covers = (p: Piece) => all.some(q => q !== p && q.first && q.x < end(p) && p.x < end(q));
  const pieces = all.filter(p => p.first || !covers(p)).sort((p, q) => p.x - q.x);
  let x = 0;
  for (const piece of pieces) {
    addBorder(out, borders, x, piece.x, y);
    out.push(...piece.line);
    x = piece.x + lineWidth(piece.line);
  }
  addBorder(out, borders, x, width, y);
  return out;
}

/** A count on a lower border stands left of the corners of the panels below. */
function besideCorners(piece: Piece, borders: Borders, y: number): Piece {
  let { x } = piece;
  const width = lineWidth(piece.line);
  for (let at = x + width - 1; at >= x && x > 2; at--) {
    if ('┬┼┤├'.includes(borders.at(at, y) || ' ')) x = at - width;
  }
  return { ...piece, x };
}

interface Piece {
  readonly x: number;
  readonly line: Line;
  readonly first: boolean;
}
const end = ({ x, line: of }: Piece): number => x + lineWidth(of);

function pieceOf({ place, title, foot, lines }: Drawn, y: number): Piece[] {
  const { x, width, height } = place;
  if (y > place.y && y < place.y + height - 1) return [{ x: x + 1, line: lines[y - place.y - 1] ?? [], first: true }];
  if (y === place.y && width > 8) return [{ x: x + 2, line: clipLine(title, width - 4), first: true }];
  // The lower border may be the upper one of the next panel: the count stands at its right end, the title at its left.
  if (y === place.y + height - 1 && foot !== '' && width > 40) {
    const w = widthOf(foot);
    return [{ x: x + width - 2 - w, line: line(span(foot, 'dim')), first: false }];
  }
  return [];
}

function clipLine(of: Line, width: number): Line {
  return lineWidth(of) <= width ? of : fitLine(of, width);
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
