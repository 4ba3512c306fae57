// Random networks of switches, and the tree that each is to come to: the root, the root ports and the designated ports that
// follow from the standard's definition (IEEE 802.1D-1998 §8.3.1, 802.1D-2004 §17.3), worked out here by shortest paths,
// without a message.

import { expect } from 'vitest';
import type { Network } from '../../src/topology/index.js';
import fc from '../property.js';
import { build, type Plan, within } from '../topology/build.js';

export interface Cable {
  readonly a: number;
  readonly b: number;
  /** Ports by number, from 1. */
  readonly pa: number;
  readonly pb: number;
  /** Path cost by 802.1D-1998; what it is with RSTP follows from the same rate. */
  readonly cost: number;
  readonly priorities: readonly [number, number];
}
export interface Shape {
  readonly priorities: readonly number[];
  /** By switch: whether it has RSTP. */
  readonly rapid: readonly boolean[];
  readonly cables: readonly Cable[];
  readonly cuts: readonly number[];
}

export type Protocols = 'stp' | 'rstp' | 'mixed';

export const shapes = (how: Protocols): fc.Arbitrary<Shape> =>
  fc
    .integer({ min: 2, max: 50 })
    .chain(size =>
      fc.record({
        size: fc.constant(size),
        priorities: fc.array(fc.constantFrom(0, 4096, 32768, 32768, 32768, 61440), {
          minLength: size,
          maxLength: size,
        }),
        // A tree that joins all, then cables across, among them two between the same switches, and from a switch to itself.
        parents: fc.array(fc.nat(), { minLength: size - 1, maxLength: size - 1 }),
        extra: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: size }),
        costs: fc.array(fc.constantFrom(2, 4, 4, 19, 100), { minLength: 2 * size, maxLength: 2 * size }),
        portPriorities: fc.array(fc.constantFrom(32, 32, 16, 63), { minLength: 4 * size, maxLength: 4 * size }),
        cuts: fc.array(fc.nat(), { maxLength: 3 }),
        rapid: fc.array(how === 'mixed' ? fc.boolean() : fc.constant(how === 'rstp'), {
          minLength: size,
          maxLength: size,
        }),
      }),
    )
    .map(({ size, priorities, parents, extra, costs, portPriorities, cuts, rapid }) => {
      const pairs = [...parents.map((p, i) => [p % (i + 1), i + 1] as const), ...extra];
      const ports = new Array<number>(size).fill(0);
      const next = (node: number) => (ports[node] = (ports[node] as number) + 1);
      const cables = pairs.map(([a, b], i): Cable => {
        const own = [portPriorities[2 * i], portPriorities[2 * i + 1]] as [number, number];
        return { a, b, pa: next(a), pb: next(b), cost: costs[i] as number, priorities: own };
      });
      return { priorities, rapid, cables, cuts: cuts.map(cut => cut % cables.length) };
    });

const RATES: Readonly<Record<number, number>> = { 2: 10e9, 4: 1e9, 19: 100e6, 100: 10e6 };
/** What it costs a switch to come in by a cable (IEEE 802.1D-1998 Table 8-5, 802.1D-2004 Table 17-3). */
const costOf = ({ rapid }: Shape, cable: Cable, node: number): number =>
  rapid[node] ? 20e12 / (RATES[cable.cost] as number) : cable.cost;
export const nameOf = (cable: Cable) => `S${cable.a}.p${cable.pa}-S${cable.b}.p${cable.pb}`;

