// Hosts: two on one cable, talking to themselves, pinging everybody; what waits for an address; cables that are cut.
import { describe, expect, test } from 'vitest';
import { type NeighRow, neighKey } from '../../src/net/index.js';
import type { Network } from '../../src/topology/index.js';
import { build, LAN, type Plan, printed, type, until } from '../topology/build.js';
import { frameText } from './wire-text.js';

const PAIR: Plan = { hosts: { A: '10.0.0.1/24', B: '10.0.0.2/24' }, links: ['A-B'] };

/** Frames that a device sent or received, in order. */
function framesAt(network: Network, name: string): string[] {
  const dev = network.deviceNames().find(d => d.name === name)!.dev;
  const { frames } = network.world;
  return Array.from({ length: frames.count }, (_, f) => frames.frame(f))
    .filter(frame => frame.dev === dev && frame.direction !== 'none')
    .map(frame => `${frame.direction === 'sent' ? 'out' : 'in'} ${frameText(frame.bytes)}`);
}
const reasons = (network: Network): string[] => {
  const { journal } = network.world;
  return Array.from({ length: journal.stageCount }, (_, s) => journal.reasonOf(s));
};
function neigh(network: Network, node: string, ip: number): NeighRow | undefined {
  const ns = network.stack.netns(node);
  return ns.neighs.get(neighKey(ns.device('eth0')!.id, ip));
}
/** Which sequence numbers left a host. */
const sequence = (network: Network, end: string): number[] =>
  framesAt(network, end).flatMap(text => {
    const seq = /^out .*echo-request seq=(\d+)$/.exec(text)?.[1];
    return seq === undefined ? [] : [Number(seq)];
  });

describe('two hosts on one cable', () => {
  test('ARP is padded on the way, the ping is not', () => {
    const network = until(build({ ...PAIR, run: [[0, 'A', 'ping -c 1 10.0.0.2']] }), 4);
    const sizes = (end: string) => framesAt(network, end).map(text => text.split(' ').slice(0, 2).join(' '));
    expect(sizes('A.eth0')).toEqual(['out 42', 'in 60', 'out 98', 'in 98']);
    expect(sizes('B.eth0')).toEqual(['in 60', 'out 42', 'in 98', 'out 98']);
    expect(printed(network, 'A')).toContain('1 packets transmitted, 1 received, 0% packet loss, time 0ms');
  });

  test('round trips take what bits and cable take', () => {
    const network = until(build({ ...PAIR, run: [[0, 'A', 'ping -c 2 10.0.0.2']], delayNs: 500_000 }), 4);
    // 98 octets, and 12 of preamble and FCS, at 1 Gbit/s: 880 ns each way; ARP 576 ns each way before the first.
    expect(printed(network, 'A').filter(line => /icmp_seq/.test(line))).toEqual([
      '64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=2.00 ms',
      '64 bytes from 10.0.0.2: icmp_seq=2 ttl=64 time=1.00 ms',
    ]);
  });

  test('pings at the same moment cross', () => {
    const run = [
      [0, 'A', 'ping -c 1 10.0.0.2'],
      [0, 'B', 'ping -c 1 10.0.0.1'],
    ] as const;
    const network = until(build({ ...PAIR, run }), 4);
    for (const node of ['A', 'B']) {
      expect(printed(network, node)).toContain('1 packets transmitted, 1 received, 0% packet loss, time 0ms');
    }
  });
});

describe('a host and itself', () => {
  test.each(['10.0.0.1', '127.0.0.1', '127.1.2.3'])('%s is reached without a cable', ip => {
    const network = until(build({ ...PAIR, run: [[0, 'A', `ping -c 1 ${ip}`]] }), 4);
    expect(printed(network, 'A')).toContain('1 packets transmitted, 1 received, 0% packet loss, time 0ms');
    expect(framesAt(network, 'A.eth0')).toEqual([]);
    expect(framesAt(network, 'A.lo')).toHaveLength(4);
    expect(framesAt(network, 'A.lo')[0]).toMatch(new RegExp(`^out 98 dst=00:.* > ${ip} .* DF ICMP echo-request`));
  });

  test('the own address answers while the device is down', () => {
    const network = build(PAIR);
    type(network, 'A', 'ip link set eth0 down');
    network.command('A', 'ping -c 1 10.0.0.1');
    until(network, 3);
    expect(printed(network, 'A')).toContain('1 packets transmitted, 1 received, 0% packet loss, time 0ms');
  });
});

