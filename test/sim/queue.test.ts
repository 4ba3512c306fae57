// The event queue: what comes first, what is taken back, what is pending at any position, what a fork knows.

import { describe, expect, test } from 'vitest';
import { EventQueue, World } from '../../src/sim/index.js';
import fc from '../property.js';
import { STAGE, TICK, within } from './support.js';

const drain = (queue: EventQueue): number[] => {
  const out: number[] = [];
  for (let id = queue.pop(0); id >= 0; id = queue.pop(0)) out.push(id);
  return out;
};

describe('order', () => {
  test('by time, then by number', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 200 }), fc.array(fc.nat(199)), (times, cancelled) => {
        const queue = new EventQueue();
        for (const time of times) queue.add(time, 0, 0, 0, -1, -1);
        for (const id of cancelled) if (id < times.length) queue.cancel(id, 0);
        const left = times.map((time, id) => ({ time, id })).filter(({ id }) => !cancelled.includes(id));
        left.sort((x, y) => x.time - y.time || x.id - y.id);
        expect(drain(queue)).toEqual(left.map(({ id }) => id));
      }),
      { numRuns: 200 },
    );
  });

  test('while some are taken and others come', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(50)), { maxLength: 200 }), steps => {
        const queue = new EventQueue();
        const naive: { time: number; id: number }[] = [];
        let next = 0;
        for (const time of steps) {
          if (time !== null) {
            naive.push({ time, id: queue.add(time, 0, next, -next, -1, -1) });
            next++;
          } else {
            naive.sort((x, y) => x.time - y.time || x.id - y.id);
            const first = naive.shift()?.id ?? -1;
            expect(queue.peek()).toBe(first);
            expect(queue.pop(0)).toBe(first);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test('an entry keeps what it was made with', () => {
    const queue = new EventQueue();
    for (let i = 0; i < 1000; i++) queue.add(i * 1e12, i % 5, i, -i, -i, i);
    for (let i = 0; i < 1000; i++) {
      expect(queue.entry(i)).toEqual({
        id: i,
        time: i * 1e12,
        kind: i % 5,
        a: i,
        b: i === 0 ? 0 : -i,
        cause: i === 0 ? 0 : -i,
      });
    }
  });
});

describe('taking back', () => {
  test('works once, and not for what has run', () => {
    const queue = new EventQueue();
    const [a, b, c] = [queue.add(1, 0, 0, 0, -1, -1), queue.add(2, 0, 0, 0, -1, -1), queue.add(3, 0, 0, 0, -1, -1)];
    expect(queue.cancel(b, 0)).toBe(true);
    expect(queue.cancel(b, 0)).toBe(false);
    expect(queue.pop(0)).toBe(a);
    expect(queue.cancel(a, 0)).toBe(false);
    expect([a, b, c].map(id => queue.isPending(id))).toEqual([false, false, true]);
    expect(queue.pop(1)).toBe(c);
    expect(queue.pop(1)).toBe(-1);
    expect(queue.peek()).toBe(-1);
  });
});

/** A world in which every event schedules and takes back others, as numbers say. */
function busy(numbers: readonly number[], from?: { world: World; position: number }): World {
  const world = new World(1, from);
  world.handle(TICK, (a, b) => {
    const { journal } = world;
    journal.begin(STAGE, 'test.stage');
    const pick = (i: number) => numbers[(a + i) % numbers.length]!;
    for (let i = 0; i < pick(0) % 3; i++) {
      journal.begin(STAGE, 'test.stage');
      if (a < 60) world.schedule(world.now + (pick(i) % 4) * 10, TICK, a + i + 1, b + 1);
      journal.end();
    }
    for (const entry of world.queue.pendingAt(journal.position)) {
      if (entry.id !== 0 && (entry.id + pick(2)) % 5 === 0 && world.queue.isPending(entry.id)) world.cancel(entry.id);
    }
    journal.end();
  });
  return world;
}

test('what is pending at a position is what was pending then; a fork goes on as the trunk did', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 3, maxLength: 20 }), numbers => {
      const world = busy(numbers);
      within(world, () => {
        for (let i = 0; i < 4; i++) world.schedule(i * 7, TICK, i, 0);
      });
      const live: { position: number; ids: number[]; state: string; events: number }[] = [];
      const note = () =>
        live.push({
          position: world.journal.position,
          ids: world.pending().map(e => e.id),
          state: world.stateHash(),
          events: world.journal.eventCount,
        });
      note();
      for (let n = 0; n < 60 && world.step(); n++) note();
      const record = world.recordHash();
      const { eventCount, stageCount } = world.journal;
      for (const { position, ids, state, events } of live) {
        world.journal.seek(position);
        expect(world.pending().map(e => e.id)).toEqual(ids);
        expect(world.stateHash()).toBe(state);
        const fork = busy(numbers, { world, position });
        expect(fork.stateHash()).toBe(state);
        expect(fork.pending()).toEqual(world.pending());
        while (fork.journal.eventCount < eventCount) expect(fork.step()).toBe(true);
        expect(fork.recordHash()).toBe(record);
        expect(fork.journal.eventCount - events).toBeGreaterThanOrEqual(0);
      }
      world.journal.seek(stageCount);
      expect(world.recordHash()).toBe(record);
    }),
    { numRuns: 25 },
  );
});

describe('the world', () => {
  test('time goes forward only, and in whole nanoseconds', () => {
    const world = new World(1);
    world.handle(TICK, () => world.journal.note(STAGE, 'test.stage'));
    within(world, () => {
      world.schedule(100, TICK);
      for (const time of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
        expect(() => world.schedule(time, TICK)).toThrow(/not a time/);
      }
    });
    world.step();
    expect(world.now).toBe(100);
    within(world, () => expect(() => world.schedule(99, TICK)).toThrow(/not a time/));
    expect(() => world.handle(TICK, () => {})).toThrow(/handler already/);
  });

  test('run stops at the budget, at the time, or when nothing is left', () => {
    const world = new World(1);
    world.handle(TICK, () => world.journal.note(STAGE, 'test.stage'));
    within(world, () => {
      for (const time of [10, 20, 20, 30]) world.schedule(time, TICK);
    });
    expect(world.run(1)).toBe('budget');
    expect(world.run(10, 20)).toBe('until');
    expect([world.now, world.pending().length]).toEqual([20, 1]);
    expect(world.run(10)).toBe('idle');
    expect(world.executed(0)).toBeUndefined();
    expect(world.executed(4)).toMatchObject({ time: 30, cause: 0 });
    world.journal.seek(2);
    expect(world.now).toBe(10);
    world.journal.seek(0);
    expect(world.now).toBe(0);
  });
});
