// CSMA/CD on hubs: what two stations do that begin at once, by IEEE 802.3 clause 4, and what holds whatever happens.

import { describe, expect, test } from 'vitest';
import { descends } from '../../src/sim/index.js';
import fc from '../property.js';
import { bits, HubTree, star } from './hub-tree.js';

const told = (tree: HubTree) =>
  tree
    .stages()
    .filter(({ reason }) => /^(?:csma|hub|nic|link)/.test(reason))
    .map(({ at, reason, args }) => `${at / 1000} ${args.dev ?? ''} ${reason}`);

describe('two stations that begin at the same instant', () => {
  test('meet in the hub, hear each other, jam, and draw', () => {
    const tree = star(3);
    tree.send([1, 60], [2, 60]);
    tree.world.run(6);
    // 1 µs to the hub, 8 bits through it, 1 µs on: heard after 2.8 µs; the preamble is finished, then 32 bits of jam.
    expect(told(tree)).toEqual([
      '0 1 link.sense',
      '0 2 link.sense',
      '1 101 link.first-bit',
      '1 101 hub.collision',
      '1 102 link.first-bit',
      '1 102 hub.collision',
      '2.8 1 csma.collision',
      '2.8 2 csma.collision',
      '9.6 1 csma.jam-over',
      '9.6 1 csma.backoff',
      '9.6 2 csma.jam-over',
      '9.6 2 csma.backoff',
    ]);
    expect(tree.stages().find(s => s.reason === 'hub.collision')).toMatchObject({
      verdict: 'drop',
      args: { from: 1, other: 2 },
    });
    expect(tree.stages().find(s => s.reason === 'csma.collision')?.args).toMatchObject({ dev: 1, other: 2 });
    tree.world.run(1000);
    const frames = tree.arrivals.map(({ dev, frame }) => `${dev}<${tree.world.frames.view(frame)[0]}`);
    expect(frames.toSorted()).toEqual(['1<2', '2<1', '3<1', '3<2']);
  });

  test('a third station gets a fragment, which names both, when the hub had begun to repeat the first', () => {
    const tree = star(3);
    tree.send([1, 60]);
    tree.world.run(1);
    expect(tree.world.now).toBe(1000);
    tree.send([2, 60]);
    tree.world.run(8);
    const [piece] = tree.stages().filter(s => s.reason === 'nic.fragment');
    expect(piece).toMatchObject({ verdict: 'drop', args: { dev: 3, from: 1, other: 2 } });
    expect(tree.arrivals).toEqual([]);
  });

  test('a frame that is given up after 16 attempts is thrown away, and the next one goes', () => {
    const tree = star(2);
    let draws = 0;
    const choices: number[] = [];
    tree.world.random.below = (_, n) => {
      choices.push(n);
      return draws++ < 30 ? 0 : n - 1;
    };
    tree.send([1, 60], [2, 60], [1, 61]);
    tree.world.run(10_000);
    expect(tree.count('csma.collision')).toBe(32);
    expect(tree.stages().filter(s => s.reason === 'csma.give-up')).toMatchObject([
      { verdict: 'drop', args: { dev: 1, attempts: 16 } },
      { verdict: 'drop', args: { dev: 2, attempts: 16 } },
    ]);
    // Truncated: from the tenth collision on the choice no longer grows.
    expect(choices.filter((_, i) => i % 2 === 0)).toEqual([
      ...[2, 4, 8, 16, 32, 64, 128, 256, 512],
      ...[1024, 1024, 1024, 1024, 1024, 1024],
    ]);
    expect(tree.arrivals.map(({ dev, frame }) => [dev, tree.world.frames.length(frame)])).toEqual([[2, 61]]);
  });
});

