// Scenario 16 of the reference captures (test/data/captures/16-frag-pmtud.*): fragments of fragments, path MTU discovery, and
// fragments whose rest never comes. Its sections D to F are about TCP: scenario-16-tcp.test.ts.
import { describe, expect, test } from 'vitest';
import { findRoute, transmit } from '../../src/net/index.js';
import { encodeStack, ethernet, ipv4, udp } from '../../src/wire/index.js';
import { build, printed, until, within } from '../topology/build.js';
import { inOrderOf, same } from './compare.js';
import { recorded, seenAt } from './scenario.js';
import { plan } from './scenario-16.js';

const ZERO = 100;
const places = [
  ['h1.eth0', 'eth0'],
  ['r1.mid1', 'mid1'],
  ['h2.eth0b', 'eth0b'],
] as const;

describe('scenario 16, A to C', () => {
  const network = build({
    ...plan,
    run: (
      [
        [0, 'ping -c 1 -M dont -s 3000 10.2.0.2'],
        [0.8505, 'ping -c 2 -i 0.3 -M do -s 1472 10.2.0.2'],
        [1.3, 'ip r get 10.2.0.2'],
        [1.4887, 'ping -c 1 -M do -s 972 10.2.0.2'],
        [1.8, 'ping -c 1 -M do -s 973 10.2.0.2'],
        [2.5348, 'ping -c 1 -s 1472 10.2.0.2'],
      ] as const
    ).map(([at, line]) => [ZERO + at, 'h1', line]),
  });
  until(network, ZERO + 3.5);

  test.each(places)('%s', (end, name) => {
    const theirs = recorded(`16-frag-pmtud.${name}`).filter(line => line.at < 3.5);
    const mine = seenAt(network, end, ZERO);
    same(mine, inOrderOf(mine, theirs));
  });

  test('what the programs said', () => {
    const said = printed(network, 'h1')
      .join('\n')
      .replaceAll(/(?:[\d.]+\/){3}[\d.]+ ms|time[ =][\d.]+ ?ms/g, '<time>');
    expect(said).toMatchInlineSnapshot(`
      "PING 10.2.0.2 (10.2.0.2) 3000(3028) bytes of data.
      3008 bytes from 10.2.0.2: icmp_seq=1 ttl=62 <time>

      --- 10.2.0.2 ping statistics ---
      1 packets transmitted, 1 received, 0% packet loss, <time>
      rtt min/avg/max/mdev = <time>
      PING 10.2.0.2 (10.2.0.2) 1472(1500) bytes of data.
      From 10.1.0.1 icmp_seq=1 Frag needed and DF set (mtu = 1000)
      ping: local error: message too long, mtu=1000

      --- 10.2.0.2 ping statistics ---
      2 packets transmitted, 0 received, +2 errors, 100% packet loss, <time>

      10.2.0.2 via 10.1.0.1 dev eth0 src 10.1.0.2 uid 0 
          cache expires 599sec mtu 1000 
      PING 10.2.0.2 (10.2.0.2) 972(1000) bytes of data.
      980 bytes from 10.2.0.2: icmp_seq=1 ttl=62 <time>

      --- 10.2.0.2 ping statistics ---
      1 packets transmitted, 1 received, 0% packet loss, <time>
      rtt min/avg/max/mdev = <time>
      PING 10.2.0.2 (10.2.0.2) 973(1001) bytes of data.
      ping: local error: message too long, mtu=1000

      --- 10.2.0.2 ping statistics ---
      1 packets transmitted, 0 received, +1 errors, 100% packet loss, <time>

      PING 10.2.0.2 (10.2.0.2) 1472(1500) bytes of data.
      1480 bytes from 10.2.0.2: icmp_seq=1 ttl=62 <time>

      --- 10.2.0.2 ping statistics ---
      1 packets transmitted, 1 received, 0% packet loss, <time>
      rtt min/avg/max/mdev = <time>"
    `);
  });
});

describe('scenario 16, G', () => {
  const network = build({
    ...plan,
    // Who is where is known since the sections before.
    run: [
      [ZERO - 1, 'h1', 'ping -c 1 10.2.0.2'],
      [ZERO, 'h1', 'hostname'],
    ],
  });
  until(network, ZERO);
  const { stack, world } = network;
  within(network, () => {
    const ns = stack.netns('h1');
    const dev = stack.dev(findRoute(stack, ns, 0x0a020002)!.dev);
    const data = new Uint8Array(472).fill(0x41);
    const to = { src: 0x0a010002, dst: 0x0a020002 };
    const whole = encodeStack(
      [
        [ethernet, { dst: 0x020000000011, src: 1 + 0x020000000000, type: 0x800 }],
        [ipv4, { ...to, proto: 17, id: 777, mf: 1 }],
        [udp, { srcPort: 50000, dstPort: 9, length: 1000 }],
      ],
      data,
    );
    const frame = world.frames.create(whole.length, 0, 'ethernet');
    world.frames.buffer(frame).set(whole, world.frames.offset(frame));
    transmit(stack, dev, frame);
  });
  until(network, ZERO + 32);

  test.each([
    ['h1.eth0', 'eth0', 10.9967],
    ['h2.eth0b', 'eth0b', 10.9967],
  ] as const)('%s', (end, name, begin) => {
    const isIp = ({ text }: { text: string }) => !text.includes('ARP') && !text.includes('proto=6');
    const theirs = recorded(`16-frag-pmtud.${name}`)
      .filter(line => line.at > begin - 0.001 && isIp(line) && !line.text.includes('unreachable'))
      .map(line => ({ ...line, at: line.at - begin }));
    same(
      seenAt(network, end, ZERO).filter(line => line.at >= 0 && isIp(line)),
      theirs,
    );
  });
});

test('tracepath finds the routers and the MTU of the way', () => {
  const network = build({ ...plan, run: [[1, 'h1', 'tracepath -n 10.2.0.2']] });
  until(network, 5);
  expect(printed(network, 'h1').map(line => line.replace(/ +0\.\d{3}ms/, ' <time>'))).toEqual([
    ' 1?: [LOCALHOST]                      pmtu 1500',
    ' 1:  10.1.0.1 <time> ',
    ' 1:  10.1.0.1 <time> ',
    ' 2:  10.1.0.1 <time> pmtu 1000',
    ' 2:  10.0.12.2 <time> ',
    ' 3:  10.2.0.2 <time> reached',
    '     Resume: pmtu 1000 hops 3 back 3 ',
  ]);
});
