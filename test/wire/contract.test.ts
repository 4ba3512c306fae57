// One suite for every registered header: what a declaration promises. Reads first: support.ts (values for any layout).

import { describe, expect, test } from 'vitest';
import type { Slot } from '../../src/wire/codec/layout.js';
import { isSeal } from '../../src/wire/codec/seal.js';
import {
  type AnyHeader,
  dissect,
  eachNode,
  fieldNames,
  fieldsNamed,
  nameOf,
  protocolByName,
  protocols,
} from '../../src/wire/index.js';
import fc from '../property.js';
import { arbitraryInput, checkRanges, isThere, type Loose } from './support.js';

const enclosing = { src: 0x0a000001, dst: 0xc0a80067, proto: 17 };
const before = 3;

interface Encoded {
  readonly buf: Uint8Array;
  readonly length: number;
  readonly end: number;
}

/** The header at 3 in a buffer filled with `fill`, the payload after it, five bytes behind that. */
function encode(header: AnyHeader, values: Loose, payload: Uint8Array, fill = 0xa5): Encoded {
  const size = header.size(values);
  const end = before + size + payload.length;
  const buf = new Uint8Array(end + 5).fill(fill);
  buf.set(payload, before + size);
  const length = header.encode(values, buf, before, end, enclosing);
  expect(length).toBe(size);
  expect(length).toBeGreaterThanOrEqual(header.minSize);
  return { buf, length, end };
}

function decode(header: AnyHeader, { buf, end }: Encoded) {
  const decoded = header.decode(buf, before, end);
  if (decoded.problem) throw new Error(JSON.stringify(decoded.problem));
  return decoded;
}

/** What was given stands there; what was not, encode has filled in, and other arms' values are nowhere. */
function expectGiven(got: unknown, given: unknown): void {
  if (given === undefined || got === undefined) return;
  if (!Array.isArray(given)) expect(got).toEqual(given);
  else {
    expect((got as unknown[]).length).toBe(given.length);
    given.forEach((each: Loose, i) => {
      const found = (got as Loose[])[i]!;
      for (const key of Object.keys(found)) expectGiven(found[key], each[key]);
    });
  }
}

/** Whether some field goes on to the last byte there is. */
function takesAll({ layout }: AnyHeader): boolean {
  const own = layout.slots.some(({ field: { spec } }) => isSeal(spec.seal) && spec.seal.op === 'header');
  const open = ({ field: { spec } }: Slot) =>
    spec.variable && spec.variable.fixed === undefined && !spec.variable.usesValues;
  return !own && layout.slots.some(open);
}

const anyPayload = fc.uint8Array({ maxLength: 12 });

/** Slots that have an accessor, and are in the arms taken. */
function placed(header: AnyHeader, values: Readonly<Loose>): Slot[] {
  return header.layout.slots.filter(slot => slot.place !== undefined && slot.bits > 0 && isThere(slot, values));
}

