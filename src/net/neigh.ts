// The neighbour table: from an address of this link to its MAC address, and what is done while that is not known
// (RFC 1122 §2.3.2, RFC 4861 §7.3; Linux net/core/neighbour.c, whose functions the stages are named after).
//
//   NONE → INCOMPLETE → REACHABLE → STALE → DELAY → PROBE → FAILED
//
// INCOMPLETE: asked by broadcast, packets wait. REACHABLE: proved lately. STALE: known, not proved lately. DELAY: used
// while STALE, waiting 5 s for a proof from above. PROBE: asked by unicast. FAILED: nobody answered.
import { numberSchema, stageKind } from '../journal/index.js';
import { eventKind } from '../sim/index.js';
import { solicit } from './arp.js';
import { linkFailure } from './icmp-error.js';
import { type PacketToSend, sendOnLink } from './ip-link.js';
import type { Netns, Stack } from './stack.js';
import type { NeighRow, NeighState, NetdevRow } from './tables.js';

export const NEIGH_RESOLVE = stageKind('neigh_resolve', 'RFC 1122 §2.3.2.2, Linux neigh_resolve_output()', 'decision', [
  'neigh.known',
  'neigh.stale-used',
  'neigh.unknown',
  'neigh.waiting',
  'neigh.failed-retry',
  'neigh.noarp',
]);
export const NEIGH_UPDATE = stageKind('neigh_update', 'Linux __neigh_update()', 'decision', [
  'neigh.learn',
  'neigh.answer',
  'neigh.confirmed',
  'neigh.changed',
  'neigh.locked',
  'neigh.heard',
]);
export const NEIGH_TIMER = stageKind(
  'neigh_timer_handler',
  'RFC 4861 §7.3.3, Linux neigh_timer_handler()',
  'decision',
  [
    'neigh.still-reachable',
    'neigh.to-stale',
    'neigh.to-delay',
    'neigh.to-probe',
    'neigh.delay-confirmed',
    'neigh.ask-again',
    'neigh.give-up',
  ],
);
export const NEIGH_FLUSH = stageKind('neigh_ifdown', 'Linux neigh_ifdown()', 'decision', ['neigh.device-down']);
export const NEIGH_CONFIRM = stageKind('neigh_confirm', 'Linux dst_confirm_neigh()', 'decision', ['neigh.proof']);
export const NEIGH_QUEUE = stageKind('neigh_queue', 'RFC 1122 §2.3.2.2', 'decision', [
  'neigh.queue-full',
  'neigh.release',
  'neigh.discard',
]);

const TIMER = eventKind('neigh_timer');
const IN_TIMER: readonly NeighState[] = ['INCOMPLETE', 'REACHABLE', 'DELAY', 'PROBE'];
const VALID: readonly NeighState[] = ['PERMANENT', 'NOARP', 'REACHABLE', 'PROBE', 'STALE', 'DELAY'];
const CONNECTED: readonly NeighState[] = ['PERMANENT', 'NOARP', 'REACHABLE'];

/** Whether a state says that the link-layer address may be used (Linux NUD_VALID). */
export const isValid = (state: NeighState): boolean => VALID.includes(state);
const isConnected = (state: NeighState): boolean => CONNECTED.includes(state);
const MS = 1_000_000;

/** Key of a neighbour row: address and device. */
export const neighKey = (dev: number, ip: number): number => ip * 0x10000 + dev;

/** Registers the timers of neighbours: call once per stack. */
export function attachNeighbours(stack: Stack): void {
  stack.world.handle(TIMER, (dev, ip) => timerHandler(stack, stack.dev(dev), ip >>> 0));
}

/** A device's setting of the neighbour layer. */
export function neighSetting(ns: Netns, dev: NetdevRow, name: string): number {
  return ns.sysctl(`net.ipv4.neigh.${dev.name}.${name}`);
}

const reachableSchema = numberSchema('reachable', 'Reachable times drawn per device (ms)');

/**
 * How long an entry of this device counts as reachable, ns: drawn once per device and base, between 0.5 and 1.5 times
 * the base (RFC 4861 §6.3.2 ReachableTime, Linux neigh_rand_reach_time()).
 */
export function reachableTime(stack: Stack, dev: NetdevRow): number {
  const base = neighSetting(stack.netnsOf(dev), dev, 'base_reachable_time_ms');
  const table = stack.world.journal.table(reachableSchema);
  const key = `${dev.netns}.${dev.name} ${base}`;
  let ms = table.get(key);
  if (ms === undefined) {
    ms = base === 0 ? 0 : (base >> 1) + stack.world.random.below(`reachable/${key}`, base);
    table.set(key, ms);
  }
  return ms * MS;
}

