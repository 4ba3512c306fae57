/**
 * Tokens → tree. From the loosest to the tightest: or, xor, and, not, comparison, &. Reads first: lex.ts, ast.ts.
 *
 *     or    := xor ('or' xor)*          test    := ('any' | 'all')? operand (relation operand)* | operand 'not'? 'in' set
 *     xor   := and ('xor' and)*         operand := term ('&' term)*
 *     and   := not ('and' not)*         term    := word slice? | string | char | '(' operand ')'
 *     not   := 'not' not | '(' or ')' | test
 */
import type { Expression, Logic, Operand, Range, SetItem, Term } from './ast.js';
import { type Token, tokensOf } from './lex.js';
import { Fault, type Span } from './problem.js';

/** Most characters of a filter. */
export const lengthLimit = 4096;
/** Most brackets and nots within each other. */
export const depthLimit = 64;

const relations = new Set(['==', '!=', '===', '!==', '<', '<=', '>', '>=', 'contains', 'matches']);

/** Throws Fault. */
export function parse(text: string): Expression {
  if (text.length > lengthLimit)
    throw new Fault('too-long', { start: lengthLimit, end: text.length }, { length: text.length, limit: lengthLimit });
  const tokens = tokensOf(text);
  if (tokens.length === 1) throw new Fault('empty', { start: 0, end: text.length });
  const parser = new Parser(tokens);
  const expression = parser.logic('or');
  if (parser.token.type !== 'end') throw parser.unexpected();
  return expression;
}

const tighter = { or: 'xor', xor: 'and', and: undefined } as const;

class Parser {
  readonly tokens: readonly Token[];
  at = 0;
  depth = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  get token(): Token {
    return this.tokens[this.at]!;
  }

  isOp(value: string): boolean {
    return this.token.type === 'op' && this.token.value === value;
  }

  accept(value: string): Token | undefined {
    return this.isOp(value) ? this.tokens[this.at++] : undefined;
  }

  unexpected(): Fault {
    const { token } = this;
    if (token.type === 'end')
      return new Fault('unexpected-end', token, { after: this.tokens[this.at - 1]?.text ?? '' });
    return new Fault('unexpected-token', token, { text: token.text });
  }

  deeper<T>(token: Token, read: () => T): T {
    if (this.depth >= depthLimit) throw new Fault('too-deep', token, { limit: depthLimit });
    this.depth++;
    const result = read();
    this.depth--;
    return result;
  }

  logic(kind: Logic['kind']): Expression {
    const next = tighter[kind];
    const read = () => (next ? this.logic(next) : this.not());
    const first = read();
    const parts = [first];
    while (this.accept(kind)) parts.push(read());
    return parts.length === 1 ? first : { kind, parts, start: first.start, end: parts.at(-1)!.end };
  }

  not(): Expression {
    const token = this.accept('not');
    if (token) {
      const inner = this.deeper(token, () => this.not());
      return { kind: 'not', inner, start: token.start, end: inner.end };
    }
    const open = this.accept('(');
    if (!open) return this.test();
    const inner = this.deeper(open, () => this.logic('or'));
    const close = this.close(open, ')');
    // (ip.ttl & 0xf0) == 64: what stands in brackets was an operand.
    const compared = this.isOp('&') || this.isOp('in') || (this.token.type === 'op' && relations.has(this.token.value));
    if (inner.kind === 'presence' && compared)
      return this.rest({ ...inner.operand, ...within(open, close) }, undefined);
    return { ...inner, ...within(open, close) };
  }

  close(open: Token, text: string): Token {
    const close = this.accept(text);
    if (close) return close;
    if (this.token.type === 'end') throw new Fault('unclosed-bracket', open, { text: open.text });
    throw this.unexpected();
  }

  test(): Expression {
    const { token } = this;
    const after = this.tokens[this.at + 1]?.type;
    const quantified = token.type === 'word' && (token.text === 'any' || token.text === 'all') && after === 'word';
    if (!quantified) return this.rest(this.term(), undefined);
    this.at++;
    const { end, ...test } = this.rest(this.term(), token.text as 'any' | 'all');
    if (test.kind === 'presence') throw new Fault('unexpected-token', token, { text: token.text });
    return { ...test, start: token.start, end };
  }

