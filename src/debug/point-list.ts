// What breakpoints and watchpoints have in common: a list by number, each switched on or off, and the stops of those on.
import type { Stop } from './stops.js';

/** Hands out the numbers of breakpoints and watchpoints. */
export interface PointNumbers {
  last: number;
}

interface Point {
  readonly number: number;
  readonly enabled: boolean;
}

export class PointList<P extends Point> {
  readonly #numbers: PointNumbers;
  readonly #entries = new Map<number, { point: P; readonly stop: Stop }>();

  constructor(numbers: PointNumbers) {
    this.#numbers = numbers;
  }

  list(): readonly P[] {
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

  protected nextNumber(): number {
    return ++this.#numbers.last;
  }

  protected keep(point: P, stop: Stop): P {
    this.#entries.set(point.number, { point, stop });
    return point;
  }
}
