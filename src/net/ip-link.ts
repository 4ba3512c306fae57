// The last step of a packet: the Ethernet header in front of it.
import { ethernet } from '../wire/index.js';
import { transmit } from './device.js';
import type { Stack } from './stack.js';
import type { NetdevRow } from './tables.js';

/** A complete network-layer packet on its way out. */
export interface PacketToSend {
  readonly frame: number;
}

/** Puts an Ethernet header before a packet and sends the frame (Linux dev_hard_header, dev_queue_xmit). */
export function sendOnLink(stack: Stack, dev: NetdevRow, packet: number, to: number, etherType: number): void {
  const { frames } = stack.world;
  const frame = frames.push(packet, ethernet.minSize, 'ethernet');
  const off = frames.offset(frame);
  ethernet.encode({ dst: to, src: dev.mac, type: etherType }, frames.buffer(frame), off, off + frames.length(frame));
  transmit(stack, dev, frame);
}
