/**
 * A filter's text → tokens. A *word* is a field's name, an operator's name or a value; which, the parser and the types
 * decide, as in Wireshark (`02:00:00:00:01:01`, `10.0.0.0/8`, `arp.opcode`, `eq`). Reads first: problem.ts.
 */
import { Fault, type Span } from './problem.js';

export type TokenType = 'word' | 'string' | 'char' | 'op' | 'slice' | 'end';

export interface Token extends Span {
  readonly type: TokenType;
  /** As written. */
  readonly text: string;
  /** A string's or a character's content; a slice's inside; an operator's one name; a word itself. */
  readonly value: string;
  /** r"…" */
  readonly raw?: boolean;
}

/** Longest first, so that `===` is not taken for `==`. */
const operators: readonly (readonly [text: string, name: string])[] = [
  ['===', '==='],
  ['!==', '!=='],
  ['==', '=='],
  ['!=', '!='],
  ['~=', '!=='],
  ['<=', '<='],
  ['>=', '>='],
  ['&&', 'and'],
  ['||', 'or'],
  ['^^', 'xor'],
  ['..', '..'],
  ['<', '<'],
  ['>', '>'],
  ['~', 'matches'],
  ['!', 'not'],
  ['&', '&'],
  ['(', '('],
  [')', ')'],
  ['{', '{'],
  ['}', '}'],
  [',', ','],
];

const named = new Map([
  ['eq', '=='],
  ['any_eq', '=='],
  ['ne', '!='],
  ['all_ne', '!='],
  ['all_eq', '==='],
  ['any_ne', '!=='],
  ['lt', '<'],
  ['le', '<='],
  ['gt', '>'],
  ['ge', '>='],
  ['contains', 'contains'],
  ['matches', 'matches'],
  ['in', 'in'],
  ['and', 'and'],
  ['or', 'or'],
  ['xor', 'xor'],
  ['not', 'not'],
  ['bitwise_and', '&'],
]);

/** Two dots end a word: 1..5. */
const word = /(?:[\p{L}\p{N}_:/-]|\.(?!\.))+/uy;
const blank = /\s+/uy;
const doubled = /"(?:[^"\\]|\\[\s\S])*"/uy;
const rawDoubled = /[rR]"(?:[^"\\]|\\[\s\S])*"/uy;
const single = /'(?:[^'\\]|\\[\s\S])*'/uy;
/** What people and input methods type for it. */
const meant: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '‘': '"',
  '’': '"',
  '、': ',',
  '【': '[',
  '】': ']',
};

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (true) {
    at += matchAt(blank, text, at)?.length ?? 0;
    if (at >= text.length) break;
    const token = tokenAt(text, at, tokens.at(-1));
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ type: 'end', text: '', value: '', start: text.length, end: text.length });
  return tokens;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function tokenAt(text: string, start: number, last: Token | undefined): Token {
  const raw = matchAt(rawDoubled, text, start);
  if (raw !== undefined) {
    const value = raw.slice(2, -1).replaceAll('\\"', '"');
    return { type: 'string', text: raw, value, raw: true, start, end: start + raw.length };
  }
  const string = matchAt(doubled, text, start);
  if (string !== undefined) {
    const value = unescaped(string.slice(1, -1), start + 1);
    return { type: 'string', text: string, value, start, end: start + string.length };
  }
  const char = text[start] === "'" ? matchAt(single, text, start) : undefined;
  if (char !== undefined) {
    const span = { start, end: start + char.length };
    const value = unescaped(char.slice(1, -1), start + 1);
    if (value.length !== 1) throw new Fault('bad-character', span, { text: char });
    return { type: 'char', text: char, value, ...span };
  }
  if (text[start] === '"' || text[start] === "'" || /^[rR]"/.test(text.slice(start, start + 2)))
    throw new Fault('unclosed-string', { start, end: text.length });
  if (text[start] === '[') return sliceAt(text, start, last);
  return wordAt(text, start) ?? operatorAt(text, start);
}

/** Directly behind a field's name: [0:3]. */
function sliceAt(text: string, start: number, last: Token | undefined): Token {
  const close = text.indexOf(']', start);
  if (last?.type !== 'word') throw new Fault('unexpected-token', { start, end: start + 1 }, { text: '[' });
  if (close < 0) throw new Fault('unclosed-bracket', { start, end: start + 1 }, { text: '[' });
  const value = text.slice(start + 1, close);
  return { type: 'slice', text: `[${value}]`, value, start, end: close + 1 };
}

function wordAt(text: string, start: number): Token | undefined {
  const found = matchAt(word, text, start);
  if (found === undefined) return undefined;
  const span = { start, end: start + found.length };
  const operator = named.get(found);
  return operator === undefined
    ? { type: 'word', text: found, value: found, ...span }
    : { type: 'op', text: found, value: operator, ...span };
}

function operatorAt(text: string, start: number): Token {
  for (const [written, value] of operators) {
    if (text.startsWith(written, start))
      return { type: 'op', text: written, value, start, end: start + written.length };
  }
  const character = String.fromCodePoint(text.codePointAt(start)!);
  const plain = meant[character] ?? character.normalize('NFKC');
  const hint = plain !== character && /^[ -~]+$/.test(plain) ? [plain] : [];
  const code = /^[@$#+*%]$/.test(character) ? 'not-supported' : 'unexpected-character';
  throw new Fault(code, { start, end: start + character.length }, { text: character }, hint);
}

const letters: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
  '?': '?',
};

/** C's escapes, as in Wireshark: \x41, \101, \n. `start` is where the content stands in the filter. */
function unescaped(content: string, start: number): string {
  return content.replace(
    /\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3})|([\s\S]))/g,
    (all, hex: string | undefined, octal: string | undefined, letter: string | undefined, offset: number) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      const code = octal === undefined ? 256 : Number.parseInt(octal, 8);
      if (code < 256) return String.fromCharCode(code);
      const plain = letter === undefined ? undefined : letters[letter];
      if (plain !== undefined) return plain;
      const at = start + offset;
      throw new Fault('bad-escape', { start: at, end: at + all.length }, { text: all });
    },
  );
}
