import { test } from 'vitest';
import fc from 'fast-check';
import { compare, nameOf, shapes, untilWatched, wired } from './stp-shapes.js';
test('try', () => {
    let worst = 0, worstCut = 0, worstMend = 0, ex='';
    fc.assert(
      fc.property(shapes('rstp'), fc.array(fc.tuple(fc.nat(), fc.boolean(), fc.constantFrom(0.0000005, 0.000003, 0.0001, 0.5, 1, 2.1)), {maxLength: 12}), (shape, more) => {
        const network = wired(shape);
        let t = 0;
        const down = new Set<number>();
        for (const [i, up, dt] of more) { t += dt; untilWatched(network, shape, shape.cables, t); const c = i % shape.cables.length; network.setLink(nameOf(shape.cables[c]!), up); if (up) down.delete(c); else down.add(c); }
        let left = shape.cables.filter((_, i) => !down.has(i));
        const base = t;
        t += 90;
        worst = Math.max(worst, untilWatched(network, shape, left, t) - base);
        compare(network, shape, left);
        const b2 = t;
        for (const cut of shape.cuts.slice(0,1)) { network.setLink(nameOf(shape.cables[cut]!), false); down.add(cut);} 
        left = shape.cables.filter((_, i) => !down.has(i));
        t += 90;
        const x = untilWatched(network, shape, left, t) - b2;
        if (x > worstCut) { worstCut = x; ex = JSON.stringify([shape.priorities.length, shape.cables.length]); }
        compare(network, shape, left);
        const b3 = t;
        for (const c of down) network.setLink(nameOf(shape.cables[c]!), true);
        t += 90;
        worstMend = Math.max(worstMend, untilWatched(network, shape, shape.cables, t) - b3);
        compare(network, shape, shape.cables);
      }),
      { numRuns: 150, seed: Number(process.env.SEED ?? 1) },
    );
    console.log('worst', worst, worstCut, worstMend, ex);
}, 1200_000);
