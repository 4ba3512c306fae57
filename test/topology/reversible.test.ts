// Time runs both ways: at every event boundary of every lesson, and at many places inside events, going away and coming
// back gives the same state; what follows from rows follows from them there, too; a fork goes on as the trunk did.

import { describe, expect, test } from 'vitest';
import { Network } from '../../src/topology/index.js';
import { lessonIds, loadLesson } from '../lessons.js';
import fc from '../property.js';
import { build, LAN } from './build.js';
import { checkIndexes } from './indexes.js';
import { plans } from './random-plan.js';

const LIMIT = 20_000;

/** Runs a network, keeping the state's hash at every event boundary, as it was when it happened. */
function runWhole(network: Network): Map<number, string> {
  const { world } = network;
  const seen = new Map([[world.journal.position, world.stateHash()]]);
  for (let n = 0; n < LIMIT && world.step(); n++) seen.set(world.journal.position, world.stateHash());
  return seen;
}

/** A generator that is the same every time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state;
  };
}

function seekThere(network: Network, p: number): void {
  network.world.journal.seek(p);
  checkIndexes(network);
}

/** Every boundary: away to the start, the end or anywhere, and back. */
function awayAndBack(network: Network, seen: ReadonlyMap<number, string>): void {
  const { journal } = network.world;
  const end = journal.stageCount;
  const random = numbers(1);
  for (const [i, [position, hash]] of [...seen].entries()) {
    journal.seek(position);
    expect(network.world.stateHash()).toBe(hash);
    journal.seek([0, end, random() % (end + 1)][i % 3]!);
    journal.seek(position);
    expect(network.world.stateHash()).toBe(hash);
    if (i % 10 === 0) seekThere(network, position);
  }
  for (let i = 0; i < 200; i++) {
    const position = random() % (end + 1);
    seekThere(network, position);
    const hash = network.world.stateHash();
    seekThere(network, random() % (end + 1));
    journal.seek(position);
    expect(network.world.stateHash()).toBe(hash);
  }
}

/** From some boundaries a fork runs to the same end with the same record. */
function forksGoOn(network: Network, seen: ReadonlyMap<number, string>, count: number): void {
  const { world } = network;
  world.journal.seek(world.journal.stageCount);
  const [record, state, events] = [world.recordHash(), world.stateHash(), world.journal.eventCount];
  const positions = [...seen].filter(([, hash]) => hash !== state);
  for (let i = 0; i < count; i++) {
    const [position, hash] = positions[Math.floor((i * positions.length) / count)]!;
    const fork = network.fork(position);
    expect(fork.world.stateHash()).toBe(hash);
    checkIndexes(fork);
    while (fork.world.journal.eventCount < events) expect(fork.world.step()).toBe(true);
    expect(fork.world.recordHash()).toBe(record);
    expect(fork.world.stateHash()).toBe(state);
    checkIndexes(fork);
  }
  expect(world.recordHash()).toBe(record);
}

describe.each(lessonIds)('the lesson %s', name => {
  const network = new Network(loadLesson(name).network);
  const seen = runWhole(network);

  test('comes back to every moment', () => {
    expect(seen.size).toBeGreaterThan(10);
    awayAndBack(network, seen);
  });
  test('goes on from a fork as it went on', () => forksGoOn(network, seen, 12));
});

test('a network in which addresses, routes, cables and bridges change', () => {
  const network = build({
    ...LAN,
    run: [
      [0, 'A', 'ping -c 3 192.168.0.103'],
      [1, 'A', 'ip addr add 10.0.0.1/8 dev eth0'],
      [1.5, 'A', 'ip route add 172.16.0.0/12 via 192.168.0.102'],
      [1.6, 'A', 'ip route add 172.16.0.0/16 via 192.168.0.101 metric 5'],
      [2, 'D', 'ip link set eth0 down'],
      [3, 'D', 'ip link set eth0 up'],
      [4, 'sw', 'ip link set p2 nomaster'],
      [5, 'sw', 'ip link set p2 master br0'],
      [5.5, 'A', 'sysctl -w net.ipv4.neigh.eth0.locktime=50'],
      [6, 'A', 'ip route del 172.16.0.0/12'],
      [7, 'A', 'ip addr del 192.168.0.100/24 dev eth0'],
      [8, 'A', 'arping -c 2 -I eth0 10.0.0.9'],
    ],
    faults: [
      [2.5, 'C.eth0-sw.p3', false],
      [3.5, 'C.eth0-sw.p3', true],
    ],
  });
  const seen = runWhole(network);
  awayAndBack(network, seen);
  forksGoOn(network, seen, 8);
});

test('random networks', () => {
  fc.assert(
    fc.property(plans, plan => {
      const network = build(plan);
      const seen = runWhole(network);
      const { journal } = network.world;
      const random = numbers(plan.seed ?? 1);
      for (const [position, hash] of seen) {
        if (random() % 5 !== 0) continue;
        seekThere(network, position);
        expect(network.world.stateHash()).toBe(hash);
        journal.seek(random() % (journal.stageCount + 1));
      }
      forksGoOn(network, seen, 2);
    }),
    { numRuns: 12 },
  );
});
