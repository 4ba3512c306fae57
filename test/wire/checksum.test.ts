// Checksums against examples of RFC 1071, RFC 1624, and the CRC catalogue; and against a naive sum.

import { describe, expect, test } from 'vitest';
import {
  checksum16,
  crc32,
  foldChecksum,
  frameCheckSequence,
  pseudoHeaderSum,
  sum16,
  updateChecksum16,
  updateChecksum32,
} from '../../src/wire/index.js';
import fc from '../property.js';
import { fromHex } from './support.js';

/** RFC 1071 §4.1, word by word. */
function naive(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 2) {
    sum += bytes[i]! * 256 + (bytes[i + 1] ?? 0);
    if (sum > 0xffff) sum -= 0xffff;
  }
  return sum ^ 0xffff;
}

describe('Internet checksum', () => {
  test('RFC 1071 §3: the sum of 0001 f203 f4f5 f6f7 is 2ddf0, folded ddf2', () => {
    const bytes = fromHex('0001f203f4f5f6f7');
    expect(sum16(bytes, 0, 8)).toBe(0x2ddf0);
    expect(checksum16(bytes)).toBe(0xddf2 ^ 0xffff);
  });
  test('an IPv4 header with its checksum sums to 0 (the example of Wikipedia, "Internet checksum")', () => {
    const header = fromHex('4500 0073 0000 4000 4011 b861 c0a8 0001 c0a8 00c7');
    expect(checksum16(header)).toBe(0);
    header.fill(0, 10, 12);
    expect(checksum16(header)).toBe(0xb861);
  });
  test('agrees with the naive sum at any length and offset', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), fc.nat(5), (bytes, skip) => {
        const start = Math.min(skip, bytes.length);
        expect(checksum16(bytes, start, bytes.length) % 0xffff).toBe(naive(bytes.slice(start)) % 0xffff);
      }),
    );
    const big = new Uint8Array(65535).fill(0xff);
    expect(checksum16(big)).toBe(naive(big));
    expect(sum16(new Uint8Array(1 << 20).fill(0xff), 0, 1 << 20)).toBe(0xffff * (1 << 19));
  });
  test('pseudo-header: IPv4 numbers and their bytes give one sum', () => {
    const numbers = { src: 0x0a000001, dst: 0xc0a800c7, proto: 17 };
    const bytes = { src: fromHex('0a000001'), dst: fromHex('c0a800c7'), proto: 17 };
    expect(pseudoHeaderSum(numbers, 40)).toBe(0x0a00 + 0x0001 + 0xc0a8 + 0x00c7 + 17 + 40);
    expect(pseudoHeaderSum(bytes, 40)).toBe(pseudoHeaderSum(numbers, 40));
  });
});

describe('incremental update', () => {
  test('RFC 1624 §4: dd2f, 5555 → 3285, is 0000', () => {
    expect(updateChecksum16(0xdd2f, 0x5555, 0x3285)).toBe(0x0000);
  });
  test('equals the checksum made anew', () => {
    const word = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), word, word, (bytes, high, low) => {
        bytes[18] = 1; // never all zero
        const before = checksum16(bytes);
        const old = ((bytes[4]! << 24) | (bytes[5]! << 16) | (bytes[6]! << 8) | bytes[7]!) >>> 0;
        const value = high * 65536 + low;
        const updated = updateChecksum32(before, old, value);
        bytes.set([high >> 8, high & 255, low >> 8, low & 255], 4);
        expect(updated).toBe(checksum16(bytes));
      }),
    );
  });
  test('fold', () => {
    expect(foldChecksum(0)).toBe(0xffff);
    expect(foldChecksum(0xffff)).toBe(0);
    expect(foldChecksum(0x1fffe)).toBe(0);
  });
});

describe('CRC-32', () => {
  test('check value of the catalogue: "123456789" gives cbf43926', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
    expect(frameCheckSequence(new TextEncoder().encode('123456789'))).toBe(0x2639f4cb);
  });
  test('a range, and a frame with its FCS gives the residue 2144df1c', () => {
    const frame = fromHex('00112233445566778899');
    expect(crc32(frame, 2, 5)).toBe(crc32(frame.slice(2, 5)));
    const fcs = frameCheckSequence(frame);
    const sent = Uint8Array.of(...frame, fcs >>> 24, (fcs >>> 16) & 255, (fcs >>> 8) & 255, fcs & 255);
    expect(crc32(sent)).toBe(0x2144df1c);
  });
});
