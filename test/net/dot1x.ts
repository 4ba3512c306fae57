// Networks with 802.1X for tests: hosts that log in, a switch that asks.
import { LINK_DEFAULTS, Network, type NetworkDescription, type NodeDescription } from '../../src/topology/index.js';

const source = { file: 'test', line: 1, text: 'a test' };
export const SECOND = 1_000_000_000;
export const SUPPLICANT = 'wpa_supplicant -B -D wired -i eth0 -c /etc/wpa_supplicant.conf';

const host = (name: string, address: string, login?: NodeDescription['login'], setup: readonly string[] = []) => ({
  name,
  kind: 'host',
  devices: [{ name: 'eth0', addresses: [address], up: true }],
  sysctl: {},
  setup,
  source,
  ...(login === undefined ? {} : { login }),
});

export interface Office {
  /** Host → what it logs in with, and whether it does. */
  readonly logins?: Readonly<Record<string, { readonly user: string; readonly secret: string }>>;
  readonly dot1x?: NodeDescription['dot1x'];
  readonly users?: NodeDescription['users'];
  readonly run?: readonly (readonly [seconds: number, on: string, line: string])[];
  readonly cables?: readonly (readonly [seconds: number, link: string, up: boolean, to?: string])[];
  /** A and B hang on a hub at p1. */
  readonly hub?: boolean;
  readonly macVlans?: Readonly<Record<string, number>>;
  readonly subnetVlans?: Readonly<Record<string, number>>;
  readonly vlans?: NodeDescription['vlans'];
  readonly seed?: number;
}

export const USERS = {
  alice: { secret: 'wonderland', vlan: 20 },
  bob: { secret: 'builder', vlan: 30 },
  carol: { secret: 'carroll', vlan: 20 },
  dave: { secret: 'lost' },
};
export const ALICE = { user: 'alice', secret: 'wonderland' };

/** A and B at p1 and p2, guarded; C at p3 in VLAN 20, D at p4 in VLAN 30; p5 and p6 are free. */
export function office(plan: Office): Network {
  const { logins = {}, hub = false } = plan;
  const link = (a: string, b: string) => ({
    ...LINK_DEFAULTS,
    a,
    b,
    source,
    ...(b.startsWith('hub') ? { half: true, rateBps: 10_000_000 } : {}),
  });
  const addresses: Readonly<Record<string, string>> = {
    A: '10.0.0.1/24',
    B: '10.0.0.2/24',
    C: '10.0.0.3/24',
    D: '10.0.0.4/24',
  };
  const ports = (n: number) => Array.from({ length: n }, (_, i) => ({ name: `p${i + 1}`, addresses: [], up: true }));
  const nodes: NodeDescription[] = [
    ...Object.entries(addresses).map(([name, address]) =>
      host(name, address, logins[name], logins[name] === undefined ? [] : [SUPPLICANT]),
    ),
    {
      name: 'sw',
      kind: 'switch',
      devices: ports(6),
      sysctl: {},
      setup: [],
      source,
      vlans: plan.vlans ?? { p3: 20, p4: 30 },
      ...(plan.macVlans === undefined ? {} : { macVlans: plan.macVlans }),
      ...(plan.subnetVlans === undefined ? {} : { subnetVlans: plan.subnetVlans }),
      ...(plan.dot1x === undefined ? {} : { dot1x: plan.dot1x, users: plan.users ?? USERS }),
    },
    ...(hub ? [{ name: 'hub', kind: 'hub', devices: ports(3), sysctl: {}, setup: [], source }] : []),
  ];
  const links = hub
    ? [
        link('A.eth0', 'hub.p1'),
        link('B.eth0', 'hub.p2'),
        { ...link('sw.p1', 'hub.p3'), half: true, rateBps: 10_000_000 },
      ]
    : [link('A.eth0', 'sw.p1'), link('B.eth0', 'sw.p2')];
  const description: NetworkDescription = {
    name: 'office',
    seed: plan.seed ?? 1,
    profile: 'classic',
    nodes,
    links: [...links, link('C.eth0', 'sw.p3'), link('D.eth0', 'sw.p4')],
    run: [
      ...(plan.run ?? []).map(([at, on, line]) => ({ at: at * SECOND, on, do: line, source })),
      ...(plan.cables ?? []).map(([at, name, up, to]) => ({
        at: at * SECOND,
        link: name,
        up,
        ...(to ? { to } : {}),
        source,
      })),
    ],
  };
  return new Network(description);
}

/** Runs to a time, in seconds. */
export function until(network: Network, seconds: number): Network {
  network.world.run(1_000_000, seconds * SECOND);
  return network;
}

/** What a node's console shows, without the lines that were typed. */
export const printed = (network: Network, node: string): string[] =>
  [...network.processes.console(network.stack.netns(node)).rows()].filter(r => r.stream !== 'in').map(r => r.text);

/** Reasons of stages in order, those that begin with one of these words. */
export function reasons(network: Network, ...prefixes: readonly string[]): string[] {
  const { journal } = network.world;
  const out: string[] = [];
  for (let s = 0; s < journal.stageCount; s++) {
    const reason = journal.reasonOf(s);
    if (prefixes.some(prefix => reason.startsWith(prefix))) out.push(reason);
  }
  return out;
}
