// Which panel stands where: from the terminal's size, the lesson's wish and what the person looked at last. Panels share
// borders; together they cover the area without a gap. What has no place of its own shares one and is a key away.
import { wallLayout } from './layout-wall.js';
import type { PanelId } from './state.js';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}
/** With its border. */
export interface Place {
  readonly panel: PanelId;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Layout {
  readonly size: Size;
  /** The rows that tell what happens, below the status line. */
  readonly story: { readonly y: number; readonly height: number };
  readonly places: readonly Place[];
  /** One row of what a small screen leaves out; undefined: nothing is left out, or there is no room. */
  readonly strip: number | undefined;
  /** The row of panels that are a key away. */
  readonly tabs: number | undefined;
  /** The last row: what now, and the keys. */
  readonly keys: number;
}

export const MINIMUM: Size = { columns: 40, rows: 12 };

export interface Wish {
  /** All panels there are, in their order. */
  readonly panels: readonly PanelId[];
  readonly tables: readonly PanelId[];
  /** By last use, the latest first; its first one is active. */
  readonly recent: readonly PanelId[];
  readonly zoom: boolean;
  /** Lines that the lesson's panel has to show, where it is read and its usual height is too little. */
  readonly lesson?: number | undefined;
  /** Rows that the network's picture needs more than it has, where it was gone to: the lesson gives them, as far as it can. */
  readonly map?: number | undefined;
  /** Few panels, large (layout-wall.ts). */
  readonly projector?: boolean;
}

/** A part of the area: a place for one of several panels, or parts side by side or one below the other. */
type Part =
  | { readonly kind: 'slot'; readonly panels: readonly PanelId[] }
  | { readonly kind: 'row' | 'column'; readonly parts: readonly Sized[] };
/** `fixed`: cells with one border line; else a share of what is left. */
type Sized = readonly [size: number, part: Part, fixed?: 'fixed'];

const slot = (...panels: readonly PanelId[]): Part => ({ kind: 'slot', panels });
const row = (...parts: readonly Sized[]): Part => ({ kind: 'row', parts });
const column = (...parts: readonly Sized[]): Part => ({ kind: 'column', parts });

export function layoutFor(size: Size, wish: Wish): Layout | undefined {
  const { columns, rows } = size;
  if (columns < MINIMUM.columns || rows < MINIMUM.rows) return undefined;
  if (wish.projector) return wallLayout(size, wish);
  const storyHeight = columns >= 150 || rows < 16 ? 2 : rows < 30 || columns >= 120 ? 3 : 4;
  const keys = rows - 1;
  const top = 1 + storyHeight;
  const area = { x: 0, y: top, width: columns, height: keys - top };
  const story = { y: 1, height: storyHeight };
  const all = partFor(area.width, area.height, wish);
  const shows = panelsOf(all, wish);
  const complete = !wish.zoom && wish.panels.every(p => shows.includes(p));
  // The rows below the panels are taken only where something is hidden.
  const tabs = complete ? undefined : keys - 1;
  const small = !complete && !wish.zoom && area.height >= 15 && area.height < 30;
  const strip = small ? keys - 2 : undefined;
  const height = area.height - (tabs === undefined ? 0 : 1) - (strip === undefined ? 0 : 1);
  const part = wish.zoom ? slot(wish.recent[0] as PanelId) : partFor(area.width, height, wish);
  const places: Place[] = [];
  divide(part, { ...area, height }, wish, places);
  return { size, story, places, strip, tabs, keys };
}

/** Panels with a place of their own on a large screen; all that are not tables and not among them share the chart's. */
const PLACED: readonly PanelId[] = ['topology', 'packet', 'time', 'bytes', 'chart', 'console', 'lesson'];

/** How the area is divided, by its size: the plan for all panels, without those that are closed. */
function partFor(width: number, height: number, wish: Wish): Part {
  const open = prune(withRoom(planFor(width, height, wish), height, wish), new Set(wish.panels));
  return open ?? slot(...wish.panels);
}

/** Rows, with one border line, that a panel keeps when another takes room; columns of several panels on a large screen; tables. */
const [KEPT, KEPT_LARGE, KEPT_TABLES] = [5, 19, 6];

/** The plan with more room for the lesson: at most so that the others keep two fifths, and each of them something. */
function withRoom(part: Part, height: number, { lesson: lines = 0, map }: Wish): Part {
  if (part.kind !== 'column') return part;
  if (map !== undefined) return withMap(part.parts, map);
  const own = part.parts.find(([, inner, how]) => how === 'fixed' && holds(inner, 'lesson'))?.[0];
  if (own === undefined || lines < own) return part;
  const least = ([size, , how]: Sized) =>
    how === 'fixed' ? Math.min(size, KEPT_TABLES) : height >= LARGE ? KEPT_LARGE : KEPT;
  const others = part.parts.filter(([, inner]) => !holds(inner, 'lesson'));
  const kept = others.reduce((sum, other) => sum + least(other), 1);
  const most = Math.min(Math.floor(height * 0.6), height - kept);
  const parts = part.parts.map((each): Sized => {
    const [, inner, how] = each;
    if (how === undefined) return each;
    return [holds(inner, 'lesson') ? Math.max(own, Math.min(lines + 1, most)) : least(each), inner, how];
  });
  return { kind: 'column', parts };
}

/** Rows, with one border line, that the lesson keeps beside a network that needs room. */
export const LESSON_LEAST = 4;

/** The plan with less for the lesson, where the network is the one other thing in the column. */
function withMap(parts: readonly Sized[], more: number): Part {
  const sized = parts.map(([size, inner, how]): Sized => {
    const gives = how === 'fixed' && holds(inner, 'lesson');
    const left = gives ? Math.min(size, Math.max(LESSON_LEAST, size - more)) : size;
    return how === undefined ? [left, inner] : [left, inner, how];
  });
  return { kind: 'column', parts: sized };
}

const holds = (part: Part, panel: PanelId): boolean =>
  part.kind === 'slot' ? part.panels.includes(panel) : part.parts.some(([, inner]) => holds(inner, panel));

function planFor(width: number, height: number, wish: Wish): Part {
  const { panels, tables } = wish;
  const others = panels.filter(p => !PLACED.includes(p) && !tables.includes(p));
  if (width >= 150 && height >= 32) return large(width, height, tables, others);
  if (width >= 100 && height >= 30) {
    const columns = row(
      [1, column([1, slot('topology')], [1, slot('time', 'chart', 'console', ...others)])],
      [1, column([3, slot('packet')], [6, slot('bytes'), 'fixed'])],
    );
    return column([1, columns], [5, tableRow(tables, width, 38), 'fixed'], [8, slot('lesson'), 'fixed']);
  }
  const [seen, read] = [slot('topology', 'time', 'chart', 'console', ...others), slot('packet', 'bytes', ...tables)];
  if (width >= 100 && height >= 16) return column([1, row([1, seen], [1, read])], [7, slot('lesson'), 'fixed']);
  if (width >= 120 && height >= 10) return row([1, seen], [1, read], [1, slot('lesson')]);
  if (height >= 30) return tall(width, wish);
  const all = panels.filter(p => p !== 'lesson');
  if (height >= 14) return column([1, slot(...all)], [height >= 17 ? 7 : 6, slot('lesson'), 'fixed']);
  return slot(...panels);
}

/** Rows from which on tables have more of them. */
const LARGE = 42;

function large(width: number, height: number, tables: readonly PanelId[], others: readonly PanelId[]): Part {
  const high = height >= 46;
  const [tableHeight, lessonHeight] = [height >= LARGE ? 8 : 6, high ? 11 : 9];
  // The long lists get the height, what reads along a line the width: sixteen bytes a row where the screen allows it.
  const left = width >= 200 ? Math.min(76, Math.floor(width * 0.345)) : Math.floor(width * 0.3);
  const columns = row(
    [left, column([5, slot('topology')], [4, slot('bytes')]), 'fixed'],
    [width >= 200 ? 40 : 36, slot('packet')],
    [34, column([1, slot('time')], [1, slot('chart', ...others)])],
  );
  const below: Sized = [
    lessonHeight,
    row([Math.min(104, Math.round(width * 0.68)), slot('lesson'), 'fixed'], [1, slot('console')]),
    'fixed',
  ];
  return column([1, columns], [tableHeight, tableRow(tables, width, 46), 'fixed'], below);
}

/** High and narrow: one below the other. */
function tall(width: number, { panels, tables }: Wish): Part {
  const few = tables.length > 0 && tables.length <= 4;
  const apart: readonly PanelId[] = ['topology', 'lesson', ...(few ? tables : [])];
  const middle = slot(...panels.filter(p => !apart.includes(p)));
  const below = !few ? slot() : width >= 76 ? tableRow(tables, width, 46) : slot(...tables);
  return column([11, slot('topology'), 'fixed'], [1, middle], [6, below, 'fixed'], [8, slot('lesson'), 'fixed']);
}

/** As many tables side by side as have room of at least `least` cells; the others share the last place. */
function tableRow(tables: readonly PanelId[], width: number, least: number): Part {
  const most = Math.max(1, Math.floor(width / least));
  const [shown, hidden] = [tables.slice(0, most), tables.slice(most)];
  const last = shown.length - 1;
  return row(...shown.map((t, i): Sized => [1, i === last ? slot(t, ...hidden) : slot(t)]));
}

/** The plan without what is not open; undefined: nothing is left of it. */
function prune(part: Part, open: ReadonlySet<PanelId>): Part | undefined {
  if (part.kind === 'slot') {
    const panels = part.panels.filter(p => open.has(p));
    return panels.length === 0 ? undefined : slot(...panels);
  }
  const parts = part.parts.flatMap(([size, inner, how]): Sized[] => {
    const left = prune(inner, open);
    return left === undefined ? [] : [how === undefined ? [size, left] : [size, left, how]];
  });
  if (parts.length <= 1) return parts[0]?.[1];
  // Where only fixed heights are left there is room over: they share it.
  if (parts.every(([, , how]) => how === 'fixed')) return { kind: part.kind, parts: parts.map(([n, p]) => [n, p]) };
  return { kind: part.kind, parts };
}

/** The one of several panels that is shown: the one used last. */
function shownOf(panels: readonly PanelId[], wish: Wish): PanelId {
  return wish.recent.find(p => panels.includes(p)) ?? (panels[0] as PanelId);
}

function panelsOf(part: Part, wish: Wish): PanelId[] {
  return part.kind === 'slot' ? [shownOf(part.panels, wish)] : part.parts.flatMap(([, p]) => panelsOf(p, wish));
}

function divide(part: Part, area: Omit<Place, 'panel'>, wish: Wish, out: Place[]): void {
  if (part.kind === 'slot') {
    out.push({ panel: shownOf(part.panels, wish), ...area });
    return;
  }
  const along = part.kind === 'row' ? area.width : area.height;
  // n parts share n + 1 border lines.
  const sizes = share(along - 1, part.parts);
  let at = 0;
  for (const [i, [, inner]] of part.parts.entries()) {
    const size = (sizes[i] as number) + 1;
    const place =
      part.kind === 'row' ? { ...area, x: area.x + at, width: size } : { ...area, y: area.y + at, height: size };
    divide(inner, place, wish, out);
    at += size - 1;
  }
}

/** Cells for each part, one border line in each; together `total`. */
function share(total: number, parts: readonly Sized[]): number[] {
  const fixed = parts.reduce((sum, [size, , how]) => sum + (how === 'fixed' ? size : 0), 0);
  const weights = parts.reduce((sum, [size, , how]) => sum + (how === 'fixed' ? 0 : size), 0);
  let left = Math.max(0, total - fixed);
  let open = weights;
  return parts.map(([size, , how]) => {
    if (how === 'fixed') return size;
    const mine = Math.round((left * size) / open);
    left -= mine;
    open -= size;
    return mine;
  });
}
