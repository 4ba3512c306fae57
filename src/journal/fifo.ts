// A queue of numbers as a value in a row: to its readers it never changes. Queues that follow from one another share
// their numbers, so that a row for every frame that comes and goes costs no copy of those that wait.

/** First in, first out. `push` and `shift` give another queue; this one stays as it is. */
export class Fifo implements Iterable<number> {
  static readonly empty = new Fifo([], 0, 0);
  /** Appended to only, and only behind the longest queue that shares it; who comes later copies its own part. */
  readonly #items: number[];
  readonly #from: number;
  readonly #to: number;

  private constructor(items: number[], from: number, to: number) {
    this.#items = items;
    this.#from = from;
    this.#to = to;
  }

  get length(): number {
    return this.#to - this.#from;
  }

  /** The oldest one. */
  get first(): number | undefined {
    return this.length === 0 ? undefined : this.#items[this.#from];
  }

  push(item: number): Fifo {
    if (this.length === 0) return new Fifo([item], 0, 1);
    if (this.#items.length > this.#to) return new Fifo([...this, item], 0, this.length + 1);
    this.#items.push(item);
    return new Fifo(this.#items, this.#from, this.#to + 1);
  }

  /** Without the oldest one. */
  shift(): Fifo {
    return this.length <= 1 ? Fifo.empty : new Fifo(this.#items, this.#from + 1, this.#to);
  }

  *[Symbol.iterator](): IterableIterator<number> {
    for (let i = this.#from; i < this.#to; i++) yield this.#items[i] as number;
  }

  toJSON(): number[] {
    return [...this];
  }
}