describe('carrier sense', () => {
  test('who hears another waits for its end and 96 bit times more', () => {
    const tree = star(3);
    tree.send([1, 1000]);
    tree.sendAt(5000, [2, 60]);
    tree.world.run(100);
    const end = bits((8 + 1000 + 4) * 8);
    const again = tree.stages().filter(s => s.reason === 'link.sense')[1];
    expect(tree.count('csma.carrier')).toBe(1);
    expect(again).toMatchObject({ at: end + 2800 + bits(96), args: { dev: 2 } });
    expect(tree.count('csma.collision')).toBe(0);
  });

  test('a sender leaves the gap behind its own frame, too', () => {
    const tree = star(2);
    tree.send([1, 60], [1, 60]);
    tree.world.run(100);
    const [first, second] = tree.stages().filter(s => s.reason === 'link.sense');
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBe(bits(72 * 8 + 96));
  });

  test('two that waited for a third begin together', () => {
    const tree = star(3);
    tree.send([1, 500]);
    tree.sendAt(5000, [2, 60]);
    tree.sendAt(99_000, [3, 60]);
    tree.world.run(1000);
    const begun = tree.stages().filter(s => s.reason === 'link.sense');
    expect(begun.slice(1).map(s => [s.at, s.args.dev])).toEqual([
      [begun[1]?.at, 2],
      [begun[1]?.at, 3],
    ]);
    expect(tree.count('csma.collision')).toBeGreaterThan(0);
    expect(tree.arrivals).toHaveLength(6);
  });
});

describe('cables that are too long', () => {
  const far = (length: number) => {
    const tree = new HubTree([
      { hub: 0, delayNs: 40_000 },
      { hub: 0, delayNs: 40_000 },
      { hub: 0, delayNs: 30_000 },
    ]);
    tree.send([1, length], [2, length]);
    tree.world.run(tree.world.now === 0 ? 400 : 0, 2_000_000);
    return tree;
  };

  test('a collision is heard late', () => {
    const tree = far(1000);
    const heard = tree.stages().filter(s => s.reason === 'csma.collision' || s.reason === 'csma.late-collision');
    // 80 µs of cable, 8 bits in the hub: more than the 51.2 µs after which nobody should be surprised any more.
    expect(heard.slice(0, 2).map(s => [s.at, s.reason])).toEqual([
      [80_800, 'csma.late-collision'],
      [80_800, 'csma.late-collision'],
    ]);
  });

  test('or never, when the frame is short: the senders believe that all is well', () => {
    const tree = far(60);
    expect(tree.count('csma.done')).toBe(2);
    expect(tree.count('csma.collision') + tree.count('csma.late-collision')).toBe(0);
    expect(tree.count('hub.collision')).toBe(2);
    expect(tree.arrivals).toEqual([]);
  });
});

test('half duplex between two stations without a hub', () => {
  const tree = star(2);
  tree.within(() => {
    for (const link of [...tree.links.links.rows()]) tree.links.links.set(link.id, { ...link, up: false });
    const direct = {
      name: 'x-y',
      a: 50,
      b: 51,
      medium: 'ethernet',
      delayNs: 500,
      rateBps: 1e7,
      loss: 0,
      up: true,
    } as const;
    tree.links.add({ ...direct, duplex: 'half' });
  });
  tree.send([50, 60], [51, 80]);
  tree.world.run(1000);
  expect(tree.count('csma.collision')).toBeGreaterThanOrEqual(2);
  expect(tree.arrivals.map(a => a.dev).toSorted()).toEqual([50, 51]);
});

