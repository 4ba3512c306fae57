import { expect, test } from 'vitest';
import { build, printed, until } from '../topology/build.js';

test('a probe sent at time 0 is sent, and waited for, like any other', () => {
  const network = build({
    hosts: { a: { eth0: ['192.0.2.1/24'] }, b: { eth0: ['192.0.2.2/24'] } },
    links: ['a.eth0-b.eth0'],
    medium: 'veth',
    run: [[0, 'a', 'traceroute -n -q 1 -N 1 192.0.2.2']],
  });
  until(network, 6);
  expect(printed(network, 'a').at(-1)).toMatch(/^ 1 {2}192\.0\.2\.2 {2}0\.0\d\d ms$/);
});
