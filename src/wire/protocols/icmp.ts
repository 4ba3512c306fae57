/** ICMP: the messages that Linux sends, and the retired ones by their first eight bytes. Reads first: ../codec/header.ts. */
import { computed, ipv4Address, uint, variant } from '../codec/field.js';
import { header, type SummaryContext } from '../codec/header.js';
import { messageChecksum } from '../codec/seal.js';
import { bytes } from '../codec/variable.js';

export const icmpType = {
  echoReply: 0,
  unreachable: 3,
  sourceQuench: 4,
  redirect: 5,
  echo: 8,
  timeExceeded: 11,
  parameterProblem: 12,
  timestamp: 13,
  timestampReply: 14,
} as const;

/** Codes of `unreachable`. */
export const unreachableCode = {
  net: 0,
  host: 1,
  protocol: 2,
  port: 3,
  fragmentationNeeded: 4,
  sourceRouteFailed: 5,
  netProhibited: 9,
  hostProhibited: 10,
  adminProhibited: 13,
} as const;

const typeNames = {
  0: 'Echo (ping) reply',
  3: 'Destination unreachable',
  4: 'Source quench (flow control)',
  5: 'Redirect',
  8: 'Echo (ping) request',
  9: 'Router advertisement',
  10: 'Router solicitation',
  11: 'Time-to-live exceeded',
  12: 'Parameter problem',
  13: 'Timestamp request',
  14: 'Timestamp reply',
  15: 'Information request',
  16: 'Information reply',
  17: 'Address mask request',
  18: 'Address mask reply',
} as const;

/** RFC 792, RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1. */
const codeNames: Readonly<Record<number, readonly string[]>> = {
  3: [
    'Network unreachable',
    'Host unreachable',
    'Protocol unreachable',
    'Port unreachable',
    'Fragmentation needed',
    'Source route failed',
    'Destination network unknown',
    'Destination host unknown',
    'Source host isolated',
    'Network administratively prohibited',
    'Host administratively prohibited',
    'Network unreachable for TOS',
    'Host unreachable for TOS',
    'Communication administratively filtered',
    'Host precedence violation',
    'Precedence cutoff in effect',
  ],
  5: ['Redirect for network', 'Redirect for host', 'Redirect for TOS and network', 'Redirect for TOS and host'],
  11: ['Time to live exceeded in transit', 'Fragment reassembly time exceeded'],
  12: ['Pointer indicates the error', 'Required option missing', 'Bad length'],
};

/** Words for a type and code, as Wireshark has them. */
export function icmpCodeName(type: number, code: number): string | undefined {
  return codeNames[type]?.[code];
}

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

/** RFC 792: sent as zero. RFC 4884 §4.1 uses the second byte for a length in 32-bit words. */
const unused = { unused: bytes(4).label('Unused') } as const;

/** RFC 792; RFC 1191 §4 for `mtu`. The errors' payload is the quoted datagram. */
export const icmp = header(
  'icmp',
  'Internet Control Message Protocol',
  'RFC 792',
  {
    type: uint(8).label('Type').enum(typeNames),
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
          body: variant(
            'code',
            {
              4: {
                unused2: bytes(2).as('unused').label('Unused'),
                mtu: uint(16).label('MTU of next hop'),
              },
            },
            unused,
          ),
        },
        5: { gateway: ipv4Address().as('redir_gw').label('Gateway Address') },
        12: {
          pointer: uint(8).label('Pointer'),
          unused3: bytes(3).as('unused').label('Unused'),
        },
        13: timestamps,
        14: timestamps,
        15: echo,
        16: echo,
        17: { ident: echo.ident, seq: echo.seq, mask: ipv4Address().as('address_mask').label('Address Mask') },
        18: { ident: echo.ident, seq: echo.seq, mask: ipv4Address().as('address_mask').label('Address Mask') },
      },
      unused,
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
  const name = ((typeNames as Readonly<Record<number, string>>)[type] ?? `Unknown ICMP type ${type}`).padEnd(20);
  if (ident !== undefined && seq !== undefined) {
    const swapped = ((seq & 255) << 8) | (seq >> 8);
    return `${name} id=0x${ident.toString(16).padStart(4, '0')}, seq=${seq}/${swapped}, ttl=${String(outer?.ttl ?? '?')}`;
  }
  const what = icmpCodeName(type, code);
  return what === undefined ? name.trimEnd() : `${name} (${what})`;
}

/** Whether a message of this type quotes the datagram that it is about (RFC 1122 §3.2.2). */
export function isIcmpError(type: number): boolean {
  return type === 3 || type === 4 || type === 5 || type === 11 || type === 12;
}
