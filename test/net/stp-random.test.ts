// Random networks of switches: whatever the shape, the spanning tree ends loop-free and connected, with the root, the root
// ports and the designated ports that an independent computation gives (stp-shapes.ts). RSTP must not close a loop for a
// moment either: its shapes are looked at after every event.
import { describe, expect, test } from 'vitest';
import type { Network } from '../../src/topology/index.js';
import fc from '../property.js';
import { until } from '../topology/build.js';
import { type Cable, compare, nameOf, type Protocols, type Shape, shapes, untilWatched, wired } from './stp-shapes.js';

/**
 * Comes to rest, loses cables, comes to rest, has them again. `pass` lets time pass until then and says when the last port changed its
 * state. Gives the longest that each of the three took, in seconds.
 */
function live(
  how: Protocols,
  runs: number,
  seconds: number,
  pass: (network: Network, shape: Shape, cables: readonly Cable[], until: number) => number,
): number[] {
  const took = [0, 0, 0];
  fc.assert(
    fc.property(shapes(how), shape => {
      const network = wired(shape);
      const rest = (step: number, cables: readonly Cable[]) => {
        const from = network.world.now / 1e9;
        const settled = pass(network, shape, cables, (step + 1) * seconds);
        took[step] = Math.max(took[step] as number, settled - from);
        compare(network, shape, cables);
      };
      rest(0, shape.cables);
      for (const cut of shape.cuts) network.setLink(nameOf(shape.cables[cut] as Cable), false);
      const left = shape.cables.filter((_, i) => !shape.cuts.includes(i));
      rest(1, left);
      for (const cut of shape.cuts) network.setLink(nameOf(shape.cables[cut] as Cable), true);
      rest(2, shape.cables);
    }),
    { numRuns: runs },
  );
  return took;
}

const unwatched = (network: Network, _shape: Shape, _cables: readonly Cable[], seconds: number): number => {
  until(network, seconds);
  return 0;
};

describe('any network of switches', () => {
  test('comes to the tree that shortest paths give, and again after cables were cut and mended', () => {
    live('stp', 8, 140, unwatched);
  }, 120_000);

  test('does so by RSTP within seconds, and no event closes a loop on the way', () => {
    const [began, cut, mended] = live('rstp', 10, 60, untilWatched);
    // Edge ports take three seconds. A part that lost its root may count up to the max age until it believes so.
    expect(began).toBeLessThan(10);
    expect(mended).toBeLessThan(10);
    expect(cut).toBeLessThan(30);
  }, 120_000);

  test('does so where some switches have RSTP and some have not', () => {
    live('mixed', 8, 140, untilWatched);
  }, 120_000);
});
