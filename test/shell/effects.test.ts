// What commands do to the tables, and that going back in time undoes it.
import { describe, expect, test } from 'vitest';
import { goldenCases, masked } from './golden.js';
import { Lan } from './lan.js';

const routes = (lan: Lan, node: string): readonly string[] => lan.type(node, 'ip route show table all').out;

const LOCAL = [
  'local 127.0.0.0/8 dev lo table local proto kernel scope host src 127.0.0.1 ',
  'local 127.0.0.1 dev lo table local proto kernel scope host src 127.0.0.1 ',
  'broadcast 127.255.255.255 dev lo table local proto kernel scope link src 127.0.0.1 ',
];
const OWN = 'local 192.168.0.100 dev eth0 table local proto kernel scope host src 192.168.0.100 ';
const BROADCAST = 'broadcast 192.168.0.255 dev eth0 table local proto kernel scope link src 192.168.0.100 ';
const CONNECTED = '192.168.0.0/24 dev eth0 proto kernel scope link src 192.168.0.100 ';

describe('addresses and routes', () => {
  test('an address brings its routes, and takes them along', () => {
    const lan = new Lan();
    const before = routes(lan, 'A');
    expect(before).toEqual([CONNECTED, ...LOCAL, OWN, BROADCAST]);
    lan.must('A', 'ip addr add 10.1.2.3/20 brd + dev eth0');
    expect(routes(lan, 'A').filter(line => line.includes('10.1.'))).toEqual([
      '10.1.0.0/20 dev eth0 proto kernel scope link src 10.1.2.3 ',
      'local 10.1.2.3 dev eth0 table local proto kernel scope host src 10.1.2.3 ',
      'broadcast 10.1.15.255 dev eth0 table local proto kernel scope link src 10.1.2.3 ',
    ]);
    expect(lan.type('A', 'ip -o a s to 10.0.0.0/8').out).toEqual([
      '2: eth0    inet 10.1.2.3/20 brd 10.1.15.255 scope global eth0\\       valid_lft forever preferred_lft forever',
    ]);
    lan.must('A', 'ip addr del 10.1.2.3/20 dev eth0');
    expect(routes(lan, 'A')).toEqual(before);
  });

  test('a second address of a network is secondary, and goes with the first', () => {
    const lan = new Lan();
    lan.must('A', 'ip addr add 192.168.0.200/24 dev eth0');
    expect(lan.type('A', 'ip addr show dev eth0').out[4]).toBe('    inet 192.168.0.200/24 scope global secondary eth0');
    // As a Linux 6.18 writes it: the first address speaks for the second one.
    const second = 'local 192.168.0.200 dev eth0 table local proto kernel scope host src 192.168.0.100 ';
    expect(routes(lan, 'A')).toContain(second);
    expect(lan.type('A', 'ip route get 192.168.0.200').out[0]).toBe(
      'local 192.168.0.200 dev lo src 192.168.0.100 uid 0 ',
    );
    lan.must('A', 'ip addr del 192.168.0.200/24 dev eth0');
    expect(routes(lan, 'A')).not.toContain(second);
    lan.must('A', 'ip addr add 192.168.0.200/24 dev eth0');
    lan.must('A', 'ip addr del 192.168.0.100/24 dev eth0');
    expect(lan.type('A', 'ip -br addr show dev eth0').out).toEqual(['eth0             UP             ']);
  });

  test('with the last address the gateway and the neighbours go', () => {
    const lan = new Lan();
    lan.run('A', 'ping -c 1 192.168.0.103');
    lan.must('A', 'ip route add default via 192.168.0.101', 'ip addr flush dev eth0');
    expect(routes(lan, 'A')).toEqual(LOCAL);
    expect(lan.type('A', 'ip neigh').out).toEqual([]);
  });

  test.each([
    ['ip route add default via 192.168.0.1', 'default via 192.168.0.1 dev eth0 '],
    ['ip ro add 10.0.0.0/8 dev eth0', '10.0.0.0/8 dev eth0 scope link '],
    [
      'ip r a 10.9/16 via 192.168.0.1 metric 5 proto static',
      '10.9.0.0/16 via 192.168.0.1 dev eth0 proto static metric 5 ',
    ],
    ['ip route add 10.9.9.9 via 192.168.0.1 src 192.168.0.100', '10.9.9.9 via 192.168.0.1 dev eth0 src 192.168.0.100 '],
    ['ip route add blackhole 10.5.0.0/16', 'blackhole 10.5.0.0/16 '],
    ['ip route add default via 10.77.0.1 dev eth0 onlink', 'default via 10.77.0.1 dev eth0 '],
  ])('%s', (command, shown) => {
    const lan = new Lan();
    lan.must('A', command);
    expect(lan.type('A', 'ip route').out).toContain(shown);
    const [, , , ...words] = command.split(' ');
    lan.must('A', `ip route del ${words.join(' ')}`);
    expect(lan.type('A', 'ip route').out).toEqual([CONNECTED]);
  });

  test('replace and change', () => {
    const lan = new Lan();
    expect(lan.type('A', 'ip route change default via 192.168.0.1').err).toEqual([
      'RTNETLINK answers: No such file or directory',
    ]);
    lan.must('A', 'ip route replace default via 192.168.0.1', 'ip route replace default via 192.168.0.2');
    expect(lan.type('A', 'ip route show default').out).toEqual(['default via 192.168.0.2 dev eth0 ']);
    expect(lan.type('A', 'ip route get 8.8.8.8').out[0]).toBe(
      '8.8.8.8 via 192.168.0.2 dev eth0 src 192.168.0.100 uid 0 ',
    );
    lan.must('A', 'ip route flush 0.0.0.0/0');
    expect(lan.type('A', 'ip route').out).toEqual([CONNECTED]);
  });
});

