// State hashes: the same for the same state, whatever the order of writing; different for different states.

import { expect, test } from 'vitest';
import { Hasher, Journal } from '../../src/journal/index.js';
import fc from '../property.js';
import { animals, counts, once, stateHash } from './support.js';

function hashOf(value: unknown): string {
  const hasher = new Hasher();
  hasher.value(value);
  return hasher.digest();
}

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, shuffled(inner)]),
  );
};
const data = fc.jsonValue();

test('the order of an object’s keys does not count', () => {
  fc.assert(
    fc.property(data, value => {
      expect(hashOf(shuffled(value))).toBe(hashOf(value));
    }),
    { numRuns: 300 },
  );
  expect(hashOf({ a: 1, b: undefined })).toBe(hashOf({ a: 1 }));
});

test('different values have different hashes', () => {
  const values: unknown[] = [
    undefined, null, true, false, 0, -1, 1, 1.5, 2 ** 32, 2 ** 33, 2 ** 52, -(2 ** 52), Number.NaN,
    Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.1, -0.1, 1e-9, 1e300, '', 'a', 'b', 'ab', 'ba', '0', 'true', '中', [], [0], ['0'], [[]], [[], []], [1, 2], [2, 1],
    {}, { a: 1 }, { a: 2 }, { b: 1 }, { a: { b: 1 } }, { a: [1] }, { a: null }, { ab: 'c' }, { a: 'bc' },
    new Uint8Array(0), new Uint8Array([0]), new Uint8Array([0, 0]), new Uint8Array([1]),
  ]; // biome-ignore format: a list of values
  const seen = new Map<string, unknown>();
  for (const value of values) {
    const hash = hashOf(value);
    expect(seen.has(hash), `${JSON.stringify(value)} and ${JSON.stringify(seen.get(hash))}`).toBe(false);
    seen.set(hash, value);
  }
  const many = new Set(Array.from({ length: 100_000 }, (_, n) => hashOf({ n })));
  expect(many.size).toBe(100_000);
});

test('what is no data may not stand in a row', () => {
  for (const bad of [() => 1, Symbol('x'), 1n]) expect(() => hashOf({ bad })).toThrow(/only data/);
});

test('a state’s hash follows its rows, keys, tables and owners', () => {
  const state = (work: (journal: Journal) => void) => {
    const journal = new Journal();
    once(journal, () => work(journal));
    return stateHash(journal);
  };
  const row = { name: 'a', legs: 1 };
  const hashes = [
    state(() => {}),
    state(j => j.table(animals, 'x').set(1, row)),
    state(j => j.table(animals, 'y').set(1, row)),
    state(j => j.table(animals, 'x').set('1', row)),
    state(j => j.table(animals, 'x').set(1, { ...row, legs: 2 })),
    state(j => j.table(animals, 'x').set(2, row)),
    state(j => j.table(counts).set(1, 1)),
    state(j => j.table(counts).set(1, 2)),
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
  const twice = state(j => {
    j.table(animals, 'x').set(1, { ...row, legs: 9 });
    j.table(animals, 'x').set(1, { legs: 1, name: 'a' });
  });
  expect(twice).toBe(hashes[1]);
  const gone = state(j => {
    j.table(animals, 'x').set(1, row);
    j.table(animals, 'x').delete(1);
  });
  expect(gone).toBe(hashes[0]);
});
