// What travels through a stack within one event: a frame, where its parts are, and what is known about it so far.
// Never stored: between events a queue keeps frame numbers only.
import type { Netns } from './stack.js';

export type PacketType = 'host' | 'broadcast' | 'multicast' | 'otherhost';

export interface Skb {
  readonly ns: Netns;
  /** World-wide number of the device it came in by. */
  readonly dev: number;
  readonly frame: number;
  readonly buf: Uint8Array;
  /** Where the Ethernet header begins, -1 for a packet that has none. */
  readonly mac: number;
  /** Where the network header begins and the frame ends. */
  readonly off: number;
  readonly end: number;
  readonly type: PacketType;
}
