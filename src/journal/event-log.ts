// The record of events: when each was, what caused it, and which stage it began with.
import { branchOf, CHUNK, MASK, SHIFT, sizeOf } from './chunks.js';
import type { Cause } from './root.js';

const makeChunk = () => ({
  time: new Float64Array(CHUNK),
  cause: new Int32Array(CHUNK),
  first: new Int32Array(CHUNK),
});
type Chunk = ReturnType<typeof makeChunk>;

export class EventLog {
  length = 0;
  #chunks: Chunk[] = [];

  add(time: number, cause: Cause, first: number): number {
    const at = this.length;
    const i = at & MASK;
    if (i === 0) this.#chunks.push(makeChunk());
    const chunk = this.#chunks[at >> SHIFT] as Chunk;
    chunk.time[i] = time;
    chunk.cause[i] = cause;
    chunk.first[i] = first;
    this.length = at + 1;
    return at;
  }

  time(at: number): number {
    return (this.#chunks[at >> SHIFT] as Chunk).time[at & MASK] as number;
  }
  cause(at: number): Cause {
    return (this.#chunks[at >> SHIFT] as Chunk).cause[at & MASK] as number;
  }
  first(at: number): number {
    return (this.#chunks[at >> SHIFT] as Chunk).first[at & MASK] as number;
  }

  /** The event that a stage belongs to: the last one that began no later. */
  ofStage(stage: number): number {
    let low = 0;
    let high = this.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.first(middle) <= stage) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  fork(length: number): EventLog {
    const copy = new EventLog();
    copy.length = length;
    copy.#chunks = branchOf(this.#chunks, length, makeChunk);
    return copy;
  }

  get byteLength(): number {
    return this.#chunks.length * sizeOf(this.#chunks[0]);
  }
}
