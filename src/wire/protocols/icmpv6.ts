/** ICMPv6: errors, echo, neighbour discovery and multicast listeners. Reads first: icmpv6-options.ts. */
import { computed, flag, group, uint, variant } from '../codec/field.js';
import { header, type SummaryContext } from '../codec/header.js';
import { internetChecksum, type SealContext } from '../codec/seal.js';
import { bytes, ipv6Address, optional, records } from '../codec/variable.js';
import { discoveryOptions } from './icmpv6-options.js';

/** Types by name (RFC 4443, 4861, 2710, 3810). */
export const icmpv6Type = {
  unreachable: 1,
  packetTooBig: 2,
  timeExceeded: 3,
  parameterProblem: 4,
  echo: 128,
  echoReply: 129,
  routerSolicitation: 133,
  routerAdvertisement: 134,
  neighborSolicitation: 135,
  neighborAdvertisement: 136,
  redirect: 137,
} as const;

const typeNames = {
  1: 'Destination Unreachable',
  2: 'Packet Too Big',
  3: 'Time Exceeded',
  4: 'Parameter Problem',
  128: 'Echo (ping) request',
  129: 'Echo (ping) reply',
  130: 'Multicast Listener Query',
  131: 'Multicast Listener Report',
  132: 'Multicast Listener Done',
  133: 'Router Solicitation',
  134: 'Router Advertisement',
  135: 'Neighbor Solicitation',
  136: 'Neighbor Advertisement',
  137: 'Redirect',
  143: 'Multicast Listener Report Message v2',
} as const;

const codeNames: Readonly<Record<number, readonly string[]>> = {
  1: [
    'no route to destination',
    'Administratively prohibited',
    'Beyond scope of source address',
    'Address unreachable',
    'Port unreachable',
    'Source address failed ingress/egress policy',
    'Reject route to destination',
    'Error in Source Routing Header',
  ],
  3: ['hop limit exceeded in transit', 'fragment reassembly time exceeded'],
  4: [
    'erroneous header field encountered',
    'unrecognized Next Header type encountered',
    'unrecognized IPv6 option encountered',
    'IPv6 First Fragment has incomplete IPv6 Header Chain',
  ],
};

/** Every word for a code. */
export function icmpv6CodeNames(): string[] {
  return Object.values(codeNames).flat();
}

const reserved = (length: number) => bytes(length).as('reserved').label('Reserved').default(new Uint8Array(length));
const reserved4 = { reserved: reserved(4) } as const;

const echo = {
  identifier: uint(16).hex().as('echo.identifier').label('Identifier').default(0),
  sequence: uint(16).as('echo.sequence_number').label('Sequence').default(0),
} as const;

const preferenceNames = { 0: 'Medium', 1: 'High', 2: 'Reserved', 3: 'Low' } as const;

/** RFC 4861 §4.2, RFC 4191 §2.2. */
const routerAdvertisement = {
  hopLimit: uint(8).as('nd.ra.cur_hop_limit').label('Cur hop limit').default(64),
  raFlags: group({
    managed: flag().as('m').label('Managed address configuration'),
    otherConfig: flag().as('o').label('Other configuration'),
    homeAgent: flag().as('h').label('Home Agent'),
    preference: uint(2).as('prf').label('Prf (Default Router Preference)').enum(preferenceNames).default(0),
    proxy: flag().as('p').label('Proxy'),
    raRest: uint(2).as('rsv').label('Reserved').reserved(),
  })
    .as('nd.ra.flag')
    .label('Flags'),
  routerLifetime: uint(16).counts('s').as('nd.ra.router_lifetime').label('Router lifetime (s)'),
  reachable: uint(32).counts('ms').as('nd.ra.reachable_time').label('Reachable time (ms)').default(0),
  retransmit: uint(32).counts('ms').as('nd.ra.retrans_timer').label('Retrans timer (ms)').default(0),
  raOptions: discoveryOptions,
} as const;

const count =
  (key: string) =>
  ({ values }: SealContext) =>
    (values[key] as readonly unknown[] | undefined)?.length ?? 0;

/** RFC 3810 §5.1. */
const query2 = {
  flags: group({
    rest: uint(4).as('reserved').label('Reserved').reserved(),
    suppress: flag().as('s').label('Suppress Router-Side Processing'),
    robustness: uint(3).as('qrv').label("QRV (Querier's Robustness Variable)").default(2),
  })
    .as('mld.flag')
    .label('Flags'),
  interval: uint(8).as('mld.qqi').label("QQIC (Querier's Query Interval Code)").default(125),
  sourceCount: computed(uint(16).as('mld.nb_sources').label('Number of Sources'), count('sources')),
  sources: records(
    'icmpv6',
    { source: ipv6Address().as('mld.source_address').label('Source Address') },
    ({ sourceCount }) => sourceCount!,
  ),
} as const;

