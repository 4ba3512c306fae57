// What a panel is: a pure function from the view and its inner size to lines, with the items in it that can be chosen.
// One file each in panels/; panels/registry.ts knows them by name.
import type { Key } from '../journal/index.js';
import type { Hits } from './search.js';
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
  | { readonly kind: 'fold'; readonly id: string }
  /** Asks why, as `w` does (actions/why.ts). */
  | { readonly kind: 'why' }
  /** Of the lesson's panel: an answer, a reason, a task (actions/teach.ts). */
  | { readonly kind: 'teach'; readonly act: 'option' | 'answer' | 'write' | 'reason' | 'task'; readonly id: string };

/** What is asked about when somebody asks why: a row or one column of it, what a stage did, a frame. */
export type Ask =
  | { readonly kind: 'row'; readonly table: string; readonly key: Key; readonly column?: string }
  | { readonly kind: 'stage'; readonly stage: number }
  | { readonly kind: 'frame'; readonly frame: number };

/** Something in a panel that can be chosen. */
export interface Item {
  /** Stays the same while the thing is there. */
  readonly id: string;
  /** Its line in `lines`, from 0. */
  readonly line: number;
  /** Where in that line (cells), when several stand side by side: up and down go from line to line, left and right along. */
  readonly column?: number;
  /** The item that folds it away. */
  readonly parent?: string | undefined;
  /** Whether it is folded, where it can be. */
  readonly folded?: boolean;
  /** What choosing it brings into focus. */
  readonly focus?: Focus;
  readonly enter?: Action;
  /** What `w` asks about, where that is not simply the row in focus. */
  readonly why?: Ask;
  /** The cells it takes, where that is not its whole line: x within the line, rows from `line` on. For the mouse. */
  readonly at?: { readonly x: number; readonly width: number; readonly height?: number };
  /** In a picture: the cell it stands at. Arrows then go to what is next in their direction, on both axes. */
  readonly spot?: readonly [x: number, y: number];
  /** What a search finds it by, where that is not its line. */
  readonly text?: string;
}

export interface Content {
  readonly title: string;
  /**
   * All of them: what does not fit is scrolled to. Column 0 is left blank for the mark of the chosen item. Of a long list
   * those in sight suffice (firstLine in scroll.ts tells which): the others may be missing, as long as `length` counts them.
   */
  readonly lines: readonly Line[];
  /** What a line says, for searching: where lines are missing. */
  readonly textAt?: (line: number) => string;
  readonly items?: readonly Item[];
  /** The item that counts as chosen, whatever was chosen here before: another panel may have set the focus since. */
  readonly current?: string;
  /** The line to keep in sight while nothing is chosen. */
  readonly follow?: number;
  /** Lines of what the last move changed: as many of them as have room are in sight, how many are not is told. */
  readonly changed?: readonly number[];
  /** Lines that the lesson speaks of: the same where nothing changed. */
  readonly named?: readonly number[];
  /** The line of the headings: it stays in sight. */
  readonly head?: number;
  /** Stands in the last row as long as there is more below: what must not be overlooked there. */
  readonly pinned?: Line;
  /** The panel shows itself what is chosen. */
  readonly marked?: boolean;
  /** What left and right bring into focus, where they do not fold. */
  readonly sideways?: { readonly left: Focus; readonly right: Focus };
}

/** How a panel is searched that has more than it makes lines of. A place is a number; what of is the panel's own affair. */
export interface Finder {
  hits(view: View): Hits;
  /** The item at a place. */
  itemOf(place: number): string;
  /** Where a search begins. */
  current(view: View): number;
}

export interface Panel {
  select(view: View, box: Box, id: string): Content;
  readonly finder?: Finder;
}