interface Draft {
  readonly stations: readonly { readonly hub: number; readonly delay: number }[];
  readonly hubs: readonly { readonly hub: number; readonly delay: number }[];
  readonly bursts: readonly { readonly after: number; readonly sends: readonly (readonly [number, number])[] }[];
  readonly seed: number;
}
const drafts: fc.Arbitrary<Draft> = fc.record({
  stations: fc.array(fc.record({ hub: fc.nat(9), delay: fc.integer({ min: 1, max: 25 }) }), {
    minLength: 2,
    maxLength: 6,
  }),
  hubs: fc.array(fc.record({ hub: fc.nat(9), delay: fc.integer({ min: 1, max: 25 }) }), { maxLength: 3 }),
  bursts: fc.array(
    fc.record({
      after: fc.nat(30),
      sends: fc.array(fc.tuple(fc.nat(5), fc.constantFrom(42, 60, 61, 300, 1514)), { minLength: 1, maxLength: 6 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  seed: fc.nat(0xffff),
});

/** Builds the tree, lets it run; the frames that were handed to it. */
function play(draft: Draft): { readonly tree: HubTree; readonly sent: number[] } {
  const hubs = draft.hubs.map(({ hub, delay }, i) => ({ hub: hub % (i + 1), delayNs: delay * 40 }));
  const stations = draft.stations.map(({ hub, delay }) => ({ hub: hub % (hubs.length + 1), delayNs: delay * 40 }));
  const tree = new HubTree(stations, hubs, draft.seed);
  const sent: number[] = [];
  for (const { after, sends } of draft.bursts) {
    tree.world.run(after);
    sent.push(...tree.send(...sends.map(([dev, length]) => [1 + (dev % stations.length), length] as const)));
  }
  expect(tree.world.run(20_000)).toBe('idle');
  return { tree, sent };
}

/** How a seed's streams come out, in a world of their own. */
function drawsOf(seed: number): (stream: string, n: number) => number {
  const other = new HubTree([{ hub: 0, delayNs: 1 }], [], seed);
  return (stream, n) => {
    let drawn = -1;
    other.within(() => {
      drawn = other.world.random.below(stream, n);
    });
    return drawn;
  };
}

describe('on any tree of hubs', () => {
  test('every frame reaches every other station once and whole, or is given up after 16 attempts', () => {
    fc.assert(
      fc.property(drafts, draft => {
        const { tree, sent } = play(draft);
        const { world, arrivals } = tree;
        const given = tree.stages().filter(s => s.reason === 'csma.give-up');
        for (const { args } of given) expect(args.attempts).toBe(16);
        const lost = (frame: number) => given.some(({ args }) => descends(world, args.frame as number, frame));
        for (const frame of sent) {
          const got = arrivals.filter(a => descends(world, a.frame, frame)).map(a => a.dev);
          const others = tree.stations.filter(dev => dev !== world.frames.view(frame)[0]);
          expect(got.toSorted((x, y) => x - y)).toEqual(lost(frame) ? [] : others);
        }
        expect([...tree.links.shared.macs.rows(), ...tree.links.shared.repeaters.signals.rows()]).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('every backoff is within its bounds and drawn from the stream of its cable', () => {
    fc.assert(
      fc.property(drafts, draft => {
        const { tree } = play(draft);
        const draw = drawsOf(draft.seed);
        for (const { reason, args, at } of tree.stages()) {
          if (reason !== 'csma.backoff') continue;
          const choices = 2 ** Math.min(args.attempts as number, 10);
          expect(args.slots).toBe(draw(`backoff/${tree.links.of(args.dev as number)?.name}/a`, choices));
          expect(args.slots).toBeLessThan(choices);
          expect(args.until).toBe(at + (args.slots as number) * bits(512));
        }
      }),
      { numRuns: 25 },
    );
  });

  test('the record is the same twice, and every moment can be come back to', () => {
    fc.assert(
      fc.property(drafts, draft => {
        const { world } = play(draft).tree;
        expect(play(draft).tree.world.recordHash()).toBe(world.recordHash());
        const { journal } = world;
        const end = world.stateHash();
        const seen = new Map<number, string>();
        for (let p = 0; p <= journal.stageCount; p += 7) {
          journal.seek(p);
          seen.set(p, world.stateHash());
        }
        for (const [p, hash] of [...seen].toReversed()) {
          journal.seek(p);
          expect(world.stateHash()).toBe(hash);
        }
        journal.seek(journal.stageCount);
        expect(world.stateHash()).toBe(end);
      }),
      { numRuns: 10 },
    );
  });
});
