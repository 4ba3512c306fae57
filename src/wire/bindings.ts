/** Which protocol follows which. Importing this registers all of them. Reads first: codec/bind.ts. */
import { bind } from './codec/bind.js';
import { arp } from './protocols/arp.js';
import { ethernet } from './protocols/ethernet.js';
import { icmp, icmpType } from './protocols/icmp.js';
import { ipv4 } from './protocols/ipv4.js';
import { ipv6 } from './protocols/ipv6.js';
import { tcp } from './protocols/tcp.js';
import { udp } from './protocols/udp.js';

bind(ethernet, { type: 0x0800 }, ipv4);
bind(ethernet, { type: 0x0806 }, arp);
bind(ethernet, { type: 0x86dd }, ipv6);
bind(ipv6, { proto: 6 }, tcp);
bind(ipv6, { proto: 17 }, udp);

// Only a first fragment has the next header in front (RFC 791 §3.2).
for (const [proto, inner] of [
  [1, icmp],
  [6, tcp],
  [17, udp],
] as const) {
  bind(ipv4, { proto, fragOffset: 0, mf: 0 }, inner);
  bind(ipv4, { proto, fragOffset: 0, mf: 1 }, inner, 'fragment');
}

for (const type of ['unreachable', 'sourceQuench', 'redirect', 'timeExceeded', 'parameterProblem'] as const) {
  bind(icmp, { type: icmpType[type] }, ipv4, 'quoted');
}
