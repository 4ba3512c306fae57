// What works at this moment: what lies over the panels, what the active panel can do, where the cursor is. The footer and
// the help are made from it, so that neither names a key that does nothing.
import { OVER_KEYS, SCREEN_KEYS, type ScreenKey } from './keymap.js';
import { extentOf } from './overlay.js';
import type { Item } from './panel.js';
import { panelIds } from './panels/registry.js';
import { activeOf } from './places.js';
import type { Overlay } from './state.js';
import { questionInFocus, taskHere, typingIn } from './teach.js';
import { answerKeys } from './teach-now.js';
import type { View } from './view.js';

export interface Here {
  /** What the next key goes to first. */
  readonly over: 'input' | 'tour' | 'why' | 'panels' | 'read' | 'paste' | 'answer' | 'running' | undefined;
  readonly items: readonly Item[];
  readonly chosen: Item | undefined;
  /** The active panel has more lines than room. */
  readonly scrolls: boolean;
  readonly panels: number;
  readonly hints: number;
  /** In the answer why that lies over the panels: there is a cause below the mark, above it; the one at it can be gone to. */
  readonly below: boolean;
  readonly above: boolean;
  readonly leads: boolean;
  /** The text over the panels is longer than its room. */
  readonly reads: boolean;
  /** Something is chosen, zoomed or scrolled that Esc takes back. */
  readonly back: boolean;
}

/** `under`: as if the help that lies over it were closed. */
export function hereOf(view: View, under = false): Here {
  const { ui } = view;
  const overlay = under && ui.overlay?.kind === 'help' ? ui.overlay.under : ui.overlay;
  const why = overlay?.kind === 'why' ? overlay : undefined;
  const shown = activeOf(view, view.size);
  const items = shown?.content.items ?? [];
  const focused = Object.values(ui.focus).some(value => value !== undefined);
  return {
    over: overOf(view, overlay),
    items,
    chosen: items.find(i => i.id === ui.chosen[ui.panel]),
    scrolls: shown !== undefined && items.length === 0 && shown.content.lines.length > shown.height,
    panels: panelIds(view.lesson, ui).length,
    hints: hintsLeft(view),
    below: why !== undefined && why.index < why.links.length - 1,
    above: why !== undefined && why.index > 0,
    leads: why?.links[why.index]?.kind === 'stage',
    reads:
      (overlay?.kind === 'text' || overlay?.kind === 'help' || overlay?.kind === 'paste') &&
      extentOf(view, overlay).last > 0,
    back: ui.zoom || focused || Object.keys(ui.chosen).length > 0,
  };
}

function overOf(view: View, overlay: Overlay | undefined): Here['over'] {
  const { ui } = view;
  if (ui.input !== undefined) return 'input';
  if (overlay?.kind === 'why' || overlay?.kind === 'panels' || overlay?.kind === 'paste') return overlay.kind;
  if (overlay !== undefined) return 'read';
  if (ui.tour !== undefined) return 'tour';
  if (ui.running === undefined && typingIn(view) !== undefined) return 'answer';
  return ui.running === undefined ? undefined : 'running';
}

/** Hints of the task, or of the checkpoint at the cursor, that were not asked for yet; a task's last one shows how it is done. */
function hintsLeft(view: View): number {
  const task = taskHere(view)?.task.id;
  const id = task ?? view.player.current()?.checkpoint.id ?? '';
  const all = view.lesson.prose[view.lang].sections[id]?.hints ?? [];
  return all.length + (task === undefined ? 0 : 1) - (view.ui.hints[id] ?? 0);
}

/** Keys of the table that do something only at some moments; all others always do. */
const WORKS: Readonly<Record<string, (here: Here, view: View) => boolean>> = {
  present: (_, view) => !view.where.atPresent,
  focus: here => here.panels > 1,
  'focus-back': here => here.panels > 1,
  up: moves,
  down: moves,
  'page-up': moves,
  'page-down': moves,
  first: moves,
  last: moves,
  left: folds,
  right: folds,
  enter: here => here.chosen?.enter !== undefined,
  back: here => here.back || here.over === 'running',
  close: here => here.panels > 1,
  'frame-back': (_, view) => frameBeside(view, -1),
  'frame-next': (_, view) => frameBeside(view, 1),
  hint: here => here.hints > 0,
  return: (_, view) => view.ui.teach.back?.branch === view.session.branch,
  // In a question Space chooses.
  play: (_, view) => questionInFocus(view) === undefined,
  glossary: (_, view) => 'library' in view.lesson,
  map: (_, view) => 'library' in view.lesson,
  resume: (_, view) => view.player.left?.at !== undefined,
  'why-up': here => here.above,
  'why-down': here => here.below,
  'why-go': here => here.leads,
  'read-up': here => here.reads,
  'read-down': here => here.reads,
  'read-page-up': here => here.reads,
  'read-page-down': here => here.reads,
};

function moves(here: Here): boolean {
  return here.items.length > (here.chosen === undefined ? 0 : 1) || here.scrolls;
}

/** What is chosen can be folded, or stands in something that can. */
function folds({ items, chosen }: Here): boolean {
  const at = chosen === undefined ? -1 : items.indexOf(chosen);
  return items.slice(0, at + 1).some(i => i.enter?.kind === 'fold');
}

function frameBeside(view: View, by: 1 | -1): boolean {
  const { frames } = view.session.world;
  const at = view.frame;
  if (at === undefined) return false;
  for (let f = at + by; f >= 0 && f < frames.countAt(view.session.position); f += by)
    if (frames.directionOf(f) !== 'none') return true;
  return false;
}

/** Whether a key of the screen's table does something now. */
export const works = (view: View, here: Here, name: string): boolean => WORKS[name]?.(here, view) ?? true;

/** Keys of the panel in focus: what the help tells first. */
const PANEL = ['up', 'down', 'page-up', 'page-down', 'first', 'last', 'left', 'right', 'enter', 'back'];
const FRAME = ['frame-back', 'frame-next'];

/** The keys that belong to what is in focus, and work: of what lies over the panels, else of the active panel. */
export function keysHere(view: View, here: Here): readonly ScreenKey[] {
  if (here.over !== undefined && here.over !== 'running')
    return OVER_KEYS[here.over].filter(k => works(view, here, k.name));
  const names = [...PANEL, ...(['packet', 'bytes'].includes(view.ui.panel) ? FRAME : []), 'present', 'return', 'hint'];
  const answers = answerKeys(view);
  const taken = new Set(answers.flatMap(k => k.keys));
  const own = SCREEN_KEYS.filter(k => names.includes(k.name) && works(view, here, k.name));
  return [...answers, ...own.filter(k => !k.keys.some(name => taken.has(name)))];
}
