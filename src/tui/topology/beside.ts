// Which thing in a picture lies next to another in a direction: for arrows that move the choice as the eye would.
import type { Item } from '../panel.js';

export type Way = 'left' | 'right' | 'up' | 'down';

/** Cells are about twice as high as they are wide. */
const ASPECT = 2;
/** How much further something may be for each cell that it is aside. */
const ASIDE = 3;

/** The next item in a direction, at least `least` cells away; undefined: there is none. */
export function beside(items: readonly Item[], from: Item, way: Way, least = 1): Item | undefined {
  let best: Item | undefined;
  let nearest = Number.POSITIVE_INFINITY;
  for (const item of items) {
    if (item === from || item.spot === undefined || from.spot === undefined) continue;
    const [dx, dy] = [item.spot[0] - from.spot[0], (item.spot[1] - from.spot[1]) * ASPECT];
    const along = { left: -dx, right: dx, up: -dy, down: dy }[way];
    const aside = Math.abs(way === 'left' || way === 'right' ? dy : dx);
    const far = way === 'left' || way === 'right' ? least : least * ASPECT;
    // What lies more aside than ahead is in another direction.
    if (along < far || aside > along * 4) continue;
    const distance = along + ASIDE * aside;
    if (distance >= nearest) continue;
    nearest = distance;
    best = item;
  }
  return best;
}

/** Whether all items stand at places in a picture. */
export const isPicture = (items: readonly Item[]): boolean =>
  items.length > 0 && items.every(i => i.spot !== undefined);