describe('a ping to everybody', () => {
  const ping = [[0, 'A', 'ping -b -c 1 -W 1 192.168.0.255']] as const;
  const count = (network: Network, reason: string) => reasons(network).filter(r => r === reason).length;

  test('is heard by all and answered by none', () => {
    const network = until(build({ ...LAN, run: ping }), 3);
    expect(count(network, 'icmp.broadcast-ignored')).toBe(3);
    expect(count(network, 'icmp.reply')).toBe(0);
    expect(printed(network, 'A')).toContain('1 packets transmitted, 0 received, 100% packet loss, time 0ms');
    expect(reasons(network)).not.toContain('neigh.unknown');
  });

  test('is answered where a host is told to', () => {
    const setup = { B: ['sysctl -w net.ipv4.icmp_echo_ignore_broadcasts=0'] };
    const network = until(build({ ...LAN, run: ping, setup }), 3);
    expect(printed(network, 'A').some(line => line.startsWith('64 bytes from 192.168.0.101'))).toBe(true);
  });
});

describe('what waits for an address', () => {
  /** Echo requests every 4 ms to an address that D takes when all are sent. */
  const late = (size: number, sysctl: readonly string[] = []) =>
    until(
      build({
        ...LAN,
        setup: { A: sysctl },
        run: [
          [0, 'A', `ping -c 400 -i 0.004 -s ${size} -W 1 192.168.0.250`],
          [1.7, 'D', 'ip addr add 192.168.0.250/24 dev eth0'],
        ],
      }),
      2.9,
    );
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

  // FACTS e.5: 212992 octets are 256 small packets or 92 of 1400; the oldest are thrown away, the rest leaves in order.
  test.each([
    [56, 256],
    [1400, 92],
  ])('of packets with %i octets of data, the last %i', (size, kept) => {
    const network = late(size);
    expect(sequence(network, 'A.eth0')).toEqual(range(400 - kept + 1, 400));
    expect(reasons(network).filter(r => r === 'neigh.queue-full')).toHaveLength(400 - kept);
  });

  test('with unres_qlen_bytes 6270: seven', () => {
    const network = late(56, ['sysctl -w net.ipv4.neigh.eth0.unres_qlen_bytes=6270']);
    expect(sequence(network, 'A.eth0')).toEqual(range(394, 400));
  });

  test('one packet always fits', () => {
    const network = late(56, ['sysctl -w net.ipv4.neigh.eth0.unres_qlen_bytes=0']);
    expect(sequence(network, 'A.eth0')).toEqual([400]);
  });
});

describe('a cable that is cut and mended', () => {
  const B = 0x0a000002;
  const network = build({
    ...PAIR,
    run: [
      [0, 'A', 'ping -c 1 10.0.0.2'],
      [2, 'A', 'ping -c 1 -W 1 10.0.0.2'],
      [4, 'A', 'ping -c 1 10.0.0.2'],
    ],
    faults: [
      [1, 'A.eth0-B.eth0', false],
      [3.5, 'B.eth0-A.eth0', true],
    ],
  });

  test('neighbours go with the carrier, nothing is sent, and all is asked anew', () => {
    until(network, 0.9);
    expect(neigh(network, 'A', B)?.state).toBe('REACHABLE');
    expect(network.stack.netns('A').device('eth0')).toMatchObject({ up: true, running: true });
    until(network, 1.5);
    expect(neigh(network, 'A', B)).toBeUndefined();
    for (const node of ['A', 'B']) {
      expect(network.stack.netns(node).device('eth0')).toMatchObject({ up: true, running: false });
    }
    const before = framesAt(network, 'A.eth0').length;
    until(network, 3.2);
    expect(neigh(network, 'A', B)?.state).toBe('INCOMPLETE');
    expect(framesAt(network, 'A.eth0')).toHaveLength(before);
    expect(reasons(network)).toContain('xmit.down');
    until(network, 7);
    expect(neigh(network, 'A', B)?.state).toBe('REACHABLE');
    expect(printed(network, 'A').filter(line => line.startsWith('64 bytes'))).toHaveLength(2);
  });
});
