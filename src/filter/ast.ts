/** What the parser makes of a filter, before names and types are looked at. Reads first: lex.ts. */
import type { Token } from './lex.js';
import type { Span } from './problem.js';

/** Bytes [from, from + length) or [from, to]; negative positions count from the end. */
export interface Range {
  readonly from: number;
  /** Undefined: up to the end. */
  readonly length?: number | undefined;
  readonly to?: number | undefined;
}

export interface Term extends Span {
  readonly kind: 'term';
  readonly token: Token;
  readonly slice?: Span & { readonly ranges: readonly Range[] };
}

/** `left & right` */
export interface Mask extends Span {
  readonly kind: 'mask';
  readonly left: Operand;
  readonly right: Operand;
}

export type Operand = Term | Mask;

export interface Comparison extends Span {
  readonly kind: 'comparison';
  readonly op: Token;
  readonly left: Operand;
  readonly right: Operand;
  readonly quantifier: 'any' | 'all' | undefined;
}

export interface SetItem {
  readonly low: Term;
  readonly high: Term | undefined;
}

export interface Membership extends Span {
  readonly kind: 'in';
  readonly left: Operand;
  readonly items: readonly SetItem[];
  readonly quantifier: 'any' | 'all' | undefined;
}

/** A field's presence; whether anything is left of a mask. */
export interface Presence extends Span {
  readonly kind: 'presence';
  readonly operand: Operand;
}

export interface Not extends Span {
  readonly kind: 'not';
  readonly inner: Expression;
}

export interface Logic extends Span {
  readonly kind: 'and' | 'or' | 'xor';
  readonly parts: readonly Expression[];
}

export type Expression = Comparison | Membership | Presence | Not | Logic;
