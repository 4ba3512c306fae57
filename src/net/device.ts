// How frames come into a stack and leave it: reception, transmission, carrier. Device kinds differ only in what they do
// with a frame to send (`DeviceKind.transmit`); a kind is one entry in the registry.
import { Fifo, stageKind } from '../journal/index.js';
import { eventKind } from '../sim/index.js';
import { broadcastMac, eapolEtherType, ethernet, isGroupMac, lengthLimit, paeGroup } from '../wire/index.js';
import type { PacketType, Skb } from './skb.js';
import type { Stack } from './stack.js';
import type { NetdevRow } from './tables.js';
import { isTag } from './vlan-tag.js';

export const NETIF_RECEIVE = stageKind('netif_receive_skb', 'Linux __netif_receive_skb_core()', 'path', [
  'receive.host',
  'receive.length',
  'receive.port',
  'receive.down',
  'receive.unknown',
  'receive.llc',
  'receive.runt',
]);
export const NIC_FILTER = stageKind('nic_filter', 'IEEE 802.3 §4A.2.9, Linux eth_type_trans()', 'decision', [
  'nic.not-mine',
  'nic.no-member',
]);
export const QUEUE_XMIT = stageKind('dev_queue_xmit', 'Linux __dev_queue_xmit()', 'path', [
  'xmit.busy',
  'xmit.medium',
  'xmit.full',
  'xmit.down',
]);
export const QUEUE_RUN = stageKind('qdisc_run', 'Linux __qdisc_run()', 'path', ['xmit.free']);
export const LOOPBACK = stageKind('loopback_xmit', 'Linux loopback_xmit()', 'path', [
  'loopback.turn',
  'loopback.receive',
]);

const QUEUE_FREE = eventKind('queue_free');
const LOOPBACK_RX = eventKind('loopback_rx');

/** What a device kind does. Stateless: its state stands in rows. */
export interface DeviceKind {
  /** Sends a complete frame. */
  transmit(stack: Stack, dev: NetdevRow, frame: number): void;
  /** Takes a frame that one of its ports received (bridges). */
  portReceive?(stack: Stack, bridge: NetdevRow, port: NetdevRow, frame: number): void;
  /** Told when a port's carrier or state changed. */
  portChanged?(stack: Stack, bridge: NetdevRow, port: NetdevRow): void;
  /** Told when the device that it stands on changed. */
  belowChanged?(stack: Stack, dev: NetdevRow, below: NetdevRow, before: NetdevRow): void;
  /** Told when the device itself was switched on or off. */
  upChanged?(stack: Stack, dev: NetdevRow): void;
  /** What was learnt on a port counts no longer. */
  forgetPort?(stack: Stack, bridge: NetdevRow, port: NetdevRow, moved?: boolean): void;
  /** Learnt addresses are to be kept for another time than before. */
  ageAnew?(stack: Stack, bridge: NetdevRow): void;
}

const kinds = new Map<string, DeviceKind>();
/** Registers a device kind under its iproute2 name. */
export function deviceKind(name: string, kind: DeviceKind): void {
  kinds.set(name, kind);
}
export const kindOf = (dev: NetdevRow): DeviceKind => {
  const kind = kinds.get(dev.kind);
  if (kind === undefined) throw new Error(`no device kind ${dev.kind}`);
  return kind;
};

type PacketHandler = (stack: Stack, skb: Skb) => void;
const packetTypes = new Map<number, PacketHandler>();
/** Registers who receives packets of an EtherType (Linux dev_add_pack()). */
export function packetType(etherType: number, handler: PacketHandler): void {
  packetTypes.set(etherType, handler);
}

deviceKind('physical', { transmit: queueTransmit });
deviceKind('veth', { transmit: queueTransmit });
deviceKind('loopback', {
  transmit(stack, dev, frame) {
    const { journal, frames } = stack.world;
    journal.begin(LOOPBACK, 'loopback.turn', { frame, dev: dev.id });
    frames.seen(frame, dev.id, 'sent');
    stack.world.schedule(stack.world.now, LOOPBACK_RX, dev.id, frame);
    journal.end();
  },
});

/** Connects a stack's devices with the world: call once per stack. */
export function attachDevices(stack: Stack): void {
  const { world, links } = stack;
  const { journal, frames } = world;
  links.onReceive((dev, frame) => receive(stack, stack.dev(dev), frame));
  world.handle(QUEUE_FREE, dev => runQueue(stack, dev));
  world.handle(LOOPBACK_RX, (dev, sent) => {
    journal.begin(LOOPBACK, 'loopback.receive', { frame: sent, dev });
    const frame = frames.copy(sent, 'local');
    frames.seen(frame, dev, 'received');
    receive(stack, stack.dev(dev), frame);
    journal.end();
  });
}

