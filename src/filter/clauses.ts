/** What a filter says, for whoever puts it into words: its conditions without names, types and the way to the values. Reads first: ast.ts. */
import type { Expression, Operand } from './ast.js';
import { parse } from './parse.js';

export type Clause =
  | { readonly kind: 'present'; readonly field: string }
  /** `op` as parse.ts names it: `==`, `>=`, `contains` …; `value` without quotes. */
  | { readonly kind: 'compare'; readonly field: string; readonly op: string; readonly value: string }
  | { readonly kind: 'and' | 'or' | 'xor'; readonly parts: readonly Clause[] }
  | { readonly kind: 'not'; readonly part: Clause };

/** Undefined: it cannot be parsed. Never throws. */
export function clauseOf(text: string): Clause | undefined {
  const read = (operand: Operand): string =>
    operand.kind === 'mask' || operand.slice !== undefined
      ? text.slice(operand.start, operand.end)
      : operand.token.value;
  const clause = (of: Expression): Clause => {
    if (of.kind === 'presence') return { kind: 'present', field: read(of.operand) };
    if (of.kind === 'comparison')
      return { kind: 'compare', field: read(of.left), op: of.op.value, value: read(of.right) };
    if (of.kind === 'not') return { kind: 'not', part: clause(of.inner) };
    if (of.kind !== 'in') return { kind: of.kind, parts: of.parts.map(clause) };
    const field = read(of.left);
    const value = of.items.map(({ low, high }) => (high === undefined ? read(low) : `${read(low)}–${read(high)}`));
    return { kind: 'compare', field, op: 'in', value: value.join(', ') };
  };
  try {
    return clause(parse(text));
  } catch {
    return undefined;
  }
}
