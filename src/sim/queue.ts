// The event queue: what is still to happen. Entries are append-only facts (when, what, scheduled by which stage, ended
// by which); what is pending at any position of the journal follows from them, so the queue needs no undo. The heap
// (4-ary, by time, then by number) is an index over them that `fork` rebuilds.
import {
  type Cause,
  type F64,
  f64,
  type I32,
  i32,
  type U8,
  type U16,
  type U32,
  u8,
  u16,
  u32,
} from '../journal/index.js';

const PENDING = 0xffffffff;

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

export class EventQueue {
  #time: F64 = f64();
  #kind: U16 = u16();
  #a: I32 = i32();
  #b: I32 = i32();
  #cause: I32 = i32();
  /** Visible from position born+1 … */
  #born: U32 = u32();
  /** … up to position ended. */
  #ended: U32 = u32();
  #cancelled: U8 = u8();
  #heap: number[] = [];

  /** Adds an entry; `last` is the last stage begun. */
  add(time: number, kind: number, a: number, b: number, cause: Cause, last: number): number {
    this.#time.push(time);
    this.#kind.push(kind);
    this.#a.push(a);
    this.#b.push(b);
    this.#cause.push(cause);
    this.#born.push(last + 1);
    this.#cancelled.push(0);
    const id = this.#ended.push(PENDING);
    this.#siftUp(id);
    return id;
  }

  /** Takes an entry out before its time. Cancelling what has ended already does nothing and says so. */
  cancel(id: number, last: number): boolean {
    if (this.#ended.at(id) !== PENDING) return false;
    this.#ended.set(id, Math.max(0, last));
    this.#cancelled.set(id, 1);
    return true;
  }

  isPending(id: number): boolean {
    return this.#ended.at(id) === PENDING;
  }

  /** The next entry's number, or -1. Cancelled entries are thrown away on the way. */
  peek(): number {
    while (this.#heap.length > 0) {
      const top = this.#heap[0] as number;
      if (this.#cancelled.at(top) === 0) return top;
      this.#removeTop();
    }
    return -1;
  }

  /** Takes the next entry out to run it; `first` is the number its event's first stage will have. */
  pop(first: number): number {
    const top = this.peek();
    if (top < 0) return -1;
    this.#removeTop();
    this.#ended.set(top, first);
    return top;
  }

  timeOf(id: number): number {
    return this.#time.at(id);
  }
  kindOf(id: number): number {
    return this.#kind.at(id);
  }
  aOf(id: number): number {
    return this.#a.at(id);
  }
  bOf(id: number): number {
    return this.#b.at(id);
  }
  causeOf(id: number): Cause {
    return this.#cause.at(id);
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
    for (let id = 0; id < this.#time.length; id++) {
      if (this.#born.at(id) <= p && p <= this.#ended.at(id)) out.push(this.entry(id));
    }
    return out.sort((x, y) => x.time - y.time || x.id - y.id);
  }

  /** The queue as it stood at position `p`; numbering goes on from what existed then. */
  fork(p: number): EventQueue {
    let count = 0;
    while (count < this.#born.length && this.#born.at(count) <= p) count++;
    const copy = new EventQueue();
    copy.#time = this.#time.fork(count);
    copy.#kind = this.#kind.fork(count);
    copy.#a = this.#a.fork(count);
    copy.#b = this.#b.fork(count);
    copy.#cause = this.#cause.fork(count);
    copy.#born = this.#born.fork(count);
    copy.#ended = this.#ended.fork(count);
    copy.#cancelled = this.#cancelled.fork(count);
    for (let id = 0; id < count; id++) {
      if (p > copy.#ended.at(id)) continue;
      copy.#ended.set(id, PENDING);
      copy.#cancelled.set(id, 0);
      copy.#siftUp(id);
    }
    return copy;
  }

  get byteLength(): number {
    const wide = [this.#time, this.#a, this.#b, this.#cause, this.#born, this.#ended];
    return wide.reduce((sum, c) => sum + c.byteLength, this.#kind.byteLength + this.#cancelled.byteLength);
  }

  #before(x: number, y: number): boolean {
    const difference = this.#time.at(x) - this.#time.at(y);
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
