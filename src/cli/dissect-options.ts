// What the options of `netstep dissect` mean.
import { captureFields } from '../capture/index.js';
import { filterSentence } from '../export/index.js';
import { caret, type Filter, parseFilter } from '../filter/index.js';
import { type Lang, message } from '../i18n/index.js';
import { UserError } from './output.js';

/** Which frames are asked for: ranges in order, none touching the next. */
export type Ranges = readonly { readonly from: number; readonly to: number }[];

/** `1,5-9,20-` */
export function rangesOf(text: string | undefined, lang: Lang): Ranges | undefined {
  if (text === undefined) return undefined;
  const ranges = text.split(',').map(part => {
    const [, first, dash, last] = /^\s*(\d{1,15})\s*(-?)\s*(\d{0,15})\s*$/.exec(part) ?? [];
    const from = Number(first);
    const to = last ? Number(last) : dash ? Number.POSITIVE_INFINITY : from;
    if (first === undefined || (last && !dash) || from < 1 || to < from) {
      const expected = message(lang, 'cli.expected.frames');
      throw new UserError(message(lang, 'cli.error.bad-value', { option: '--frames', value: text, expected }));
    }
    return { from, to };
  });
  return ranges.sort((a, b) => a.from - b.from);
}

export const isIn = (ranges: Ranges | undefined, number: number): boolean =>
  ranges === undefined || ranges.some(({ from, to }) => number >= from && number <= to);

/** The last frame that can be asked for. */
export const lastOf = (ranges: Ranges | undefined): number =>
  ranges === undefined ? Number.POSITIVE_INFINITY : Math.max(...ranges.map(({ to }) => to));

export function filterOf(text: string | undefined, lang: Lang): Filter | undefined {
  if (text === undefined) return undefined;
  const filter = parseFilter(text, captureFields);
  if (filter.ok) return filter;
  const problem = message(lang, 'cli.error.dissect-filter', { problem: filterSentence(lang, filter) });
  throw new UserError(problem, caret(text, filter).split('\n').join('\n    '));
}
