// Growable typed columns: the memory the journal and the simulation are kept in.
// A column is append-only from outside; `set` exists for the few fields that are known later (a stage's end).

type Typed = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** An append-only column of numbers, doubling by halves (×1.5) so that the peak while growing stays low. */
class Column<T extends Typed> {
  data: T;
  length = 0;
  readonly #make: (n: number) => T;

  constructor(make: (n: number) => T, capacity = 256) {
    this.#make = make;
    this.data = make(capacity);
  }

  /** Appends one value and returns its index. */
  push(value: number): number {
    const at = this.length;
    if (at === this.data.length) this.#grow();
    this.data[at] = value;
    this.length = at + 1;
    return at;
  }

  /** The value at index `at`; the caller guarantees `0 <= at < length`. */
  at(at: number): number {
    return this.data[at] as number;
  }

  set(at: number, value: number): void {
    this.data[at] = value;
  }

  /** An independent copy of the first `length` values. */
  fork(length: number): this {
    const copy = new Column(this.#make, 0);
    const data = this.#make(Math.max(256, length + (length >> 1)));
    data.set(this.data.subarray(0, length));
    copy.data = data;
    copy.length = length;
    return copy as this;
  }

  /** Bytes reserved. */
  get byteLength(): number {
    return this.data.byteLength;
  }

  #grow(): void {
    const bigger = this.#make(Math.max(256, this.length + (this.length >> 1)));
    bigger.set(this.data);
    this.data = bigger;
  }
}

export type U8 = Column<Uint8Array>;
export type U16 = Column<Uint16Array>;
export type U32 = Column<Uint32Array>;
export type I32 = Column<Int32Array>;
export type F64 = Column<Float64Array>;

export const u8 = (): U8 => new Column(n => new Uint8Array(n));
export const u16 = (): U16 => new Column(n => new Uint16Array(n));
export const u32 = (): U32 => new Column(n => new Uint32Array(n));
export const i32 = (): I32 => new Column(n => new Int32Array(n));
export const f64 = (): F64 => new Column(n => new Float64Array(n));