function planOf({ priorities, rapid, cables }: Shape): Plan {
  const ports = (node: number) => cables.flatMap(c => [c.a, c.b]).filter(n => n === node).length;
  const setup = (node: number) => [
    // RSTP adds a second for each bridge on the way: enough for fifty of them is not to be had.
    ...(rapid[node] ? ['mstpctl addbridge br0', 'ip link set br0 type bridge max_age 4000'] : []),
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
export function wired(shape: Shape): Network {
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

export type Role = 'root' | 'designated' | 'alternate' | 'backup';
/** Vectors compare part by part. */
function less(x: readonly number[], y: readonly number[]): boolean {
  const i = x.findIndex((part, n) => part !== y[n]);
  return i >= 0 && (x[i] as number) < (y[i] as number);
}

/** The definition: Bellman-Ford over costs from the best bridge of each part, then the best way and the best speaker. */
export function expected(shape: Shape, cables: readonly Cable[]): { roots: number[]; roles: Map<string, Role> } {
  const { priorities, rapid } = shape;
  const id = (n: number) => (priorities[n] as number) * 1000 + n;
  const nodes = priorities.map((_, n) => n);
  const root = nodes.map(n => n);
  const cost = nodes.map(() => 0);
  for (let round = 0; round <= 2 * nodes.length; round++) {
    for (const c of cables) {
      for (const [from, to] of [[c.a, c.b] as const, [c.b, c.a] as const]) {
        const mine = [id(root[from] as number), (cost[from] as number) + costOf(shape, c, to)];
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
    const spare = c.a === c.b && rapid[c.a] ? 'backup' : 'alternate';
    for (const e of [x, y]) roles.set(e.port, e === best ? 'designated' : spare);
  }
  for (const n of nodes) {
    if (root[n] === n) continue;
    const ways = cables.flatMap(c => {
      const [x, y] = ends(c) as [ReturnType<typeof ends>[0], ReturnType<typeof ends>[0]];
      const pairs = [[x, y] as const, [y, x] as const].filter(([near, far]) => near.node === n && far.node !== n);
      return pairs.map(([near, far]) => ({
        port: near.port,
        vector: [(cost[far.node] as number) + costOf(shape, c, n), id(far.node), far.id, near.id],
      }));
    });
    const best = ways.reduce((x, y) => (less(y.vector, x.vector) ? y : x));
    roles.set(best.port, 'root');
  }
  return { roots: root, roles };
}

/** A cable that closes a loop of cables over which frames pass, both of whose ends forward. */
function loopOver(shape: Shape, cables: readonly Cable[], forwards: (port: string) => boolean): Cable | undefined {
  const find = parts(shape);
  for (const c of cables) {
    if (!forwards(`S${c.a}.p${c.pa}`) || !forwards(`S${c.b}.p${c.pb}`)) continue;
    if (!find(c.a, c.b)) return c;
  }
  return undefined;
}

/** Joins two switches; false: they were already. */
function parts({ priorities }: Shape): (a: number, b: number) => boolean {
  const part = priorities.map((_, n) => n);
  const find = (n: number): number => (part[n] === n ? n : find(part[n] as number));
  return (a, b) => {
    const [x, y] = [find(a), find(b)];
    part[x] = y;
    return x !== y;
  };
}

/** What the network came to, by port and by switch. */
export function compare(network: Network, shape: Shape, cables: readonly Cable[]): void {
  const { stack } = network;
  const { roots, roles } = expected(shape, cables);
  const rows = new Map([...stack.bridgePorts.rows()].map(row => [network.deviceName(row.dev), row]));
  for (const [name, role] of roles) {
    const { role: is, state, bridge } = rows.get(name)!;
    const { version } = stack.stp.get(bridge)!;
    const blocked = version === 'rstp' ? 'discarding' : 'blocking';
    expect([name, is, state]).toEqual([name, role, role === 'root' || role === 'designated' ? 'forwarding' : blocked]);
  }
  const idOf = (n: number) => stack.stp.get(stack.netns(`S${n}`).device('br0')!.id)!;
  for (const [n, root] of roots.entries()) expect(idOf(n).rootId).toBe(idOf(root).bridgeId);
  // Loop-free and connected: as many open cables as it takes to join what can be joined, and each of them joins.
  const forwards = (name: string) => rows.get(name)!.state === 'forwarding';
  expect(loopOver(shape, cables, forwards)).toBeUndefined();
  const open = cables.filter(c => forwards(`S${c.a}.p${c.pa}`) && forwards(`S${c.b}.p${c.pb}`));
  expect(open).toHaveLength(shape.priorities.length - new Set(roots).size);
}

const SECOND = 1_000_000_000;

export interface Watched {
  /** When the last port changed its state, in seconds. */
  readonly settled: number;
  /** Over which cables a loop was closed, and for how long the longest lasted, in seconds. */
  readonly loops: readonly string[];
  readonly longest: number;
}

/** Lets time pass up to `seconds`, looking for a loop after every event that changed the state of a port. */
export function untilWatched(network: Network, shape: Shape, cables: readonly Cable[], seconds: number): Watched {
  const { stack, world } = network;
  const ports = new Map([...stack.bridgePorts.rows()].map(row => [network.deviceName(row.dev), row.dev]));
  const state = (name: string) => stack.bridgePorts.get(ports.get(name)!)!.state;
  const loops = new Set<string>();
  let version = -1;
  let before = '';
  let settled = 0;
  let since: number | undefined;
  let longest = 0;
  while (world.run(1, Math.round(seconds * SECOND)) === 'budget') {
    if (stack.bridgePorts.version === version) continue;
    version = stack.bridgePorts.version;
    const now = [...ports.keys()].map(name => state(name)[0]).join('');
    if (now === before) continue;
    before = now;
    settled = world.now / SECOND;
    const loop = loopOver(shape, cables, name => state(name) === 'forwarding');
    if (loop !== undefined) loops.add(nameOf(loop));
    if (loop !== undefined) since ??= settled;
    else if (since !== undefined) {
      longest = Math.max(longest, settled - since);
      since = undefined;
    }
  }
  return { settled, loops: [...loops], longest: since === undefined ? longest : Number.POSITIVE_INFINITY };
}