describe.each(protocols().map(header => [header.name, header] as const))('%s', (_name, header) => {
  const input = arbitraryInput(header);
  // What has no payload may take all bytes there are.
  const payload = takesAll(header) ? fc.constant(new Uint8Array(0)) : anyPayload;
  const summed = header.layout.slots.some(
    ({ field }) => isSeal(field.spec.seal) && field.spec.seal.op.startsWith('sum'),
  );

  test('decode gives back what encode was given', () => {
    fc.assert(
      fc.property(input, payload, (values, data) => {
        const encoded = encode(header, values, data);
        const decoded = decode(header, encoded);
        expect(decoded.headerLength).toBe(encoded.length);
        expect(decoded.end).toBe(encoded.end);
        for (const slot of header.layout.slots) {
          if (!isThere(slot, decoded.values))
            expect(
              header.layout.slots.some(s => s.key === slot.key && isThere(s, decoded.values)) ||
                decoded.values[slot.key] === undefined,
            ).toBe(true);
          else expectGiven(decoded.values[slot.key], values[slot.key]);
        }
      }),
    );
  });

  test('encode sets every bit of its range and none outside', () => {
    fc.assert(
      fc.property(input, payload, (values, data) => {
        const one = encode(header, values, data, 0xa5);
        const two = encode(header, values, data, 0x5a);
        expect(one.buf.slice(before, one.end)).toEqual(two.buf.slice(before, two.end));
        expect(one.buf.slice(one.end - data.length, one.end)).toEqual(data);
        expect([...one.buf.slice(0, before), ...one.buf.slice(one.end)].every(byte => byte === 0xa5)).toBe(true);
      }),
    );
  });

  test('decode, then encode without the computed fields, gives the same bytes', () => {
    fc.assert(
      fc.property(input, payload, (values, data) => {
        const sealed = header.layout.slots.filter(slot => slot.field.spec.seal).map(slot => slot.key);
        const encoded = encode(header, { ...values, ...Object.fromEntries(sealed.map(key => [key, undefined])) }, data);
        const decoded = decode(header, encoded);
        const plain = Object.fromEntries(Object.entries(decoded.values).filter(([key]) => !sealed.includes(key)));
        expect(encode(header, plain, data).buf).toEqual(encoded.buf);
      }),
    );
  });

  test('get agrees with decode, and set writes its own field only', () => {
    fc.assert(
      fc.property(input, fc.nat(), (values, seed) => {
        const encoded = encode(header, values, new Uint8Array(0));
        const decoded = decode(header, encoded);
        const slots = placed(header, decoded.values);
        for (const slot of slots) expect(header.get[slot.key]!(encoded.buf, before)).toBe(decoded.values[slot.key]);
        const slot = slots[seed % slots.length]!;
        const value = (seed % 2 ** Math.min(slot.bits, 30)) * slot.field.spec.scale;
        const buf = encoded.buf.slice();
        header.set[slot.key]!(buf, before, value);
        for (const other of slots) {
          const expected = other.key === slot.key ? value : decoded.values[other.key];
          expect(header.get[other.key]!(buf, before)).toBe(expected);
        }
        header.set[slot.key]!(buf, before, decoded.values[slot.key] as number);
        expect(buf).toEqual(encoded.buf);
      }),
    );
  });

  test('cut at every byte, decode answers and dissect shows where', () => {
    fc.assert(
      fc.property(input, values => {
        const { buf, length } = encode(header, values, new Uint8Array(0));
        for (let cut = 0; cut < length; cut++) {
          const decoded = header.decode(buf, before, before + cut);
          const { problem } = decoded;
          const extent = { from: 0, to: 0, claims: 0 };
          expect(header.locate(buf, before, before + cut, extent)).toBe(!problem);
          if (!decoded.problem) expect(extent).toMatchObject({ from: before + decoded.headerLength, to: decoded.end });
          if (cut < header.minSize) expect(problem).toMatchObject({ code: 'truncated', have: cut });
          if (problem) expect(header.checksumOk(buf, before, before + cut, enclosing)).toBe(!summed);
          if (problem && summed) expect(header.verify(buf, before, before + cut, enclosing)).not.toEqual([]);
          const [layer] = dissect(buf.slice(before, before + cut), header);
          if (cut < header.minSize)
            expect([...eachNode([layer!])].some(node => node.problem?.code === 'truncated')).toBe(true);
          checkRanges([layer!], 0, cut * 8);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('dissect shows what decode gives, in ranges that lie within each other', () => {
    fc.assert(
      fc.property(input, payload, (values, data) => {
        const encoded = encode(header, values, data);
        const decoded = decode(header, encoded);
        const layers = dissect(encoded.buf.slice(before, encoded.end), header);
        checkRanges(layers, 0, (encoded.end - before) * 8);
        expect(layers[0]!.bits).toBe(encoded.length * 8);
        const nodes = [...eachNode(layers[0]!.children)];
        for (const slot of placed(header, decoded.values)) {
          if (slot.field.spec.hidden) continue;
          const name = nameOf(header.name, slot.suffix);
          const node = nodes.find(each => each.name === name && each.bit === slot.place);
          expect(node).toMatchObject({ value: decoded.values[slot.key], bit: slot.place, bits: slot.bits });
          expect(node!.text).not.toBe('');
        }
      }),
    );
  });

  test('what encode computed holds; one flipped bit under a checksum is noticed', () => {
    fc.assert(
      fc.property(input, payload, fc.nat(), (values, data, seed) => {
        const encoded = encode(header, { ...values, checksum: undefined }, data);
        const { buf, end, length } = encoded;
        expect(header.verify(buf, before, end, enclosing)).toEqual([]);
        expect(header.checksumOk(buf, before, end, enclosing)).toBe(true);
        if (!summed) return;
        const bit = seed % (length * 8);
        buf[before + (bit >> 3)]! ^= 128 >> (bit & 7);
        const zeroed = header.name === 'udp' && header.get.checksum!(buf, before) === 0;
        if (!zeroed) expect(header.checksumOk(buf, before, end, enclosing)).toBe(false);
        if (!zeroed) expect(header.verify(buf, before, end, enclosing)).not.toEqual([]);
      }),
    );
  });

  test('a value that does not fit, is missing or no number is refused by name', () => {
    fc.assert(
      fc.property(input, values => {
        for (const slot of placed(header, decode(header, encode(header, values, new Uint8Array(0))).values)) {
          const max = 2 ** slot.bits * slot.field.spec.scale;
          for (const bad of [max, -slot.field.spec.scale, slot.field.spec.scale / 2, Number.NaN, 'x']) {
            if (header.layout.slots.some(other => other.when.some(({ key }) => key === slot.key))) continue;
            const wrong = { ...values, [slot.key]: bad };
            expect(() => header.encode(wrong as never, new Uint8Array(80), 0, 80, enclosing)).toThrow(RangeError);
            expect(() => header.set[slot.key]!(new Uint8Array(80), 0, bad as never)).toThrow(
              slot.suffix.replace('/', ''),
            );
          }
        }
      }),
      { numRuns: 5 },
    );
  });

  test('without room encode throws and writes nothing', () => {
    fc.assert(
      fc.property(input, values => {
        const size = header.size(values);
        const buf = new Uint8Array(size + 4).fill(0xa5);
        expect(() => header.encode(values, buf, 5, size + 4, enclosing)).toThrow(RangeError);
        expect(() => header.encode(values, buf, 0, size - 1, enclosing)).toThrow(RangeError);
        expect(() => header.encode(values, buf, 5, size + 5, enclosing)).toThrow(RangeError);
        expect(buf.every(byte => byte === 0xa5)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test('its fields are in the registry', () => {
    expect(protocolByName(header.name)).toBe(header);
    for (const slot of header.layout.slots.filter(({ field }) => !field.spec.hidden)) {
      const info = fieldsNamed(nameOf(header.name, slot.suffix)).find(each => each.header === header)!;
      expect(info).toBeDefined();
      expect(info.label).not.toBe('');
      if (info.static) expect(header.get[info.key]).toBeTypeOf('function');
    }
    expect(fieldNames().some(name => fieldsNamed(name).some(each => each.header === header))).toBe(true);
  });
});

test('random bytes never make any decoder or the dissector throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), fc.nat(20), fc.nat(140), (bytes, offset, end) => {
      for (const header of protocols()) {
        header.decode(bytes, offset, end);
        header.verify(bytes, offset, end, enclosing);
        header.checksumOk(bytes, offset, end, enclosing);
        checkRanges(dissect(bytes, header), 0, bytes.length * 8);
      }
    }),
    { numRuns: 500 },
  );
});
