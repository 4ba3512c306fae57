/** IPv4. Reads first: ../codec/header.ts. Its options are in ipv4-options.ts. */
import { formatIpv4 } from '../address.js';
import { computed, flag, group, ipv4Address, uint } from '../codec/field.js';
import { header } from '../codec/header.js';
import { headerChecksum, headerLength, totalLength } from '../codec/seal.js';
import { ipOptions } from './ipv4-options.js';

/** IP protocol numbers. */
export const ipProtocols = {
  0: 'IPv6 Hop-by-Hop Option',
  1: 'ICMP',
  2: 'IGMP',
  4: 'IPIP',
  6: 'TCP',
  17: 'UDP',
  41: 'IPv6',
  43: 'Routing Header for IPv6',
  44: 'Fragment Header for IPv6',
  47: 'Generic Routing Encapsulation',
  50: 'Encap Security Payload',
  51: 'Authentication Header',
  58: 'ICMPv6',
  59: 'No Next Header for IPv6',
  60: 'Destination Options for IPv6',
  89: 'OSPF IGP',
  112: 'VRRP',
} as const;

/** RFC 2474, 2597, 3246. */
export const dscpNames = {
  0: 'Default',
  8: 'Class Selector 1',
  10: 'Assured Forwarding 11',
  12: 'Assured Forwarding 12',
  14: 'Assured Forwarding 13',
  16: 'Class Selector 2',
  18: 'Assured Forwarding 21',
  20: 'Assured Forwarding 22',
  22: 'Assured Forwarding 23',
  24: 'Class Selector 3',
  26: 'Assured Forwarding 31',
  28: 'Assured Forwarding 32',
  30: 'Assured Forwarding 33',
  32: 'Class Selector 4',
  34: 'Assured Forwarding 41',
  36: 'Assured Forwarding 42',
  38: 'Assured Forwarding 43',
  40: 'Class Selector 5',
  46: 'Expedited Forwarding',
  48: 'Class Selector 6',
  56: 'Class Selector 7',
} as const;

/** RFC 3168 §5. */
export const ecnNames = {
  0: 'Not ECN-Capable Transport',
  1: 'ECN-Capable Transport codepoint 01',
  2: 'ECN-Capable Transport codepoint 10',
  3: 'Congestion Experienced',
} as const;

/**
 * `hdrLen` and `len` are in bytes, `fragOffset` counts 8 bytes: the numbers that a Wireshark filter compares with.
 * `ttl` defaults to 64.
 */
export const ipv4 = header(
  'ip',
  'Internet Protocol Version 4',
  'RFC 791',
  {
    version: uint(4).label('Version').default(4),
    hdrLen: computed(uint(4).scaled(4).as('hdr_len').label('Header Length'), headerLength),
    dsfield: group({
      dscp: uint(6).label('Differentiated Services Codepoint').enum(dscpNames).default(0),
      ecn: uint(2).label('Explicit Congestion Notification').enum(ecnNames).default(0),
    }).label('Differentiated Services Field'),
    len: computed(uint(16).label('Total Length'), totalLength),
    id: uint(16).hex().label('Identification').default(0),
    flags: group({
      rb: flag().label('Reserved bit'),
      df: flag().label("Don't fragment"),
      mf: flag().label('More fragments'),
    }).label('Flags'),
    fragOffset: uint(13).units(8).as('frag_offset').label('Fragment Offset').default(0),
    ttl: uint(8).label('Time to Live').default(64),
    proto: uint(8).label('Protocol').enum(ipProtocols),
    checksum: computed(uint(16).hex().label('Header Checksum'), headerChecksum),
    src: ipv4Address().label('Source Address'),
    dst: ipv4Address().label('Destination Address'),
    options: ipOptions.label('Options'),
  },
  { summary: describe },
);

/** As Wireshark 4.0 has it for fragments; a whole packet is told by what it carries. */
function describe({
  mf,
  fragOffset,
  proto,
  id,
  src,
  dst,
}: {
  mf: number;
  fragOffset: number;
  proto: number;
  id: number;
  src: number;
  dst: number;
}): string {
  const name = (ipProtocols as Readonly<Record<number, string>>)[proto] ?? 'Unknown';
  if (mf || fragOffset > 0)
    return `Fragmented IP protocol (proto=${name} ${proto}, off=${fragOffset * 8}, ID=${id.toString(16).padStart(4, '0')})`;
  return `${formatIpv4(src)} → ${formatIpv4(dst)} ${name}`;
}
