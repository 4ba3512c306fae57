// Records in columns, in chunks of a fixed size. A record that grows by copying into ever larger arrays spends its time
// copying and, on the average, a quarter of its room on nothing; a chunk that is full is never touched again, so that
// branches can share it.

/** Records per chunk: `chunks[at >> SHIFT]` holds record `at`, at `at & MASK`. */
export const SHIFT = 12;
export const CHUNK = 1 << SHIFT;
export const MASK = CHUNK - 1;

type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** A column of numbers that are nearly always from 0 to 65535: two bytes each until the first that is not, then four. */
export type Narrow = Uint16Array | Int32Array;

/** Writes into such a column; answers the column, which may be another one now. */
export function putNarrow(column: Narrow, i: number, value: number): Narrow {
  if ((value & 0xffff) === value || column instanceof Int32Array) {
    column[i] = value;
    return column;
  }
  const wide = Int32Array.from(column);
  wide[i] = value;
  return wide;
}

/** One chunk of several columns; a number is what the chunk has in common, a list what stands beside the columns. */
export type Columns = { [column: string]: Numbers | unknown[] | number };

/**
 * The chunks of a record that ends at `length`, for a branch: full ones are shared, the last one is copied into one made
 * by `make`. For records whose entries stay as they are once they are written.
 */
export function branchOf<C extends Columns>(chunks: readonly C[], length: number, make: () => C): C[] {
  const full = chunks.slice(0, length >> SHIFT);
  const rest = length & MASK;
  return rest === 0 ? full : [...full, copied(chunks[full.length] as C, rest, make)];
}

/** The same with a copy of every chunk: for records whose entries still change. */
export function copyOf<C extends Columns>(chunks: readonly C[], length: number, make: () => C): C[] {
  const needed = chunks.slice(0, (length + MASK) >> SHIFT);
  return needed.map((chunk, i) => copied(chunk, Math.min(CHUNK, length - i * CHUNK), make));
}

function copied<C extends Columns>(from: C, length: number, make: () => C): C {
  const to: Columns = make();
  for (const [column, values] of Object.entries(from)) {
    const target = to[column];
    if (typeof values === 'number') to[column] = values;
    else if (Array.isArray(values)) to[column] = values.slice();
    else if (target?.constructor !== values.constructor) to[column] = values.slice();
    else (target as Numbers).set(values.subarray(0, length));
  }
  return to as C;
}

/** Bytes of one chunk of these columns; pointers count 8. */
export function sizeOf(chunk: Columns | undefined): number {
  if (chunk === undefined) return 0;
  let sum = 0;
  for (const column of Object.values(chunk)) {
    if (typeof column !== 'number') sum += Array.isArray(column) ? column.length * 8 : column.byteLength;
  }
  return sum;
}
