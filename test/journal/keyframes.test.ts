// A record long enough for keyframes: far positions are the same whichever way they are reached.
import { expect, test } from 'vitest';
import { Journal, numberSchema, stageKind } from '../../src/journal/index.js';

const KEYS = 500;
const STAGES = 1000;
const EACH = 250;
const numbers = numberSchema('keyframe-number', 'Numbers');
const STAGE = stageKind('keyframe-test', 'test', 'path', ['keyframe.test']);

/** Stage s writes EACH numbers: a key by a fixed rule, the number of the change; every seventh is deleted again. */
function long(): Journal {
  const journal = new Journal();
  const table = journal.table(numbers);
  let n = 0;
  for (let s = 0; s < STAGES; s++) {
    journal.beginEvent(s, -1);
    journal.begin(STAGE, 'keyframe.test');
    for (let i = 0; i < EACH; i++, n++) {
      const key = keyOf(n);
      if (n % 7 === 0) table.delete(key);
      else table.set(key, n);
    }
    journal.end();
  }
  return journal;
}

/** Keys become known one after the other, over half of the record. */
const keyOf = (n: number): number => (n * 7919) % Math.min(KEYS, 1 + (n >> 8));

/** What stands in the table after so many stages, without a journal. */
function naive(stages: number): Map<number, number> {
  const rows = new Map<number, number>();
  for (let n = 0; n < stages * EACH; n++) {
    if (n % 7 === 0) rows.delete(keyOf(n));
    else rows.set(keyOf(n), n);
  }
  return rows;
}

function check(journal: Journal, stages: number): void {
  const table = journal.table(numbers);
  const wanted = naive(stages);
  for (let key = 0; key < KEYS; key++) {
    const [have, want] = [table.get(key), wanted.get(key)];
    if (have !== want) expect([stages, key, have]).toEqual([stages, key, want]);
  }
  expect(table.size).toBe(wanted.size);
}

test('far positions, from anywhere, and in a branch', () => {
  const journal = long();
  expect(journal.changeCount).toBeGreaterThan(200_000);
  for (const p of [0, 1000, 3, 999, 500, 499, 263, 262, 1, 700, 0, 264, 1000]) {
    journal.seek(p);
    check(journal, p);
    // From near by, without a keyframe, it is the same.
    const change = journal.table(numbers).lastChange(keyOf(12));
    journal.seek(Math.max(0, p - 1));
    journal.seek(p);
    expect(journal.table(numbers).lastChange(keyOf(12))).toBe(change);
  }
  const fork = journal.fork(600);
  for (const p of [600, 2, 550, 600]) {
    fork.seek(p);
    check(fork, p);
  }
  fork.beginEvent(600, -1);
  fork.begin(STAGE, 'keyframe.test');
  fork.table(numbers).set(1, -1);
  fork.end();
  fork.seek(0);
  fork.seek(601);
  expect(fork.table(numbers).get(1)).toBe(-1);
});
