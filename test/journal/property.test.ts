// Random runs of random writes in nested stages: every moment can be returned to exactly, and a fork is a fresh run.

import { expect, test } from 'vitest';
import type { Journal } from '../../src/journal/index.js';
import fc from '../property.js';
import { animals, counts, plans, ran, recordHash, run, stateHash } from './support.js';

const owners = ['x', 'y'];
/** All that a reader can see of the tables, for a comparison without hashes. */
const contents = (journal: Journal) => [
  ...owners.map(owner => [...journal.table(animals, owner).entries()]),
  [...journal.table(counts).entries()],
];

test('every position is returned to exactly', () => {
  fc.assert(
    fc.property(plans, fc.array(fc.nat(), { minLength: 10, maxLength: 10 }), (plan, numbers) => {
      const journal = ran(plan);
      const end = journal.stageCount;
      const seen = new Map<number, { hash: string; rows: unknown }>();
      for (let p = 0; p <= end; p++) {
        journal.seek(p);
        seen.set(p, { hash: stateHash(journal), rows: contents(journal) });
      }
      for (const [i, n] of numbers.entries()) {
        const p = n % (end + 1);
        const away = [0, end, numbers[(i + 1) % numbers.length]! % (end + 1)][i % 3]!;
        journal.seek(p);
        journal.seek(away);
        journal.seek(p);
        expect(stateHash(journal)).toBe(seen.get(p)!.hash);
        expect(contents(journal)).toEqual(seen.get(p)!.rows);
      }
    }),
    { numRuns: 60 },
  );
});

test('a position shows what its stages had written by then', () => {
  fc.assert(
    fc.property(plans, plan => {
      const journal = ran(plan);
      for (let p = 0; p <= journal.stageCount; p++) {
        journal.seek(p);
        const naive = new Map<string, unknown>();
        for (let at = 0; at < journal.changesAt(p); at++) {
          const { table, key, after } = journal.change(at);
          naive.set(`${table.name} ${typeof key} ${key}`, after);
        }
        for (const table of journal.tables) {
          for (const key of table.keysEver()) {
            expect(table.get(key)).toEqual(naive.get(`${table.name} ${typeof key} ${key}`));
          }
        }
      }
    }),
    { numRuns: 40 },
  );
});

test('a change begins where the previous one of its cell ended', () => {
  fc.assert(
    fc.property(plans, plan => {
      const journal = ran(plan);
      const last = new Map<string, number>();
      for (let at = 0; at < journal.changeCount; at++) {
        const change = journal.change(at);
        const id = `${change.table.name} ${typeof change.key} ${change.key}`;
        expect(change.previous).toBe(last.get(id));
        expect(change.before).toBe(change.previous === undefined ? undefined : journal.change(change.previous).after);
        const stage = journal.stage(change.stage);
        expect(at >= stage.start && at < stage.end).toBe(true);
        last.set(id, at);
      }
    }),
    { numRuns: 40 },
  );
});

test('a fork at an event boundary goes on like a fresh run', () => {
  fc.assert(
    fc.property(plans, fc.nat(), (plan, away) => {
      const journal = ran(plan);
      const whole = { record: recordHash(journal), state: stateHash(journal) };
      journal.seek(away % (journal.stageCount + 1));
      for (let event = 0; event <= plan.length; event++) {
        const fork = journal.fork(journal.firstStage(event));
        const fresh = ran(plan, event);
        expect(recordHash(fork)).toBe(recordHash(fresh));
        expect(stateHash(fork)).toBe(stateHash(fresh));
        expect(contents(fork)).toEqual(contents(fresh));
        for (const table of fork.tables)
          for (const key of table.keysEver()) expect(typeof key).toMatch(/string|number/);
        if (event === 0) continue;
        run(fork, plan, event);
        expect(recordHash(fork)).toBe(whole.record);
        expect(stateHash(fork)).toBe(whole.state);
        fork.seek(0);
        fork.seek(fork.stageCount);
        expect(stateHash(fork)).toBe(whole.state);
      }
      expect(recordHash(journal)).toBe(whole.record);
    }),
    { numRuns: 40 },
  );
});

test('a fork inside an event throws', () => {
  fc.assert(
    fc.property(plans, plan => {
      const journal = ran(plan);
      const boundaries = new Set(plan.map((_, e) => journal.firstStage(e)).concat(journal.stageCount));
      for (let p = 0; p <= journal.stageCount; p++) {
        if (!boundaries.has(p)) expect(() => journal.fork(p)).toThrow(/boundary/);
      }
    }),
    { numRuns: 20 },
  );
});

test('hundreds of thousands of changes, across the chunks of the record', { timeout: 20_000 }, () => {
  const plan = Array.from({ length: 4000 }, (_, e) => [
    {
      do: 'stage' as const,
      verdict: 'pass' as const,
      args: { frame: e },
      actions: Array.from({ length: 10 }, (_, i) => ({ do: 'count' as const, key: (e + i) % 17, by: 1 })),
    },
  ]);
  const journal = ran(plan);
  expect(journal.changeCount).toBe(40_000);
  const hashes = new Map<number, string>();
  const positions = [0, 1, 1638, 1639, 3276, 3277, 3999, 4000];
  for (const p of positions) {
    journal.seek(p);
    hashes.set(p, stateHash(journal));
    let sum = 0;
    for (const n of journal.table(counts).rows()) sum += n;
    expect(sum).toBe(p * 10);
  }
  for (const p of [...positions].reverse()) {
    journal.seek(p);
    expect(stateHash(journal)).toBe(hashes.get(p));
    const fork = journal.fork(p);
    expect(stateHash(fork)).toBe(hashes.get(p));
    if (p > 0) expect(recordHash(run(fork, plan, p))).toBe(recordHash(journal));
  }
});
