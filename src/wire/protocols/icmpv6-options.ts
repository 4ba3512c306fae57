/** Options of neighbour discovery: their length counts eight bytes. Reads first: ../codec/options.ts. Then icmpv6.ts. */
import { flag, group, uint } from '../codec/field.js';
import { option, options } from '../codec/options.js';
import { bytes, ipv6Address, list } from '../codec/variable.js';

const node = 'opt';
const reserved = (length: number) =>
  bytes(length).as('opt.reserved').label('Reserved').default(new Uint8Array(length)).hidden();

/** Of Ethernet six bytes; other links fill up to a multiple of eight. */
const linkAddress = {
  address: bytes(undefined, 8, 6).as('opt.linkaddr').label('Link-layer address').default(new Uint8Array(6)),
} as const;

/** RFC 4861 §4.6; 4191 (route); 6275 (advertisement interval, home agent); 3971 (nonce); 8106 (DNS). */
export const discoveryOptions = options(
  {
    kindAs: 'opt.type',
    lengthAs: 'opt.length',
    unknownAs: node,
    dataAs: 'data',
    label: 'ICMPv6 Option',
    align: 1,
    unit: 8,
    lengthCountsAll: true,
  },
  {
    sourceLink: option(1, node, 'Source link-layer address', linkAddress),
    targetLink: option(2, node, 'Target link-layer address', linkAddress),
    prefix: option(3, node, 'Prefix information', {
      length: uint(8).as('opt.prefix.length').label('Prefix Length'),
      flags: group({
        onLink: flag().as('l').label('On-link flag(L)'),
        autonomous: flag().as('a').label('Autonomous address-configuration flag(A)'),
        router: flag().as('r').label('Router address flag(R)'),
        rest: uint(5).as('reserved').label('Reserved').reserved(),
      })
        .as('opt.prefix.flag')
        .label('Flag'),
      valid: uint(32).counts('s').as('opt.prefix.valid_lifetime').label('Valid Lifetime'),
      preferred: uint(32).counts('s').as('opt.prefix.preferred_lifetime').label('Preferred Lifetime'),
      reserved: reserved(4),
      prefix: ipv6Address().as('opt.prefix').label('Prefix'),
    }),
    redirected: option(4, node, 'Redirected header', {
      reserved: reserved(6),
      packet: bytes(undefined, 8).as('opt.redirected_packet').label('Redirected Packet').default(new Uint8Array(0)),
    }),
    mtu: option(5, node, 'MTU', { reserved: reserved(2), mtu: uint(32).as('opt.mtu').label('MTU') }),
    interval: option(7, node, 'Advertisement Interval', {
      reserved: reserved(2),
      interval: uint(32).counts('ms').as('opt.advertisement_interval').label('Advertisement Interval'),
    }),
    homeAgent: option(8, node, 'Home Agent Information', {
      reserved: reserved(2),
      preference: uint(16).as('opt.home_agent_preference').label('Home Agent Preference'),
      lifetime: uint(16).counts('s').as('opt.home_agent_lifetime').label('Home Agent Lifetime'),
    }),
    nonce: option(14, node, 'Nonce', {
      nonce: bytes(undefined, 8, 6).as('opt.nonce').label('Nonce').default(new Uint8Array(6)),
    }),
    dnsServers: option(25, node, 'Recursive DNS Server', {
      reserved: reserved(2),
      lifetime: uint(32).counts('s').as('opt.rdnss.lifetime').label('Lifetime'),
      servers: list('icmpv6', { server: ipv6Address().as('opt.rdnss').label('Recursive DNS Servers') }),
    }),
  },
).label('Options');
