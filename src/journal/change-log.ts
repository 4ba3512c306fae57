// The record of changes: which cell got which value, by which stage, and where that cell's previous change is. The value
// before a change is the previous change's value and is not stored twice.
import { branchOf, CHUNK, MASK, type Narrow, putNarrow, SHIFT, sizeOf } from './chunks.js';

export const NONE = -1;

/** What a change's value is: the number itself, or a row by its place in the chunk's list, or none. */
const NUMBER = 0;
const ROW = 1;
const NOTHING = 2;

const narrow = (): Narrow => new Uint16Array(CHUNK);

const makeChunk = (firstBy = 0) => ({
  cell: narrow(),
  /** Behind the stage of the chunk's first change. */
  by: narrow(),
  firstBy,
  /** How many changes earlier; 0 when there was none. */
  back: narrow(),
  sort: new Uint8Array(CHUNK),
  /** A number in a list of values would be an object of its own, for as long as the record lives. */
  value: new Float64Array(CHUNK),
  rows: [] as unknown[],
});
type Chunk = ReturnType<typeof makeChunk>;

export class ChangeLog {
  length = 0;
  #chunks: Chunk[] = [];

  add(cell: number, by: number, previous: number, after: unknown): number {
    const at = this.length;
    const i = at & MASK;
    if (i === 0) this.#chunks.push(makeChunk(by));
    const chunk = this.#chunks[at >> SHIFT] as Chunk;
    chunk.cell = putNarrow(chunk.cell, i, cell);
    chunk.by = putNarrow(chunk.by, i, by - chunk.firstBy);
    chunk.back = putNarrow(chunk.back, i, previous === NONE ? 0 : at - previous);
    if (typeof after === 'number') chunk.value[i] = after;
    else if (after === undefined) chunk.sort[i] = NOTHING;
    else {
      chunk.sort[i] = ROW;
      chunk.value[i] = chunk.rows.push(after) - 1;
    }
    this.length = at + 1;
    return at;
  }

  cell(at: number): number {
    return (this.#chunks[at >> SHIFT] as Chunk).cell[at & MASK] as number;
  }
  by(at: number): number {
    const { by, firstBy } = this.#chunks[at >> SHIFT] as Chunk;
    return firstBy + (by[at & MASK] as number);
  }
  previous(at: number): number {
    const back = (this.#chunks[at >> SHIFT] as Chunk).back[at & MASK] as number;
    return back === 0 ? NONE : at - back;
  }
  after(at: number): unknown {
    const { sort, value, rows } = this.#chunks[at >> SHIFT] as Chunk;
    const i = at & MASK;
    if (sort[i] === NUMBER) return value[i];
    return sort[i] === ROW ? rows[value[i] as number] : undefined;
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
    return this.#chunks.reduce((sum, chunk) => sum + sizeOf(chunk), 0);
  }
}
