// The tests that a capture filter is made of (pcap-filter(7)), each over the bytes of an Ethernet frame. `shift` is how far
// tags that the expression named before move everything behind the addresses.
import { Bytes, Truncated } from './bytes.js';

export type Test = (frame: Bytes) => boolean;
export type Direction = 'either' | 'src' | 'dst' | 'both';

export const and =
  (a: Test, b: Test): Test =>
  frame =>
    a(frame) && b(frame);
export const or =
  (a: Test, b: Test): Test =>
  frame =>
    a(frame) || b(frame);
export const not =
  (a: Test): Test =>
  frame =>
    !a(frame);

/** A test as it is used: one that reads beyond the end of a frame lets it not pass, as BPF does. */
export const whole =
  (test: Test): ((frame: Uint8Array) => boolean) =>
  frame => {
    try {
      return test(new Bytes(frame));
    } catch (error) {
      if (error instanceof Truncated) return false;
      throw error;
    }
  };

const TYPE = 12;
const NETWORK = 14;

export const etherType =
  (type: number, shift: number): Test =>
  frame =>
    frame.u16(TYPE + shift) === type;

/** By way, what stands at two places. */
function at(direction: Direction, src: Test, dst: Test): Test {
  if (direction === 'src') return src;
  if (direction === 'dst') return dst;
  return direction === 'both' ? and(src, dst) : or(src, dst);
}

export const etherHost = (mac: number, direction: Direction): Test =>
  at(
    direction,
    frame => frame.u48(6) === mac,
    frame => frame.u48(0) === mac,
  );

/** IPv4 addresses in IP or ARP, under a mask. */
export function ipNet(ip: number, mask: number, direction: Direction, protocol: string, shift: number): Test {
  const wanted = (ip & mask) >>> 0;
  const field =
    (offset: number): Test =>
    frame =>
      (frame.u32(NETWORK + shift + offset) & mask) >>> 0 === wanted;
  const inIp = and(etherType(0x0800, shift), at(direction, field(12), field(16)));
  const inArp = and(etherType(0x0806, shift), at(direction, field(14), field(24)));
  const inRarp = and(etherType(0x8035, shift), at(direction, field(14), field(24)));
  if (protocol === 'ip') return inIp;
  if (protocol === 'arp') return inArp;
  return protocol === 'rarp' ? inRarp : or(inIp, or(inArp, inRarp));
}

export const ipProto = (proto: number, shift: number): Test =>
  and(etherType(0x0800, shift), frame => frame.u8(NETWORK + shift + 9) === proto);

/** The first fragment, or none: only there a transport header stands. */
export const unfragmented =
  (shift: number): Test =>
  frame =>
    (frame.u16(NETWORK + shift + 6) & 0x1fff) === 0;

/** Where the header behind IP's begins. */
export const transportAt = (frame: Bytes, shift: number): number =>
  NETWORK + shift + (frame.u8(NETWORK + shift) & 15) * 4;

export function ports(
  first: number,
  last: number,
  direction: Direction,
  protocols: readonly number[],
  shift: number,
): Test {
  const field =
    (offset: number): Test =>
    frame => {
      const port = frame.u16(transportAt(frame, shift) + offset);
      return port >= first && port <= last;
    };
  const carried: Test = frame => protocols.includes(frame.u8(NETWORK + shift + 9));
  const packet = and(and(etherType(0x0800, shift), carried), unfragmented(shift));
  return and(packet, at(direction, field(0), field(2)));
}

/** Spanning tree: an IEEE 802.3 frame whose LLC header names it. */
export const stp =
  (shift: number): Test =>
  frame =>
    frame.u16(TYPE + shift) <= 1500 && frame.u8(NETWORK + shift) === 0x42;

export const vlan =
  (vid: number | undefined, shift: number): Test =>
  frame =>
    [0x8100, 0x88a8, 0x9100].includes(frame.u16(TYPE + shift)) &&
    (vid === undefined || (frame.u16(NETWORK + shift) & 0xfff) === vid);

export const etherBroadcast: Test = frame => frame.u48(0) === 0xffffffffffff;
export const etherMulticast: Test = frame => (frame.u8(0) & 1) === 1;
export const ipMulticast = (shift: number): Test =>
  and(etherType(0x0800, shift), frame => frame.u8(NETWORK + shift + 16) >= 224);
/** tcpdump 4.99 knows no netmask (it asks for it with -f only): the two limited broadcast addresses. */
export const ipBroadcast = (shift: number): Test =>
  and(etherType(0x0800, shift), frame => {
    const dst = frame.u32(NETWORK + shift + 16);
    return dst === 0 || dst === 0xffffffff;
  });
export const longer =
  (length: number, header: number): Test =>
  frame =>
    frame.length - NETWORK + header >= length;
export const shorter =
  (length: number, header: number): Test =>
  frame =>
    frame.length - NETWORK + header <= length;
