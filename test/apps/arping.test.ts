// arping.txt: what arping prints, when it ends and with which status, as iputils did on Linux.
import { describe, expect, test } from 'vitest';
import { type GoldenCase, goldenCases, masked } from '../shell/golden.js';
import { Lan } from '../shell/lan.js';

/** Recorded times are late by what starting a program takes and kernel timers add (README.md). */
const nominal = (seconds: number, recorded: number): boolean =>
  seconds <= recorded + 0.001 && recorded - seconds < 0.05 + recorded * 0.05;

function run(lan: Lan, item: GoldenCase) {
  const endless = !/ -[cwfD] /.test(item.command);
  if (endless) {
    lan.later(1.5, () => {
      for (const row of lan.processes.table.rows()) if (row.exit === undefined) lan.processes.interrupt(row.pid);
    });
  }
  return lan.run(item.node, item.command);
}

describe('arping.txt', () => {
  for (const item of goldenCases('arping.txt')) {
    test(`${item.number} ${item.command} ${item.note}`, () => {
      const lan = new Lan();
      if (item.note.startsWith('B has the address of D')) {
        lan.must('B', 'ip addr add 192.168.0.103/24 dev eth0');
      }
      const done = run(lan, item);
      expect(masked(done.out)).toEqual(item.out);
      expect([done.status, done.err]).toEqual([item.status, item.err]);
      expect(nominal(done.seconds, item.after as number), `${done.seconds} s`).toBe(true);
    });
  }
});

describe('the frames (FACTS g, wire-g)', () => {
  /** The ARP frames that A sent: opcode, sender and target addresses, and whom they went to. */
  function sent(lan: Lan): string[] {
    const { frames } = lan.world;
    const dev = lan.ns('A').device('eth0')?.id;
    const out: string[] = [];
    for (let f = 0; f < frames.count; f++) {
      const bytes = frames.view(f);
      if (frames.devOf(f) !== dev || frames.directionOf(f) !== 'sent' || bytes[12] !== 8 || bytes[13] !== 6) continue;
      const hex = (from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('hex');
      const ip = (from: number) => [...bytes.subarray(from, from + 4)].join('.');
      out.push(`${bytes.length} to ${hex(0, 6)} op ${bytes[21]} ${ip(28)} > ${ip(38)} tha ${hex(32, 38)}`);
    }
    return out;
  }
  const cases: [string, string[]][] = [
    ['arping -U -c 1 192.168.0.100', ['42 to ffffffffffff op 1 192.168.0.100 > 192.168.0.100 tha ffffffffffff']],
    ['arping -A -c 1 192.168.0.100', ['42 to ffffffffffff op 2 192.168.0.100 > 192.168.0.100 tha 020000000101']],
    ['arping -D -c 1 192.168.0.250', ['42 to ffffffffffff op 1 0.0.0.0 > 192.168.0.250 tha ffffffffffff']],
    [
      'arping -c 2 192.168.0.103',
      [
        '42 to ffffffffffff op 1 192.168.0.100 > 192.168.0.103 tha ffffffffffff',
        '42 to 020000000401 op 1 192.168.0.100 > 192.168.0.103 tha 020000000401',
      ],
    ],
  ];
  test.each(cases)('%s', (command, expected) => {
    const lan = new Lan();
    lan.run('A', command);
    expect(sent(lan)).toEqual(expected);
  });

  test('arping makes no neighbour entry at the one who asks, and one at the one who is asked', () => {
    const lan = new Lan();
    lan.run('A', 'arping -c 1 192.168.0.103');
    expect(lan.type('A', 'ip neigh').out).toEqual([]);
    expect(lan.type('D', 'ip neigh').out).toEqual(['192.168.0.100 dev eth0 lladdr 02:00:00:00:01:01 STALE ']);
  });

  test('its times are half a millisecond too long, as in iputils', () => {
    const lan = new Lan();
    const { out } = lan.run('A', 'arping -c 1 192.168.0.103');
    expect(out[1]).toBe('Unicast reply from 192.168.0.103 [02:00:00:00:04:01]  0.504ms');
  });
});
