// Random networks of switches: whatever the shape, the spanning tree ends loop-free and connected, with the root, the root
// ports and the designated ports that follow from the standard's definition (IEEE 802.1D-1998 §8.3.1), worked out here by
// shortest paths, without a message.

import { describe, expect, test } from 'vitest';
import type { Network } from '../../src/topology/index.js';
import fc from '../property.js';
import { build, type Plan, until, within } from '../topology/build.js';

interface Cable {
  readonly a: number;
  readonly b: number;
  /** Ports by number, from 1. */
  readonly pa: number;
  readonly pb: number;
  readonly cost: number;
  readonly priorities: readonly [number, number];
}
interface Shape {
  readonly priorities: readonly number[];
  readonly cables: readonly Cable[];
  readonly cuts: readonly number[];
}

const shapes: fc.Arbitrary<Shape> = fc
  .integer({ min: 2, max: 50 })
  .chain(size =>
    fc.record({
      size: fc.constant(size),
      priorities: fc.array(fc.constantFrom(0, 4096, 32768, 32768, 32768, 61440), { minLength: size, maxLength: size }),
      // A tree that joins all, then cables across, two between the same switches among them.
      parents: fc.array(fc.nat(), { minLength: size - 1, maxLength: size - 1 }),
      extra: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: size }),
      costs: fc.array(fc.constantFrom(2, 4, 4, 19, 100), { minLength: 2 * size, maxLength: 2 * size }),
      portPriorities: fc.array(fc.constantFrom(32, 32, 16, 63), { minLength: 4 * size, maxLength: 4 * size }),
      cuts: fc.array(fc.nat(), { maxLength: 3 }),
    }),
  )
  .map(({ size, priorities, parents, extra, costs, portPriorities, cuts }) => {
    const pairs = [...parents.map((p, i) => [p % (i + 1), i + 1] as const), ...extra.filter(([x, y]) => x !== y)];
    const ports = new Array<number>(size).fill(0);
    const next = (node: number) => (ports[node] = (ports[node] as number) + 1);
    const cables = pairs.map(([a, b], i): Cable => {
      const own = [portPriorities[2 * i], portPriorities[2 * i + 1]] as [number, number];
      return { a, b, pa: next(a), pb: next(b), cost: costs[i] as number, priorities: own };
    });
    return { priorities, cables, cuts: cuts.map(cut => cut % cables.length) };
  });

const RATES: Readonly<Record<number, number>> = { 2: 10e9, 4: 1e9, 19: 100e6, 100: 10e6 };
const nameOf = (cable: Cable) => `S${cable.a}.p${cable.pa}-S${cable.b}.p${cable.pb}`;

function planOf({ priorities, cables }: Shape): Plan {
  const ports = (node: number) => cables.flatMap(c => [c.a, c.b]).filter(n => n === node).length;
  const setup = (node: number) => [
    `ip link set br0 type bridge stp_state 1 priority ${priorities[node]}`,
    ...cables.flatMap(c => {
      const own = [[c.a, c.pa, c.priorities[0]] as const, [c.b, c.pb, c.priorities[1]] as const];
      return own.filter(([n]) => n === node).map(([, p, priority]) => `bridge link set dev p${p} priority ${priority}`);
    }),
  ];
  return {
    hosts: {},
    switches: Object.fromEntries(priorities.map((_, i) => [`S${i}`, ports(i)])),
    setup: Object.fromEntries(priorities.map((_, i) => [`S${i}`, setup(i)])),
    links: cables.map(nameOf),
  };
}

/** The network, each cable with the rate that gives it its cost. */
function wired(shape: Shape): Network {
  const network = build(planOf(shape));
  const { links } = network.stack.links;
  within(network, () => {
    for (const cable of shape.cables) {
      const row = links.find(l => l.name === nameOf(cable))!;
      links.set(row.id, { ...row, rateBps: RATES[cable.cost] as number });
    }
  });
  // A port looks at its rate when its link comes up.
  for (const up of [false, true]) for (const cable of shape.cables) network.setLink(nameOf(cable), up);
  return network;
}

type Role = 'root' | 'designated' | 'alternate';
/** Vectors compare part by part. */
function less(x: readonly number[], y: readonly number[]): boolean {
  const i = x.findIndex((part, n) => part !== y[n]);
  return i >= 0 && (x[i] as number) < (y[i] as number);
}

