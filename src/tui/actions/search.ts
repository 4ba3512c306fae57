// Keys of the search: `/` begins it, each letter goes to the nearest hit, Enter keeps it, Esc goes back to where it began;
// then `*` and `#` go to the next and the previous hit. Read ../search.ts first.
import { filterSentence } from '../../export/index.js';
import type { Item } from '../panel.js';
import { panelOf } from '../panels/registry.js';
import { hitFrom, hitsOf, itemHits, type Search } from '../search.js';
import { EventSearch } from '../search-events.js';
import type { Store } from '../store.js';
import { isPicture } from '../topology/beside.js';
import { View } from '../view.js';
import { contentOf } from './panel.js';
import { complain, say } from './say.js';
import { goAmong, searchOn } from './search-on.js';

/** Begins a search in the active panel. What was searched for before is one Enter away. */
export function openSearch(store: Store): void {
  const { ui } = store;
  const { chosen, scroll, focus, panel } = ui;
  const back = { chosen, scroll, focus };
  const none = { at: undefined, nth: 0, count: 0, found: undefined };
  store.update({ search: { panel, text: '', typing: true, back, ...none }, note: undefined });
}

/** A key while the text is typed. */
export function searchKey(store: Store, search: Search, key: string): void {
  const { text } = search;
  if (key === 'esc' || key === 'ctrl-c') endSearch(store, search);
  else if (key === 'enter') keep(store, search);
  else if (key === 'backspace') {
    if (text === '') endSearch(store, search);
    else setText(store, search, [...text].slice(0, -1).join(''));
  } else if (key === 'ctrl-u') setText(store, search, '');
  else if (key === 'down' || key === 'tab') nextHit(store, 1);
  else if (key === 'up' || key === 'shift-tab') nextHit(store, -1);
  else if (key === 'space' || [...key].length === 1) setText(store, search, text + (key === 'space' ? ' ' : key));
}

/** Ends the search; one that is still being typed goes back to where it began. */
export function endSearch(store: Store, search: Search): void {
  store.update(search.typing ? { ...search.back, search: undefined } : { search: undefined });
}

/** Searches the active panel for a text at once; false: it is not there. */
export function find(store: Store, text: string): boolean {
  if (text === '') return false;
  openSearch(store);
  const { search } = store.ui;
  if (search === undefined) return false;
  setText(store, search, text);
  return keep(store, store.ui.search as Search);
}

function setText(store: Store, { back, panel, typing }: Search, text: string): void {
  const finder = panelOf(panel).finder;
  const fresh = { panel, text, typing, back, at: undefined, nth: 0, count: 0 };
  const search = text === '' || finder === undefined ? undefined : new EventSearch(store.view, text);
  store.update({ ...back, search: { ...fresh, found: search && { search, upTo: 0 } }, lastSearch: text });
  if (search === undefined) goFrom(store, 1, true);
  else searchOn(store);
}

function keep(store: Store, search: Search): boolean {
  if (search.text === '') {
    const { lastSearch } = store.ui;
    endSearch(store, search);
    return lastSearch !== '' && find(store, lastSearch);
  }
  const done = search.found === undefined || search.found.upTo >= store.view.where.events - 1;
  if (search.count === 0 && done) {
    endSearch(store, search);
    const problem = search.found?.search.problem;
    if (problem === undefined) complain(store, 'ui.empty.find', { what: search.text });
    else store.update({ note: { text: filterSentence(store.lang, problem), kind: 'error' } });
    return false;
  }
  store.update({ search: { ...search, typing: false } });
  tell(store);
  return true;
}

function tell(store: Store): void {
  const { search } = store.ui;
  if (search === undefined || search.typing) return;
  const { nth: n, count: m } = search;
  say(store, 'search.kept', { n, m, next: '*', back: '#', end: 'Esc' });
}

/** To the next or the previous hit; in another panel the same text is looked for there. */
export function nextHit(store: Store, by: 1 | -1): void {
  const { search, lastSearch, panel } = store.ui;
  if (search === undefined || search.panel !== panel) {
    const text = search?.text || lastSearch;
    if (text === '') say(store, 'search.none', { key: '/' });
    else if (!find(store, text)) complain(store, 'ui.empty.find', { what: text });
    return;
  }
  goFrom(store, by, false);
  tell(store);
}

/** To the hit that is nearest in a direction; with `here` to one at this very place. */
function goFrom(store: Store, by: 1 | -1, here: boolean): void {
  const { search } = store.ui;
  if (search === undefined) return;
  const { finder } = panelOf(search.panel);
  if (finder !== undefined) {
    goAmong(store, finder, by, here);
    return;
  }
  const content = atRest(store, search);
  if (content === undefined) return;
  const { chosen, scroll, focus } = store.ui;
  const id = chosen[search.panel];
  const items = content.items ?? [];
  // What a picture shows has a place on it, not a line: its things are looked through in their order.
  const picture = isPicture(items);
  const placeOf = (item: Item) => (picture ? items.indexOf(item) : item.line);
  const current = items.find(item => item.id === id);
  const begin = current === undefined ? (scroll[search.panel] ?? 0) : placeOf(current);
  const hits = picture ? itemHits(search, items) : hitsOf(search, content);
  const index = hitFrom(hits, search.at ?? begin, by, here);
  const known = { ...search, nth: index + 1, count: hits.count };
  if (index < 0) {
    store.update({ search: known });
    return;
  }
  const at = hits.at(index);
  const item = items.find(i => placeOf(i) === at);
  const { [search.panel]: _before, ...others } = chosen;
  if (item === undefined) store.update({ search: { ...known, at }, chosen: others });
  else
    store.update({
      search: { ...known, at },
      chosen: { ...others, [search.panel]: item.id },
      focus: { ...focus, ...item.focus },
    });
}

/** The panel with nothing chosen in it: what unfolds only below the chosen item is no hit. */
function atRest(store: Store, { panel, back }: Search) {
  const { [panel]: _chosen, ...chosen } = store.ui.chosen;
  const focus = { ...back.focus, field: undefined, row: undefined };
  return contentOf(store, new View(store, { ...store.ui, panel, chosen, focus }, store.view.words));
}
