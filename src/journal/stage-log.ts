// The record of stages. There are several per event, millions in a long run, so each takes a few bytes in columns: its
// event follows from the events' first stages, its parent from the depths of those before it, its last change from the
// changes themselves (see journal.ts), its kind from its shape. The arguments of reasons are in arg-pool.ts.
import { ArgPool, type Shape } from './arg-pool.js';
import { NONE } from './change-log.js';
import { branchOf, CHUNK, MASK, type Narrow, putNarrow, SHIFT, sizeOf } from './chunks.js';
import { type Args, messageAt, type StageKind } from './stage.js';

const DEEPEST = 0xff;

const makeChunk = (firstStart = 0, firstArgs = 0) => ({
  shape: new Uint16Array(CHUNK),
  verdict: new Uint8Array(CHUNK),
  /** How many stages it is inside of. */
  depth: new Uint8Array(CHUNK),
  /** As the distance from the chunk's first. */
  start: new Uint16Array(CHUNK) as Narrow,
  firstStart,
  args: new Uint16Array(CHUNK) as Narrow,
  firstArgs,
});
type Chunk = ReturnType<typeof makeChunk>;

export class StageLog {
  length = 0;
  #chunks: Chunk[] = [];
  #pool = new ArgPool();

  /** `start` is the number of the first change that can be the stage's. */
  add(kind: StageKind, because: string, args: Args | undefined, depth: number, start: number): number {
    if (depth > DEEPEST) throw new Error(`${kind.name}: more than ${DEEPEST} stages inside one another`);
    const at = this.length;
    const i = at & MASK;
    const shape = this.#pool.add(kind, because, args);
    if (i === 0) this.#chunks.push(makeChunk(start, this.#pool.start));
    const chunk = this.#chunks[at >> SHIFT] as Chunk;
    chunk.shape[i] = shape;
    chunk.depth[i] = depth;
    chunk.start = putNarrow(chunk.start, i, start - chunk.firstStart);
    chunk.args = putNarrow(chunk.args, i, this.#pool.start - chunk.firstArgs);
    this.length = at + 1;
    return at;
  }

  kind(at: number): StageKind {
    return this.#shape(at).kind;
  }
  /** The stage it is inside of: the last one before it that is less deep; NONE for a first level. */
  parent(at: number): number {
    const depth = this.#depth(at);
    if (depth === 0) return NONE;
    let parent = at - 1;
    while (this.#depth(parent) >= depth) parent--;
    return parent;
  }
  /** Whether `stage` is `of` or inside of it. */
  within(stage: number, of: number): boolean {
    const depth = this.#depth(of);
    for (let at = stage; at > of; at--) if (this.#depth(at) <= depth) return false;
    return stage >= of;
  }
  start(at: number): number {
    const { start, firstStart } = this.#chunks[at >> SHIFT] as Chunk;
    return firstStart + (start[at & MASK] as number);
  }
  verdict(at: number): number {
    return (this.#chunks[at >> SHIFT] as Chunk).verdict[at & MASK] as number;
  }
  setVerdict(at: number, verdict: number): void {
    (this.#chunks[at >> SHIFT] as Chunk).verdict[at & MASK] = verdict;
  }

  /** The id of the stage's reason. */
  reason(at: number): string {
    return messageAt(this.#shape(at).message);
  }
  because(at: number): { readonly id: string; readonly args: Args } {
    return { id: this.reason(at), args: this.#pool.read(this.#shape(at), this.#args(at)) };
  }
  /** Number of the stage's shape: stages of one shape have kind, reason and names of arguments in common. */
  shapeId(at: number): number {
    return (this.#chunks[at >> SHIFT] as Chunk).shape[at & MASK] as number;
  }
  /** One argument of a reason without building the rest. */
  arg(at: number, key: string): Args[string] | undefined {
    return this.#pool.readOne(this.#shape(at), this.#args(at), key);
  }
  /** One numeric argument of a reason without building the rest; undefined when it has none of that name. */
  numberArg(at: number, key: string): number | undefined {
    return this.#pool.readNumber(this.#shape(at), this.#args(at), key);
  }

  fork(length: number): StageLog {
    const copy = new StageLog();
    copy.length = length;
    copy.#chunks = branchOf(this.#chunks, length, makeChunk);
    copy.#pool = this.#pool.fork(length < this.length ? this.#args(length) : this.#pool.length);
    return copy;
  }

  get byteLength(): number {
    const chunks = this.#chunks.reduce((sum, chunk) => sum + sizeOf(chunk), 0);
    return chunks + this.#pool.byteLength;
  }

  #depth(at: number): number {
    return (this.#chunks[at >> SHIFT] as Chunk).depth[at & MASK] as number;
  }
  #shape(at: number): Shape {
    return this.#pool.shape((this.#chunks[at >> SHIFT] as Chunk).shape[at & MASK] as number);
  }
  #args(at: number): number {
    const { args, firstArgs } = this.#chunks[at >> SHIFT] as Chunk;
    return firstArgs + (args[at & MASK] as number);
  }
}
