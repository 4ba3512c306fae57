// What the person has set on the screen: the active panel, what is chosen and folded, what lies over it. Immutable data:
// keys make a new one (keys/), view.ts reads it. The place in time is the session's, not the screen's.
import type { RowChange, WhyLink } from '../debug/index.js';
import type { Key } from '../journal/index.js';
import type { PlayUnit } from './look.js';
import type { Search } from './search.js';
import { FIRST_TEACH, type Teach } from './teach.js';

/** `topology`, `packet`, `neigh@A` … */
export type PanelId = string;

/** What all panels share: the thing that is looked at. */
export interface Focus {
  /** A frame chosen by hand; undefined: the one that the stage at the cursor is about. */
  readonly frame?: number | undefined;
  /** Wireshark's name of a field. */
  readonly field?: string | undefined;
  /** Which of the fields of that name, from 0: a list has many. */
  readonly nth?: number | undefined;
  readonly row?: { readonly table: string; readonly key: Key } | undefined;
  readonly node?: string | undefined;
}

export type Overlay =
  /** `under`: what lay over the panels before, and does again when the help is closed. */
  | { readonly kind: 'help'; readonly scroll: number; readonly under?: Overlay | undefined }
  /** All panels there are, to open and close. */
  | { readonly kind: 'panels'; readonly index: number }
  /** The answer to a command, longer than a line. */
  /** Lines that were pasted: shown before any of them is run. */
  | { readonly kind: 'paste'; readonly lines: readonly string[]; readonly scroll: number }
  | { readonly kind: 'text'; readonly title: string; readonly lines: readonly string[]; readonly scroll: number }
  | (Asked & {
      readonly kind: 'why';
      readonly index: number;
      /** Positions to go back to. */
      readonly back: readonly number[];
    });

/** A question why, and its answer. */
export interface Asked {
  /** What is asked about, in words. */
  readonly subject: string;
  readonly links: readonly WhyLink[];
}

/** One line to the person, until the next key. */
export interface Note {
  readonly text: string;
  readonly kind: 'answer' | 'error';
}

/** What is being typed after `:`. */
export interface Input {
  readonly text: string;
  /** Place of the cursor, in characters. */
  readonly at: number;
  /** How far back in the history. */
  readonly past: number;
  /** The line of the list that was moved to; undefined: none was. */
  readonly pick?: number | undefined;
  /** The node that `$` began the line for, and why that one. */
  readonly on?: { readonly node: string; readonly why: 'panel' | 'chosen' | 'task' | 'stage' | 'first' } | undefined;
}

export interface Ui {
  readonly panel: PanelId;
  /** Panels by last use, the latest first: which one is shown where several share a place. */
  readonly recent: readonly PanelId[];
  /** Panels that were asked for beside those of the lesson. */
  readonly extra: readonly PanelId[];
  /** Panels that were closed. */
  readonly closed: readonly PanelId[];
  readonly zoom: boolean;
  readonly focus: Focus;
  /** Chosen item of each panel. */
  readonly chosen: Readonly<Record<PanelId, string>>;
  readonly scroll: Readonly<Record<PanelId, number>>;
  readonly folded: ReadonlySet<string>;
  readonly overlay: Overlay | undefined;
  /** The last question why, for the panel that keeps its answer. */
  readonly asked: Asked | undefined;
  /** The step of the tour that is shown; undefined: none. */
  readonly tour: { readonly step: number; readonly problem?: string | undefined } | undefined;
  readonly input: Input | undefined;
  readonly history: readonly string[];
  /** What is searched for, and the text of the last search. */
  readonly search: Search | undefined;
  readonly lastSearch: string;
  readonly note: Note | undefined;
  readonly running: 'continue' | 'goto' | 'play' | undefined;
  /** Hints shown, by checkpoint. */
  readonly hints: Readonly<Record<string, number>>;
  /** What the last move was after: at an event's end, whether the whole event is told or its last stage. */
  readonly telling: 'event' | 'stage';
  /** Position before the last move: what it changed lies between. */
  readonly before: number;
  /** The key or the command that made the last move. */
  readonly by: string | undefined;
  /** Checkpoint whose text was on the screen: another one begins at its first line. */
  readonly section: string | undefined;
  /** Steps of playing in a second, and what one step is. */
  readonly speed: number;
  readonly unit: PlayUnit;
  /** Few panels, large: for a wall. */
  readonly projector: boolean;
  /** First lines in sight of panels that the wheel has turned: until the next key they follow nothing. */
  readonly wheeled: Readonly<Record<PanelId, number>>;
  /** Predictions and tasks. */
  readonly teach: Teach;
}

export const firstUi = (panel: PanelId, position: number): Ui => ({
  panel,
  recent: [panel],
  extra: [],
  closed: [],
  zoom: false,
  focus: {},
  chosen: {},
  scroll: {},
  folded: new Set(),
  overlay: undefined,
  asked: undefined,
  tour: undefined,
  input: undefined,
  history: [],
  search: undefined,
  lastSearch: '',
  note: undefined,
  running: undefined,
  hints: {},
  telling: 'event',
  before: position,
  by: undefined,
  section: undefined,
  speed: 1,
  unit: 'event',
  projector: false,
  wheeled: {},
  teach: FIRST_TEACH,
});

/** The same with another panel active. */
export const activate = (ui: Ui, panel: PanelId): Ui => ({
  ...ui,
  panel,
  recent: [panel, ...ui.recent.filter(p => p !== panel)],
});

/** Sign of a change: said by a character as well as by colour. */
export const SIGN: Readonly<Record<RowChange['kind'], string>> = { added: '+', changed: '~', removed: '-' };
