// The learning bridge: a switch is a bridge whose ports are cables. Learn the source, look the destination up, forward,
// flood or filter (IEEE 802.1D §7.7 to §7.9; Linux net/bridge). What it learns is kept by bridge-fdb.ts.
import { stageKind } from '../journal/index.js';
import { bridgeGroup, ethernet, isGroupMac } from '../wire/index.js';
import { AGE, ageOut, fdbOf, flushPort, learn } from './bridge-fdb.js';
import { letsIn } from './bridge-lock.js';
import { dressed, fdbKey, isOwn, learntIn, mayLeave, NO_VLAN, notMember, type Vlan, vlanOf } from './bridge-vlan.js';
import { deliver, deviceKind, transmit } from './device.js';
import { isTapped, showTaps } from './packet-tap.js';
import type { Fdb, Stack } from './stack.js';
import { bridgeUpChanged, portCarrier, stpReceive } from './stp/index.js';
import type { NetdevRow } from './tables.js';

export const FDB_LOOKUP = stageKind('br_fdb_lookup', 'IEEE 802.1D §7.7, Linux br_fdb_find_rcu()', 'decision', [
  'fdb.hit',
  'fdb.miss',
  'fdb.group',
  'fdb.same-port',
  'fdb.own',
  'bridge.out-blocked',
]);
export const BR_FORWARD = stageKind('br_forward', 'IEEE 802.1D §7.7, Linux br_forward()', 'path', [
  'bridge.forward',
  'bridge.forward-tag',
  'bridge.too-big',
]);
export const BR_FLOOD = stageKind('br_flood', 'IEEE 802.1D §7.7, Linux br_flood()', 'decision', [
  'bridge.flood',
  'bridge.flood-vlan',
]);
export const BR_PORT = stageKind('br_handle_frame', 'IEEE 802.1D §7.9, Linux br_handle_frame()', 'decision', [
  'bridge.port-blocked',
  'bridge.port-learning',
  'bridge.reserved',
]);

deviceKind('bridge', {
  transmit(stack, bridge, frame) {
    showTaps(stack, bridge.id, frame, true);
    const dst = ethernet.get.dst(stack.world.frames.buffer(frame), stack.world.frames.offset(frame));
    const vlan = vlanOf(stack, fdbOf(stack, bridge), bridge, bridge.id, frame);
    if (vlan !== undefined) forwardOrFlood(stack, bridge, 0, dst, frame, vlan);
  },
  portReceive: bridgeReceive,
  portChanged: (stack, _bridge, port) => portCarrier(stack, port),
  upChanged: bridgeUpChanged,
  forgetPort: flushPort,
  ageAnew(stack, bridge) {
    const { timer } = stack.bridges.get(bridge.id) ?? { timer: -1 };
    if (timer < 0) return;
    stack.world.cancel(timer);
    ageOut(stack, bridge);
  },
});

/** Registers the ageing of entries: call once per stack. */
export function attachBridges(stack: Stack): void {
  stack.world.handle(AGE, dev => ageOut(stack, stack.dev(dev)));
}

/** The ports of a bridge, the one that joined last first: Linux keeps its port list, and floods, in that order. */
export function portsOf(stack: Stack, bridge: NetdevRow): NetdevRow[] {
  return stack
    .netnsOf(bridge)
    .devices()
    .filter(d => d.master === bridge.id)
    .reverse();
}

