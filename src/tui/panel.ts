// What a panel is: a pure function from the view and its inner size to lines, with the items in it that can be chosen.
// One file each in panels/; panels/registry.ts knows them by name.
import type { Focus } from './state.js';
import type { Line } from './text.js';
import type { View } from './view.js';

/** Room inside the border. */
export interface Box {
  readonly width: number;
  readonly height: number;
}

/** What Enter does on an item. */
export type Action =
  | { readonly kind: 'goto'; readonly position: number; readonly telling: 'event' | 'stage' }
  | { readonly kind: 'fold'; readonly id: string };

/** Something in a panel that can be chosen. */
export interface Item {
  /** Stays the same while the thing is there. */
  readonly id: string;
  /** Its line in `lines`, from 0. */
  readonly line: number;
  /** What choosing it brings into focus. */
  readonly focus?: Focus;
  readonly enter?: Action;
  /** In a picture: the cell it stands at. Arrows then go to what is next in their direction, on both axes. */
  readonly at?: readonly [x: number, y: number];
  /** What a search finds it by, where that is not its line. */
  readonly text?: string;
}

export interface Content {
  readonly title: string;
  /** All of them: what does not fit is scrolled to. Column 0 is left blank for the mark of the chosen item. */
  readonly lines: readonly Line[];
  readonly items?: readonly Item[];
  /** The line to keep in sight while nothing is chosen. */
  readonly follow?: number;
  /** The panel shows itself what is chosen. */
  readonly marked?: boolean;
}

export interface Panel {
  select(view: View, box: Box, id: string): Content;
}
