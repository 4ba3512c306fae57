// The network card below the stack: the check of the FCS, which groups it listens to, what its MAC counts; and a hub's port,
// which has no stack above it at all. Read device.ts first.
import { stageKind } from '../journal/index.js';
import type { MacCount } from '../sim/index.js';
import { addDevice, setUp } from './config.js';
import { deviceKind, serveQueue } from './device.js';
import type { Netns, Stack } from './stack.js';
import type { Counter, NetdevRow } from './tables.js';

export const FCS_CHECK = stageKind('nic_fcs', 'IEEE 802.3 §4.2.4.1.2', 'decision', ['nic.bad-fcs']);

const COUNTER: Readonly<Record<MacCount, Counter>> = {
  collisions: 'collisions',
  lateCollisions: 'lateCollisions',
  deferred: 'deferred',
  single: 'singleCollision',
  multiple: 'multipleCollisions',
  aborted: 'txAborted',
  crc: 'rxCrcErrors',
};

/** Connects what cards do with a stack's links: call once per stack. */
export function attachNics(stack: Stack): void {
  const { links } = stack;
  const { journal } = stack.world;
  links.onDamaged((dev, frame, carried, computed) => {
    journal.begin(FCS_CHECK, 'nic.bad-fcs', { frame, dev, carried, computed });
    stack.count(dev, 'rxCrcErrors', 1);
    journal.end('drop');
  });
  links.shared.onFree(
    dev => serveQueue(stack, dev),
    (dev, what, frame) => {
      stack.count(dev, COUNTER[what], 1);
      if (what === 'aborted') stack.count(dev, 'txAbortedBytes', stack.world.frames.length(frame));
    },
  );
}

/** A hub takes no frames to send of its own: it has no address and nobody speaks for it. */
deviceKind('repeater', {
  transmit() {
    throw new Error('a hub sends nothing of its own');
  },
});

/** Makes the ports of a hub, switched on; with `first`, the number of one that it has, more of them. */
export function addRepeater(stack: Stack, ns: Netns, names: readonly string[], first = 0): void {
  let hub = first;
  for (const name of names) {
    const port = addDevice(stack, ns, { name, kind: 'repeater', mac: 0 });
    hub = hub === 0 ? port.id : hub;
    stack.links.shared.repeaters.setPort(port.id, hub, false);
    setUp(stack, port.id, true);
  }
}

/** A repeater's port was switched on or off. */
export function repeaterPortChanged(stack: Stack, dev: NetdevRow): void {
  const { repeaters } = stack.links.shared;
  const row = repeaters.ports.get(dev.id);
  if (row !== undefined && row.on !== dev.up) repeaters.setPort(dev.id, row.hub, dev.up);
}

/** What goes by a half-duplex cable between two devices, as Linux' ethtool has it. */
export interface Cable {
  readonly rateBps: number;
  readonly duplex: 'full' | 'half';
}
/** Speed and duplex mode of a device that has a carrier. */
export function cableOf(stack: Stack, dev: NetdevRow): Cable | undefined {
  const link = stack.links.of(dev.id);
  return dev.running && link !== undefined ? { rateBps: link.rateBps, duplex: link.duplex } : undefined;
}
