// Words for what is wrong with a lesson's files, in the language of the run.
import type { FilterProblem } from '../filter/index.js';
import { type Arguments, hasMessage, type Lang, message } from '../i18n/index.js';
import { nearest } from './problems.js';

export interface Said {
  readonly message: string;
  readonly mend: string | undefined;
}

/** The message `format.ID` and, where there is one, what to do: `format.ID.mend`. */
export function said(lang: Lang, id: string, args: Arguments = {}): Said {
  const mend = `format.${id}.mend`;
  return {
    message: message(lang, `format.${id}`, args),
    mend: hasMessage(lang, mend) ? message(lang, mend, args) : undefined,
  };
}

/** Most names that are listed where none is near. */
const MOST_NAMES = 12;

/** The names that come nearest to a word, or those that there are. */
export function suggestion(lang: Lang, word: string, known: readonly string[], id = 'known'): string {
  const near = nearest(word, known);
  if (near.length === 0) return message(lang, `format.${id}`, { known: known.slice(0, MOST_NAMES) });
  return didYouMean(lang, near);
}

export const didYouMean = (lang: Lang, near: readonly string[]): string =>
  message(lang, 'format.near', { near: near.reduce((a, b) => message(lang, 'format.or', { a, b })) });

const TYPES = ['type', 'leftType', 'rightType'];

/** What is wrong with a filter: `break`, or another one. */
export function saidOfFilter(lang: Lang, problem: FilterProblem, id: 'break' | 'filter'): Said {
  const args: Record<string, unknown> = { ...problem.args };
  for (const name of TYPES) if (args[name] !== undefined) args[name] = message(lang, `filter.type.${args[name]}`);
  const text = said(lang, id, { problem: message(lang, `filter.${problem.code}`, args) });
  const near = problem.nearest ?? [];
  return near.length === 0 ? text : { ...text, mend: didYouMean(lang, near) };
}
