// The event queue: what is still to happen. Entries are append-only facts (when, what, scheduled by which stage, ended
// by which); what is pending at any position of the journal follows from them, so the queue needs no undo. The heap
// (4-ary, by time, then by number) is an index over them that `fork` rebuilds.
import { type Cause, CHUNK, copyOf, MASK, type Narrow, putNarrow, SHIFT, sizeOf } from '../journal/index.js';

const PENDING = 0x7fffffff;

/** One entry, as handed out to readers. */
export interface Scheduled {
  readonly id: number;
  /** Virtual time, ns. */
  readonly time: number;
  readonly kind: number;
  readonly a: number;
  readonly b: number;
  readonly cause: Cause;
}

const makeChunk = (firstBorn = 0) => ({
  time: new Float64Array(CHUNK),
  kind: new Uint16Array(CHUNK),
  a: new Int32Array(CHUNK),
  b: new Int32Array(CHUNK),
  /** Visible from this position on, behind that of the chunk's first … */
  born: new Uint16Array(CHUNK) as Narrow,
  firstBorn,
  /** How far the cause is before it. */
  cause: new Uint16Array(CHUNK) as Narrow,
  /** … up to and with this one. */
  ended: new Int32Array(CHUNK),
  cancelled: new Uint8Array(CHUNK),
});
type Chunk = ReturnType<typeof makeChunk>;

export class EventQueue {
  #count = 0;
  #chunks: Chunk[] = [];
  /** Of each chunk: how many of its entries are pending, and where the last of the others ended. */
  #left: number[] = [];
  #lastEnd: number[] = [];
  #heap: number[] = [];

  /** Adds an entry; `last` is the last stage begun. */
  add(time: number, kind: number, a: number, b: number, cause: Cause, last: number): number {
    const id = this.#count;
    const at = id & MASK;
    if (at === 0) {
      this.#chunks.push(makeChunk(last + 1));
      this.#left.push(0);
      this.#lastEnd.push(0);
    }
    const chunk = this.#chunk(id);
    chunk.time[at] = time;
    chunk.kind[at] = kind;
    chunk.a[at] = a;
    chunk.b[at] = b;
    chunk.born = putNarrow(chunk.born, at, last + 1 - chunk.firstBorn);
    chunk.cause = putNarrow(chunk.cause, at, last + 1 - cause);
    chunk.ended[at] = PENDING;
    this.#left[id >> SHIFT]!++;
    this.#count = id + 1;
    this.#siftUp(id);
    return id;
  }

  /** Takes an entry out before its time. Cancelling what has ended already does nothing and says so. */
  cancel(id: number, last: number): boolean {
    if (!this.isPending(id)) return false;
    this.#end(id, Math.max(0, last));
    this.#chunk(id).cancelled[id & MASK] = 1;
    return true;
  }

  isPending(id: number): boolean {
    return this.#ended(id) === PENDING;
  }

  /** The next entry's number, or -1. Cancelled entries are thrown away on the way. */
  peek(): number {
    while (this.#heap.length > 0) {
      const top = this.#heap[0] as number;
      if (this.#chunk(top).cancelled[top & MASK] === 0) return top;
      this.#removeTop();
    }
    return -1;
  }

  /** Takes the next entry out to run it; `first` is the number its event's first stage will have. */
  pop(first: number): number {
    const top = this.peek();
    if (top < 0) return -1;
    this.#removeTop();
    this.#end(top, first);
    return top;
  }

  timeOf(id: number): number {
    return this.#chunk(id).time[id & MASK] as number;
  }
  kindOf(id: number): number {
    return this.#chunk(id).kind[id & MASK] as number;
  }
  aOf(id: number): number {
    return this.#chunk(id).a[id & MASK] as number;
  }
  bOf(id: number): number {
    return this.#chunk(id).b[id & MASK] as number;
  }
  causeOf(id: number): Cause {
    return this.#born(id) - (this.#chunk(id).cause[id & MASK] as number);
  }

  entry(id: number): Scheduled {
    return {
      id,
      time: this.timeOf(id),
      kind: this.kindOf(id),
      a: this.aOf(id),
      b: this.bOf(id),
      cause: this.causeOf(id),
    };
  }

  /** What was to happen, seen from position `p`, in the order it would happen. */
  pendingAt(p: number): Scheduled[] {
    const out: Scheduled[] = [];
    for (let chunk = 0; chunk < this.#chunks.length; chunk++) {
      if (this.#left[chunk] === 0 && (this.#lastEnd[chunk] as number) < p) continue;
      const end = Math.min(this.#count, (chunk + 1) * CHUNK);
      for (let id = chunk * CHUNK; id < end; id++) {
        if (this.#born(id) <= p && p <= this.#ended(id)) out.push(this.entry(id));
      }
    }
    return out.sort((x, y) => x.time - y.time || x.id - y.id);
  }

  /** The queue as it stood at position `p`; numbering goes on from what existed then. */
  fork(p: number): EventQueue {
    let count = 0;
    while (count < this.#count && this.#born(count) <= p) count++;
    const copy = new EventQueue();
    copy.#chunks = copyOf(this.#chunks, count, makeChunk);
    copy.#count = count;
    for (let id = 0; id < count; id++) {
      if (id % CHUNK === 0) {
        copy.#left.push(0);
        copy.#lastEnd.push(0);
      }
      copy.#left[id >> SHIFT]!++;
      if (p > copy.#ended(id)) {
        copy.#end(id, copy.#ended(id));
        continue;
      }
      copy.#chunk(id).ended[id & MASK] = PENDING;
      copy.#chunk(id).cancelled[id & MASK] = 0;
      copy.#siftUp(id);
    }
    return copy;
  }

  get byteLength(): number {
    return this.#chunks.reduce((sum, chunk) => sum + sizeOf(chunk), this.#heap.length * 8);
  }

  #chunk(id: number): Chunk {
    return this.#chunks[id >> SHIFT] as Chunk;
  }
  #end(id: number, position: number): void {
    const chunk = id >> SHIFT;
    this.#chunk(id).ended[id & MASK] = position;
    this.#left[chunk]!--;
    this.#lastEnd[chunk] = Math.max(this.#lastEnd[chunk] as number, position);
  }
  #born(id: number): number {
    const { born, firstBorn } = this.#chunk(id);
    return firstBorn + (born[id & MASK] as number);
  }
  #ended(id: number): number {
    return this.#chunk(id).ended[id & MASK] as number;
  }

  #before(x: number, y: number): boolean {
    const difference = this.timeOf(x) - this.timeOf(y);
    return difference < 0 || (difference === 0 && x < y);
  }

  #siftUp(id: number): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(id);
    while (at > 0) {
      const parent = (at - 1) >> 2;
      if (!this.#before(id, heap[parent] as number)) break;
      heap[at] = heap[parent] as number;
      at = parent;
    }
    heap[at] = id;
  }

  #removeTop(): void {
    const heap = this.#heap;
    const moved = heap.pop() as number;
    const size = heap.length;
    if (size === 0) return;
    let at = 0;
    for (;;) {
      const first = 4 * at + 1;
      if (first >= size) break;
      let least = first;
      for (let child = first + 1; child < Math.min(first + 4, size); child++) {
        if (this.#before(heap[child] as number, heap[least] as number)) least = child;
      }
      if (!this.#before(heap[least] as number, moved)) break;
      heap[at] = heap[least] as number;
      at = least;
    }
    heap[at] = moved;
  }
}
