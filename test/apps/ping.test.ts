// ping.txt and ping-exit.txt: what ping prints, when it ends and with which status, as iputils did on Linux.
import { describe, expect, test } from 'vitest';
import { type GoldenCase, goldenCases, masked } from '../shell/golden.js';
import { Lan } from '../shell/lan.js';

interface Difference {
  readonly pattern: RegExp;
  readonly reason: string;
  readonly err: string;
}

/** Cases that are answered otherwise here: all with status 2 and a plain word. */
const different: readonly Difference[] = [
  { pattern: / -f /, reason: 'floods are not simulated', err: 'does not simulate flood ping' },
];

/** Cases that need a router, one after the other: it limits how often it speaks of errors. */
const routed = /^ping .*10\.9\./;
/** Signals other than Ctrl-C are not simulated. */
const signals = (item: GoldenCase): boolean => item.status < 0 || item.err.some(line => line.includes('3/3 packets'));

function prepare(lan: Lan): void {
  // Silence: a neighbour that is known for good, and is nowhere.
  lan.must('A', 'ip neigh add 192.168.0.240 lladdr 02:00:00:00:09:40 dev eth0');
  lan.must('A', 'ip route add unreachable 10.8.1.0/24', 'ip route add prohibit 10.8.2.0/24');
  lan.must('A', 'ip route add blackhole 10.8.3.0/24');
}

/** When Ctrl-C is to come, where a ping without a count was recorded: half a second after its last request. */
function interruptAt({ command, out }: GoldenCase): number | undefined {
  if (/ -[cw] /.test(command)) return undefined;
  const sent = Number(/^(\d+) packets transmitted/.exec(out.find(line => /transmitted/.test(line)) ?? '')?.[1] ?? 0);
  const interval = Number(/ -i ([\d.]+)/.exec(command)?.[1] ?? 1);
  return sent === 0 ? undefined : (sent - 0.5) * interval;
}

function run(lan: Lan, item: GoldenCase) {
  const at = interruptAt(item);
  if (at !== undefined) {
    lan.later(at, () => {
      for (const row of lan.processes.table.rows()) if (row.exit === undefined) lan.processes.interrupt(row.pid);
    });
  }
  return lan.run(item.node, item.command);
}

/** A reaches 10.9.0.0/16 by B, which forwards some of it. */
function prepareRouter(lan: Lan): void {
  lan.must('A', 'ip route add 10.9.0.0/16 via 192.168.0.101');
  lan.must('B', 'sysctl -w net.ipv4.ip_forward=1', 'ip route add unreachable 10.9.1.0/24');
  lan.must('B', 'ip route add prohibit 10.9.2.0/24', 'ip route add blackhole 10.9.3.0/24');
  lan.must('B', 'ip route add 10.9.4.0/24 via 192.168.0.103');
}

describe('ping.txt', () => {
  const routedLan = new Lan();
  prepare(routedLan);
  prepareRouter(routedLan);
  for (const item of goldenCases('ping.txt')) {
    const name = `${item.number} ${item.command}`;
    if (signals(item)) {
      test.skip(name, () => {});
      continue;
    }
    test(name, () => {
      const lan = routed.test(item.command) ? routedLan : new Lan();
      if (lan !== routedLan) prepare(lan);
      const done = run(lan, item);
      const other = different.find(d => d.pattern.test(item.command));
      if (other !== undefined) {
        expect(done.status).toBe(2);
        expect(done.err.join('\n')).toContain(other.err);
        return;
      }
      expect(done.err).toEqual(item.err);
      expect(masked(done.out)).toEqual(masked(item.out));
      expect(done.status).toBe(item.status);
      if (item.after !== undefined) expect(nominal(done.seconds, item.after), `${done.seconds} s`).toBe(true);
    });
  }
});

/** Recorded times are late by what starting a program takes and kernel timers add (README.md). */
const nominal = (seconds: number, recorded: number): boolean =>
  seconds <= recorded + 0.001 && recorded - seconds < 0.05 + recorded * 0.05;

