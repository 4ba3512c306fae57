/** IPv4 with its options. Reads first: ../codec/header.ts, ../codec/options.ts. */
import { formatIpv4 } from '../address.js';
import { computed, flag, group, ipv4Address, uint } from '../codec/field.js';
import { header } from '../codec/header.js';
import { option, options } from '../codec/options.js';
import { headerChecksum, headerLength, totalLength } from '../codec/seal.js';
import { list } from '../codec/variable.js';

/** IP protocol numbers. */
export const ipProtocols = {
  1: 'ICMP',
  2: 'IGMP',
  4: 'IPIP',
  6: 'TCP',
  17: 'UDP',
  41: 'IPv6',
  47: 'Generic Routing Encapsulation',
  50: 'Encap Security Payload',
  51: 'Authentication Header',
  89: 'OSPF IGP',
  112: 'VRRP',
} as const;

/** RFC 2474, 2597, 3246. */
const dscpNames = {
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
const ecnNames = {
  0: 'Not ECN-Capable Transport',
  1: 'ECN-Capable Transport codepoint 01',
  2: 'ECN-Capable Transport codepoint 10',
  3: 'Congestion Experienced',
} as const;

const pointer = uint(8).as('opt.ptr').label('Pointer').default(4);
/** Wireshark names unused slots ip.empty_rt and the one that the pointer is at ip.cur_rt; here all bear one name. */
const route = (name: 'rec_rt' | 'src_rt', label: string) =>
  ({ pointer, addresses: list('ip', { address: ipv4Address().as(name).label(label) }) }) as const;

/** RFC 791 §3.1, RFC 2113. */
const ipOptions = options(
  {
    kindAs: 'opt.type',
    lengthAs: 'opt.len',
    end: [0, 'options.eol', 'End of Options List (EOL)'],
    nop: [1, 'options.nop', 'No-Operation (NOP)'],
    unknownAs: 'options.unknown',
    align: 4,
    lengthCountsAll: true,
  },
  {
    recordRoute: option(7, 'options.record_route', 'Record Route', route('rec_rt', 'Recorded Route')),
    looseRoute: option(131, 'options.route', 'Loose Source Route', route('src_rt', 'Source Route')),
    strictRoute: option(137, 'options.source_route', 'Strict Source Route', route('src_rt', 'Source Route')),
    timestamp: option(68, 'options.timestamp', 'Time Stamp', {
      pointer: uint(8).as('opt.ptr').label('Pointer').default(5),
      overflow: uint(4).as('opt.overflow').label('Overflow').default(0),
      flag: uint(4)
        .as('opt.flag')
        .label('Flag')
        .hex()
        .enum({ 0: 'Time stamps only', 1: 'Time stamp and address', 3: 'Time stamps for prespecified addresses' }),
      words: list('ip', { word: uint(32).as('opt.time_stamp').label('Time stamp or address') }),
    }),
    routerAlert: option(148, 'options.routeralert', 'Router Alert', {
      alert: uint(16).as('opt.ra').label('Router Alert').enum({ 0: 'Router shall examine packet' }).default(0),
    }),
  },
);

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
