// What a fold of the time axis says: how long nothing happened, how many events are left out.
import type { View } from '../view.js';
import type { Fold } from './time-axis.js';

/** `30 s: nothing happens` */
export function foldText(view: View, { hidden, wait }: Fold): string {
  // Beside seconds nanoseconds say nothing.
  const duration = wait >= 1e9 ? Math.round(wait / 1e6) * 1e6 : wait;
  const id = hidden === 0 ? 'time.fold.wait' : wait === 0 ? 'time.fold.hidden' : 'time.fold.events';
  return view.text(id, { count: hidden, duration });
}
