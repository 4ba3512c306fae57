// The learning bridge: a switch is a bridge whose ports are cables. Learn the source, look the destination up, forward,
// flood or filter (IEEE 802.1D §7.7 to §7.9; Linux net/bridge). Entries age out when nobody has been heard for long.
import { stageKind, type Table } from '../journal/index.js';
import { eventKind } from '../sim/index.js';
import { ethernet, isGroupMac } from '../wire/index.js';
import {
  bridgeVlanSchema,
  dressed,
  fdbKey,
  isOwn,
  mayLeave,
  NO_VLAN,
  notMember,
  type Vlan,
  VlanMembers,
  vlanOf,
} from './bridge-vlan.js';
import { deliver, deviceKind, transmit } from './device.js';
import type { Fdb, Stack } from './stack.js';
import { type FdbRow, fdbSchema, fdbSeenSchema, type NetdevRow } from './tables.js';

export const FDB_LEARN = stageKind('br_fdb_update', 'IEEE 802.1D §7.8, Linux br_fdb_update()', 'decision', [
  'fdb.learn',
  'fdb.refresh',
  'fdb.move',
  'fdb.full',
  'fdb.group-source',
]);
export const FDB_LOOKUP = stageKind('br_fdb_lookup', 'IEEE 802.1D §7.7, Linux br_fdb_find_rcu()', 'decision', [
  'fdb.hit',
  'fdb.miss',
  'fdb.group',
  'fdb.same-port',
  'fdb.own',
]);
export const BR_FORWARD = stageKind('br_forward', 'IEEE 802.1D §7.7, Linux br_forward()', 'path', [
  'bridge.forward',
  'bridge.forward-tag',
]);
export const BR_FLOOD = stageKind('br_flood', 'IEEE 802.1D §7.7, Linux br_flood()', 'decision', [
  'bridge.flood',
  'bridge.flood-vlan',
]);
export const FDB_AGE = stageKind('br_fdb_cleanup', 'IEEE 802.1D §7.9.2, Linux br_fdb_cleanup()', 'decision', [
  'fdb.age',
  'fdb.check',
]);
export const FDB_FLUSH = stageKind('br_fdb_flush', 'Linux br_fdb_delete_by_port()', 'decision', ['fdb.flush']);

const AGE = eventKind('fdb_age');

/** The forwarding tables of a bridge. They belong to the namespace where it is alone, else to `NETNS.BRIDGE`. */
export function fdbOf(stack: Stack, bridge: NetdevRow): Fdb {
  const known = stack.fdbs.get(bridge.id);
  if (known !== undefined) return known;
  const owner = fdbOwner(bridge);
  const { journal } = stack.world;
  const members = new VlanMembers(journal.table(bridgeVlanSchema, owner));
  const made = { rows: journal.table(fdbSchema, owner), seen: journal.table(fdbSeenSchema, owner), members };
  stack.fdbs.set(bridge.id, made);
  return made;
}
/** The name a bridge's tables go by: `sw` for the bridge br0 of a switch, `A.docker0` otherwise. */
export const fdbOwner = (bridge: NetdevRow): string =>
  bridge.name === 'br0' ? bridge.netns : `${bridge.netns}.${bridge.name}`;

deviceKind('bridge', {
  transmit(stack, bridge, frame) {
    const dst = ethernet.get.dst(stack.world.frames.buffer(frame), stack.world.frames.offset(frame));
    const vlan = vlanOf(stack, fdbOf(stack, bridge), bridge, bridge.id, frame);
    if (vlan !== undefined) forwardOrFlood(stack, bridge, 0, dst, frame, vlan);
  },
  portReceive: bridgeReceive,
  portChanged(stack, bridge, port) {
    if (!port.up || !port.running) flushPort(stack, bridge, port);
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
  const vlan = vlanOf(stack, fdbOf(stack, bridge), bridge, port.id, frame);
  if (vlan === undefined) return;
  learn(stack, bridge, port, ethernet.get.src(buf, off), frame, vlan);
  forwardOrFlood(stack, bridge, port.id, ethernet.get.dst(buf, off), frame, vlan);
}

function learn(stack: Stack, bridge: NetdevRow, port: NetdevRow, mac: number, frame: number, vlan: Vlan): void {
  const { journal, now } = stack.world;
  const fdb = fdbOf(stack, bridge);
  const { rows, seen } = fdb;
  const settings = stack.bridges.get(bridge.id);
  if (settings === undefined) throw new Error(`no bridge ${bridge.name}`);
  if (isGroupMac(mac)) {
    journal.note(FDB_LEARN, 'fdb.group-source', { mac, frame }, 'drop');
    return;
  }
  const vid = vlan.vid === 0 ? undefined : vlan.vid;
  const key = fdbKey(mac, vid);
  const known = rows.get(key);
  if (known !== undefined && known.kind !== 'learned') return;
  if (vid !== undefined && isOwn(stack, fdb, bridge, mac, vid)) return;
  const args = { mac, port: port.id, frame, vid: vlan.vid };
  if (known === undefined) {
    if (settings.maxLearned > 0 && countLearned(rows) >= settings.maxLearned) {
      journal.note(FDB_LEARN, 'fdb.full', { ...args, limit: settings.maxLearned });
      return;
    }
    journal.begin(FDB_LEARN, 'fdb.learn', args);
    rows.set(key, { mac, vid, port: port.id, kind: 'learned', learnt: now });
    if (settings.timer < 0) {
      const timer = stack.world.schedule(now + settings.ageingNs, AGE, bridge.id);
      stack.bridges.patch(bridge.id, { timer });
    }
  } else if (known.port !== port.id) {
    journal.begin(FDB_LEARN, 'fdb.move', { ...args, before: known.port });
    rows.set(key, { mac, vid, port: port.id, kind: 'learned', learnt: now });
  } else journal.begin(FDB_LEARN, 'fdb.refresh', args);
  seen.set(key, now);
  journal.end();
}

function countLearned(rows: Table<FdbRow>): number {
  let n = 0;
  for (const row of rows.rows()) if (row.kind === 'learned') n++;
  return n;
}

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
    // The copy leaves inside the look-up: that is its reason.
    const { port } = row;
    journal.begin(FDB_LOOKUP, 'fdb.hit', { mac: dst, frame, bridge: bridge.id, port, vid: vlan.vid });
    if (mayLeave(fdb, port, vlan)) sendCopy(stack, bridge, stack.dev(port), frame, 'forward', vlan);
    else notMember(stack, port, frame, vlan);
    journal.end('hit');
    return;
  }
  journal.note(FDB_LOOKUP, group ? 'fdb.group' : 'fdb.miss', args, group ? 'pass' : 'miss');
  const ready = portsOf(stack, bridge).filter(p => p.id !== from && p.up && p.running);
  const out = vid === undefined ? ready : ready.filter(p => mayLeave(fdb, p.id, vlan));
  const ports = out.map(p => p.id);
  if (vid === undefined) journal.begin(BR_FLOOD, 'bridge.flood', { frame, ports });
  else {
    const others = ready.filter(p => !out.includes(p)).map(p => p.id);
    journal.begin(BR_FLOOD, 'bridge.flood-vlan', { frame, ports, vid, others });
  }
  for (const port of out) sendCopy(stack, bridge, port, frame, 'flood', vlan);
  if (group && from !== 0 && listens(stack, bridge)) passUp(stack, fdb, bridge, frame, vlan);
  journal.end();
}

