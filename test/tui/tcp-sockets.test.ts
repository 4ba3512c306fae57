// The two queues of a listening socket, as the sockets panel shows them from the tables of the stack.
import { expect, test } from 'vitest';
import type { Lesson } from '../../src/lesson/index.js';
import { command, desk, wired } from './fixture.js';

test('who waits in the accept queue, and that it is full', () => {
  const plain = wired({ hosts: { A: '10.0.0.1', B: '10.0.0.2' }, links: ['A.eth0 B.eth0'] });
  const source = { file: 'lesson.yaml', line: 1, text: 'run' };
  const at = (ms: number, on: string, line: string) => ({ at: ms * 1e6, on, do: line, source });
  const run = [
    at(0, 'B', 'tcpd -b 1 -a never 80'),
    at(10, 'A', 'nc -p 40001 10.0.0.2 80 one'),
    at(20, 'A', 'nc -p 40002 10.0.0.2 80 two'),
  ];
  const lesson: Lesson = { ...plain, network: { ...plain.network, run }, panels: ['sockets@B'] };
  const on = desk({ columns: 120, rows: 40 }, 'en', lesson);
  command(on, 'go 0.5s');
  command(on, 'panel sockets@B').press('z');
  expect(on.text()).toContain('tcp 0.0.0.0:80  LISTEN');
  expect(on.text()).toMatch(/accept queue +2 of 2 full +\+?\[10\.0\.0\.1:40001\]\+?\[10\.0\.0\.1:40002\]/);
  expect(on.text()).toMatch(/SYN queue +0 of 1/);
  // As with ss -p: before accept(2) no program has a descriptor of it.
  expect(on.text()).toMatch(/tcp 0\.0\.0\.0:80 {2}LISTEN .*tcpd, pid \d+/);
  for (const port of [40001, 40002])
    expect(on.text()).toMatch(new RegExp(`→ 10\\.0\\.0\\.1:${port} {2}ESTAB .*no program yet`));
  expect(on.text()).toContain('in the accept queue of port 80 until tcpd accepts it');
});

test.each([
  ['classic', 2],
  ['linux-6.18', 3],
] as const)('the SYN queue of listen(2) is full where the kernel of %s drops: at %i', (profile, places) => {
  const plain = wired({ hosts: { A: '10.0.0.1', B: '10.0.0.2' }, links: ['A.eth0 B.eth0'] });
  const source = { file: 'lesson.yaml', line: 1, text: 'run' };
  const at = (ms: number, on: string, line: string) => ({ at: ms * 1e6, on, do: line, source });
  const run = [
    at(0, 'B', 'sysctl -w net.ipv4.tcp_syncookies=0'),
    at(0, 'B', 'ip neigh add 10.0.0.1 lladdr 02:00:00:00:99:01 dev eth0'), // its SYN-ACKs reach nobody
    at(0, 'B', 'tcpd -b 2 80'),
    ...[1, 2, 3, 4].map(n => at(10 * n, 'A', `nc -p 4000${n} 10.0.0.2 80`)),
  ];
  const lesson: Lesson = { ...plain, network: { ...plain.network, profile, run }, panels: ['sockets@B'] };
  const on = desk({ columns: 120, rows: 40 }, 'en', lesson);
  command(on, 'go 0.5s');
  command(on, 'panel sockets@B').press('z');
  expect(on.text()).toMatch(new RegExp(`SYN queue +${places} of ${places} full`));
});