describe('down and up (FACTS i)', () => {
  test('at the host: routes and neighbours go, the own address stays; up brings back what follows from addresses', () => {
    const lan = new Lan();
    lan.must('A', 'ip route add default via 192.168.0.101');
    lan.must('A', 'ip neigh add 192.168.0.240 lladdr 02:00:00:00:09:40 dev eth0');
    lan.run('A', 'ping -c 1 192.168.0.103');
    lan.must('A', 'ip link set eth0 down');
    expect(routes(lan, 'A')).toEqual([...LOCAL, OWN]);
    expect(lan.type('A', 'ip neigh').out).toEqual([]);
    expect(lan.run('A', 'ping -c 1 192.168.0.100').status).toBe(0);
    expect(lan.run('A', 'ping -c 1 192.168.0.103').err).toEqual(['ping: connect: Network is unreachable']);
    lan.must('A', 'ip link set eth0 up');
    expect(routes(lan, 'A')).toEqual([CONNECTED, ...LOCAL, OWN, BROADCAST]);
    expect(lan.type('A', 'ip neigh').out).toEqual([]);
  });

  test('at the switch: the port has no carrier, its learned rows go, permanent neighbours of the host stay', () => {
    const lan = new Lan();
    lan.must('D', 'ip neigh add 192.168.0.240 lladdr 02:00:00:00:09:40 dev eth0');
    lan.run('D', 'ping -c 1 192.168.0.100');
    lan.must('sw', 'ip link set p4 down');
    expect(lan.type('D', 'ip neigh').out).toEqual(['192.168.0.240 dev eth0 lladdr 02:00:00:00:09:40 PERMANENT ']);
    expect(lan.type('D', 'ip route').out[0]).toMatch(/linkdown $/);
    expect(lan.type('sw', 'bridge fdb show brport p4').out).toEqual(['02:00:00:00:05:04 master br0 permanent']);
    const { status, out } = lan.run('D', 'ping -c 1 -W 1 192.168.0.100');
    expect([status, out[3]]).toEqual([1, '1 packets transmitted, 0 received, 100% packet loss, time 0ms']);
    lan.must('sw', 'ip link set p4 up');
    expect(lan.run('D', 'ping -c 1 192.168.0.100').status).toBe(0);
  });
});

