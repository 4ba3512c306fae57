// Keys of the screen beside the debugger's moves (debug/moves.ts): one table, from which keys are looked up and the help
// is made. A key is named as keys.ts names it: a character, or `tab`, `up`, `ctrl-c`. Which of them work at a moment is in
// here.ts.
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
  key('first', 'keys.key.ends', 'home'),
  key('last', 'keys.key.ends', 'end'),
  key('enter', 'key.enter', 'enter'),
  key('back', 'key.back', 'esc'),
  key('find-next', 'search.key.next', '*'),
  key('find-back', 'search.key.back', '#'),
  key('zoom', 'key.zoom', 'z'),
  key('close', 'keys.key.close', 'x'),
  key('panels', 'keys.key.panels', 'P'),
  key('frame-back', 'tui.key.frame', '['),
  key('frame-next', 'tui.key.frame', ']'),
  key('hint', 'key.hint', 'H'),
  key('return', 'teach.key.return', 'backspace'),
  key('glossary', 'keys.key.glossary', 'G'),
  key('map', 'keys.key.map', 'M'),
  key('resume', 'ui.prompt.help.resume', 'R'),
  key('play', 'tui.key.play', 'space'),
  key('faster', 'look.key.faster', '+', '='),
  key('slower', 'look.key.slower', '-'),
  key('projector', 'look.key.projector', 'W'),
  key('command', 'key.command', ':'),
  key('type', 'tui.key.type', '$'),
  key('language', 'key.language', 'L'),
  key('redraw', 'key.redraw', 'ctrl-l'),
  key('suspend', 'keys.key.suspend', 'ctrl-z'),
  key('stop', 'keys.key.stop', 'ctrl-c'),
];

/** Keys of what lies over the panels, and of the line that is typed; they are answered there. */
export const OVER_KEYS: Readonly<
  Record<'why' | 'read' | 'paste' | 'panels' | 'tour' | 'input' | 'answer', readonly ScreenKey[]>
> = {
  why: [
    key('why-up', 'key.move', 'up', 'k'),
    key('why-down', 'keys.key.ask-on', 'down', 'j', 'w'),
    key('why-go', 'keys.key.go-there', 'enter'),
    key('why-back', 'keys.key.where-from', 'backspace'),
    key('why-close', 'keys.key.shut', 'esc', 'q'),
  ],
  read: [
    key('read-up', 'keys.key.scroll', 'up', 'k'),
    key('read-down', 'keys.key.scroll', 'down', 'j'),
    key('read-page-up', 'tui.key.page', 'page-up'),
    key('read-page-down', 'tui.key.page', 'page-down', 'space'),
    key('read-close', 'keys.key.shut', 'esc', 'q', 'enter'),
  ],
  paste: [
    key('paste-run', 'paste.key.run', 'enter'),
    key('read-up', 'keys.key.scroll', 'up', 'k'),
    key('read-down', 'keys.key.scroll', 'down', 'j'),
    key('read-page-up', 'tui.key.page', 'page-up'),
    key('read-page-down', 'tui.key.page', 'page-down', 'space'),
    key('paste-drop', 'paste.key.drop', 'esc', 'q'),
  ],
  panels: [
    key('panels-up', 'key.move', 'up', 'k'),
    key('panels-down', 'key.move', 'down', 'j'),
    key('panels-toggle', 'keys.key.toggle', 'space', 'x'),
    key('panels-show', 'keys.key.show', 'enter'),
    key('panels-close', 'keys.key.shut', 'esc', 'q', 'P'),
  ],
  tour: [
    key('tour-next', 'keys.key.tour-next', 'enter'),
    key('tour-back', 'keys.key.tour-back', 'backspace'),
    key('tour-leave', 'keys.key.tour-leave', 'esc'),
  ],
  answer: [key('give', 'teach.key.give', 'enter'), key('leave-answer', 'teach.key.leave', 'esc', 'ctrl-c')],
  input: [
    key('run', 'keys.key.run', 'enter'),
    key('complete', 'keys.key.complete', 'tab'),
    key('pick', 'keys.key.pick', 'down', 'up'),
    key('recall', 'keys.key.recall', 'ctrl-p', 'ctrl-n'),
    key('line-ends', 'keys.key.line-ends', 'ctrl-a', 'ctrl-e', 'home', 'end'),
    key('rub', 'keys.key.rub', 'ctrl-u', 'ctrl-k', 'ctrl-w'),
    key('leave', 'keys.key.leave-line', 'esc', 'ctrl-c'),
  ],
};

const LABELS: Readonly<Record<string, string>> = {
  tab: 'Tab',
  'shift-tab': 'Shift-Tab',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  'page-up': 'PgUp',
  'page-down': 'PgDn',
  home: 'Home',
  end: 'End',
  enter: 'Enter',
  esc: 'Esc',
  space: 'Space',
  backspace: 'Backspace',
};

/** How a key is written for people. */
export const keyLabel = (key: string): string =>
  LABELS[key] ?? (/^ctrl-[a-z]$/.test(key) ? `Ctrl-${key.slice(5).toUpperCase()}` : key);

const byKey = new Map(SCREEN_KEYS.flatMap(k => k.keys.map(name => [name, k.name] as const)));
export const screenKey = (name: string): string | undefined => byKey.get(name);
