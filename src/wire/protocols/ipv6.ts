/** The fixed header of IPv6. Reads first: ../codec/header.ts. Extension headers are in ipv6-ext.ts. */
import { formatIpv6 } from '../address.js';
import { computed, group, uint } from '../codec/field.js';
import { header } from '../codec/header.js';
import { payloadLength } from '../codec/seal.js';
import { ipv6Address } from '../codec/variable.js';
import { dscpNames, ecnNames, ipProtocols } from './ipv4.js';

/** `src` and `dst` are 16 bytes; `proto` is the next header. */
export const ipv6 = header(
  'ipv6',
  'Internet Protocol Version 6',
  'RFC 8200 §3',
  {
    version: uint(4).label('Version').default(6),
    tclass: group({
      dscp: uint(6).label('Differentiated Services Codepoint').enum(dscpNames).default(0),
      ecn: uint(2).label('Explicit Congestion Notification').enum(ecnNames).default(0),
    }).label('Traffic Class'),
    flow: uint(20).hex().label('Flow Label').default(0),
    plen: computed(uint(16).label('Payload Length'), payloadLength),
    proto: uint(8).as('nxt').label('Next Header').enum(ipProtocols),
    hlim: uint(8).label('Hop Limit').default(64),
    src: ipv6Address().label('Source Address'),
    dst: ipv6Address().label('Destination Address'),
  },
  {
    summary: ({ proto, src, dst }) =>
      `${formatIpv6(src)} → ${formatIpv6(dst)} ${(ipProtocols as Readonly<Record<number, string>>)[proto] ?? 'Unknown'}`,
  },
);
