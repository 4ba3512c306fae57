// Whatever is typed gets an answer: a status and lines, never an exception; and the same words have the same effect.

import { expect, test } from 'vitest';
import fc from '../property.js';
import { Lan } from './lan.js';

const heads = [
  'ip addr',
  'ip link',
  'ip route',
  'ip neigh',
  'ip -s -j neigh',
  'ip -br link',
  'bridge fdb',
  'bridge link',
];
const verbs = ['', 'add', 'del', 'show', 'replace', 'change', 'flush', 'get', 'set', 'help', 'append'];
const words = [
  ...['dev', 'via', 'src', 'metric', 'table', 'scope', 'proto', 'to', 'from', 'nud', 'lladdr', 'type', 'onlink'],
  ...['master', 'nomaster', 'up', 'down', 'mtu', 'address', 'promisc', 'on', 'off', 'brd', '+', 'static', 'dynamic'],
  ...['eth0', 'lo', 'br0', 'p1', 'p2', 'nope', 'bridge', 'local', 'main', 'all', 'default', 'blackhole', 'unreachable'],
  ...[
    '192.168.0.103',
    '10.0.0.0/8',
    '10.0.0.1/24',
    '0.0.0.0',
    '255.255.255.255',
    '1.2.3.4/33',
    '10',
    '1400',
    '0',
    '-1',
  ],
  ...[
    '02:00:00:00:04:01',
    'ff:ff:ff:ff:ff:ff',
    '02:00',
    'permanent',
    'stale',
    'probe',
    'failed',
    'none',
    'x',
    'ageing_time',
  ],
];
const programs = ['ping', 'arping', 'sysctl', 'sysctl -w', 'arp', 'kill', 'hostname', 'help'];
const options = [
  ...['-c', '-i', '-w', '-W', '-s', '-t', '-I', '-q', '-D', '-U', '-A', '-b', '-f', '-O', '-p', '-M', '-n', '-INT'],
  ...[
    '1',
    '2',
    '0.2',
    'x',
    'eth0',
    'lo',
    'do',
    'ff',
    '192.168.0.103',
    '192.168.0.100',
    '192.168.0.255',
    '10.1',
    '127.0.0.1',
  ],
  ...['net.ipv4.ip_forward=1', 'net.ipv4.ip_default_ttl', '17', '--', '-'],
];
/** Lines that do something, so that the others meet more than one state. */
const good = [
  ...[
    'ip link set eth0 down',
    'ip link set eth0 up',
    'ip addr flush dev eth0',
    'ip addr add 192.168.0.100/24 dev eth0',
  ],
  ...['ip addr add 192.168.0.200/24 dev eth0', 'ip addr del 192.168.0.100/24 dev eth0', 'ip neigh flush all'],
  ...[
    'ip link set eth0 address 02:00:00:00:01:77',
    'ip route add default via 192.168.0.101',
    'ip route flush table main',
  ],
  ...['ip neigh replace 192.168.0.103 dev eth0 nud failed', 'ip neigh replace 192.168.0.250 dev eth0 nud incomplete'],
  ...['ip neigh replace 192.168.0.103 lladdr 02:00:00:00:04:01 dev eth0 nud probe', 'ip link set lo down'],
  ...[
    'ip neigh replace 192.168.0.103 lladdr 02:00:00:00:04:01 dev eth0 nud delay',
    'ip neigh del 192.168.0.250 dev eth0',
  ],
  ...[
    'ip link add br1 type bridge',
    'ip link set br1 up',
    'ip link del br1',
    'ip link del br0',
    'ip link set p1 master br1',
  ],
  ...['ip link set p1 master br0', 'ip link set p1 nomaster', 'ip link set p2 down', 'ip link set br0 down'],
  ...[
    'ip link set p1 address 02:00:00:00:05:77',
    'ip link set br0 type bridge ageing_time 100',
    'bridge fdb flush dev br0',
  ],
  ...[
    'ip addr add 192.168.0.9/24 dev br0',
    'ping -c 2 192.168.0.250',
    'ping 192.168.0.103',
    'ping -i 0.3 192.168.0.250',
  ],
  ...[
    'arping -c 1 192.168.0.103',
    'arping -U -c 2 192.168.0.100',
    'sysctl -w net.ipv4.neigh.default.retrans_time_ms=200',
  ],
  ...[
    'sysctl -w net.ipv4.neigh.default.mcast_solicit=0',
    'sysctl -w net.ipv4.neigh.default.base_reachable_time_ms=1000',
  ],
  ...[
    'bridge fdb replace 02:00:00:00:04:01 dev p2 master dynamic',
    'ip link set eth0 mtu 68',
    'ip link set eth0 promisc on',
  ],
];
const line = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...good) },
  fc
    .tuple(fc.constantFrom(...heads), fc.constantFrom(...verbs), fc.array(fc.constantFrom(...words), { maxLength: 7 }))
    .map(([head, verb, rest]) => [head, verb, ...rest].join(' ')),
  fc
    .tuple(fc.constantFrom(...programs), fc.array(fc.constantFrom(...options), { maxLength: 6 }))
    .map(([name, rest]) => [name, ...rest].join(' ')),
);
const script = fc.array(fc.tuple(fc.constantFrom('A', 'A', 'D', 'sw', 'sw'), line), { minLength: 1, maxLength: 14 });

function play(commands: readonly (readonly [string, string])[]): string {
  const lan = new Lan();
  lan.run('B', 'ping -c 1 192.168.0.103');
  for (const [node, text] of commands) {
    const { status, out, err } = lan.run(node, text, 3);
    if (status !== undefined && status !== 0) expect([...out, ...err].length, `${node}: ${text}`).toBeGreaterThan(0);
    lan.shell.complete(lan.ns(node), text);
  }
  lan.world.run(2000, lan.world.now + 10_000_000_000);
  const { journal } = lan.world;
  const [hash, end] = [lan.world.stateHash(), journal.stageCount];
  journal.seek(0);
  journal.seek(end);
  expect(lan.world.stateHash()).toBe(hash);
  return lan.world.recordHash();
}

test('any words get an answer, can be undone, and do the same twice', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(script, commands => {
      expect(play(commands)).toBe(play(commands));
    }),
    { numRuns: 250, seed: 7 },
  );
});
