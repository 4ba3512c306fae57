// MD5 against the suite of RFC 1321 §A.5 and, for every length around the block's edges, against OpenSSL's.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { md5 } from '../../src/wire/index.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('MD5', () => {
  test.each([
    ['', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['a', '0cc175b9c0f1b6a831c399e269772661'],
    ['abc', '900150983cd24fb0d6963f7d28e17f72'],
    ['message digest', 'f96b697d7cb7938d525a2f31aaf161d0'],
    ['abcdefghijklmnopqrstuvwxyz', 'c3fcd3d76192e4007dfb496cca67e13b'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 'd174ab98d277d9f5a5611c2c9f419d9f'],
    ['1234567890'.repeat(8), '57edf4a22be3c955ac49da2e2107b67a'],
  ])('RFC 1321: %j', (text, digest) => {
    expect(hex(md5(new TextEncoder().encode(text)))).toBe(digest);
  });

  test('every length up to three blocks', () => {
    for (let n = 0; n <= 200; n++) {
      const bytes = Uint8Array.from({ length: n }, (_, i) => (i * 37 + n) & 0xff);
      expect(hex(md5(bytes))).toBe(createHash('md5').update(bytes).digest('hex'));
    }
  });
});
