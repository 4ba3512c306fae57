// A display filter over stages, for whoever lists them: events of the prompt and the screen. Read stage-search.ts first.
import { type FilterProblem, parseFilter } from '../filter/index.js';
import { StageSearch } from './stage-search.js';
import { nsScope } from './subject.js';
import type { Target } from './target.js';

export interface StageFilter {
  readonly ok: true;
  /** The first stage in [low, high) that it holds for. */
  first(low: number, high: number): number | undefined;
}

/** The filter, or what is wrong with it. */
export function stageFilter(target: Target, text: string): StageFilter | FilterProblem {
  const scope = nsScope();
  const filter = parseFilter(text, scope);
  if (!filter.ok) return filter;
  const search = new StageSearch(filter, scope);
  return { ok: true, first: (low, high) => search.first(target, low, high) };
}
