// Going through the tour (tour.ts): the key that is asked for does what it always does, and leads on.
import { numbered } from '../panels/registry.js';
import type { Store } from '../store.js';
import { TOUR, type TourStep } from '../tour.js';
import { inSight, show } from './panel.js';
import { say } from './say.js';

/** The step that is shown; undefined: none, or a line is being typed over it. */
export function tourStep({ ui }: Store): TourStep | undefined {
  return ui.tour === undefined || ui.input !== undefined ? undefined : TOUR[ui.tour.step];
}

/** Asks whether the tour is wanted. `problem`: why it can't be remembered that it was. */
export const offerTour = (store: Store, problem?: string): void => store.update({ tour: { step: 0, problem } });

export const startTour = (store: Store): void => to(store, 1);

/** A key before anything else answers it; true: it was the tour's own. */
export function tourKey(store: Store, step: TourStep, key: string): boolean {
  const { ui } = store;
  if (ui.tour === undefined || key === 'ctrl-c' || key === 'ctrl-z') return false;
  if (ui.tour.step === 0) {
    if (key === 'enter') startTour(store);
    // Any other key is a no, and does what it always does; Esc would have nothing else to do.
    else store.update({ tour: undefined });
    if (key === 'esc') say(store, 'tour.later', { command: ':tour' });
    return key === 'enter' || key === 'esc';
  }
  // What lies over the panels has keys of its own.
  if (key === step.key || ui.overlay !== undefined) return false;
  if (key === 'esc') {
    store.update({ tour: undefined });
    say(store, 'tour.later', { command: ':tour' });
  } else if (key === 'backspace') to(store, Math.max(1, ui.tour.step - 1), -1);
  else return false;
  return true;
}

/** Enter: the key that is asked for is pressed in the person's stead. What lies over the panels beside the tour has its own. */
export const isForMe = ({ ui }: Store, step: TourStep, key: string): boolean =>
  key === 'enter' && step !== TOUR[0] && (ui.overlay === undefined || step.at === 'over');

/** After the key was answered: if it was the one asked for, on to the next step. */
export function tourAfter(store: Store, step: TourStep, key: string): void {
  const { tour } = store.ui;
  if (tour === undefined || TOUR[tour.step] !== step || key !== step.key) return;
  to(store, tour.step + 1);
}

/** Shows a step, and what it speaks of. */
function to(store: Store, index: number, way: 1 | -1 = 1): void {
  const step = TOUR[index];
  if (step === undefined) {
    store.update({ tour: undefined });
    if (store.ui.overlay === undefined) say(store, 'tour.done', { command: ':tour' });
    return;
  }
  // Where nothing lies over the panels there is nothing to close.
  if (step.at === 'over' && store.ui.overlay === undefined) {
    to(store, index + way, way);
    return;
  }
  store.update({ tour: { step: index }, note: undefined });
  if (step.at !== 'over' && store.ui.overlay !== undefined) store.update({ overlay: undefined });
  const { at } = step;
  if (at !== undefined && numbered(store.lesson, store.ui).includes(at) && !inSight(store, at)) show(store, at);
}
