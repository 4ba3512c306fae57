// What a login opens and a logoff closes: an entry for the station on its locked port and, for a user with a VLAN, the port's
// VLAN. On Linux a script beside hostapd does this by `bridge fdb` and `bridge vlan` (RFC 3580 §3.31 says what for). A port has one
// VLAN for untagged frames: the first user's holds, and who has another one is refused (eap.vlan-taken).
import type { Table } from '../../journal/index.js';
import { fdbPut, fdbRemove } from '../bridge-config.js';
import { fdbOf } from '../bridge-fdb.js';
import { vlanFilter } from '../bridge-vlan.js';
import { vlanAdd, vlanDelete } from '../bridge-vlan-config.js';
import type { Netns, Stack } from '../stack.js';
import type { NetdevRow } from '../tables.js';
import { DOT1X_PORT } from './stages.js';
import { type Dot1xRow, dot1xSchema, stationKey } from './tables.js';

export const stationsOf = (stack: Stack, ns: Netns): Table<Dot1xRow> => stack.world.journal.table(dot1xSchema, ns.name);

const bridgeOf = (stack: Stack, port: number): NetdevRow | undefined => {
  const { master } = stack.dev(port);
  return master === 0 ? undefined : stack.dev(master);
};

const others = (stack: Stack, ns: Netns, row: Dot1xRow): Dot1xRow[] =>
  [...stationsOf(stack, ns).rows()].filter(r => r.port === row.port && r.mac !== row.mac && r.status === 'authorized');

/** The VLAN that a port is in because of a user: another user must have the same one. */
export function takenVlan(stack: Stack, ns: Netns, row: Dot1xRow): Dot1xRow | undefined {
  return others(stack, ns, row)[0];
}

/** Whether a station that is let in already, and logs in again, stays in the VLAN that its port is in. */
export function keepsVlan(stack: Stack, { port, vid, before }: Dot1xRow): boolean {
  const bridge = bridgeOf(stack, port);
  if (bridge === undefined || !vlanFilter(stack, bridge.id).filtering) return true;
  const pvid = fdbOf(stack, bridge).members.pvid(port);
  return (vid ?? before ?? pvid) === pvid;
}

/** Lets a station in. Gives what changes in its row. */
export function openPort(stack: Stack, row: Dot1xRow): Partial<Dot1xRow> {
  const { journal } = stack.world;
  const { port, mac, user = '' } = row;
  const bridge = bridgeOf(stack, port);
  if (bridge === undefined || mac === undefined) return { status: 'authorized' };
  const filters = vlanFilter(stack, bridge.id).filtering;
  const { members } = fdbOf(stack, bridge);
  const was = members.pvid(port);
  const vid = filters ? (row.vid ?? was) : 0;
  let { before } = row;
  journal.begin(DOT1X_PORT, row.vid !== undefined && filters ? 'dot1x.open-vlan' : 'dot1x.open', {
    port,
    mac,
    user,
    vid,
  });
  if (filters && vid !== was) {
    before = was;
    if (was !== 0) vlanDelete(stack, bridge, port, was);
    vlanAdd(stack, bridge, port, vid, { pvid: true, untagged: true }, { by: 'user', source: user });
  }
  const entry = { mac, vid: vid === 0 ? undefined : vid, port, kind: 'static' } as const;
  fdbPut(stack, bridge, entry, { create: true, exclusive: false });
  journal.end();
  return { status: 'authorized', before };
}

/** Shuts a station out again; with the last one the port goes back to its own VLAN. */
export function closePort(stack: Stack, ns: Netns, row: Dot1xRow): Partial<Dot1xRow> {
  const { journal } = stack.world;
  const { port, mac } = row;
  const bridge = bridgeOf(stack, port);
  const closed = { status: 'unauthorized', vid: undefined, before: undefined } as const;
  if (row.status !== 'authorized' || bridge === undefined || mac === undefined) return closed;
  journal.begin(DOT1X_PORT, 'dot1x.close', { port, mac, user: row.user ?? '' });
  const { members, rows } = fdbOf(stack, bridge);
  const vid = members.pvid(port);
  for (const entry of [...rows.rows()]) {
    if (entry.mac === mac && entry.port === port && entry.kind !== 'permanent') fdbRemove(stack, bridge, entry);
  }
  const [heir] = others(stack, ns, row);
  if (row.before !== undefined && heir !== undefined) {
    stationsOf(stack, ns).patch(stationKey(port, heir.mac), { before: row.before });
  } else if (row.before !== undefined) {
    vlanDelete(stack, bridge, port, vid);
    if (row.before !== 0) vlanAdd(stack, bridge, port, row.before, { pvid: true, untagged: true });
  }
  journal.end();
  return closed;
}
