// The record of stages. A reason's arguments are kept as numbers in a pool, not as objects: there are several stages per
// event, and millions of small objects would cost more than all the rest. A *shape* is a message with the names and
// kinds of its arguments; strings and lists are interned.
import { forked, grown, roomFor } from './grow.js';
import { type Args, messageAt, messageNumber, type StageKind } from './stage.js';

type ArgKind = 'number' | 'string' | 'boolean' | 'list';

interface Shape {
  readonly id: number;
  readonly message: number;
  readonly keys: readonly string[];
  readonly kinds: readonly ArgKind[];
}

const EMPTY: Args = Object.freeze({});
const kindOf = (v: unknown): ArgKind => (Array.isArray(v) ? 'list' : (typeof v as ArgKind));

export class StageLog {
  length = 0;
  kind = new Uint16Array(256);
  event = new Int32Array(256);
  parent = new Int32Array(256);
  start = new Int32Array(256);
  end = new Int32Array(256);
  verdict = new Uint8Array(256);
  #shape = new Uint16Array(256);
  #args = new Int32Array(256);
  #pool = new Float64Array(1024);
  #pooled = 0;
  /** Shapes, strings and lists only ever grow; branches may share them. */
  #shapes: Shape[] = [];
  #shapesOf: Shape[][] = [];
  #strings: string[] = [];
  #stringNumber = new Map<string, number>();
  #lists: (readonly number[])[] = [];

  add(kind: StageKind, because: string, args: Args | undefined, event: number, parent: number, start: number): number {
    const at = this.length;
    if (at === this.kind.length) this.#grow();
    this.kind[at] = kind.id;
    this.event[at] = event;
    this.parent[at] = parent;
    this.start[at] = start;
    this.end[at] = start;
    this.verdict[at] = 0;
    this.#args[at] = this.#pooled;
    this.#shape[at] = this.#keep(messageNumber(because), args ?? EMPTY);
    this.length = at + 1;
    return at;
  }

  because(at: number): { readonly id: string; readonly args: Args } {
    const shape = this.#shapes[this.#shape[at] as number] as Shape;
    const args: Record<string, string | number | boolean | readonly number[]> = {};
    let from = this.#args[at] as number;
    for (const [i, key] of shape.keys.entries()) args[key] = this.#read(shape.kinds[i] as ArgKind, from++);
    return { id: messageAt(shape.message), args };
  }

  /** One numeric argument of a reason without building the rest; undefined when it has none of that name. */
  numberArg(at: number, key: string): number | undefined {
    const shape = this.#shapes[this.#shape[at] as number] as Shape;
    const i = shape.keys.indexOf(key);
    return i >= 0 && shape.kinds[i] === 'number' ? (this.#pool[(this.#args[at] as number) + i] as number) : undefined;
  }

  /** The number of the message that is the stage's reason. */
  messageOf(at: number): number {
    return (this.#shapes[this.#shape[at] as number] as Shape).message;
  }

  fork(length: number): StageLog {
    const copy = new StageLog();
    copy.length = length;
    copy.kind = forked(this.kind, length);
    copy.event = forked(this.event, length);
    copy.parent = forked(this.parent, length);
    copy.start = forked(this.start, length);
    copy.end = forked(this.end, length);
    copy.verdict = forked(this.verdict, length);
    copy.#shape = forked(this.#shape, length);
    copy.#args = forked(this.#args, length);
    copy.#pooled = length < this.length ? (this.#args[length] as number) : this.#pooled;
    copy.#pool = forked(this.#pool, copy.#pooled);
    copy.#shapes = this.#shapes.slice();
    copy.#shapesOf = this.#shapesOf.map(list => list?.slice());
    copy.#strings = this.#strings.slice();
    copy.#stringNumber = new Map(this.#stringNumber);
    copy.#lists = this.#lists.slice();
    return copy;
  }

  get byteLength(): number {
    return this.kind.length * 27 + this.#pool.byteLength;
  }

  #keep(message: number, args: Args): number {
    const shape = this.#shapesOf[message]?.[0];
    if (shape !== undefined) {
      let n = 0;
      let fits = true;
      while (this.#pooled + shape.keys.length > this.#pool.length) this.#growPool();
      for (const key in args) {
        if (shape.keys[n] !== key || !this.#write(shape.kinds[n] as ArgKind, args[key], this.#pooled + n)) {
          fits = false;
          break;
        }
        n++;
      }
      if (fits && n === shape.keys.length) {
        this.#pooled += n;
        return shape.id;
      }
    }
    return this.#keepOther(message, args);
  }

  /** The long way, for a message's first use and for the few that come in several shapes. */
  #keepOther(message: number, args: Args): number {
    const keys = Object.keys(args);
    const kinds = keys.map(key => kindOf(args[key]));
    const same = (s: Shape) =>
      s.keys.length === keys.length && s.keys.every((k, i) => k === keys[i] && s.kinds[i] === kinds[i]);
    this.#shapesOf[message] ??= [];
    const list = this.#shapesOf[message] as Shape[];
    let shape = list.find(same);
    if (shape === undefined) {
      shape = { id: this.#shapes.length, message, keys, kinds };
      this.#shapes.push(shape);
      list.push(shape);
    }
    while (this.#pooled + keys.length > this.#pool.length) this.#growPool();
    for (const [i, key] of keys.entries()) this.#write(kinds[i] as ArgKind, args[key], this.#pooled + i);
    this.#pooled += keys.length;
    return shape.id;
  }

  #write(kind: ArgKind, value: unknown, at: number): boolean {
    if (kind === 'number') {
      if (typeof value !== 'number') return false;
      this.#pool[at] = value;
      return true;
    }
    if (kind !== kindOf(value)) return false;
    if (kind === 'boolean') this.#pool[at] = value ? 1 : 0;
    else if (kind === 'list') this.#pool[at] = this.#lists.push(value as readonly number[]) - 1;
    else this.#pool[at] = this.#string(value as string);
    return true;
  }

  #read(kind: ArgKind, at: number): string | number | boolean | readonly number[] {
    const n = this.#pool[at] as number;
    if (kind === 'number') return n;
    if (kind === 'boolean') return n === 1;
    return kind === 'string' ? (this.#strings[n] as string) : (this.#lists[n] as readonly number[]);
  }

  #string(value: string): number {
    const known = this.#stringNumber.get(value);
    if (known !== undefined) return known;
    this.#stringNumber.set(value, this.#strings.length);
    return this.#strings.push(value) - 1;
  }

  #growPool(): void {
    this.#pool = grown(this.#pool, roomFor(this.#pool.length));
  }

  #grow(): void {
    const room = roomFor(this.length);
    this.kind = grown(this.kind, room);
    this.event = grown(this.event, room);
    this.parent = grown(this.parent, room);
    this.start = grown(this.start, room);
    this.end = grown(this.end, room);
    this.verdict = grown(this.verdict, room);
    this.#shape = grown(this.#shape, room);
    this.#args = grown(this.#args, room);
  }
}
