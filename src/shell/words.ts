// Reading the words of iproute2's commands: `KEYWORD VALUE` in any order, flags, and one word that needs no keyword.
// Errors and exit statuses are those of iproute2 (lib/utils.c).
import { type CommandResult, fail, isResult } from './result.js';

/** Reads the value of a keyword. */
export type Read<T> = (text: string) => T | CommandResult;
/** A keyword without a value. */
export const flag = 'flag';
export type Spec = Readonly<Record<string, Read<unknown> | typeof flag>>;
export type Values<S extends Spec> = {
  -readonly [K in keyof S]?: S[K] extends (text: string) => infer T ? Exclude<T, CommandResult> : true;
};

/** Any text. */
export const text: Read<string> = word => word;

/** Whether a word is a beginning of a name, as iproute2 takes abbreviations. */
export const matches = (word: string, name: string): boolean => word !== '' && name.startsWith(word);

/** The first of `names` that a word may stand for. */
export const matching = <T extends string>(word: string, names: readonly T[]): T | undefined =>
  names.find(name => matches(word, name));

/** What iproute2 says when a keyword's value is missing. */
export const incomplete = (): CommandResult => fail(255, 'Command line is not complete. Try option "help"');

/**
 * Reads words by a specification: its keys are the keywords, `aliases` other words for them. A word that is no keyword
 * is the value of `first`.
 */
export function readWords<S extends Spec>(
  words: readonly string[],
  spec: S,
  first: keyof S & string,
  aliases: Readonly<Record<string, keyof S & string>> = {},
): Values<S> | CommandResult {
  const values: Record<string, unknown> = {};
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    const key = Object.hasOwn(spec, word) ? word : Object.hasOwn(aliases, word) ? (aliases[word] as string) : undefined;
    const read = spec[key ?? first] as Read<unknown> | typeof flag;
    if (key !== undefined && read === flag) {
      values[key] = true;
      continue;
    }
    if (key !== undefined && words[++i] === undefined) return incomplete();
    const name = key ?? first;
    if (values[name] !== undefined) {
      return key === undefined
        ? fail(255, `Error: either "${name}" is duplicate, or "${word}" is a garbage.`)
        : fail(255, `Error: duplicate "${key}": "${words[i]}" is the second value.`);
    }
    const value = (read as Read<unknown>)(words[i] as string);
    if (isResult(value)) return value;
    values[name] = value;
  }
  return values as Values<S>;
}

/** One of an object's commands (`add` of `ip address`). */
export interface Subcommand<C> {
  readonly names: readonly string[];
  readonly run: (words: readonly string[], context: C) => CommandResult;
}

/** Finds and runs the command that the first word names; `show` where there is no word. */
export function dispatch<C>(
  title: string,
  subcommands: readonly Subcommand<C>[],
  words: readonly string[],
  context: C,
): CommandResult {
  const [word, ...rest] = words;
  const found = subcommands.find(s => s.names.some(name => matches(word ?? 'show', name)));
  if (found !== undefined) return found.run(rest, context);
  const names = subcommands.map(s => s.names[0]).join(' | ');
  if (word === undefined || matches(word, 'help')) return fail(255, `Usage: ${title} { ${names} } ...`);
  return fail(255, `Command "${word}" is unknown, try "${title} help".`);
}
