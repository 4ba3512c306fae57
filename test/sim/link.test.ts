// Links: when a frame arrives, what a cable does to it, and what is lost.
import { describe, expect, test } from 'vitest';
import { Cable, within } from './support.js';

const octet = (rate: number) => (n: number) => Math.ceil((n * 8e9) / rate);

describe('the time of a frame', () => {
  test.each([
    [42, 1e9],
    [60, 1e9],
    [61, 1e9],
    [98, 1e9],
    [1514, 1e9],
    [1514, 10e6],
    [60, 100e6],
    [60, 3e6],
    [700, 1e12],
  ])('%i octets at %i bit/s: its bits, then the delay', (length, rate) => {
    const cable = new Cable({ rateBps: rate, delayNs: 777 });
    cable.send(length);
    const bits = octet(rate)(8 + Math.max(length, 60) + 4);
    expect(cable.links.busyUntil(1)).toBe(bits + octet(rate)(12));
    cable.world.run(10);
    expect(cable.arrivals).toMatchObject([{ dev: 2, time: bits + 777 }]);
  });

  test('worked by hand: 98 octets on 1 Gbit/s take 880 ns, 42 take 576', () => {
    for (const [length, ns] of [
      [98, 880],
      [42, 576],
    ] as const) {
      const cable = new Cable({ delayNs: 1000 });
      cable.send(length);
      cable.world.run(10);
      expect(cable.arrivals[0]?.time).toBe(ns + 1000);
      expect(cable.links.busyUntil(1)).toBe(ns + 96);
    }
  });

  test('rate 0 is no limit; a veth takes the delay only', () => {
    for (const link of [{ rateBps: 0 }, { medium: 'veth' as const }]) {
      const cable = new Cable({ ...link, delayNs: 5 });
      cable.send(1514);
      expect(cable.links.busyUntil(1)).toBe(0);
      cable.send(1514);
      cable.world.run(10);
      expect(cable.arrivals.map(a => a.time)).toEqual([5, 5]);
    }
  });

  test('both directions at once (full duplex)', () => {
    const cable = new Cable();
    cable.send(98, 1);
    cable.send(98, 2);
    cable.world.run(10);
    expect(cable.arrivals.map(({ dev, time }) => [dev, time])).toEqual([
      [2, 1880],
      [1, 1880],
    ]);
    expect([cable.links.peer(1), cable.links.peer(2), cable.links.peer(3)]).toEqual([2, 1, undefined]);
  });
});

describe('padding', () => {
  test.each([
    [42, 60],
    [14, 60],
    [59, 60],
    [60, 60],
    [61, 61],
    [1514, 1514],
  ])('%i octets arrive as %i, with zeros behind', (length, received) => {
    const cable = new Cable();
    const sent = cable.send(length);
    cable.world.run(10);
    const { frames } = cable.world;
    const frame = cable.arrivals[0]!.frame;
    const bytes = frames.view(frame);
    expect(bytes.length).toBe(received);
    expect([...bytes.subarray(0, length)]).toEqual(Array(length).fill(0xa5));
    expect([...bytes.subarray(length)]).toEqual(Array(received - length).fill(0));
    expect(frames.frame(frame)).toMatchObject({
      from: sent,
      operation: received === length ? 'wire' : 'pad',
      dev: 2,
      direction: 'received',
    });
    expect(frames.frame(sent)).toMatchObject({ dev: 1, direction: 'sent' });
    expect(frames.length(sent)).toBe(length);
  });

  test('veth pads nothing', () => {
    const cable = new Cable({ medium: 'veth' });
    cable.send(42);
    cable.world.run(10);
    expect(cable.world.frames.length(cable.arrivals[0]!.frame)).toBe(42);
  });
});

describe('what is lost', () => {
  const lossy = (loss: number, n: number, seed = 1) => {
    const cable = new Cable({ loss, medium: 'veth', delayNs: 1 }, seed);
    for (let i = 0; i < n; i++) {
      cable.send(60);
      cable.world.run(10);
    }
    return cable;
  };

  test('as often as the link says, and by the seed alone', () => {
    const arrivals = (cable: Cable) => cable.arrivals.map(a => a.time).join();
    const cable = lossy(0.3, 3000);
    expect(Math.abs(cable.arrivals.length - 2100)).toBeLessThan(120);
    expect(cable.reasons().filter(r => r === 'link.lost')).toHaveLength(3000 - cable.arrivals.length);
    expect(arrivals(lossy(0.3, 300))).toBe(arrivals(lossy(0.3, 300)));
    const kept = (seed: number) =>
      lossy(0.5, 100, seed)
        .arrivals.map(a => a.frame)
        .join();
    expect(kept(1)).toBe(kept(1));
    expect(kept(1)).not.toBe(kept(2));
    expect(lossy(1, 50).arrivals).toHaveLength(0);
    expect(lossy(0, 50).arrivals).toHaveLength(50);
  });

  test('without loss nothing is drawn', () => {
    const cable = lossy(0, 5);
    expect(cable.world.journal.tableNamed('random')?.size).toBe(0);
  });

  test('a cable that is down takes no frame', () => {
    const cable = new Cable({ up: false });
    cable.send(60);
    cable.world.run(10);
    expect(cable.arrivals).toEqual([]);
    expect(cable.reasons()).toContain('link.down');
    expect([cable.links.carrier(1), cable.links.carrier(3)]).toEqual([false, false]);
  });

  test('a device without a cable loses what it sends', () => {
    const cable = new Cable();
    cable.send(60, 3);
    expect(cable.reasons()).toContain('link.none');
    expect(cable.world.run(10)).toBe('idle');
  });

  test('a cable that is cut loses what is on it', () => {
    const cable = new Cable({ delayNs: 1_000_000 });
    cable.send(60);
    cable.set({ up: false });
    cable.world.run(10);
    expect(cable.arrivals).toEqual([]);
    expect(cable.reasons()).toContain('link.cut');
  });

  test('a device hangs on one cable', () => {
    const cable = new Cable();
    const row = cable.links.of(1)!;
    within(cable.world, () => expect(() => cable.links.add({ ...row, b: 3 })).toThrow(/already/));
  });
});
