// What a request of ping carries: a time stamp and a pattern; and the stamp of -D in front of a line.
import type { PingOptions } from './ping-options.js';
import type { Calls } from './process.js';

/** Bytes of time stamp at the head of the data: tv_sec and tv_usec, 64 bits each, little endian as on x86. */
export const STAMP = 16;
/** 2000-01-01T00:00:00Z in Unix seconds: virtual time 0. */
const EPOCH = 946684800;
/** The data of a request: a time stamp where there is room for one, then 16, 17, 18 … or the pattern. */
export function requestData({ size, pattern }: PingOptions, now: number): Uint8Array {
  const data = new Uint8Array(size);
  for (let i = 0; i < size; i++) data[i] = pattern === undefined ? i : (pattern[i % pattern.length] as number);
  if (size < STAMP) return data;
  const us = Math.floor(now / 1000);
  const seconds = EPOCH + Math.floor(us / 1e6);
  const rest = us % 1e6;
  for (let i = 0; i < 4; i++) {
    data[i] = (seconds >>> (8 * i)) & 0xff;
    data[8 + i] = (rest >>> (8 * i)) & 0xff;
  }
  data.fill(0, 4, 8).fill(0, 12, 16);
  return data;
}

/** The time stamp of a request that came back, µs since virtual time 0. */
export function stampOf(bytes: Uint8Array, at: number): number {
  const word = (i: number) => (bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24)) >>> 0;
  return (word(at) - EPOCH) * 1e6 + word(at + 8);
}

export function stamp(calls: Calls, options: PingOptions): string {
  if (!options.stamps) return '';
  const us = Math.floor(calls.now / 1000);
  return `[${EPOCH + Math.floor(us / 1e6)}.${String(us % 1e6).padStart(6, '0')}] `;
}
