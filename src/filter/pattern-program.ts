/** A pattern's tree → a list of steps for the matcher. Reads first: pattern-parse.ts. */
import type { PatternNode } from './pattern-parse.js';

export type Step =
  /** Takes one byte for which set[byte] is 1. */
  | { readonly op: 'set'; readonly set: Uint8Array }
  | { readonly op: 'at'; readonly at: string }
  | { op: 'jump'; to: number }
  /** Goes on at the next step and at `other`. */
  | { op: 'split'; other: number }
  | { readonly op: 'match' };

export type Program = readonly Step[];

const stepLimit = 1000;

class TooBig extends Error {}

/** Undefined: more steps than allowed. */
export function programOf(node: PatternNode): Program | undefined {
  const steps: Step[] = [];
  try {
    emit(node, steps);
  } catch (error) {
    if (error instanceof TooBig) return undefined;
    throw error;
  }
  return [...steps, { op: 'match' }];
}

function add<T extends Step>(steps: Step[], step: T): T {
  if (steps.length >= stepLimit) throw new TooBig();
  steps.push(step);
  return step;
}

function emit(node: PatternNode, steps: Step[]): void {
  switch (node.kind) {
    case 'set':
      add(steps, { op: 'set', set: node.set });
      return;
    case 'at':
      add(steps, { op: 'at', at: node.at });
      return;
    case 'sequence':
      for (const part of node.parts) emit(part, steps);
      return;
    case 'either':
      emitEither(node.parts, steps);
      return;
    default:
      emitRepeat(node.part, node.min, node.max, steps);
  }
}

function emitEither(parts: readonly PatternNode[], steps: Step[]): void {
  const jumps: { to: number }[] = [];
  for (const part of parts.slice(0, -1)) {
    const split = add(steps, { op: 'split', other: 0 });
    emit(part, steps);
    jumps.push(add(steps, { op: 'jump', to: 0 }));
    split.other = steps.length;
  }
  emit(parts.at(-1)!, steps);
  for (const jump of jumps) jump.to = steps.length;
}

function emitRepeat(part: PatternNode, min: number, max: number, steps: Step[]): void {
  for (let i = 0; i < min; i++) guarded(part, steps);
  if (max === Number.POSITIVE_INFINITY) {
    const loop = steps.length;
    const split = add(steps, { op: 'split', other: 0 });
    emit(part, steps);
    add(steps, { op: 'jump', to: loop });
    split.other = steps.length;
    return;
  }
  const splits: { other: number }[] = [];
  for (let i = min; i < max; i++) {
    splits.push(add(steps, { op: 'split', other: 0 }));
    guarded(part, steps);
  }
  for (const split of splits) split.other = steps.length;
}

/** A part without steps, repeated a thousand times in itself, would take long to come to nothing. */
function guarded(part: PatternNode, steps: Step[]): void {
  const before = steps.length;
  emit(part, steps);
  if (steps.length === before) add(steps, { op: 'jump', to: before + 1 });
}
