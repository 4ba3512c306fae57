/** Bytes of values, their order and their bits. Reads first: source.ts. */
import type { Range } from './ast.js';
import type { TypeId } from './problem.js';
import type { Value } from './source.js';

const encoder = new TextEncoder();

/** The bytes that a slice or a regular expression sees. Texts are UTF-8. */
export function bytesOfValue(value: Value, type: TypeId): Uint8Array {
  if (typeof value === 'string') return encoder.encode(value);
  if (typeof value !== 'number') return value;
  const length = type === 'mac' ? 6 : 4;
  const bytes = new Uint8Array(length);
  for (let i = length - 1, rest = value; i >= 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest % 256;
  return bytes;
}

/** Less than, equal to or greater than 0. Bytes, as in Wireshark: the shorter first, then by the first that differ. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a !== 'object' || typeof b !== 'object') return Number.NaN;
  if (a.length !== b.length) return a.length - b.length;
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) return a[i]! - b[i]!;
  }
  return 0;
}

/** The bits that both have; of bytes, as many as the shorter has. */
export function maskValues(a: Value, b: Value): Value | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const high = 2 ** 32;
    return ((Math.floor(a / high) & Math.floor(b / high)) >>> 0) * high + ((a & b) >>> 0);
  }
  if (typeof a !== 'object' || typeof b !== 'object') return undefined;
  return a.subarray(0, Math.min(a.length, b.length)).map((byte, i) => byte & b[i]!);
}

export function isZero(value: Value): boolean {
  return typeof value === 'object' ? value.every(byte => byte === 0) : value === 0 || value === '';
}

/** Whether `part` stands somewhere in `whole`. As in Wireshark, nothing contains an empty one. */
export function containsValue(whole: Value, part: Value): boolean {
  if (part === '' || typeof part === 'number') return false;
  if (typeof whole === 'string') return typeof part === 'string' && whole.includes(part);
  if (typeof whole === 'number' || typeof part === 'string' || part.length === 0) return false;
  const last = whole.length - part.length;
  for (let at = whole.indexOf(part[0]!); at >= 0 && at <= last; at = whole.indexOf(part[0]!, at + 1)) {
    let same = 1;
    while (same < part.length && whole[at + same] === part[same]) same++;
    if (same === part.length) return true;
  }
  return false;
}

/** The ranges one after the other; undefined when one of them isn't all there. */
export function slice<T extends string | Uint8Array>(whole: T, ranges: readonly Range[]): T | undefined {
  const pieces: T[] = [];
  for (const { from, length, to } of ranges) {
    const start = from < 0 ? whole.length + from : from;
    const end =
      to !== undefined ? (to < 0 ? whole.length + to : to) + 1 : length === undefined ? whole.length : start + length;
    if (start < 0 || start >= end || end > whole.length) return undefined;
    pieces.push(whole.slice(start, end) as T);
  }
  if (pieces.length === 1) return pieces[0];
  if (typeof whole === 'string') return pieces.join('') as T;
  return Uint8Array.from((pieces as Uint8Array[]).flatMap(piece => [...piece])) as T;
}
