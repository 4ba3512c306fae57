// The stack against a real kernel: scenes recorded on Linux 6.18 (test/data/linux), played here. Frames at every wire end
// in the same order at the same (nominal) times, neighbour rows and bridge rows changing in the same way.
import { describe, expect, test } from 'vitest';
import { agesAt, lateness, neighText, Played, type Scene } from './scene.js';
import type { Line } from './scene-file.js';

const [A, D] = ['192.168.0.100', '192.168.0.103'];
const macs = { A: '02:00:00:00:01:01', C: '02:00:00:00:03:01', D: '02:00:00:00:04:01' };
const WRONG = '02:00:00:00:09:77';

type Hidden = readonly [seconds: number, node: string, line: string];
const neigh = (at: number, node: string, ip: string, mac: string, nud: string): Hidden => [
  at,
  node,
  `ip neigh replace ${ip} lladdr ${mac} dev eth0 nud ${nud}`,
];
const flush = (at: number, ...nodes: string[]): Hidden[] => nodes.map(node => [at, node, 'ip neigh flush all']);
const base = (ms: number): Hidden => [-1, 'A', `sysctl -w net.ipv4.neigh.eth0.base_reachable_time_ms=${ms}`];
const bothStale = [neigh(-1.5, 'A', D, macs.D, 'stale'), neigh(-1.5, 'D', A, macs.A, 'stale')];
const gone: Hidden[] = [neigh(-1.57, 'A', D, macs.D, 'stale'), [-0.3, 'D', 'ip link set eth0 down']];
/** Scene g: B has A with a wrong address, in a state, since a moment. */
const wrongSince = (at: number, nud: string) => [...flush(at, 'B'), neigh(at + 0.003, 'B', A, WRONG, nud)];

/** The scenes, with what collect.sh did beside the commands that the files tell. */
const scenes: readonly Scene[] = [
  { name: 'wire-a' },
  { name: 'wire-b' },
  { name: 'wire-b2', before: bothStale },
  { name: 'wire-b3', before: bothStale },
  { name: 'wire-c1', before: [base(2000)], reachableMs: 1288 },
  { name: 'wire-c2', before: [base(12000)], reachableMs: 10424 },
  { name: 'wire-c3', before: [base(4000)], reachableMs: 5548 },
  { name: 'wire-d', before: gone },
  { name: 'wire-d2', before: gone },
  { name: 'wire-e1' },
  { name: 'wire-e2' },
  { name: 'wire-e3' },
  { name: 'wire-e4b', before: [[-1, 'A', 'sysctl -w net.ipv4.neigh.eth0.unres_qlen_bytes=6270']] },
  {
    name: 'wire-e6',
    until: [2.9, 'ping’s own send buffer (12 packets) is not simulated: the simulated ping does not block'],
  },
  {
    name: 'wire-f',
    before: [
      neigh(1.525, 'B', A, macs.A, 'stale'),
      neigh(5.65, 'B', A, WRONG, 'stale'),
      neigh(9.77, 'B', A, WRONG, 'reachable'),
      neigh(13.897, 'B', A, macs.A, 'reachable'),
      neigh(18.019, 'B', A, '02:00:00:00:09:78', 'stale'),
      ...flush(21.4645, 'B'),
      neigh(23.794, 'B', A, '02:00:00:00:09:79', 'permanent'),
      [26.114, 'B', `ip neigh del ${A} dev eth0`],
      neigh(26.12, 'B', A, WRONG, 'reachable'),
      neigh(27.542, 'B', A, macs.A, 'stale'),
    ],
  },
  {
    name: 'wire-g',
    before: [
      ...[0.001, 4.128].flatMap(at => wrongSince(at, 'stale')),
      ...[5.565, 9.698].flatMap(at => wrongSince(at, 'stale')),
      ...[11.134, 15.262, 16.693, 20.824].flatMap(at => wrongSince(at, 'reachable')),
      neigh(22.256, 'B', A, macs.A, 'reachable'),
      neigh(25.376, 'B', A, macs.A, 'stale'),
      [28.497, 'C', 'sysctl -w net.ipv4.conf.eth0.arp_accept=1'],
    ],
    until: [32.62, 'arp_notify is not simulated'],
  },
  {
    name: 'wire-h',
    before: [
      [-1, 'B', `ip addr add ${D}/24 dev eth0`],
      ...[0.31, 1.137, 1.955, 2.788].flatMap(at => flush(at, 'A', 'B', 'D')),
      neigh(3.6145, 'A', D, macs.D, 'stale'),
    ],
  },
  {
    name: 'wire-i',
    before: [
      [-1, 'A', `ip route add default via ${D}`],
      neigh(-0.9, 'A', '192.168.0.201', '02:00:00:00:09:01', 'permanent'),
      neigh(5.0375, 'A', '192.168.0.201', '02:00:00:00:09:01', 'permanent'),
    ],
  },
  {
    name: 'wire-j',
    before: [
      [5.8445, 'C', `ip link set eth0 address ${macs.C}`],
      neigh(5.8585, 'A', '192.168.0.241', '02:00:00:00:09:50', 'permanent'),
      neigh(6.868, 'A', '192.168.0.242', '02:00:00:00:09:51', 'permanent'),
      [32.904, 'D', 'sysctl -w net.ipv4.icmp_echo_ignore_all=1'],
      neigh(32.907, 'A', D, macs.D, 'permanent'),
    ],
  },
  { name: 'wire-k' },
  {
    name: 'wire-l',
    plan: { hosts: { A: `${A}/24`, B: '10.0.0.1/24', C: '10.0.0.2/24', D: `${D}/24` }, links: ['A-D'], medium: 'veth' },
  },
  { name: 'wire-m', without: [[/-s (1473|2000)/, 'fragments are not simulated']] },
];