/**
 * Whether anybody is at home on the bridge's own device. Linux hands every group frame up to it (br_pass_frame_up); where
 * it has no address and nobody taps it, as on a plain switch, that changes nothing and is not shown.
 */
function listens(stack: Stack, bridge: NetdevRow): boolean {
  if (!bridge.up) return false;
  const ns = stack.netnsOf(bridge);
  return ns.addrs.find(a => a.dev === bridge.id) !== undefined || ns.socketsOf('packet').some(s => s.dev === bridge.id);
}

/** Up to the bridge's own device, which is a member of VLANs like any port (Linux br_pass_frame_up()). */
function passUp(stack: Stack, fdb: Fdb, bridge: NetdevRow, frame: number, vlan: Vlan): void {
  if (!mayLeave(fdb, bridge.id, vlan) && !bridge.promiscuous) {
    notMember(stack, bridge.id, frame, vlan);
    return;
  }
  const made = dressed(stack, fdb, bridge, bridge.id, frame, vlan);
  deliver(stack, bridge, made, stack.world.frames.length(made));
}

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
  journal.begin(BR_FORWARD, made === frame ? 'bridge.forward' : 'bridge.forward-tag', { frame: made, port: port.id });
  transmit(stack, port, frames.copy(made, operation));
  journal.end();
}

/** Ageing: one event per bridge, at the time the entry heard longest ago is due. */
function ageOut(stack: Stack, bridge: NetdevRow): void {
  const { journal, now } = stack.world;
  const { rows, seen } = fdbOf(stack, bridge);
  const { ageingNs } = stack.bridges.get(bridge.id) ?? { ageingNs: 0 };
  journal.begin(FDB_AGE, 'fdb.check', { bridge: bridge.id, ageingNs });
  let next = Number.POSITIVE_INFINITY;
  for (const [key, row] of [...rows.entries()]) {
    if (row.kind !== 'learned') continue;
    const due = (seen.get(key) ?? 0) + ageingNs;
    if (due > now) next = Math.min(next, due);
    else {
      const { mac, vid, port } = row;
      journal.begin(FDB_AGE, 'fdb.age', { mac, port, ageingNs, vid: vid ?? 0 });
      rows.delete(key);
      seen.delete(key);
      journal.end();
    }
  }
  const timer = Number.isFinite(next) ? stack.world.schedule(next, AGE, bridge.id) : -1;
  stack.bridges.patch(bridge.id, { timer });
  journal.end();
}

/** Sets the ageing time and looks at once who is too old by it (Linux br_set_ageing_time()). */
export function setAgeing(stack: Stack, bridge: NetdevRow, ageingNs: number): void {
  const { timer } = stack.bridges.patch(bridge.id, { ageingNs });
  if (timer >= 0) stack.world.cancel(timer);
  ageOut(stack, bridge);
}

/** Begins to age entries if nothing ages yet: call after an entry was made that is to age. */
export function startAgeing(stack: Stack, bridge: NetdevRow): void {
  const settings = stack.bridges.get(bridge.id);
  if (settings === undefined || settings.timer >= 0) return;
  const timer = stack.world.schedule(stack.world.now + settings.ageingNs, AGE, bridge.id);
  stack.bridges.patch(bridge.id, { timer });
}

/** Forgets what was learnt behind a port that lost its carrier. */
function flushPort(stack: Stack, bridge: NetdevRow, port: NetdevRow): void {
  const { journal } = stack.world;
  const { rows, seen } = fdbOf(stack, bridge);
  const gone = [...rows.entries()].filter(([, r]) => r.kind === 'learned' && r.port === port.id);
  if (gone.length === 0) return;
  journal.begin(FDB_FLUSH, 'fdb.flush', { port: port.id, count: gone.length });
  for (const [key] of gone) {
    rows.delete(key);
    seen.delete(key);
  }
  journal.end();
}
