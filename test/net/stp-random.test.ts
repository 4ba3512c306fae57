// Random networks of switches: whatever the shape, the spanning tree ends loop-free and connected, with the root, the root
// ports and the designated ports that an independent computation gives (stp-shapes.ts).

import { describe, test } from 'vitest';
import fc from '../property.js';
import { until } from '../topology/build.js';
import { compare, nameOf, shapes, untilWatched, wired } from './stp-shapes.js';

describe('any network of switches', () => {
  test('TRY rstp', () => {
    let worst = 0, worstCut = 0;
    fc.assert(
      fc.property(shapes('rstp'), shape => {
        const network = wired(shape);
        const t = untilWatched(network, shape, shape.cables, 60);
        worst = Math.max(worst, t);
        compare(network, shape, shape.cables);
        for (const cut of shape.cuts) network.setLink(nameOf(shape.cables[cut]!), false);
        const left = shape.cables.filter((_, i) => !shape.cuts.includes(i));
        const t2 = untilWatched(network, shape, left, 160);
        worstCut = Math.max(worstCut, t2 - 60);
        compare(network, shape, left);
      }),
      { numRuns: 30 },
    );
    console.log('worst', worst, worstCut);
  }, 120_000);
});
