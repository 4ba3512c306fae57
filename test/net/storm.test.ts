// A broadcast storm is survived: whatever multiplies, what is on the wires and in the queues stays bounded by the links and
// their queues, and so does what one event costs. With a spanning tree there is none.
import { describe, expect, test } from 'vitest';
import type { Network } from '../../src/topology/index.js';
import { build, type Plan, until } from '../topology/build.js';

const SWITCHES = ['s1', 's2', 's3', 's4'];
/** Every switch has a cable to every other: copies multiply at each. */
const mesh = (stp: boolean, at: number): Plan => ({
  hosts: { A: '192.168.0.1/24', B: '192.168.0.2/24' },
  switches: Object.fromEntries(SWITCHES.map(name => [name, 4])),
  links: [
    ...SWITCHES.flatMap((a, i) => SWITCHES.slice(i + 1).map((b, j) => `${a}.p${i + j + 1}-${b}.p${i + 1}`)),
    'A-s1.p4',
    'B-s4.p4',
  ],
  setup: stp ? Object.fromEntries(SWITCHES.map(name => [name, ['ip link set br0 type bridge stp_state 1']])) : {},
  rateBps: 10_000_000,
  run: [[at, 'A', 'ping -c 1 192.168.0.2']],
});

const waiting = (network: Network) => [...network.stack.qdiscs.rows()].map(row => row.frames.length);

describe('a mesh of four switches, and one question', () => {
  test('without a spanning tree: queues fill to their limit and no further', () => {
    const network = build(mesh(false, 0));
    const { world, stack } = network;
    let most = 0;
    let onWires = 0;
    for (let slice = 0; slice < 30; slice++) {
      expect(world.run(1000)).toBe('budget');
      most = Math.max(most, ...waiting(network));
      onWires = Math.max(onWires, world.pending().length);
    }
    expect(most).toBe(1000);
    // One frame at most on each way of each of eight cables, one event for each queue, the hosts' timers.
    expect(onWires).toBeLessThan(60);
    const dropped = [...stack.netdevs.rows()].reduce((sum, dev) => sum + stack.counter(dev.id, 'txDropped'), 0);
    expect(dropped).toBeGreaterThan(0);
  }, 60_000);

  test('with one: the question passes every switch once', () => {
    const network = until(build(mesh(true, 45)), 46);
    const { world } = network;
    let arrivals = 0;
    for (let f = 0; f < world.frames.count; f++) {
      const { bytes, direction, dev } = world.frames.frame(f);
      if (direction !== 'received' || bytes[12] !== 0x08 || bytes[13] !== 0x06 || bytes[0] !== 0xff) continue;
      if (network.deviceName(dev as number) === 'B.eth0') arrivals++;
    }
    expect(arrivals).toBe(1);
    expect(waiting(network)).toEqual([]);
  });
});
