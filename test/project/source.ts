// Reads the project's own source for the tests in this folder. TypeScript 7 brings no parser to call, so this is a scanner:
// it blanks what is not code, keeping every offset and line, and the tests look at what remains.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface SourceFile {
  /** Relative to the root, with forward slashes: `src/wire/arp.ts`. */
  path: string;
  text: string;
}

/** The source files below a folder of the project, in the order of their paths; none when the folder does not exist. */
export function sourceFiles(folder: string): SourceFile[] {
  let names: string[];
  try {
    names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return names
    .filter(name => /\.[cm]?[jt]sx?$/.test(name))
    .map(name => join(root, folder, name))
    .map(path => ({ path: relative(root, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** The text with comments and the insides of strings, templates and regular expressions replaced by spaces. */
export function codeOf(text: string): string {
  const out = text.split('');
  const blank = (from: number, to: number) => {
    for (let at = from; at < to; at++) if (out[at] !== '\n') out[at] = ' ';
  };
  scan(text, 0, blank, false);
  return out.join('');
}

type Blank = (from: number, to: number) => void;

/** Walks over code, to the end or, inside a template's `${`, to the brace that closes it; answers where it stopped. */
function scan(text: string, from: number, blank: Blank, nested: boolean): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const char = text[at];
    const end = skip(text, at, blank);
    if (end > at) {
      at = end;
      continue;
    }
    if (char === '{') depth += 1;
    if (char === '}') {
      if (nested && depth === 0) return at;
      depth -= 1;
    }
    at += 1;
  }
  return at;
}

/** Blanks the comment or literal that begins here; answers where it ends, or `at` when none begins. */
function skip(text: string, at: number, blank: Blank): number {
  const char = text[at];
  if (char === '`') return template(text, at, blank);
  if (char === '"' || char === "'") return quoted(text, at, blank);
  if (char !== '/') return at;
  if (text[at + 1] === '/') return comment(text, at, '\n', 0, blank);
  if (text[at + 1] === '*') return comment(text, at, '*/', 2, blank);
  return regularExpression(text, at, blank);
}

function comment(text: string, at: number, closing: string, length: number, blank: Blank): number {
  const found = text.indexOf(closing, at + 2);
  const end = found < 0 ? text.length : found + length;
  blank(at, end);
  return end;
}

function quoted(text: string, at: number, blank: Blank): number {
  const word = /\w+$/.exec(text.slice(Math.max(0, at - 12), at))?.[0];
  if (word && !/^(?:from|import|return|case|typeof|in|of|else)$/.test(word)) return at; // an apostrophe, as in "don't"
  for (let end = at + 1; end < text.length && text[end] !== '\n'; end++) {
    if (text[end] === '\\') end += 1;
    else if (text[end] === text[at]) {
      blank(at + 1, end);
      return end + 1;
    }
  }
  return at;
}

function template(text: string, at: number, blank: Blank): number {
  let from = at + 1;
  let end = from;
  while (end < text.length && text[end] !== '`') {
    if (text[end] === '\\') end += 2;
    else if (text[end] === '$' && text[end + 1] === '{') {
      blank(from, end);
      end = scan(text, end + 2, blank, true) + 1;
      from = end;
    } else end += 1;
  }
  blank(from, end);
  return end + 1;
}

/** A slash opens a regular expression where a value may begin, and divides where one has just ended. */
function regularExpression(text: string, at: number, blank: Blank): number {
  const before = text.slice(Math.max(0, at - 40), at).trimEnd();
  const value =
    before === '' || /[(,=:[!&|?{;+\-*%>~^]$|\b(?:return|typeof|case|in|of|yield|await|else|do)$/.test(before);
  if (!value) return at;
  let set = false;
  for (let end = at + 1; end < text.length && text[end] !== '\n'; end++) {
    const char = text[end];
    if (char === '\\') end += 1;
    else if (char === '[') set = true;
    else if (char === ']') set = false;
    else if (char === '/' && !set) {
      blank(at + 1, end);
      return end + 1;
    }
  }
  return at;
}
