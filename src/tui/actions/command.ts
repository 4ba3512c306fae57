// The command line behind `:` — every move by its name, `goto 12`, `A$ ip neigh`, `why neigh@A KEY .column`, `show route@A`,
// and whatever the plain prompt answers (export/prompt).
import { keyNamed, moveNamed, parseRowName } from '../../debug/index.js';
import { SCREEN_KEYS } from '../keymap.js';
import { isPanel } from '../panels/registry.js';
import type { Input } from '../state.js';
import type { Store } from '../store.js';
import { follow } from './follow.js';
import { LOOK_COMMANDS, LOOK_LINES } from './look.js';
import { show as showPanel } from './panel.js';
import { complain, say } from './say.js';
import { find } from './search.js';
import { goto, inSlices, moved, stop } from './time.js';
import { whyTable } from './why.js';

export const openInput = (store: Store, text = ''): void =>
  store.update({ input: { text, at: text.length, past: 0 }, note: undefined });

/** A key while the line is open. */
export function inputKey(store: Store, input: Input, key: string, run: (name: string) => boolean): void {
  const { text, at } = input;
  const set = (next: string, place: number, past = input.past) =>
    store.update({ input: { text: next, at: Math.max(0, Math.min(next.length, place)), past } });
  if (key === 'esc' || key === 'ctrl-c') store.update({ input: undefined });
  else if (key === 'enter') {
    const history = text.trim() === '' ? store.ui.history : [...store.ui.history.filter(h => h !== text), text];
    store.update({ input: undefined, history });
    runCommand(store, text.trim(), run);
  } else if (key === 'backspace') {
    if (text === '') store.update({ input: undefined });
    else if (at > 0) set(text.slice(0, at - 1) + text.slice(at), at - 1);
  } else if (key === 'left') set(text, at - 1);
  else if (key === 'right') set(text, at + 1);
  else if (key === 'home' || key === 'ctrl-a') set(text, 0);
  else if (key === 'end' || key === 'ctrl-e') set(text, text.length);
  else if (key === 'ctrl-u') set(text.slice(at), 0);
  else if (key === 'up' || key === 'down') recall(store, input, key === 'up' ? 1 : -1);
  else if (key === 'tab') complete(store, input);
  else if (key === 'space' || [...key].length === 1) {
    const typed = key === 'space' ? ' ' : key;
    set(text.slice(0, at) + typed + text.slice(at), at + typed.length, 0);
  }
}

function recall(store: Store, input: Input, by: number): void {
  const { history } = store.ui;
  const past = Math.max(0, Math.min(history.length, input.past + by));
  const text = past === 0 ? '' : (history[history.length - past] as string);
  store.update({ input: { text, at: text.length, past } });
}

/** Fills in what all candidates share. */
function complete(store: Store, input: Input): void {
  const { text } = input;
  const own = [...SCREEN_KEYS.map(k => k.name), ...Object.keys(COMMANDS), ...LOOK_LINES].filter(name =>
    name.startsWith(text),
  );
  const candidates = [...new Set([...store.prompt.complete(text), ...own])];
  const [first] = candidates;
  if (first === undefined) return;
  let shared = first;
  while (!candidates.every(c => c.startsWith(shared))) shared = shared.slice(0, -1);
  const next = candidates.length === 1 ? `${shared} ` : shared;
  store.update({ input: { text: next, at: next.length, past: 0 } });
}

const nodeNames = (store: Store): string[] => {
  const table = store.session.journal.tableNamed('netns');
  return table === undefined
    ? [...store.session.target.nodeNames]
    : [...table.rows()].map(r => (r as { name: string }).name);
};

/** Runs a line. `run` runs a key's action by its name. */
export function runCommand(store: Store, line: string, run: (name: string) => boolean): void {
  if (line === '') return;
  const [, node, typed] = /^([^\s$]+)\$\s*(.*)$/.exec(line) ?? [];
  if (node !== undefined && typed !== undefined) {
    typeOn(store, node, typed.trim());
    return;
  }
  if (line.startsWith('/')) {
    find(store, line.slice(1));
    return;
  }
  const [word = '', ...args] = line.split(/\s+/);
  const name = moveNamed(word)?.name ?? word;
  const command = COMMANDS[name];
  if (command !== undefined) command(store, args);
  else if (args.length === 0 && run(name)) return;
  else if (name !== 'why' || !why(store, args)) askPrompt(store, line);
}

/** Commands that the screen answers itself; all others are keys' actions by name, or the plain prompt's. */
const COMMANDS: Readonly<Record<string, (store: Store, args: readonly string[]) => void>> = {
  goto(store, args) {
    const last = store.session.where().events;
    if (args.length === 0) complain(store, 'ui.answer.missing', { command: 'goto', what: moveNamed('goto')?.args });
    else if (!goto(store, args.join(''))) complain(store, 'ui.answer.bad-event', { text: args.join(' '), last });
  },
  show,
  table: show,
  follow,
  ...LOOK_COMMANDS,
};

function show(store: Store, [id = '']: readonly string[]): void {
  if (isPanel(id)) showPanel(store, id);
  else complain(store, 'tui.table.unknown', { name: id });
}

/** What the screen has no way of its own for is answered as at the plain prompt: in a line, or over the panels. */
function askPrompt(store: Store, line: string): void {
  const { prompt, session } = store;
  const from = session.position;
  const branch = session.branch;
  let answer = prompt.execute(line);
  inSlices(store, 'goto', () => {
    if (answer.again === true) answer = prompt.runOn();
    const moved = session.position !== from || session.branch !== branch;
    if (moved)
      store.update({ before: Math.min(session.previous, from), focus: { ...store.ui.focus, frame: undefined } });
    if (answer.again === true) return false;
    const [first = '', ...more] = answer.lines;
    if (answer.ok && moved) store.update({ note: undefined });
    else if (more.length === 0) store.update({ note: { text: first, kind: answer.ok ? 'answer' : 'error' } });
    else store.update({ overlay: { kind: 'text', title: line, lines: answer.lines, scroll: 0 } });
    if (prompt.done) store.exit(0);
    return true;
  });
}

/** Types a command on a node; in the past that begins a new branch. */
function typeOn(store: Store, node: string, command: string): void {
  const { session } = store;
  const nodes = nodeNames(store);
  if (!nodes.includes(node)) {
    complain(store, 'ui.answer.unknown-node', { name: node, nodes });
    return;
  }
  if (command === '') return;
  stop(store);
  const { branch, event } = session.where();
  moved(store, session.type(node, command), 'event');
  store.update({ focus: { ...store.ui.focus, node } });
  if (session.branch !== branch) say(store, 'ui.answer.forked', { n: event, name: session.branch });
}

/** `why neigh@A 192.168.0.103 .state`; false: it is not about a row. */
function why(store: Store, args: readonly string[]): boolean {
  const { target } = store.session;
  const name = parseRowName(target, args);
  const found = name.ok ? keyNamed(target, name, true) : name;
  return name.ok && found.ok && whyTable(store, name.table, found.key, name.column);
}
