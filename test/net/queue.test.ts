// A device sends one frame at a time; the others wait. What waits has not been sent: not for counters, not for captures,
// not in a branch that begins while it waits.
import { expect, test } from 'vitest';
import type { Network } from '../../src/topology/index.js';
import { build, until } from '../topology/build.js';

/** 1 Mbit/s: a frame of 1042 octets takes (8 + 1042 + 4) × 8 µs, and 96 µs go by before the next one. */
const WIRE = 8_432_000;
const GAP = 96_000;

const slow = () =>
  build({
    hosts: { A: '10.0.0.1/24', B: '10.0.0.2/24' },
    links: ['A-B'],
    rateBps: 1_000_000,
    delayNs: 0,
    run: [
      [0, 'A', 'ping -c 1 -W 1 10.0.0.2'],
      [5, 'A', 'ping -c 1 -s 1000 10.0.0.2'],
      [5, 'A', 'ping -c 1 -s 1000 10.0.0.2'],
      [5, 'A', 'ping -c 1 -s 1000 10.0.0.2'],
    ],
  });
const eth0 = (network: Network) => network.stack.netns('A').device('eth0')!.id;
const sent = (network: Network) => network.stack.traffic(eth0(network), 'sent').frames;

/** When the large frames of A were sent, ns after 5 s. */
function departures(network: Network): number[] {
  const { frames, journal } = network.world;
  return Array.from({ length: frames.count }, (_, f) => frames.frame(f))
    .filter(f => f.dev === eth0(network) && f.direction === 'sent' && f.bytes.length === 1042)
    .map(f => journal.eventTime(journal.eventOf(f.stage)) - 5e9);
}

test('frames leave one after the other, each when the one before has left and the gap is over', () => {
  const network = until(slow(), 8);
  expect(departures(network)).toEqual([0, WIRE + GAP, 2 * (WIRE + GAP)]);
});

test('what waits counts as sent when it is sent', () => {
  const network = slow();
  until(network, 4.9);
  const before = sent(network);
  for (const [ms, count] of [
    [0.001, 1],
    [8.4, 1],
    [8.6, 2],
    [17, 2],
    [17.1, 3],
  ] as const) {
    until(network, 5 + ms / 1000);
    expect(sent(network) - before, `${ms} ms`).toBe(count);
  }
});

test('a branch that begins while frames wait goes on like the trunk', () => {
  const whole = until(slow(), 8);
  const { journal } = whole.world;
  const told = [whole.world.recordHash(), departures(whole), sent(whole)];
  for (let event = whole.setupEvents; event < journal.eventCount; event++) {
    const fork = whole.fork(journal.firstStage(event));
    until(fork, 8);
    expect([fork.world.recordHash(), departures(fork), sent(fork)]).toEqual(told);
  }
});

test('ip link set txqueuelen says how many frames may wait: the next one is dropped, and counted', () => {
  const network = build({
    hosts: { A: '10.0.0.1/24', B: '10.0.0.2/24' },
    links: ['A-B'],
    rateBps: 1_000_000,
    delayNs: 0,
    run: [
      [0, 'A', 'ping -c 1 -W 1 10.0.0.2'],
      [2, 'A', 'ip link set eth0 txqueuelen 2'],
      ...[1, 2, 3, 4, 5].map(() => [5, 'A', 'ping -c 1 -W 1 -s 1000 10.0.0.2'] as [number, string, string]),
      [7, 'A', 'ip link set eth0 txqueuelen 1000'],
      ...[1, 2, 3, 4, 5].map(() => [8, 'A', 'ping -c 1 -W 1 -s 1000 10.0.0.2'] as [number, string, string]),
    ],
  });
  until(network, 6.9);
  // Two pings and an answer of ARP.
  const dropped = 3;
  expect(departures(network)).toHaveLength(3);
  expect(network.stack.counter(eth0(network), 'txDropped')).toBe(dropped);
  expect(network.stack.queueLength(eth0(network))).toBe(2);
  until(network, 10);
  expect(departures(network)).toHaveLength(8);
  expect(network.stack.counter(eth0(network), 'txDropped')).toBe(dropped);
});
