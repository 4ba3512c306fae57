// Where the panels of a view stand, and what is in them: asked by what draws them and by what answers keys.
import { withAbout } from './about.js';
import { type Layout, LESSON_LEAST, layoutFor, type Place, type Size, type Wish } from './layout.js';
import type { Box, Content } from './panel.js';
import { lessonRoom } from './panels/lesson.js';
import { isTable, panelIds, panelOf } from './panels/registry.js';
import { mapRows } from './panels/topology.js';
import { openQuestion } from './teach.js';
import type { View } from './view.js';

const layouts = new WeakMap<View, { readonly size: Size; readonly layout: Layout | undefined }>();

/** The layout that a view asks for, kept for the last size; undefined: the screen is too small for any. */
export function layoutOf(view: View, size: Size): Layout | undefined {
  const known = layouts.get(view);
  if (known?.size.columns === size.columns && known.size.rows === size.rows) return known.layout;
  const layout = layoutAnew(view, size);
  layouts.set(view, { size, layout });
  return layout;
}

function layoutAnew(view: View, size: Size): Layout | undefined {
  const panels = panelIds(view.lesson, view.ui);
  const wish: Wish = {
    panels,
    tables: panels.filter(isTable),
    recent: [view.ui.panel, ...view.ui.recent.filter(p => p !== view.ui.panel)],
    zoom: view.ui.zoom,
    projector: view.ui.projector,
  };
  const first = layoutFor(size, wish);
  const map = first && rowsForMap(view, first);
  if (map !== undefined) return layoutFor(size, { ...wish, map });
  const lines = first && lessonLines(view, first);
  return lines === undefined ? first : layoutFor(size, { ...wish, lesson: lines });
}

/** Rows that the network needs more than it has, where the person went to it and the lesson below it can give them. */
function rowsForMap(view: View, { places }: Layout): number | undefined {
  if (view.ui.panel !== 'topology' || view.ui.zoom || view.ui.projector || view.ui.recent.length <= 1) return undefined;
  const [map, lesson] = ['topology', 'lesson'].map(id => places.find(p => p.panel === id));
  if (map === undefined || lesson === undefined) return undefined;
  if (lesson.y !== map.y + map.height - 1 || lesson.width !== map.width) return undefined;
  const box = boxOf(map);
  const needed = mapRows(view, box, box.height + lesson.height - 1 - LESSON_LEAST);
  return needed === undefined || needed <= box.height ? undefined : needed - box.height;
}

/** Lines of the lesson, where it is read or asks and they are more than its room; its width does not depend on them. */
function lessonLines(view: View, layout: Layout): number | undefined {
  const place = layout.places.find(p => p.panel === 'lesson');
  if (place === undefined || view.ui.zoom) return undefined;
  if (view.ui.panel !== 'lesson' && openQuestion(view) === undefined) return undefined;
  const box = boxOf(place);
  const length = lessonRoom(view, box);
  return length > box.height ? length : undefined;
}

/** Room inside the border. */
export const boxOf = (place: Place): Box => ({ width: place.width - 2, height: place.height - 2 });

const contents = new WeakMap<View, Map<string, Content>>();
/** Of each view: what a picture asks for, with some to spare. */
const MOST_CONTENTS = 64;

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
    if (known.size >= MOST_CONTENTS) known.clear();
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
