// Where everything stands on a wall: few panels, room around them. The other layouts are in layout.ts.
import type { Layout, Place, Size, Wish } from './layout.js';

/** From this width on two panels stand side by side. */
const TWO = 100;
/** The network and what was looked at last; on a narrow screen the active panel alone. */
export function wallLayout(size: Size, wish: Wish): Layout {
  const { columns, rows } = size;
  const storyHeight = rows >= 36 ? 7 : rows >= 22 ? 5 : rows >= 16 ? 4 : 2;
  const keys = rows - 1;
  const margin = columns >= 120 ? 2 : 0;
  const y = 1 + storyHeight;
  const height = keys - y - (rows >= 22 ? 1 : 0);
  const two = columns >= TWO && !wish.zoom;
  const [active] = wish.recent;
  const other = wish.recent.find(p => p !== 'topology') ?? wish.panels.find(p => p === 'packet');
  const panels = two && other !== undefined ? ['topology', other] : [active ?? 'topology'];
  const gap = margin === 0 ? 1 : 2;
  const width = Math.floor((columns - 2 * margin - gap * (panels.length - 1)) / panels.length);
  const places = panels.map((panel, i): Place => ({ panel, x: margin + i * (width + gap), y, width, height }));
  return { size, story: { y: 1, height: storyHeight }, places, strip: undefined, tabs: undefined, keys };
}
