/** The extension headers of IPv6. Reads first: ipv6.ts. Each names the next one; fragments are not put together here. */
import { computed, flag, uint, variant } from '../codec/field.js';
import { header } from '../codec/header.js';
import { option, options } from '../codec/options.js';
import { bytes, ipv6Address, list } from '../codec/variable.js';
import { ipProtocols } from './ipv4.js';

const proto = uint(8).as('nxt').label('Next Header').enum(ipProtocols);

/** RFC 8200 §4.3: 8-octet units beyond the first eight octets. */
const length = computed(uint(8).as('len').label('Length'), seal => seal.header.length / 8 - 1);
const beyond =
  (fixed: number) =>
  ({ length: units }: { readonly length?: number }) =>
    8 * units! + 8 - fixed;

const none = new Uint8Array(0);

/** RFC 8200 §4.2; 2711 (router alert); 2675 (jumbo); 2473 (tunnel limit); 6275 (home address); 8250 (metrics). */
const optionList = options(
  {
    kindAs: '/ipv6.opt.type',
    lengthAs: '/ipv6.opt.length',
    nop: [0, '/ipv6.opt', 'Pad1'],
    unknownAs: '/ipv6.opt',
    dataAs: '/ipv6.opt.unknown',
    label: 'IPv6 Option',
    align: 8,
    rest: 6,
    lengthCountsAll: false,
  },
  {
    padN: option(1, '/ipv6.opt', 'PadN', { zeros: bytes().as('/ipv6.opt.padn').label('PadN').default(none) }),
    tunnelLimit: option(4, '/ipv6.opt', 'Tunnel Encapsulation Limit', {
      limit: uint(8).as('/ipv6.opt.tel').label('Tunnel Encapsulation Limit'),
    }),
    routerAlert: option(5, '/ipv6.opt', 'Router Alert', {
      alert: uint(16)
        .as('/ipv6.opt.router_alert')
        .label('Router Alert')
        .enum({ 0: 'MLD', 1: 'RSVP', 2: 'Active Network' }),
    }),
    metrics: option(15, '/ipv6.opt', 'Performance and Diagnostic Metrics', {
      scaleReceived: uint(8).as('/ipv6.opt.pdm.scale_dtlr').label('Scale DTLR'),
      scaleSent: uint(8).as('/ipv6.opt.pdm.scale_dtls').label('Scale DTLS'),
      thisPacket: uint(16).as('/ipv6.opt.pdm.psn_this_pkt').label('PSN This Packet'),
      lastReceived: uint(16).as('/ipv6.opt.pdm.psn_last_recv').label('PSN Last Received'),
      deltaReceived: uint(16).as('/ipv6.opt.pdm.delta_last_recv').label('Delta Time Last Received'),
      deltaSent: uint(16).as('/ipv6.opt.pdm.delta_last_sent').label('Delta Time Last Sent'),
    }),
    jumbo: option(0xc2, '/ipv6.opt', 'Jumbo Payload', {
      length: uint(32).as('/ipv6.opt.jumbo').label('Payload Length'),
    }),
    homeAddress: option(0xc9, '/ipv6.opt', 'Home Address', {
      address: ipv6Address().as('/ipv6.opt.mipv6.home_address').label('MIPv6 Home Address'),
    }),
  },
  beyond(2),
);

/** The ends of the packet are the transport's too. */
const sameEnds = () => true;

export const hopByHop = header(
  'ipv6.hopopts',
  'IPv6 Hop-by-Hop Option',
  'RFC 8200 §4.3',
  { proto, length, options: optionList.label('Options') },
  { extension: sameEnds },
);

export const destinationOptions = header(
  'ipv6.dstopts',
  'Destination Options for IPv6',
  'RFC 8200 §4.6',
  { proto, length, options: optionList.label('Options') },
  { extension: sameEnds },
);

const typeNames = {
  0: 'Source Route',
  1: 'Nimrod',
  2: 'Mobile IP',
  3: 'RPL',
  4: 'Segment Routing',
  253: 'Experiment 1',
  254: 'Experiment 2',
} as const;

/** `segmentsLeft` above 0: the transport's checksum is made with the last address, not with the packet's (§8.1). */
export const routing = header(
  'ipv6.routing',
  'Routing Header for IPv6',
  'RFC 8200 §4.4, RFC 5095, RFC 6275, RFC 8754',
  {
    proto,
    length,
    type: uint(8).label('Type').enum(typeNames),
    segmentsLeft: uint(8).as('segleft').label('Segments Left').default(0),
    data: variant(
      'type',
      {
        0: {
          reserved0: bytes(4).as('src.reserved').label('Reserved').default(new Uint8Array(4)),
          addresses: list('ipv6.routing', { address: ipv6Address().as('src.addr').label('Address') }, beyond(8)),
        },
        2: {
          reserved2: bytes(4).as('mipv6.reserved').label('Reserved').default(new Uint8Array(4)),
          homes: list(
            'ipv6.routing',
            { home: ipv6Address().as('mipv6.home_address').label('Home Address') },
            beyond(8),
          ),
        },
      },
      { rest: bytes(beyond(4), 8, 4).as('unknown_data').label('Type-Specific Data').default(none) },
    ),
  },
  { extension: ({ segmentsLeft }) => segmentsLeft === 0 },
);

/** RFC 8200 §4.5. `offset` counts 8 bytes. */
export const fragment = header(
  'ipv6.fraghdr',
  'Fragment Header for IPv6',
  'RFC 8200 §4.5',
  {
    proto: proto.label('Next header'),
    reservedOctet: uint(8).hex().as('reserved_octet').label('Reserved octet').reserved(),
    offset: uint(13).units(8).label('Offset').default(0),
    reservedBits: uint(2).as('reserved_bits').label('Reserved bits').reserved(),
    more: flag().label('More Fragments'),
    ident: uint(32).hex().label('Identification'),
  },
  { extension: sameEnds, summary: describe },
);

function describe({
  offset,
  more,
  ident,
  proto: next,
}: {
  offset: number;
  more: number;
  ident: number;
  proto: number;
}): string | undefined {
  if (offset === 0 && !more) return undefined;
  const id = ident.toString(16).padStart(8, '0');
  return `IPv6 fragment (off=${offset * 8} more=${more ? 'y' : 'n'} ident=0x${id} nxt=${next})`;
}
