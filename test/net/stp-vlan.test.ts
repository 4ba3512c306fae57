// What a port lets pass is asked in Linux's order: BPDUs first, then the port's state, then its VLANs (br_handle_frame(),
// br_handle_frame_finish()).
import { describe, expect, test } from 'vitest';
import { build, until } from '../topology/build.js';
import { PORTS, VlanLan } from './vlan-lan.js';

const BROADCAST = `ffffffffffff${'020000000101'}88b5${'00'.repeat(46)}`;

/** The reasons that the stages of an action gave. */
function reasons(lan: VlanLan, action: () => void): string[] {
  const { journal } = lan.world;
  const from = journal.stageCount;
  action();
  return Array.from({ length: journal.stageCount - from }, (_, i) => journal.stage(from + i).because.id);
}

describe('a port of a bridge that filters by VLAN', () => {
  const filtering = (...lines: string[]): VlanLan => {
    const lan = new VlanLan();
    for (const line of ['ip link set br0 type bridge vlan_filtering 1', ...lines]) {
      expect(lan.type('sw', line)).toMatchObject({ status: 0 });
    }
    return lan;
  };

  test('is asked for its state before its VLAN', () => {
    const lan = filtering('bridge vlan del dev p1 vid 1', 'bridge link set dev p1 state listening');
    const seen = reasons(lan, () => expect(lan.send('h1', BROADCAST).size).toBe(0));
    expect(seen).toContain('bridge.port-blocked');
    expect(seen.filter(id => id.startsWith('vlan.'))).toEqual([]);
  });

  test('learns in its VLAN while it does not forward yet', () => {
    const lan = filtering('bridge link set dev p1 state learning');
    const seen = reasons(lan, () => expect(lan.send('h1', BROADCAST).size).toBe(0));
    expect(seen.indexOf('vlan.ingress-pvid')).toBeLessThan(seen.indexOf('fdb.learn'));
    expect(seen).toContain('bridge.port-learning');
    expect(lan.type('sw', 'bridge fdb show dynamic').out.join('\n')).toMatch(/02:00:00:00:01:01 dev p1 vlan 1/);
  });

  test('lets frames out that are of its VLAN, where it forwards', () => {
    const lan = filtering('bridge vlan del dev p2 vid 1', 'bridge link set dev p3 state listening');
    const others = Object.keys(PORTS).filter(name => !['h1', 'h2', 'h3'].includes(name));
    expect([...lan.send('h1', BROADCAST).keys()]).toEqual(others);
  });
});

test('BPDUs are in no VLAN: the tree stands over cables that carry none', () => {
  const lines = [
    'ip link set br0 type bridge stp_state 1 vlan_filtering 1',
    'bridge vlan del dev p1 vid 1',
    'bridge vlan del dev p2 vid 1',
  ];
  const network = build({
    hosts: {},
    switches: { A: 2, B: 2 },
    links: ['A.p1-B.p1', 'A.p2-B.p2'],
    setup: { A: lines, B: lines },
  });
  until(network, 40);
  const states = [...network.stack.bridgePorts.rows()].map(({ dev, state, role }) => [
    network.deviceName(dev),
    state,
    role,
  ]);
  expect(states).toEqual([
    ['A.p1', 'forwarding', 'designated'],
    ['A.p2', 'forwarding', 'designated'],
    ['B.p1', 'forwarding', 'root'],
    ['B.p2', 'blocking', 'alternate'],
  ]);
});
