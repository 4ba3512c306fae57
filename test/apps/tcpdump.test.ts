// tcpdump's lines and filters beside the real tcpdump's, on captures of lessons and on recordings of real kernels.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { isUsageError } from '../../src/apps/getopt.js';
import { compileFilter } from '../../src/apps/tcpdump/filter.js';
import { frameLine, type Heard } from '../../src/apps/tcpdump/line.js';
import { parseTcpdump } from '../../src/apps/tcpdump/options.js';
import { capture, wireEnds } from '../../src/export/index.js';
import { Network } from '../../src/topology/index.js';
import { CaptureReader, concatBytes, writePcapng } from '../../src/wire/index.js';
import { routedWorld } from '../i18n/routed-world.js';
import { loadLesson } from '../lessons.js';
import { build, printed, until } from '../topology/build.js';

const SECOND = 1_000_000_000;
const version = (() => {
  const { stderr, stdout } = spawnSync('tcpdump', ['--version'], { encoding: 'utf8' });
  return /tcpdump version (\d+\.\d+)/.exec(`${stdout}${stderr}`)?.[1];
})();
const noTcpdump = version === '4.99' ? undefined : `tcpdump 4.99 is not installed (${version ?? 'none'})`;

const folder = mkdtempSync(join(tmpdir(), 'netstep-tcpdump-'));
afterAll(() => rmSync(folder, { recursive: true }));
const real = (file: string, ...args: string[]): string[] =>
  execFileSync('tcpdump', ['-r', file, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 26,
    env: { ...process.env, TZ: 'UTC' },
  })
    .split('\n')
    .slice(0, -1);

/** Writes frames to a file, one a second, and gives its name. */
function saved(name: string, frames: readonly Uint8Array[]): string {
  const file = join(folder, `${name}.pcapng`);
  const packets = frames.map((bytes, i) => ({ interface: 0, time: i * SECOND, bytes }));
  writeFileSync(file, concatBytes(writePcapng([{ name: 'all' }], packets)));
  return file;
}

function ours(frames: readonly Uint8Array[], ...flags: string[]): string[] {
  const options = parseTcpdump(flags);
  if (isUsageError(options)) throw new Error(options.lines.join(' '));
  const heard: Heard = { flows: [] };
  return frames.flatMap(frame => frameLine(frame, options, heard).split('\n'));
}

function framesOf(network: Network, seconds: number): Uint8Array[] {
  const { world } = until(network, seconds);
  const sent = Array.from({ length: world.frames.count }, (_, f) => world.frames.frame(f));
  return sent.filter(f => f.direction === 'sent').map(f => f.bytes);
}

function recorded(name: string): Uint8Array[] {
  const file = fileURLToPath(new URL(`../data/${name}`, import.meta.url));
  return new CaptureReader().push(readFileSync(file)).map(frame => frame.bytes);
}

/** The first lines that differ: of thousands nobody would find them. */
function compare(mine: readonly string[], theirs: readonly string[], what: string): void {
  const at = theirs.findIndex((line, i) => line !== mine[i]);
  const part = (lines: readonly string[]) => (at < 0 ? [] : lines.slice(Math.max(0, at - 1), at + 2));
  expect(part(mine), what).toEqual(part(theirs));
  expect(mine, what).toHaveLength(theirs.length);
}

const MANNERS = ['-n', '-ne', '-nv', '-nq', '-neq', '-nve', '-nS', '-e', '-v'];

describe.skipIf(noTcpdump !== undefined)('beside tcpdump 4.99', () => {
  const sources: Readonly<Record<string, () => Uint8Array[]>> = {
    dhcp: () => framesOf(new Network(loadLesson('dhcp').network), 100),
    stp: () => framesOf(new Network(loadLesson('stp').network), 60),
    rstp: () => framesOf(new Network(loadLesson('rstp').network), 20),
    'vlan-dynamic': () => framesOf(new Network(loadLesson('vlan-dynamic').network), 60),
    routed: () => framesOf(routedWorld(), 345),
    tcp: () => recorded('tcp/05c-tcp-backlog.eth0.pcap'),
  };
  for (const [name, make] of Object.entries(sources)) {
    test(`lines of ${name}`, () => {
      const frames = make();
      const file = saved(name, frames);
      for (const manner of MANNERS) {
        // Without -t's first field; DHCP's long form is not simulated.
        const both = manner.includes('v') && name.startsWith('dhcp') ? ['not', 'udp'] : [];
        const compiled = compileFilter(both.join(' '), false);
        const shown = frames.filter(frame => 'passes' in compiled && compiled.passes(frame));
        compare(ours(shown, manner), real(file, '-t', manner, ...both), manner);
      }
    });
  }
});

