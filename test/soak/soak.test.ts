// A short soak: a few random lessons with every invariant. `npm run soak -- --seeds 1000` is a long one.
import { describe, expect, test } from 'vitest';
import { soak } from './soak.js';

describe('random lessons', () => {
  test.each([1, 2, 3, 4, 5, 6])('of seed %i keep every invariant', seed => {
    expect(soak(seed).events).toBeGreaterThan(0);
  });
});
