/**
 * Addresses as numbers, and their text forms. A MAC address is an integer below 2^48, an IPv4 address an unsigned
 * 32-bit integer: both compare with ===, sort, and serve as Map keys. Parsers are strict and answer undefined for
 * anything else than the canonical notations. Reads first: nothing.
 */

/** ff:ff:ff:ff:ff:ff */
export const broadcastMac = 0xffffffffffff;

const macPattern = /^[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}$/i;

/** Six two-digit hex groups joined by ':' (or all by '-'), in either case. Anything else: undefined. */
export function parseMac(text: string): number | undefined {
  return macPattern.test(text) ? Number.parseInt(text.replaceAll(/[:-]/g, ''), 16) : undefined;
}

/** Lower case with colons: 02:00:00:00:01:01. The argument is an integer below 2^48. */
export function formatMac(mac: number): string {
  const high = Math.floor(mac / 0x1000000);
  const low = mac - high * 0x1000000;
  return `${hexOfThree(high)}:${hexOfThree(low)}`;
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const hexOfThree = (three: number): string =>
  `${hexOfByte[three >> 16]}:${hexOfByte[(three >> 8) & 255]}:${hexOfByte[three & 255]}`;

/** The I/G bit: group (multicast or broadcast) address. IEEE 802-2014 §8.2.2. */
export function isGroupMac(mac: number): boolean {
  return (Math.floor(mac / 0x10000000000) & 1) === 1;
}

/** RFC 1112 §6.4: 01:00:5e and the low 23 bits of the group's address. */
export function multicastMac(group: number): number {
  return 0x01005e000000 + (group & 0x7fffff);
}

/** Dotted quad of exactly four decimal numbers 0–255 without leading zeros. Anything else: undefined. */
export function parseIpv4(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let address = 0;
  for (const part of parts) {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined;
    address = address * 256 + Number(part);
  }
  return address;
}

/** 10.0.0.1. The argument is an unsigned 32-bit integer. */
export function formatIpv4(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** The netmask of a prefix length 0–32, as an unsigned 32-bit integer. */
export function maskOf(prefix: number): number {
  return prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0;
}

/** The prefix length of a contiguous netmask; undefined for a mask with holes. */
export function prefixOf(mask: number): number | undefined {
  const prefix = Math.clz32(~mask);
  return maskOf(prefix) === mask ? prefix : undefined;
}

/** The address with its host bits cleared. */
export function networkOf(address: number, prefix: number): number {
  return (address & maskOf(prefix)) >>> 0;
}

/** The address with its host bits set: the directed broadcast of the subnet (RFC 919). */
export function broadcastOf(address: number, prefix: number): number {
  return (address | ~maskOf(prefix)) >>> 0;
}

/** Whether two addresses share their first `prefix` bits. */
export function sameNetwork(a: number, b: number, prefix: number): boolean {
  return ((a ^ b) & maskOf(prefix)) === 0;
}

/** An interface address or a route's destination: address with host bits as written, and prefix length. */
export interface Cidr {
  readonly address: number;
  readonly prefix: number;
}

/** "10.0.0.1/24". The prefix is required, decimal, 0–32, without leading zeros. Host bits may be set. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^([^/]+)\/(0|[1-9]\d?)$/.exec(text);
  const address = match ? parseIpv4(match[1]!) : undefined;
  const prefix = match ? Number(match[2]) : 33;
  return address === undefined || prefix > 32 ? undefined : { address, prefix };
}

/** 10.0.0.1/24 */
export function formatCidr(cidr: Cidr): string {
  return `${formatIpv4(cidr.address)}/${cidr.prefix}`;
}

/** 224.0.0.0/4 (RFC 5771). */
export function isMulticastIpv4(address: number): boolean {
  return address >>> 28 === 0xe;
}

/** 127.0.0.0/8 (RFC 1122 §3.2.1.3 (g)). */
export function isLoopbackIpv4(address: number): boolean {
  return address >>> 24 === 127;
}

/** 16 bytes as RFC 5952 text: lower case, the longest run of two or more zero groups as '::'. */
export function formatIpv6(bytes: Uint8Array): string {
  const groups: number[] = [];
  for (let i = 0; i < 16; i += 2) groups.push((bytes[i]! << 8) | bytes[i + 1]!);
  let start = -1;
  let length = 1;
  for (let i = 0; i < 8; i++) {
    let run = 0;
    while (i + run < 8 && groups[i + run] === 0) run++;
    if (run > length) [start, length] = [i, run];
  }
  const hex = (part: number[]) => part.map(group => group.toString(16)).join(':');
  return start < 0 ? hex(groups) : `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`;
}
