// VLANs of a bridge by hand: which port is in which, what a new port is put into, whether the bridge filters at all (Linux
// net/bridge/br_vlan.c). Read bridge-vlan.ts first; what is here has no stage of its own but that of the command.
import { portsOf } from './bridge.js';
import { fdbOf } from './bridge-fdb.js';
import { type BridgeVlanRow, fdbKey, type VlanFilterRow, VlanMembers, vlanFilter } from './bridge-vlan.js';
import type { ConfigError } from './config.js';
import type { Stack } from './stack.js';
import type { NetdevRow } from './tables.js';
import { MOST_VID } from './vlan-tag.js';

export type VlanFlags = Pick<BridgeVlanRow, 'pvid' | 'untagged'>;
const ACCESS: VlanFlags = { pvid: true, untagged: true };

/** A new bridge's device is in VLAN 1 (Linux br_vlan_init()). */
export function initVlans(stack: Stack, bridge: NetdevRow): void {
  vlanAdd(stack, bridge, bridge.id, vlanFilter(stack, bridge.id).defaultPvid, ACCESS);
}

/** A new port is in the default VLAN, if there is one (Linux nbp_vlan_init()). */
export function joinVlans(stack: Stack, bridge: NetdevRow, port: number): void {
  const { defaultPvid } = vlanFilter(stack, bridge.id);
  if (defaultPvid !== 0) vlanAdd(stack, bridge, port, defaultPvid, ACCESS);
}

/** A port that leaves is in no VLAN any more (Linux nbp_vlan_flush()). */
export function forgetVlans(stack: Stack, bridge: NetdevRow, dev: number): void {
  const { members } = fdbOf(stack, bridge);
  for (const { vid } of members.of(dev)) members.rows.delete(VlanMembers.key(dev, vid));
}

/** Whether a number can name a VLAN. */
export const isVid = (vid: number): boolean => Number.isInteger(vid) && vid >= 1 && vid <= MOST_VID;

/** Puts a port, or the bridge's own device, into a VLAN, or gives it other flags there (Linux nbp_vlan_add()). */
export function vlanAdd(
  stack: Stack,
  bridge: NetdevRow,
  dev: number,
  vid: number,
  flags: VlanFlags,
  from?: Pick<BridgeVlanRow, 'by' | 'source'>,
): void {
  const { members } = fdbOf(stack, bridge);
  const { by, source } = { by: undefined, source: undefined, ...from };
  const before = members.pvid(dev);
  const other = before === vid ? undefined : members.get(dev, before);
  if (flags.pvid && other !== undefined) {
    members.rows.set(VlanMembers.key(dev, before), { ...other, pvid: false });
  }
  const known = members.get(dev, vid);
  if (known?.pvid === flags.pvid && known.untagged === flags.untagged && known.by === by) return;
  members.put({ dev, vid, pvid: flags.pvid, untagged: flags.untagged, by, source });
}

/** Takes it out again, with what was learnt there (Linux nbp_vlan_delete(), br_fdb_delete_by_port()). */
export function vlanDelete(stack: Stack, bridge: NetdevRow, dev: number, vid: number): void {
  const { rows, seen, members } = fdbOf(stack, bridge);
  if (!members.rows.delete(VlanMembers.key(dev, vid))) return;
  for (const [key, row] of [...rows.entries()]) {
    if (row.port !== dev || row.vid !== vid || row.kind !== 'learned') continue;
    rows.delete(key);
    seen.delete(key);
  }
}

/** Changes a bridge's VLAN settings (Linux br_changelink()). */
export function setVlanFilter(
  stack: Stack,
  bridge: NetdevRow,
  change: Partial<Omit<VlanFilterRow, 'dev'>>,
): ConfigError | undefined {
  const before = vlanFilter(stack, bridge.id);
  const { defaultPvid } = change;
  if (defaultPvid !== undefined && defaultPvid !== 0 && !isVid(defaultPvid)) return 'EINVAL';
  if (defaultPvid !== undefined && defaultPvid !== before.defaultPvid) {
    for (const dev of [bridge, ...portsOf(stack, bridge)])
      moveDefault(stack, bridge, dev.id, before.defaultPvid, defaultPvid);
  }
  const after = { ...before, ...change };
  const same = (['filtering', 'protocol', 'defaultPvid'] as const).every(column => after[column] === before[column]);
  if (!same) stack.vlanFilters.set(bridge.id, after);
  if (after.filtering && !before.filtering) spreadStatic(stack, bridge);
  return undefined;
}

/** Only where nobody chose otherwise (Linux __br_vlan_set_default_pvid(), br_vlan_disable_default_pvid()). */
function moveDefault(stack: Stack, bridge: NetdevRow, dev: number, before: number, after: number): void {
  const { members } = fdbOf(stack, bridge);
  const stands = before !== 0 && members.pvid(dev) === before && members.get(dev, before)?.untagged === true;
  if (before !== 0 && !stands) return;
  if (after !== 0) {
    if (members.get(dev, after) !== undefined) return;
    vlanAdd(stack, bridge, dev, after, ACCESS);
  }
  if (before !== 0) vlanDelete(stack, bridge, dev, before);
}

/**
 * Entries made by hand hold in every VLAN of their port. Linux writes them into each at once, whether it filters or not; here
 * that is done when the filtering begins.
 */
function spreadStatic(stack: Stack, bridge: NetdevRow): void {
  const { rows, seen, members } = fdbOf(stack, bridge);
  for (const row of [...rows.rows()]) {
    if (row.kind === 'learned' || row.vid !== undefined || row.mac === stack.dev(row.port).mac) continue;
    for (const { vid } of members.of(row.port)) {
      const key = fdbKey(row.mac, vid);
      if (rows.has(key)) continue;
      rows.set(key, { ...row, vid });
      seen.set(key, stack.world.now);
    }
  }
}
