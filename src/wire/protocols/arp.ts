/** ARP for IPv4 over Ethernet: the one combination of sizes with fixed places. Reads first: ../codec/header.ts. */
import { formatIpv4, formatMac } from '../address.js';
import { ipv4Address, mac, uint } from '../codec/field.js';
import { header } from '../codec/header.js';
import { etherTypes } from './ethernet.js';

export const arpOpcode = { request: 1, reply: 2 } as const;

export const arp = header(
  'arp',
  'Address Resolution Protocol',
  'RFC 826',
  {
    hwType: uint(16).as('hw.type').label('Hardware type').enum({ 1: 'Ethernet' }).default(1),
    protoType: uint(16).as('proto.type').label('Protocol type').hex().enum(etherTypes).default(0x0800),
    hwSize: uint(8).as('hw.size').label('Hardware size').default(6),
    protoSize: uint(8).as('proto.size').label('Protocol size').default(4),
    opcode: uint(16).label('Opcode').enum({ 1: 'request', 2: 'reply', 3: 'reverse request', 4: 'reverse reply' }),
    srcMac: mac().as('src.hw_mac').label('Sender MAC address'),
    srcIp: ipv4Address().as('src.proto_ipv4').label('Sender IP address'),
    dstMac: mac().as('dst.hw_mac').label('Target MAC address').default(0),
    dstIp: ipv4Address().as('dst.proto_ipv4').label('Target IP address'),
  },
  { hasPayload: false, summary: describe },
);

/** The words of Wireshark 4.0. RFC 5227 §3: sender and target address alike announce. */
function describe({
  opcode,
  srcMac,
  srcIp,
  dstIp,
}: {
  opcode: number;
  srcMac: number;
  srcIp: number;
  dstIp: number;
}): string {
  const reply = opcode === arpOpcode.reply;
  if (srcIp === dstIp && (reply || opcode === arpOpcode.request))
    return `Gratuitous ARP for ${formatIpv4(srcIp)} (${reply ? 'Reply' : 'Request'})`;
  if (opcode === arpOpcode.request) return `Who has ${formatIpv4(dstIp)}? Tell ${formatIpv4(srcIp)}`;
  if (reply) return `${formatIpv4(srcIp)} is at ${formatMac(srcMac)}`;
  return `Unknown ARP opcode 0x${opcode.toString(16).padStart(4, '0')}`;
}