describe('bridges', () => {
  test('a port that leaves takes its rows along, and the bridge has the lowest address of those that stay', () => {
    const lan = new Lan();
    lan.run('A', 'ping -c 1 192.168.0.103');
    lan.must('sw', 'ip link set p1 nomaster');
    expect(lan.type('sw', 'bridge fdb').out.filter(line => /dev p1|:01:01/.test(line))).toEqual([]);
    expect(lan.type('sw', 'ip -br link show br0').out[0]).toContain('02:00:00:00:05:02');
    expect(lan.run('A', 'ping -c 1 -W 1 192.168.0.103').status).toBe(1);
    lan.must('sw', 'ip link set p1 master br0');
    expect(lan.run('A', 'ping -c 1 192.168.0.103').status).toBe(0);
  });

  test('a bridge can be made and taken away', () => {
    const lan = new Lan();
    lan.must('sw', 'ip link add br1 type bridge', 'ip link set br1 up', 'ip link set p4 master br1');
    expect(lan.type('sw', 'bridge link show dev p4').out[0]).toContain('p4@br1: ');
    expect(lan.run('A', 'ping -c 1 -W 1 192.168.0.103').status).toBe(1);
    lan.must('sw', 'ip link del br1');
    expect(lan.type('sw', 'ip link show br1').status).toBe(1);
    expect(lan.type('sw', 'ip link del p4').err).toEqual(['RTNETLINK answers: Operation not supported']);
  });

  test('a bridge that is down forwards nothing', () => {
    const lan = new Lan();
    lan.must('sw', 'ip link set br0 down');
    expect(lan.type('sw', 'bridge link show dev p1').out[0]).toContain('state disabled');
    expect(lan.run('A', 'ping -c 1 -W 1 192.168.0.103').status).toBe(1);
    lan.must('sw', 'ip link set br0 up');
    expect(lan.run('A', 'ping -c 1 192.168.0.103').status).toBe(0);
  });

  test('ageing can be shortened, for rows that are there too', () => {
    const lan = new Lan();
    lan.run('A', 'ping -c 1 192.168.0.103');
    lan.must('sw', 'ip link set br0 type bridge ageing_time 200');
    lan.must('sw', 'bridge fdb add 02:00:00:00:09:03 dev p2 master dynamic');
    lan.wait(1.9);
    expect(lan.type('sw', 'bridge fdb show dynamic').out.length).toBe(3);
    lan.wait(0.2);
    expect(lan.type('sw', 'bridge fdb show dynamic').out).toEqual([]);
  });

  test('a static row sends frames to its port, whoever else is heard with that address', () => {
    const lan = new Lan();
    lan.must('sw', 'bridge fdb replace 02:00:00:00:04:01 dev p2 master static');
    expect(lan.run('A', 'ping -c 1 -W 1 192.168.0.103').status).toBe(1);
    lan.must('sw', 'bridge fdb del 02:00:00:00:04:01 dev p2 master');
    expect(lan.run('A', 'ping -c 1 -W 1 192.168.0.103').status).toBe(0);
  });
});

