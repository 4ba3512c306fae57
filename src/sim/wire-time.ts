// How long bits take on a wire, and the event at the far end of one. Shared by links, half-duplex media and frames in flight.
import { eventKind } from './world.js';

/**
 * A frame reaches a device: its last bit, where the device takes in whole frames; its first bit, where it is a hub's port,
 * which sends on bit by bit.
 */
export const LINK_DELIVER = eventKind('link_deliver');

/** IEEE 802.3 §4.4.2: 7 octets preamble + 1 SFD, 4 octets FCS, 12 octets of time between frames, 60 without FCS. */
export const PREAMBLE = 8;
export const FCS = 4;
export const GAP = 12;
export const MINIMUM = 60;

/** Time of `octets` at `rate` bit/s, in whole ns, rounded up; 0 for no limit. */
export function octetTime(octets: number, rate: number): number {
  return rate === 0 ? 0 : Math.ceil((octets * 8e9) / rate);
}

/** Time of a frame's own bits with preamble and FCS. */
export function sendTime(length: number, rateBps: number): number {
  return octetTime(PREAMBLE + Math.max(length, MINIMUM) + FCS, rateBps);
}

/** Time that a frame of `length` takes on the wire, with all that stands before and behind it. */
export function wireTime(length: number, rateBps: number): number {
  return octetTime(PREAMBLE + Math.max(length, MINIMUM) + FCS + GAP, rateBps);
}
