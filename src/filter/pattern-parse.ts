/** A regular expression's text, one character a byte → a tree. Reads first: nothing. */

export type PatternNode =
  | { readonly kind: 'set'; readonly set: Uint8Array }
  | { readonly kind: 'at'; readonly at: 'start' | 'end' | 'very-end' | 'edge' | 'no-edge' }
  | { readonly kind: 'sequence' | 'either'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly part: PatternNode; readonly min: number; readonly max: number };

export type ParsedPattern =
  | { readonly ok: true; readonly node: PatternNode }
  | {
      readonly ok: false;
      readonly code: 'bad-pattern' | 'pattern-not-supported' | 'pattern-too-big';
      readonly text: string;
    };

const depthLimit = 50;
/** Counts in {} above this are refused. */
const countLimit = 1000;

class Refused extends Error {
  readonly code: 'bad-pattern' | 'pattern-not-supported' | 'pattern-too-big';
  readonly text: string;

  constructor(code: Refused['code'], text: string) {
    super(code);
    this.code = code;
    this.text = text;
  }
}

/** Never throws. */
export function parsePattern(text: string): ParsedPattern {
  try {
    return { ok: true, node: new PatternParser(text).whole() };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, code: error.code, text: error.text };
    throw error;
  }
}

/** The bytes for which it holds. */
function setOf(holds: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (holds(byte) ? 1 : 0));
}

const isDigit = (byte: number) => byte >= 48 && byte <= 57;
const isUpper = (byte: number) => byte >= 65 && byte <= 90;
const isLower = (byte: number) => byte >= 97 && byte <= 122;
const isAlpha = (byte: number) => isUpper(byte) || isLower(byte);
const isSpace = (byte: number) => byte === 32 || (byte >= 9 && byte <= 13);
const isHex = (byte: number) => isDigit(byte) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102);
const isPunct = (byte: number) => byte > 32 && byte < 127 && !isAlpha(byte) && !isDigit(byte);

const short: Readonly<Record<string, (byte: number) => boolean>> = {
  d: isDigit,
  w: byte => isAlpha(byte) || isDigit(byte) || byte === 95,
  s: isSpace,
  h: byte => byte === 32 || byte === 9 || byte === 0xa0,
};
const posix: Readonly<Record<string, (byte: number) => boolean>> = {
  alpha: isAlpha,
  digit: isDigit,
  alnum: byte => isAlpha(byte) || isDigit(byte),
  upper: isAlpha,
  lower: isAlpha,
  space: isSpace,
  blank: byte => byte === 32 || byte === 9,
  xdigit: isHex,
  punct: isPunct,
  print: byte => byte >= 32 && byte < 127,
  graph: byte => byte > 32 && byte < 127,
  cntrl: byte => byte < 32 || byte === 127,
  word: short.w!,
};
const control: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, e: 27, a: 7 };

/** Case is ignored, of ASCII. */
function folded(set: Uint8Array): Uint8Array {
  return setOf(byte => set[byte] === 1 || (isAlpha(byte) && set[byte ^ 32] === 1));
}

const oneByte = (code: number): PatternNode => ({ kind: 'set', set: folded(setOf(byte => byte === code)) });

class PatternParser {
  readonly text: string;
  at = 0;
  depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  refuse(code: Refused['code'], from = this.at, to = from + 1): Refused {
    return new Refused(code, this.text.slice(from, to) || this.text.slice(-1));
  }

  take(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  whole(): PatternNode {
    // Case is ignored anyhow.
    this.take('(?i)');
    const node = this.either();
    if (this.at < this.text.length) throw this.refuse('bad-pattern');
    return node;
  }

  either(): PatternNode {
    const parts = [this.sequence()];
    while (this.take('|')) parts.push(this.sequence());
    return parts.length === 1 ? parts[0]! : { kind: 'either', parts };
  }

  sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (this.at < this.text.length && this.text[this.at] !== '|' && this.text[this.at] !== ')')
      parts.push(this.repeat());
    return { kind: 'sequence', parts };
  }

  repeat(): PatternNode {
    const from = this.at;
    const part = this.atom();
    const counts = this.counts();
    if (!counts) return part;
    if (part.kind === 'at') throw this.refuse('pattern-not-supported', from, this.at);
    // Whether greedy or not is the same to a test; possessive is not.
    if (this.text[this.at] === '+') throw this.refuse('pattern-not-supported', from, this.at + 1);
    this.take('?');
    const again = this.at;
    if (this.counts()) throw this.refuse('bad-pattern', again, this.at);
    return { kind: 'repeat', part, ...counts };
  }

