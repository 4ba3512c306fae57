/**
 * What may follow the datagram that an ICMP error quotes: extensions (RFC 4884) with MPLS labels (RFC 4950), the interface
 * concerned (RFC 5837), and, in an extended echo, the interface that is asked about (RFC 8335). Reads first: icmp.ts.
 */
import { computed, flag, ipv4Address, uint, unused, variant } from '../codec/field.js';
import { header } from '../codec/header.js';
import { headerLength, messageChecksum } from '../codec/seal.js';
import { bytes, ipv6Address, list, records, text } from '../codec/variable.js';

/** RFC 4950 §3, RFC 3032 §2.1. */
const labels = {
  label: uint(20).as('/icmp.mpls.label').label('Label'),
  exp: uint(3).as('/icmp.mpls.exp').label('Experimental').default(0),
  stack: flag().as('/icmp.mpls.s').label('Stack bit'),
  ttl: uint(8).as('/icmp.mpls.ttl').label('Time to live'),
} as const;

const afiNames = { 1: 'IPv4', 2: 'IPv6' } as const;

/** RFC 8335 §2.1. */
const identified = {
  1: { name: text().as('/icmp.int_ident.name').label('Name').default('') },
  2: { index: uint(32).as('/icmp.int_ident.index').label('Interface Index') },
  3: {
    afi: uint(16).as('/icmp.int_ident.afi').label('Address Family Identifier').enum(afiNames),
    addressLength: uint(8).as('/icmp.int_ident.addr_length').label('Address Length'),
    reserved: bytes(1).as('/icmp.int_ident.reserved').label('Reserved').default(new Uint8Array(1)),
    address: variant(
      'afi',
      {
        1: { ipv4: ipv4Address().as('/icmp.int_ident.ipv4').label('Address') },
        2: { ipv6: ipv6Address().as('/icmp.int_ident.ipv6').label('Address') },
      },
      { unknown: bytes().as('/icmp.int_ident.address').label('Address').default(new Uint8Array(0)) },
    ),
  },
} as const;

const roleNames = {
  0: 'IP interface upon which datagram arrived',
  1: 'Sub-IP component of an IP interface',
  2: 'IP interface through which datagram would have been forwarded',
  3: 'IP next hop to which datagram would have been forwarded',
} as const;

/** A flag that says whether the part `key` is there. */
const present = (key: string, suffix: string, label: string) =>
  computed(flag().as(`/icmp.int_info.${suffix}`).label(label), ({ values }) =>
    (values[key] as readonly unknown[] | undefined)?.length ? 1 : 0,
  );

/** RFC 5837 §4.1: parts in this order, each of them there when its flag says so. */
const interfaceInfo = {
  role: uint(2).as('/icmp.int_info.role').label('Interface Role').enum(roleNames).default(0),
  infoReserved: uint(2).as('/icmp.int_info.reserved').label('Reserved').reserved(),
  hasIndex: present('ifIndex', 'ifindex', 'ifIndex'),
  hasAddress: present('ifAddress', 'ipaddr', 'IP Address'),
  hasName: present('ifName', 'name_present', 'Interface Name'),
  hasMtu: present('ifMtu', 'mtu_present', 'MTU'),
  ifIndex: records(
    'icmp.ext',
    { index: uint(32).as('/icmp.int_info.index').label('Interface Index') },
    ({ hasIndex }) => hasIndex!,
    1,
  ),
  ifAddress: records(
    'icmp.ext',
    {
      afi: uint(16).as('/icmp.int_info.afi').label('Address Family Identifier').enum(afiNames),
      rest: unused(16),
      address: variant(
        'afi',
        { 1: { ipv4: ipv4Address().as('/icmp.int_info.ipv4').label('Source') } },
        { ipv6: ipv6Address().as('/icmp.int_info.ipv6').label('Source') },
      ),
    },
    ({ hasAddress }) => hasAddress!,
    1,
  ),
  ifName: records(
    'icmp.ext',
    {
      nameLength: computed(
        uint(8).as('/icmp.int_info.name_length').label('Name Length'),
        ({ values }) => 1 + ((values.name as string | undefined)?.length ?? 0),
      ),
      name: text(({ nameLength }) => nameLength! - 1)
        .as('/icmp.int_info.name')
        .label('Name'),
    },
    ({ hasName }) => hasName!,
    1,
  ),
  ifMtu: records(
    'icmp.ext',
    { mtu: uint(32).as('/icmp.int_info.mtu').label('Maximum Transmission Unit') },
    ({ hasMtu }) => hasMtu!,
    1,
  ),
} as const;

const ctype = uint(8).as('ctype').label('C-Type').default(1);
const rest = { content: bytes().as('data').label('Data').default(new Uint8Array(0)) } as const;

/** An object: its length counts these four bytes too. What isn't known is kept as it stands. */
const object = {
  length: computed(uint(16).label('Length'), headerLength),
  class: uint(8)
    .label('Class')
    .enum({ 1: 'MPLS Label Stack Class', 2: 'Interface Information Object', 3: 'Interface Identification Object' }),
  body: variant(
    'class',
    {
      1: { ctype, labels: list('icmp.ext', labels) },
      2: interfaceInfo,
      3: { ctype, identified: variant('ctype', identified, rest) },
    },
    { ctype, ...rest },
  ),
} as const;

/** A version, a checksum over all of it, and objects. */
export const icmpExtension = header(
  'icmp.ext',
  'ICMP Multi-Part Extensions',
  'RFC 4884 §7',
  {
    version: uint(4).label('Version').default(2),
    reserved: uint(12).hex().as('res').label('Reserved').reserved(),
    checksum: computed(uint(16).hex().label('Checksum'), messageChecksum),
    objects: records('icmp.ext', object),
  },
  { hasPayload: false },
);
