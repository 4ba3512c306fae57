// What must hold for the picture of any network, at any size. The networks are drawn by lot.

import { describe, expect, test } from 'vitest';
import { widthOf } from '../../../src/tui/text.js';
import { type Layout, layoutAnew } from '../../../src/tui/topology/layout.js';
import { marksOf } from '../../../src/tui/topology/marks.js';
import type { LinkShape, NetworkShape, NodeShape, PortShape } from '../../../src/tui/topology/shape.js';
import fc from '../../property.js';
import { boxesStandApart, linksAreWhole, linksOnlyCross, picture, plainDress, textsAreRead } from './check.js';
import { SHAPES } from './shapes.js';

interface Draw {
  readonly nodes: readonly {
    readonly plain: boolean;
    readonly inside: number;
    readonly at: readonly [number, number];
  }[];
  /** A node's first link goes to one before it: mostly there is one part. */
  readonly tree: readonly number[];
  readonly more: readonly (readonly [number, number])[];
  readonly nested: boolean;
  readonly placed: number;
}

const drawArbitrary = (most: number): fc.Arbitrary<Draw> =>
  fc.record({
    nodes: fc.array(fc.record({ plain: fc.boolean(), inside: fc.nat(60), at: fc.tuple(fc.nat(8), fc.nat(8)) }), {
      minLength: 1,
      maxLength: most,
    }),
    tree: fc.array(fc.nat(100), { minLength: most, maxLength: most }),
    more: fc.array(fc.tuple(fc.nat(most), fc.nat(most)), { maxLength: 12 }),
    nested: fc.boolean(),
    placed: fc.nat(3),
  });

function shapeFrom({ nodes, tree, more, nested, placed }: Draw): NetworkShape {
  const id = (i: number) => `n${i}`;
  const list = nodes.map(({ plain, inside, at }, i): NodeShape => {
    // What stands in something stands in what came before it; some chains are deeper than one.
    const parent = nested && i > 0 && inside < 20 ? id(inside % i) : undefined;
    const place = placed === 3 || (placed === 2 && i % 2 === 0) ? { at } : {};
    const name = i % 7 === 3 ? `机${i}` : `node${i}`;
    return {
      id: id(i),
      name,
      parent,
      plain,
      address: plain ? `10.0.0.${i}` : '',
      notes: plain ? [] : ['switch'],
      ...place,
    };
  });
  const ports: PortShape[] = [];
  const links: LinkShape[] = [];
  const link = (a: number, b: number) => {
    const n = links.length;
    const port = (node: number, end: string) => {
      ports.push({ id: `${n}${end}`, node: id(node), label: `p${n}`, address: n % 3 === 0 ? `10.1.${n}.1` : '' });
      return `${n}${end}`;
    };
    links.push({ id: `l${n}`, a: port(a, 'a'), b: port(b, 'b') });
  };
  for (let i = 1; i < nodes.length; i++) if (tree[i]! < 88) link(i, tree[i]! % i);
  for (const [a, b] of more) link(a % nodes.length, b % nodes.length);
  return { nodes: list, ports, links };
}

const room = fc.record({ width: fc.integer({ min: 20, max: 240 }), height: fc.integer({ min: 4, max: 70 }) });

function holds(shape: NetworkShape, layout: Layout): void {
  boxesStandApart(layout);
  linksAreWhole(layout);
  linksOnlyCross(layout);
  textsAreRead(layout, picture(layout, plainDress(shape)).split('\n'));
}

describe('whatever the network, whatever the size', () => {
  test.each([
    ['small', 8, 120],
    ['middling', 20, 40],
    ['large', 40, 14],
  ])(
    'boxes stand apart, links are whole, cross only at right angles, and every text can be read: %s',
    (_name, most, numRuns) => {
      fc.assert(
        fc.property(drawArbitrary(most), room, (draw, size) => {
          const shape = shapeFrom(draw);
          holds(shape, layoutAnew(shape, size));
        }),
        { numRuns, seed: 20, endOnFailure: true },
      );
    },
    60_000,
  );

  test.each(Object.entries(SHAPES))('%s', (_name, shape) => {
    for (const [width, height] of [
      [38, 7],
      [47, 14],
      [78, 12],
      [110, 30],
      [158, 42],
      [230, 60],
    ] as const)
      holds(shape, layoutAnew(shape, { width, height }));
  });
});

/** The same with the keys of every object in another order. */
const turned = (of: unknown): unknown =>
  Array.isArray(of)
    ? of.map(turned)
    : typeof of === 'object' && of !== null
      ? Object.fromEntries(
          Object.entries(of)
            .reverse()
            .map(([k, v]) => [k, turned(v)]),
        )
      : of;

test('the same description gives the same picture; the order of keys does not count', () => {
  fc.assert(
    fc.property(drawArbitrary(14), room, (draw, size) => {
      const shape = shapeFrom(draw);
      const other = turned(shape) as NetworkShape;
      const one = picture(layoutAnew(shape, size), plainDress(shape));
      expect(picture(layoutAnew(other, size), plainDress(other))).toBe(one);
    }),
    { numRuns: 30, seed: 21, endOnFailure: true },
  );
});

test('frames are marked on cells of their link, and not on a crossing', () => {
  fc.assert(
    fc.property(
      drawArbitrary(14),
      room,
      fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 9 }),
      (draw, size, ways) => {
        const shape = shapeFrom(draw);
        const layout = layoutAnew(shape, size);
        const shared = new Map<string, number>();
        for (const path of layout.paths.values())
          for (const { x, y } of path.cells) shared.set(`${x},${y}`, (shared.get(`${x},${y}`) ?? 0) + 1);
        for (const path of layout.paths.values()) {
          const own = new Set(path.cells.map(({ x, y }) => `${x},${y}`));
          const loads = ways.map(
            ([forward, arrived]) => ({ text: 'SYN+ACK', role: 'layer:tcp', forward, arrived }) as const,
          );
          const marks = marksOf(path, loads);
          expect(marks.length).toBeGreaterThan(0);
          const taken = new Set<string>();
          for (const mark of marks) {
            for (let i = 0; i < widthOf(mark.text); i++) {
              const cell = `${mark.x + i},${mark.y}`;
              expect(own.has(cell), `${mark.text} beside its link`).toBe(true);
              if (widthOf(mark.text) > 1) expect(shared.get(cell)).toBe(1);
              expect(taken.has(cell), `${mark.text} over another frame`).toBe(false);
              taken.add(cell);
            }
          }
        }
      },
    ),
    { numRuns: 40, seed: 22, endOnFailure: true },
  );
});
