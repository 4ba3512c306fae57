// Which rows of a table the lesson speaks of at the cursor: those whose key stands in the text that is read there, as an
// address, or as a device with or without its node.
import { rowWords } from '../../debug/index.js';
import type { View } from '../view.js';

const texts = new WeakMap<View, string>();

/** The section of the lesson at the cursor, or its opening. */
function textOf(view: View): string {
  let text = texts.get(view);
  if (text === undefined) {
    const { sections, opening } = view.lesson.prose[view.lang];
    const id = view.player.current()?.checkpoint.id ?? '';
    text = (sections[id] ?? opening).paragraphs.join(' ');
    texts.set(view, text);
  }
  return text;
}

/** A name of one letter, or a mere number, is no name in a text. */
const LEAST = 2;
const isName = (word: string): boolean => word.length >= LEAST && !/^\d+$/.test(word);
const before = /[\p{L}\p{N}_.:/]/u;
const BEHIND = /^(?:[\p{Script=Latin}\p{N}_:]|[./-][\p{Script=Latin}\p{N}])/u;

/** Whether a word stands in a text as a word of its own. */
export function stands(word: string, text: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const left = text[at - 1] ?? ' ';
    const joined = before.test(left) && !/\p{Script=Han}/u.test(left) && !/：/.test(left);
    if (!joined && !BEHIND.test(text.slice(at + word.length))) return true;
  }
  return false;
}

export function isNamed(
  view: View,
  { table, row }: { readonly table: string; readonly row: Readonly<Record<string, unknown>> },
): boolean {
  const schema = view.session.journal.tableNamed(table)?.schema;
  if (schema?.columns === undefined) return false;
  const [word = ''] = rowWords(view.session.target, schema, row);
  const short = word.slice(word.lastIndexOf('.') + 1);
  const names = /^[\d.]+$/.test(word) ? [word] : [word, short];
  return names.some(name => isName(name) && stands(name, textOf(view)));
}
