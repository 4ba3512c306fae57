// tables.txt and neigh-states.txt: what a host and a switch show, line by line as Linux printed it.
import { describe, expect, test } from 'vitest';
import { type GoldenCase, goldenCases, masked, physical, typed, unordered } from './golden.js';
import { Lan } from './lan.js';

/** Cases that this simulation answers otherwise, each with its reason. */
const different: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^ip -d link/, 'no IGMP snooping, and no timer for addresses while there are none; stp.test.ts compares the rest'],
  [/^sysctl|^cat/, 'not a table'],
];

function differs(item: GoldenCase): string | undefined {
  return different.find(([pattern]) => pattern.test(item.command))?.[1];
}

/** A host that has just come up has heard two IGMP reports of 54 bytes from others: netstep has no IGMP. */
const withoutIgmp = (lines: readonly string[]): string[] =>
  lines.map(line =>
    line
      .replace(/^( +)108 +2( +0 +0 +0 +0 )$/, '$1  0       0$2')
      .replace(/^( +)388 +6( +0 +0 +0 +0 )$/, '$1280       4$2')
      .replace('"bytes":388,"packets":6', '"bytes":280,"packets":4'),
  );

function compare(lan: Lan, item: GoldenCase): void {
  const { node, command } = item;
  const done = lan.run(node, typed(command));
  expect(done.status).toBe(item.status);
  expect(done.err).toEqual(item.err);
  if (command.endsWith('>/dev/null')) return;
  const expected = withoutIgmp(physical(masked(item.out)));
  expect(unordered(command, masked(done.out))).toEqual(unordered(command, expected));
}

describe('tables.txt', () => {
  const lan = new Lan();
  let before = '';
  for (const item of goldenCases('tables.txt')) {
    const reason = differs(item);
    const sw = item.node === 'sw' && /^ip -s link show dev p1/.test(item.command);
    const name = `${item.number} ${item.node}: ${item.command}`;
    if (reason !== undefined) test.skip(`${name} (${reason})`, () => {});
    else
      test(name, () => {
        if (item.note === 'after the pings' && before !== item.note) lan.wait(1.05);
        before = item.note;
        if (!sw) return compare(lan, item);
        // The port sent the two IGMP reports that A received.
        const swapped = { ...item, out: item.out.map(line => line.replace(/^( +)388 +6( .*)$/, '$1280       4$2')) };
        return compare(lan, swapped);
      });
  }
});

describe('neigh-states.txt', () => {
  const lan = new Lan();
  let waited = false;
  for (const item of goldenCases('neigh-states.txt')) {
    test(`${item.number} ${item.node}: ${item.command}`, () => {
      // An absent address is asked for in the background, as when the file was recorded.
      if (item.command.startsWith('ping')) {
        lan.type('A', 'ping -c 1 192.168.0.250');
        lan.wait(0.01);
      }
      if (item.note === '4.2 s later' && !waited) {
        lan.wait(4.2);
        waited = true;
      }
      // Linux notes a NOARP neighbour 0.0.0.0 when it speaks to itself; netstep's loopback asks no neighbour table.
      const out = item.out.filter(line => !line.startsWith('0.0.0.0 dev lo'));
      compare(lan, { ...item, out });
    });
  }
});
