/** The fixed header of IPv6, so that such frames can be read. Extension headers are data. Reads first: ../codec/header.ts. */
import { formatIpv6 } from '../address.js';
import { computed, uint } from '../codec/field.js';
import { header } from '../codec/header.js';
import { payloadLength } from '../codec/seal.js';
import { bytes } from '../codec/variable.js';
import { ipProtocols } from './ipv4.js';

/** `src` and `dst` are 16 bytes; `proto` is the next header. */
export const ipv6 = header('ipv6', 'Internet Protocol Version 6', 'RFC 8200 §3', {
  version: uint(4).label('Version').default(6),
  tclass: uint(8).hex().label('Traffic Class').default(0),
  flow: uint(20).hex().label('Flow Label').default(0),
  plen: computed(uint(16).label('Payload Length'), payloadLength),
  proto: uint(8).as('nxt').label('Next Header').enum(ipProtocols),
  hlim: uint(8).label('Hop Limit').default(64),
  src: bytes(16).label('Source Address').describe(formatIpv6),
  dst: bytes(16).label('Destination Address').describe(formatIpv6),
});