const EXPRESSIONS = [
  ...['arp', 'ip', 'icmp', 'udp', 'tcp', 'vlan', 'vlan 20', 'stp', 'not arp', '!ip', 'ip6', 'broadcast', 'multicast'],
  ...['ether broadcast', 'ether multicast', 'ip multicast', 'less 60', 'greater 100', 'len > 90', 'len <= 60'],
  ...['host 192.0.2.1', 'src host 192.0.2.1', 'dst 198.51.100.2', 'src or dst host 192.0.2.254'],
  ...['src and dst host 192.168.0.1', 'arp host 192.0.2.1', 'ip host 192.0.2.1', 'host localhost'],
  ...['net 192.0.2.0/24', 'src net 198.51.100.0/24', 'net 192.168', 'dst net 192.0.2.0 mask 255.255.255.0'],
  ...['port 67', 'port 67 or 68', 'src port bootpc', 'udp port 33434', 'tcp port 68', 'portrange 33434-33440'],
  ...['ether host 02:00:00:00:01:01', 'ether src 02:00:00:00:01:01', 'ether dst ff:ff:ff:ff:ff:ff'],
  ...['ether proto 0x888e', 'ether proto \\arp', 'ip proto 1', 'ip proto \\udp', 'proto 17'],
  ...['icmp or arp and host 192.0.2.1', 'arp or (icmp and host 192.0.2.1)', 'not arp and not icmp'],
  ...['host 192.0.2.1 and 198.51.100.2', 'not host 192.0.2.1 and 192.0.2.254', 'vlan and arp', 'vlan 20 or icmp'],
  ...['icmp[icmptype] == icmp-echo', 'icmp[0] = 3 and icmp[1] = 1', 'icmp[icmptype] != icmp-echo', 'ip[8] < 2'],
  ...['ip[6:2] & 0x1fff != 0', '(ip[6] & 0x40) != 0', 'ether[0] & 1 = 1', 'udp[4:2] > 100', 'arp[7] = 1'],
  ...['tcp[tcpflags] & (tcp-syn|tcp-fin) != 0', 'tcp[tcpflags] == tcp-syn', 'ip[2:2] - (ip[0] & 0xf) * 4 > 60'],
  ...['tcp and src port > 1', 'ip[0] / 0 = 1', 'tcp src port 5001', 'not icmp[100] = 0'],
];
const WRONG = [
  ...['imcp', 'port foo', 'host', 'ether host 1.2.3.4', 'vlan 5000', 'host foo', 'tcp port', 'icmp and', 'dst icmp'],
  ...[
    'src port 70000',
    'net 10.0.0.1/8',
    'foo bar',
    'icmp host 1.2.3.4',
    'arp port 5',
    '(icmp',
    'ip[0',
    'not',
    '10.0.0.1',
  ],
  ...['host 300.1.1.1', 'ether proto foo', 'ip proto foo', 'greater x', 'net 10.0.0.0/33', 'gateway 10.0.0.1', 'arp )'],
];

describe.skipIf(noTcpdump !== undefined)('capture filters beside libpcap', () => {
  test('let the same frames pass', () => {
    const vlans = () => framesOf(new Network(loadLesson('vlan-dynamic').network), 60);
    const stp = framesOf(new Network(loadLesson('stp').network), 20);
    const dhcp = framesOf(new Network(loadLesson('dhcp').network), 30);
    const tcp = recorded('tcp/05c-tcp-backlog.eth0.pcap').slice(0, 40);
    const frames = [...framesOf(routedWorld(), 345), ...vlans(), ...stp, ...dhcp, ...tcp];
    const file = saved('filters', frames);
    const refuses = EXPRESSIONS.filter(e => spawnSync('tcpdump', ['-r', file, '-c1', e]).status !== 0);
    expect(refuses).toEqual(['tcp and src port > 1', 'ip[0] / 0 = 1']);
    for (const expression of EXPRESSIONS) {
      if (refuses.includes(expression)) {
        expect('problem' in compileFilter(expression, false), expression).toBe(true);
        continue;
      }
      const lines = real(file, '-n', '-tt', expression).filter(line => /^\d/.test(line));
      const theirs = lines.map(line => Number.parseInt(line, 10) - 946_684_800);
      const compiled = compileFilter(expression, false);
      if ('problem' in compiled) throw new Error(`${expression}: ${compiled.problem.join(' / ')}`);
      const mine = [...frames.keys()].filter(i => compiled.passes(frames[i] as Uint8Array));
      expect(mine, expression).toEqual(theirs);
    }
  }, 20_000);

  test('refuse the same expressions, in the same words', () => {
    const file = saved('wrong', []);
    for (const expression of WRONG) {
      const { stderr } = spawnSync('tcpdump', ['-r', file, expression], { encoding: 'utf8' });
      const compiled = compileFilter(expression, false);
      if (!('problem' in compiled)) throw new Error(`${expression} is taken`);
      expect(stderr.trimEnd().split('\n').at(-1), expression).toBe(compiled.problem[0]);
    }
  });
});

