// Within and between panels: choosing items, scrolling, folding, turning to another panel.
import type { Content, Item } from '../panel.js';
import { numbered } from '../panels/registry.js';
import { activeOf, layoutOf, type Shown } from '../places.js';
import { activate, type Ui } from '../state.js';
import type { Store } from '../store.js';
import { beside, isPicture, type Way } from '../topology/beside.js';
import type { View } from '../view.js';
import { complain } from './say.js';
import { gotoPosition } from './time.js';
import { askWhy } from './why.js';

/** The active panel as it is shown. */
const active = (store: Store): Shown | undefined => activeOf(store.view, store.size);

/** The item that is chosen in a panel's content. */
const chosenIn = (store: Store, { current }: Content): string | undefined => current ?? store.ui.chosen[store.ui.panel];

/** The active panel of a view, as it would be shown. */
export const contentOf = (store: Store, view: View): Content | undefined => activeOf(view, store.size)?.content;

export const itemsOf = (store: Store): readonly Item[] => active(store)?.content.items ?? [];

/** Up and down: to another item; where there are none, the text scrolls. */
export function moveBy(store: Store, by: number): void {
  const shown = active(store);
  if (shown === undefined) return;
  const { content, height } = shown;
  const items = content.items ?? [];
  if (items.length === 0) {
    scrollBy(store, content, height, by);
    return;
  }
  if (isPicture(items)) {
    moveInPicture(store, items, by < 0 ? 'up' : 'down', Math.abs(by));
    return;
  }
  const at = items.findIndex(i => i.id === chosenIn(store, content));
  const start = at >= 0 ? lineward(items, at, by) : nearest(items, content.follow, by);
  choose(store, items[Math.max(0, Math.min(items.length - 1, start))] as Item);
}

/** To what lies next in a picture; the first time to the node where the cursor stands. */
function moveInPicture(store: Store, items: readonly Item[], way: Way, least = 1): void {
  const from = items.find(i => i.id === store.ui.chosen[store.ui.panel]);
  const here = items.find(i => i.id === `node:${store.view.node}`) ?? items[0];
  const to = from === undefined ? here : beside(items, from, way, least);
  if (to !== undefined) choose(store, to);
}

/** So many items on; where items stand side by side, so many lines on, to the one that stands nearest. */
function lineward(items: readonly Item[], at: number, by: number): number {
  const here = items[at] as Item;
  if (here.column === undefined) return at + by;
  const lines = [...new Set(items.map(i => i.line))];
  const to = lines[Math.max(0, Math.min(lines.length - 1, lines.indexOf(here.line) + by))];
  const way = (i: number) => Math.abs((items[i]?.column ?? 0) - (here.column ?? 0));
  let best = at;
  for (const [i, item] of items.entries()) {
    if (item.line === to && (items[best]?.line !== to || way(i) < way(best))) best = i;
  }
  return best;
}

/** Left and right where items stand side by side; false: they do not. */
function along(store: Store, by: 1 | -1): boolean {
  const shown = active(store);
  const items = shown?.content.items ?? [];
  if (shown !== undefined && isPicture(items)) {
    moveInPicture(store, items, by < 0 ? 'left' : 'right');
    return true;
  }
  if (shown === undefined || items[0]?.column === undefined) return false;
  const at = items.findIndex(i => i.id === chosenIn(store, shown.content));
  choose(store, items[at < 0 ? 0 : Math.max(0, Math.min(items.length - 1, at + by))] as Item);
  return true;
}

/** The first item to choose: the one that is followed, else the first or the last. */
function nearest(items: readonly Item[], follow: number | undefined, by: number): number {
  if (follow === undefined) return by > 0 ? 0 : items.length - 1;
  const at = items.findIndex(i => i.line >= follow);
  return at < 0 ? items.length - 1 : at;
}

function scrollBy(store: Store, content: Content, height: number, by: number): void {
  const { ui } = store;
  const last = Math.max(0, content.lines.length - height);
  const set = Math.max(0, Math.min(last, (ui.scroll[ui.panel] ?? 0) + by));
  const search = ui.search?.panel === ui.panel ? { ...ui.search, at: undefined, nth: 0 } : ui.search;
  store.update({ scroll: { ...ui.scroll, [ui.panel]: set }, search });
}

/** Brings an item of the active panel into focus. */
export function choose(store: Store, item: Item): void {
  const { ui } = store;
  // The next hit is looked for from here.
  const search = ui.search?.panel === ui.panel ? { ...ui.search, at: undefined, nth: 0 } : ui.search;
  store.update({ chosen: { ...ui.chosen, [ui.panel]: item.id }, focus: { ...ui.focus, ...item.focus }, search });
}