function bridgeReceive(stack: Stack, bridge: NetdevRow, port: NetdevRow, frame: number): void {
  const { frames } = stack.world;
  const buf = frames.buffer(frame);
  const off = frames.offset(frame);
  const dst = ethernet.get.dst(buf, off);
  const src = ethernet.get.src(buf, off);
  const fdb = fdbOf(stack, bridge);
  const state = stack.bridgePorts.get(port.id);
  const learns = state === undefined || state.state === 'forwarding' || state.state === 'learning';
  if (isReserved(dst) && !passesOn(stack, bridge, dst)) {
    // Linux br_handle_local_finish(): its sender is learnt like any other, and no VLAN is asked but for that.
    const vlan = learns && state?.learning !== false ? learntIn(stack, fdb, bridge, port.id, frame) : undefined;
    if (vlan !== undefined) learn(stack, bridge, port, src, frame, vlan);
    if (dst === bridgeGroup) stpReceive(stack, port, frame);
    else if (heardBy(stack, port, frame)) deliver(stack, port, frame, frames.length(frame));
    else stack.world.journal.note(BR_PORT, 'bridge.reserved', { frame, dst }, 'drop');
    return;
  }
  if (!learns) {
    stack.world.journal.note(BR_PORT, 'bridge.port-blocked', { frame, port: port.id, state: state.state }, 'drop');
    return;
  }
  const vlan = vlanOf(stack, fdb, bridge, port.id, frame);
  if (vlan === undefined || !letsIn(stack, fdb, port, src, frame, vlan.vid)) return;
  if (state?.learning !== false) learn(stack, bridge, port, src, frame, vlan);
  if (state?.state === 'learning') {
    stack.world.journal.note(BR_PORT, 'bridge.port-learning', { frame, port: port.id }, 'drop');
    return;
  }
  forwardOrFlood(stack, bridge, port.id, dst, frame, vlan);
}

/** IEEE 802.1D Table 7-10: groups that no bridge forwards, 01:80:c2:00:00:00 to :0f. */
const isReserved = (mac: number): boolean => mac >= bridgeGroup && mac < bridgeGroup + 16;

/** Linux br_handle_frame(): one that group_fwd_mask names, or a BPDU where no spanning tree runs, is a frame like any other. */
const passesOn = (stack: Stack, { id }: NetdevRow, dst: number): boolean =>
  (dst === bridgeGroup && stack.stp.get(id)?.enabled !== true) ||
  (((stack.bridges.get(id)?.groupFwdMask ?? 0) >> (dst - bridgeGroup)) & 1) === 1;

/** Whether a program listens at the port itself: Linux gives it what the bridge leaves alone (RX_HANDLER_PASS). */
function heardBy(stack: Stack, port: NetdevRow, frame: number): boolean {
  const { frames } = stack.world;
  const type = ethernet.get.type(frames.buffer(frame), frames.offset(frame));
  return stack
    .netnsOf(port)
    .socketsOf('packet')
    .some(s => s.dev === port.id && s.protocol === type);
}

const forwards = (stack: Stack, port: number): boolean => stack.bridgePorts.get(port)?.state === 'forwarding';

/** Decides where a frame goes that came in by device `from` (0: sent by the bridge's own namespace). */
function forwardOrFlood(stack: Stack, bridge: NetdevRow, from: number, dst: number, frame: number, vlan: Vlan): void {
  const { journal } = stack.world;
  const fdb = fdbOf(stack, bridge);
  const vid = vlan.vid === 0 ? undefined : vlan.vid;
  const args = { mac: dst, frame, bridge: bridge.id, vid: vlan.vid };
  const group = isGroupMac(dst);
  const row = group ? undefined : fdb.rows.get(fdbKey(dst, vid));
  // Linux: permanent entries are the bridge's own addresses, its ports' among them (BR_FDB_LOCAL).
  if (row?.kind === 'permanent' || (vid === undefined ? dst === bridge.mac : isOwn(stack, fdb, bridge, dst, vid))) {
    journal.note(FDB_LOOKUP, 'fdb.own', args, 'hit');
    passUp(stack, fdb, bridge, frame, vlan);
    return;
  }
  if (row !== undefined) {
    if (row.port === from) {
      journal.note(FDB_LOOKUP, 'fdb.same-port', { ...args, port: from }, 'drop');
      return;
    }
    if (!forwards(stack, row.port)) {
      journal.note(FDB_LOOKUP, 'bridge.out-blocked', { ...args, port: row.port }, 'drop');
      return;
    }
    // The copy leaves inside the look-up: that is its reason.
    const { port } = row;
    journal.begin(FDB_LOOKUP, 'fdb.hit', { mac: dst, frame, bridge: bridge.id, port, vid: vlan.vid });
    if (mayLeave(fdb, port, vlan)) sendCopy(stack, bridge, stack.dev(port), frame, 'forward', vlan);
    else notMember(stack, port, frame, vlan);
    if (from !== 0) overhear(stack, fdb, bridge, frame, vlan);
    journal.end('hit');
    return;
  }
  journal.note(FDB_LOOKUP, group ? 'fdb.group' : 'fdb.miss', args, group ? 'pass' : 'miss');
  const ready = portsOf(stack, bridge).filter(p => p.id !== from && forwards(stack, p.id));
  const out = vid === undefined ? ready : ready.filter(p => mayLeave(fdb, p.id, vlan));
  const ports = out.map(p => p.id);
  if (vid === undefined) journal.begin(BR_FLOOD, 'bridge.flood', { frame, ports });
  else {
    const others = ready.filter(p => !out.includes(p)).map(p => p.id);
    journal.begin(BR_FLOOD, 'bridge.flood-vlan', { frame, ports, vid, others });
  }
  for (const port of out) sendCopy(stack, bridge, port, frame, 'flood', vlan);
  if (group && from !== 0 && listens(stack, bridge)) passUp(stack, fdb, bridge, frame, vlan);
  else if (!group && from !== 0) overhear(stack, fdb, bridge, frame, vlan);
  journal.end();
}

