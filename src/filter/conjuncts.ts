/** The parts of a filter that must all hold: what an index may be asked for before the rest is tested. Reads first: ast.ts. */
import type { Expression } from './ast.js';
import { parse } from './parse.js';

/** `a and (b or c)` → `a`, `(b or c)`. A filter that cannot be parsed is one part. Never throws. */
export function conjunctsOf(text: string): string[] {
  try {
    return partsOf(parse(text)).map(({ start, end }) => text.slice(start, end));
  } catch {
    return [text];
  }
}

function partsOf(expression: Expression): Expression[] {
  if (expression.kind !== 'and' || chained(expression.parts)) return [expression];
  return expression.parts.flatMap(partsOf);
}

/** `all 1 < ip.ttl < 10`: the quantifier stands before the first part only and counts for both. */
const chained = (parts: readonly Expression[]): boolean =>
  parts.length > 1 &&
  parts.every(
    (part, i) =>
      part.kind === 'comparison' && (i === 0 || part.start === (parts[i - 1] as { right?: Span }).right?.start),
  );

interface Span {
  readonly start: number;
}
