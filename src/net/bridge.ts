// The learning bridge: a switch is a bridge whose ports are cables. Learn the source, look the destination up, forward,
// flood or filter (IEEE 802.1D §7.7 to §7.9; Linux net/bridge). Entries age out when nobody has been heard for long.
import { stageKind, type Table } from '../journal/index.js';
import { eventKind } from '../sim/index.js';
import { bridgeGroup, ethernet, isGroupMac } from '../wire/index.js';
import { deliver, deviceKind, transmit } from './device.js';
import type { Fdb, Stack } from './stack.js';
import { bridgeUpChanged, portCarrier, stpReceive } from './stp/index.js';
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
  'bridge.out-blocked',
]);
export const BR_FORWARD = stageKind('br_forward', 'IEEE 802.1D §7.7, Linux br_forward()', 'path', ['bridge.forward']);
export const BR_FLOOD = stageKind('br_flood', 'IEEE 802.1D §7.7, Linux br_flood()', 'decision', ['bridge.flood']);
export const BR_PORT = stageKind('br_handle_frame', 'IEEE 802.1D §7.9, Linux br_handle_frame()', 'decision', [
  'bridge.port-blocked',
  'bridge.port-learning',
  'bridge.reserved',
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
  const made = { rows: journal.table(fdbSchema, owner), seen: journal.table(fdbSeenSchema, owner) };
  stack.fdbs.set(bridge.id, made);
  return made;
}
/** The name a bridge's tables go by: `sw` for the bridge br0 of a switch, `A.docker0` otherwise. */
export const fdbOwner = (bridge: NetdevRow): string =>
  bridge.name === 'br0' ? bridge.netns : `${bridge.netns}.${bridge.name}`;

deviceKind('bridge', {
  transmit(stack, bridge, frame) {
    const dst = ethernet.get.dst(stack.world.frames.buffer(frame), stack.world.frames.offset(frame));
    forwardOrFlood(stack, bridge, 0, dst, frame);
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
  const state = stack.bridgePorts.get(port.id);
  const learns = state === undefined || state.state === 'forwarding' || state.state === 'learning';
  if (isReserved(dst) && (dst !== bridgeGroup || stack.stp.get(bridge.id)?.enabled)) {
    // Linux br_handle_local_finish(): its sender is learnt like any other.
    if (learns && state?.learning !== false) learn(stack, bridge, port, ethernet.get.src(buf, off), frame);
    if (dst === bridgeGroup) stpReceive(stack, port, frame);
    else stack.world.journal.note(BR_PORT, 'bridge.reserved', { frame, dst }, 'drop');
    return;
  }
  if (!learns) {
    stack.world.journal.note(BR_PORT, 'bridge.port-blocked', { frame, port: port.id, state: state.state }, 'drop');
    return;
  }
  if (state?.learning !== false) learn(stack, bridge, port, ethernet.get.src(buf, off), frame);
  if (state?.state === 'learning') {
    stack.world.journal.note(BR_PORT, 'bridge.port-learning', { frame, port: port.id }, 'drop');
    return;
  }
  forwardOrFlood(stack, bridge, port.id, dst, frame);
}

/** IEEE 802.1D Table 7-10: groups that no bridge forwards, 01:80:c2:00:00:00 to :0f. */
const isReserved = (mac: number): boolean => mac >= bridgeGroup && mac < bridgeGroup + 16;

const forwards = (stack: Stack, port: number): boolean => stack.bridgePorts.get(port)?.state === 'forwarding';

function learn(stack: Stack, bridge: NetdevRow, port: NetdevRow, mac: number, frame: number): void {
  const { journal, now } = stack.world;
  const { rows, seen } = fdbOf(stack, bridge);
  const settings = stack.bridges.get(bridge.id);
  if (settings === undefined) throw new Error(`no bridge ${bridge.name}`);
  if (isGroupMac(mac)) {
    journal.note(FDB_LEARN, 'fdb.group-source', { mac, frame }, 'drop');
    return;
  }
  const known = rows.get(mac);
  if (known !== undefined && known.kind !== 'learned') return;
  const args = { mac, port: port.id, frame };
  if (known === undefined) {
    if (settings.maxLearned > 0 && countLearned(rows) >= settings.maxLearned) {
      journal.note(FDB_LEARN, 'fdb.full', { ...args, limit: settings.maxLearned });
      return;
    }
    journal.begin(FDB_LEARN, 'fdb.learn', args);
    rows.set(mac, { mac, port: port.id, kind: 'learned', learnt: now });
    if (settings.timer < 0) {
      const timer = stack.world.schedule(now + holdTime(stack, bridge.id), AGE, bridge.id);
      stack.bridges.patch(bridge.id, { timer });
    }
  } else if (known.port !== port.id) {
    journal.begin(FDB_LEARN, 'fdb.move', { ...args, before: known.port });
    rows.set(mac, { mac, port: port.id, kind: 'learned', learnt: now });
  } else journal.begin(FDB_LEARN, 'fdb.refresh', args);
  seen.set(mac, now);
  journal.end();
}

function countLearned(rows: Table<FdbRow>): number {
  let n = 0;
  for (const row of rows.rows()) if (row.kind === 'learned') n++;
  return n;
}

/** Decides where a frame goes that came in by device `from` (0: sent by the bridge's own namespace). */
function forwardOrFlood(stack: Stack, bridge: NetdevRow, from: number, dst: number, frame: number): void {
  const { journal, frames } = stack.world;
  const args = { mac: dst, frame, bridge: bridge.id };
  const group = isGroupMac(dst);
  const row = group ? undefined : fdbOf(stack, bridge).rows.get(dst);
  // Linux: permanent entries are the bridge's own addresses, its ports' among them (BR_FDB_LOCAL).
  if (dst === bridge.mac || row?.kind === 'permanent') {
    journal.note(FDB_LOOKUP, 'fdb.own', args, 'hit');
    deliver(stack, bridge, frame, frames.length(frame));
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
    journal.begin(FDB_LOOKUP, 'fdb.hit', { mac: dst, frame, bridge: bridge.id, port: row.port });
    sendCopy(stack, stack.dev(row.port), frame, 'forward');
    journal.end('hit');
    return;
  }
  journal.note(FDB_LOOKUP, group ? 'fdb.group' : 'fdb.miss', args, group ? 'pass' : 'miss');
  const out = portsOf(stack, bridge).filter(p => p.id !== from && forwards(stack, p.id));
  journal.begin(BR_FLOOD, 'bridge.flood', { frame, ports: out.map(p => p.id) });
  for (const port of out) sendCopy(stack, port, frame, 'flood');
  if (group && from !== 0 && listens(stack, bridge)) deliver(stack, bridge, frame, frames.length(frame));
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

function sendCopy(stack: Stack, port: NetdevRow, frame: number, operation: 'forward' | 'flood'): void {
  const { journal, frames } = stack.world;
  journal.begin(BR_FORWARD, 'bridge.forward', { frame, port: port.id });
  transmit(stack, port, frames.copy(frame, operation));
  journal.end();
}

/** How long a learnt address is kept, ns: while the topology changes no longer than the forward delay (Linux hold_time()). */
function holdTime(stack: Stack, bridge: number): number {
  const ageingNs = stack.bridges.get(bridge)?.ageingNs ?? 0;
  const stp = stack.stp.get(bridge);
  return stp?.changing ? stp.forwardDelayNs : ageingNs;
}

/** Ageing: one event per bridge, at the time the entry heard longest ago is due. */
function ageOut(stack: Stack, bridge: NetdevRow): void {
  const { journal, now } = stack.world;
  const { rows, seen } = fdbOf(stack, bridge);
  const ageingNs = holdTime(stack, bridge.id);
  journal.begin(FDB_AGE, 'fdb.check', { bridge: bridge.id, ageingNs });
  let next = Number.POSITIVE_INFINITY;
  for (const row of [...rows.rows()]) {
    if (row.kind !== 'learned') continue;
    const due = (seen.get(row.mac) ?? 0) + ageingNs;
    if (due > now) next = Math.min(next, due);
    else {
      journal.begin(FDB_AGE, 'fdb.age', { mac: row.mac, port: row.port, ageingNs });
      rows.delete(row.mac);
      seen.delete(row.mac);
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
  const gone = [...rows.rows()].filter(r => r.kind === 'learned' && r.port === port.id);
  if (gone.length === 0) return;
  journal.begin(FDB_FLUSH, 'fdb.flush', { port: port.id, count: gone.length });
  for (const row of gone) {
    rows.delete(row.mac);
    seen.delete(row.mac);
  }
  journal.end();
}
