// The second scenario of the reference captures (test/data/captures/02-routing.*): two hosts behind two routers, TTLs that run
// out, traceroute, every way in which a router refuses a packet, a redirect.
import { describe, expect, test } from 'vitest';
import { build, printed, until } from '../topology/build.js';
import { compare } from './scenario.js';

const ZERO = 100;
const mac = (n: number) => `02:00:00:00:00:${n.toString(16).padStart(2, '0')}`;
const router = 'sysctl -w net.ipv4.ip_forward=1';

/** 02-routing.sh, at the times that its captures show. */
const commands: readonly (readonly [number, string, string])[] = [
  [0, 'h1', 'ping -c 2 -i 0.3 10.0.2.2'],
  [0.648, 'h1', 'ping -c 1 -t 1 -W 1 10.0.2.2'],
  [0.6577, 'h1', 'ping -c 1 -t 2 -W 1 10.0.2.2'],
  [0.6617, 'h1', 'ping -c 1 -t 3 -W 1 10.0.2.2'],
  [1.0735, 'h1', 'traceroute -n -N 1 -q 1 10.0.2.2'],
  [1.5126, 'h1', 'traceroute -n -I -N 1 -q 1 10.0.2.2'],
  [1.9705, 'h1', 'ping -c 1 -W 2 172.16.9.9'],
  [2.4351, 'h1', 'ping -c 1 -W 5 10.0.2.77'],
  [5.8978, 'h1', 'ping -c 1 -W 1 10.0.66.1'],
  [6.9141, 'h1', 'ping -c 1 -W 1 10.0.67.1'],
  [6.9357, 'h1', 'ping -c 1 -W 1 10.0.68.1'],
  [7.4519, 'h1', 'ping -c 3 -i 1 10.0.3.1'],
  [9.55, 'h1', 'ip r del default'],
  [9.5501, 'h1', 'ping -c 1 -W 1 10.0.2.2'],
  [9.5502, 'h1', 'ip r add default via 10.0.1.254'],
  [9.567, 'h1', 'ping -b -c 1 -W 1 10.0.1.255'],
];

