// The network that is measured: N hosts on one switch, host i pings host i+1 every 10 ms, their starts spread evenly
// over those 10 ms. The same as ns3/csma_ping.cc --mode=switch --app=ping.
import { LINK_DEFAULTS, Network, type NetworkDescription, type Source } from '../src/topology/index.js';

const INTERVAL = 10_000_000;
const START = 1_000_000_000;

export interface LanSize {
  readonly hosts: number;
  /** In all, shared out evenly. */
  readonly roundTrips: number;
  readonly record: boolean;
}

const source = (text: string): Source => ({ file: 'bench', line: 1, text });
const address = (i: number): string => `10.0.${i >> 8}.${(i & 255) + 1}`;

function describe({ hosts, roundTrips }: LanSize): NetworkDescription {
  const each = Math.floor(roundTrips / hosts);
  const numbers = Array.from({ length: hosts }, (_, i) => i);
  const empty = { sysctl: {}, setup: [] };
  return {
    name: `lan of ${hosts}`,
    seed: 1,
    profile: 'classic',
    nodes: [
      ...numbers.map(i => ({
        ...empty,
        name: `h${i}`,
        kind: 'host',
        devices: [{ name: 'eth0', addresses: [`${address(i)}/16`], up: true }],
        source: source(`h${i}`),
      })),
      {
        ...empty,
        name: 'sw',
        kind: 'switch',
        devices: numbers.map(i => ({ name: `p${i}`, addresses: [], up: true })),
        source: source('sw'),
      },
    ],
    links: numbers.map(i => ({ ...LINK_DEFAULTS, a: `h${i}.eth0`, b: `sw.p${i}`, source: source(`h${i}`) })),
    run: numbers.map(i => ({
      at: START + Math.floor((INTERVAL * i) / hosts),
      on: `h${i}`,
      do: `ping -q -i 0.01 -c ${each} ${address((i + 1) % hosts)}`,
      source: source(`ping ${i}`),
    })),
  };
}

/** The network, standing just before the first ping; `finish` runs it to the end. */
export function buildLan(size: LanSize): { network: Network; finish: () => number } {
  const network = new Network(describe(size), undefined, size.record);
  const { world } = network;
  world.run(Number.POSITIVE_INFINITY, START - 1);
  const end = START + INTERVAL * (Math.floor(size.roundTrips / size.hosts) + 100);
  const finish = () => {
    world.run(Number.POSITIVE_INFINITY, end);
    return received(network);
  };
  return { network, finish };
}

/** Answers that all pings together counted, from their summaries. */
function received(network: Network): number {
  let sum = 0;
  for (const name of network.nodeNames) {
    for (const row of network.processes.console(network.stack.netns(name)).rows()) {
      sum += Number(/(\d+) received/.exec(row.text)?.[1] ?? 0);
    }
  }
  return sum;
}
