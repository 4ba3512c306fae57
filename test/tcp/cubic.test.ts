// CUBIC against the formulas of RFC 9438, worked out with real numbers: what is in whole numbers and 1/1024 s must not be far off.
import { expect, test } from 'vitest';
import { cubicReduce, cubicTarget, cubicUpdate, newCubic } from '../../src/net/tcp/cubic.js';
import type { CubicRow } from '../../src/net/tcp/tables.js';
import fc from '../property.js';

type Cubic = { -readonly [K in keyof CubicRow]: CubicRow[K] };
const C = 0.4;
const BETA = 0.7;
const MS = 1e6;

test('§4.2: the curve is C (t - K)^3 + W_max, with K the cube root of (W_max - cwnd) / C', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 5000 }), fc.integer({ min: 0, max: 20_000 }), (max, after) => {
      const u: Cubic = newCubic(1, 0, 0);
      const cwnd = cubicReduce(u, max);
      cubicUpdate(u, cwnd, 1, 1000 * MS);
      expect(u.origin).toBe(max);
      const k = Math.cbrt((max - cwnd) / C);
      expect(u.k / 1024).toBeCloseTo(k, 1);
      const curve = C * (after / 1000 - k) ** 3 + max;
      const target = cubicTarget(u, 1000 + after);
      expect(Math.abs(target - curve)).toBeLessThan(1.5 + Math.abs(curve - max) * 0.01);
    }),
    { numRuns: 300 },
  );
});

test('§4.6: a loss leaves 0.7 of the window; §4.7: a smaller one than before makes room for others', () => {
  const u: Cubic = newCubic(1, 0, 0);
  expect(cubicReduce(u, 1000)).toBe(Math.floor(1000 * BETA));
  expect(u.lastMax).toBe(1000);
  expect(cubicReduce(u, 800)).toBe(Math.floor((800 * 717) / 1024));
  expect(u.lastMax).toBeCloseTo(800 * ((1 + BETA) / 2), 0);
  expect(cubicReduce(u, 2)).toBe(2);
});

test('§4.3: far from W_max and with short round trips it is not slower than Reno with alpha 0.53', () => {
  // 1 ms a round trip: the cubic curve hardly moves in a second, and Reno's estimate leads.
  const u: Cubic = newCubic(1, 0, 0);
  let cwnd = cubicReduce(u, 100);
  const begin = cwnd;
  let count = 0;
  for (let round = 0; round < 200; round++) {
    for (let n = 0; n < cwnd; n++) {
      cubicUpdate(u, cwnd, 1, (5000 + round) * MS);
      if (++count >= u.every) {
        count = 0;
        cwnd++;
      }
    }
  }
  const alpha = (3 * (1 - BETA)) / (1 + BETA);
  expect(cwnd - begin).toBeGreaterThan(200 * alpha * 0.85);
  expect(cwnd - begin).toBeLessThan(200 * alpha * 1.15);
});

test('§4.4: never more than one segment for two acknowledged', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 3000 }), fc.integer({ min: 0, max: 60_000 }), (cwnd, ms) => {
      const u: Cubic = newCubic(1, 0, 0);
      cubicUpdate(u, cwnd, 1, 0);
      cubicUpdate(u, cwnd, 1, ms * MS);
      expect(u.every).toBeGreaterThanOrEqual(2);
    }),
  );
});