describe('scenario 02', () => {
  const network = build({
    hosts: {
      h1: { eth0: ['10.0.1.1/24'] },
      r1: { lan: ['10.0.1.254/24'], up12: ['10.0.12.1/30'] },
      r2: { dn12: ['10.0.12.2/30'], lanb: ['10.0.2.254/24'] },
      r3: { lan: ['10.0.1.253/24'] },
      h2: { eth0: ['10.0.2.2/24'] },
    },
    switches: { sw: 3 },
    links: ['h1.eth0-sw.p1', 'r1.lan-sw.p2', 'r3.lan-sw.p3', 'r1.up12-r2.dn12', 'r2.lanb-h2.eth0'],
    medium: 'veth',
    setup: {
      h1: [`ip link set eth0 address ${mac(1)}`, 'ip route add default via 10.0.1.254'],
      r1: [
        router,
        `ip link set lan address ${mac(2)}`,
        `ip link set up12 address ${mac(18)}`,
        'ip r add 10.0.2.0/24 via 10.0.12.2',
        'ip r add 10.0.3.0/24 via 10.0.1.253',
        'ip r add blackhole 10.0.66.0/24',
        'ip r add prohibit 10.0.67.0/24',
        'ip r add unreachable 10.0.68.0/24',
      ],
      r2: [
        router,
        `ip link set dn12 address ${mac(33)}`,
        `ip link set lanb address ${mac(34)}`,
        'ip r add 10.0.1.0/24 via 10.0.12.1',
      ],
      r3: [router, `ip link set lan address ${mac(3)}`, 'ip a add 10.0.3.1/24 dev lo'],
      h2: [`ip link set eth0 address ${mac(4)}`, 'ip route add default via 10.0.2.254'],
    },
    run: commands.map(([at, node, line]) => [ZERO + at, node, line]),
  });
  until(network, ZERO + 12);

  test.each([
    ['h1.eth0', 'eth0'],
    ['r1.up12', 'up12'],
    ['r2.lanb', 'lanb'],
    ['r3.lan', 'lan'],
  ])('%s', (end, name) => compare(network, end, `02-routing.${name}`, ZERO));

  test('what the programs said', () => {
    expect(printed(network, 'h1').join('\n')).toMatchInlineSnapshot(`
      "PING 10.0.2.2 (10.0.2.2) 56(84) bytes of data.
      64 bytes from 10.0.2.2: icmp_seq=1 ttl=62 time=0.016 ms
      64 bytes from 10.0.2.2: icmp_seq=2 ttl=62 time=0.008 ms

      --- 10.0.2.2 ping statistics ---
      2 packets transmitted, 2 received, 0% packet loss, time 300ms
      rtt min/avg/max/mdev = 0.008/0.012/0.016/0.004 ms
      PING 10.0.2.2 (10.0.2.2) 56(84) bytes of data.
      From 10.0.1.254 icmp_seq=1 Time to live exceeded

      --- 10.0.2.2 ping statistics ---
      1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms

      PING 10.0.2.2 (10.0.2.2) 56(84) bytes of data.
      From 10.0.12.2 icmp_seq=1 Time to live exceeded

      --- 10.0.2.2 ping statistics ---
      1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms

      PING 10.0.2.2 (10.0.2.2) 56(84) bytes of data.
      64 bytes from 10.0.2.2: icmp_seq=1 ttl=62 time=0.008 ms

      --- 10.0.2.2 ping statistics ---
      1 packets transmitted, 1 received, 0% packet loss, time 0ms
      rtt min/avg/max/mdev = 0.008/0.008/0.008/0.000 ms
      traceroute to 10.0.2.2 (10.0.2.2), 30 hops max, 60 byte packets
       1  10.0.1.254  0.004 ms
       2  10.0.12.2  0.006 ms
       3  10.0.2.2  0.008 ms
      traceroute to 10.0.2.2 (10.0.2.2), 30 hops max, 60 byte packets
       1  10.0.1.254  0.004 ms
       2  10.0.12.2  0.006 ms
       3  10.0.2.2  0.008 ms
      PING 172.16.9.9 (172.16.9.9) 56(84) bytes of data.
      From 10.0.1.254 icmp_seq=1 Destination Net Unreachable

      --- 172.16.9.9 ping statistics ---
      1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms

      PING 10.0.2.77 (10.0.2.77) 56(84) bytes of data.
      From 10.0.12.2 icmp_seq=1 Destination Host Unreachable

      --- 10.0.2.77 ping statistics ---
      1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms

      PING 10.0.66.1 (10.0.66.1) 56(84) bytes of data.

      --- 10.0.66.1 ping statistics ---
      1 packets transmitted, 0 received, 100% packet loss, time 0ms

      PING 10.0.67.1 (10.0.67.1) 56(84) bytes of data.
      From 10.0.1.254 icmp_seq=1 Packet filtered

      --- 10.0.67.1 ping statistics ---
      1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms

      PING 10.0.68.1 (10.0.68.1) 56(84) bytes of data.
      From 10.0.1.254 icmp_seq=1 Destination Host Unreachable

      --- 10.0.68.1 ping statistics ---
      1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms

      PING 10.0.3.1 (10.0.3.1) 56(84) bytes of data.
      From 10.0.1.254: icmp_seq=1 Redirect Host(New nexthop: 10.0.1.253)
      64 bytes from 10.0.3.1: icmp_seq=1 ttl=64 time=0.010 ms
      From 10.0.1.254: icmp_seq=2 Redirect Host(New nexthop: 10.0.1.253)
      64 bytes from 10.0.3.1: icmp_seq=2 ttl=64 time=0.006 ms
      64 bytes from 10.0.3.1: icmp_seq=3 ttl=64 time=0.004 ms

      --- 10.0.3.1 ping statistics ---
      3 packets transmitted, 3 received, 0% packet loss, time 2000ms
      rtt min/avg/max/mdev = 0.004/0.006/0.010/0.002 ms
      ping: connect: Network is unreachable
      WARNING: pinging broadcast address
      PING 10.0.1.255 (10.0.1.255) 56(84) bytes of data.

      --- 10.0.1.255 ping statistics ---
      1 packets transmitted, 0 received, 100% packet loss, time 0ms
      "
    `);
  });
});
