// What Linux did with three bridges in a triangle (test/data/linux/stp-*.txt, made by collect-stp.sh), and what netstep
// does: the same states in the same order at the same nominal times, the same BPDUs.
import { describe, expect, test } from 'vitest';
import type { Network } from '../../src/topology/index.js';
import { build, until } from '../topology/build.js';
import { bpdus, recorded, type Seen, states, TRIANGLE } from './stp.js';

const direct = until(
  build({
    ...TRIANGLE,
    run: [
      [45, 'X', 'ping -c 1 192.168.0.2'],
      [90, 'X', 'ping -c 1 192.168.0.2'],
    ],
    faults: [
      [50, 'A.p2-C.p1', false],
      [95, 'A.p2-C.p1', true],
    ],
  }),
  140,
);
const indirect = until(
  build({
    ...TRIANGLE,
    faults: [
      [45, 'A.p1-B.p1', false],
      [105, 'A.p1-B.p1', true],
    ],
  }),
  145,
);

/** States a port went through. */
const wayOf = (seen: readonly Seen[], port: string) => seen.filter(s => s.port === port).map(s => s.text);
/** Linux polls a carrier up to a second late, rounds timers to whole seconds and is up to 3 % slow. */
const LATE = 1.6;

function sameStates(network: Network, name: string): void {
  const theirs = recorded(name, 'P');
  const ours = states(network);
  for (const port of ['A.p1', 'A.p2', 'B.p1', 'B.p2', 'C.p1', 'C.p2']) {
    const way = (seen: readonly Seen[]) => {
      // Which ports are found disabled for a moment at the start is chance.
      const words = wayOf(seen, port);
      return words[0] === 'disabled' ? words.slice(1) : words;
    };
    expect(way(ours), port).toEqual(way(theirs));
    const times = (seen: readonly Seen[]) => {
      const mine = seen.filter(s => s.port === port);
      return (mine[0]?.text === 'disabled' ? mine.slice(1) : mine).map(s => s.at);
    };
    for (const [i, at] of times(theirs).entries()) {
      const own = times(ours)[i] as number;
      expect(Math.abs(own - at), `${port} ${way(ours)[i]} at ${own}, Linux at ${at}`).toBeLessThan(LATE);
    }
  }
}

describe('a cut that the bridge sees itself', () => {
  test('every port goes through the same states at the same times', () => sameStates(direct, 'stp-direct'));

  test('the alternate port listens at once, and the other end of the ring is reached after twice the forward delay', () => {
    const c = states(direct).filter(s => s.port === 'C.p2' && s.at >= 50 && s.at < 90);
    expect(c.map(s => [s.at, s.text])).toEqual([
      [50, 'listening'],
      [65, 'learning'],
      [80, 'forwarding'],
    ]);
  });

  test('the repair is an outage: the old way is blocked a second later, the new one needs thirty', () => {
    const after = states(direct).filter(s => s.at >= 95);
    expect(after.find(s => s.port === 'C.p2')).toMatchObject({ text: 'blocking' });
    expect(after.find(s => s.port === 'C.p2')!.at).toBeCloseTo(96, 1);
    expect(after.find(s => s.port === 'C.p1' && s.text === 'forwarding')!.at).toBeCloseTo(125, 1);
  });
});

describe('a cut elsewhere', () => {
  test('every port goes through the same states at the same times', () => sameStates(indirect, 'stp-indirect'));

  test('B claims to be the root at once, and C does not listen until what it knows has aged', () => {
    const claims = bpdus(indirect).filter(s => s.port === 'B.p2' && s.at > 45 && s.at < 64);
    expect(claims[0]!.text).toContain('root=8000.020000000201 cost=0');
    const c = states(indirect).filter(s => s.port === 'C.p2' && s.at > 45);
    // The last message came at 44 s; max age is 20 s.
    expect(c[0]).toMatchObject({ text: 'listening' });
    expect(c[0]!.at).toBeCloseTo(64, 1);
    const answers = bpdus(indirect).filter(s => s.port === 'C.p2' && s.at < 64);
    expect(answers.filter(s => s.at > 45)).toEqual([]);
  });

  test('B believes in A again as soon as C speaks', () => {
    const last = bpdus(indirect).filter(
      s => s.port === 'B.p2' && s.at > 45 && s.at < 105 && s.text.includes('root=8000.020000000201'),
    );
    expect(last.at(-1)!.at).toBeLessThan(66);
  });
});

/** What every bridge sends once things have settled: one hello time of it. */
function settled(seen: readonly Seen[], from: number): string[] {
  const first = seen.find(s => s.at >= from && s.port.startsWith('A.'))!.at;
  // The recording has no ports to hosts, and none of a port that was switched off in between: its socket was gone.
  const silent = from > 50 ? ['A.p3', 'C.p3', 'A.p2'] : ['A.p3', 'C.p3'];
  const host = (s: Seen) => silent.includes(s.port);
  return seen.filter(s => s.at >= first - 0.001 && s.at < first + 1.5 && !host(s)).map(s => `${s.port} ${s.text}`);
}

describe('BPDUs', () => {
  const theirs = recorded('stp-direct', 'F');
  const ours = bpdus(direct);

  test.each([
    ['of a settled tree', 7.5],
    ['while the topology changes', 37.5],
    ['after the cut', 53.5],
    ['after the repair', 127.5],
  ])('%s are the same, byte for byte, in the same order', (_, from) => {
    expect(settled(ours, from)).toEqual(settled(theirs, from));
    expect(settled(theirs, from).length).toBeGreaterThan(1);
  });

  test('the first ones: every bridge announces itself by every port', () => {
    const first = (seen: readonly Seen[]) =>
      seen
        .filter(s => s.at < 2.5 && s.port !== 'A.p3' && s.port !== 'C.p3')
        .map(s => `${s.port} ${s.text}`)
        .sort();
    expect(first(ours)).toEqual(first(theirs));
    expect(first(ours)).toHaveLength(6);
  });

  test('notifications leave by root ports when a port begins to forward, and are acknowledged within a second', () => {
    const tcn = (seen: readonly Seen[]) =>
      seen.filter(s => s.text.startsWith('TCN')).map(s => `${Math.round(s.at / 5) * 5} ${s.port} ${s.text}`);
    expect(tcn(ours).sort()).toEqual(tcn(theirs).sort());
    const acknowledged = ours.find(s => s.at > 30 && s.port === 'A.p1' && s.text.includes('flags=81'))!;
    expect(acknowledged.at - 30).toBeLessThanOrEqual(1);
  });
});
