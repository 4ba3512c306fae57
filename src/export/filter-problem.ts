// What is wrong with a display filter, in the reader's language, with a caret under the fault.
import { caret, type FilterProblem } from '../debug/index.js';
import { type Lang, message } from '../i18n/index.js';

const TYPES = ['type', 'leftType', 'rightType'];

/** One sentence, with the names that come nearest. */
export function filterSentence(lang: Lang, problem: FilterProblem): string {
  const args: Record<string, unknown> = { ...problem.args };
  for (const name of TYPES) if (args[name] !== undefined) args[name] = message(lang, `filter.type.${args[name]}`);
  const sentence = message(lang, `filter.${problem.code}`, args);
  const near = problem.nearest ?? [];
  return near.length === 0 ? sentence : `${sentence}${message(lang, 'ui.prompt.did-you-mean', { near })}`;
}

/** The sentence, and below it the filter with `^^^` under the fault. */
export function filterProblemLines(lang: Lang, text: string, problem: FilterProblem): string[] {
  return [filterSentence(lang, problem), ...caret(text, problem).split('\n')];
}
