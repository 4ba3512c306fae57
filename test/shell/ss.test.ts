// ss, nstat, nc, tcpd and tcpsend: what they print, in the words of the real ones where there are such.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Network } from '../../src/topology/index.js';
import { build, printed, type, until } from '../topology/build.js';

let network: Network;
beforeAll(() => {
  network = build({
    hosts: { A: '10.0.0.1/24', B: '10.0.0.2/24' },
    links: ['A-B'],
    run: [
      [0, 'B', 'tcpd -b 1 -a never 5001'],
      [1, 'A', 'nc -p 40001 10.0.0.2 5001 one'],
      [1.1, 'A', 'nc -p 40002 10.0.0.2 5001 two'],
      [1.2, 'A', 'nc -v -w 2 -p 40003 10.0.0.2 5001 three'],
      [1.3, 'B', 'nc -l -p 7 answer'],
      [1.4, 'A', 'nc -v -N 10.0.0.2 7 question'],
      [1.5, 'A', 'nc 10.0.0.2 9'],
    ],
  });
  until(network, 2);
});

test('a listening socket: who waits, and the backlog', () => {
  // As in the recording 05c.
  expect(type(network, 'B', 'ss -lnt')).toEqual([
    'State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess',
    'LISTEN 2      1            0.0.0.0:5001      0.0.0.0:*          ',
  ]);
  expect(type(network, 'B', 'ss -Htn').map(line => line.trimEnd())).toEqual([
    'ESTAB 4 0 10.0.0.2:5001 10.0.0.1:40001',
    'ESTAB 4 0 10.0.0.2:5001 10.0.0.1:40002',
  ]);
  expect(type(network, 'B', 'nstat TcpExtListen*')).toEqual([
    '#kernel',
    'TcpExtListenOverflows           1                  0.0',
    'TcpExtListenDrops               1                  0.0',
  ]);
});

test('the other side believes in its connection, and one still asks', () => {
  expect(type(network, 'A', 'ss -tnoH state syn-sent')[0]).toMatch(
    /^SYN-SENT 0 1 10\.0\.0\.1:40003 10\.0\.0\.2:5001 timer:\(on,\d+ms,0\)$/,
  );
  expect(type(network, 'A', 'ss -tnpH state established')).toHaveLength(2);
  expect(type(network, 'A', 'ss -tnpH state established')[0]).toContain('users:(("nc",pid=');
  expect(type(network, 'A', 'ss -tniH state established')[1]).toMatch(/^\t ts sack reno wscale:7,7 rto:200/);
});

test('nc says what it is told, and what went wrong', () => {
  until(network, 4);
  expect(printed(network, 'A').filter(line => /nc:|Connection|answer/.test(line))).toEqual([
    'Connection to 10.0.0.2 7 port [tcp/*] succeeded!',
    'answer',
    'nc: connect to 10.0.0.2 port 9 (tcp) failed: Connection refused',
    'nc: connect to 10.0.0.2 port 5001 (tcp) failed: Connection timed out',
  ]);
  expect(printed(network, 'B')).toContain('question');
});

describe('mistakes', () => {
  test.each([
    ['ss -Q', "ss: invalid option -- 'Q'"],
    ['ss dst 10.0.0.1', 'netstep does not simulate ss dst 10.0.0.1: only "state STATE" filters here'],
    ['nstat -q', "nstat: invalid option -- 'q'"],
  ])('%s', (line, words) => {
    expect(type(network, 'A', line)[0]).toBe(words);
  });

  test.each([
    ['nc', 'nc: missing destination'],
    ['nc 10.0.0.2 99999', 'nc: port number invalid or missing'],
    [
      'tcpd',
      'usage: tcpd [-R] [-b BACKLOG] [-a DELAY|never] [-r BYTES] [-c DELAY|never] [-m echo|lines|sink] PORT    for example: tcpd -b 1 -a 5s 80',
    ],
    ['tcpd 5001', 'tcpd: listening on port 5001'],
    ['tcpd 5001', 'tcpd: Address already in use (port 5001)'],
    [
      'tcpsend 10.0.0.2 9 0',
      'usage: tcpsend [-r BYTES] [-C reno|cubic] HOST PORT BYTES    for example: tcpsend 192.168.0.103 9 64K',
    ],
  ])('%s', (line, words) => {
    const before = printed(network, 'A').length;
    network.command('A', line);
    until(network, network.world.now / 1e9 + 0.1);
    expect(printed(network, 'A')[before]).toBe(words);
  });
});
