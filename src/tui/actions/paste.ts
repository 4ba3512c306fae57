// What is pasted is text, never keys. One line goes where a line is open (the command line, a search, an answer), or opens
// the command line with it; nothing of it is run before Enter. Several lines are shown first and then run one by one, as far
// as all goes well. Read ../paste.ts first.
import { linesOf } from '../panels/console.js';
import { MOST_PASTED, pastedLines } from '../paste.js';
import type { Input } from '../state.js';
import type { Store } from '../store.js';
import { questionInFocus, typingIn } from '../teach.js';
import { runCommand } from './command.js';
import { openInput } from './input.js';
import { complain, say } from './say.js';
import { searchKey } from './search.js';
import { stop } from './time.js';
import { nodeNames, typesOn } from './type-node.js';

export function paste(store: Store, text: string): void {
  const { search, input, teach } = store.ui;
  const lines = pastedLines(text);
  const [first, ...more] = lines;
  if (first === undefined) return;
  if (text.length > MOST_PASTED) complain(store, 'paste.too-long', { most: MOST_PASTED });
  else if (search?.typing === true) {
    // Each letter makes a new search of it.
    for (const character of lines.join(' ')) {
      const { search: now } = store.ui;
      if (now !== undefined) searchKey(store, now, character);
    }
  } else if (input !== undefined) intoLine(store, input, first, more);
  else if (isAnswer(store)) {
    const typing = typingIn(store.view) ?? { text: '', at: 0 };
    const value = lines.join(' ').trim();
    const typed = {
      text: typing.text.slice(0, typing.at) + value + typing.text.slice(typing.at),
      at: typing.at + value.length,
    };
    store.update({ teach: { ...teach, typing: typed }, note: undefined });
  } else onNode(store, lines);
}

/** A value that is being written, or is asked for. */
const isAnswer = (store: Store): boolean =>
  typingIn(store.view) !== undefined ||
  (store.ui.overlay === undefined && questionInFocus(store.view)?.posed.question.form === 'text');

function intoLine(store: Store, input: Input, first: string, more: readonly string[]): void {
  const [before, after] = [input.text.slice(0, input.at), input.text.slice(input.at)];
  if (more.length === 0) {
    store.update({
      input: { ...input, text: before + first + after, at: before.length + first.length, past: 0, pick: undefined },
    });
    return;
  }
  // What the line was begun for counts for every line of the paste.
  const [, node] = /^([^\s$]+)\$\s*/.exec(input.text) ?? [];
  const own = [before + first, ...more.slice(0, -1), `${more.at(-1) ?? ''}${after}`];
  store.update({ input: undefined });
  showFirst(store, node === undefined ? own : own.map((line, i) => (i === 0 ? line : typedOn(store, line, node))));
}

/** No line is open: what people paste are commands for a node. */
function onNode(store: Store, lines: readonly string[]): void {
  const on = typesOn(store);
  const [only = '', ...more] = lines.map(line => typedOn(store, line, on.node));
  if (more.length === 0) openInput(store, only, only.startsWith(`${on.node}$`) ? on : undefined);
  else showFirst(store, [only, ...more]);
}

/** A line as it is typed on a node: its own, where it begins with the name of one. The `$` of a shell's prompt is none of it. */
function typedOn(store: Store, line: string, node: string): string {
  const [, own, rest] = /^\s*([^\s$]+)\$\s*(.*)$/.exec(line) ?? [];
  if (own !== undefined && rest !== undefined && nodeNames(store).includes(own)) return `${own}$ ${rest}`;
  return `${node}$ ${line.trim().replace(/^\$\s+/, '')}`;
}

/** A comment is for people, in a shell as here. */
const isComment = (line: string): boolean => /^(?:[^\s$]+\$\s*)?#/.test(line.trim());

function showFirst(store: Store, lines: readonly string[]): void {
  const commands = lines.filter(line => !isComment(line)).map(line => line.trim());
  if (commands.length === 0) say(store, 'paste.nothing');
  else store.update({ overlay: { kind: 'paste', lines: commands, scroll: 0 }, note: undefined });
}

/** Runs the lines that were shown, one after the other; stops at the first that fails, and says which. */
export function runPasted(store: Store, lines: readonly string[], run: (name: string) => boolean): void {
  stop(store);
  store.update({ overlay: undefined, history: [...store.ui.history.filter(h => !lines.includes(h)), ...lines] });
  for (const [i, line] of lines.entries()) {
    const { overlay } = store.ui;
    const before = linesOf(store.view, undefined).length;
    runCommand(store, line, run);
    const { note, running } = store.ui;
    const left = lines.length - i - 1;
    const said = linesOf(store.view, undefined).slice(before);
    const text = note?.kind === 'error' ? note.text : said.find(l => l.row.stream === 'err')?.row.text;
    if (text !== undefined) {
      complain(store, 'paste.failed', { n: i + 1, m: lines.length, text, left });
      return;
    }
    // A run of unknown length, a question, a longer answer: the rest waits until it is asked for.
    if ((running !== undefined || store.ui.overlay !== overlay) && left > 0) {
      say(store, 'paste.waits', { n: i + 1, m: lines.length });
      return;
    }
  }
  if (store.ui.note === undefined) say(store, 'paste.done', { count: lines.length });
}
