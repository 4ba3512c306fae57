// The network of scenario 16 of the reference captures.
import type { Plan } from '../topology/build.js';

const mac = (n: number) => `02:00:00:00:00:${n.toString(16).padStart(2, '0')}`;
const set = (dev: string, n: number, mtu = 1500) => [
  `ip link set ${dev} address ${mac(n)}`,
  `ip link set ${dev} mtu ${mtu}`,
];

/** Two hosts, two routers, and between these a link that carries 1000 bytes. */
export const plan: Plan = {
  hosts: {
    h1: { eth0: ['10.1.0.2/24'] },
    r1: { lan1: ['10.1.0.1/24'], mid1: ['10.0.12.1/30'] },
    r2: { mid2: ['10.0.12.2/30'], lan2: ['10.2.0.1/24'] },
    h2: { eth0b: ['10.2.0.2/24'] },
  },
  links: ['h1.eth0-r1.lan1', 'r1.mid1-r2.mid2', 'r2.lan2-h2.eth0b'],
  medium: 'veth',
  setup: {
    h1: [...set('eth0', 1), 'ip r add default via 10.1.0.1'],
    r1: [
      ...set('lan1', 17),
      ...set('mid1', 18, 1000),
      'ip r add 10.2.0.0/24 via 10.0.12.2',
      'sysctl -w net.ipv4.ip_forward=1',
    ],
    r2: [
      ...set('mid2', 19, 1000),
      ...set('lan2', 20),
      'ip r add 10.1.0.0/24 via 10.0.12.1',
      'sysctl -w net.ipv4.ip_forward=1',
    ],
    h2: [...set('eth0b', 2), 'ip r add default via 10.2.0.1'],
  },
};
