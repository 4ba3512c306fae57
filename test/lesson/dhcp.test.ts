// `dhcpd` in a lesson: a server as its command line would make it, and every mistake told with its place.
import { describe, expect, test } from 'vitest';
import { parseServer } from '../../src/apps/index.js';
import { LessonError, problemText, readLesson } from '../../src/lesson/index.js';
import { parseIpv4 } from '../../src/wire/index.js';

const PROSE = '# Small\n\nOne line.\n\nOpening.\n';
const yaml = (dhcpd: string, kind = 'host', address = '10.0.0.1/24') => `format: 1
id: small
nodes:
  A: { kind: host, devices: { eth0: {} } }
  s: { kind: ${kind}, devices: { eth0: { addresses: [${address}] } }, dhcpd: ${dhcpd} }
links:
  - [A.eth0, s.eth0]
`;
const read = (text: string) =>
  readLesson({ folder: 'lessons/small', yaml: text, prose: { en: PROSE, 'zh-CN': PROSE } });

function problems(text: string): string {
  try {
    read(text);
    return '';
  } catch (error) {
    if (error instanceof LessonError) return error.problems.map(problemText).join('\n');
    throw error;
  }
}

const POOL = '{ from: 10.0.0.100, to: 10.0.0.120, prefix: 24, lease: 2h }';

test('becomes a command that the server understands', () => {
  const more = `hosts: { "02:00:00:00:01:01": 10.0.0.50 }, router: 10.0.0.254, dns: [10.0.0.53], domain: lab.test, ping: false`;
  const { network } = read(yaml(`{ ranges: [${POOL}], ${more}, options: { 42: 10.0.0.7 } }`));
  const line = network.nodes.find(node => node.name === 's')!.setup.at(-1)!;
  const config = parseServer(line.split(' ').slice(1));
  expect(config).toMatchObject({
    ranges: [{ first: parseIpv4('10.0.0.100'), last: parseIpv4('10.0.0.120'), mask: 0xffffff00, lease: 7200 }],
    hosts: [{ mac: 0x020000000101, ip: parseIpv4('10.0.0.50') }],
    domain: 'lab.test',
    ping: false,
    authoritative: true,
  });
  if (typeof config === 'string') throw new Error(config);
  expect(config.options.map(({ code }) => code)).toEqual([42, 6, 3]);
});

describe('mistakes', () => {
  test.each([
    [
      'from behind to',
      yaml('{ ranges: [{ from: 10.0.0.9, to: 10.0.0.5 }] }'),
      'expected a first address that does not come after the last one',
    ],
    [
      'a lease without a time',
      yaml('{ ranges: [{ from: 10.0.0.5, to: 10.0.0.9, lease: soon }] }'),
      'expected a time such as 120s',
    ],
    ['a hub', yaml(`{ ranges: [${POOL}] }`, 'hub'), 'a DHCP server runs on a host'],
    ['another network', yaml(`{ ranges: [${POOL}] }`, 'host', '10.9.9.1/24'), 'no pool of s is in a network'],
    ['an unknown key', yaml(`{ ranges: [${POOL}], gateway: 10.0.0.1 }`), 'unknown key "gateway"'],
  ])('%s', (_name, text, said) => {
    const told = problems(text);
    expect(told).toContain(said);
    expect(told).toMatch(/lesson\.yaml:5:\d+/);
  });
});
