// Bridges by hand: making one, adding and removing ports, entries of the forwarding database (Linux br_add_if(),
// br_fdb_add()). Read bridge.ts first; what is here has no stage of its own but that of the command.
import { isGroupMac } from '../wire/index.js';
import { portsOf } from './bridge.js';
import { fdbOf, startAgeing } from './bridge-fdb.js';
import { setLocked } from './bridge-lock.js';
import { fdbKey } from './bridge-vlan.js';
import { forgetVlans, initVlans, joinVlans } from './bridge-vlan-config.js';
import { addDevice, type ConfigError, deleteAddress, refreshCarrier, setDevice, setUp } from './config.js';
import type { Netns, Stack } from './stack.js';
import { addPort, forgetRstp, initStp, portCarrier, removePort, setBridgeAddress } from './stp/index.js';
import type { FdbRow, NetdevRow } from './tables.js';
import { deleteRule } from './vlan-rule.js';

/** Linux BR_DEFAULT_AGEING_TIME */
const AGEING_NS = 300_000_000_000;

/** `ip link add NAME type bridge`; the address is the bridge's own until it has ports. */
export function addBridge(stack: Stack, ns: Netns, name: string, mac: number): NetdevRow {
  const bridge = addDevice(stack, ns, { name, kind: 'bridge', mac });
  stack.bridges.set(bridge.id, { dev: bridge.id, ageingNs: AGEING_NS, maxLearned: 0, groupFwdMask: 0, timer: -1 });
  initVlans(stack, bridge);
  initStp(stack, bridge.id);
  return bridge;
}

/** Makes a device a port of a bridge; its address becomes a permanent entry, and the lowest one the bridge's own. */
export function joinBridge(stack: Stack, port: NetdevRow, bridge: NetdevRow): ConfigError | undefined {
  if (bridge.kind !== 'bridge') return 'EOPNOTSUPP';
  if (port.kind === 'bridge') return 'ELOOP';
  if (port.kind === 'loopback') return 'EINVAL';
  if (port.master !== 0) leaveBridge(stack, port);
  setDevice(stack, port.id, { master: bridge.id });
  addPort(stack, bridge.id, stack.dev(port.id));
  const own = { mac: port.mac, vid: undefined, port: port.id, kind: 'permanent', learnt: stack.world.now } as const;
  fdbOf(stack, bridge).rows.set(port.mac, own);
  joinVlans(stack, bridge, port.id);
  takeLowestMac(stack, bridge.id);
  portCarrier(stack, stack.dev(port.id));
  return undefined;
}

/** Takes a port out of its bridge, with everything that was known behind it. */
export function leaveBridge(stack: Stack, port: NetdevRow): void {
  if (port.master === 0) return;
  const bridge = stack.dev(port.master);
  removePort(stack, port.id);
  setLocked(stack, port.id, false);
  for (const row of [...fdbOf(stack, bridge).rows.rows()]) if (row.port === port.id) fdbRemove(stack, bridge, row);
  forgetVlans(stack, bridge, port.id);
  setDevice(stack, port.id, { master: 0 });
  refreshCarrier(stack, bridge.id);
  takeLowestMac(stack, bridge.id);
}

/** A port's own address changed: so do its entry and perhaps the bridge's address (Linux br_fdb_changeaddr()). */
export function portMacChanged(stack: Stack, port: NetdevRow, mac: number): void {
  const bridge = stack.dev(port.master);
  fdbRemove(stack, bridge, { mac: port.mac });
  fdbOf(stack, bridge).rows.set(mac, {
    mac,
    vid: undefined,
    port: port.id,
    kind: 'permanent',
    learnt: stack.world.now,
  });
  takeLowestMac(stack, bridge.id);
}

/** Linux br_stp_recalculate_bridge_id(): the lowest address of the ports. */
function takeLowestMac(stack: Stack, id: number): void {
  const macs = portsOf(stack, stack.dev(id)).map(p => p.mac);
  if (macs.length > 0) setBridgeAddress(stack, id, Math.min(...macs));
}

/** Linux BR_GROUPFWD_RESTRICTED: BPDUs, pause frames and LACP stay on their link, whatever anybody says. */
const GROUP_FWD_RESTRICTED = 7;

/** Which of 01:80:c2:00:00:00 to :0f the bridge forwards (Linux br_changelink(), IFLA_BR_GROUP_FWD_MASK). */
export function setGroupFwdMask(stack: Stack, bridge: NetdevRow, groupFwdMask: number): ConfigError | undefined {
  if ((groupFwdMask & GROUP_FWD_RESTRICTED) !== 0) return 'EINVAL';
  if (stack.bridges.get(bridge.id)?.groupFwdMask !== groupFwdMask) stack.bridges.patch(bridge.id, { groupFwdMask });
  return undefined;
}

/** Takes a bridge away: its ports are free again. */
export function deleteBridge(stack: Stack, ns: Netns, bridge: NetdevRow): void {
  for (const port of portsOf(stack, bridge)) leaveBridge(stack, port);
  setUp(stack, bridge.id, false);
  for (const addr of [...ns.addrs.rows()]) {
    if (addr.dev === bridge.id) deleteAddress(stack, ns, bridge.id, addr.ip, addr.prefix);
  }
  for (const row of [...fdbOf(stack, bridge).rows.rows()]) fdbRemove(stack, bridge, row);
  forgetVlans(stack, bridge, bridge.id);
  for (const { rule } of [...fdbOf(stack, bridge).rules.rows.rows()]) deleteRule(stack, fdbOf(stack, bridge), rule);
  stack.vlanFilters.delete(bridge.id);
  const timer = stack.bridges.get(bridge.id)?.timer ?? -1;
  if (timer >= 0) stack.world.cancel(timer);
  stack.bridges.delete(bridge.id);
  forgetRstp(stack, bridge.id);
  stack.stp.delete(bridge.id);
  stack.netdevs.delete(bridge.id);
}

/** Writes an entry by hand. A learned one ages like any other. */
export function fdbPut(
  stack: Stack,
  bridge: NetdevRow,
  row: Omit<FdbRow, 'learnt'>,
  how: { readonly create: boolean; readonly exclusive: boolean },
): ConfigError | undefined {
  const { rows, seen } = fdbOf(stack, bridge);
  if (isGroupMac(row.mac) || row.mac === 0) return 'EINVAL';
  const key = fdbKey(row.mac, row.vid);
  const known = rows.get(key);
  if (known === undefined && !how.create) return 'ENOENT';
  if (known !== undefined && how.exclusive) return 'EEXIST';
  rows.set(key, { ...row, learnt: stack.world.now });
  seen.set(key, stack.world.now);
  if (row.kind === 'learned') startAgeing(stack, bridge);
  return undefined;
}

/** Takes an entry out; says whether there was one. */
export function fdbRemove(
  stack: Stack,
  bridge: NetdevRow,
  { mac, vid }: Pick<FdbRow, 'mac'> & Partial<FdbRow>,
): boolean {
  const { rows, seen } = fdbOf(stack, bridge);
  const key = fdbKey(mac, vid);
  seen.delete(key);
  return rows.delete(key);
}
