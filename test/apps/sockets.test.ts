// nc -u, tcpask and what tcpd can be told: the same words and errors as on Linux, where there are such.
import { describe, expect, test } from 'vitest';
import { build, printed, type, until } from '../topology/build.js';

const hosts = { A: '10.0.0.1/24', B: '10.0.0.2/24' };
type Line = readonly [at: number, node: string, line: string];
const run = (lines: readonly Line[], seconds: number) => {
  const network = build({ hosts, links: ['A-B'], delayNs: 5e6, run: lines });
  until(network, seconds);
  return network;
};

describe('nc -u', () => {
  test('both ends are connected; one datagram is one message', () => {
    const network = run(
      [
        [0, 'B', 'nc -u -l -v -p 7 answer'],
        [1, 'A', 'nc -u -p 40000 10.0.0.2 7 question'],
        [2, 'A', 'nc -u -p 40001 10.0.0.2 7 stranger'],
      ],
      3,
    );
    expect(printed(network, 'B')).toEqual(['Bound on 0.0.0.0 7', 'Connection received on 10.0.0.1 40000', 'question']);
    // The second client's datagram finds nobody: the server's socket hears its peer alone.
    expect(printed(network, 'A')).toEqual(['answer', 'nc: read: Connection refused']);
    expect(type(network, 'A', 'ss -Huan').map(line => line.trimEnd())).toEqual(['ESTAB 0 0 10.0.0.1:40000 10.0.0.2:7']);
    expect(type(network, 'B', 'nstat -az UdpNoPorts UdpInDatagrams')).toEqual([
      '#kernel',
      'UdpInDatagrams                  1                  0.0',
      'UdpNoPorts                      1                  0.0',
    ]);
  });

  test('a socket that is not connected is not told that the port is closed', () => {
    const network = run([[0, 'A', 'udpsend 10.0.0.2 9 hello']], 2);
    expect(printed(network, 'A')).toEqual(['udpsend: no answer within 1 s']);
  });
});

test('a receive queue is bounded by the memory that its messages take, as Linux 6.18 counts it', () => {
  // Measured there: 832 B up to 197 bytes, 1280 B up to 645, then 2304; 4 small ones in 4096, 5 in 4608.
  for (const [rcvbuf, bytes, held, memory] of [
    [4096, 1, 4, 3328],
    [4608, 197, 5, 4160],
    [4608, 198, 3, 3840],
    [4608, 645, 3, 3840],
    [4608, 646, 2, 4608],
    [2304, 1472, 1, 2304],
    [1000, 1472, 1, 2304],
  ] as const) {
    const lines: Line[] = [
      [0, 'B', `sysctl -q net.core.rmem_default=${rcvbuf}`],
      [0, 'B', 'echod 7 100s'],
      [1, 'A', 'udpsend 10.0.0.2 7 first'],
      ...Array.from({ length: 7 }, (): Line => [2, 'A', `udpsend -n 10.0.0.2 7 ${'x'.repeat(bytes)}`]),
    ];
    const network = run(lines, 3);
    expect(type(network, 'B', 'ss -Huan')[0]).toMatch(new RegExp(`^UNCONN ${memory} 0 `));
    expect(type(network, 'B', 'nstat UdpRcvbufErrors UdpInErrors').slice(1)).toEqual([
      `UdpInErrors                     ${String(7 - held).padEnd(19)}0.0`,
      `UdpRcvbufErrors                 ${String(7 - held).padEnd(19)}0.0`,
    ]);
  }
});

describe('tcpask', () => {
  const times = (options: string, words: string): number[] =>
    printed(
      run(
        [
          [0, 'B', 'tcpd -m lines 7'],
          [1, 'A', `tcpask ${options} 10.0.0.2 7 ${words}`],
        ],
        3,
      ),
      'A',
    ).map(line => Number(/in ([\d.]+) ms$/.exec(line)?.[1]));

  test('two writes a request: Nagle waits for an ACK, and the ACK waits for 40 ms', () => {
    const [first, second, third] = times('-c 3', 'head body') as [number, number, number];
    // At the beginning every segment is acknowledged at once: a round trip for the ACK, one for the answer.
    expect(first).toBeCloseTo(20, 0);
    expect(second).toBeCloseTo(60, 0);
    expect(third).toBeCloseTo(60, 0);
  });

  test('TCP_NODELAY, or one write, and it is over', () => {
    for (const ms of [...times('-n -c 3', 'head body'), ...times('-c 3', '"head body"')]) expect(ms).toBeCloseTo(10, 0);
  });
});

describe('tcpd', () => {
  test('closes later than its client, or never', () => {
    const network = run(
      [
        [0, 'B', 'tcpd -c 2s 7'],
        [0, 'B', 'tcpd -c never 8'],
        [1, 'A', 'nc -N -p 40007 10.0.0.2 7 x'],
        [1, 'A', 'nc -N -p 40008 10.0.0.2 8 x'],
      ],
      2,
    );
    const states = (node: string) => type(network, node, 'ss -Htan').map(line => line.split(/\s+/)[0]);
    expect(states('B')).toEqual(['LISTEN', 'LISTEN', 'CLOSE-WAIT', 'CLOSE-WAIT']);
    expect(states('A')).toEqual(['FIN-WAIT-2', 'FIN-WAIT-2']);
    until(network, 100);
    expect(states('B')).toEqual(['LISTEN', 'LISTEN', 'CLOSE-WAIT']);
    // A's program lives and has not closed: its half is open for ever.
    expect(states('A')).toEqual(['FIN-WAIT-2']);
  });

  test('TIME-WAIT keeps the port unless both the old and the new socket have SO_REUSEADDR', () => {
    const started = (first: string, second: string): string | undefined => {
      const network = build({ hosts, links: ['A-B'], delayNs: 5e6, run: [[0, 'B', `tcpd ${first} 7`]] });
      until(network, 1);
      network.command('A', 'nc 10.0.0.2 7 x');
      until(network, 2);
      network.command('B', 'killall tcpd');
      until(network, 3);
      expect(type(network, 'B', 'ss -Htan').map(line => line.split(/\s+/)[0])).toEqual(['TIME-WAIT']);
      network.command('B', `tcpd ${second} 7`);
      until(network, 4);
      return printed(network, 'B').at(-1);
    };
    expect(started('-b 5', '-b 5')).toBe('tcpd: listening on port 7');
    expect(started('-b 5', '-R')).toBe('tcpd: Address already in use (port 7)');
    expect(started('-R', '-b 5')).toBe('tcpd: Address already in use (port 7)');
  });
});

test('a listening socket keeps the memory that it was made with, and so do those accepted from it', () => {
  const window = (sysctlAt: number): string | undefined => {
    const network = run(
      [
        [sysctlAt, 'B', 'sysctl -q net.ipv4.tcp_rmem=8192'],
        [1, 'B', 'tcpd -m sink 9'],
        [3, 'A', 'nc 10.0.0.2 9'],
      ],
      4,
    );
    const [, info = ''] = type(network, 'A', 'ss -Htin');
    return /snd_wnd:(\d+)/.exec(info)?.[1];
  };
  expect(window(0)).toBe('2896');
  expect(window(2)).toBe('65160');
});