/** Sends a complete Ethernet frame by a device (Linux dev_queue_xmit). */
export function transmit(stack: Stack, dev: NetdevRow, frame: number): void {
  if (!dev.up || !dev.running) {
    stack.count(dev.id, 'txDropped', 1);
    stack.world.journal.note(QUEUE_XMIT, 'xmit.down', { frame, dev: dev.id, up: dev.up }, 'drop');
    return;
  }
  kindOf(dev).transmit(stack, dev, frame);
}

function queueTransmit(stack: Stack, dev: NetdevRow, frame: number): void {
  const { world, links, qdiscs } = stack;
  const busy = links.busyUntil(dev.id);
  const waiting = qdiscs.get(dev.id);
  const holds = links.shared.holds(dev.id);
  if (busy <= world.now && waiting === undefined && !holds) {
    links.transmit(dev.id, frame);
    return;
  }
  if ((waiting?.frames.length ?? 0) >= stack.queueLength(dev.id)) {
    world.journal.begin(QUEUE_XMIT, 'xmit.full', { frame, dev: dev.id, limit: stack.queueLength(dev.id) });
    stack.count(dev.id, 'txDropped', 1);
    world.journal.end('drop');
    return;
  }
  if (holds) world.journal.begin(QUEUE_XMIT, 'xmit.medium', { frame, dev: dev.id });
  else world.journal.begin(QUEUE_XMIT, 'xmit.busy', { frame, dev: dev.id, until: busy });
  qdiscs.set(dev.id, { dev: dev.id, frames: (waiting?.frames ?? Fifo.empty).push(frame) });
  if (waiting === undefined && !holds) world.schedule(busy, QUEUE_FREE, dev.id);
  world.journal.end('queued');
}

function runQueue(stack: Stack, id: number): void {
  const { world, links, qdiscs } = stack;
  const waiting = qdiscs.get(id)?.frames ?? Fifo.empty;
  const frame = waiting.first;
  const rest = waiting.shift();
  if (frame === undefined) throw new Error(`device ${id} has nothing to send`);
  world.journal.begin(QUEUE_RUN, 'xmit.free', { frame, dev: id, left: rest.length });
  if (rest.length > 0) qdiscs.set(id, { dev: id, frames: rest });
  else qdiscs.delete(id);
  // What leaves is a frame of its own: a frame is sent when it is made, and no branch finds one sent before its time.
  links.transmit(id, world.frames.push(frame, 0, 'ethernet'));
  if (rest.length > 0 && !links.shared.holds(id)) {
    world.schedule(Math.max(world.now, links.busyUntil(id)), QUEUE_FREE, id);
  }
  world.journal.end();
}

/** A half-duplex device is done with its frame: the next one that waits gets its turn. */
export function serveQueue(stack: Stack, id: number): void {
  if (stack.qdiscs.has(id)) runQueue(stack, id);
}

/** Throws away what waits to be sent (Linux dev_deactivate(), qdisc_reset()). */
export function resetQueue(stack: Stack, id: number): void {
  const { world, qdiscs, links } = stack;
  links.shared.reset(id);
  if (!qdiscs.delete(id)) return;
  for (const entry of world.pending()) if (entry.kind === QUEUE_FREE.id && entry.a === id) world.cancel(entry.id);
}

/** A device that is no more: nothing waits for it, and no event is to come to it. */
export function forgetDevice(stack: Stack, id: number): void {
  resetQueue(stack, id);
  for (const entry of stack.world.pending())
    if ((entry.kind === QUEUE_FREE.id || entry.kind === LOOPBACK_RX.id) && entry.a === id) stack.world.cancel(entry.id);
  stack.links.shared.repeaters.ports.delete(id);
  stack.netdevs.delete(id);
}

/** A frame's way up from the device it came in by (Linux netif_receive_skb). */
export function receive(stack: Stack, dev: NetdevRow, frame: number): void {
  const { journal, frames } = stack.world;
  const length = frames.length(frame);
  if (!dev.up) {
    journal.begin(NETIF_RECEIVE, 'receive.down', { frame, dev: dev.id });
    stack.count(dev.id, 'rxDropped', 1);
    journal.end('drop');
    return;
  }
  if (length < ethernet.minSize) {
    journal.note(NETIF_RECEIVE, 'receive.runt', { frame, dev: dev.id, length }, 'drop');
    return;
  }
  if (dev.master !== 0) {
    if (takenWithTag(stack, dev, frame)) return;
    const bridge = stack.dev(dev.master);
    if (!bridge.up) {
      // Linux br_stp_disable_bridge(): while the bridge is down its ports are disabled.
      journal.note(NETIF_RECEIVE, 'receive.down', { frame, dev: bridge.id }, 'drop');
      return;
    }
    journal.begin(NETIF_RECEIVE, 'receive.port', { frame, dev: dev.id, bridge: bridge.id });
    kindOf(bridge).portReceive?.(stack, bridge, dev, frame);
    journal.end();
    return;
  }
  deliver(stack, dev, frame, length);
}

