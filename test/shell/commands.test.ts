// commands.txt: what the commands of the internet layer print, line by line as a real kernel and its tools printed it
// (test/data/linux/collect-commands.sh). The cases follow on one another, as they did there.
import { describe, expect, test } from 'vitest';
import type { CommandResult } from '../../src/shell/index.js';
import type { Network } from '../../src/topology/index.js';
import { wait } from '../tcp/replay.js';
import { build, until, within } from '../topology/build.js';
import { type GoldenCase, goldenCases, unordered } from './golden.js';

const SECOND = 1e9;

/** Cases that are answered otherwise, each with its reason. */
const different: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/ label eth0:1$|^ip addr del 10\.0\.9\.2/, 'addresses have no labels; ip addr says so'],
  [
    /^ip route append|^ip route del 10\.0\.2\.0\/24 via 10\.0\.1\.251/,
    'one route to a destination and metric; the refusal names a metric',
  ],
  [/^ip route add .* mtu |^ip route del 10\.21/, 'routes have no MTU of their own; the refusal names ip link set'],
  [/^ip route add$|^traceroute$|^hostname (?:foo bar|-x)$/, 'usage texts name what netstep knows'],
  [/^ip rule (?:add|del)/, 'the rules are fixed; the refusal names longer prefixes and metrics'],
  [/^route add -net 10\.20\.0\.1/, 'the usage is our own'],
  [/ type veth /, 'cards are physical here'],
  [/^hostname -[if]$/, 'there is no DNS: the refusal says so, and names hostname -I'],
];

interface Done {
  readonly status: number | undefined;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

class Desk {
  readonly network: Network = build({
    hosts: {
      A: { eth0: ['10.0.1.1/24'] },
      R: { eth0: ['10.0.1.254/24'], eth1: ['10.0.2.254/24'] },
      B: { eth0: ['10.0.2.1/24'] },
    },
    links: ['A.eth0-R.eth0', 'R.eth1-B.eth0'],
    medium: 'veth',
    profile: 'linux-6.18',
    setup: {
      A: ['ip route add default via 10.0.1.254'],
      R: ['sysctl -w net.ipv4.ip_forward=1'],
      B: ['ip link set eth0 address 02:00:00:00:03:01', 'ip route add default via 10.0.2.254'],
    },
  });

  constructor() {
    until(this.network, 2);
  }

  start(node: string, line: string): CommandResult {
    const { shell, stack } = this.network;
    let result: CommandResult | undefined;
    within(this.network, () => {
      result = shell.execute(stack.netns(node), line);
    });
    return result as CommandResult;
  }

  lines(node: string, pid: number, stream: string): string[] {
    const { processes, stack } = this.network;
    const rows = [...processes.console(stack.netns(node)).rows()];
    return rows.filter(row => row.pid === pid && row.stream === stream).map(row => row.text);
  }

  run(node: string, line: string): Done {
    const { world, processes } = this.network;
    const { status, out, err, pid } = this.start(node, line);
    if (pid === undefined) return { status, out, err };
    const row = () => processes.table.get(pid);
    const from = world.now;
    while (row()?.exit === undefined && world.run(1, from + 60 * SECOND) === 'budget');
    return { status: row()?.exit, out: this.lines(node, pid, 'out'), err: this.lines(node, pid, 'err') };
  }

  /** A capture, and what is done while it listens. */
  listen(node: string, line: string, then: () => void): Done {
    // The recorder waits as well: a router's rate limit counts in seconds.
    wait(this.network, this.network.world.now + SECOND, node);
    const { pid = -1 } = this.start(node, line);
    until(this.network, this.network.world.now / SECOND + 0.01);
    then();
    until(this.network, this.network.world.now / SECOND + 0.5);
    const out = this.lines(node, pid, 'out');
    this.run(node, `kill -INT ${pid}`);
    until(this.network, this.network.world.now / SECOND + 0.01);
    return { status: 0, out, err: [] };
  }
}

/** As collect-commands.sh masks. */
const masked = (lines: readonly string[]): string[] =>
  lines
    .flatMap(line => line.split('\n'))
    .map(line =>
      line
        .replaceAll('\u0007', '')
        .replace(/time=[\d.]+ ms/, 'time=<ms> ms')
        .replace(/time \d+ms/, 'time <ms>ms')
        .replace(/= [\d.]+\/[\d.]+\/[\d.]+\/[\d.]+ ms/, '= <min>/<avg>/<max>/<mdev> ms')
        .replaceAll(/SOCK_(?:RAW|DGRAM)/g, '<kind>')
        .replace(/ ident=\d+/, ' ident=<id>')
        .replace(/, pipe \d+$/, '')
        .replace(/^\d\d:\d\d:\d\d\.\d{6}/, '<time>')
        .replace(/ id \d+, (seq|off)/, ' id <id>, $1')
        .replace(/\(tos 0x0, ttl (\d+), id \d+,/, '(tos 0x0, ttl $1, id <id>,')
        .replaceAll(/\d+\.\d{3} ?ms/g, '<ms> ms')
        .replace(/expires \d+sec/, 'expires <s>sec')
        .replace(/\.\d{4,5} > /, '.<port> > ')
        .replace(/^TS: \t\d+ absolute/, 'TS: \t<ms> absolute'),
    );

/** A veth's lines for those of a physical card, without what no command here changes. */
const physical = (lines: readonly string[]): string[] =>
  lines.map(line =>
    line
      .replace(/@if\d+(?=:)/, '')
      .replace(/^(\w+)@if\d+(\s+)(?=UP|DOWN)/, (_, name: string) => `${name.padEnd(16)} `)
      .replace(/ link-netns \w+/, '')
      .replace(/^(\d+: (?!lo:)\w+: .* qdisc )noqueue/, '$1pfifo_fast'),
  );

describe('commands.txt', () => {
  const desk = new Desk();
  for (const item of goldenCases('commands.txt')) {
    const reason = different.find(([pattern]) => pattern.test(item.command))?.[1];
    test(`${item.number} ${item.node}: ${item.command}${reason === undefined ? '' : ` (otherwise: ${reason})`}`, () => {
      const done = answer(desk, item);
      const same = { status: item.status, out: sorted(item, physical(masked(item.out))), err: masked(item.err) };
      const mine = { status: done.status, out: sorted(item, masked(done.out)), err: masked(done.err) };
      if (reason === undefined) expect(mine).toEqual(same);
      else expect(mine).not.toEqual(same);
    });
  }
});

/** `arp` lists in the order of a hash, as `ip neigh`. */
const sorted = (item: GoldenCase, lines: readonly string[]) =>
  item.command.startsWith('arp') ? [...lines].sort() : unordered(item.command, lines);

function answer(desk: Desk, { node, command, note }: GoldenCase): Done {
  const meanwhile = /^meanwhile (\w+): (.*)$/.exec(note);
  if (!command.startsWith('tcpdump')) return desk.run(node, command);
  return desk.listen(node, command, () => meanwhile && desk.run(meanwhile[1] as string, meanwhile[2] as string));
}