  counts(): { min: number; max: number } | undefined {
    if (this.take('*')) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.take('+')) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.take('?')) return { min: 0, max: 1 };
    const [all, low, comma, high] = /^\{(\d{1,6})(,)?(\d{1,6})?\}/.exec(this.text.slice(this.at, this.at + 16)) ?? [];
    if (all === undefined || (high !== undefined && comma === undefined)) return undefined;
    const min = Number(low);
    const max = high !== undefined ? Number(high) : comma ? Number.POSITIVE_INFINITY : min;
    if (min > max) throw this.refuse('bad-pattern', this.at, this.at + all.length);
    if (min > countLimit || (max > countLimit && comma && high !== undefined))
      throw this.refuse('pattern-too-big', this.at, this.at + all.length);
    this.at += all.length;
    return { min, max };
  }

  atom(): PatternNode {
    const char = this.text[this.at]!;
    if (char === '(') return this.group();
    if (char === '[') return { kind: 'set', set: this.brackets() };
    if (char === '\\') return this.escaped();
    if ('*+?'.includes(char)) throw this.refuse('bad-pattern');
    this.at++;
    if (char === '.') return { kind: 'set', set: setOf(byte => byte !== 10) };
    if (char === '^') return { kind: 'at', at: 'start' };
    if (char === '$') return { kind: 'at', at: 'end' };
    return oneByte(char.charCodeAt(0));
  }

  group(): PatternNode {
    const open = this.at++;
    if (!this.take('?:') && (this.text[this.at] === '?' || this.text[this.at] === '*'))
      throw this.refuse('pattern-not-supported', open, open + 3);
    if (this.depth >= depthLimit) throw this.refuse('pattern-too-big', open);
    this.depth++;
    const inner = this.either();
    this.depth--;
    if (!this.take(')')) throw this.refuse('bad-pattern', open);
    return inner;
  }

  escaped(): PatternNode {
    const from = this.at;
    const char = this.text[from + 1];
    const places = { A: 'start', Z: 'end', z: 'very-end', b: 'edge', B: 'no-edge' } as const;
    if (char !== undefined && Object.hasOwn(places, char)) {
      this.at += 2;
      return { kind: 'at', at: places[char as keyof typeof places] };
    }
    const set = this.shortSet();
    return set ? { kind: 'set', set } : oneByte(this.escapedByte());
  }

  /** \d, \W … */
  shortSet(): Uint8Array | undefined {
    const char = this.text[this.at + 1] ?? '';
    const lower = char.toLowerCase();
    if (this.text[this.at] !== '\\' || !Object.hasOwn(short, lower)) return undefined;
    this.at += 2;
    const holds = short[lower]!;
    return char === lower ? setOf(holds) : setOf(byte => !holds(byte));
  }

  escapedByte(): number {
    const from = this.at;
    const rest = this.text.slice(from, from + 10);
    const [coded, hex, braced, octal] =
      /^\\(?:x([0-9a-fA-F]{2})|x\{([0-9a-fA-F]{1,2})\}|(0[0-7]{0,2}))/.exec(rest) ?? [];
    if (coded !== undefined) {
      this.at += coded.length;
      return octal === undefined ? Number.parseInt((hex ?? braced)!, 16) : Number.parseInt(octal, 8);
    }
    const char = rest[1];
    if (char === undefined) throw this.refuse('bad-pattern', from);
    this.at += 2;
    if (Object.hasOwn(control, char)) return control[char]!;
    // Back references, \p{…}, \Q…\E, \K and so on.
    if (/[A-Za-z0-9]/.test(char)) throw this.refuse('pattern-not-supported', from, from + 2);
    return char.charCodeAt(0);
  }

  brackets(): Uint8Array {
    const open = this.at++;
    const negated = this.take('^');
    const set = new Uint8Array(256);
    for (let first = true; first || this.text[this.at] !== ']'; first = false) {
      if (this.at >= this.text.length) throw this.refuse('bad-pattern', open, this.text.length);
      const whole = this.namedSet() ?? this.shortSet();
      if (whole) for (let byte = 0; byte < 256; byte++) set[byte]! |= whole[byte]!;
      else this.range(set);
    }
    this.at++;
    const all = folded(set);
    return negated ? setOf(byte => all[byte] === 0) : all;
  }

  /** [:alpha:] */
  namedSet(): Uint8Array | undefined {
    const [all, negation, name] = /^\[:(\^)?([a-z]+):\]/.exec(this.text.slice(this.at, this.at + 16)) ?? [];
    if (all === undefined) return undefined;
    if (!Object.hasOwn(posix, name!)) throw this.refuse('bad-pattern', this.at, this.at + all.length);
    this.at += all.length;
    const holds = posix[name!]!;
    return setOf(byte => holds(byte) !== (negation !== undefined));
  }

  range(set: Uint8Array): void {
    const from = this.at;
    const low = this.member();
    const next = this.text[this.at + 1];
    const ranged = this.text[this.at] === '-' && next !== ']' && next !== undefined;
    if (ranged) this.at++;
    const high = ranged ? this.member() : low;
    if (high < low) throw this.refuse('bad-pattern', from, this.at);
    set.fill(1, low, high + 1);
  }

  member(): number {
    // Within brackets \b is a backspace.
    if (this.take('\\b')) return 8;
    if (this.text[this.at] === '\\') return this.escapedByte();
    return this.text.charCodeAt(this.at++);
  }
}
