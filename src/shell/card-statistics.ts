// What a device has counted, for `ip -s link` and `ethtool -S`: frames are counted by the frames themselves, the rest by the
// device's counters. Read net/tables.ts (COUNTERS) first.
import type { NetdevRow, Stack } from '../net/index.js';
import { broadcastMac, ethernet, isGroupMac } from '../wire/index.js';

export interface CardStatistics {
  readonly rx: {
    readonly bytes: number;
    readonly packets: number;
    readonly errors: number;
    readonly dropped: number;
    readonly multicast: number;
    readonly crc: number;
  };
  readonly tx: {
    readonly bytes: number;
    readonly packets: number;
    readonly errors: number;
    readonly dropped: number;
    readonly collisions: number;
    readonly aborted: number;
    /** Collisions after the slot time: Linux calls them window errors. */
    readonly window: number;
    readonly deferred: number;
    readonly single: number;
    readonly multiple: number;
    readonly carrierChanges: number;
  };
  readonly groups: { readonly rxBroadcast: number; readonly txBroadcast: number; readonly txMulticast: number };
}

/** Everything that a device has counted up to the journal's position. */
export function cardStatistics(stack: Stack, dev: NetdevRow): CardStatistics {
  const count = (which: Parameters<Stack['counter']>[1]) => stack.counter(dev.id, which);
  const [received, sent] = [stack.traffic(dev.id, 'received'), stack.traffic(dev.id, 'sent')];
  const [crc, aborted, window] = [count('rxCrcErrors'), count('txAborted'), count('lateCollisions')];
  const { rxMulticast, ...groups } = groupsOf(stack, dev.id);
  return {
    rx: {
      bytes: received.octets,
      packets: received.frames,
      errors: crc,
      dropped: count('rxDropped'),
      multicast: rxMulticast,
      crc,
    },
    tx: {
      bytes: sent.octets - count('txAbortedBytes'),
      packets: sent.frames - aborted,
      errors: aborted,
      dropped: count('txDropped'),
      collisions: count('collisions'),
      aborted,
      window,
      deferred: count('deferred'),
      single: count('singleCollision'),
      multiple: count('multipleCollisions'),
      carrierChanges: count('carrierChanges'),
    },
    groups,
  };
}

function groupsOf({ world }: Stack, dev: number) {
  const { frames, journal } = world;
  const counts = { rxMulticast: 0, rxBroadcast: 0, txMulticast: 0, txBroadcast: 0 };
  const end = frames.countAt(journal.position);
  for (let f = 0; f < end; f++) {
    if (frames.devOf(f) !== dev || frames.directionOf(f) === 'none') continue;
    const dst = ethernet.get.dst(frames.buffer(f), frames.offset(f));
    if (!isGroupMac(dst)) continue;
    const way = frames.directionOf(f) === 'sent' ? 'tx' : 'rx';
    counts[`${way}${dst === broadcastMac ? 'Broadcast' : 'Multicast'}`]++;
  }
  return counts;
}
