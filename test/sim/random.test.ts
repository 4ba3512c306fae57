// Seeded randomness: streams that do not disturb each other, that come again, and that step back.
import { describe, expect, test } from 'vitest';
import { World } from '../../src/sim/index.js';
import { within } from './support.js';

function draws(seed: number, streams: readonly string[], world = new World(seed)): number[] {
  const out: number[] = [];
  within(world, () => {
    for (const stream of streams) out.push(world.random.u32(stream));
  });
  return out;
}
const times = (n: number, stream: string) => Array<string>(n).fill(stream);

test('the same seed gives the same numbers, another seed others', () => {
  const first = draws(7, times(50, 'a'));
  expect(draws(7, times(50, 'a'))).toEqual(first);
  expect(draws(8, times(50, 'a'))).not.toEqual(first);
  expect(new Set(first).size).toBe(50);
  // A vector, so that lessons do not change their course from one version to the next.
  expect(draws(1, ['a', 'a', 'b'])).toEqual([2390256334, 4285447217, 1943638906]);
});

test('a draw in one stream leaves the others alone', () => {
  const alone = draws(1, times(20, 'a'));
  const mixed = draws(
    1,
    alone.flatMap(() => ['b', 'a', 'c', 'c']),
  );
  expect(mixed.filter((_, i) => i % 4 === 1)).toEqual(alone);
});

test('streams of similar names are not alike', () => {
  const names = ['loss/a-b', 'loss/a-c', 'loss/b-a', 'reachable/A.eth0 30000', 'reachable/B.eth0 30000', '', '1', '2'];
  const starts = [1, 2, 3].flatMap(seed => names.map(name => draws(seed, times(4, name)).join()));
  expect(new Set(starts).size).toBe(starts.length);
});

describe('the numbers', () => {
  const world = new World(3);
  const n = 100_000;

  test('are spread evenly', () => {
    const buckets = new Array<number>(20).fill(0);
    const bits = new Array<number>(32).fill(0);
    for (const value of draws(3, times(n, 'even'))) {
      buckets[Math.floor((value / 2 ** 32) * 20)]!++;
      for (let bit = 0; bit < 32; bit++) bits[bit]! += (value >>> bit) & 1;
    }
    // Chi-squared, 19 degrees of freedom: 43.8 is passed once in a thousand.
    const expected = n / 20;
    expect(buckets.reduce((sum, k) => sum + (k - expected) ** 2 / expected, 0)).toBeLessThan(43.8);
    for (const ones of bits) expect(Math.abs(ones / n - 0.5)).toBeLessThan(0.008);
  });

  test('below and chance keep to their bounds', () => {
    within(world, () => {
      const counts = new Array<number>(6).fill(0);
      for (let i = 0; i < 6000; i++) counts[world.random.below('die', 6)]!++;
      for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
      expect(world.random.below('one', 1)).toBe(0);
      let hits = 0;
      for (let i = 0; i < 10_000; i++) {
        if (world.random.chance('coin', 0.3)) hits++;
        expect(world.random.chance('never', 0)).toBe(false);
        expect(world.random.chance('always', 1)).toBe(true);
      }
      expect(Math.abs(hits - 3000)).toBeLessThan(200);
    });
  });
});

test('stepping back takes draws back', () => {
  const world = new World(5);
  const first = draws(5, times(3, 'a'), world);
  const boundary = world.journal.position;
  const second = draws(5, times(3, 'a'), world);
  const fork = new World(5, { world, position: boundary });
  expect(draws(5, times(3, 'a'), fork)).toEqual(second);
  const start = new World(5, { world, position: 0 });
  expect(draws(5, times(6, 'a'), start)).toEqual([...first, ...second]);
});
