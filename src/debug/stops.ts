// Places to stop at: checkpoints of a lesson, breakpoints, watchpoints. Each knows how to find its next and its previous
// hit; groups of them stand side by side, and nobody overwrites another's.
import type { RowChange } from './changes.js';

export type StopKind = 'checkpoint' | 'breakpoint' | 'watchpoint';

/** A place to stop at. */
export interface Stop {
  readonly id: string;
  /** A checkpoint when not said. */
  readonly kind?: StopKind;
  /** The number by which a person names it. */
  readonly number?: number;
  /** Whether the stage is one to stop after. */
  test(stage: number): boolean;
  /** The first stage in [low, high) to stop after; without it every stage is tested. */
  first?(low: number, high: number): number | undefined;
  /** The last stage in [low, high) to stop after. */
  last?(low: number, high: number): number | undefined;
  /** What a watchpoint saw change at the stage. */
  changes?(stage: number): readonly RowChange[];
}

/** A stop that was hit. */
export interface StopHit {
  readonly stop: Stop;
  readonly kind: StopKind;
  /** For a watchpoint: the rows that changed, old and new. */
  readonly changes: readonly RowChange[];
}

const RANK: readonly StopKind[] = ['checkpoint', 'breakpoint', 'watchpoint'];
const kindOf = (stop: Stop): StopKind => stop.kind ?? 'checkpoint';

/** All stops of a session, in groups. */
export class StopList {
  readonly #groups = new Map<string, () => readonly Stop[]>();

  /** Sets the stops of a group; a function is asked each time. */
  set(group: string, stops: readonly Stop[] | (() => readonly Stop[])): void {
    this.#groups.set(group, typeof stops === 'function' ? stops : () => stops);
  }

  get all(): readonly Stop[] {
    return [...this.#groups.values()].flatMap(stops => stops());
  }

  /** The first stage in [low, high) at which anything stops. */
  first(low: number, high: number): number | undefined {
    let end = high;
    let found: number | undefined;
    for (const stop of this.all) {
      const stage = firstOf(stop, low, end);
      if (stage === undefined) continue;
      found = stage;
      end = stage;
    }
    return found;
  }

  /** The last stage in [low, high) at which anything stops. */
  last(low: number, high: number): number | undefined {
    let from = low;
    let found: number | undefined;
    for (const stop of this.all) {
      const stage = lastOf(stop, from, high);
      if (stage === undefined) continue;
      found = stage;
      from = stage + 1;
    }
    return found;
  }

  /** Everything that stops at a stage: checkpoints first, then breakpoints, then watchpoints. */
  hitsAt(stage: number): StopHit[] {
    const hits = this.all.filter(stop => stop.test(stage));
    return hits
      .map(stop => ({ stop, kind: kindOf(stop), changes: stop.changes?.(stage) ?? [] }))
      .sort((x, y) => RANK.indexOf(x.kind) - RANK.indexOf(y.kind));
  }
}

function firstOf(stop: Stop, low: number, high: number): number | undefined {
  if (low >= high) return undefined;
  if (stop.first !== undefined) return stop.first(low, high);
  for (let stage = low; stage < high; stage++) if (stop.test(stage)) return stage;
  return undefined;
}

function lastOf(stop: Stop, low: number, high: number): number | undefined {
  if (low >= high) return undefined;
  if (stop.last !== undefined) return stop.last(low, high);
  for (let stage = high - 1; stage >= low; stage--) if (stop.test(stage)) return stage;
  return undefined;
}
