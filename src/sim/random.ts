// Seeded randomness in named streams, so that a draw in one place never shifts what another place draws. A stream's
// state is one number in a table: it steps back with everything else.
import { type Journal, numberSchema, type Table } from '../journal/index.js';

export const randomSchema = numberSchema('random', 'States of the random streams');

export class Randomness {
  readonly seed: number;
  readonly #state: Table<number>;

  constructor(journal: Journal, seed: number) {
    this.seed = seed;
    this.#state = journal.table(randomSchema);
  }

  /** The stream's next 32 bits (mulberry32: a Weyl sequence with a multiply-xorshift finaliser). */
  u32(stream: string): number {
    const state = ((this.#state.get(stream) ?? this.#start(stream)) + 0x6d2b79f5) | 0;
    this.#state.set(stream, state);
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  }

  /** An integer in [0, n), for n up to 2^21 exactly uniform to within 2^-11. */
  below(stream: string, n: number): number {
    return Math.floor((this.u32(stream) / 0x100000000) * n);
  }

  /** True with probability `p` (0 … 1). */
  chance(stream: string, p: number): boolean {
    return this.u32(stream) < p * 0x100000000;
  }

  /** FNV-1a over the seed and the stream's name. */
  #start(stream: string): number {
    let h = 0x811c9dc5;
    for (const part of [String(this.seed), '/', stream]) {
      for (let i = 0; i < part.length; i++) h = Math.imul(h ^ part.charCodeAt(i), 0x01000193);
    }
    return h | 0;
  }
}
