// Breakpoints: display filters over stages. A hit is where a filter begins to hold within an event: a packet that climbs
// through ten stages stops once, not ten times. Read stage-search.ts first.
import { type FilterProblem, parseFilter } from '../filter/index.js';
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

/** Hands out the numbers of breakpoints and watchpoints. */
export interface PointNumbers {
  last: number;
}

interface Entry {
  point: Breakpoint;
  readonly stop: Stop;
}

export class Breakpoints {
  readonly #target: () => Target;
  readonly #numbers: PointNumbers;
  readonly #entries = new Map<number, Entry>();

  constructor(target: () => Target, numbers: PointNumbers, stops?: StopList) {
    this.#target = target;
    this.#numbers = numbers;
    stops?.set('breakpoints', () => this.stops());
  }

  /** Sets a breakpoint, or says what is wrong with the filter. */
  add(text: string): Breakpoint | FilterProblem {
    const scope = nsScope();
    const filter = parseFilter(text, scope);
    if (!filter.ok) return filter;
    const number = ++this.#numbers.last;
    const point: Breakpoint = { ok: true, kind: 'breakpoint', number, text, enabled: true };
    this.#entries.set(number, { point, stop: this.#stop(number, new StageSearch(filter, scope)) });
    return point;
  }

  list(): readonly Breakpoint[] {
    return [...this.#entries.values()].map(({ point }) => point);
  }

  /** Switches one on or off; false when there is none of that number. */
  enable(number: number, enabled = true): boolean {
    const entry = this.#entries.get(number);
    if (entry === undefined) return false;
    entry.point = { ...entry.point, enabled };
    return true;
  }

  delete(number: number): boolean {
    return this.#entries.delete(number);
  }

  stops(): readonly Stop[] {
    return [...this.#entries.values()].filter(({ point }) => point.enabled).map(({ stop }) => stop);
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
