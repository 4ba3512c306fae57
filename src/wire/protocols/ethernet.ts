/**
 * Ethernet. One field tells both kinds of frame apart: a number from 0x600 on is a type (Ethernet II), one below it the
 * payload's length (IEEE 802.3, followed by LLC). Reads first: ../codec/header.ts.
 */
import { type Field, mac, uint } from '../codec/field.js';
import { header } from '../codec/header.js';

/** EtherTypes by number. */
export const etherTypes = {
  2048: 'IPv4',
  2054: 'ARP',
  33024: '802.1Q Virtual LAN',
  34525: 'IPv6',
  34887: 'MPLS label switched packet',
  34958: '802.1X Authentication',
  34984: '802.1ad Provider Bridge (Q-in-Q)',
  35020: 'Link Layer Discovery Protocol (LLDP)',
} as const;

/** Least frame length without the FCS (IEEE 802.3 §3.2.8); shorter ones are filled with zeros by the driver. */
export const minFrameSize = 60;
/**
 * Where padding ends behind what a frame carries up to `from` bytes. A frame below the least size has none: what is behind was padding
 * once, on a link where a tag still made the frame longer. Wireshark calls that a trailer, as what is beyond the least size.
 */
export const paddingEnd = (length: number, from: number): number =>
  length < minFrameSize ? from : Math.min(length, Math.max(from, minFrameSize));

/** Numbers from here on are types (IEEE 802.3 §3.2.6). */
export const lengthLimit = 0x600;

/** The type of what follows, by this name. Say `.below(lengthLimit, …)` for what it is called as a length. */
export function typeOrLength(suffix: string): Field<number> {
  return uint(16).as(suffix).hex().enum(etherTypes).label('Type');
}

/** `type` below 0x600 is a length: encodeStack fills it in in front of LLC. */
export const ethernet = header(
  'eth',
  'Ethernet II',
  'IEEE 802.3 §3.2',
  {
    dst: mac().label('Destination'),
    src: mac().label('Source'),
    type: typeOrLength('type').below(lengthLimit, 'len', 'Length'),
  },
  { padded: true },
);

/** The frame itself, or a copy filled up with zeros to 60 bytes. */
export function padFrame(frame: Uint8Array): Uint8Array {
  if (frame.length >= minFrameSize) return frame;
  const padded = new Uint8Array(minFrameSize);
  padded.set(frame);
  return padded;
}
