// Our own scripts: one for every behaviour.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runScript } from './run.js';
import { parseScript } from './script.js';

const folder = join(import.meta.dirname, 'scripts');
const files = readdirSync(folder).filter(name => name.endsWith('.pkt'));

test.each(files)('%s', name => {
  expect(runScript(readFileSync(join(folder, name), 'utf8'))).toEqual({ result: 'pass' });
});

describe('the runner', () => {
  const open = `0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
+0 bind(3, ..., ...) = 0
+0 listen(3, 1) = 0
+0 < S 0:0(0) win 1000 <mss 1000>
`;
  const fails = (line: string) => {
    const verdict = runScript(open + line);
    expect(verdict.result).toBe('fail');
    return verdict.result === 'fail' ? verdict.difference : '';
  };

  test.each([
    ['+0 > S. 0:0(0) ack 2 <mss 1460>', 'another acknowledgement'],
    ['+0 > S. 0:0(0) ack 1 win 5 <mss 1460>', 'another window'],
    ['+0 > S. 0:0(0) ack 1', 'other options'],
    ['+0 > S 0:0(0) <mss 1460>', 'other flags'],
    ['+.5 > S. 0:0(0) ack 1 <mss 1460>', 'sent at 0.000000 s, not at 0.500000 s'],
    ['+0 > S. 0:0(0) ack 1 <mss 1460>\n+.1 > . 1:1(0) ack 1', 'nothing is sent by 0.110000 s'],
    ['+0 > S. 0:0(0) ack 1 <mss 1460>\n+0 accept(3, ..., ...) = 4', 'the call does not return'],
    ['+0 > S. 0:0(0) ack 1 <mss 1460>\n+0 bind(3, ..., ...) = 0', 'the call gives -1 EINVAL, not 0'],
  ])('sees what is wrong with %s', (line, difference) => {
    expect(fails(line)).toContain(difference);
  });

  test.each([
    ['0 socket(..., SOCK_DGRAM, IPPROTO_UDP) = 3', 'SOCK_STREAM'],
    ['0 < S 0:0(0) win 1000 <mss 1000,FO>', 'the TCP option "FO"'],
    ['0 < SEW 0:0(0) win 1000 <mss 1000>', 'ECN'],
    ['`sysctl -q net.ipv4.tcp_congestion_control=bbr`', 'bbr'],
    ['0 epoll_create(1) = 3', 'epoll_create'],
  ])('says what it does not support: %s', (line, why) => {
    const verdict = runScript(line);
    expect(verdict.result).toBe('unsupported');
    expect(verdict.result === 'unsupported' && verdict.why).toContain(why);
  });

  test('reads the kinds of times', () => {
    const { events } = parseScript(
      '0 close(3) = 0\n+.5 close(3) = 0\n* > . 1:1(0) ack 1\n+1...2.5 close(3) = 0\n1~2 close(3) = 0',
    );
    expect(events.map(e => [e.when.kind, e.when.at, e.when.until])).toEqual([
      ['absolute', 0, undefined],
      ['relative', 0.5, undefined],
      ['any', 0, undefined],
      ['relative', 1, 2.5],
      ['absolute', 1, 2],
    ]);
  });
});
