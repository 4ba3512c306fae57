/** Ethernet II (IEEE 802.3 with a type in the length/type field). Reads first: ../codec/header.ts. */
import { mac, uint } from '../codec/field.js';
import { header } from '../codec/header.js';

/** EtherTypes by number. */
export const etherTypes = {
  2048: 'IPv4',
  2054: 'ARP',
  33024: '802.1Q Virtual LAN',
  34525: 'IPv6',
  34887: 'MPLS label switched packet',
  34958: '802.1X Authentication',
} as const;

/** Least frame length without the FCS (IEEE 802.3 §3.2.8); shorter ones are filled with zeros by the driver. */
export const minFrameSize = 60;

export const ethernet = header('eth', 'Ethernet II', 'IEEE 802.3 §3.2', {
  dst: mac().label('Destination'),
  src: mac().label('Source'),
  type: uint(16).hex().enum(etherTypes).label('Type'),
});

/** The frame itself, or a copy filled up with zeros to 60 bytes. */
export function padFrame(frame: Uint8Array): Uint8Array {
  if (frame.length >= minFrameSize) return frame;
  const padded = new Uint8Array(minFrameSize);
  padded.set(frame);
  return padded;
}