  /** What follows an operand's first term. */
  rest(first: Operand, quantifier: 'any' | 'all' | undefined): Expression {
    const left = this.masks(first);
    const next = this.tokens[this.at + 1];
    const negation = this.isOp('not') && next?.type === 'op' && next.value === 'in' ? this.accept('not') : undefined;
    if (this.accept('in')) {
      const { items, end } = this.set();
      const test = { kind: 'in', left, items, quantifier, start: left.start, end } as const;
      return negation ? { kind: 'not', inner: test, start: left.start, end } : test;
    }
    const parts: Expression[] = [];
    let side = left;
    while (this.token.type === 'op' && relations.has(this.token.value)) {
      const op = this.token;
      this.at++;
      const right = this.masks(this.term());
      parts.push({ kind: 'comparison', op, left: side, right, quantifier, start: side.start, end: right.end });
      side = right;
    }
    if (parts.length === 0) return { kind: 'presence', operand: left, start: left.start, end: left.end };
    if (parts.length === 1) return parts[0]!;
    // 1 < ip.ttl < 10
    return { kind: 'and', parts, start: left.start, end: side.end };
  }

  masks(first: Operand): Operand {
    let left = first;
    while (this.accept('&')) {
      const right = this.term();
      left = { kind: 'mask', left, right, start: left.start, end: right.end };
    }
    return left;
  }

  term(): Term {
    const { token } = this;
    if (token.type !== 'word' && token.type !== 'string' && token.type !== 'char') throw this.unexpected();
    this.at++;
    if (token.type === 'word' && this.isOp('('))
      throw new Fault('not-supported', { start: token.start, end: this.token.end }, { text: `${token.text}()` });
    const { start, end } = token;
    if (this.token.type !== 'slice') return { kind: 'term', token, start, end };
    const slice = this.token;
    this.at++;
    return { kind: 'term', token, slice: { ...span(slice), ranges: rangesOf(slice) }, start, end: slice.end };
  }

  /** {1, 2, 5..9}; blanks do for commas, as they did before Wireshark 4. */
  set(): { items: SetItem[]; end: number } {
    const open = this.token;
    if (!this.accept('{')) throw this.unexpected();
    const items: SetItem[] = [];
    do {
      const low = this.term();
      const high = this.accept('..') ? this.term() : undefined;
      items.push({ low, high });
      const comma = this.accept(',');
      if (comma && this.isOp('}')) throw this.unexpected();
    } while (!this.isOp('}') && this.token.type !== 'end');
    return { items, end: this.close(open, '}').end };
  }
}

function span({ start, end }: Span): Span {
  return { start, end };
}

function within(open: Span, close: Span): Span {
  return { start: open.start, end: close.end };
}

function rangesOf(slice: Token): Range[] {
  return slice.value.split(',').map(part => {
    const range = rangeOf(part.trim());
    if (!range) throw new Fault('bad-slice', slice, { text: slice.value });
    return range;
  });
}

/** Undefined: no range, or one that is empty whatever the bytes. */
function rangeOf(text: string): Range | undefined {
  const [, from, colon, length] = /^(-?\d{1,9})?(?:\s*(:)\s*(\d{1,9})?)?$/.exec(text) ?? [];
  if (colon !== undefined) {
    if (length !== undefined && Number(length) === 0) return undefined;
    return { from: Number(from ?? 0), length: length === undefined ? undefined : Number(length) };
  }
  if (from !== undefined) return { from: Number(from), length: 1 };
  const [, first, last] = /^(-?\d{1,9})\s*-\s*(-?\d{1,9})$/.exec(text) ?? [];
  if (first === undefined || last === undefined) return undefined;
  const range = { from: Number(first), to: Number(last) };
  return range.from < 0 === range.to < 0 && range.from > range.to ? undefined : range;
}
