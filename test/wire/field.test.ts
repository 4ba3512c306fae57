// Declarations made for the test: every width at every alignment, variable fields, computed fields, and mistakes.

import { describe, expect, test } from 'vitest';
import { numberAt } from '../../src/wire/codec/bits.js';
import { layoutOf } from '../../src/wire/codec/layout.js';
import { structOf } from '../../src/wire/codec/struct.js';
import { bytes, computed, flag, group, list, text, totalLength, uint, variant } from '../../src/wire/index.js';
import fc from '../property.js';
import { fromHex, toHex } from './support.js';

describe('integers of 1 to 48 bits', () => {
  for (let shift = 0; shift < 8; shift++) {
    test(`starting at bit ${shift}`, () => {
      for (let bits = 1; bits <= 48; bits++) {
        const rest = 56 - shift - bits;
        const before = shift > 0 ? { before: uint(shift) } : {};
        const after = rest > 40 ? { after: uint(24), more: uint(rest - 24) } : rest > 0 ? { after: uint(rest) } : {};
        const struct = structOf('x', { ...before, value: uint(bits), ...after });
        const max = 2 ** bits - 1;
        for (const value of new Set([0, 1, max, max - 1, Math.floor(max / 3), Math.floor((max / 7) * 5)])) {
          if (value < 0) continue;
          for (const ones of [false, true]) {
            const others = Object.fromEntries(
              struct.layout.slots
                .filter(slot => slot.key !== 'value')
                .map(slot => [slot.key, ones ? 2 ** slot.bits - 1 : 0]),
            );
            const buf = new Uint8Array(9).fill(0xa5);
            struct.encode({ ...others, value } as never, buf, 1, 9);
            // An independent writing of the same: a string of binary digits.
            const fill = ones ? '1' : '0';
            const digits = fill.repeat(shift) + value.toString(2).padStart(bits, '0') + fill.repeat(Math.max(0, rest));
            expect(toHex(buf.slice(1, 1 + struct.minSize))).toBe(
              BigInt(`0b${digits}`)
                .toString(16)
                .padStart(struct.minSize * 2, '0'),
            );
            expect(struct.get.value!(buf, 1)).toBe(value);
            expect(numberAt(buf, 8 + shift, bits)).toBe(value);
            const copy = buf.slice();
            struct.set.value!(copy, 1, max - value);
            expect(struct.get.value!(copy, 1)).toBe(max - value);
            struct.set.value!(copy, 1, value);
            expect(copy).toEqual(buf);
          }
        }
      }
    });
  }
});

describe('variable fields', () => {
  const struct = structOf('v', {
    count: computed(uint(8), seal => (seal.values.name as string).length),
    name: text(values => values.count!),
    fixed: bytes(3),
    kind: uint(8),
    pairs: list('v', { left: uint(4), right: uint(12) }),
  });
  test('lengths from earlier fields, offsets after them', () => {
    const values = {
      name: 'net',
      fixed: Uint8Array.of(1, 2, 3),
      kind: 7,
      pairs: [
        { left: 1, right: 2 },
        { left: 15, right: 4095 },
      ],
    };
    const buf = new Uint8Array(20).fill(0xa5);
    expect(struct.size(values)).toBe(12);
    expect(struct.encode(values, buf, 2, 14)).toBe(12);
    expect(toHex(buf.slice(0, 16))).toBe('a5a5' + '036e6574' + '010203' + '07' + '1002ffff' + 'a5a5');
    expect(struct.decode(buf, 2, 14)).toEqual({
      problem: undefined,
      values: { count: 3, ...values },
      headerLength: 12,
      end: 14,
    });
    expect(struct.verify(buf, 2, 14)).toEqual([]);
    buf[2] = 2;
    expect(struct.decode(buf, 2, 14)).toMatchObject({ values: { name: 'ne', fixed: fromHex('740102'), kind: 3 } });
  });
  test('cut anywhere: a problem or fewer pairs, never an exception', () => {
    const buf = fromHex('036e6574 010203 07 1002 ffff');
    for (let cut = 0; cut < 12; cut++) {
      const decoded = struct.decode(buf, 0, cut);
      if (cut < 8) expect(decoded.problem).toMatchObject({ code: 'truncated' });
      else expect(decoded).toMatchObject({ headerLength: cut - (cut % 2) });
    }
  });
  test('what does not fit is refused', () => {
    const values = { name: 'x', fixed: new Uint8Array(4), kind: 0, pairs: [] };
    expect(() => struct.encode(values, new Uint8Array(20), 0, 20)).toThrow(RangeError);
    expect(() => struct.encode({ ...values, fixed: new Uint8Array(3), name: '网' }, new Uint8Array(20), 0, 20)).toThrow(
      'Latin-1',
    );
  });
  test('fixed text is filled with zeros', () => {
    const named = structOf('t', { name: text(6) });
    const buf = new Uint8Array(6).fill(0xa5);
    named.encode({ name: 'ab' }, buf, 0, 6);
    expect(toHex(buf)).toBe('616200000000');
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 6, maxLength: 6 }), raw => {
        const decoded = named.decode(raw, 0, 6);
        const again = new Uint8Array(6);
        named.encode(decoded.problem ? { name: '' } : decoded.values, again, 0, 6);
        expect(again).toEqual(raw);
      }),
    );
  });
});

