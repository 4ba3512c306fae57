// Frames: bytes that never change once another frame knows them, and where each came from.
import { describe, expect, test } from 'vitest';
import { FrameStore, World } from '../../src/sim/index.js';
import { within } from './support.js';

/** A store with a clock set by hand. */
function store() {
  const clock = { stage: 0, last: 0 };
  return { frames: new FrameStore(() => clock), clock };
}
function made(frames: FrameStore, bytes: readonly number[], headroom = 0): number {
  const frame = frames.create(bytes.length, headroom, 'ipv4');
  frames.buffer(frame).set(bytes, frames.offset(frame));
  return frame;
}
const bytes = (frames: FrameStore, frame: number) => [...frames.view(frame)];

describe('bytes', () => {
  test('a new frame is zero', () => {
    const { frames } = store();
    frames.buffer(made(frames, Array(200).fill(0xa5))).fill(0xa5, 0, 200);
    expect(bytes(frames, frames.create(4, 34, 'ipv4'))).toEqual([0, 0, 0, 0]);
  });

  test('copy, pull and push share bytes; clone does not', () => {
    const { frames } = store();
    const packet = made(frames, [1, 2, 3, 4], 2);
    const frame = frames.push(packet, 2, 'ethernet');
    frames.buffer(frame).set([8, 9], frames.offset(frame));
    expect(bytes(frames, frame)).toEqual([8, 9, 1, 2, 3, 4]);
    expect(bytes(frames, packet)).toEqual([1, 2, 3, 4]);
    expect(bytes(frames, frames.pull(frame, 3, 2, 'ipv4'))).toEqual([2, 3]);
    const copy = frames.copy(frame, 'flood');
    const clone = frames.clone(frame, 'pad', 3);
    expect(bytes(frames, copy)).toEqual(bytes(frames, frame));
    expect(bytes(frames, clone)).toEqual([8, 9, 1, 2, 3, 4, 0, 0, 0]);
    frames.buffer(clone).fill(0xa5, frames.offset(clone), frames.offset(clone) + 9);
    expect(bytes(frames, frame)).toEqual([8, 9, 1, 2, 3, 4]);
    expect(frames.frame(clone)).toMatchObject({ from: frame, operation: 'pad', linkType: 'ethernet', dev: undefined });
    expect(frames.frame(copy)).toMatchObject({ from: frame, operation: 'flood', direction: 'none' });
    expect(frames.frame(packet)).toMatchObject({ from: undefined, operation: 'origin', linkType: 'ipv4' });
  });

  test('headroom is used by one push only: a second one does not write over the first', () => {
    const { frames } = store();
    const packet = made(frames, [1, 2], 2);
    const first = frames.push(packet, 2, 'ethernet');
    frames.buffer(first).set([7, 7], frames.offset(first));
    const second = frames.push(packet, 2, 'ethernet');
    frames.buffer(second).set([9, 9], frames.offset(second));
    expect([bytes(frames, first), bytes(frames, second)]).toEqual([
      [7, 7, 1, 2],
      [9, 9, 1, 2],
    ]);
    expect(bytes(frames, frames.push(first, 1, 'ethernet'))).toEqual([0, 7, 7, 1, 2]);
  });

  test('a push through what is left of the headroom, and beyond it', () => {
    const { frames } = store();
    const packet = made(frames, [5], 3);
    const one = frames.push(packet, 1, 'ipv4');
    frames.buffer(one)[frames.offset(one)] = 4;
    const two = frames.push(one, 1, 'ipv4');
    frames.buffer(two)[frames.offset(two)] = 3;
    const more = frames.push(two, 2, 'ethernet');
    frames.buffer(more).set([1, 2], frames.offset(more));
    expect(bytes(frames, more)).toEqual([1, 2, 3, 4, 5]);
    expect([packet, one, two].map(f => bytes(frames, f))).toEqual([[5], [4, 5], [3, 4, 5]]);
  });

  test('across chunks, and larger than a chunk', () => {
    const { frames } = store();
    const all = Array.from({ length: 300 }, (_, i) => made(frames, Array(999).fill(i & 0xff), 34));
    const big = made(frames, Array(70_000).fill(7));
    const after = made(frames, [1, 2, 3]);
    for (const [i, frame] of all.entries()) expect(new Set(bytes(frames, frame))).toEqual(new Set([i & 0xff]));
    expect(frames.length(big)).toBe(70_000);
    expect(bytes(frames, after)).toEqual([1, 2, 3]);
  });
});