describe('going back', () => {
  const commands: [node: string, line: string][] = [
    ['A', 'ip addr add 10.0.0.1/24 dev eth0'],
    ['A', 'ip addr replace 192.168.0.100/24 dev eth0'],
    ['A', 'ip addr del 192.168.0.100/24 dev eth0'],
    ['A', 'ip addr flush dev eth0'],
    ['A', 'ip link set eth0 down'],
    ['A', 'ip link set eth0 mtu 1400 address 02:00:00:00:01:99 promisc on'],
    ['A', 'ip route add default via 192.168.0.1'],
    ['A', 'ip route del 192.168.0.0/24'],
    ['A', 'ip route replace 192.168.0.0/24 dev eth0'],
    ['A', 'ip route flush table main'],
    ['A', 'ip neigh add 192.168.0.7 lladdr 02:00:00:00:07:07 dev eth0 nud reachable'],
    ['A', 'ip neigh replace 192.168.0.103 lladdr 02:00:00:00:07:07 dev eth0'],
    ['A', 'ip neigh change 192.168.0.103 dev eth0 nud failed'],
    ['A', 'ip neigh del 192.168.0.103 dev eth0'],
    ['A', 'ip neigh flush dev eth0'],
    ['A', 'sysctl -w net.ipv4.neigh.eth0.locktime=0'],
    ['A', 'ping -c 1 192.168.0.102'],
    ['A', 'arping -c 1 192.168.0.102'],
    ['sw', 'ip link add br1 type bridge'],
    ['sw', 'ip link del br0'],
    ['sw', 'ip link set p2 nomaster'],
    ['sw', 'ip link set br0 type bridge ageing_time 100'],
    ['sw', 'bridge fdb add 02:00:00:00:09:01 dev p1 master'],
    ['sw', 'bridge fdb replace 02:00:00:00:01:01 dev p3 master static'],
    ['sw', 'bridge fdb del 02:00:00:00:01:01 dev p1 master'],
    ['sw', 'bridge fdb flush dev br0'],
    ['A', 'ip nonsense'],
  ];
  test.each(commands)('%s: %s is undone by seeking back, and done again by seeking on', (node, line) => {
    const lan = new Lan();
    lan.run('A', 'ping -c 1 192.168.0.103');
    const { journal } = lan.world;
    const [before, from] = [lan.world.stateHash(), journal.position];
    lan.run(node, line);
    const [after, to] = [lan.world.stateHash(), journal.position];
    expect(after).not.toBe(before);
    journal.seek(from);
    expect(lan.world.stateHash()).toBe(before);
    journal.seek(to);
    expect(lan.world.stateHash()).toBe(after);
  });
});

describe('sysctl', () => {
  test('sysctls.txt: those that are obeyed have the values of a new namespace', () => {
    const lan = new Lan();
    const golden = new Map(
      goldenCases('sysctls.txt').flatMap(item => item.out.map(line => line.split(' = ') as [string, string])),
    );
    const shown = lan.type('A', 'sysctl -a').out.map(line => line.split(' = ') as [string, string]);
    const known = shown.filter(([name]) => golden.has(name));
    expect(known.length).toBeGreaterThan(6);
    for (const [name, value] of known) expect([name, value]).toEqual([name, golden.get(name)]);
  });

  test('a device has the value for all devices until it gets its own', () => {
    const lan = new Lan();
    const name = (dev: string) => `net.ipv4.neigh.${dev}.base_reachable_time_ms`;
    expect(lan.type('A', `sysctl -w ${name('default')}=2000`).out).toEqual([`${name('default')} = 2000`]);
    expect(lan.type('A', `sysctl ${name('eth0')}`).out).toEqual([`${name('eth0')} = 2000`]);
    lan.must('A', `sysctl ${name('eth0')}=5000`);
    expect(lan.type('A', `sysctl -n ${name('eth0')} ${name('lo')}`).out).toEqual(['5000', '2000']);
  });

  test.each([
    ['sysctl net.nope', 1, 'sysctl: cannot stat /proc/sys/net/nope: No such file or directory'],
    ['sysctl -w net.ipv4.ip_default_ttl=0', 1, 'sysctl: setting key "net.ipv4.ip_default_ttl": Invalid argument'],
    ['sysctl -w net.ipv4.ip_forward=x', 1, 'sysctl: setting key "net.ipv4.ip_forward": Invalid argument'],
    ['sysctl -w net.ipv4.ip_forward', 1, 'sysctl: command line(0): invalid syntax, continuing...'],
  ])('%s', (line, status, err) => {
    expect(new Lan().type('A', line)).toMatchObject({ status, err: [err] });
  });
});

test('what is typed and written stands in the console of the node', () => {
  const lan = new Lan();
  lan.type('B', 'ip -br addr show dev eth0');
  lan.type('B', 'ip addr show nope');
  const rows = [...lan.processes.console(lan.ns('B')).rows()].slice(-4);
  expect(rows.map(r => [r.stream, r.text])).toEqual([
    ['in', 'ip -br addr show dev eth0'],
    ['out', 'eth0             UP             192.168.0.101/24 '],
    ['in', 'ip addr show nope'],
    ['err', 'Device "nope" does not exist.'],
  ]);
  expect(masked(['time 3ms'])).toEqual(['time <ms>ms']);
});