/** Hands a frame to the protocols of the namespace the device is in. Also used for what a bridge keeps for itself. */
export function deliver(stack: Stack, dev: NetdevRow, frame: number, length: number): void {
  if (takenWithTag(stack, dev, frame)) return;
  const { journal, frames } = stack.world;
  const buf = frames.buffer(frame);
  const mac = frames.offset(frame);
  const dst = ethernet.get.dst(buf, mac);
  const type = packetTypeOf(dst, dev);
  const etherType = ethernet.get.type(buf, mac);
  if (etherType < lengthLimit)
    journal.begin(NETIF_RECEIVE, 'receive.length', { frame, dev: dev.id, length: etherType });
  else journal.begin(NETIF_RECEIVE, 'receive.host', { frame, dev: dev.id, etherType });
  if (type === 'otherhost' && !dev.promiscuous) {
    journal.note(NIC_FILTER, 'nic.not-mine', { frame, dev: dev.id, dst, own: dev.mac }, 'drop');
    journal.end('drop');
    return;
  }
  if (type === 'multicast' && !dev.promiscuous && dst !== allHostsMac && !hasJoined(stack, dev, dst)) {
    journal.note(NIC_FILTER, 'nic.no-member', { frame, dev: dev.id, dst }, 'drop');
    journal.end('drop');
    return;
  }
  const ns = stack.netnsOf(dev);
  const skb: Skb = { ns, dev: dev.id, frame, buf, mac, off: mac + ethernet.minSize, end: mac + length, type };
  let taken = false;
  for (const tap of taps) taken = tap(stack, skb, etherType) || taken;
  const handler = packetTypes.get(etherType);
  if (handler === undefined && taken) {
    // Linux: a packet socket of that EtherType is a receiver like any other.
  } else if (handler === undefined) {
    // Below 0x600 it is a length, and LLC follows (IEEE 802.3 §3.2.6): bridges speak it, hosts do not.
    const reason = etherType < lengthLimit ? 'receive.llc' : 'receive.unknown';
    journal.note(NETIF_RECEIVE, reason, { frame, dev: dev.id, etherType }, 'drop');
    stack.count(dev.id, 'rxDropped', 1);
  } else handler(stack, skb);
  journal.end();
}

/** RFC 1112 §6.4, §7: 224.0.0.1, the one group that every IP host is a member of. */
const allHostsMac = 0x01005e000001;

/** Who speaks 802.1X has its group let in (packet(7) PACKET_ADD_MEMBERSHIP, as hostapd's and wpa_supplicant's wired drivers do). */
const hasJoined = (stack: Stack, dev: NetdevRow, dst: number): boolean =>
  dst === paeGroup &&
  stack
    .netnsOf(dev)
    .socketsOf('packet')
    .some(s => s.dev === dev.id && s.protocol === eapolEtherType);

type Tap = (stack: Stack, skb: Skb, etherType: number) => boolean;
const taps: Tap[] = [];
/** Registers somebody who sees every frame a namespace accepts (packet sockets), and says whether it took it. */
export function packetTap(tap: Tap): void {
  taps.push(tap);
}

type TagReceiver = (stack: Stack, dev: NetdevRow, frame: number, etherType: number) => boolean;
let tagTaker: TagReceiver = () => false;
/** Registers who is offered tagged frames before a bridge or a protocol sees them (Linux vlan_do_receive()). */
export function tagReceiver(taker: TagReceiver): void {
  tagTaker = taker;
}

function takenWithTag(stack: Stack, dev: NetdevRow, frame: number): boolean {
  const { frames } = stack.world;
  const etherType = ethernet.get.type(frames.buffer(frame), frames.offset(frame));
  return isTag(etherType) && tagTaker(stack, dev, frame, etherType);
}

function packetTypeOf(dst: number, dev: NetdevRow): PacketType {
  if (dst === dev.mac || dev.kind === 'loopback') return 'host';
  if (dst === broadcastMac) return 'broadcast';
  return isGroupMac(dst) ? 'multicast' : 'otherhost';
}
