// Random small networks: hosts on one or two switches, commands and faults at random times.
import fc from 'fast-check';
import type { Plan } from './build.js';

const NAMES = ['A', 'B', 'C', 'D', 'E'];

interface Draft {
  readonly hosts: number;
  readonly twoSwitches: boolean;
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

const TREE = 'ip link set br0 type bridge stp_state 1 forward_delay 200 hello_time 100 max_age 600';
/** The second cable goes before the trees do: all is to come to rest, and no broadcast to circle. */
const REST = { cut: 11, off: 12 } as const;

function planOf({ hosts, twoSwitches, ring, seed, loss, things }: Draft): Plan {
  const tree = twoSwitches && ring;
  const second = `s1.p${hosts + 2}-s2.p${hosts + 2}`;
  const names = NAMES.slice(0, hosts);
  const far = (i: number) => twoSwitches && i % 2 === 1;
  const links = names.map((name, i) => `${name}-${far(i) ? 's2' : 's1'}.p${i + 1}`);
  const at = (tenths: number) => tenths / 10;
  return {
    hosts: Object.fromEntries(names.map((name, i) => [name, `10.0.0.${i + 1}/24`])),
    switches: twoSwitches ? { s1: hosts + 2, s2: hosts + 2 } : { s1: hosts },
    links: twoSwitches ? [...links, `s1.p${hosts + 1}-s2.p${hosts + 1}`, ...(tree ? [second] : [])] : links,
    ...(tree ? { setup: { s1: [TREE], s2: [TREE] } } : {}),
    seed,
    loss,
    run: [
      ...things
        .filter(({ what }) => what < 11)
        .map(({ tenths, node, target, what }) => {
          const index = node % hosts;
          return [at(tenths), names[index]!, line(what, target % hosts, index)] as const;
        }),
      ...(tree ? ['s1', 's2'].map(sw => [REST.off, sw, 'ip link set br0 type bridge stp_state 0'] as const) : []),
    ],
    faults: [
      ...things
        .filter(({ what }) => what >= 11)
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
    ring: fc.boolean(),
    seed: fc.nat(0xffff),
    loss: fc.constantFrom(0, 0, 0.2),
    things: fc.array(
      fc.record({
        tenths: fc.nat(80),
        node: fc.nat(20),
        target: fc.nat(20),
        what: fc.nat(13),
      }),
      { minLength: 2, maxLength: 12 },
    ),
  })
  .map(planOf);
