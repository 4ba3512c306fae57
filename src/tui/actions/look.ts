// Commands and keys that change how the screen looks: `:theme light`, `:ascii on`, `:mouse off`, `:projector`, `:speed 2`, `:play stages`.
import { nearest } from '../../lesson/index.js';
import { FASTEST, SLOWEST } from '../look.js';
import type { Store } from '../store.js';
import { THEME_NAMES, themeName } from '../themes/index.js';
import { faster, play, setSpeed, setUnit } from './play.js';
import { complain, say } from './say.js';

type Action = (store: Store) => void;
type Command = (store: Store, args: readonly string[]) => void;

export const LOOK_ACTIONS: Readonly<Record<string, Action>> = {
  faster: store => {
    faster(store, 1);
    saySpeed(store);
  },
  slower: store => {
    faster(store, -1);
    saySpeed(store);
  },
  projector: store => setProjector(store, !store.ui.projector),
};

export const LOOK_COMMANDS: Readonly<Record<string, Command>> = {
  theme,
  ascii: (store, args) => toggle(store, 'ascii', args, store.look.ascii, on => store.look.setAscii(on)),
  mouse: (store, args) => toggle(store, 'mouse', args, store.look.mouse, on => store.look.setMouse(on)),
  projector: (store, args) => toggle(store, 'projector', args, store.ui.projector, on => setProjector(store, on)),
  speed,
  play: playCommand,
};

/** Whole lines, for completion. */
export const LOOK_LINES: readonly string[] = [
  ...THEME_NAMES.map(name => `theme ${name}`),
  ...['ascii', 'mouse', 'projector'].flatMap(name => [`${name} on`, `${name} off`]),
  'play events',
  'play stages',
];

function theme(store: Store, args: readonly string[]): void {
  const { look } = store;
  const wanted = args.join(' ');
  if (wanted === '') {
    say(store, 'look.theme.is', { name: look.themeName, names: THEME_NAMES });
    return;
  }
  const name = themeName(wanted);
  if (name === undefined) {
    complain(store, 'look.theme.unknown', { name: wanted, near: nearest(wanted, THEME_NAMES), names: THEME_NAMES });
    return;
  }
  look.setTheme(name);
  const poor = look.theme.level === 1 && !['auto', '16'].includes(name);
  say(store, poor ? 'look.theme.poor' : 'look.theme.is', { name, names: THEME_NAMES });
}

function setProjector(store: Store, on: boolean): void {
  store.look.setProjector(on);
  store.update({ projector: on });
}

/** `on`, `off`, or the other of the two. */
function toggle(store: Store, name: string, [word]: readonly string[], now: boolean, set: (on: boolean) => void): void {
  if (word !== undefined && word !== 'on' && word !== 'off') {
    complain(store, 'look.bad-switch', { name, text: word });
    return;
  }
  const on = word === undefined ? !now : word === 'on';
  set(on);
  say(store, 'look.switched', { name, on });
}

const saySpeed = (store: Store): void => say(store, 'look.speed.is', { speed: store.ui.speed, unit: store.ui.unit });

function speed(store: Store, [text]: readonly string[]): void {
  if (text !== undefined) {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= SLOWEST && value <= FASTEST)) {
      complain(store, 'look.speed.bad', { text, least: SLOWEST, most: FASTEST });
      return;
    }
    setSpeed(store, value);
  }
  saySpeed(store);
}

function playCommand(store: Store, [what]: readonly string[]): void {
  if (what !== undefined) {
    if (!/^(event|stage)s?$/.test(what)) {
      complain(store, 'look.play.bad', { text: what });
      return;
    }
    setUnit(store, what.startsWith('event') ? 'event' : 'stage');
    if (store.ui.running === 'play') return;
  }
  play(store);
}
