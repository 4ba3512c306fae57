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
