// Breakpoints: display filters over stages. A hit is where a filter begins to hold within an event: a packet that climbs
// through ten stages stops once, not ten times. Read stage-search.ts first.
import { type FilterProblem, parseFilter } from '../filter/index.js';
import { PointList, type PointNumbers } from './point-list.js';
import { StageSearch } from './stage-search.js';
import type { Stop, StopList } from './stops.js';
import { nsScope } from './subject.js';
import type { Target } from './target.js';

export interface Breakpoint {
  readonly ok: true;
  readonly kind: 'breakpoint';
  /** Numbers are shared with watchpoints and never used twice. */
  readonly number: number;
  /** The filter, as written. */
  readonly text: string;
  readonly enabled: boolean;
}

export class Breakpoints extends PointList<Breakpoint> {
  readonly #target: () => Target;

  constructor(target: () => Target, numbers: PointNumbers, stops?: StopList) {
    super(numbers);
    this.#target = target;
    stops?.set('breakpoints', () => this.stops());
  }

  /** Sets a breakpoint, or says what is wrong with the filter. */
  add(text: string): Breakpoint | FilterProblem {
    const scope = nsScope();
    const filter = parseFilter(text, scope);
    if (!filter.ok) return filter;
    const number = this.nextNumber();
    const point: Breakpoint = { ok: true, kind: 'breakpoint', number, text, enabled: true };
    return this.keep(point, this.#stop(number, new StageSearch(filter, scope)));
  }

  #stop(number: number, search: StageSearch): Stop {
    return {
      id: `break ${number}`,
      kind: 'breakpoint',
      number,
      test: stage => search.first(this.#target(), stage, stage + 1, true) === stage,
      first: (low, high) => search.first(this.#target(), low, high, true),
      last: (low, high) => search.last(this.#target(), low, high, true),
    };
  }
}
