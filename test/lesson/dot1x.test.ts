// `mac-vlans`, `subnet-vlans`, `users`, `dot1x` and `login` in a lesson: what they come to, and every mistake told with its mend.
import { describe, expect, test } from 'vitest';
import { LessonError, problemText, readLesson } from '../../src/lesson/index.js';
import { Network } from '../../src/topology/index.js';

const PROSE = '# Small\n\nOne line.\n\nOpening.\n';
const USERS = 'users: { alice: { secret: wonderland, vlan: 20 } }';
const yaml = (sw: string, host = '', kind = 'switch') => `format: 1
id: small
nodes:
  A: { kind: host, devices: { eth0: { addresses: [10.0.0.1/24] } }${host} }
  sw: { kind: ${kind}, ports: 3${sw === '' ? '' : `, ${sw}`} }
links:
  - [A.eth0, sw.p1]
`;
const read = (...parts: Parameters<typeof yaml>) =>
  readLesson({ folder: 'lessons/small', yaml: yaml(...parts), prose: { en: PROSE, 'zh-CN': PROSE } });

function problems(...parts: Parameters<typeof yaml>): string {
  try {
    read(...parts);
    return '';
  } catch (error) {
    if (error instanceof LessonError) return error.problems.map(problemText).join('\n');
    throw error;
  }
}

test('rules, users, locked ports and a login are what the commands would make of them', () => {
  const rules = 'mac-vlans: { "02:00:00:00:01:01": 10 }, subnet-vlans: { 10.0.20.0/24: 20 }';
  const guard = `${USERS}, dot1x: { ports: [p2], quiet: 10s, reauth: 1h }`;
  const network = new Network(read(`${rules}, ${guard}`, ', login: { user: alice, secret: wonderland }').network);
  const type = (node: string, line: string) => network.shell.execute(network.stack.netns(node), line).out;
  network.world.setup(network.world.journal.addRoot({ kind: 'seed', text: 'test' }), () => {
    expect(type('sw', 'vlan-rule')).toEqual(['mac 02:00:00:00:01:01 vid 10', 'subnet 10.0.20.0/24 vid 20']);
    expect(type('sw', 'cat /etc/hostapd.eap_user')[0]).toBe('"alice"\tMD5\t"wonderland"');
    expect(type('sw', 'cat /etc/hostapd.conf')).toContain('eap_reauth_period=3600');
    expect(type('sw', 'bridge -d link show dev p2')[1]).toContain('learning off');
    expect(type('sw', 'bridge -d link show dev p2')[1]).toContain('locked on');
    expect(type('sw', 'bridge -d link show dev p1')[1]).toContain('locked off');
    expect(type('A', 'cat /etc/wpa_supplicant.conf')).toContain('\tidentity="alice"');
  });
});

describe('mistakes', () => {
  test.each([
    ['mac-vlans: { "02:00": 10 }', 'the MAC address of one machine'],
    ['mac-vlans: { "01:00:5e:00:00:01": 10 }', 'the MAC address of one machine'],
    ['mac-vlans: { "02:00:00:00:01:01": 4095 }', '0 and 4095 name no VLAN'],
    ['subnet-vlans: { 10.0.20.7/24: 20 }', 'here 10.0.20.0/24'],
    ['subnet-vlans: { 10.0.20.0: 20 }', 'such as 10.0.20.0/24'],
    [`${USERS}, dot1x: { ports: [p9] }`, 'sw has no port p9'],
    [`${USERS}, dot1x: { ports: [p1, p1] }`, 'p1 is named twice'],
    [`${USERS}, dot1x: { ports: [] }`, 'at least one item'],
    [`${USERS}, dot1x: { ports: [p1], quiet: 200ms }`, 'a time of at least 1s'],
    [`${USERS}, vlans: { p1: { trunk: [10] } }, dot1x: { ports: [p1] }`, 'p1 is a trunk'],
    [USERS, 'no port of it asks for a login'],
    ['dot1x: { ports: [p1] }', 'it has no users'],
    ['users: { alice: { vlan: 20 } }, dot1x: { ports: [p1] }', 'a text of at most 60 characters'],
  ])('%s', (sw, told) => {
    expect(problems(sw)).toContain(told);
  });

  test('at the wrong kind of node', () => {
    expect(problems(`${USERS}, dot1x: { ports: [p1] }`, '', 'hub')).toContain('only switches have users');
    expect(problems('login: { user: alice, secret: x }')).toContain('only hosts log in');
  });
});
