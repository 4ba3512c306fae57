// Arguments of reasons, as 32-bit words in a pool, not as objects: millions of small objects would cost more than all the
// rest. A *shape* is a stage kind and a message with the names and sorts of its arguments; it tells how to read the words
// back. Strings and lists are kept once and named by number.
import { branchOf, CHUNK, MASK, SHIFT, sizeOf } from './chunks.js';
import { type Args, messageNumber, type StageKind } from './stage.js';

/** How an argument stands in the pool: one word, but two for a number that is no unsigned 32-bit integer. */
const WORD = 0;
const WIDE = 1;
const STRING = 2;
const BOOLEAN = 3;
const LIST = 4;
type Sort = typeof WORD | typeof WIDE | typeof STRING | typeof BOOLEAN | typeof LIST;

export interface Shape {
  readonly id: number;
  readonly kind: StageKind;
  readonly message: number;
  readonly keys: readonly string[];
  readonly sorts: readonly Sort[];
}

const EMPTY: Args = Object.freeze({});
const MOST_SHAPES = 0x10000;

const float = new Float64Array(1);
const halves = new Uint32Array(float.buffer);

const isWord = (n: number): boolean => n >>> 0 === n && (n !== 0 || 1 / n > 0);

function sortOf(value: unknown): Sort {
  if (typeof value === 'number') return isWord(value) ? WORD : WIDE;
  if (typeof value === 'string') return STRING;
  return typeof value === 'boolean' ? BOOLEAN : LIST;
}

const makeChunk = () => ({ words: new Uint32Array(CHUNK) });

export class ArgPool {
  /** Words in use. */
  length = 0;
  #chunks: ReturnType<typeof makeChunk>[] = [];
  /** Shapes, strings and lists only ever grow; branches start from the same ones. */
  #shapes: Shape[] = [];
  /** By message, the one used last in front. */
  #shapesOf: Shape[][] = [];
  #strings: string[] = [];
  #stringNumber = new Map<string, number>();
  #lists: (readonly number[])[] = [];

  /** Puts the arguments behind what is there and answers their shape's number. */
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
    let at = from;
    for (const [i, key] of shape.keys.entries()) {
      const sort = shape.sorts[i] as Sort;
      args[key] = this.#value(sort, at);
      at += sort === WIDE ? 2 : 1;
    }
    return args;
  }

  /** One argument without building the rest. */
  readOne(shape: Shape, from: number, key: string): Args[string] | undefined {
    const wanted = shape.keys.indexOf(key);
    if (wanted < 0) return undefined;
    let at = from;
    for (let i = 0; i < wanted; i++) at += shape.sorts[i] === WIDE ? 2 : 1;
    return this.#value(shape.sorts[wanted] as Sort, at);
  }

  readNumber(shape: Shape, from: number, key: string): number | undefined {
    const wanted = shape.keys.indexOf(key);
    const sort = shape.sorts[wanted];
    if (sort !== WORD && sort !== WIDE) return undefined;
    let at = from;
    for (let i = 0; i < wanted; i++) at += shape.sorts[i] === WIDE ? 2 : 1;
    return this.#value(sort, at) as number;
  }

  fork(length: number): ArgPool {
    const copy = new ArgPool();
    copy.length = length;
    copy.#chunks = branchOf(this.#chunks, length, makeChunk);
    copy.#shapes = this.#shapes.slice();
    copy.#shapesOf = this.#shapesOf.map(list => list?.slice());
    copy.#strings = this.#strings.slice();
    copy.#stringNumber = new Map(this.#stringNumber);
    copy.#lists = this.#lists.slice();
    return copy;
  }

  get byteLength(): number {
    return this.#chunks.length * sizeOf(this.#chunks[0]);
  }

  /** Writes the arguments if they are of that shape; else leaves the pool as it was. */
  #put(shape: Shape, args: Args): boolean {
    const { keys, sorts } = shape;
    const from = this.length;
    let n = 0;
    for (const key in args) {
      if (keys[n] !== key || !this.#putOne(sorts[n] as Sort, args[key])) {
        this.length = from;
        return false;
      }
      n++;
    }
    if (n === keys.length) return true;
    this.length = from;
    return false;
  }

  #putOne(sort: Sort, value: unknown): boolean {
    if (sort === WORD) {
      if (typeof value !== 'number' || !isWord(value)) return false;
      this.#word(value);
    } else if (sort !== sortOf(value)) return false;
    else if (sort === WIDE) {
      float[0] = value as number;
      this.#word(halves[0] as number);
      this.#word(halves[1] as number);
    } else if (sort === STRING) this.#word(this.#string(value as string));
    else if (sort === BOOLEAN) this.#word(value ? 1 : 0);
    else this.#word(this.#lists.push(value as readonly number[]) - 1);
    return true;
  }

  #word(word: number): void {
    const at = this.length;
    if (at >> SHIFT === this.#chunks.length) this.#chunks.push(makeChunk());
    (this.#chunks[at >> SHIFT] as { words: Uint32Array }).words[at & MASK] = word;
    this.length = at + 1;
  }

  #wordAt(at: number): number {
    return (this.#chunks[at >> SHIFT] as { words: Uint32Array }).words[at & MASK] as number;
  }

  #value(sort: Sort, at: number): string | number | boolean | readonly number[] {
    const word = this.#wordAt(at);
    if (sort === WORD) return word;
    if (sort === STRING) return this.#strings[word] as string;
    if (sort === BOOLEAN) return word === 1;
    if (sort === LIST) return this.#lists[word] as readonly number[];
    halves[0] = word;
    halves[1] = this.#wordAt(at + 1);
    return float[0] as number;
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
