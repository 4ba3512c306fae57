// Priorities in tags: what egress-qos-map makes of a packet's own (Linux ip_tos2prio, vlan_dev_get_egress_qos_mask()); and what
// is too long for a bridge's port.
import { describe, expect, test } from 'vitest';
import type { Network } from '../../src/topology/index.js';
import { build, until } from '../topology/build.js';

/** Tag control information and protocol of tagged frames that A sent. */
function tags(network: Network): string[] {
  const { frames } = network.world;
  const eth0 = network.stack.netns('A').device('eth0')?.id;
  return Array.from({ length: frames.count }, (_, f) => frames.frame(f))
    .filter(({ dev, direction, bytes }) => dev === eth0 && direction === 'sent' && bytes[12] === 0x81)
    .map(
      ({ bytes }) => `${bytes[16]! * 256 + bytes[17]!}: ${bytes[14]! >> 5} ${((bytes[14]! & 15) << 8) | bytes[15]!}`,
    );
}

const vlan = (map: string, address: string) => [
  `ip link add link eth0 name eth0.10 type vlan proto 802.1q id 10 ${map}`,
  `ip addr add ${address} dev eth0.10`,
  'ip link set eth0.10 up',
];

describe('a VLAN device', () => {
  const lan = (map: string, ping: string) =>
    until(
      build({
        hosts: { A: '10.0.0.1/24', B: '10.0.0.2/24' },
        links: ['A-B'],
        setup: { A: vlan(map, '192.168.0.1/24'), B: vlan('', '192.168.0.2/24') },
        run: [[0, 'A', ping]],
      }),
      1,
    );

  test.each([
    ['', 'ping -c 1 192.168.0.2', ['2054: 0 10', '2048: 0 10']],
    ['egress-qos-map 0:5', 'ping -c 1 192.168.0.2', ['2054: 5 10', '2048: 5 10']],
    ['egress-qos-map 0:1 6:7', 'ping -c 1 -Q 0x10 192.168.0.2', ['2054: 1 10', '2048: 7 10']],
    ['egress-qos-map 2:3', 'ping -c 1 -Q 0x08 192.168.0.2', ['2054: 0 10', '2048: 3 10']],
  ])('%s, %s', (map, ping, wanted) => {
    expect(tags(lan(map, ping))).toEqual(wanted);
  });
});

test('a bridge drops what is longer than the MTU of a port, a tag aside', () => {
  const network = build({
    hosts: { A: '10.0.0.1/24', B: '10.0.0.2/24' },
    switches: { sw: 2 },
    links: ['A-sw.p1', 'B-sw.p2'],
    setup: { sw: ['ip link set p2 mtu 1000'] },
    run: [
      [0, 'A', 'ping -c 1 -W 1 -s 976 10.0.0.2'],
      [2, 'A', 'ping -c 1 -W 1 -s 977 10.0.0.2'],
    ],
  });
  until(network, 4);
  const { journal } = network.world;
  const dropped: number[] = [];
  for (let s = 0; s < journal.stageCount; s++)
    if (journal.reasonOf(s) === 'bridge.too-big') dropped.push(journal.numberArg(s, 'length') as number);
  // 14 octets of header and 4 of a tag that might be there (Linux is_skb_forwardable()).
  expect(dropped).toEqual([1019]);
});
