// What a bridge has learnt: its forwarding database, by VLAN where it filters. Entries age out when nobody has been heard
// for long (IEEE 802.1D §7.8, §7.9; Linux br_fdb.c). Read bridge.ts first.
import { stageKind, type Table } from '../journal/index.js';
import { eventKind } from '../sim/index.js';
import { isGroupMac } from '../wire/index.js';
import { bridgeVlanSchema, fdbKey, isOwn, type Vlan, VlanMembers } from './bridge-vlan.js';
import type { Fdb, Stack } from './stack.js';
import { type FdbRow, fdbSchema, fdbSeenSchema, type NetdevRow } from './tables.js';
import { leaveUnused, VlanRules, vlanRuleSchema } from './vlan-rule.js';

export const FDB_LEARN = stageKind('br_fdb_update', 'IEEE 802.1D §7.8, Linux br_fdb_update()', 'decision', [
  'fdb.learn',
  'fdb.refresh',
  'fdb.move',
  'fdb.full',
  'fdb.group-source',
]);
export const FDB_AGE = stageKind('br_fdb_cleanup', 'IEEE 802.1D §7.9.2, Linux br_fdb_cleanup()', 'decision', [
  'fdb.age',
  'fdb.check',
]);
export const FDB_FLUSH = stageKind('br_fdb_flush', 'Linux br_fdb_delete_by_port()', 'decision', ['fdb.flush']);

export const AGE = eventKind('fdb_age');

/** The forwarding tables of a bridge. They belong to the namespace where it is alone, else to `NETNS.BRIDGE`. */
export function fdbOf(stack: Stack, bridge: NetdevRow): Fdb {
  const known = stack.fdbs.get(bridge.id);
  if (known !== undefined) return known;
  const owner = fdbOwner(bridge);
  const { journal } = stack.world;
  const members = new VlanMembers(journal.table(bridgeVlanSchema, owner));
  const rules = new VlanRules(journal.table(vlanRuleSchema, owner));
  const made = { rows: journal.table(fdbSchema, owner), seen: journal.table(fdbSeenSchema, owner), members, rules };
  stack.fdbs.set(bridge.id, made);
  return made;
}
/** The name a bridge's tables go by: `sw` for the bridge br0 of a switch, `A.docker0` otherwise. */
export const fdbOwner = (bridge: NetdevRow): string =>
  bridge.name === 'br0' ? bridge.netns : `${bridge.netns}.${bridge.name}`;

/** Notes behind which port a sender is (Linux br_fdb_update()). */
export function learn(stack: Stack, bridge: NetdevRow, port: NetdevRow, mac: number, frame: number, vlan: Vlan): void {
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
      const timer = stack.world.schedule(now + holdTime(stack, bridge.id), AGE, bridge.id);
      stack.bridges.patch(bridge.id, { timer });
    }
  } else if (known.port !== port.id) {
    journal.begin(FDB_LEARN, 'fdb.move', { ...args, before: known.port });
    rows.set(key, { mac, vid, port: port.id, kind: 'learned', learnt: now });
    leaveUnused(stack, fdb, known.port, vid);
  } else journal.begin(FDB_LEARN, 'fdb.refresh', args);
  seen.set(key, now);
  journal.end();
}

function countLearned(rows: Table<FdbRow>): number {
  let n = 0;
  for (const row of rows.rows()) if (row.kind === 'learned') n++;
  return n;
}

/** How long a learnt address is kept, ns: while the topology changes no longer than the forward delay (Linux hold_time()). */
function holdTime(stack: Stack, bridge: number): number {
  const ageingNs = stack.bridges.get(bridge)?.ageingNs ?? 0;
  const stp = stack.stp.get(bridge);
  return stp?.changing ? stp.forwardDelayNs : ageingNs;
}

/** Ageing: one event per bridge, at the time the entry heard longest ago is due. */
export function ageOut(stack: Stack, bridge: NetdevRow): void {
  const { journal, now } = stack.world;
  const fdb = fdbOf(stack, bridge);
  const { rows, seen } = fdb;
  const ageingNs = holdTime(stack, bridge.id);
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
      leaveUnused(stack, fdb, port, vid);
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

/** Forgets what was learnt behind a port that lost its carrier; `moved`: that may be behind another one now. */
export function flushPort(stack: Stack, bridge: NetdevRow, port: NetdevRow, moved = false): void {
  const { journal } = stack.world;
  const fdb = fdbOf(stack, bridge);
  const { rows, seen } = fdb;
  const gone = [...rows.entries()].filter(([, r]) => r.kind === 'learned' && r.port === port.id);
  if (gone.length === 0) return;
  journal.begin(FDB_FLUSH, 'fdb.flush', { port: port.id, count: gone.length, moved });
  for (const [key] of gone) {
    rows.delete(key);
    seen.delete(key);
  }
  for (const vid of new Set(gone.map(([, row]) => row.vid))) leaveUnused(stack, fdb, port.id, vid);
  journal.end();
}
