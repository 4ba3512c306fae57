// Keys of the screen beside the debugger's moves (debug/moves.ts): one table, from which keys are looked up and the help
// is made. A key is named as keys.ts names it: a character, or `tab`, `up`, `ctrl-c`.
export interface ScreenKey {
  /** Names of the keys; the first is the one shown. */
  readonly keys: readonly string[];
  readonly name: string;
  /** Message id of its one-line help. */
  readonly help: string;
}

const key = (name: string, help: string, ...keys: string[]): ScreenKey => ({ name, help, keys });

export const SCREEN_KEYS: readonly ScreenKey[] = [
  key('present', 'key.present', 'p'),
  key('focus', 'key.focus', 'tab'),
  key('focus-back', 'key.focus-back', 'shift-tab'),
  key('up', 'key.move', 'up', 'k'),
  key('down', 'key.move', 'down', 'j'),
  key('left', 'key.fold', 'left', 'h'),
  key('right', 'key.fold', 'right', 'l'),
  key('page-up', 'tui.key.page', 'page-up'),
  key('page-down', 'tui.key.page', 'page-down'),
  key('enter', 'key.enter', 'enter'),
  key('back', 'key.back', 'esc'),
  key('find-next', 'search.key.next', '*'),
  key('find-back', 'search.key.back', '#'),
  key('zoom', 'key.zoom', 'z'),
  key('frame-back', 'tui.key.frame', '['),
  key('frame-next', 'tui.key.frame', ']'),
  key('hint', 'key.hint', 'H'),
  key('play', 'tui.key.play', 'space'),
  key('faster', 'look.key.faster', '+', '='),
  key('slower', 'look.key.slower', '-'),
  key('projector', 'look.key.projector', 'P'),
  key('command', 'key.command', ':'),
  key('type', 'tui.key.type', '$'),
  key('language', 'key.language', 'L'),
  key('redraw', 'key.redraw', 'ctrl-l'),
];

/** How a key is written for people. */
export function keyLabel(key: string): string {
  const labels: Readonly<Record<string, string>> = {
    tab: 'Tab',
    'shift-tab': 'Shift-Tab',
    up: '↑',
    down: '↓',
    left: '←',
    right: '→',
    'page-up': 'PgUp',
    'page-down': 'PgDn',
    enter: 'Enter',
    esc: 'Esc',
    space: 'Space',
    'ctrl-l': 'Ctrl-L',
    'ctrl-c': 'Ctrl-C',
  };
  return labels[key] ?? key;
}

const byKey = new Map(SCREEN_KEYS.flatMap(k => k.keys.map(name => [name, k.name] as const)));
export const screenKey = (name: string): string | undefined => byKey.get(name);
