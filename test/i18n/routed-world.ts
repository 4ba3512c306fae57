// A small internet in which as much as possible happens to packets that are routed, for the sake of the reasons its stages give:
// two networks, two routers, a link that carries little, and somebody who sends what nobody should.
import { transmit } from '../../src/net/index.js';
import type { Network } from '../../src/topology/index.js';
import { checksum16, encodeStack, ethernet, icmp, ipv4 } from '../../src/wire/index.js';
import { build, type Plan, until, within } from '../topology/build.js';

const [A, R, C, FAR] = [0xc0000201, 0xc00002fe, 0xc6336402, 0xcb007101];
const macs = { A: 0x020000000101, R: 0x020000000201 };

const plan: Plan = {
  hosts: {
    A: { eth0: ['192.0.2.1/24'] },
    R: { eth0: ['192.0.2.254/24'], eth1: ['198.51.100.254/24'] },
    S: { eth0: ['192.0.2.253/24'] },
    C: { eth0: ['198.51.100.2/24'] },
  },
  switches: { sw: 3 },
  links: ['A-sw.p1', 'R.eth0-sw.p2', 'S-sw.p3', 'R.eth1-C.eth0'],
  setup: {
    A: ['ip route add default via 192.0.2.254', 'ip route add throw 10.200.0.0/16'],
    R: [
      'sysctl -w net.ipv4.ip_forward=1',
      'ip link set eth1 mtu 600',
      'ip route add 203.0.113.0/24 via 192.0.2.253',
      'ip route add 203.0.113.0/24 via 198.51.100.2 metric 9',
      'ip route add blackhole 10.1.0.0/16',
      'ip route add prohibit 10.2.0.0/16',
      'ip route add unreachable 10.3.0.0/16',
    ],
    S: ['sysctl -w net.ipv4.ip_forward=1', 'ip addr add 203.0.113.1/24 dev lo'],
    C: ['ip route add default via 198.51.100.254'],
  },
  run: [
    [1, 'A', 'ping -c 2 -M dont -s 1400 198.51.100.2'],
    [2.5, 'A', 'ping -c 1 -W 0.2 172.16.0.1'],
    [3, 'A', 'ping -c 2 -M do -s 1400 198.51.100.2'],
    [5, 'A', 'ping -c 1 -t 1 198.51.100.2'],
    ...[1, 2, 3].map(n => [5 + n, 'A', `ping -c 1 -W 1 10.${n}.0.1`] as const),
    [8.5, 'A', 'ping -c 1 10.200.0.1'],
    [9, 'A', 'ping -c 2 -i 0.01 -W 0.1 10.3.0.1'],
    [9.1, 'A', 'ping -c 3 -i 0.01 -W 0.3 10.9.0.1'],
    [11, 'A', 'ping -c 3 -i 0.5 203.0.113.1'],
    [14, 'A', 'ping -c 3 -i 0.01 -W 1 203.0.113.1'],
    [15, 'A', 'ping -R -c 1 198.51.100.2'],
    [16, 'A', 'traceroute -n -q 1 -N 4 198.51.100.2'],
    [17, 'R', 'sysctl -w net.ipv4.conf.eth0.rp_filter=1'],
    [17, 'C', 'sysctl -w net.ipv4.icmp_echo_ignore_all=1'],
    [17.1, 'A', 'ping -c 1 -W 1 198.51.100.2'],
    [340, 'A', 'ping -c 1 -W 1 203.0.113.1'],
    [341, 'A', 'ip route del default'],
  ],
};

/** Frames from A that are wrong in one way each. */
function wrongs(): Uint8Array[] {
  const eth = { dst: macs.R, src: macs.A, type: 0x0800 };
  const frame = (bytes: Uint8Array, change = {}) => encodeStack([[ethernet, { ...eth, ...change }]], bytes);
  const packet = (change: object, payload = new Uint8Array(16)) =>
    encodeStack([[ipv4, { src: A, dst: C, proto: 17, id: 5, ...change }]], payload);
  const error = (fields: Parameters<typeof icmp.encode>[0], quoted: Uint8Array) => {
    const message = new Uint8Array(8 + quoted.length);
    message.set(quoted, 8);
    icmp.encode(fields, message, 0, message.length);
    return message;
  };
  const quote = packet({ src: R, proto: 17 }).slice(0, 28);
  const options = (bytes: readonly number[], dst: number) => {
    const plain = packet({ dst });
    const out = new Uint8Array(plain.length + bytes.length);
    out.set(plain.slice(0, 20));
    out.set(bytes, 20);
    out.set(plain.slice(20), 20 + bytes.length);
    out.set([0x45 + bytes.length / 4, 0, 0, out.length]);
    out.fill(0, 10, 12);
    const sum = checksum16(out, 0, 20 + bytes.length);
    out.set([sum >> 8, sum & 0xff], 10);
    return out;
  };
  const short = packet({});
  short[0] = 0x44;
  return [
    frame(short),
    frame(packet({ src: R })),
    frame(packet({ src: 0xc6336403 })),
    frame(packet({ dst: 0x7f000001 })),
    frame(packet({}), { dst: 0xffffffffffff }),
    frame(packet({ dst: R, mf: 1, id: 6 })),
    frame(packet({ dst: R, mf: 1, id: 6 })),
    frame(packet({ dst: R, mf: 1, id: 6, fragOffset: 1 })),
    frame(packet({ dst: R, mf: 1, id: 7 })),
    frame(packet({ dst: R, id: 7, fragOffset: 0 }, new Uint8Array(4)), {}),
    frame(packet({ dst: R, mf: 1, id: 8, fragOffset: 8190 })),
    frame(packet({ dst: R, mf: 1, id: 9 })),
    frame(packet({ dst: R, proto: 99 })),
    frame(packet({ dst: R, proto: 1 }, error({ type: 3, code: 4, mtu: 9000 }, quote))),
    frame(packet({ dst: R, proto: 1 }, error({ type: 3, code: 77 }, quote))),
    frame(packet({ dst: R, proto: 1 }, error({ type: 11, code: 1 }, quote))),
    frame(packet({ ttl: 1, proto: 1 }, error({ type: 3, code: 1 }, quote))),
    frame(packet({ ttl: 1, fragOffset: 3 })),
    frame(options([7, 2, 0, 0], R)),
    frame(options([131, 7, 4, 1, 2, 3, 4, 0], FAR)),
  ];
}

/** Runs everything and gives the network with its journal. */
export function routedWorld(): Network {
  const network = build(plan);
  until(network, 17.5);
  const { world, stack } = network;
  for (const bytes of wrongs()) {
    within(network, () => {
      const frame = world.frames.create(bytes.length, 0, 'ethernet');
      world.frames.buffer(frame).set(bytes, world.frames.offset(frame));
      transmit(stack, stack.netns('A').device('eth0')!, frame);
    });
    world.run(100, world.now + 1_000_000);
  }
  return until(network, 345);
}
