// Random networks of switches: whatever the shape, the spanning tree ends loop-free and connected, with the root, the root
// ports and the designated ports that an independent computation gives (stp-shapes.ts).
import { describe, expect, test } from 'vitest';
import type { Network } from '../../src/topology/index.js';
import fc from '../property.js';
import { until } from '../topology/build.js';
import {
  type Cable,
  compare,
  nameOf,
  type Protocols,
  type Shape,
  shapes,
  untilWatched,
  type Watched,
  wired,
} from './stp-shapes.js';

type Pass = (network: Network, shape: Shape, cables: readonly Cable[], until: number) => Watched;
type Step = 'began' | 'cut' | 'mended';

/** A network comes to rest, loses cables, comes to rest, has them again; `look` is told of each of the three. */
function live(
  how: Protocols,
  runs: number,
  seconds: number,
  pass: Pass,
  look: (step: Step, seen: Watched, seconds: number) => void,
): void {
  fc.assert(
    fc.property(shapes(how), shape => {
      const network = wired(shape);
      const rest = (step: Step, cables: readonly Cable[]) => {
        const from = network.world.now / 1e9;
        const seen = pass(network, shape, cables, from + seconds);
        look(step, seen, seen.settled - from);
        compare(network, shape, cables);
      };
      rest('began', shape.cables);
      for (const cut of shape.cuts) network.setLink(nameOf(shape.cables[cut] as Cable), false);
      const left = shape.cables.filter((_, i) => !shape.cuts.includes(i));
      rest('cut', left);
      for (const cut of shape.cuts) network.setLink(nameOf(shape.cables[cut] as Cable), true);
      rest('mended', shape.cables);
    }),
    { numRuns: runs },
  );
}

const unwatched: Pass = (network, _shape, _cables, seconds) => {
  until(network, seconds);
  return { settled: 0, loops: [], longest: 0 };
};

describe('any network of switches', () => {
  test('comes to the tree that shortest paths give, and again after cables were cut and mended', () => {
    live('stp', 6, 140, unwatched, () => {});
  }, 120_000);

  test('does so by RSTP within seconds, and no event closes a loop on the way', () => {
    live('rstp', 8, 60, untilWatched, (step, { loops, longest }, seconds) => {
      // Ports without a neighbour take three seconds. A part that lost its way to the root may count up to the max age, and while old
      // news goes round a ring even RSTP may close it for a moment (Elmeleegy, Cox, Ng: INFOCOM 2006).
      expect(seconds, step).toBeLessThan(step === 'cut' ? 60 : 10);
      if (step === 'cut') expect(longest).toBeLessThan(5);
      else expect(loops, step).toEqual([]);
    });
  }, 120_000);

  test('does so where some switches have RSTP and some have not', () => {
    live('mixed', 4, 100, untilWatched, (step, { loops, longest }) => {
      if (step === 'cut') expect(longest).toBeLessThan(5);
      else expect(loops, step).toEqual([]);
    });
  }, 120_000);
});