/**
 * Whether anybody is at home on the bridge's own device. Linux hands every group frame up to it (br_pass_frame_up); where
 * it has no address and nobody taps it, as on a plain switch, that changes nothing and is not shown.
 */
function listens(stack: Stack, bridge: NetdevRow): boolean {
  if (!bridge.up) return false;
  const ns = stack.netnsOf(bridge);
  return (
    ns.addrs.find(a => a.dev === bridge.id) !== undefined ||
    ns.socketsOf('packet').some(s => s.dev === bridge.id || s.dev === 0)
  );
}

/** Up to the bridge's own device, which is a member of VLANs like any port (Linux br_pass_frame_up()). */
function passUp(stack: Stack, fdb: Fdb, bridge: NetdevRow, frame: number, vlan: Vlan): void {
  if (!mayLeave(fdb, bridge.id, vlan) && !bridge.promiscuous) {
    notMember(stack, bridge.id, frame, vlan);
    return;
  }
  const made = dressed(stack, fdb, bridge, bridge.id, frame, vlan);
  showTaps(stack, bridge.id, made, false);
  deliver(stack, bridge, made, stack.world.frames.length(made));
}

/** A bridge in promiscuous mode hands up what is for others, too (Linux br_handle_frame_finish()): only taps look at it. */
function overhear(stack: Stack, fdb: Fdb, bridge: NetdevRow, frame: number, vlan: Vlan): void {
  if (isTapped(stack, bridge.id))
    showTaps(stack, bridge.id, dressed(stack, fdb, bridge, bridge.id, frame, vlan), false);
}

/** Linux is_skb_forwardable(): the Ethernet header, and room for one tag. A bridge sends no ICMP error and cuts nothing. */
const OVERHEAD = 14 + 4;

function sendCopy(
  stack: Stack,
  bridge: NetdevRow,
  port: NetdevRow,
  frame: number,
  operation: 'forward' | 'flood',
  vlan: Vlan,
): void {
  const { journal, frames } = stack.world;
  const made = vlan === NO_VLAN ? frame : dressed(stack, fdbOf(stack, bridge), bridge, port.id, frame, vlan);
  const length = frames.length(made);
  if (length > port.mtu + OVERHEAD) {
    journal.note(BR_FORWARD, 'bridge.too-big', { frame: made, port: port.id, length, mtu: port.mtu }, 'drop');
    return;
  }
  journal.begin(BR_FORWARD, made === frame ? 'bridge.forward' : 'bridge.forward-tag', { frame: made, port: port.id });
  transmit(stack, port, frames.copy(made, operation));
  journal.end();
}
