// The time axis: every event that was seen is a line of its own or counted in a fold, in the order of time.

import { describe, expect, test } from 'vitest';
import { Axis, foldBetween, LONG_WAIT, type Shown, TimeList, type TimeRow } from '../../src/tui/panels/time-axis.js';
import { shortDuration, sinceBefore } from '../../src/tui/panels/time-words.js';
import fc from '../property.js';

/** Events with random waits, microseconds and minutes; which of them a search lets through; a cursor; an end. */
const cases = fc
  .record({
    gaps: fc.array(fc.oneof(fc.constant(0), fc.nat(2000), fc.integer({ min: LONG_WAIT, max: 60e9 })), {
      minLength: 1,
      maxLength: 40,
    }),
    chosen: fc.infiniteStream(fc.boolean()),
    all: fc.boolean(),
    cursor: fc.nat(),
    searched: fc.nat(),
    stages: fc.nat(5),
  })
  .map(({ gaps, chosen, all, cursor, searched, stages }) => {
    const times = [0];
    for (const gap of gaps) times.push(times.at(-1)! + gap);
    const last = gaps.length;
    const known = all ? last : searched % (last + 1);
    const axis = new Axis(event => times[event]!);
    for (let event = 1; event <= known; event++) if (all || chosen.next().value) axis.push(event);
    const shown: Shown = { cursor: cursor % (last + 1), stages, last, searched: known };
    return { times, axis, shown, list: new TimeList(axis, shown) };
  });

const rowsOf = (list: TimeList): TimeRow[] => Array.from({ length: list.length }, (_, line) => list.row(line));
const eventsOf = (rows: readonly TimeRow[]) => rows.flatMap(row => (row.kind === 'event' ? [row.event] : []));

describe('folds', () => {
  test('stand for long waits and for what is left out, and for nothing else', () => {
    const timeOf = (event: number) => [0, 5, 5 + LONG_WAIT, 6 + LONG_WAIT][event]!;
    expect(foldBetween(timeOf, 0, 1)).toBeUndefined();
    expect(foldBetween(timeOf, 1, 2)).toEqual({ hidden: 0, wait: LONG_WAIT });
    expect(foldBetween(timeOf, 2, 3)).toBeUndefined();
    expect(foldBetween(timeOf, 1, 3)).toEqual({ hidden: 1, wait: LONG_WAIT + 1 });
  });

  test('every event is a line or counted in a fold', () => {
    fc.assert(
      fc.property(cases, ({ list, shown }) => {
        let counted = 0;
        for (const row of rowsOf(list)) {
          if (row.kind === 'event') expect(row.event).toBe(++counted);
          else if (row.kind === 'fold' || row.kind === 'unsearched') counted += row.hidden;
        }
        expect(counted).toBe(shown.last);
      }),
    );
  });

  test('lines are in the order of time, waits add up to it, and no long one is left between two lines', () => {
    fc.assert(
      fc.property(cases, ({ list, times }) => {
        let time = 0;
        let before: TimeRow | undefined;
        for (const row of rowsOf(list)) {
          if (row.kind === 'stage') continue;
          if (row.kind === 'event') {
            const wait = times[row.event]! - time;
            if (before?.kind === 'fold') expect(wait).toBe(before.wait);
            else expect(wait).toBeLessThan(LONG_WAIT);
            expect(wait).toBeGreaterThanOrEqual(0);
            time = times[row.event]!;
          }
          before = row;
        }
      }),
    );
  });

  test('no two stand together', () => {
    fc.assert(
      fc.property(cases, ({ list }) => {
        const rows = rowsOf(list);
        expect(rows.some((row, i) => row.kind === 'fold' && rows[i + 1]?.kind === 'fold')).toBe(false);
      }),
    );
  });
});

describe('lines', () => {
  test('the event at the cursor is always there, its stages below it, once', () => {
    fc.assert(
      fc.property(cases, ({ list, shown }) => {
        const rows = rowsOf(list);
        const stages = rows.flatMap(row => (row.kind === 'stage' ? [row.n] : []));
        if (shown.cursor === 0) {
          expect(stages).toEqual([]);
          return;
        }
        const at = list.lineOf(shown.cursor)!;
        expect(rows[at]).toEqual({ kind: 'event', event: shown.cursor });
        expect(stages).toEqual(Array.from({ length: shown.stages }, (_, n) => n));
        expect(rows.slice(at + 1, at + 1 + shown.stages).every(row => row.kind === 'stage')).toBe(true);
      }),
    );
  });

  test('an event is found on the line it stands on; one that is left out on none', () => {
    fc.assert(
      fc.property(cases, ({ list, shown }) => {
        const rows = rowsOf(list);
        const there = new Set(eventsOf(rows));
        for (let event = 1; event <= shown.last; event++) {
          const line = list.lineOf(event);
          if (there.has(event)) expect(rows[line!]).toEqual({ kind: 'event', event });
          else expect(line).toBeUndefined();
        }
        expect(rows.at(-1)).toEqual({ kind: 'end' });
      }),
    );
  });

  test('only what the search found, and the cursor, is a line', () => {
    fc.assert(
      fc.property(cases, ({ list, shown, axis }) => {
        for (const event of eventsOf(rowsOf(list))) expect(axis.has(event) || event === shown.cursor).toBe(true);
      }),
    );
  });
});

describe('times beside each other', () => {
  test.each([
    [0, ''],
    [488, '+488 ns'],
    [1576, '+1.58 µs'],
    [999_999, '+1 ms'],
    [24_848_990_000, '+24.8 s'],
    [177_123_456_789, '+177 s'],
  ])('%d ns later is %j', (ns, text) => {
    expect(sinceBefore(ns)).toBe(text);
  });

  test('never take more than eight cells below a day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400e9 }), ns => {
        expect([...shortDuration(ns)].length).toBeLessThanOrEqual(8);
      }),
    );
  });
});