/** What happens beside the ping, as the remarks in the file say. */
function meanwhile(lan: Lan, { note, command, out }: GoldenCase): void {
  const interval = Number(/ -i ([\d.]+)/.exec(command)?.[1] ?? 1);
  const silent = (at: number, value: number) =>
    lan.later(at, () => void lan.shell.execute(lan.ns('D'), `sysctl -w net.ipv4.icmp_echo_ignore_all=${value}`));
  if (/only seq 3 lost/.test(note)) silent(1.5 * interval, 1);
  if (/answers only from 1.5 s/.test(note) && out.length > 0) {
    silent(0, 1);
    silent(1.5, 0);
  }
}

describe('ping-exit.txt', () => {
  for (const item of goldenCases('ping-exit.txt')) {
    test(`${item.number} ${item.command} (${item.note})`, () => {
      const lan = new Lan();
      prepare(lan);
      meanwhile(lan, item);
      const done = lan.run(item.node, item.command);
      expect(masked(done.out)).toEqual(masked(item.out));
      expect([done.status, done.err]).toEqual([item.status, item.err]);
      expect(nominal(done.seconds, item.after as number), `${done.seconds} s`).toBe(true);
    });
  }
});

test('wire-e5: the tie at 3 s ends as most runs of the kernel ended', () => {
  const runs = goldenCases('wire-e5.txt').filter(item => item.command === 'ping -c 5 -W 4 192.168.0.250');
  const { out } = new Lan().run('A', 'ping -c 5 -W 4 192.168.0.250');
  const same = runs.filter(item => JSON.stringify(masked(item.out)) === JSON.stringify(masked(out)));
  expect(same.length).toBeGreaterThan(runs.length / 2);
});

describe('what the recordings do not show', () => {
  test('a broadcast ping names those that answer again', () => {
    const lan = new Lan();
    for (const node of ['B', 'C', 'D']) lan.must(node, 'sysctl -w net.ipv4.icmp_echo_ignore_broadcasts=0');
    const done = lan.run('A', 'ping -b -c 2 192.168.0.255');
    expect(done.out.filter(line => line.includes('(DUP!)')).length).toBeGreaterThan(0);
    expect(done.out.find(line => line.includes('duplicates'))).toContain('2 packets transmitted, 2 received');
  });

  test('ping confirms no neighbour (FACTS b.3): used moves, confirmed does not, the probe comes 5 s after the first', () => {
    const lan = new Lan();
    lan.must('A', 'ip neigh add 192.168.0.103 lladdr 02:00:00:00:04:01 dev eth0 nud stale');
    lan.run('A', 'ping -c 3 192.168.0.103');
    expect(lan.type('A', 'ip -s neigh').out).toEqual([
      '192.168.0.103 dev eth0 lladdr 02:00:00:00:04:01  ref 1 used 0/62/2probes 0 DELAY ',
    ]);
    lan.wait(3.1);
    expect(lan.type('A', 'ip -s neigh').out).toEqual([
      '192.168.0.103 dev eth0 lladdr 02:00:00:00:04:01  ref 1 used 0/0/0probes 1 REACHABLE ',
    ]);
  });

  test('the time of an answer comes back in its data', () => {
    const lan = new Lan();
    const { out } = lan.run('A', 'ping -c 1 192.168.0.100');
    expect(out[1]).toBe('64 bytes from 192.168.0.100: icmp_seq=1 ttl=64 time=0.000 ms');
    expect(lan.run('A', 'ping -D -c 1 192.168.0.100').out[1]).toMatch(/^\[946684800\.\d{6}\] 64 bytes/);
  });

  test.each([
    ['ping -c 1 -W 0 192.168.0.240', 60],
    ['ping -c 2 -W 1.5 192.168.0.240', 2.5],
    ['ping -c 1 -w 5 192.168.0.103', 0],
  ])('%s ends after %s s', (command, seconds) => {
    const lan = new Lan();
    prepare(lan);
    const done = lan.run('A', command, 60);
    if (seconds === 60) expect(done.status).toBeUndefined();
    else expect(Math.abs(done.seconds - seconds)).toBeLessThan(0.001);
  });

  test('a state holds few numbers however long it runs', () => {
    const lan = new Lan();
    const { pid } = lan.run('A', 'ping -q -i 0.01 192.168.0.103', 20);
    expect(JSON.stringify(lan.processes.table.get(pid as number)?.state).length).toBeLessThan(700);
  });
});
