// The record of changes: which cell got which value, by which stage, and where that cell's previous change is. The value
// before a change is the previous change's value and is not stored twice.
import { branchOf, CHUNK, MASK, SHIFT, sizeOf } from './chunks.js';

export const NONE = -1;

const makeChunk = () => ({
  cell: new Int32Array(CHUNK),
  by: new Int32Array(CHUNK),
  previous: new Int32Array(CHUNK),
  after: new Array<unknown>(CHUNK),
});
type Chunk = ReturnType<typeof makeChunk>;

export class ChangeLog {
  length = 0;
  #chunks: Chunk[] = [];

  add(cell: number, by: number, previous: number, after: unknown): number {
    const at = this.length;
    const i = at & MASK;
    if (i === 0) this.#chunks.push(makeChunk());
    const chunk = this.#chunks[at >> SHIFT] as Chunk;
    chunk.cell[i] = cell;
    chunk.by[i] = by;
    chunk.previous[i] = previous;
    chunk.after[i] = after;
    this.length = at + 1;
    return at;
  }

  cell(at: number): number {
    return (this.#chunks[at >> SHIFT] as Chunk).cell[at & MASK] as number;
  }
  by(at: number): number {
    return (this.#chunks[at >> SHIFT] as Chunk).by[at & MASK] as number;
  }
  previous(at: number): number {
    return (this.#chunks[at >> SHIFT] as Chunk).previous[at & MASK] as number;
  }
  after(at: number): unknown {
    return (this.#chunks[at >> SHIFT] as Chunk).after[at & MASK];
  }
  before(at: number): unknown {
    const previous = this.previous(at);
    return previous === NONE ? undefined : this.after(previous);
  }

  fork(length: number): ChangeLog {
    const copy = new ChangeLog();
    copy.length = length;
    copy.#chunks = branchOf(this.#chunks, length, makeChunk);
    return copy;
  }

  get byteLength(): number {
    return this.#chunks.length * sizeOf(this.#chunks[0]);
  }
}
