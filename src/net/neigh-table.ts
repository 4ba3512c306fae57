// The rows of the neighbour table: states, keys, timers. Read tables.ts (NeighRow) first; then neigh.ts.
import { numberSchema } from '../journal/index.js';
import { eventKind } from '../sim/index.js';
import type { Netns, Stack } from './stack.js';
import type { NeighRow, NeighState, NetdevRow } from './tables.js';

export const TIMER = eventKind('neigh_timer');
export const IN_TIMER: readonly NeighState[] = ['INCOMPLETE', 'REACHABLE', 'DELAY', 'PROBE'];
const VALID: readonly NeighState[] = ['PERMANENT', 'NOARP', 'REACHABLE', 'PROBE', 'STALE', 'DELAY'];
const CONNECTED: readonly NeighState[] = ['PERMANENT', 'NOARP', 'REACHABLE'];

/** Whether a state says that the link-layer address may be used (Linux NUD_VALID). */
export const isValid = (state: NeighState): boolean => VALID.includes(state);
export const isConnected = (state: NeighState): boolean => CONNECTED.includes(state);
export const MS = 1_000_000;

/** Key of a neighbour row: address and device. */
export const neighKey = (dev: number, ip: number): number => ip * 0x10000 + dev;

/** A device's setting of the neighbour layer. */
export function neighSetting(ns: Netns, dev: NetdevRow, name: string): number {
  return ns.sysctl(`net.ipv4.neigh.${dev.name}.${name}`);
}

const drawnSchema = numberSchema('reachable-drawn', 'When a reachable time was drawn (ns)');
const reachableSchema = numberSchema('reachable', 'Reachable times drawn per device (ms)');

/** Linux neigh_periodic_work(): reachable times are drawn anew every 300 s. */
const REDRAW_NS = 300_000_000_000;

/**
 * How long an entry of this device counts as reachable, ns: between 0.5 and 1.5 times the base, drawn for each device and
 * drawn anew every five minutes (RFC 4861 §6.3.2 and §6.3.4 ReachableTime, Linux neigh_rand_reach_time()). The draw is
 * made when it is next needed.
 */
export function reachableTime(stack: Stack, dev: NetdevRow): number {
  const { journal, random, now } = stack.world;
  const base = neighSetting(stack.netnsOf(dev), dev, 'base_reachable_time_ms');
  const table = journal.table(reachableSchema);
  const drawn = journal.table(drawnSchema);
  const key = `${dev.netns}.${dev.name} ${base}`;
  let ms = table.get(key);
  if (ms === undefined || now - (drawn.get(key) ?? 0) > REDRAW_NS) {
    ms = base === 0 ? 0 : (base >> 1) + random.below(`reachable/${key}`, base);
    table.set(key, ms);
    drawn.set(key, now);
  }
  return ms * MS;
}

/** Writes a neighbour row, moving its timer: `due` is when the timer is to fire, ns, or 0 for none. */
export function write(stack: Stack, ns: Netns, before: NeighRow | undefined, next: NeighRow, due: number): NeighRow {
  if (before !== undefined && before.timer >= 0 && before.due !== due) stack.world.cancel(before.timer);
  let timer = -1;
  if (due > 0) {
    const keep = before !== undefined && before.timer >= 0 && before.due === due;
    timer = keep ? before.timer : stack.world.schedule(due, TIMER, next.dev, next.ip | 0);
  }
  const { ip, dev, lladdr, state, probes, queue, confirmed, used, updated } = next;
  const row = { ip, dev, lladdr, state, probes, queue, confirmed, used, updated, timer, due };
  ns.neighs.set(neighKey(next.dev, next.ip), row);
  return row;
}

/** A new entry. It counts as confirmed long ago: nobody has proved anything (Linux neigh_alloc(), ___neigh_create()). */
export const blank = (ns: Netns, dev: NetdevRow, ip: number, now: number): NeighRow => ({
  ip,
  dev: dev.id,
  lladdr: undefined,
  state: 'NONE',
  probes: 0,
  queue: [],
  confirmed: now - 2 * neighSetting(ns, dev, 'base_reachable_time_ms') * MS,
  used: now,
  updated: now,
  timer: -1,
  due: 0,
});

/** The reachable time without drawing one: an entry that is or was REACHABLE has had it drawn. */
export function knownReachableTime(stack: Stack, dev: NetdevRow): number {
  const base = neighSetting(stack.netnsOf(dev), dev, 'base_reachable_time_ms');
  return (stack.world.journal.table(reachableSchema).get(`${dev.netns}.${dev.name} ${base}`) ?? base) * MS;
}
