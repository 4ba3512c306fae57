// The shell itself: words, unknown commands, help, completion, what is plainly not simulated.
import { describe, expect, test } from 'vitest';
import { commandNames, tokenize } from '../../src/shell/index.js';
import { Lan } from './lan.js';

describe('words', () => {
  test.each([
    ['', []],
    ['  ip   addr ', ['ip', 'addr']],
    ["echo 'a b' \"c 'd'\" e\\ f", ['echo', 'a b', "c 'd'", 'e f']],
    ['a"b"\'c\'', ['abc']],
    ['a "" b', ['a', '', 'b']],
    ['ip a # all', ['ip', 'a']],
    ['"a\\"b\\c"', ['a"b\\c']],
  ])('%s', (line, words) => {
    expect(tokenize(line)).toEqual({ words, background: false });
  });

  test('a & at the end', () => {
    expect(tokenize('ping A &')).toEqual({ words: ['ping', 'A'], background: true });
    expect(tokenize('ping A&')).toEqual({ words: ['ping', 'A'], background: true });
  });

  test.each([
    ['ip a | grep eth0', 'pipes'],
    ['ip a > file', 'redirection'],
    ['a; b', 'several commands'],
    ['a && b', 'several commands'],
    ['a & b', 'several commands'],
    ['echo `a`', 'command substitution'],
    ['echo $HOME', 'variables'],
    ["echo 'a", "closing '"],
  ])('%s is refused by name', (line, what) => {
    const tokens = tokenize(line);
    expect('problem' in tokens && tokens.problem).toContain(what);
  });
});

describe('commands', () => {
  const lan = new Lan();
  test.each([
    ['pign -c 1 B', ['pign: command not found', 'did you mean ping?']],
    ['arpin', ['arpin: command not found', 'did you mean arping?']],
    ['frobnicate', ['frobnicate: command not found', 'type "help" for the commands there are']],
  ])('%s', (line, err) => {
    expect(lan.type('A', line)).toEqual({ status: 127, out: [], err });
  });

  test('help names every command', () => {
    const { out } = lan.type('A', 'help');
    for (const name of commandNames())
      expect(
        out.some(line => line.startsWith(`  ${name}`)),
        name,
      ).toBe(true);
    expect(lan.type('A', 'help ip').out[0]).toContain('ip [-s]');
    expect(lan.type('A', 'help nope').status).toBe(1);
  });

  test.each([
    ['ip -6 addr', 'IPv6'],
    ['ip addr add fe80::1/64 dev eth0', 'IPv6'],
    ['ip netns', 'ip netns'],
    ['ip tunnel', 'ip tunnel'],
    ['ip link add v0 type veth', 'only bridges'],
    ['ip route add default via 192.168.0.1 table 100', 'routing tables other than'],
    ['ip -d addr', '-details'],
    ['bridge -d vlan', 'states and counters of VLANs'],
    ['arp -v -f /etc/ethers', 'arp -f'],
    ['ping ::1', 'IPv6'],
  ])('%s: plainly not simulated', (line, what) => {
    const { status, err } = lan.run('A', line);
    expect(status).not.toBe(0);
    expect(err.join(' ')).toContain('netstep does not simulate');
    expect(err.join(' ')).toContain(what);
  });

  test.each([
    ['hostname', ['A']],
    ['', []],
    ['ip -V', ['ip utility, iproute2-6.1.0']],
    ['ip n', []],
    ['ip r s', ['192.168.0.0/24 dev eth0 proto kernel scope link src 192.168.0.100 ']],
    ['ip --brief a s dev lo', ['lo               UNKNOWN        127.0.0.1/8 ']],
    ['ip rou get 127.0.0.1', ['local 127.0.0.1 dev lo src 127.0.0.1 uid 0 ', '    cache <local> ']],
  ])('%s', (line, out) => {
    expect(lan.type('A', line)).toEqual({ status: 0, out, err: [] });
  });

  test('arp -n', () => {
    const other = new Lan();
    other.run('A', 'ping -c 1 192.168.0.103');
    other.type('A', 'ping -c 1 192.168.0.250');
    other.wait(0.1);
    expect(other.type('A', 'arp -n').out).toEqual([
      'Address                  HWtype  HWaddress           Flags Mask            Iface',
      '192.168.0.103            ether   02:00:00:00:04:01   C                     eth0',
      '192.168.0.250                    (incomplete)                              eth0',
    ]);
  });

  test('kill -INT ends a ping with its summary', () => {
    const other = new Lan();
    const { pid } = other.type('A', 'ping 192.168.0.103 &');
    other.wait(1.5);
    expect(other.type('A', `kill ${pid}`).status).toBe(1);
    expect(other.type('B', `kill -INT ${pid}`).err).toEqual([`kill: (${pid}) - No such process`]);
    other.must('A', `kill -INT ${pid}`);
    other.wait(0.1);
    expect(other.processes.table.get(pid as number)?.exit).toBe(0);
    expect(other.type('A', `kill -INT ${pid}`).status).toBe(1);
  });

  test('a command is a stage with the line, and a failure says so', () => {
    const other = new Lan();
    const from = other.world.journal.stageCount;
    other.type('A', 'ip route del default');
    const stages = [];
    for (let s = from; s < other.world.journal.stageCount; s++) stages.push(other.world.journal.stage(s));
    const mine = stages.filter(s => s.kind.name === 'command');
    expect(mine.map(s => [s.because.id, s.verdict])).toEqual([
      ['shell.command', 'drop'],
      ['shell.failed', 'drop'],
    ]);
    expect(mine[0]?.because.args).toEqual({ line: 'ip route del default', netns: 'A' });
  });
});

describe('completion', () => {
  const lan = new Lan();
  const complete = (line: string, node = 'A') => lan.shell.complete(lan.ns(node), line);
  test.each([
    ['ar', ['arp', 'arping']],
    ['ip ad', ['address']],
    ['ip addr ', ['add', 'change', 'delete', 'flush', 'save', 'show']],
    ['ip addr show dev e', ['eth0']],
    ['ping -c 1 192', ['192.168.0.100']],
    ['sysctl -w net.ipv4.ip_forward', ['net.ipv4.ip_forward', 'net.ipv4.ip_forward_use_pmtu']],
    ['ip "', []],
  ])('%s', (line, expected) => {
    const found = complete(line).filter(word => !/^(?:lo|eth0|127|192)/.test(word) || expected.includes(word));
    expect(found).toEqual(expected);
  });

  test('devices of a switch', () => {
    expect(complete('bridge fdb show brport p', 'sw')).toEqual(['p1', 'p2', 'p3', 'p4', 'permanent']);
  });
});
