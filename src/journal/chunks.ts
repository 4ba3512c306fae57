// Records in columns, in chunks of a fixed size. A record that grows by copying into ever larger arrays spends its time
// copying and, on the average, a quarter of its room on nothing; a chunk that is full is never touched again, so that
// branches can share it.

/** Records per chunk: `chunks[at >> SHIFT]` holds record `at`, at `at & MASK`. */
export const SHIFT = 12;
export const CHUNK = 1 << SHIFT;
export const MASK = CHUNK - 1;

type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** One chunk of several columns. */
export type Columns = { readonly [column: string]: Numbers | unknown[] };

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
  const to = make();
  for (const column of Object.keys(from)) {
    const values = from[column] as Numbers | unknown[];
    const target = to[column] as Numbers | unknown[];
    if (Array.isArray(values)) for (let i = 0; i < length; i++) (target as unknown[])[i] = values[i];
    else (target as Numbers).set(values.subarray(0, length));
  }
  return to;
}

/** Bytes of one chunk of these columns; pointers count 8. */
export function sizeOf(chunk: Columns | undefined): number {
  if (chunk === undefined) return 0;
  return Object.values(chunk).reduce((sum, c) => sum + (Array.isArray(c) ? CHUNK * 8 : c.byteLength), 0);
}
