// The line that is typed behind `:`, and the list over it: editing, history, taking a name from the list.
import { needsNothing } from '../../export/index.js';
import { edit } from '../line-edit.js';
import { paletteOf } from '../palette.js';
import type { Input } from '../state.js';
import type { Store } from '../store.js';
import { runCommand } from './command.js';

/** `on`: the node that the line is begun for, and why. */
export const openInput = (store: Store, text = '', on?: Input['on']): void =>
  store.update({ input: { text, at: text.length, past: 0, on }, note: undefined });

/** A key while the line is open. */
export function inputKey(store: Store, input: Input, key: string, run: (name: string) => boolean): void {
  const { text } = input;
  if (key === 'esc' || key === 'ctrl-c') store.update({ input: undefined });
  else if (key === 'backspace' && text === '') store.update({ input: undefined });
  else if (key === 'enter') enter(store, input, run);
  else if (key === 'tab') complete(store, input);
  else if (key === 'shift-tab') pick(store, input, -1);
  else if (key === 'down') pick(store, input, 1);
  // From the list's first line back to what is typed; there, to what was typed before.
  else if (key === 'up' && input.pick !== undefined) pick(store, input, -1);
  else if (key === 'up' || key === 'ctrl-p') recall(store, input, 1);
  else if (key === 'ctrl-n') recall(store, input, -1);
  else if (key === 'right' && input.at === text.length && input.pick !== undefined) take(store, input, input.pick);
  else {
    const edited = edit(input, key);
    if (edited !== undefined) store.update({ input: { ...edited, past: 0, on: input.on } });
  }
}

function recall(store: Store, input: Input, by: number): void {
  const { history } = store.ui;
  const past = Math.max(0, Math.min(history.length, input.past + by));
  const text = past === 0 ? '' : (history[history.length - past] as string);
  store.update({ input: { text, at: text.length, past } });
}

/** Down and up in the list; up from its first line leads back to what is typed. */
function pick(store: Store, input: Input, by: 1 | -1): void {
  const palette = paletteOf(store.view);
  const count = palette?.matches.length ?? 0;
  if (input.past > 0 && input.pick === undefined) {
    if (by > 0) recall(store, input, -1);
    return;
  }
  if (count === 0) return;
  // What Enter would take anyway is moved on from, not to.
  const from = input.pick ?? (by > 0 ? (palette?.pick ?? -1) : count);
  const to = from + by;
  store.update({ input: { ...input, pick: to < 0 ? undefined : Math.min(count - 1, to) } });
}

/** Puts a line of the list in the place of the word that is typed. */
function take(store: Store, input: Input, index: number): string {
  const palette = paletteOf(store.view);
  const match = palette?.matches[index];
  if (palette === undefined || match === undefined) return input.text;
  const blank = match.word.endsWith('=') ? '' : ' ';
  const head = `${input.text.slice(0, palette.from)}${match.word}${blank}`;
  store.update({ input: { text: head + input.text.slice(input.at), at: head.length, past: 0 } });
  return head;
}

/** Fills in what all that begin so share; where that is nothing more, the next line of the list. */
function complete(store: Store, input: Input): void {
  const palette = paletteOf(store.view);
  if (palette === undefined || palette.matches.length === 0) return;
  const typed = input.text.slice(palette.from, input.at);
  const words = palette.matches.map(m => m.word).filter(word => word.startsWith(typed));
  const [first] = words;
  if (first === undefined || words.length === 1) {
    take(store, input, first === undefined ? (palette.pick ?? 0) : palette.matches.findIndex(m => m.word === first));
    return;
  }
  let shared = first;
  while (!words.every(word => word.startsWith(shared))) shared = shared.slice(0, -1);
  if (shared === typed) pick(store, input, 1);
  else {
    const head = input.text.slice(0, palette.from) + shared;
    store.update({ input: { text: head + input.text.slice(input.at), at: head.length, past: 0 } });
  }
}

/** Runs the line; or takes from the list first what it points at. */
function enter(store: Store, input: Input, run: (name: string) => boolean): void {
  const palette = paletteOf(store.view);
  const match = palette?.pick === undefined ? undefined : palette.matches[palette.pick];
  let line = input.text.trim();
  if (palette?.pick !== undefined && match !== undefined) {
    line = take(store, input, palette.pick).trim();
    // What needs more words is asked for them.
    if (palette.kind !== 'command' || match.word.endsWith('$') || !needsNothing(match.args)) return;
  }
  const history = line === '' ? store.ui.history : [...store.ui.history.filter(h => h !== line), line];
  store.update({ input: undefined, history });
  runCommand(store, line, run);
}