test('a device’s traffic at any position', () => {
  const { frames, clock } = store();
  const sizes = [60, 98, 42, 1514, 60, 60];
  for (const [i, size] of sizes.entries()) {
    clock.last = i;
    frames.seen(frames.create(size, 0, 'ethernet'), 1 + (i % 2), i < 4 ? 'sent' : 'received');
  }
  for (let p = 0; p <= sizes.length; p++) {
    for (const dev of [1, 2, 3]) {
      for (const direction of ['sent', 'received'] as const) {
        const mine = sizes.filter(
          (_, i) => i < p && 1 + (i % 2) === dev && (i < 4 ? 'sent' : 'received') === direction,
        );
        const told = { frames: mine.length, octets: mine.reduce((sum, n) => sum + n, 0) };
        expect(frames.trafficAt(dev, direction, p)).toEqual(told);
      }
    }
    expect(frames.countAt(p)).toBe(p);
    expect(frames.existsAt(0, p)).toBe(p > 0);
  }
});

describe('forks', () => {
  test('know the frames of their past, and share nothing that is still written', () => {
    const { frames, clock } = store();
    const packet = made(frames, [1, 2], 2);
    clock.last = 1;
    const later = made(frames, [9]);
    const fork = frames.fork(1, () => clock);
    expect([frames.count, fork.count]).toEqual([2, 1]);
    // The headroom before `packet` belongs to the trunk: the fork must not write there.
    const mine = fork.push(packet, 2, 'ethernet');
    fork.buffer(mine).set([7, 7], fork.offset(mine));
    const theirs = frames.push(packet, 2, 'ethernet');
    frames.buffer(theirs).set([8, 8], frames.offset(theirs));
    expect([bytes(fork, mine), bytes(frames, theirs)]).toEqual([
      [7, 7, 1, 2],
      [8, 8, 1, 2],
    ]);
    const born = made(fork, [5, 5, 5]);
    expect([bytes(fork, born), bytes(frames, later)]).toEqual([[5, 5, 5], [9]]);
    const other = made(frames, [6, 6, 6]);
    expect([bytes(fork, born), bytes(frames, other)]).toEqual([
      [5, 5, 5],
      [6, 6, 6],
    ]);
  });

  test('go on counting a device’s traffic', () => {
    const { frames, clock } = store();
    for (let i = 0; i < 6; i++) {
      clock.last = i;
      frames.seen(frames.create(10, 0, 'ethernet'), 1, 'sent');
    }
    const fork = frames.fork(3, () => clock);
    clock.last = 9;
    fork.seen(fork.create(100, 0, 'ethernet'), 1, 'sent');
    expect(fork.trafficAt(1, 'sent', 10)).toEqual({ frames: 4, octets: 130 });
    expect(frames.trafficAt(1, 'sent', 10)).toEqual({ frames: 6, octets: 60 });
  });

  test('many frames, beyond what the columns had room for', () => {
    const world = new World(1);
    within(world, () => {
      for (let i = 0; i < 2000; i++) made(world.frames, [i & 0xff, i >> 8], 4);
    });
    const { frames } = world;
    const fork = frames.fork(1, () => ({ stage: 1, last: 1 }));
    for (const f of [0, 255, 256, 1999]) expect(bytes(fork, f)).toEqual([f & 0xff, f >> 8]);
    expect([fork.count, frames.fork(0, () => ({ stage: 0, last: 0 })).count]).toEqual([2000, 0]);
  });
});
