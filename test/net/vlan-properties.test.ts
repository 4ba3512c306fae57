// What must hold of any bridge with VLANs, whoever sends what with whichever tag: a frame leaves only by ports that are
// in its VLAN, tagged as the port says; and what was learnt in one VLAN decides nothing in another.

import { expect, test } from 'vitest';
import { fdbOf, type NetdevRow } from '../../src/net/index.js';
import fc from '../property.js';
import { PORTS, VlanLan } from './vlan-lan.js';

const HOSTS = Object.keys(PORTS);
const VIDS = [1, 2, 3] as const;
const port = fc.array(fc.record({ vid: fc.constantFrom(...VIDS), pvid: fc.boolean(), untagged: fc.boolean() }), {
  maxLength: 3,
});
const sent = fc.record({
  host: fc.constantFrom(...HOSTS),
  to: fc.constantFrom('ff', ...HOSTS),
  vid: fc.constantFrom(undefined, 0, 1, 2, 3, 9),
});
type Sent = { host: string; to: string; vid: number | undefined };

const mac = (host: string): string => (host === 'ff' ? 'ff'.repeat(6) : `020000000${PORTS[host]!.slice(1)}01`);
const hex = ({ host, to, vid }: Sent): string => {
  const tag = vid === undefined ? '' : `8100${vid.toString(16).padStart(4, '0')}`;
  return `${mac(to)}${mac(host)}${tag}88b5${'00'.repeat(46)}`;
};

function lanOf(ports: readonly (readonly { vid: number; pvid: boolean; untagged: boolean }[])[]): VlanLan {
  const lan = new VlanLan();
  lan.type('sw', 'ip link set br0 type bridge vlan_filtering 1 vlan_default_pvid 0');
  for (const [i, vlans] of ports.entries()) {
    const name = PORTS[HOSTS[i]!]!;
    for (const { vid, pvid, untagged } of vlans) {
      lan.type('sw', `bridge vlan add dev ${name} vid ${vid}${pvid ? ' pvid' : ''}${untagged ? ' untagged' : ''}`);
    }
  }
  return lan;
}

const bridgeOf = (lan: VlanLan): NetdevRow => lan.ns('sw').device('br0')!;
const plan = fc.record({
  ports: fc.array(port, { minLength: HOSTS.length, maxLength: HOSTS.length }),
  frames: fc.array(sent, { minLength: 1, maxLength: 12 }),
});

test('a frame never reaches a port that is not a member of its VLAN, and bears a tag where the port says so', () => {
  let reached = 0;
  fc.assert(
    fc.property(plan, ({ ports, frames }) => {
      const lan = lanOf(ports);
      const { members } = fdbOf(lan.stack, bridgeOf(lan));
      const device = (host: string) => lan.id('sw', PORTS[host]!);
      for (const frame of frames) {
        const pvid = members.pvid(device(frame.host));
        const vid = frame.vid || pvid;
        const came = lan.send(frame.host, hex(frame));
        if (vid === 0 || members.get(device(frame.host), vid) === undefined) expect([...came]).toEqual([]);
        for (const [host, list] of came) {
          reached++;
          const row = members.get(device(host), vid);
          expect(row).toBeDefined();
          expect(list.map(bytes => bytes.slice(24, 32))).toEqual([
            row!.untagged ? '88b50000' : `8100${vid.toString(16).padStart(4, '0')}`,
          ]);
        }
      }
    }),
    { numRuns: 60 },
  );
  expect(reached).toBeGreaterThan(20);
});

test('the entries of one VLAN never decide about another: without the frames of other VLANs all goes the same ways', () => {
  fc.assert(
    fc.property(plan, fc.constantFrom(...VIDS), ({ ports, frames }, only) => {
      const [mixed, alone] = [lanOf(ports), lanOf(ports)];
      const { members } = fdbOf(mixed.stack, bridgeOf(mixed));
      for (const frame of frames) {
        const came = mixed.send(frame.host, hex(frame));
        const vid = frame.vid || members.pvid(mixed.id('sw', PORTS[frame.host]!));
        if (vid === only) expect([...alone.send(frame.host, hex(frame))]).toEqual([...came]);
      }
      const entries = (lan: VlanLan) =>
        [...fdbOf(lan.stack, bridgeOf(lan)).rows.rows()]
          .filter(row => row.vid === only)
          .map(({ mac, port }) => [mac, lan.stack.dev(port).name]);
      expect(entries(alone).sort()).toEqual(entries(mixed).sort());
    }),
    { numRuns: 40 },
  );
});