const listener = {
  delay: uint(16).counts('ms').as('mld.maximum_response_delay').label('Maximum Response Delay [ms]').default(0),
  listenerReserved: reserved(2),
  group: ipv6Address().as('mld.multicast_address').label('Multicast Address').default(new Uint8Array(16)),
} as const;

const recordNames = {
  1: 'Include',
  2: 'Exclude',
  3: 'Changed to include',
  4: 'Changed to exclude',
  5: 'Allow new sources',
  6: 'Block old sources',
} as const;

/** RFC 3810 §5.2. The auxiliary data counts in words. */
const record = {
  recordType: uint(8).as('mldr.mar.record_type').label('Record Type').enum(recordNames),
  auxLength: computed(
    uint(8).as('mldr.mar.aux_data_len').label('Aux Data Len'),
    ({ values }) => ((values.aux as Uint8Array | undefined)?.length ?? 0) / 4,
  ),
  sourceCount: computed(uint(16).as('mldr.mar.nb_sources').label('Number of Sources'), count('sources')),
  group: ipv6Address().as('mldr.mar.multicast_address').label('Multicast Address'),
  sources: records(
    'icmpv6',
    { source: ipv6Address().as('mldr.mar.source_address').label('Source Address') },
    ({ sourceCount }) => sourceCount!,
  ),
  aux: bytes(({ auxLength }) => 4 * auxLength!, 4)
    .as('mldr.mar.auxiliary_data')
    .label('Auxiliary Data'),
} as const;

export const icmpv6 = header(
  'icmpv6',
  'Internet Control Message Protocol v6',
  'RFC 4443, RFC 4861, RFC 3810',
  {
    type: uint(8).label('Type').enum(typeNames),
    code: uint(8)
      .label('Code')
      .describe((code, values) => codeNames[values.type as number]?.[code])
      .default(0),
    checksum: computed(uint(16).hex().label('Checksum'), internetChecksum),
    body: variant(
      'type',
      {
        2: { mtu: uint(32).label('MTU') },
        4: { pointer: uint(32).label('Pointer') },
        128: echo,
        129: echo,
        130: { ...listener, more: optional('icmpv6', query2) },
        131: listener,
        132: listener,
        133: { ...reserved4, rsOptions: discoveryOptions },
        134: routerAdvertisement,
        135: {
          ...reserved4,
          nsTarget: ipv6Address().as('nd.ns.target_address').label('Target Address'),
          nsOptions: discoveryOptions,
        },
        136: {
          naFlags: group({
            router: flag().as('r').label('Router'),
            solicited: flag().as('s').label('Solicited'),
            override: flag().as('o').label('Override'),
            naRest: uint(29).as('rsv').label('Reserved').reserved(),
          })
            .as('nd.na.flag')
            .label('Flags'),
          naTarget: ipv6Address().as('nd.na.target_address').label('Target Address'),
          naOptions: discoveryOptions,
        },
        137: {
          ...reserved4,
          redirectTarget: ipv6Address().as('nd.rd.target_address').label('Target Address'),
          redirectDestination: ipv6Address().as('rd.na.destination_address').label('Destination Address'),
          redirectOptions: discoveryOptions,
        },
        143: {
          reportReserved: reserved(2),
          recordCount: computed(
            uint(16).as('mldr.nb_mcast_records').label('Number of Multicast Address Records'),
            count('records'),
          ),
          records: records('icmpv6', record, ({ recordCount }) => recordCount!),
        },
      },
      reserved4,
    ),
  },
  { summary: describe },
);

/** As Wireshark's Info column, without what it reads from the options. */
function describe(
  { type, code, identifier, sequence }: { type: number; code: number; identifier?: unknown; sequence?: unknown },
  { outer }: SummaryContext,
): string {
  const name = (typeNames as Readonly<Record<number, string>>)[type] ?? `Unknown ICMPv6 type ${type}`;
  if (typeof identifier === 'number')
    return `${name} id=0x${identifier.toString(16).padStart(4, '0')}, seq=${String(sequence)}, hop limit=${String(outer?.hlim ?? '?')}`;
  const what = codeNames[type]?.[code];
  return what === undefined ? name : `${name} (${what})`;
}
