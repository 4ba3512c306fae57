// A router with one cable: two VLANs over one trunk, eth0.10 and eth0.20 (scenario 03 of the reference captures, whose facts this
// checks: tag 10 on the way up, tag 20 on the way down, one TTL less).
import { expect, test } from 'vitest';
import { follow, whyNot } from '../../src/debug/index.js';
import { ethernet, ipv4 } from '../../src/wire/index.js';
import { build, printed, until } from '../topology/build.js';

function stick(forward: number) {
  const network = build({
    hosts: {
      h1: { eth0: ['192.0.2.1/24'] },
      h4: { eth0: ['198.51.100.4/24'] },
      r: { eth0: [] },
    },
    switches: { sw: 3 },
    links: ['h1-sw.p1', 'h4-sw.p2', 'r-sw.p3'],
    setup: {
      h1: ['ip route add default via 192.0.2.254'],
      h4: ['ip route add default via 198.51.100.254'],
      r: [
        ...[10, 20].flatMap(vid => [
          `ip link add link eth0 name eth0.${vid} type vlan id ${vid}`,
          `ip addr add ${vid === 10 ? '192.0.2.254' : '198.51.100.254'}/24 dev eth0.${vid}`,
          `ip link set eth0.${vid} up`,
        ]),
        `sysctl -w net.ipv4.ip_forward=${forward}`,
      ],
      sw: [
        'ip link set br0 type bridge vlan_filtering 1',
        'bridge vlan del dev p1 vid 1',
        'bridge vlan add dev p1 vid 10 pvid untagged',
        'bridge vlan del dev p2 vid 1',
        'bridge vlan add dev p2 vid 20 pvid untagged',
        'bridge vlan add dev p3 vid 10',
        'bridge vlan add dev p3 vid 20',
      ],
    },
    run: [[1, 'h1', 'ping -c 1 -W 1 198.51.100.4']],
  });
  return until(network, 5);
}

test('routes between the VLANs', () => {
  const network = stick(1);
  expect(printed(network, 'h1')).toContainEqual(
    expect.stringContaining('64 bytes from 198.51.100.4: icmp_seq=1 ttl=63'),
  );
  const { frames } = network.world;
  const trunk = network.deviceNames().find(d => d.name === 'r.eth0')!.dev;
  const tags: string[] = [];
  let request = -1;
  for (let f = 0; f < frames.count; f++) {
    const { bytes, dev, direction } = frames.frame(f);
    if (dev !== trunk || direction === 'none' || ethernet.get.type(bytes, 0) !== 0x8100) continue;
    if (bytes[16] !== 8 || bytes[17] !== 0 || bytes[27] !== 1) continue;
    if (bytes[38] === 8 && request < 0) request = f;
    tags.push(`${direction} vid ${bytes[15]} ttl ${ipv4.get.ttl(bytes, 18)}`);
  }
  expect(tags).toEqual([
    'received vid 10 ttl 64',
    'sent vid 20 ttl 63',
    'received vid 20 ttl 64',
    'sent vid 10 ttl 63',
  ]);
  // Followed from end to end: what the router changed is told at its hop.
  const journey = follow(network, request);
  const nodes = journey.hops.map(hop => hop.node);
  expect(nodes[0]).toBe('h1');
  expect(journey.hops.at(-1)?.node).toBe('h4');
  const routed = journey.hops.find(hop => hop.change.fields.some(field => field.name === 'ip.ttl'))!;
  expect(routed.node).toBe('r');
  const names = routed.change.fields.map(field => field.name);
  expect(names).toEqual(expect.arrayContaining(['eth.dst', 'eth.src', 'ip.ttl', 'ip.checksum']));
});

test('why-not across the router names its check', () => {
  const answer = whyNot(stick(0), { kind: 'no-reply', from: 'h1', to: 'h4' });
  expect(answer).toMatchObject({ outcome: 'stopped', node: 'r', check: { rule: 'ip.no-forwarding' } });
});
