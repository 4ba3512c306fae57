// What the mouse does: a click turns to the panel under it and chooses what stands there, a second click does what Enter does;
// the wheel scrolls the panel under the pointer; names of panels and keys that stand in the last rows can be clicked.
import { MOVES } from '../../debug/index.js';
import { scrollOf } from '../compose.js';
import { keyLabel, SCREEN_KEYS } from '../keymap.js';
import type { Place } from '../layout.js';
import type { MouseEvent } from '../mouse.js';
import type { Content, Item } from '../panel.js';
import { panelIds, panelOf, shortTitle } from '../panels/registry.js';
import type { Store } from '../store.js';
import { type Span, widthOf } from '../text.js';
import { choose, enter, show } from './panel.js';
import { press } from './press.js';
import { itemAct } from './teach.js';

/** Lines that one click of the wheel scrolls by. */
const NOTCH = 3;

export function mouse(store: Store, event: MouseEvent): void {
  if (event.kind === 'wheel-up') wheel(store, event, -NOTCH);
  else if (event.kind === 'wheel-down') wheel(store, event, NOTCH);
  else if (event.kind === 'press' && event.button === 0) click(store, event);
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A panel as it is shown: what it holds, and the first line in sight. */
interface Pane {
  readonly place: Place;
  readonly content: Content;
  readonly from: number;
}

function paneAt(store: Store, { x, y }: Point): Pane | undefined {
  const { view, screen } = store;
  // Where two share a border, the one below has its title on it.
  const place = screen.layout?.places.findLast(p => x >= p.x && x < p.x + p.width && y >= p.y && y < p.y + p.height);
  if (place === undefined) return undefined;
  const box = { width: place.width - 2, height: place.height - 2 };
  const content = panelOf(place.panel).select(view, box, place.panel);
  return { place, content, from: scrollOf(view, place.panel, content, box.height) };
}

function wheel(store: Store, point: Point, by: number): void {
  const { overlay, input } = store.ui;
  if (input !== undefined) return;
  if (overlay !== undefined) {
    const steps = overlay.kind === 'why' ? 1 : NOTCH;
    for (let i = 0; i < steps; i++) press(store, by < 0 ? 'up' : 'down');
    return;
  }
  const pane = paneAt(store, point);
  if (pane === undefined) return;
  const { place, content, from } = pane;
  const last = Math.max(0, content.lines.length - (place.height - 2));
  const set = Math.max(0, Math.min(last, from + by));
  const { ui } = store;
  const follows = content.follow !== undefined || (content.items ?? []).length > 0;
  if (follows) store.update({ wheeled: { ...ui.wheeled, [place.panel]: set } });
  else store.update({ scroll: { ...ui.scroll, [place.panel]: set } });
}

function click(store: Store, point: Point): void {
  const { ui, screen } = store;
  const { layout } = screen;
  if (ui.input !== undefined || layout === undefined) return;
  if (point.y === layout.keys) clickKey(store, screen.rows[point.y] ?? [], point.x);
  else if (ui.overlay !== undefined) press(store, 'esc');
  else if (point.y === layout.tabs) clickTab(store, screen.rows[point.y] ?? [], point.x);
  else clickPane(store, point);
}

function clickPane(store: Store, point: Point): void {
  const pane = paneAt(store, point);
  if (pane === undefined) return;
  const { place, content, from } = pane;
  const { panel } = place;
  const { ui } = store;
  const [x, row] = [point.x - place.x - 1, point.y - place.y - 1];
  const line = from + row;
  const inside = row >= 0 && row < place.height - 2 && x >= 0 && x < place.width - 2;
  const item = inside ? content.items?.find(i => covers(i, x, line)) : undefined;
  const again = item !== undefined && ui.panel === panel && ui.chosen[panel] === item.id;
  if (ui.panel !== panel) show(store, panel);
  // What was under the pointer stays there.
  store.update({ note: undefined, wheeled: {}, scroll: { ...store.ui.scroll, [panel]: from } });
  // An answer is chosen by a click as by its digit.
  if (item?.enter?.kind === 'teach') itemAct(store, item);
  else if (again) enter(store);
  else if (item !== undefined) choose(store, item);
}

function covers({ line, at }: Item, x: number, row: number): boolean {
  if (at === undefined) return row === line;
  return row >= line && row < line + (at.height ?? 1) && x >= at.x && x < at.x + at.width;
}

interface Hit {
  readonly span: Span;
  readonly index: number;
  /** Cells between the span's beginning and the pointer. */
  readonly inside: number;
}

function spanAt(row: readonly Span[], x: number): Hit | undefined {
  let at = 0;
  for (const [index, span] of row.entries()) {
    const width = widthOf(span.text);
    if (x < at + width) return { span, index, inside: x - at };
    at += width;
  }
  return undefined;
}

function clickTab(store: Store, row: readonly Span[], x: number): void {
  const hit = spanAt(row, x);
  const label = hit?.span.text.replace(/^[ […]+|[\] ]+$/g, '').replace(/^\d +/, '');
  const { view } = store;
  const id = panelIds(view.lesson, view.ui).find(panel => shortTitle(view, panel) === label);
  if (id !== undefined) show(store, id);
}

/** A key of the last row, or the word behind it: `n/N event` is two keys, the word means the first. */
function clickKey(store: Store, row: readonly Span[], x: number): void {
  const hit = spanAt(row, x);
  if (hit === undefined) return;
  const onKey = hit.span.role === 'key';
  const span = onKey ? hit.span : row[hit.index - 1];
  if (span?.role !== 'key' || hit.span.text.trim() === '') return;
  const label = span.text.trim();
  const [first = '', second] = label.length > 1 ? label.split('/') : [label];
  const key = keyOf(onKey && second !== undefined && hit.inside > first.length ? second : first);
  if (key !== undefined) press(store, key);
}

/** The key that is written so. */
function keyOf(label: string): string | undefined {
  const keys = [...MOVES.map(m => m.key), ...SCREEN_KEYS.flatMap(k => k.keys)].filter(key => key !== '');
  return keys.find(key => keyLabel(key) === label);
}
