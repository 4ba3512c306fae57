// Packet sockets that want every frame (packet(7), ETH_P_ALL; Linux ptype_all): what tcpdump opens. A tap sees a frame where
// the device has it, in both directions, in the event that carries it: nothing is queued and nothing is woken, so that a
// capture never makes anything happen. Read packet-socket.ts first.
import { stageKind, type Table, tableSchema } from '../journal/index.js';
import { broadcastMac, ethernet, isGroupMac } from '../wire/index.js';
import { onClosed, openSocket } from './socket.js';
import type { Netns, Stack } from './stack.js';
import type { NetdevRow, SocketRow } from './tables.js';

export const PACKET_TAP = stageKind('tpacket_rcv', 'Linux tpacket_rcv()', 'path', ['packet.tap']);

/** Linux ETH_P_ALL */
export const EVERY_PROTOCOL = 3;

export interface TapRow {
  readonly socket: number;
  readonly pid: number;
  readonly netns: string;
  /** 0: every device of the namespace. */
  readonly dev: number;
  /** Whether the device also takes in frames for others (PACKET_MR_PROMISC). */
  readonly promiscuous: boolean;
}
export const tapSchema = tableSchema<TapRow>(
  'tap',
  'Sockets that see every frame',
  { socket: 'int', pid: 'int', netns: 'string', dev: 'dev', promiscuous: 'bool' },
  ['socket'],
);

const tapsOf = (stack: Stack): Table<TapRow> => stack.world.journal.table(tapSchema);

/** How a frame met a device: sent by it, or received for whom (packet(7) sll_pkttype). */
export type TapDirection = 'In' | 'B' | 'M' | 'P' | 'Out';

type TapReader = (tap: TapRow, dev: NetdevRow, frame: number, direction: TapDirection) => void;
const readers = new WeakMap<Stack, TapReader>();
/** Says who reads what taps see. The process layer does, once per stack. */
export function onTapped(stack: Stack, reader: TapReader): void {
  readers.set(stack, reader);
}

/** Opens a socket that sees every frame of a device, or of all that the namespace has. */
export function openTap(stack: Stack, ns: Netns, pid: number, dev: number, promiscuous: boolean): SocketRow {
  const socket = openSocket(stack, ns, { kind: 'packet', pid, dev, protocol: EVERY_PROTOCOL });
  tapsOf(stack).set(socket.id, { socket: socket.id, pid, netns: ns.name, dev, promiscuous });
  return socket;
}

onClosed('packet', (stack, socket) => {
  if (socket.protocol === EVERY_PROTOCOL) tapsOf(stack).delete(socket.id);
});

/** Whether somebody made a device take in frames for others. */
export function isTapped(stack: Stack, dev: number): boolean {
  const taps = tapsOf(stack);
  return taps.size > 0 && taps.find(tap => tap.dev === dev && tap.promiscuous) !== undefined;
}

function directionOf(stack: Stack, dev: NetdevRow, frame: number): TapDirection {
  if (dev.kind === 'loopback') return 'In';
  const { frames } = stack.world;
  if (frames.length(frame) < ethernet.minSize) return 'P';
  const dst = ethernet.get.dst(frames.buffer(frame), frames.offset(frame));
  if (dst === dev.mac) return 'In';
  if (dst === broadcastMac) return 'B';
  return isGroupMac(dst) ? 'M' : 'P';
}

/** Shows a frame to the taps of a device. */
export function showTaps(stack: Stack, id: number, frame: number, sent: boolean): void {
  const taps = tapsOf(stack);
  if (taps.size === 0) return;
  const dev = stack.netdevs.get(id);
  const reader = readers.get(stack);
  // What goes by the loopback device is one packet: libpcap leaves out its way out.
  if (dev === undefined || reader === undefined || (sent && dev.kind === 'loopback')) return;
  const direction = sent ? 'Out' : directionOf(stack, dev, frame);
  for (const tap of [...taps.rows()]) {
    if (tap.netns !== dev.netns || (tap.dev !== 0 && tap.dev !== id)) continue;
    // A bridge takes in everything at its ports.
    if (direction === 'P' && !dev.promiscuous && dev.master === 0 && !isTapped(stack, id)) continue;
    stack.world.journal.begin(PACKET_TAP, 'packet.tap', { frame, pid: tap.pid, dev: id });
    reader(tap, dev, frame, direction);
    stack.world.journal.end();
  }
}

/** Connects taps with the frames of a world: call once per stack. */
export function attachTaps(stack: Stack): void {
  stack.world.frames.onSeen((frame, dev, sent) => showTaps(stack, dev, frame, sent));
}