test('the declaration of the design: a computed field may be a plain function of lengths', () => {
  const struct = structOf('u', {
    port: uint(16),
    length: computed(uint(16), seal => seal.header.length + seal.payload.length),
  });
  const buf = new Uint8Array(10);
  struct.encode({ port: 1 }, buf, 1, 9);
  expect(toHex(buf)).toBe('00000100080000000000');
  expect(struct.verify(buf, 1, 9)).toEqual([]);
  expect(struct.verify(buf, 1, 8)).toEqual(['length']);
});

test('variants: only the arm taken is there', () => {
  const struct = structOf('w', {
    type: uint(8),
    body: variant('type', { 1: { a: uint(8) }, 2: { b: uint(16) } }, { c: uint(24) }),
  });
  expect([1, 2, 3].map(type => struct.size({ type }))).toEqual([2, 3, 4]);
  expect(struct.minSize).toBe(2);
  const buf = fromHex('02aabbcc');
  expect(struct.decode(buf, 0, 4)).toMatchObject({
    values: { type: 2, a: undefined, b: 0xaabb, c: undefined },
    headerLength: 3,
  });
  expect(struct.decode(buf, 0, 2).problem).toMatchObject({ code: 'truncated', field: 'w.b', need: 3, have: 2 });
  expect(() => struct.encode({ type: 1 }, new Uint8Array(4), 0, 4)).toThrow('w.a: no value given');
});

test('mistakes in a declaration are told at once', () => {
  expect(() => uint(0)).toThrow('1 to 48');
  expect(() => uint(49)).toThrow('1 to 48');
  expect(() => layoutOf('x', { a: uint(7) })).toThrow('7 bits are not whole bytes');
  expect(() => layoutOf('x', { a: uint(4), b: bytes(2) })).toThrow('4 bits');
  expect(() => layoutOf('x', { a: uint(8), g: group({ a: flag(), b: uint(7) }) })).toThrow('key a stands for two');
  expect(() => layoutOf('x', { t: uint(8), v: variant('t', { 1: { a: uint(8) }, 2: { a: uint(16) } }) })).toThrow(
    'key a',
  );
});

test('a length field bounds the payload, and never beyond what is there', () => {
  const struct = structOf('l', { length: computed(uint(8), totalLength), a: uint(8) });
  const at = (length: number, end: number) => struct.decode(Uint8Array.of(length, 0, 0, 0, 0, 0), 0, end);
  expect(at(4, 6)).toMatchObject({ end: 4 });
  expect(at(9, 6)).toMatchObject({ end: 6 });
  expect(at(1, 6)).toMatchObject({ end: 2 });
  expect(at(9, 600)).toMatchObject({ end: 6 });
});
