// route and ifconfig (net-tools 2.10): what they print and do, as recorded in a network namespace of Linux 6.18.
import { describe, expect, test } from 'vitest';
import { build, type as typed } from '../topology/build.js';

const SETUP = [
  'ip addr add 10.0.5.1/24 brd + dev eth0',
  'ip route add default via 10.0.1.254',
  'ip route add 10.0.2.0/24 via 10.0.1.253 metric 5',
  'ip route add 10.9.9.9 via 10.0.1.253',
  'ip route add unreachable 10.3.0.0/16',
  'ip route add blackhole 10.4.0.0/16',
  'ip route add prohibit 10.5.0.0/16',
];
const lan = () =>
  build({
    hosts: { A: { eth0: ['10.0.1.1/24'] }, B: '10.0.1.253/24' },
    links: ['A-B'],
    medium: 'veth',
    setup: { A: SETUP },
  });

describe('route -n', () => {
  test('as recorded', () => {
    expect(typed(lan(), 'A', 'route -n')).toEqual([
      'Kernel IP routing table',
      'Destination     Gateway         Genmask         Flags Metric Ref    Use Iface',
      '0.0.0.0         10.0.1.254      0.0.0.0         UG    0      0        0 eth0',
      '10.0.1.0        0.0.0.0         255.255.255.0   U     0      0        0 eth0',
      '10.0.2.0        10.0.1.253      255.255.255.0   UG    5      0        0 eth0',
      '10.0.5.0        0.0.0.0         255.255.255.0   U     0      0        0 eth0',
      '10.3.0.0        -               255.255.0.0     !     0      -        0 -',
      '10.4.0.0        0.0.0.0         255.255.0.0     U     0      0        0 *',
      '10.5.0.0        -               255.255.0.0     !     0      -        0 -',
      '10.9.9.9        10.0.1.253      255.255.255.255 UGH   0      0        0 eth0',
    ]);
  });

  test('adds and deletes', () => {
    const network = lan();
    const lines = [
      'route add -net 10.77.0.0/16 gw 10.0.1.2',
      'route add -net 10.78.0.0 netmask 255.255.0.0 gw 10.0.1.2',
      'route add -host 10.79.0.1 gw 10.0.1.2',
      'route del -net 10.77.0.0/16',
      'route del default',
    ];
    for (const line of lines) expect(typed(network, 'A', line), line).toEqual([]);
    const routes = typed(network, 'A', 'ip route').join('\n');
    expect(routes).toContain('10.78.0.0/16 via 10.0.1.2 dev eth0');
    expect(routes).toContain('10.79.0.1 via 10.0.1.2 dev eth0');
    expect(routes).not.toMatch(/10\.77|default/);
    expect(typed(network, 'A', 'route add -net 10.80.0.0/16 gw 172.16.0.1')).toEqual([
      'SIOCADDRT: Network is unreachable',
    ]);
    expect(typed(network, 'A', 'route del -net 10.99.0.0/16')).toEqual(['SIOCDELRT: No such process']);
  });
});

describe('ifconfig', () => {
  test('shows as recorded', () => {
    const network = lan();
    expect(typed(network, 'A', 'ifconfig eth0')).toEqual([
      'eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500',
      '        inet 10.0.1.1  netmask 255.255.255.0  broadcast 0.0.0.0',
      '        ether 02:00:00:00:01:01  txqueuelen 1000  (Ethernet)',
      '        RX packets 0  bytes 0 (0.0 B)',
      '        RX errors 0  dropped 0  overruns 0  frame 0',
      '        TX packets 0  bytes 0 (0.0 B)',
      '        TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0',
      '',
    ]);
    expect(typed(network, 'A', 'ifconfig lo').slice(0, 3)).toEqual([
      'lo: flags=73<UP,LOOPBACK,RUNNING>  mtu 65536',
      '        inet 127.0.0.1  netmask 255.0.0.0',
      '        loop  txqueuelen 1000  (Local Loopback)',
    ]);
    const wrong = 'nope: error fetching interface information: Device not found';
    expect(typed(network, 'A', 'ifconfig nope')).toEqual([wrong]);
  });

  test('sets an address, of its class where no mask is given, and switches on and off', () => {
    const network = lan();
    expect(typed(network, 'A', 'ifconfig eth0 10.7.0.1/16 mtu 1400')).toEqual([]);
    expect(typed(network, 'A', 'ip addr show eth0').join('\n')).toContain(
      'inet 10.7.0.1/16 brd 10.7.255.255 scope global eth0',
    );
    expect(typed(network, 'A', 'ifconfig eth0 192.168.7.1')).toEqual([]);
    expect(typed(network, 'A', 'ip addr show eth0').join('\n')).toContain('inet 192.168.7.1/24 brd 192.168.7.255');
    expect(typed(network, 'A', 'ifconfig eth0 down')).toEqual([]);
    expect(typed(network, 'A', 'ifconfig eth0')[0]).toBe('eth0: flags=4098<BROADCAST,MULTICAST>  mtu 1400');
  });
});
