// Growing typed arrays. The journal's and the simulation's records are columns that grow together: one check per record,
// not one per column, and every column has one type at every place that uses it (a shared "push" would be slow).

type Numbers = Uint8Array | Uint16Array | Int32Array | Float64Array;

/** Room that the next growth of a column of `length` gets. */
export const roomFor = (length: number): number => Math.max(256, length + (length >> 1));

/** The same numbers in an array of `room`. */
export function grown<T extends Numbers>(from: T, room: number): T {
  const make = from.constructor as new (n: number) => T;
  const to = new make(room);
  to.set(from);
  return to;
}

/** The first `length` numbers, in an array of their own with room to grow. */
export function forked<T extends Numbers>(from: T, length: number): T {
  const make = from.constructor as new (n: number) => T;
  const to = new make(roomFor(length));
  to.set(from.subarray(0, length));
  return to;
}
