// Where the panels of a view stand, and what is in them: asked by what draws them and by what answers keys.
import { withAbout } from './about.js';
import { type Layout, layoutFor, type Place, type Size, type Wish } from './layout.js';
import type { Box, Content } from './panel.js';
import { isTable, panelIds, panelOf } from './panels/registry.js';
import type { View } from './view.js';

/** The layout that a view asks for; undefined: the screen is too small for any. */
export function layoutOf(view: View, size: Size): Layout | undefined {
  const panels = panelIds(view.lesson, view.ui);
  const wish: Wish = {
    panels,
    tables: panels.filter(isTable),
    recent: [view.ui.panel, ...view.ui.recent.filter(p => p !== view.ui.panel)],
    zoom: view.ui.zoom,
    projector: view.ui.projector,
  };
  return layoutFor(size, wish);
}

/** Room inside the border. */
export const boxOf = (place: Place): Box => ({ width: place.width - 2, height: place.height - 2 });

const contents = new WeakMap<View, Map<string, Content>>();

/** What a panel has to show in its box; asked more than once for a picture, made once. */
export function contentOf(view: View, id: string, box: Box): Content {
  let known = contents.get(view);
  if (known === undefined) {
    known = new Map();
    contents.set(view, known);
  }
  const key = `${id} ${box.width} ${box.height}`;
  let content = known.get(key);
  if (content === undefined) {
    content = withAbout(view, id, box, panelOf(id).select(view, box, id));
    known.set(key, content);
  }
  return content;
}

export interface Shown {
  readonly content: Content;
  readonly height: number;
}

/** The active panel as it is shown. */
export function activeOf(view: View, size: Size): Shown | undefined {
  const place = layoutOf(view, size)?.places.find(p => p.panel === view.ui.panel);
  if (place === undefined) return undefined;
  const box = boxOf(place);
  return { content: contentOf(view, place.panel, box), height: box.height };
}
