// The stack room. Start reading at tables.ts, stack.ts and device.ts; then one file per protocol.
import './arp.js';
import './icmp.js';
import './packet-socket.js';
import './udp.js';
import './vlan-device.js';
import type { World } from '../sim/index.js';
import { attachBridges } from './bridge.js';
import { attachDevices } from './device.js';
import { attachDefrag } from './ip-defrag.js';
import { attachNeighbours } from './neigh-timer.js';
import { attachNics } from './nic.js';
import { attachTaps } from './packet-tap.js';
import type { ProfileName } from './profile.js';
import { Stack } from './stack.js';
import { attachStp } from './stp/index.js';
import { attachTcp } from './tcp/index.js';

/** The stack of a world, with everything connected. Writes nothing: a forked world gets one in the same way. */
export function createStack(world: World, profile: ProfileName): Stack {
  const stack = new Stack(world, profile);
  attachDevices(stack);
  attachNics(stack);
  attachBridges(stack);
  attachStp(stack);
  attachTcp(stack);
  attachNeighbours(stack);
  attachDefrag(stack);
  attachTaps(stack);
  return stack;
}

export type { ArpFields } from './arp.js';
export { portsOf } from './bridge.js';
export {
  addBridge,
  deleteBridge,
  fdbPut,
  fdbRemove,
  joinBridge,
  leaveBridge,
  portMacChanged,
  setGroupFwdMask,
} from './bridge-config.js';
export { fdbOf, fdbOwner, setAgeing } from './bridge-fdb.js';
export { type PortLockRow, setLocked } from './bridge-lock.js';
export { type BridgeVlanRow, fdbKey, type VlanFilterRow, VlanMembers, vlanFilter } from './bridge-vlan.js';
export { forgetVlans, initVlans, isVid, setVlanFilter, vlanAdd, vlanDelete } from './bridge-vlan-config.js';
export {
  addAddress,
  addDevice,
  addRoute,
  addrKey,
  type ConfigError,
  deleteAddress,
  deleteRoute,
  errorText,
  isSecondary,
  onLinkChange,
  refreshCarrier,
  routeKey,
  setDevice,
  setUp,
} from './config.js';
export { deviceKind, forgetDevice, resetQueue, transmit } from './device.js';
export * from './dot1x/index.js';
export { findRoute, isBroadcast, isLocal, lookup, outputRoute, type RouteResult, selectSource, wayTo } from './fib.js';
export { RULES } from './fib-index.js';
export { type ExceptionRow, exceptionFor, flushExceptions } from './ip-exception.js';
export { forgetIp } from './ip-forget.js';
export type { SendError } from './ip-output.js';
export { writeSetting } from './ip-settings.js';
export { validateSource } from './ip-source.js';
export { neighDelete, neighUpdate } from './neigh.js';
export { neighSet } from './neigh-config.js';
export { isValid, neighKey } from './neigh-table.js';
export { addRepeater, cableOf } from './nic.js';
export { openPacket, type RawDatagram, sendArpFrom, sendRawUdp } from './packet-socket.js';
export { onTapped, openTap, type TapDirection, type TapRow, tapSchema } from './packet-tap.js';
export { openPing, sendEcho } from './ping-socket.js';
export { defaultName, PROFILES, type ProfileName, type Setting } from './profile.js';
export {
  canRead,
  canWrite,
  closeSocket,
  destroySocket,
  onReadable,
  openSocket,
  takeMessage,
  unread,
  unreadMemory,
} from './socket.js';
export { type Netns, Stack } from './stack.js';
export * from './stp/index.js';
export * from './tables.js';
export * from './tcp/index.js';
export { connectUdp, errorOf, openUdp, sendUdp } from './udp.js';
export { addVlanDevice, deleteVlanDevice, vlanDevice, vlanRefuses } from './vlan-device.js';
export { deleteRule, macRule, setRule, subnetRule, type VlanRuleRow } from './vlan-rule.js';
export { MOST_VID, type VlanProtocol } from './vlan-tag.js';
