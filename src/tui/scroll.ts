// Which line of a list is the first in sight.
import type { PanelId, Ui } from './state.js';

/** `follow` stays in sight, with something before and after it; `set` is where the person scrolled to. */
export function scrollIn(total: number, height: number, follow: number | undefined, set: number): number {
  const last = Math.max(0, total - height);
  if (follow === undefined) return Math.max(0, Math.min(last, set));
  const margin = Math.min(3, Math.floor((height - 1) / 2));
  const low = follow - height + 1 + margin;
  return Math.max(0, Math.min(last, Math.max(low, Math.min(set, follow - margin))));
}

/** Lines that are to be in sight: one in any case, of others as many as have room with it. */
export interface Sight {
  readonly total: number;
  readonly height: number;
  readonly must: number | undefined;
  readonly wish: readonly number[];
  /** The line of the headings, which covers the first row where it is scrolled past. */
  readonly head: number | undefined;
}

/** Whether a line is in sight when `from` is the first. */
export const isSeen = ({ height, head }: Pick<Sight, 'height' | 'head'>, from: number, at: number): boolean =>
  at >= from + (head !== undefined && from > head ? 1 : 0) && at < from + height;

/** The first line in sight: with as many of the wished ones as can be, as near as can be to where it is otherwise. */
export function sightIn(sight: Sight, set: number): number {
  const { total, height, must, wish } = sight;
  const usual = scrollIn(total, height, must ?? wish[0], set);
  const last = Math.max(0, total - height);
  let [best, most] = [usual, -1];
  for (let step = 0; step <= last; step++) {
    for (const from of step === 0 ? [usual] : [usual - step, usual + step]) {
      if (from < 0 || from > last || (must !== undefined && !isSeen(sight, from, must))) continue;
      const count = wish.reduce((sum, at) => sum + (isSeen(sight, from, at) ? 1 : 0), 0);
      if (count > most) [best, most] = [from, count];
    }
  }
  return best;
}

/** The same for a panel: where the wheel has turned it to, else with `follow` in sight. */
export function firstLine(
  ui: Pick<Ui, 'scroll' | 'wheeled'>,
  id: PanelId,
  total: number,
  height: number,
  follow: number | undefined,
): number {
  const wheeled = ui.wheeled[id];
  if (wheeled !== undefined) return scrollIn(total, height, undefined, wheeled);
  return scrollIn(total, height, follow, ui.scroll[id] ?? 0);
}
