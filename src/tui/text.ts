// Text on the screen: spans with a role, never a colour, and their width in cells. A line is fitted to its place here and
// nowhere else, so that a two-cell character can't break a border. theme.ts says what a role looks like.
import stringWidth from 'string-width';
import { wrap } from '../export/index.js';

/** What a piece of text is. `layer:` and a protocol's name: the hue of that layer. */
export type Role =
  | 'plain'
  | 'dim'
  | 'strong'
  | 'border'
  | 'border-active'
  | 'title'
  | 'title-active'
  | 'status'
  | 'past'
  | 'story'
  | 'key'
  | 'added'
  | 'changed'
  | 'removed'
  | 'good'
  | 'bad'
  | 'node'
  | 'here'
  | `layer:${string}`;

export interface Span {
  readonly text: string;
  readonly role: Role;
  /** Chosen: shown reversed. */
  readonly chosen?: boolean;
}
export type Line = readonly Span[];

export const span = (text: string, role: Role = 'plain'): Span => ({ text, role });
export const line = (...parts: readonly (string | Span)[]): Line =>
  parts.map(part => (typeof part === 'string' ? span(part) : part));
export const textOf = (of: Line): string => of.map(s => s.text).join('');

const cells = new Map<string, number>();
const ASCII = /^[\x20-\x7e]*$/;
/** What a terminal joins into one character: a sum over code points would be wrong. */
const JOINED = /[\u0300-\u036f]|\u200d|\ufe0f|[\u{1f1e6}-\u{1f1ff}]|[\u{1f3fb}-\u{1f3ff}]/u;
/** Characters that would move the cursor, or turn the text around, instead of being shown. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const UNSEEN = /[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Cells that a text takes. */
export function widthOf(text: string): number {
  if (ASCII.test(text)) return text.length;
  if (JOINED.test(text)) return stringWidth(text);
  let sum = 0;
  for (const character of text) {
    let width = cells.get(character);
    if (width === undefined) {
      width = stringWidth(character);
      if (cells.size < 20_000) cells.set(character, width);
    }
    sum += width;
  }
  return sum;
}

export const lineWidth = (of: Line): number => of.reduce((sum, s) => sum + widthOf(s.text), 0);

/** The text as it may be shown: a line break or an escape sequence in it becomes a dot. */
export const shown = (text: string): string => (ASCII.test(text) ? text : text.replace(UNSEEN, '·'));

/** The longest beginning of at most `width` cells. */
export function head(text: string, width: number): string {
  if (ASCII.test(text)) return text.slice(0, Math.max(0, width));
  let used = 0;
  let out = '';
  for (const character of text) {
    used += widthOf(character);
    if (used > width) break;
    out += character;
  }
  return out;
}

/** Cut with … where it is too long. */
export function clip(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  return width <= 0 ? '' : `${head(text, width - 1)}…`;
}

/** Cut or padded to exactly `width` cells. */
export function pad(text: string, width: number): string {
  const fitted = clip(text, width);
  return fitted + ' '.repeat(Math.max(0, width - widthOf(fitted)));
}

/** The same, with the blanks in front. */
export function padLeft(text: string, width: number): string {
  const fitted = clip(text, width);
  return ' '.repeat(Math.max(0, width - widthOf(fitted))) + fitted;
}

/** A line of exactly `width` cells. */
export function fitLine(of: Line, width: number): Line {
  const out: Span[] = [];
  let left = width;
  const total = lineWidth(of);
  for (const s of of) {
    const text = shown(s.text);
    const w = widthOf(text);
    if (w < left || (w === left && total <= width)) {
      out.push(text === s.text ? s : { ...s, text });
      left -= w;
      continue;
    }
    const cut = head(text, left - 1);
    if (left > 0) out.push({ ...s, text: `${cut}…` });
    left -= widthOf(cut) + 1;
    break;
  }
  if (left > 0) out.push(span(' '.repeat(left)));
  return out;
}

/** The cells `from` to before `to`; half of a two-cell character at an edge becomes a blank. */
export function slice(of: Line, from: number, to: number): Line {
  const out: Span[] = [];
  let at = 0;
  for (const s of of) {
    const w = widthOf(s.text);
    if (at >= from && at + w <= to) out.push(s);
    else if (at < to && at + w > from) out.push({ ...s, text: cellsOf(s.text, from - at, to - at) });
    at += w;
  }
  return out;
}

function cellsOf(text: string, from: number, to: number): string {
  let out = '';
  let at = 0;
  for (const character of text) {
    const w = widthOf(character);
    if (at >= from && at + w <= to) out += character;
    else if (at < to && at + w > from) out += ' ';
    at += w;
  }
  return out;
}

/** Two lines in one row: the left one gives way to the right one. */
export function justify(left: Line, right: Line, width: number): Line {
  const end = lineWidth(right);
  return end >= width ? fitLine(right, width) : [...fitLine(left, width - end), ...right];
}

/** Reverses a line: it is the chosen one. */
export const choose = (of: Line): Line => of.map(s => ({ ...s, chosen: true }));

const breaks = new Map<string, readonly string[]>();

/** A paragraph broken into lines of at most `width` cells; remembered, since a lesson's text is shown again and again. */
export function wrapped(text: string, width: number): readonly string[] {
  const key = `${width} ${text}`;
  let lines = breaks.get(key);
  if (lines === undefined) {
    lines = wrap(shown(text), Math.max(4, width));
    if (breaks.size >= 500) breaks.clear();
    breaks.set(key, lines);
  }
  return lines;
}