/** The definition: Bellman-Ford over costs from the best bridge of each part, then the best way and the best speaker. */
function expected({ priorities }: Shape, cables: readonly Cable[]): { roots: number[]; roles: Map<string, Role> } {
  const id = (n: number) => (priorities[n] as number) * 1000 + n;
  const nodes = priorities.map((_, n) => n);
  const root = nodes.map(n => n);
  const cost = nodes.map(() => 0);
  for (let round = 0; round <= 2 * nodes.length; round++) {
    for (const { a, b, cost: c } of cables) {
      for (const [from, to] of [[a, b] as const, [b, a] as const]) {
        const mine = [id(root[from] as number), (cost[from] as number) + c];
        if (!less(mine, [id(root[to] as number), cost[to] as number])) continue;
        root[to] = root[from] as number;
        cost[to] = mine[1] as number;
      }
    }
  }
  const portId = (priority: number, number: number) => priority * 1024 + number;
  const ends = (c: Cable) => [
    { node: c.a, port: `S${c.a}.p${c.pa}`, id: portId(c.priorities[0], c.pa) },
    { node: c.b, port: `S${c.b}.p${c.pb}`, id: portId(c.priorities[1], c.pb) },
  ];
  const roles = new Map<string, Role>();
  for (const c of cables) {
    const speaker = (e: { node: number; id: number }) => [cost[e.node] as number, id(e.node), e.id];
    const [x, y] = ends(c) as [ReturnType<typeof ends>[0], ReturnType<typeof ends>[0]];
    const best = less(speaker(x), speaker(y)) ? x : y;
    for (const e of [x, y]) roles.set(e.port, e === best ? 'designated' : 'alternate');
  }
  for (const n of nodes) {
    if (root[n] === n) continue;
    const ways = cables.flatMap(c => {
      const [x, y] = ends(c) as [ReturnType<typeof ends>[0], ReturnType<typeof ends>[0]];
      const pairs = [[x, y] as const, [y, x] as const].filter(([near]) => near.node === n);
      return pairs.map(([near, far]) => ({
        port: near.port,
        vector: [(cost[far.node] as number) + c.cost, id(far.node), far.id, near.id],
      }));
    });
    const best = ways.reduce((x, y) => (less(y.vector, x.vector) ? y : x));
    roles.set(best.port, 'root');
  }
  return { roots: root, roles };
}

/** What the network came to, by port and by switch. */
function compare(network: Network, shape: Shape, cables: readonly Cable[]): void {
  const { stack } = network;
  const { roots, roles } = expected(shape, cables);
  const port = (name: string) => stack.bridgePorts.find(row => network.deviceName(row.dev) === name)!;
  for (const [name, role] of roles) {
    expect([name, port(name).role], name).toEqual([name, role]);
    expect([name, port(name).state]).toEqual([name, role === 'alternate' ? 'blocking' : 'forwarding']);
  }
  const idOf = (n: number) => stack.stp.get(stack.netns(`S${n}`).device('br0')!.id)!;
  for (const [n, root] of roots.entries()) expect(idOf(n).rootId).toBe(idOf(root).bridgeId);
  // Loop-free and connected: as many open cables as it takes to join what can be joined, and each of them joins.
  const part = shape.priorities.map((_, n) => n);
  const find = (n: number): number => (part[n] === n ? n : find(part[n] as number));
  for (const c of cables) {
    if (port(`S${c.a}.p${c.pa}`).state !== 'forwarding' || port(`S${c.b}.p${c.pb}`).state !== 'forwarding') continue;
    expect(find(c.a), `a loop over ${nameOf(c)}`).not.toBe(find(c.b));
    part[find(c.a)] = find(c.b);
  }
  expect(new Set(part.map((_, n) => find(n))).size).toBe(new Set(roots).size);
}

describe('any network of switches', () => {
  test('comes to the tree that shortest paths give, and again after cables were cut', () => {
    fc.assert(
      fc.property(shapes, shape => {
        const network = wired(shape);
        until(network, 120);
        compare(network, shape, shape.cables);
        for (const cut of shape.cuts) network.setLink(nameOf(shape.cables[cut] as Cable), false);
        until(network, 260);
        compare(
          network,
          shape,
          shape.cables.filter((_, i) => !shape.cuts.includes(i)),
        );
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});