describe('on a node', () => {
  const plan = {
    hosts: { A: '10.0.0.1/24', B: '10.0.0.2/24', C: '10.0.0.3/24' },
    switches: { sw: 3 },
    links: ['A-sw.p1', 'B-sw.p2', 'C-sw.p3'],
    run: [[1, 'A', 'ping -c 2 10.0.0.2']],
  } as const;
  const lines = (network: Network, node: string, lead = 2) =>
    printed(network, node)
      .filter(line => !line.startsWith('$'))
      .slice(lead);
  const dumping = (node: string, line: string) =>
    until(build({ ...plan, run: [[0.5, node, line] as const, ...plan.run] }), 20);

  test.skipIf(noTcpdump !== undefined)('the lines are those of the capture taken there', () => {
    for (const [lesson, node, end] of [
      ['dhcp', 'A', 'A.eth0'],
      ['stp', 'A', 'A.eth0'],
      ['trunk', 'swA', 'swA.p5'],
    ] as const) {
      const network = new Network(loadLesson(lesson).network);
      network.command(node, `tcpdump -ne -i ${end.split('.')[1]}`);
      until(network, 40);
      const file = join(folder, `${lesson}-live.pcapng`);
      const ends = wireEnds(network).filter(({ name }) => name === end);
      writeFileSync(file, capture(network, ends, 'en'));
      const table = [...network.processes.console(network.stack.netns(node)).rows()];
      const pid = table.find(row => row.text.startsWith('listening on'))?.pid;
      const mine = table.filter(row => row.pid === pid && row.stream === 'out').map(row => row.text);
      const theirs = real(file, '-ne');
      // What the lesson does in the very first moment is over when the program starts.
      expect(mine.length).toBeGreaterThan(Math.max(4, theirs.length - 2));
      compare(mine, theirs.slice(-mine.length), lesson);
    }
  });

  test('a capture changes nothing that happens, and makes no events but its own start', () => {
    const plain = until(build(plan), 20);
    const dumped = dumping('A', 'tcpdump -n -i eth0');
    expect(dumped.world.journal.eventCount).toBe(plain.world.journal.eventCount + 2);
    const bytes = ({ world }: Network) => Array.from({ length: world.frames.count }, (_, f) => world.frames.view(f));
    expect(bytes(dumped)).toEqual(bytes(plain));
    expect(dumped.world.run(1000)).toBe('idle');
  });

  test('-c ends it, Ctrl-C says how many there were', () => {
    const counted = dumping('A', 'tcpdump -n -c 2 icmp');
    const out = lines(counted, 'A').filter(line => !/icmp_seq|ping|PING/.test(line));
    expect(out.slice(0, 5)).toEqual([
      expect.stringMatching(
        /^00:00:01\.\d{6} IP 10\.0\.0\.1 > 10\.0\.0\.2: ICMP echo request, id \d+, seq 1, length 64$/,
      ),
      expect.stringMatching(
        /^00:00:01\.\d{6} IP 10\.0\.0\.2 > 10\.0\.0\.1: ICMP echo reply, id \d+, seq 1, length 64$/,
      ),
      '2 packets captured',
      '2 packets received by filter',
      '0 packets dropped by kernel',
    ]);
    const stopped = build({
      ...plan,
      run: [[0.5, 'B', 'tcpdump arp'], ...plan.run, [3, 'B', 'killall tcpdump'], [4, 'A', 'ping -c 1 10.0.0.3']],
    });
    expect(lines(until(stopped, 9), 'B').filter(line => line.includes('captured'))).toEqual(['2 packets captured']);
  });

  test('a bridge, its ports, lo and any have their own views', () => {
    const count = (network: Network, node: string) => lines(network, node).filter(line => /^\d\d:/.test(line)).length;
    // Promiscuous, a bridge's own device sees all that passes; without, what is for everybody.
    expect(count(dumping('sw', 'tcpdump -n -i br0 icmp'), 'sw')).toBe(4);
    expect(count(dumping('sw', 'tcpdump -n -p -i br0 icmp'), 'sw')).toBe(0);
    expect(count(dumping('sw', 'tcpdump -n -p -i br0 arp and broadcast'), 'sw')).toBe(1);
    expect(count(dumping('sw', 'tcpdump -n -i p3'), 'sw')).toBe(1);
    const any = lines(dumping('sw', 'tcpdump -n -i any icmp'), 'sw', 3);
    expect(any.slice(0, 2).map(line => line.slice(16, 28))).toEqual(['p1    P   IP', 'p2    Out IP']);
    const own = until(
      build({
        ...plan,
        run: [
          [0.5, 'A', 'tcpdump -n -i lo'],
          [1, 'A', 'ping -c 1 10.0.0.1'],
        ],
      }),
      9,
    );
    expect(count(own, 'A')).toBe(2);
  });

  test('what it does not do it refuses, with the nearest', () => {
    const network = build(plan);
    for (const [line, said] of [
      ['tcpdump -w x.pcap', 'netstep pcap'],
      ['tcpdump -i eth7', 'eth7: No such device exists (lo, eth0, any do)'],
      ['tcpdump imcp', 'at "imcp"'],
      ['tcpdump -c 0', 'invalid packet count 0'],
      ['tcpdump -i any ether host 02:00:00:00:01:01', 'name a device with -i'],
    ] as const) {
      network.command('A', line);
      network.world.run(10);
      expect(printed(network, 'A').join('\n'), line).toContain(said);
    }
  });
});
