// Arguments of reasons, as bytes in a pool, not as objects: millions of small objects would cost more than all the rest. A
// *shape* is a stage kind and a message with the names and sorts of its arguments; it tells how to read the bytes back.
// Strings and lists are kept once and named by number; numbers take as many bytes as they need (LEB128).
import { type Args, messageNumber, type StageKind } from './stage.js';

/** How an argument stands in the pool: an integer from 0 to 2^53 − 1, a number of any other sort in 8 bytes, a number of a string or list. */
const NATURAL = 0;
const FLOAT = 1;
const STRING = 2;
const BOOLEAN = 3;
const LIST = 4;
type Sort = typeof NATURAL | typeof FLOAT | typeof STRING | typeof BOOLEAN | typeof LIST;

/** Most bytes that one argument takes. */
const WIDEST = 8;

export interface Shape {
  readonly id: number;
  readonly kind: StageKind;
  readonly message: number;
  readonly keys: readonly string[];
  readonly sorts: readonly Sort[];
}

const EMPTY: Args = Object.freeze({});
const MOST_SHAPES = 0x10000;

/** Bytes per block of the pool; the arguments of one stage are never in two. */
const SHIFT = 14;
const BLOCK = 1 << SHIFT;
const MASK = BLOCK - 1;

const float = new Float64Array(1);
const octets = new Uint8Array(float.buffer);

const isNatural = (n: number): boolean => Number.isSafeInteger(n) && (n > 0 || Object.is(n, 0));

function sortOf(value: unknown): Sort {
  if (typeof value === 'number') return isNatural(value) ? NATURAL : FLOAT;
  if (typeof value === 'string') return STRING;
  return typeof value === 'boolean' ? BOOLEAN : LIST;
}

/** Writes a natural number, seven bits a byte, the lowest first; answers where it ends. */
function writeNatural(bytes: Uint8Array, from: number, value: number): number {
  let at = from;
  let rest = value;
  while (rest > 0x7fffffff) {
    bytes[at++] = (rest & 0x7f) | 0x80;
    rest = Math.floor(rest / 128);
  }
  while (rest > 0x7f) {
    bytes[at++] = (rest & 0x7f) | 0x80;
    rest >>= 7;
  }
  bytes[at++] = rest;
  return at;
}

function readNatural(bytes: Uint8Array, from: number): number {
  let value = 0;
  let scale = 1;
  for (let at = from; ; at++) {
    const byte = bytes[at] as number;
    if (byte < 0x80) return value + byte * scale;
    value += (byte & 0x7f) * scale;
    scale *= 128;
  }
}

/** Where an argument ends. */
function after(bytes: Uint8Array, sort: Sort, from: number): number {
  if (sort === FLOAT) return from + 8;
  let at = from;
  while ((bytes[at] as number) >= 0x80) at++;
  return at + 1;
}

export class ArgPool {
  /** Bytes in use. */
  length = 0;
  /** Where the arguments begin that were added last. */
  start = 0;
  #blocks: Uint8Array[] = [];
  /** Shapes, strings and lists only ever grow; branches start from the same ones. */
  #shapes: Shape[] = [];
  /** By message, the one used last in front. */
  #shapesOf: Shape[][] = [];
  #strings: string[] = [];
  #stringNumber = new Map<string, number>();
  #lists: (readonly number[])[] = [];

