// VLANs by who sends: what a frame's source decides, who becomes a member, and for how long; and why says so.
import { describe, expect, test } from 'vitest';
import { decidersOf } from '../../src/debug/why-deciders.js';
import { fdbOf } from '../../src/net/index.js';
import type { Network } from '../../src/topology/index.js';
import { office, printed, reasons, until } from './dot1x.js';

const A_MAC = '02:00:00:00:01:01';
const vlans = (network: Network) => {
  const sw = network.stack.netns('sw');
  const { members } = fdbOf(network.stack, sw.device('br0')!);
  return [...members.rows.rows()]
    .filter(row => row.by !== undefined)
    .map(row => `${network.deviceName(row.dev)} ${row.vid} ${row.by} ${row.source}`);
};
const ping = (host: string, at: number, to: string) => [at, host, `ping -c 1 -W 1 ${to}`] as const;
const answered = (network: Network, node: string) =>
  printed(network, node).filter(line => line.startsWith('64 bytes from')).length;

describe('by MAC address', () => {
  test('the sender decides, not the port; others of the port stay where they were', () => {
    const network = until(
      office({
        macVlans: { [A_MAC]: 20 },
        run: [ping('A', 1, '10.0.0.3'), ping('A', 3, '10.0.0.4'), ping('B', 1, '10.0.0.3')],
      }),
      6,
    );
    expect([answered(network, 'A'), answered(network, 'B')]).toEqual([1, 0]);
    expect(vlans(network)).toEqual([`sw.p1 20 mac ${A_MAC}`]);
  });

  test('the cable goes elsewhere: the VLAN goes along, the old port leaves it', () => {
    const network = until(
      office({
        macVlans: { [A_MAC]: 20 },
        run: [ping('A', 1, '10.0.0.3'), ping('A', 4, '10.0.0.3')],
        cables: [[3, 'A.eth0-sw.p1', true, 'sw.p5']],
      }),
      6,
    );
    expect(answered(network, 'A')).toBe(2);
    expect(vlans(network)).toEqual([`sw.p5 20 mac ${A_MAC}`]);
  });

  test('silent for the ageing time: no member any longer', () => {
    const network = until(office({ macVlans: { [A_MAC]: 20 }, run: [ping('A', 1, '10.0.0.3')] }), 250);
    expect(vlans(network)).toHaveLength(1);
    until(network, 320);
    expect(vlans(network)).toEqual([]);
    expect(reasons(network, 'vlan.leave')).toHaveLength(1);
  });

  test('a trunk has senders of many kinds: no rule holds for its untagged frames', () => {
    const network = until(
      office({
        macVlans: { [A_MAC]: 20 },
        vlans: { p1: { trunk: [1, 20], native: 1 }, p3: 20 },
        run: [ping('A', 1, '10.0.0.3')],
      }),
      4,
    );
    expect(answered(network, 'A')).toBe(0);
    expect(reasons(network, 'vlan.rule')).toEqual([]);
  });
});

describe('by subnet', () => {
  test('the longest prefix, and a MAC address before any', () => {
    const rules = { subnetVlans: { '10.0.0.0/24': 30, '10.0.0.0/30': 20 }, macVlans: { '02:00:00:00:02:01': 30 } };
    const network = until(
      office({
        ...rules,
        vlans: {},
        run: [ping('A', 1, '10.0.0.9'), ping('B', 1, '10.0.0.9'), ping('C', 1, '10.0.0.9'), ping('D', 1, '10.0.0.9')],
      }),
      2,
    );
    // 10.0.0.1 to 10.0.0.3 are in the /30, 10.0.0.4 is not.
    expect(vlans(network).sort()).toEqual([
      'sw.p1 20 subnet 10.0.0.0/30',
      'sw.p2 30 mac 02:00:00:00:02:01',
      'sw.p3 20 subnet 10.0.0.0/30',
      'sw.p4 30 subnet 10.0.0.0/24',
    ]);
  });
});

describe('vlan-rule', () => {
  test('shows what it takes, and takes what it shows', () => {
    const lines = [
      'vlan-rule add mac 02:00:00:00:01:01 vid 20',
      'vlan-rule add subnet 10.0.0.9/24 vid 30',
      'vlan-rule add mac 02:00:00:00:01:01 vid 30',
      'vlan-rule del subnet 10.1.0.0/16',
      'vlan-rule',
    ];
    const network = until(office({ run: lines.map(line => [1, 'sw', line] as const) }), 2);
    expect(printed(network, 'sw')).toEqual([
      'vlan-rule: File exists',
      'vlan-rule: No such file or directory',
      'mac 02:00:00:00:01:01 vid 20',
      'subnet 10.0.0.0/24 vid 30',
    ]);
  });

  test.each([
    ['vlan-rule add mac 02:00 vid 20', '"02:00" is invalid lladdr.'],
    ['vlan-rule add mac ff:ff:ff:ff:ff:ff vid 20', '"ff:ff:ff:ff:ff:ff" is a group\'s address: nobody sends from it.'],
    ['vlan-rule add mac 02:00:00:00:01:01 vid 4095', 'Invalid VLAN ID "4095": 1 to 4094'],
    ['vlan-rule add mac 02:00:00:00:01:01', 'Invalid VLAN ID "": 1 to 4094'],
    ['vlan-rule add subnet 10.0.0.1 vid 20', 'Error: any valid prefix is expected rather than "10.0.0.1".'],
    ['vlan-rule add port p1 vid 20', 'What is "port"?'],
    ['vlan-rule frob', 'Command "frob" is unknown.'],
  ])('%s', (line, complaint) => {
    const network = until(office({ run: [[1, 'sw', line]] }), 2);
    expect(printed(network, 'sw')[0]).toBe(complaint);
    expect(printed(network, 'sw')[1]).toMatch(/^Usage: vlan-rule /);
  });

  test('a rule that goes takes its members and what was learnt along', () => {
    const run = [ping('A', 1, '10.0.0.3'), [3, 'sw', `vlan-rule del mac ${A_MAC}`], ping('A', 4, '10.0.0.3')] as const;
    const network = until(office({ macVlans: { [A_MAC]: 20 }, run }), 7);
    expect(vlans(network)).toEqual([]);
    expect(answered(network, 'A')).toBe(1);
  });
});

test('why is this frame in VLAN 20? The row, and the line of the lesson that wrote it', () => {
  const network = until(office({ macVlans: { [A_MAC]: 20 }, run: [ping('A', 1, '10.0.0.3')] }), 2);
  const { journal } = network.world;
  const stages = Array.from({ length: journal.stageCount }, (_, s) => s);
  const stage = stages.find(s => journal.reasonOf(s) === 'vlan.rule-mac') as number;
  const [link] = decidersOf(network, stage);
  expect(link).toMatchObject({ row: { table: 'vlan-rule@sw', key: A_MAC, column: 'vid' }, decides: stage });
});

test('seeking away and back gives the same state, members among it', () => {
  const network = until(office({ macVlans: { [A_MAC]: 20 }, run: [ping('A', 1, '10.0.0.3')] }), 2);
  const { journal } = network.world;
  const [end, hash, members] = [journal.position, network.world.stateHash(), vlans(network)];
  journal.seek(journal.firstStage(network.setupEvents));
  expect(vlans(network)).toEqual([]);
  journal.seek(end);
  expect(vlans(network)).toEqual(members);
  expect(network.world.stateHash()).toBe(hash);
});
