// Sequence numbers count modulo 2^32 (RFC 9293 §3.4): they compare by their distance.

/** Whether a comes before b. */
export const before = (a: number, b: number): boolean => ((a - b) | 0) < 0;
export const after = (a: number, b: number): boolean => ((a - b) | 0) > 0;
/** Bytes from b to a; negative where a is behind. */
export const distance = (a: number, b: number): number => (a - b) | 0;
export const plus = (a: number, n: number): number => (a + n) >>> 0;
export const laterOf = (a: number, b: number): number => (after(a, b) ? a : b);
