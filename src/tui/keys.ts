// From what Ink reports to names of keys. Keys typed fast come in one piece: every one of them counts.
import type { Key } from 'ink';

const CONTROL: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
  '\u001b': 'esc',
  '\u0003': 'ctrl-c',
  '\u000c': 'ctrl-l',
  '\u001a': 'ctrl-z',
  ' ': 'space',
};

const NAMED: readonly (readonly [flag: keyof Key, name: string])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'page-up'],
  ['pageDown', 'page-down'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['backspace', 'backspace'],
  ['delete', 'backspace'],
  ['escape', 'esc'],
];

/** Names of the keys in one report of Ink's, in order. A character is its own name. */
export function keyNames(input: string, key: Key): string[] {
  if (key.tab) return [key.shift ? 'shift-tab' : 'tab'];
  const named = NAMED.find(([flag]) => key[flag] === true)?.[1];
  if (named !== undefined && input === '') return [named];
  if (named !== undefined && input.length <= 1) return [named];
  if (key.ctrl && input.length === 1) return [`ctrl-${input}`];
  return [...input].map(character => CONTROL[character] ?? controlName(character));
}

/** `ctrl-w` for the character that Ctrl and W make (ECMA-48 C0: the letter's code less 64); any other is its own name. */
function controlName(character: string): string {
  const code = character.charCodeAt(0);
  return code > 0 && code < 27 ? `ctrl-${String.fromCharCode(code + 96)}` : character;
}
