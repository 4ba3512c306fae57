// Keys of what lies over the panels: an answer why, a text to read, the list of panels.
import { extentOf } from '../overlay.js';
import { panelChoices } from '../panels/registry.js';
import type { Overlay } from '../state.js';
import type { Store } from '../store.js';
import { close, show } from './panel.js';
import { whyKey } from './why.js';

/** False: it is none of its keys, and means what it means elsewhere. */
export function overKey(store: Store, overlay: Overlay, key: string): boolean {
  if (overlay.kind === 'why') return whyKey(store, overlay, key);
  if (overlay.kind === 'panels') return chooserKey(store, overlay.index, key);
  return readKey(store, overlay, key);
}

type Readable = Extract<Overlay, { kind: 'help' | 'text' | 'paste' }>;

function readKey(store: Store, overlay: Readable, key: string): boolean {
  const { last, page } = extentOf(store.view, overlay);
  const ways = { down: 1, j: 1, up: -1, k: -1, 'page-down': page, 'page-up': -page, space: page };
  const by: number | undefined = { ...ways, home: -last, end: last }[key];
  if (by !== undefined)
    store.update({ overlay: { ...overlay, scroll: Math.max(0, Math.min(last, overlay.scroll + by)) } });
  else if (['esc', 'q', 'enter'].includes(key) || (key === '?' && overlay.kind === 'help'))
    store.update({ overlay: overlay.kind === 'help' ? overlay.under : undefined });
  else return false;
  return true;
}

function chooserKey(store: Store, index: number, key: string): boolean {
  const choices = panelChoices(store.view);
  const at = (to: number) =>
    store.update({
      overlay: { kind: 'panels', index: Math.max(0, Math.min(choices.length - 1, to)) },
      note: undefined,
    });
  const id = choices[index];
  if (key === 'down' || key === 'j') at(index + 1);
  else if (key === 'up' || key === 'k') at(index - 1);
  else if (key === 'page-down') at(index + 10);
  else if (key === 'page-up') at(index - 10);
  else if (key === 'home') at(0);
  else if (key === 'end') at(choices.length - 1);
  else if (id !== undefined && (key === 'space' || key === 'x')) {
    if (store.panels.includes(id)) close(store, id);
    else show(store, id);
    // Those that were opened stand first in the list: the mark stays on its panel.
    const now = panelChoices(store.view).indexOf(id);
    store.update({ overlay: { kind: 'panels', index: now < 0 ? index : now } });
  } else if (id !== undefined && key === 'enter') {
    show(store, id);
    store.update({ overlay: undefined });
  } else if (['esc', 'q', 'P'].includes(key)) store.update({ overlay: undefined });
  else return false;
  return true;
}
