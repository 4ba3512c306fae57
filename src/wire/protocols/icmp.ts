/** ICMP for IPv4. Reads first: ../codec/header.ts, icmp-names.ts. What may follow a quoted datagram is in icmp-ext.ts. */
import { computed, flag, int32, ipv4Address, uint, unused, variant } from '../codec/field.js';
import { header, type SummaryContext } from '../codec/header.js';
import { messageChecksum } from '../codec/seal.js';
import { bytes, records } from '../codec/variable.js';
import { icmpCodeName, icmpTypeNames } from './icmp-names.js';

const echo = {
  ident: uint(16).label('Identifier (BE)').default(0),
  seq: uint(16).label('Sequence Number (BE)').default(0),
} as const;

const timestamps = {
  ident: echo.ident,
  seq: echo.seq,
  originate: uint(32).as('originate_timestamp').label('Originate Timestamp'),
  receive: uint(32).as('receive_timestamp').label('Receive Timestamp').default(0),
  transmit: uint(32).as('transmit_timestamp').label('Transmit Timestamp').default(0),
} as const;

const mask = {
  ident: echo.ident,
  seq: echo.seq,
  mask: ipv4Address().as('address_mask').label('Address Mask').default(0),
} as const;

/** RFC 792: sent as zero. */
const nothing = { unused: bytes(4).label('Unused') } as const;
/** Nothing is said of these bytes: RFC 792's source quench, and a solicitation's (RFC 1256). */
const silent = { rest: unused(32) } as const;

/** RFC 4884 §4: words of 32 bits in the quoted datagram, when an extension follows it; else 0. */
const length = uint(8).label('Length').default(0);
const unused1 = uint(8).hex().as('unused').label('Unused').reserved();
const unused2 = uint(16).hex().as('unused').label('Unused').reserved();

const routers = {
  router: ipv4Address().as('router_address').label('Router address'),
  preference: int32().as('pref_level').label('Preference level'),
} as const;

/** RFC 1256 §3: `entrySize` counts words; entries of another size than 2 are not taken apart. */
const advertisement = {
  count: computed(
    uint(8).as('num_addrs').label('Number of addresses'),
    ({ values }) => (values.routers as readonly unknown[] | undefined)?.length ?? 0,
  ),
  entrySize: uint(8).as('addr_entry_size').label('Address entry size').default(2),
  lifetime: uint(16).counts('s').label('Lifetime').default(1800),
  routers: records('icmp', routers, ({ count }) => count ?? 0),
} as const;

const stateNames = {
  0: 'Reserved',
  1: 'Incomplete',
  2: 'Reachable',
  3: 'Stale',
  4: 'Delay',
  5: 'Probe',
  6: 'Failed',
} as const;

/** RFC 8335 §2. */
const extendedSeq = uint(8).as('ext.echo.seq').label('Sequence Number').default(0);
const extendedRequest = {
  ident: echo.ident,
  extendedSeq,
  requestRest: uint(7).hex().as('ext.echo.req.res').label('Reserved').reserved(),
  local: flag().as('ext.echo.req.local').label('Local bit'),
} as const;
const extendedReply = {
  ident: echo.ident,
  extendedSeq,
  state: uint(3).as('ext.echo.rsp.state').label('State').enum(stateNames).default(0),
  replyRest: uint(2).hex().as('ext.echo.rsp.res').label('Reserved').reserved(),
  active: flag().as('ext.echo.rsp.active').label('Active bit'),
  hasIpv4: flag().as('ext.echo.rsp.ipv4').label('IPv4 bit'),
  hasIpv6: flag().as('ext.echo.rsp.ipv6').label('IPv6 bit'),
} as const;

/** RFC 792; RFC 1191 §4 for `mtu`; RFC 4884 for `length`. The errors' payload is the quoted datagram. */
export const icmp = header(
  'icmp',
  'Internet Control Message Protocol',
  'RFC 792',
  {
    type: uint(8).label('Type').enum(icmpTypeNames),
    code: uint(8)
      .label('Code')
      .describe((code, values) => icmpCodeName(values.type as number, code))
      .default(0),
    checksum: computed(uint(16).hex().label('Checksum'), messageChecksum),
    body: variant(
      'type',
      {
        0: echo,
        8: echo,
        3: {
          unused1,
          length,
          body: variant('code', { 4: { mtu: uint(16).label('MTU of next hop').default(0) } }, { unused2 }),
        },
        4: silent,
        10: silent,
        5: { gateway: ipv4Address().as('redir_gw').label('Gateway Address') },
        9: advertisement,
        11: { unused1, length, unused2 },
        12: { pointer: uint(8).label('Pointer').default(0), length, unused2 },
        13: timestamps,
        14: timestamps,
        15: echo,
        16: echo,
        17: mask,
        18: mask,
        42: extendedRequest,
        43: extendedReply,
      },
      nothing,
    ),
  },
  { summary: describe },
);

interface Described {
  readonly type: number;
  readonly code: number;
  readonly ident: number | undefined;
  readonly seq: number | undefined;
}

/** As Wireshark's Info column; the number after the slash is the little-endian reading of seq. */
function describe({ type, code, ident, seq }: Described, { outer }: SummaryContext): string {
  const name = ((icmpTypeNames as Readonly<Record<number, string>>)[type] ?? `Unknown ICMP type ${type}`).padEnd(20);
  if (ident !== undefined && seq !== undefined) {
    const swapped = ((seq & 255) << 8) | (seq >> 8);
    return `${name} id=0x${ident.toString(16).padStart(4, '0')}, seq=${seq}/${swapped}, ttl=${String(outer?.ttl ?? '?')}`;
  }
  const what = icmpCodeName(type, code);
  return what === undefined ? name.trimEnd() : `${name} (${what})`;
}