  /** Puts the arguments behind what is there, from `start` on, and answers their shape's number. */
  add(kind: StageKind, because: string, args: Args = EMPTY): number {
    const message = messageNumber(because);
    const known = this.#shapesOf[message];
    if (known !== undefined) {
      const last = known[0] as Shape;
      if (last.kind === kind && this.#put(last, args)) return last.id;
      for (let i = 1; i < known.length; i++) {
        const shape = known[i] as Shape;
        if (shape.kind !== kind || !this.#put(shape, args)) continue;
        known[i] = last;
        known[0] = shape;
        return shape.id;
      }
    }
    const shape = this.#newShape(kind, message, args);
    this.#put(shape, args);
    return shape.id;
  }

  shape(id: number): Shape {
    return this.#shapes[id] as Shape;
  }

  read(shape: Shape, from: number): Args {
    const args: Record<string, string | number | boolean | readonly number[]> = {};
    if (shape.keys.length === 0) return args;
    const bytes = this.#block(from);
    let at = from & MASK;
    for (const [i, key] of shape.keys.entries()) {
      const sort = shape.sorts[i] as Sort;
      args[key] = this.#value(bytes, sort, at);
      at = after(bytes, sort, at);
    }
    return args;
  }

  /** One argument without building the rest. */
  readOne(shape: Shape, from: number, key: string): Args[string] | undefined {
    const wanted = shape.keys.indexOf(key);
    if (wanted < 0) return undefined;
    const bytes = this.#block(from);
    let at = from & MASK;
    for (let i = 0; i < wanted; i++) at = after(bytes, shape.sorts[i] as Sort, at);
    return this.#value(bytes, shape.sorts[wanted] as Sort, at);
  }

  readNumber(shape: Shape, from: number, key: string): number | undefined {
    const sort = shape.sorts[shape.keys.indexOf(key)];
    return sort === NATURAL || sort === FLOAT ? (this.readOne(shape, from, key) as number) : undefined;
  }

  /** A pool of its own with the first `length` bytes. */
  fork(length: number): ArgPool {
    const copy = new ArgPool();
    copy.length = length;
    copy.start = length;
    const full = length >> SHIFT;
    copy.#blocks = this.#blocks.slice(0, full);
    if ((length & MASK) > 0) {
      const last = new Uint8Array(BLOCK);
      last.set((this.#blocks[full] as Uint8Array).subarray(0, length & MASK));
      copy.#blocks.push(last);
    }
    copy.#shapes = this.#shapes.slice();
    copy.#shapesOf = this.#shapesOf.map(list => list?.slice());
    copy.#strings = this.#strings.slice();
    copy.#stringNumber = new Map(this.#stringNumber);
    copy.#lists = this.#lists.slice();
    return copy;
  }

  get byteLength(): number {
    return this.#blocks.length * BLOCK;
  }

  /** Writes the arguments if they are of that shape; else leaves the pool as it was. */
  #put(shape: Shape, args: Args): boolean {
    const { keys, sorts } = shape;
    const from = this.#room(keys.length * WIDEST);
    const bytes = this.#block(from);
    const first = from & MASK;
    let at = first;
    let n = 0;
    for (const key in args) {
      if (keys[n] !== key) return false;
      const value = args[key];
      const sort = sorts[n];
      if (sort === NATURAL) {
        if (typeof value !== 'number' || !isNatural(value)) return false;
        at = writeNatural(bytes, at, value);
      } else if (sort !== sortOf(value)) return false;
      else if (sort === STRING) at = writeNatural(bytes, at, this.#string(value as string));
      else if (sort === BOOLEAN) bytes[at++] = value ? 1 : 0;
      else if (sort === LIST) at = writeNatural(bytes, at, this.#lists.push(value as readonly number[]) - 1);
      else {
        float[0] = value as number;
        bytes.set(octets, at);
        at += 8;
      }
      n++;
    }
    if (n < keys.length) return false;
    this.start = from;
    this.length = from + at - first;
    return true;
  }

  /** Where so many bytes stand together, from `length` on. */
  #room(bytes: number): number {
    const blocks = this.#blocks;
    if (bytes > BLOCK) {
      // More than a block holds: several that are one.
      const from = blocks.length << SHIFT;
      const one = new Uint8Array(Math.ceil(bytes / BLOCK) << SHIFT);
      for (let at = 0; at < one.length; at += BLOCK) blocks.push(one.subarray(at));
      return from;
    }
    let from = this.length;
    if ((from & MASK) + bytes > BLOCK) from = (from | MASK) + 1;
    if (from >> SHIFT === blocks.length) blocks.push(new Uint8Array(BLOCK));
    return from;
  }

  #block(at: number): Uint8Array {
    return this.#blocks[at >> SHIFT] as Uint8Array;
  }

  #value(bytes: Uint8Array, sort: Sort, at: number): string | number | boolean | readonly number[] {
    if (sort === FLOAT) {
      octets.set(bytes.subarray(at, at + 8));
      return float[0] as number;
    }
    const number = readNatural(bytes, at);
    if (sort === NATURAL) return number;
    if (sort === STRING) return this.#strings[number] as string;
    return sort === BOOLEAN ? number === 1 : (this.#lists[number] as readonly number[]);
  }

  #newShape(kind: StageKind, message: number, args: Args): Shape {
    const id = this.#shapes.length;
    if (id === MOST_SHAPES) throw new Error(`${kind.name}: reasons with ever new arguments`);
    const keys = Object.keys(args);
    const shape = { id, kind, message, keys, sorts: keys.map(key => sortOf(args[key])) };
    this.#shapes.push(shape);
    this.#shapesOf[message] ??= [];
    (this.#shapesOf[message] as Shape[]).unshift(shape);
    return shape;
  }

  #string(value: string): number {
    const known = this.#stringNumber.get(value);
    if (known !== undefined) return known;
    this.#stringNumber.set(value, this.#strings.length);
    return this.#strings.push(value) - 1;
  }
}
