/** The options of IPv4. Reads first: ../codec/options.ts. Then ipv4.ts, which bears them. */
import { flag, group, ipv4Address, uint, variant } from '../codec/field.js';
import { option, options } from '../codec/options.js';
import { bytes, list, records, text } from '../codec/variable.js';

const pointer = uint(8).as('opt.ptr').label('Pointer').default(4);

/** Wireshark names unused slots ip.empty_rt and the passed ones of a source route ip.rec_rt; here all bear one name. */
const route = (name: 'rec_rt' | 'src_rt', label: string) =>
  ({ pointer, addresses: list('ip', { address: ipv4Address().as(name).label(label) }) }) as const;

const stamp = uint(32).as('opt.time_stamp').label('Time stamp');

/** RFC 791 §3.1: with `flag` 1 or 3 each stamp stands behind the address whose time it is. */
const pairs = {
  stamps: list('ip', { address: ipv4Address().as('opt.time_stamp_addr').label('Address'), time: stamp }),
} as const;

const timestamp = {
  pointer: uint(8).as('opt.ptr').label('Pointer').default(5),
  overflow: uint(4).as('opt.overflow').label('Overflow').default(0),
  flag: uint(4)
    .as('opt.flag')
    .label('Flag')
    .hex()
    .enum({ 0: 'Time stamps only', 1: 'Time stamp and address', 3: 'Time stamps for prespecified addresses' }),
  body: variant('flag', { 1: pairs, 3: pairs }, { words: list('ip', { word: stamp }) }),
} as const;

/** RFC 791 §3.1: sixteen levels of security, of which six are in use. */
const security791 = {
  level: uint(16).hex().as('opt.sec_rfc791_sec').label('Security').enum({
    0: 'Unclassified',
    61749: 'Confidential',
    30874: 'EFTO',
    48205: 'MMMM',
    55176: 'Secret',
    27589: 'Top Secret',
  }),
  compartments: uint(16).as('opt.sec_rfc791_comp').label('Compartments').default(0),
  handling: text(2).as('opt.sec_rfc791_hr').label('Handling Restrictions').default(''),
  control: text(3).as('opt.sec_rfc791_tcc').label('Transmission Control Code').default(''),
} as const;

/** RFC 1108 §2: a level, and whose rules protect it; a set last bit says that another octet of those follows. */
const security1108 = {
  classification: uint(8)
    .hex()
    .as('opt.sec_cl')
    .label('Classification Level')
    .enum({ 61: 'Top Secret', 90: 'Secret', 150: 'Confidential', 171: 'Unclassified' }),
  authorities: records('ip', {
    authority: group({
      genser: flag().as('/ip.opt.sec_prot_auth_genser').label('GENSER'),
      siopEsi: flag().as('/ip.opt.sec_prot_auth_siop_esi').label('SIOP-ESI'),
      sci: flag().as('/ip.opt.sec_prot_auth_sci').label('SCI'),
      nsa: flag().as('/ip.opt.sec_prot_auth_nsa').label('NSA'),
      doe: flag().as('/ip.opt.sec_prot_auth_doe').label('DOE'),
      unassigned: uint(2).hex().as('/ip.opt.sec_prot_auth_unassigned').label('Unassigned').reserved(),
      more: flag().as('/ip.opt.sec_prot_auth_fti').label('Field Termination Indicator'),
    })
      .as('opt.sec_prot_auth_flags')
      .label('Protection Authority Flags'),
  }),
} as const;

const mtu = { mtu: uint(16).as('opt.mtu').label('MTU') } as const;

/** RFC 791 §3.1; RFC 1108; RFC 1063 (MTU); RFC 1393 (traceroute); RFC 2113 (router alert); RFC 4782 (quick start). */
export const ipOptions = options(
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
    timestamp: option(68, 'options.timestamp', 'Time Stamp', timestamp),
    routerAlert: option(148, 'options.routeralert', 'Router Alert', {
      alert: uint(16).as('opt.ra').label('Router Alert').enum({ 0: 'Router shall examine packet' }).default(0),
    }),
    streamId: option(136, 'options.sid', 'Stream ID', {
      stream: uint(16).as('opt.sid').label('Stream Identifier'),
    }),
    security: option(130, 'options.security', 'Security', security791),
    basicSecurity: option(130, 'options.security', 'Security', security1108),
    extendedSecurity: option(133, 'options.ext_security', 'Extended Security', {
      format: uint(8).hex().as('opt.ext_sec_add_sec_info_format_code').label('Additional Security Info Format Code'),
      info: bytes().as('opt.ext_sec_add_sec_info').label('Additional Security Info').default(new Uint8Array(0)),
    }),
    mtuProbe: option(11, 'options.mtu_probe', 'MTU Probe', mtu),
    mtuReply: option(12, 'options.mtu_reply', 'MTU Reply', mtu),
    traceroute: option(82, 'options.traceroute', 'Traceroute', {
      number: uint(16).as('opt.id_number').label('ID Number'),
      outbound: uint(16).as('opt.ohc').label('Outbound Hop Count'),
      returning: uint(16).as('opt.rhc').label('Return Hop Count'),
      originator: ipv4Address().as('opt.originator').label('Originator IP Address'),
    }),
  },
);
