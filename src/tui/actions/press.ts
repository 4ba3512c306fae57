// What a key does: first to what is typed or lies over the panels, then by the two tables of keys. Read keymap.ts and
// debug/moves.ts first.
import { MOVES } from '../../debug/index.js';
import { hereOf } from '../here.js';
import { screenKey } from '../keymap.js';
import { numbered } from '../panels/registry.js';
import type { Store } from '../store.js';
import { runCommand } from './command.js';
import { inputKey, openInput } from './input.js';
import { LOOK_ACTIONS } from './look.js';
import { overKey } from './over.js';
import { close, enter, fold, moveBy, page, show, toEnd, turn, turnFrame } from './panel.js';
import { runPasted } from './paste.js';
import { play } from './play.js';
import { say } from './say.js';
import { endSearch, nextHit, openSearch, searchKey } from './search.js';
import { searchOn } from './search-on.js';
import { holds, leaving, teachKey } from './teach.js';
import { hint } from './teach-task.js';
import { goto, MOVE_ACTIONS, stop } from './time.js';
import { isForMe, tourAfter, tourKey, tourStep } from './tour.js';
import { typesOn } from './type-node.js';
import { askWhy } from './why.js';

/** One key. */
export function press(store: Store, key: string): void {
  store.pressed = key;
  const step = tourStep(store);
  if (step !== undefined && tourKey(store, step, key)) return;
  if (step !== undefined && isForMe(store, step, key)) {
    press(store, step.key);
    return;
  }
  answer(store, key);
  searchOn(store);
  if (step !== undefined) tourAfter(store, step, key);
}

function answer(store: Store, key: string): void {
  const { input, overlay, search } = store.ui;
  if (search?.typing === true) {
    searchKey(store, search, key);
    return;
  }
  if (input !== undefined) {
    inputKey(store, input, key, name => perform(store, name));
    return;
  }
  if (store.ui.running !== undefined && key === 'esc') {
    stop(store);
    return;
  }
  if (overlay?.kind === 'paste' && key === 'enter') {
    runPasted(store, overlay.lines, name => perform(store, name));
    return;
  }
  if (overlay !== undefined && overKey(store, overlay, key)) return;
  if (overlay === undefined && teachKey(store, key)) return;
  if (store.ui.note !== undefined) store.update({ note: undefined });
  if (Object.keys(store.ui.wheeled).length > 0) store.update({ wheeled: {} });
  const move = MOVES.find(m => m.key === key && key !== '')?.name;
  if (/^[0-9]$/.test(key)) {
    const panel = numbered(store.lesson, store.ui)[(Number(key) + 9) % 10];
    if (panel !== undefined) show(store, panel);
    return;
  }
  const name = move ?? screenKey(key);
  if (name === undefined || holds(store, name)) return;
  leaving(store, () => perform(store, name));
}

/** What a key or a command of that name does; false: there is none. */
function perform(store: Store, name: string): boolean {
  const move = MOVE_ACTIONS[name];
  if (move !== undefined) {
    stop(store);
    if (store.ui.overlay !== undefined) store.update({ overlay: undefined });
    move(store);
    return true;
  }
  const action = ACTIONS[name];
  if (action !== undefined) action(store);
  // What needs words is asked for them.
  else if (MOVES.some(m => m.name === name && m.args !== '' && m.key !== '')) openInput(store, `${name} `);
  else return false;
  return true;
}

const ACTIONS: Readonly<Record<string, (store: Store) => void>> = {
  goto: store => openInput(store, 'goto '),
  why: askWhy,
  help: store => store.update({ overlay: { kind: 'help', scroll: 0, under: store.ui.overlay } }),
  quit: store => store.exit(0),
  present: store => {
    stop(store);
    goto(store, 'present');
  },
  focus: store => turn(store, 1),
  'focus-back': store => turn(store, -1),
  up: store => moveBy(store, -1),
  down: store => moveBy(store, 1),
  left: store => fold(store, true),
  right: store => fold(store, false),
  'page-up': store => page(store, -1),
  'page-down': store => page(store, 1),
  first: store => toEnd(store, -1),
  last: store => toEnd(store, 1),
  enter,
  back,
  zoom: store => store.update({ zoom: !store.ui.zoom }),
  close: store => close(store, store.ui.panel),
  panels: store => store.update({ overlay: { kind: 'panels', index: 0 } }),
  'frame-back': store => turnFrame(store, -1),
  'frame-next': store => turnFrame(store, 1),
  hint,
  glossary: store => runCommand(store, 'glossary', name => perform(store, name)),
  map: store => runCommand(store, 'map', name => perform(store, name)),
  resume: store => runCommand(store, 'resume', () => false),
  play,
  command: store => openInput(store),
  find: openSearch,
  'find-next': store => nextHit(store, 1),
  'find-back': store => nextHit(store, -1),
  type: store => {
    const on = typesOn(store);
    openInput(store, `${on.node}$ `, on);
  },
  language: store => store.setLang(store.lang === 'en' ? 'zh-CN' : 'en'),
  redraw: store => store.redraw(),
  ...LOOK_ACTIONS,
  suspend: store => {
    stop(store);
    store.suspend();
  },
  // It stops what runs; with nothing running it leaves.
  stop: store => {
    if (!stop(store)) store.exit(0);
  },
};

/** Esc takes back the last thing: what lies over the panels, the zoom, what was chosen; it never leaves. */
function back(store: Store): void {
  const { ui } = store;
  if (ui.overlay !== undefined) store.update({ overlay: undefined });
  else if (ui.search !== undefined) endSearch(store, ui.search);
  else if (ui.zoom) store.update({ zoom: false });
  else if (hereOf(store.view).back || Object.keys(ui.scroll).length > 0)
    store.update({ chosen: {}, focus: {}, scroll: {} });
  else say(store, 'keys.esc.nothing', { key: 'q' });
}
