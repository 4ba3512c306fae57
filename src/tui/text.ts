// Text on the screen: spans with a role, never a colour, and their width in cells. A line is fitted to its place here and
// nowhere else, so that a two-cell character can't break a border. theme.ts says what a role looks like.
import { widthOf, wrap } from '../export/index.js';

export { widthOf };

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

const ASCII = /^[\x20-\x7e]*$/;
/** Characters that would move the cursor, or turn the text around, instead of being shown. */
const UNSEEN = new Set<number>();
for (const [from, to] of [
  [0, 0x1f],
  [0x7f, 0x9f],
  [0x200b, 0x200b],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2066, 0x2069],
  [0xfeff, 0xfeff],
] as const)
  for (let code = from; code <= to; code++) UNSEEN.add(code);

export function lineWidth(of: Line): number {
  let sum = 0;
  for (const { text } of of) sum += widthOf(text);
  return sum;
}

/** The text as it may be shown: a line break or an escape sequence in it becomes a dot. */
export function shown(text: string): string {
  if (ASCII.test(text)) return text;
  for (let i = 0; i < text.length; i++) {
    if (isUnseen(text.charCodeAt(i))) return Array.from(text, c => (isUnseen(c.charCodeAt(0)) ? '·' : c)).join('');
  }
  return text;
}

/** Most are far from any of them: these are not looked up. */
const isUnseen = (code: number): boolean =>
  (code < 0xa0 || (code >= 0x200b && code <= 0x2069) || code === 0xfeff) && UNSEEN.has(code);

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

/** What stands between a label and what follows it: a full-width mark at its end brings its own room. */
export const gapAfter = (label: string): string => (/[：，。；？！）]$/.test(label) ? '' : ' ');

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
  for (const [i, s] of of.entries()) {
    const text = shown(s.text);
    const w = widthOf(text);
    if (w < left || (w === left && isEnd(of, i + 1))) {
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

function isEnd(of: Line, from: number): boolean {
  for (let i = from; i < of.length; i++) if (of[i]?.text !== '') return false;
  return true;
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
