// Within and between panels: choosing items, scrolling, folding, turning to another panel.
import { layoutOf } from '../compose.js';
import type { Content, Item } from '../panel.js';
import { panelOf } from '../panels/registry.js';
import { activate, type Ui } from '../state.js';
import type { Store } from '../store.js';
import { textOf } from '../text.js';
import { beside, isPicture, type Way } from '../topology/beside.js';
import { gotoPosition } from './time.js';

interface Shown {
  readonly content: Content;
  readonly height: number;
}

/** The active panel as it is shown. */
function active(store: Store): Shown | undefined {
  const { ui, view } = store;
  const place = layoutOf(view, store.size)?.places.find(p => p.panel === ui.panel);
  if (place === undefined) return undefined;
  const box = { width: place.width - 2, height: place.height - 2 };
  return { content: panelOf(ui.panel).select(view, box, ui.panel), height: box.height };
}

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
  const at = items.findIndex(i => i.id === store.ui.chosen[store.ui.panel]);
  if (isPicture(items)) {
    moveInPicture(store, items, by < 0 ? 'up' : 'down', Math.abs(by));
    return;
  }
  const start = at >= 0 ? at + by : nearest(items, content.follow, by);
  choose(store, items[Math.max(0, Math.min(items.length - 1, start))] as Item);
}

/** To what lies next in a picture; the first time to the node where the cursor stands. */
function moveInPicture(store: Store, items: readonly Item[], way: Way, least = 1): void {
  const from = items.find(i => i.id === store.ui.chosen[store.ui.panel]);
  const here = items.find(i => i.id === `node:${store.view.node}`) ?? items[0];
  const to = from === undefined ? here : beside(items, from, way, least);
  if (to !== undefined) choose(store, to);
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
  store.update({ scroll: { ...ui.scroll, [ui.panel]: set } });
}

function choose(store: Store, item: Item): void {
  const { ui } = store;
  store.update({ chosen: { ...ui.chosen, [ui.panel]: item.id }, focus: { ...ui.focus, ...item.focus } });
}

export function page(store: Store, way: 1 | -1): void {
  const shown = active(store);
  if (shown === undefined) return;
  if ((shown.content.items ?? []).length > 0) moveBy(store, way * Math.max(1, shown.height - 2));
  else scrollBy(store, shown.content, shown.height, way * Math.max(1, shown.height - 1));
}

/** To the next item, or line, of the active panel that has the text in it, whatever its case; false: there is none. */
export function find(store: Store, text: string): boolean {
  const shown = active(store);
  if (shown === undefined || text === '') return false;
  const { lines, items = [] } = shown.content;
  const has = (line: number, said = textOf(lines[line] ?? [])) => said.toLowerCase().includes(text.toLowerCase());
  const at = items.findIndex(i => i.id === store.ui.chosen[store.ui.panel]);
  const found = [...items.slice(at + 1), ...items.slice(0, at + 1)].find(i => has(i.line, i.text));
  if (found !== undefined) choose(store, found);
  const line = lines.findIndex((_, i) => has(i));
  if (items.length > 0 || line < 0) return found !== undefined;
  store.update({ scroll: { ...store.ui.scroll, [store.ui.panel]: line } });
  return true;
}

/** Enter on the chosen item. */
export function enter(store: Store): void {
  const item = itemsOf(store).find(i => i.id === store.ui.chosen[store.ui.panel]);
  if (item?.enter === undefined) return;
  if (item.enter.kind === 'goto') gotoPosition(store, item.enter.position, item.enter.telling);
  else toggleFold(store, item.enter.id);
}

/** Left folds, right unfolds; Enter does the other of the two. */
export function fold(store: Store, folded: boolean): void {
  const items = itemsOf(store);
  if (isPicture(items)) {
    moveInPicture(store, items, folded ? 'left' : 'right');
    return;
  }
  const at = items.findIndex(i => i.id === store.ui.chosen[store.ui.panel]);
  // From a field to the layer that it stands in.
  const item = items.slice(0, at + 1).findLast(i => i.enter?.kind === 'fold');
  if (item?.enter?.kind !== 'fold') return;
  setFold(store, item.enter.id, folded);
  choose(store, item);
}

function toggleFold(store: Store, id: string): void {
  const { folded } = store.ui;
  // What nobody touched may be folded for want of room: then the text itself says so.
  const shown = active(store);
  const item = shown?.content.items?.find(i => i.id === id);
  const text = item && shown?.content.lines[item.line]?.map(s => s.text).join('');
  setFold(store, id, text === undefined ? !folded.has(id) : text.includes('▾'));
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

/** Turns to a panel, adding it if the lesson did not wish for it. */
export function show(store: Store, panel: string): void {
  const extra: Ui['extra'] = store.panels.includes(panel) ? store.ui.extra : [...store.ui.extra, panel];
  store.update({ ...activate({ ...store.ui, extra }, panel), note: undefined });
}

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