for (const scene of scenes) {
  describe(scene.name, () => {
    const played = new Played(scene);
    const { file } = played;
    const told = <L extends Line>(lines: readonly L[]) => lines.filter(line => line.at < played.end);

    test.each([...file.frames.keys()])('frames at %s', end => {
      const recorded = told(file.frames.get(end)!).filter(
        line => !(scene.name === 'wire-m' && / len=\d+ .* (MF|off=)/.test(line.text)),
      );
      same(played.frames(end), recorded);
    });

    test.each([...file.neighbours.keys()])('the neighbour %s', key => {
      const mine = played.neighbours(key).filter(line => line.at > -0.5);
      const recorded = told(file.neighbours.get(key)!);
      same(mine, recorded);
    });

    if (file.fdb.length > 0) {
      test('the bridge’s rows', () => same(ordered(played.fdb()), ordered(told(file.fdb))));
    }
  });
}

/** The same texts in the same order, none of them earlier than in the simulation and none much later. */
function same(mine: readonly Line[], recorded: readonly Line[]): void {
  expect(mine.map(line => line.text)).toEqual(recorded.map(line => line.text));
  for (const [i, { at, text }] of recorded.entries()) {
    const late = at - mine[i]!.at;
    expect(late > -0.01 && late < lateness(at), `${text}: at ${mine[i]!.at} s, recorded at ${at} s`).toBe(true);
  }
}

/** What changed within one poll has no order. */
function ordered(lines: readonly Line[]): Line[] {
  const out: Line[][] = [];
  for (const line of lines) {
    const last = out.at(-1);
    if (last !== undefined && line.at - last[0]!.at < 0.006) last.push(line);
    else out.push([line]);
  }
  const rank = (text: string) => `${text[0] === '-' ? 0 : 1}${text}`;
  return out.flatMap(group => group.sort((x, y) => (rank(x.text) < rank(y.text) ? -1 : 1)));
}
void agesAt;
void neighText;
