// The clock of a neighbour: what happens when nobody confirms an entry (RFC 4861 §7.3.3; Linux neigh_timer_handler).
// Read neigh.ts first.
import { stageKind } from '../journal/index.js';
import { solicit } from './arp.js';
import { linkFailure } from './icmp-error.js';
import { IN_TIMER, knownReachableTime, MS, neighKey, neighSetting, TIMER, write } from './neigh-table.js';
import type { Netns, Stack } from './stack.js';
import type { NeighRow, NetdevRow } from './tables.js';

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
/** Registers the timers of neighbours: call once per stack. */
export function attachNeighbours(stack: Stack): void {
  stack.world.handle(TIMER, (dev, ip) => timerHandler(stack, stack.dev(dev), ip >>> 0));
}

/** Asks once: by unicast while there is an address to ask, else by broadcast (Linux neigh_probe, arp_solicit). */
export function probe(stack: Stack, ns: Netns, dev: NetdevRow, row: NeighRow): void {
  const unicast = row.state === 'PROBE' ? row.lladdr : undefined;
  write(stack, ns, row, { ...row, probes: row.probes + 1 }, row.due);
  solicit(stack, ns, dev, row.ip, unicast, row.queue[0]);
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
