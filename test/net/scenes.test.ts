// The stack against a real kernel: scenes recorded on Linux 6.18 (test/data/linux), played here. Frames at every wire end
// in the same order at the same (nominal) times, neighbour rows and bridge rows changing in the same way.
import { describe, expect, test } from 'vitest';
import { inOrderOf, lateness, same } from './compare.js';
import { agesAt, type NeighLine, neighText, Played, type Scene } from './scene.js';
import type { Line, SceneFile } from './scene-file.js';

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
    // D's probe was 0.2 s late and met the cable that was taken out at 5.04 s.
    sooner: [5.03, 0.1],
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
    // D's row aged 0.03 s late: the third echo request still found it.
    sooner: [33.9, 0.05],
  },
  { name: 'wire-k' },
  {
    name: 'wire-l',
    plan: { hosts: { A: `${A}/24`, B: '10.0.0.1/24', C: '10.0.0.2/24', D: `${D}/24` }, links: ['A-D'], medium: 'veth' },
  },
  { name: 'wire-m' },
];

for (const scene of scenes) {
  describe(scene.name, () => {
    const played = new Played(scene);
    const { file } = played;
    const sooner = scene.sooner?.[1] ?? 0;
    const told = <L extends Line>(lines: readonly L[]) => lines.filter(line => line.at < played.end);

    test.each([...file.frames.keys()])('frames at %s', end => {
      const recorded = told(file.frames.get(end)!).filter(
        line => !scene.without?.some(([pattern]) => pattern.test(line.text)),
      );
      const mine = played.frames(end);
      same(mine, inOrderOf(mine, recorded), sooner);
    });

    test.each([...file.neighbours.keys()])('the neighbour %s', key => {
      const recorded = told(file.neighbours.get(key)!);
      const mine = seen(played.neighbours(key), recorded);
      same(mine, recorded, sooner);
      for (const [i, { ages, at, text }] of recorded.entries()) {
        // What was there before the recording began is older by the time in between.
        if (at > -0.05) sameAges(mine[i]!.ages, ages, `${text} at ${at} s`);
      }
    });

    if (file.fdb.length > 0) {
      test('the bridge’s rows', () => same(ordered(played.fdb()), ordered(told(file.fdb)), sooner));
    }

    const samples = told(file.samples);
    if (samples.length > 0) {
      test('the neighbours, sampled', () => {
        expect(
          samples.filter(sample => !likely(played, sample)).map(({ at, node, text }) => `${at} ${node} ${text}`),
        ).toEqual([]);
      });
    }
  });
}

/** Without the brief values that the poll of the recording missed. */
function seen(mine: readonly NeighLine[], recorded: readonly Line[]): NeighLine[] {
  const out: NeighLine[] = [];
  for (const line of mine) if (line.text === recorded[out.length]?.text || !line.brief) out.push(line);
  return out;
}

const sameAge = (mine: number, recorded: number) => Math.abs(mine - recorded) < 0.03 + Math.min(recorded * 0.06, 0.45);

function sameAges(mine: readonly (readonly number[])[], recorded: readonly number[] | undefined, what: string): void {
  if (recorded === undefined) expect(mine, what).toEqual([]);
  else {
    const fits = mine.some(ages => ages.every((age, i) => sameAge(age, recorded[i]!)));
    expect(fits, `${what}: used, confirmed, updated ${recorded.join()} s ago; mine ${mine.join(' or ')}`).toBe(true);
  }
}

/** Whether a sample of `ip -s neigh` shows what the simulator had at its time, or up to the lateness before. */
function likely(played: Played, { at, node, text, ages }: SceneFile['samples'][number]): boolean {
  const all = played.timeline(node);
  const early = at - lateness(at);
  const first = all.findLastIndex(value => value.at <= early);
  return all.some(({ at: since, row }, i) => {
    if (i < first || since > at + 0.01 || row === undefined || neighText(row) !== text) return false;
    return agesAt(row, at).every((age, n) => Math.abs(age - ages[n]! - 0.5) <= 1.05);
  });
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