/** Writes a neighbour row, moving its timer: `due` is when the timer is to fire, ns, or 0 for none. */
function write(stack: Stack, ns: Netns, before: NeighRow | undefined, next: NeighRow, due: number): NeighRow {
  if (before !== undefined && before.timer >= 0 && before.due !== due) stack.world.cancel(before.timer);
  let timer = -1;
  if (due > 0) {
    const keep = before !== undefined && before.timer >= 0 && before.due === due;
    timer = keep ? before.timer : stack.world.schedule(due, TIMER, next.dev, next.ip | 0);
  }
  const row = { ...next, timer, due };
  ns.neighs.set(neighKey(next.dev, next.ip), row);
  return row;
}

/** A new entry. It counts as confirmed long ago: nobody has proved anything (Linux neigh_alloc(), ___neigh_create()). */
const blank = (ns: Netns, dev: NetdevRow, ip: number, now: number): NeighRow => ({
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

/** Sends a packet to a neighbour, now or when its address is known (Linux neigh_output / neigh_resolve_output). */
export function neighOutput(stack: Stack, ns: Netns, dev: NetdevRow, ip: number, packet: PacketToSend): void {
  const { journal, now } = stack.world;
  const row = ns.neighs.get(neighKey(dev.id, ip));
  const args = { ip, dev: dev.id, frame: packet.frame };
  if (dev.kind === 'loopback') {
    journal.begin(NEIGH_RESOLVE, 'neigh.noarp', args);
    sendOnLink(stack, dev, packet.frame, 0, 0x0800);
  } else if (row !== undefined && isConnected(row.state)) {
    journal.begin(NEIGH_RESOLVE, 'neigh.known', { ...args, mac: row.lladdr as number, state: row.state });
    sendOnLink(stack, dev, packet.frame, row.lladdr as number, 0x0800);
  } else if (row !== undefined && isValid(row.state)) {
    journal.begin(NEIGH_RESOLVE, 'neigh.stale-used', { ...args, mac: row.lladdr as number, state: row.state });
    if (row.state === 'STALE') {
      const due = now + neighSetting(ns, dev, 'delay_first_probe_time') * 1000 * MS;
      write(stack, ns, row, { ...row, state: 'DELAY', used: now, updated: now }, due);
    } else if (row.used !== now) write(stack, ns, row, { ...row, used: now }, row.due);
    sendOnLink(stack, dev, packet.frame, row.lladdr as number, 0x0800);
  } else enqueue(stack, ns, dev, ip, row, packet);
  journal.end(row === undefined || isValid(row.state) ? 'pass' : 'queued');
}

/** Keeps a packet until the address is known; the first one starts the asking (Linux __neigh_event_send). */
function enqueue(stack: Stack, ns: Netns, dev: NetdevRow, ip: number, row: NeighRow | undefined, packet: PacketToSend) {
  const { journal, now } = stack.world;
  const waiting = row !== undefined && row.state === 'INCOMPLETE';
  const reason = waiting ? 'neigh.waiting' : row === undefined ? 'neigh.unknown' : 'neigh.failed-retry';
  journal.begin(NEIGH_RESOLVE, reason, { ip, dev: dev.id, frame: packet.frame });
  let queue = [...(row?.queue ?? []), packet.frame];
  const limit = neighSetting(ns, dev, 'unres_qlen');
  if (queue.length > limit) {
    const oldest = queue[0] as number;
    journal.note(NEIGH_QUEUE, 'neigh.queue-full', { frame: oldest, limit, ip }, 'drop');
    queue = queue.slice(1);
  }
  if (waiting) {
    write(stack, ns, row, { ...row, queue, used: now }, row.due);
    return;
  }
  // Linux: probes start at ucast_solicit, so that arp_solicit() sees only the broadcast ones.
  const probes = neighSetting(ns, dev, 'ucast_solicit');
  const due = now + neighSetting(ns, dev, 'retrans_time_ms') * MS;
  const base = row ?? blank(ns, dev, ip, now);
  const next = write(stack, ns, row, { ...base, state: 'INCOMPLETE', probes, queue, used: now, updated: now }, due);
  probe(stack, ns, dev, next);
}

/** Asks once: by unicast while there is an address to ask, else by broadcast (Linux neigh_probe, arp_solicit). */
function probe(stack: Stack, ns: Netns, dev: NetdevRow, row: NeighRow): void {
  const unicast = row.state === 'PROBE' ? row.lladdr : undefined;
  write(stack, ns, row, { ...row, probes: row.probes + 1 }, row.due);
  solicit(stack, ns, dev, row.ip, unicast, row.queue[0]);
}

/** The reachable time without drawing one: an entry that is or was REACHABLE has had it drawn. */
function knownReachableTime(stack: Stack, dev: NetdevRow): number {
  const base = neighSetting(stack.netnsOf(dev), dev, 'base_reachable_time_ms');
  return (stack.world.journal.table(reachableSchema).get(`${dev.netns}.${dev.name} ${base}`) ?? base) * MS;
}

/** One turn of a neighbour's clock (Linux neigh_timer_handler). */
function timerHandler(stack: Stack, dev: NetdevRow, ip: number): void {
  const { journal, now } = stack.world;
  const ns = stack.netnsOf(dev);
  const row = ns.neighs.get(neighKey(dev.id, ip));
  if (row === undefined || !IN_TIMER.includes(row.state)) throw new Error('a timer without its neighbour');
  const fired = { ...row, timer: -1, due: 0 };
  const args = { ip, dev: dev.id };
  const delay = neighSetting(ns, dev, 'delay_first_probe_time') * 1000 * MS;
  const retransmit = neighSetting(ns, dev, 'retrans_time_ms') * MS;
  if (row.state === 'REACHABLE') {
    const reachable = knownReachableTime(stack, dev);
    if (now < row.confirmed + reachable) {
      journal.begin(NEIGH_TIMER, 'neigh.still-reachable', { ...args, confirmed: row.confirmed });
      write(stack, ns, undefined, fired, row.confirmed + reachable);
    } else if (now <= row.used + delay) {
      journal.begin(NEIGH_TIMER, 'neigh.to-delay', { ...args, used: row.used });
      write(stack, ns, undefined, { ...fired, state: 'DELAY', updated: now }, now + delay);
    } else {
      journal.begin(NEIGH_TIMER, 'neigh.to-stale', { ...args, reachable, confirmed: row.confirmed });
      write(stack, ns, undefined, { ...fired, state: 'STALE', updated: now }, 0);
    }
    journal.end();
    return;
  }
  if (row.state === 'DELAY' && now <= row.confirmed + delay) {
    journal.begin(NEIGH_TIMER, 'neigh.delay-confirmed', { ...args, confirmed: row.confirmed });
    const due = Math.max(row.confirmed + knownReachableTime(stack, dev), now + 1);
    write(stack, ns, undefined, { ...fired, state: 'REACHABLE', updated: now }, due);
    journal.end();
    return;
  }
  const fresh: NeighRow = row.state === 'DELAY' ? { ...fired, state: 'PROBE', probes: 0, updated: now } : fired;
  const unicast = neighSetting(ns, dev, 'ucast_solicit');
  // Linux neigh_max_probes(): PROBE counts from 0, INCOMPLETE from ucast_solicit.
  const most = fresh.state === 'PROBE' ? unicast : unicast + neighSetting(ns, dev, 'mcast_solicit');
  if (fresh.probes >= most) {
    const asked = fresh.state === 'PROBE' ? fresh.probes : fresh.probes - unicast;
    journal.begin(NEIGH_TIMER, 'neigh.give-up', { ...args, asked, waiting: fresh.queue.length });
    fail(stack, ns, fresh);
  } else {
    const reason = row.state === 'DELAY' ? 'neigh.to-probe' : 'neigh.ask-again';
    const asked = fresh.state === 'PROBE' ? fresh.probes : fresh.probes - unicast;
    journal.begin(NEIGH_TIMER, reason, { ...args, asked });
    probe(stack, ns, dev, write(stack, ns, undefined, fresh, now + retransmit));
  }
  journal.end();
}

/** Nobody answered: the waiting packets come back as errors (Linux neigh_invalidate, arp_error_report). */
function fail(stack: Stack, ns: Netns, row: NeighRow): void {
  const next: NeighRow = { ...row, state: 'FAILED', lladdr: undefined, queue: [], updated: stack.world.now };
  write(stack, ns, undefined, next, 0);
  for (const frame of row.queue) linkFailure(stack, ns, frame);
}

/** What an update is allowed to do (Linux NEIGH_UPDATE_F_*). */
export interface UpdateRight {
  /** May replace a different address. */
  readonly override: boolean;
  /** By hand: `ip neigh`. */
  readonly admin?: boolean;
}

/** Somebody said, or we were told, where a neighbour is (Linux __neigh_update). `row` undefined: create it. */
export function neighUpdate(
  stack: Stack,
  ns: Netns,
  dev: NetdevRow,
  ip: number,
  lladdr: number,
  wanted: NeighState,
  right: UpdateRight,
): void {
  const { journal, now } = stack.world;
  const row = ns.neighs.get(neighKey(dev.id, ip));
  const old = row ?? blank(ns, dev, ip, now);
  const same = old.lladdr === lladdr;
  const args = { ip, dev: dev.id, mac: lladdr, state: wanted };
  // Linux: what was entered by hand yields to nothing that is heard.
  const fixed = (old.state === 'PERMANENT' || old.state === 'NOARP') && right.admin !== true;
  if (fixed && same) return;
  if (fixed || (isValid(old.state) && !same && !right.override)) {
    journal.note(NEIGH_UPDATE, 'neigh.locked', { ...args, before: old.lladdr as number }, 'drop');
    return;
  }
  const unchanged = isValid(old.state) && same && wanted === 'STALE' && right.admin !== true;
  const state = unchanged ? old.state : wanted;
  if (unchanged) {
    journal.note(NEIGH_UPDATE, 'neigh.heard', { ...args, state });
    return;
  }
  const reason =
    row === undefined
      ? 'neigh.learn'
      : !isValid(old.state)
        ? 'neigh.answer'
        : same
          ? 'neigh.confirmed'
          : 'neigh.changed';
  journal.begin(NEIGH_UPDATE, reason, { ...args, ...(old.lladdr === undefined ? {} : { before: old.lladdr }) });
  const reachable = reachableTime(stack, dev);
  const connected = isConnected(state);
  // Linux: an address that nobody has proved counts as confirmed long ago.
  const longAgo = now - 2 * neighSetting(ns, dev, 'base_reachable_time_ms') * MS;
  const confirmed = connected ? now : same ? old.confirmed : longAgo;
  const updated = state !== old.state || !same ? now : old.updated;
  const keepTimer = state === old.state;
  const due = keepTimer ? old.due : state === 'REACHABLE' ? now + reachable : IN_TIMER.includes(state) ? now + 1 : 0;
  const next: NeighRow = {
    ...old,
    lladdr,
    state,
    confirmed,
    updated,
    queue: [],
    probes: state === 'PROBE' ? 0 : old.probes,
  };
  write(stack, ns, row, next, due);
  if (isValid(state)) release(stack, ns, dev, ip, old.queue);
  journal.end();
}

/** Sends what waited for the address. */
function release(stack: Stack, ns: Netns, dev: NetdevRow, ip: number, queue: readonly number[]): void {
  if (queue.length === 0) return;
  stack.world.journal.begin(NEIGH_QUEUE, 'neigh.release', { ip, dev: dev.id, frames: queue, count: queue.length });
  for (const frame of queue) neighOutput(stack, ns, dev, ip, { frame });
  stack.world.journal.end();
}

/** A higher layer has proof that the neighbour hears us: an answer came (Linux dst_confirm_neigh, MSG_CONFIRM). */
export function confirm(stack: Stack, ns: Netns, dev: NetdevRow, ip: number): void {
  const row = ns.neighs.get(neighKey(dev.id, ip));
  if (row === undefined || row.confirmed === stack.world.now || !isValid(row.state)) return;
  stack.world.journal.begin(NEIGH_CONFIRM, 'neigh.proof', { ip, dev: dev.id });
  write(stack, ns, row, { ...row, confirmed: stack.world.now }, row.due);
  stack.world.journal.end();
}

/** Takes an entry out: `ip neigh del`. The row goes; what waited is thrown away. */
export function neighDelete(stack: Stack, ns: Netns, row: NeighRow): void {
  if (row.timer >= 0) stack.world.cancel(row.timer);
  ns.neighs.delete(neighKey(row.dev, row.ip));
  for (const frame of row.queue) stack.world.journal.note(NEIGH_QUEUE, 'neigh.discard', { frame, ip: row.ip }, 'drop');
}

/** A device went down: its entries go (Linux neigh_ifdown; PERMANENT ones stay on a mere loss of carrier). */
export function neighDeviceDown(stack: Stack, dev: NetdevRow, keepPermanent: boolean): void {
  const ns = stack.netnsOf(dev);
  const gone = [...ns.neighs.rows()].filter(r => r.dev === dev.id && !(keepPermanent && r.state === 'PERMANENT'));
  if (gone.length === 0) return;
  stack.world.journal.begin(NEIGH_FLUSH, 'neigh.device-down', { dev: dev.id, count: gone.length });
  for (const row of gone) neighDelete(stack, ns, row);
  stack.world.journal.end();
}
