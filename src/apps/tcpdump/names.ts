// Names that tcpdump shows in place of numbers: of ports (/etc/services), protocols (/etc/protocols), EtherTypes, addresses.
import { formatIpv4, formatMac } from '../../wire/index.js';
import type { TcpdumpOptions } from './options.js';

/** What one line is made with. */
export type Manner = Pick<TcpdumpOptions, 'numeric' | 'link' | 'verbose' | 'quiet' | 'absolute'>;

/** Ports by name: what a Debian system has in /etc/services, as far as lessons and people use it. */
export const SERVICES: readonly (readonly [port: number, name: string, only?: 'tcp' | 'udp'])[] = [
  [7, 'echo'],
  [9, 'discard'],
  [13, 'daytime'],
  [20, 'ftp-data', 'tcp'],
  [21, 'ftp', 'tcp'],
  [22, 'ssh', 'tcp'],
  [23, 'telnet', 'tcp'],
  [25, 'smtp', 'tcp'],
  [37, 'time'],
  [53, 'domain'],
  [67, 'bootps', 'udp'],
  [68, 'bootpc', 'udp'],
  [69, 'tftp', 'udp'],
  [80, 'http', 'tcp'],
  [110, 'pop3', 'tcp'],
  [123, 'ntp', 'udp'],
  [143, 'imap2', 'tcp'],
  [161, 'snmp'],
  [179, 'bgp', 'tcp'],
  [443, 'https'],
  [514, 'syslog', 'udp'],
  [520, 'route', 'udp'],
  [8080, 'http-alt', 'tcp'],
];

export function portName(port: number, protocol: 'tcp' | 'udp', { numeric }: Manner): string {
  if (numeric) return String(port);
  return SERVICES.find(([n, , only]) => n === port && (only ?? protocol) === protocol)?.[1] ?? String(port);
}

/** IP protocols that pcap-filter and tcpdump know by name. */
export const PROTOCOLS: Readonly<Record<string, number>> = {
  icmp: 1,
  igmp: 2,
  tcp: 6,
  udp: 17,
  gre: 47,
  esp: 50,
  ah: 51,
  icmp6: 58,
  ospf: 89,
  pim: 103,
  vrrp: 112,
  sctp: 132,
};
/** tcpdump ipproto_values: IPv4 protocols as -v writes them. */
const CAPITALS: Readonly<Record<number, string>> = {
  1: 'ICMP',
  2: 'IGMP',
  6: 'TCP',
  17: 'UDP',
  47: 'GRE',
  50: 'ESP',
  51: 'AH',
  58: 'ICMPv6',
  89: 'OSPF',
  103: 'PIM',
  112: 'VRRP',
  132: 'SCTP',
};
export const protocolTitle = (n: number): string => CAPITALS[n] ?? 'unknown';
/** /etc/protocols, as the rest of a fragmented packet names it; -n leaves the number. */
export const protocolName = (n: number, { numeric }: Manner): string =>
  (numeric ? undefined : knownProtocol(n)) ?? `ip-proto-${n}`;
const knownProtocol = (n: number): string | undefined =>
  n === 89 ? 'ospf' : n === 58 ? 'ipv6-icmp' : Object.keys(PROTOCOLS).find(name => PROTOCOLS[name] === n);

/** EtherTypes as tcpdump writes them. */
const ETHER_TYPES: Readonly<Record<number, string>> = {
  2048: 'IPv4',
  2054: 'ARP',
  32821: 'Reverse ARP',
  34525: 'IPv6',
  33024: '802.1Q',
  34958: 'EAPOL',
  34984: '802.1Q-QinQ',
  35020: 'LLDP',
};
export const etherTypeName = (type: number): string => ETHER_TYPES[type] ?? 'Unknown';

export const hex = (n: number, digits = 0): string => n.toString(16).padStart(digits, '0');

/** An IPv4 address: only the node's own loopback address has a name, there is no DNS. */
export const host = (ip: number, { numeric }: Manner): string =>
  !numeric && ip === 0x7f000001 ? 'localhost' : formatIpv4(ip);

/** A MAC address; without -n with its maker, whom netstep's addresses have none of. */
export function mac(address: number, { numeric }: Manner): string {
  if (numeric) return formatMac(address);
  if (address === 0xffffffffffff) return 'Broadcast';
  // The maker with the number 0 is Xerox, whom tcpdump calls Ethernet.
  return `${formatMac(address)} (oui ${address < 0x1000000 ? 'Ethernet' : 'Unknown'})`;
}
