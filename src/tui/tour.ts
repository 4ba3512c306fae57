// The tour of the screen: what is shown, where it stands, and the key that is asked for. The words are messages; what keys
// do in it is in actions/tour.ts, what it looks like in tour-box.ts.
import type { PanelId } from './state.js';

/** A place on the screen: a row of it, what lies over the panels, the panel in focus, or a panel by its name. */
export type Spot = 'status' | 'story' | 'keys' | 'over' | 'active' | PanelId;

export interface TourStep {
  /** Its words are the message `tour.ID`. */
  readonly id: string;
  /** Undefined: nothing is pointed at. */
  readonly at: Spot | undefined;
  /** The key to press: the real one, and it does what it always does. */
  readonly key: string;
}

const step = (id: string, at: Spot | undefined, key: string): TourStep => ({ id, at, key });

/** The first is the offer: it is no part of the tour. */
export const TOUR: readonly TourStep[] = [
  step('offer', undefined, 'enter'),
  step('status', 'status', 'n'),
  step('story', 'story', 'n'),
  step('network', 'topology', 's'),
  step('time', 'time', 'N'),
  step('past', 'status', 'p'),
  step('panels', 'active', 'tab'),
  step('why', 'active', 'w'),
  step('answer', 'over', 'esc'),
  step('lesson', 'lesson', 'c'),
  step('keys', 'keys', '?'),
];
