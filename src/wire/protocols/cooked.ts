/**
 * What stands in front of a packet that was captured without its link layer: Linux's "cooked" headers of devices such as
 * `any` (tcpdump.org/linktypes, LINUX_SLL and LINUX_SLL2) and BSD's loopback headers. Reads first: ethernet.ts.
 */
import { mac, uint } from '../codec/field.js';
import { header } from '../codec/header.js';
import { typeOrLength } from './ethernet.js';

/** Linux: PACKET_HOST and its neighbours, include/uapi/linux/if_packet.h. */
const packetTypes = {
  0: 'Unicast to us',
  1: 'Broadcast',
  2: 'Multicast',
  3: 'Unicast to another host',
  4: 'Sent by us',
} as const;
/** Linux: ARPHRD_…, include/uapi/linux/if_arp.h. */
const hardwareTypes = { 1: 'Ethernet', 772: 'Loopback', 65534: 'None' } as const;

const packetType = (bits: number, suffix: string) => uint(bits).as(suffix).label('Packet type').enum(packetTypes);
const hardware = (suffix: string) => uint(16).as(suffix).label('Link-layer address type').enum(hardwareTypes);
const addressLength = (bits: number, suffix: string) => uint(bits).as(suffix).label('Link-layer address length');
const unused = (suffix: string) => uint(16).as(suffix).label('Unused').hex();

/** The address has eight bytes of room; of Ethernet's six, two are unused. */
export const sll = header('sll', 'Linux cooked capture v1', 'LINKTYPE_LINUX_SLL', {
  packetType: packetType(16, 'pkttype'),
  hardwareType: hardware('hatype'),
  addressLength: addressLength(16, 'halen'),
  src: mac().as('src.eth').label('Source'),
  unused: unused('unused').default(0),
  type: typeOrLength('etype').label('Protocol'),
});

/** Wireshark gives its fields version 1's names. */
export const sll2 = header('sll2', 'Linux cooked capture v2', 'LINKTYPE_LINUX_SLL2', {
  type: typeOrLength('/sll.etype').label('Protocol'),
  reserved: uint(16).reserved().hidden(),
  ifindex: uint(32).as('/sll.ifindex').label('Interface index'),
  hardwareType: hardware('/sll.hatype'),
  packetType: packetType(8, '/sll.pkttype'),
  addressLength: addressLength(8, '/sll.halen'),
  src: mac().as('/sll.src.eth').label('Source'),
  unused: unused('/sll.unused').default(0),
});

/** AF_INET; AF_INET6 of NetBSD, FreeBSD and Darwin. */
export const families = { ipv4: [2], ipv6: [24, 28, 30] } as const;
/** The number as it reads in the other byte order: the header is in that of the machine that captured. */
export const swapped = (family: number): number => family * 0x1000000;

const familyNames: Readonly<Record<number, string>> = { 2: 'IP', 24: 'IPv6', 28: 'IPv6', 30: 'IPv6' };

/** LINKTYPE_NULL in the byte order of whoever captured, LINKTYPE_LOOP in the network's. */
export const loopback = header('null', 'Null/Loopback', 'LINKTYPE_NULL', {
  family: uint(32)
    .label('Family')
    .describe(value => familyNames[value > 0xffff ? value / 0x1000000 : value]),
});