export function page(store: Store, way: 1 | -1): void {
  const shown = active(store);
  if (shown === undefined) return;
  if ((shown.content.items ?? []).length > 0) moveBy(store, way * Math.max(1, shown.height - 2));
  else scrollBy(store, shown.content, shown.height, way * Math.max(1, shown.height - 1));
}

/** To the first or the last item; where there are none, line. */
export function toEnd(store: Store, way: 1 | -1): void {
  const shown = active(store);
  if (shown === undefined) return;
  const item = (shown.content.items ?? []).at(way > 0 ? -1 : 0);
  if (item !== undefined) choose(store, item);
  else scrollBy(store, shown.content, shown.height, way * shown.content.lines.length);
}

/** Enter on the chosen item. */
export function enter(store: Store): void {
  const shown = active(store);
  const item = shown?.content.items?.find(i => i.id === chosenIn(store, shown.content));
  if (item?.enter === undefined) return;
  if (item.enter.kind === 'goto') gotoPosition(store, item.enter.position, item.enter.telling);
  else if (item.enter.kind === 'fold') toggleFold(store, item.enter.id);
  else if (item.enter.kind === 'why') askWhy(store);
}

/** Left folds, right unfolds; Enter does the other of the two. Where items stand side by side they go along the line. */
export function fold(store: Store, folded: boolean): void {
  const content = active(store)?.content;
  const sideways = content?.sideways;
  if (sideways !== undefined) {
    store.update({ focus: { ...store.ui.focus, ...(folded ? sideways.left : sideways.right) } });
    return;
  }
  if (along(store, folded ? -1 : 1)) return;
  const items = content?.items ?? [];
  const at = content === undefined ? -1 : items.findIndex(i => i.id === chosenIn(store, content));
  const here = items[at];
  // From a field, or from what is folded already, to what it stands in.
  const parent = items.find(i => i.id === here?.parent);
  if (folded && here?.folded === true) {
    if (parent !== undefined) choose(store, parent);
    return;
  }
  const item = here?.enter?.kind === 'fold' ? here : parent;
  if (item?.enter?.kind !== 'fold') return;
  setFold(store, item.enter.id, folded);
  choose(store, item);
}

function toggleFold(store: Store, id: string): void {
  // What nobody touched may be folded for want of room: then the item itself says so.
  const item = itemsOf(store).find(i => i.id === id);
  setFold(store, id, !(item?.folded ?? store.ui.folded.has(id)));
}

function setFold(store: Store, id: string, folded: boolean): void {
  const set = new Set(store.ui.folded);
  set.delete(id);
  set.delete(`open:${id}`);
  set.add(folded ? id : `open:${id}`);
  store.update({ folded: set });
}

/** The next or previous panel. */
export function turn(store: Store, by: 1 | -1): void {
  const { panels, ui } = store;
  const at = panels.indexOf(ui.panel);
  show(store, panels[(at + by + panels.length) % panels.length] as string);
}

/** Turns to a panel, opening it if it was closed or the lesson did not wish for it. */
export function show(store: Store, panel: string): void {
  const { ui } = store;
  const closed = ui.closed.filter(id => id !== panel);
  const known = numbered(store.lesson, ui).includes(panel);
  const extra: Ui['extra'] = known ? ui.extra : [...ui.extra, panel];
  store.update({ ...activate({ ...ui, extra, closed }, panel), note: undefined });
}

/** Closes a panel; the one used before it becomes active. The last one stays. */
export function close(store: Store, panel: string): void {
  const { ui, panels } = store;
  const left = panels.filter(id => id !== panel);
  if (left.length === 0) {
    complain(store, 'keys.close.last');
    return;
  }
  if (left.length === panels.length) {
    complain(store, 'keys.close.not-open', { name: panel });
    return;
  }
  const recent = ui.recent.filter(id => left.includes(id));
  const next = panel === ui.panel ? (recent[0] ?? left[Math.max(0, panels.indexOf(panel) - 1)] ?? left[0]) : ui.panel;
  const closed = [...ui.closed, panel];
  store.update({ ...activate({ ...ui, closed, recent, zoom: ui.zoom && panel !== ui.panel }, next as string) });
}

/** Whether a panel can be seen at this moment. */
export const inSight = (store: Store, panel: string): boolean =>
  layoutOf(store.view, store.size)?.places.some(p => p.panel === panel) === true;

/** The next or previous of the frames of this event. */
export function turnFrame(store: Store, by: 1 | -1): void {
  const { view, session, ui } = store;
  const { frames } = session.world;
  const at = view.frame;
  if (at === undefined) return;
  for (let f = at + by; f >= 0 && f < frames.countAt(session.position); f += by) {
    if (frames.directionOf(f) === 'none') continue;
    store.update({ focus: { ...ui.focus, frame: f } });
    return;
  }
}
