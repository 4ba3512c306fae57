// Networks for tests, in a few words: hosts with an address each, switches with ports, cables between them.

import { stageKind } from '../../src/journal/index.js';
import type { Medium } from '../../src/sim/index.js';
import {
  HUB_RATES,
  LINK_DEFAULTS,
  Network,
  type NetworkDescription,
  type Scheduled,
} from '../../src/topology/index.js';

const TEST = stageKind('test_setup', 'a test', 'path', ['test.setup']);
const source = { file: 'test', line: 1, text: 'a test' };

export interface Plan {
  /** Host name → address with prefix, or device name → addresses. */
  readonly hosts: Readonly<Record<string, string | Readonly<Record<string, readonly string[]>>>>;
  /** Switch name → number of ports. */
  readonly switches?: Readonly<Record<string, number>>;
  /** Hub name → number of ports. Cables to a hub run at 10 Mbit/s. */
  readonly hubs?: Readonly<Record<string, number>>;
  /** `A-sw.p1`: a host's end without a device means its eth0. */
  readonly links: readonly string[];
  readonly run?: readonly (readonly [seconds: number, node: string, line: string])[];
  /** Cables that are cut or mended. */
  readonly faults?: readonly (readonly [seconds: number, link: string, up: boolean])[];
  readonly setup?: Readonly<Record<string, readonly string[]>>;
  readonly medium?: Medium;
  readonly seed?: number;
  readonly loss?: number;
  /** How often a bit of a frame changes. */
  readonly errors?: number;
  readonly delayNs?: number;
  readonly rateBps?: number;
  readonly profile?: NetworkDescription['profile'];
}

const SECOND = 1_000_000_000;
const fullEnd = (end: string): string => (end.includes('.') ? end : `${end}.eth0`);

export function describePlan(plan: Plan): NetworkDescription {
  const host = (name: string): NetworkDescription['nodes'][number] => {
    const given = plan.hosts[name]!;
    const devices = typeof given === 'string' ? { eth0: [given] } : given;
    return {
      name,
      kind: 'host',
      devices: Object.entries(devices).map(([dev, addresses]) => ({ name: dev, addresses, up: true })),
      sysctl: {},
      setup: plan.setup?.[name] ?? [],
      source,
    };
  };
  const box = (name: string, ports: number, kind: string): NetworkDescription['nodes'][number] => ({
    name,
    kind,
    devices: Array.from({ length: ports }, (_, i) => ({ name: `p${i + 1}`, addresses: [], up: true })),
    sysctl: {},
    setup: plan.setup?.[name] ?? [],
    source,
  });
  const at = (seconds: number) => Math.round(seconds * SECOND);
  const run: Scheduled[] = (plan.run ?? []).map(([seconds, on, line]) => ({ at: at(seconds), on, do: line, source }));
  const faults: Scheduled[] = (plan.faults ?? []).map(([seconds, link, up]) => ({ at: at(seconds), link, up, source }));
  return {
    name: 'test',
    seed: plan.seed ?? 1,
    profile: plan.profile ?? 'classic',
    nodes: [
      ...Object.keys(plan.hosts).map(host),
      ...Object.entries(plan.switches ?? {}).map(([name, ports]) => box(name, ports, 'switch')),
      ...Object.entries(plan.hubs ?? {}).map(([name, ports]) => box(name, ports, 'hub')),
    ],
    links: plan.links.map(text => {
      const [a, b] = text.split('-').map(fullEnd) as [string, string];
      const slow = [a, b].some(end => Object.hasOwn(plan.hubs ?? {}, end.split('.')[0]!));
      const usual = slow ? HUB_RATES.usual : LINK_DEFAULTS.rateBps;
      const { delayNs = LINK_DEFAULTS.delayNs, loss = LINK_DEFAULTS.loss, rateBps = usual, errors = 0 } = plan;
      return { ...LINK_DEFAULTS, a, b, delayNs, rateBps, loss, errors, source };
    }),
    run: [...run, ...faults],
  };
}

export function build(plan: Plan): Network {
  const network = new Network(describePlan(plan));
  const { medium } = plan;
  if (medium === undefined) return network;
  within(network, () => {
    for (const link of [...network.stack.links.links.rows()])
      network.stack.links.links.set(link.id, { ...link, medium });
  });
  return network;
}

/** Does something in an event of its own, now. */
export function within(network: Network, work: () => void): void {
  const { world } = network;
  world.setup(world.journal.addRoot({ kind: 'seed', text: 'test' }), () => {
    world.journal.begin(TEST, 'test.setup');
    work();
    world.journal.end();
  });
}

/** Lets virtual time pass, up to `seconds` from the beginning. */
export function until(network: Network, seconds: number): Network {
  network.world.run(1_000_000, Math.round(seconds * SECOND));
  return network;
}

/** Types a command now and runs it; the lines of the console that came of it by then. */
export function type(network: Network, node: string, line: string): string[] {
  const table = network.processes.console(network.stack.netns(node));
  const before = table.size;
  network.command(node, line);
  network.world.step();
  return [...table.rows()]
    .slice(before)
    .filter(row => row.stream !== 'in')
    .map(row => row.text);
}

/** Everything that was written on a node, without the commands themselves. */
export const printed = (network: Network, node: string): string[] =>
  [...network.processes.console(network.stack.netns(node)).rows()].filter(r => r.stream !== 'in').map(r => r.text);

/** The network of test/data/linux: A to D on p1 to p4 of sw, on cables that pad nothing. */
export const LAN: Plan = {
  hosts: {
    A: '192.168.0.100/24',
    B: '192.168.0.101/24',
    C: '192.168.0.102/24',
    D: '192.168.0.103/24',
  },
  switches: { sw: 4 },
  links: ['A-sw.p1', 'B-sw.p2', 'C-sw.p3', 'D-sw.p4'],
  medium: 'veth',
};
