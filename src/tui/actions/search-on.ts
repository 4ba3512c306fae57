// A search through events goes on by itself, a slice at a time: after it began, and when more events have been seen. Keys
// are answered between two slices.
import type { Finder } from '../panel.js';
import { panelOf } from '../panels/registry.js';
import { hitFrom } from '../search.js';
import { EventSearch } from '../search-events.js';
import type { Store } from '../store.js';

/** To the hit of a panel that finds them itself which is nearest in a direction; with `here` to one at this very place. */
export function goAmong(store: Store, finder: Finder, by: 1 | -1, here: boolean): void {
  const { view, ui } = store;
  const { search } = ui;
  if (search === undefined) return;
  const hits = finder.hits(view);
  const place = finder.current(view);
  // At the last event there is nothing further on: a search from there begins at the first one.
  const from = here && place === view.where.events ? 0 : place;
  const index = hitFrom(hits, from, by, here);
  const known = { ...search, nth: index + 1, count: hits.count };
  const chosen = index < 0 ? ui.chosen : { ...ui.chosen, [search.panel]: finder.itemOf(hits.at(index)) };
  store.update({ search: known, chosen });
}

function goFirst(store: Store, panel: string): void {
  const { finder } = panelOf(panel);
  if (finder !== undefined) goAmong(store, finder, 1, true);
}

/** Goes on with a search through events: after it began, and when there are more of them. */
export function searchOn(store: Store): void {
  const { search } = store.ui;
  const found = search?.found;
  if (search === undefined || found === undefined) return;
  const { view } = store;
  if (!found.search.suits(view)) {
    const anew = new EventSearch(view, search.text);
    store.update({ search: { ...search, nth: 0, count: 0, found: { search: anew, upTo: 0 } } });
    slice(store, anew);
  } else if (found.upTo < view.where.events) slice(store, found.search);
}

function slice(store: Store, search: EventSearch): void {
  const before = search.searched;
  const done = search.run(store.view);
  const now = store.ui.search;
  if (now?.found?.search !== search) return;
  if (search.searched !== before || now.found.upTo !== search.searched) {
    const { length: count } = search.hits;
    store.update({ search: { ...now, count, found: { search, upTo: search.searched } } });
    // The first hit is gone to as soon as it is known.
    if (now.nth === 0 && now.typing && count > 0) goFirst(store, now.panel);
  }
  if (!done && !search.waiting) {
    search.waiting = true;
    store.later(() => {
      search.waiting = false;
      if (store.ui.search?.found?.search === search) slice(store, search);
    }, 0);
  }
}
