/** Which protocol follows which. Importing this registers all of them. Reads first: codec/bind.ts. */
import { bind, bindTail } from './codec/bind.js';
import { arp } from './protocols/arp.js';
import { families, loopback, sll, sll2, swapped } from './protocols/cooked.js';
import { dhcp } from './protocols/dhcp.js';
import { eap } from './protocols/eap.js';
import { eapol, eapolEtherType, eapolType } from './protocols/eapol.js';
import { ethernet, lengthLimit } from './protocols/ethernet.js';
import { icmp } from './protocols/icmp.js';
import { icmpExtension } from './protocols/icmp-ext.js';
import { icmpType } from './protocols/icmp-names.js';
import { icmpv6, icmpv6Type } from './protocols/icmpv6.js';
import { igmp } from './protocols/igmp.js';
import { ipv4 } from './protocols/ipv4.js';
import { ipv6 } from './protocols/ipv6.js';
import { destinationOptions, fragment, hopByHop, routing } from './protocols/ipv6-ext.js';
import { llc, sap } from './protocols/llc.js';
import { stp } from './protocols/stp.js';
import { tcp } from './protocols/tcp.js';
import { udp } from './protocols/udp.js';
import { serviceTag, tpid, vlan } from './protocols/vlan.js';

// Whatever bears an EtherType; a number below 0x600 there is a length, and LLC follows.
for (const outer of [ethernet, vlan, serviceTag] as const) {
  bind(outer, { type: 0x0800 }, ipv4);
  bind(outer, { type: 0x0806 }, arp);
  bind(outer, { type: 0x86dd }, ipv6);
  bind(outer, { type: tpid.customer }, vlan);
  bind(outer, { type: tpid.service }, serviceTag);
  bind(outer, { type: eapolEtherType }, eapol);
  bind(outer, { type: { below: lengthLimit } }, llc);
}

for (const outer of [sll, sll2] as const) {
  bind(outer, { type: 0x0800 }, ipv4);
  bind(outer, { type: 0x0806 }, arp);
  bind(outer, { type: 0x86dd }, ipv6);
  bind(outer, { type: tpid.customer }, vlan);
  bind(outer, { type: tpid.service }, serviceTag);
  bind(outer, { type: 0x888e }, eapol);
  // ETH_P_802_2
  bind(outer, { type: 4 }, llc);
}
for (const family of families.ipv4) for (const is of [family, swapped(family)]) bind(loopback, { family: is }, ipv4);
for (const family of families.ipv6) for (const is of [family, swapped(family)]) bind(loopback, { family: is }, ipv6);

const unnumbered = { format: 3 } as const;
bind(llc, { dsapSap: sap.bpdu, ssapSap: sap.bpdu, ...unnumbered }, stp);
const ethernetSnap = { dsapSap: sap.snap, ssapSap: sap.snap, ...unnumbered, oui: 0 } as const;
// Cisco's spanning tree per VLAN.
bind(llc, { ...ethernetSnap, oui: 0x00000c, pid: 0x010b }, stp);
bind(llc, { ...ethernetSnap, type: 0x0800 }, ipv4);
bind(llc, { ...ethernetSnap, type: 0x0806 }, arp);
bind(llc, { ...ethernetSnap, type: 0x86dd }, ipv6);

bind(eapol, { type: eapolType.eap }, eap);

// Every header of IPv6 names the next one by the same numbers (RFC 8200 §4).
const next = [
  [0, hopByHop],
  [43, routing],
  [44, fragment],
  [60, destinationOptions],
  [4, ipv4],
  [6, tcp],
  [17, udp],
  [41, ipv6],
  [58, icmpv6],
] as const;
for (const [proto, inner] of next) {
  for (const outer of [ipv6, hopByHop, routing, destinationOptions] as const) bind(outer, { proto }, inner);
  bind(fragment, { proto, offset: 0, more: 0 }, inner);
  bind(fragment, { proto, offset: 0, more: 1 }, inner, 'fragment');
}
for (const type of ['unreachable', 'packetTooBig', 'timeExceeded', 'parameterProblem'] as const) {
  bind(icmpv6, { type: icmpv6Type[type] }, ipv6, 'quoted');
}

// Only a first fragment has the next header in front (RFC 791 §3.2).
for (const [proto, inner] of [
  [1, icmp],
  [2, igmp],
  [4, ipv4],
  [6, tcp],
  [17, udp],
  [41, ipv6],
] as const) {
  bind(ipv4, { proto, fragOffset: 0, mf: 0 }, inner);
  bind(ipv4, { proto, fragOffset: 0, mf: 1 }, inner, 'fragment');
}

for (const type of ['unreachable', 'sourceQuench', 'redirect', 'timeExceeded', 'parameterProblem'] as const) {
  bind(icmp, { type: icmpType[type] }, ipv4, 'quoted');
}
bind(icmp, { type: icmpType.extendedEcho }, icmpExtension);
// RFC 4884 §4: these three may say how many words of the datagram they quote; an extension follows.
const extensible = new Set<number>([icmpType.unreachable, icmpType.timeExceeded, icmpType.parameterProblem]);
bindTail(icmp, (buf, at) => (extensible.has(icmp.get.type(buf, at)) ? 4 * icmp.get.length(buf, at) : 0), icmpExtension);

// RFC 2131 §4.1: the server's port is 67, the client's 68.
bind(udp, { dstPort: 67 }, dhcp);
bind(udp, { dstPort: 68 }, dhcp);
bind(udp, { srcPort: 67 }, dhcp);
