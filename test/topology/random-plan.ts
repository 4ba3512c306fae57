// Random small networks: hosts on one or two switches, commands and faults at random times.
import fc from '../property.js';
import type { Plan } from './build.js';

const NAMES = ['A', 'B', 'C', 'D', 'E'];

interface Draft {
  readonly hosts: number;
  readonly twoSwitches: boolean;
  /** The second box is a hub, or the first one is. */
  readonly hub: 'none' | 's1' | 's2';
  /** Two cables between the switches, and a spanning tree that lets one be used. */
  readonly ring: boolean;
  readonly seed: number;
  readonly loss: number;
  readonly things: readonly {
    readonly tenths: number;
    readonly node: number;
    readonly target: number;
    readonly what: number;
  }[];
}

function line(what: number, target: number, index: number): string {
  const ip = `10.0.0.${target + 1}`;
  const lines = [
    `ping -c 2 -i 0.3 ${ip}`,
    `ping -c 1 -W 1 10.0.0.99`,
    `arping -c 1 -I eth0 ${ip}`,
    `arping -U -c 1 -I eth0 10.0.0.${index + 1}`,
    'ip neigh flush all',
    'ip link set eth0 down',
    'ip link set eth0 up',
    `ip addr add 10.0.0.${100 + target}/24 dev eth0`,
    `ip neigh replace ${ip} lladdr 02:00:00:00:99:0${target} dev eth0 nud stale`,
    'ip neigh',
    'no-such-command',
  ];
  return lines[what % lines.length]!;
}

function tcpLine(what: number, target: number, index: number): string {
  const ip = `10.0.0.${target + 1}`;
  const lines = [
    `nc -l -p ${8000 + index}`,
    `nc -w 1 ${ip} ${8000 + target} hello`,
    `tcpd -b 1 -a 1s -r 2K ${9000 + index}`,
    `tcpsend ${ip} ${9000 + target} 5000`,
    'ss -tano',
  ];
  return lines[what % lines.length]!;
}

function vlanLine(what: number, link: string, vid: number): string {
  const port = /-s1\.(p\d)/.exec(link)?.[1] ?? 'p1';
  if (what === 14) return 'ip link set br0 type bridge vlan_filtering 1';
  if (what === 15) return `bridge vlan add dev ${port} vid ${vid} pvid untagged`;
  if (what === 16) return `bridge vlan del dev ${port} vid ${vid}`;
  return `ip link set br0 type bridge vlan_filtering 0 vlan_default_pvid ${vid}`;
}

/** From here on `what` is a line of TCP. */
const TCP = 20;

const TREE = 'ip link set br0 type bridge stp_state 1 forward_delay 200 hello_time 100 max_age 600';
/** The second cable goes before the trees do: all is to come to rest, and no broadcast to circle. */
const REST = { cut: 11, off: 12 } as const;

function planOf({ hosts, twoSwitches, ring, hub, seed, loss, things }: Draft): Plan {
  // A hub knows no tree, and a ring with it would be one storm.
  const tree = twoSwitches && ring && hub === 'none';
  const second = `s1.p${hosts + 2}-s2.p${hosts + 2}`;
  const names = NAMES.slice(0, hosts);
  const far = (i: number) => twoSwitches && i % 2 === 1;
  const links = names.map((name, i) => `${name}-${far(i) ? 's2' : 's1'}.p${i + 1}`);
  const at = (tenths: number) => tenths / 10;
  const boxes = twoSwitches ? [['s1', hosts + 2] as const, ['s2', hosts + 2] as const] : [['s1', hosts] as const];
  const typed = things
    .filter(({ what }) => what < 11 || what >= TCP)
    .map(({ tenths, node, target, what }) => {
      const index = node % hosts;
      const typing = what >= TCP ? tcpLine : line;
      return [at(tenths), names[index]!, typing(what, target % hosts, index)] as const;
    });
  // A hub takes no commands.
  const vlans = things
    .filter(({ what }) => what >= 14 && what < TCP && hub !== 's1')
    .map(({ tenths, node, target, what }) => {
      return [at(tenths), 's1', vlanLine(what, links[node % hosts]!, 1 + (target % 3) * 10)] as const;
    });
  return {
    hosts: Object.fromEntries(names.map((name, i) => [name, `10.0.0.${i + 1}/24`])),
    switches: Object.fromEntries(boxes.filter(([name]) => name !== hub)),
    hubs: Object.fromEntries(boxes.filter(([name]) => name === hub)),
    links: twoSwitches ? [...links, `s1.p${hosts + 1}-s2.p${hosts + 1}`, ...(tree ? [second] : [])] : links,
    ...(tree ? { setup: { s1: [TREE], s2: [TREE] } } : {}),
    seed,
    loss,
    errors: seed % 5 === 0 ? 0.1 : 0,
    run: [
      ...typed,
      ...vlans,
      ...(tree ? ['s1', 's2'].map(sw => [REST.off, sw, 'ip link set br0 type bridge stp_state 0'] as const) : []),
    ],
    faults: [
      ...things
        .filter(({ what }) => what >= 11 && what < 14)
        .map(({ tenths, node, what }) => {
          const link = links[node % hosts]!.split('-');
          return [at(tenths), `${link[0]}.eth0-${link[1]}`, what % 2 === 0] as const;
        }),
      ...(tree ? [[REST.cut, second, false] as const] : []),
    ],
  };
}

export const plans: fc.Arbitrary<Plan> = fc
  .record({
    hosts: fc.integer({ min: 2, max: 5 }),
    twoSwitches: fc.boolean(),
    hub: fc.constantFrom('none', 's1', 's2'),
    ring: fc.boolean(),
    seed: fc.nat(0xffff),
    loss: fc.constantFrom(0, 0, 0.2),
    things: fc.array(
      fc.record({
        tenths: fc.nat(80),
        node: fc.nat(20),
        target: fc.nat(20),
        what: fc.nat(TCP + 4),
      }),
      { minLength: 2, maxLength: 12 },
    ),
  })
  .map(planOf);
