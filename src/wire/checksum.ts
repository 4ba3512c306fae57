/**
 * The Internet checksum (RFC 1071), its incremental update (RFC 1624) and the Ethernet CRC-32. Reads first: nothing.
 *
 * A *sum* here is a plain JS number: 16-bit big-endian words added up, carries not yet folded. 2^36 words fit without
 * loss, so sums of several ranges may simply be added, provided each range but the last has even length.
 */

/** Unfolded sum of the 16-bit words of buf[start, end); an odd last byte counts as the high half of a word. */
export function sum16(buf: Uint8Array, start: number, end: number): number {
  let total = 0;
  let at = start;
  while (end - at >= 2) {
    // At most 0x2000 words at a time keep the inner sum below 2^30, a small integer to V8.
    const stop = at + Math.min(end - at, 0x4000);
    let part = 0;
    for (const four = stop - 7; at < four; at += 8) {
      part += ((buf[at]! << 8) | buf[at + 1]!) + ((buf[at + 2]! << 8) | buf[at + 3]!);
      part += ((buf[at + 4]! << 8) | buf[at + 5]!) + ((buf[at + 6]! << 8) | buf[at + 7]!);
    }
    for (; at < stop - 1; at += 2) part += (buf[at]! << 8) | buf[at + 1]!;
    total += part;
  }
  return at < end ? total + (buf[at]! << 8) : total;
}

/** RFC 1071 §1: fold the carries in and take the one's complement. Gives the 16-bit checksum. */
export function foldChecksum(sum: number): number {
  let folded = sum;
  while (folded > 0xffff) folded = (folded % 0x10000) + Math.floor(folded / 0x10000);
  return folded ^ 0xffff;
}

/** RFC 1071 checksum of buf[start, end). Over a range that holds a right checksum it gives 0. */
export function checksum16(buf: Uint8Array, start = 0, end = buf.length): number {
  return foldChecksum(sum16(buf, start, end));
}

/** What a pseudo-header is made from; the values of an IPv4 header fit. Addresses: uint32, or 16 bytes for IPv6. */
export interface Enclosing {
  readonly src: number | Uint8Array;
  readonly dst: number | Uint8Array;
  readonly proto: number;
}

function addressSum(address: number | Uint8Array): number {
  return typeof address === 'number' ? (address >>> 16) + (address & 0xffff) : sum16(address, 0, address.length);
}

/** Unfolded sum of the pseudo-header (RFC 768, RFC 9293 §3.1, RFC 8200 §8.1) for `length` bytes of transport. */
export function pseudoHeaderSum(enclosing: Enclosing, length: number): number {
  return addressSum(enclosing.src) + addressSum(enclosing.dst) + enclosing.proto + length;
}

/** RFC 1624 eqn. 3, HC' = ~(~HC + ~m + m'): the checksum after one 16-bit word changed from `before` to `after`. */
export function updateChecksum16(checksum: number, before: number, after: number): number {
  return foldChecksum((checksum ^ 0xffff) + (before ^ 0xffff) + after);
}

/** The same for a 32-bit field at an even offset (an address). */
export function updateChecksum32(checksum: number, before: number, after: number): number {
  return updateChecksum16(updateChecksum16(checksum, before >>> 16, after >>> 16), before & 0xffff, after & 0xffff);
}

let crcTable: Uint32Array | undefined;

function makeCrcTable(): Uint32Array {
  const table = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    table[byte] = crc;
  }
  return table;
}

/**
 * IEEE 802.3 §3.2.9 CRC-32 of buf[start, end) as an unsigned 32-bit integer; "123456789" gives 0xcbf43926. On the
 * wire its lowest byte goes first; `frameCheckSequence` gives the number as Wireshark shows it.
 */
export function crc32(buf: Uint8Array, start = 0, end = buf.length): number {
  crcTable ??= makeCrcTable();
  let crc = 0xffffffff;
  for (let at = start; at < end; at++) crc = crcTable[(crc ^ buf[at]!) & 255]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** The FCS of a frame as the big-endian reading of its four bytes on the wire (Wireshark's `eth.fcs`). */
export function frameCheckSequence(frame: Uint8Array): number {
  const crc = crc32(frame);
  return (((crc & 255) << 24) | ((crc & 0xff00) << 8) | ((crc >>> 8) & 0xff00) | (crc >>> 24)) >>> 0;
}
