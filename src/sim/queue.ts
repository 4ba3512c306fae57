// The event queue: what is still to happen. Entries are append-only facts (when, what, scheduled by which stage, ended
// by which); what is pending at any position of the journal follows from them, so the queue needs no undo. The heap
// (4-ary, by time, then by number) is an index over them that `fork` rebuilds.
import { type Cause, forked, grown, roomFor } from '../journal/index.js';

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

export class EventQueue {
  #count = 0;
  #time = new Float64Array(256);
  #kind = new Uint16Array(256);
  #a = new Int32Array(256);
  #b = new Int32Array(256);
  #cause = new Int32Array(256);
  /** Visible from this position on … */
  #born = new Int32Array(256);
  /** … up to and with this one. */
  #ended = new Int32Array(256);
  #cancelled = new Uint8Array(256);
  #heap: number[] = [];

  /** Adds an entry; `last` is the last stage begun. */
  add(time: number, kind: number, a: number, b: number, cause: Cause, last: number): number {
    const id = this.#count;
    if (id === this.#time.length) this.#grow();
    this.#time[id] = time;
    this.#kind[id] = kind;
    this.#a[id] = a;
    this.#b[id] = b;
    this.#cause[id] = cause;
    this.#born[id] = last + 1;
    this.#ended[id] = PENDING;
    this.#cancelled[id] = 0;
    this.#count = id + 1;
    this.#siftUp(id);
    return id;
  }

  /** Takes an entry out before its time. Cancelling what has ended already does nothing and says so. */
  cancel(id: number, last: number): boolean {
    if ((this.#ended[id] as number) !== PENDING) return false;
    this.#ended[id] = Math.max(0, last);
    this.#cancelled[id] = 1;
    return true;
  }

  isPending(id: number): boolean {
    return (this.#ended[id] as number) === PENDING;
  }

  /** The next entry's number, or -1. Cancelled entries are thrown away on the way. */
  peek(): number {
    while (this.#heap.length > 0) {
      const top = this.#heap[0] as number;
      if ((this.#cancelled[top] as number) === 0) return top;
      this.#removeTop();
    }
    return -1;
  }

  /** Takes the next entry out to run it; `first` is the number its event's first stage will have. */
  pop(first: number): number {
    const top = this.peek();
    if (top < 0) return -1;
    this.#removeTop();
    this.#ended[top] = first;
    return top;
  }

  timeOf(id: number): number {
    return this.#time[id] as number;
  }
  kindOf(id: number): number {
    return this.#kind[id] as number;
  }
  aOf(id: number): number {
    return this.#a[id] as number;
  }
  bOf(id: number): number {
    return this.#b[id] as number;
  }
  causeOf(id: number): Cause {
    return this.#cause[id] as number;
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
    for (let id = 0; id < this.#count; id++) {
      if ((this.#born[id] as number) <= p && p <= (this.#ended[id] as number)) out.push(this.entry(id));
    }
    return out.sort((x, y) => x.time - y.time || x.id - y.id);
  }

  /** The queue as it stood at position `p`; numbering goes on from what existed then. */
  fork(p: number): EventQueue {
    let count = 0;
    while (count < this.#count && (this.#born[count] as number) <= p) count++;
    const copy = new EventQueue();
    copy.#time = forked(this.#time, count);
    copy.#kind = forked(this.#kind, count);
    copy.#a = forked(this.#a, count);
    copy.#b = forked(this.#b, count);
    copy.#cause = forked(this.#cause, count);
    copy.#born = forked(this.#born, count);
    copy.#ended = forked(this.#ended, count);
    copy.#cancelled = forked(this.#cancelled, count);
    copy.#count = count;
    for (let id = 0; id < count; id++) {
      if (p > (copy.#ended[id] as number)) continue;
      copy.#ended[id] = PENDING;
      copy.#cancelled[id] = 0;
      copy.#siftUp(id);
    }
    return copy;
  }

  get byteLength(): number {
    return this.#time.length * 31 + this.#heap.length * 8;
  }

  #grow(): void {
    const room = roomFor(this.#count);
    this.#time = grown(this.#time, room);
    this.#kind = grown(this.#kind, room);
    this.#a = grown(this.#a, room);
    this.#b = grown(this.#b, room);
    this.#cause = grown(this.#cause, room);
    this.#born = grown(this.#born, room);
    this.#ended = grown(this.#ended, room);
    this.#cancelled = grown(this.#cancelled, room);
  }

  #before(x: number, y: number): boolean {
    const difference = (this.#time[x] as number) - (this.#time[y] as number);
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
