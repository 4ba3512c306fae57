// Whole runs that are long for one reason each: a broadcast storm, a bulk transfer over routers, a million events.
import { LINK_DEFAULTS, Network, type NetworkDescription, type Source } from '../src/topology/index.js';
import { buildLan } from './lan.js';
import { alive, timed } from './measure.js';

const source = (text: string): Source => ({ file: 'bench', line: 1, text });
const node = (
  name: string,
  kind: string,
  devices: readonly (readonly [name: string, address?: string])[],
  more = {},
) => ({
  name,
  kind,
  sysctl: {},
  setup: [],
  devices: devices.map(([device, address]) => ({ name: device, addresses: address ? [address] : [], up: true })),
  source: source(name),
  ...more,
});
const link = (a: string, b: string) => ({ ...LINK_DEFAULTS, a, b, source: source(a) });
const typed = (at: number, on: string, line: string) => ({ at, on, do: line, source: source(line) });

/** Switches in a ring without a spanning tree, a host at each of two, and one ping: its ARP request goes round for ever. */
function ring(switches: number): NetworkDescription {
  const numbers = Array.from({ length: switches }, (_, i) => i);
  const next = (i: number) => (i + 1) % switches;
  return {
    name: `ring of ${switches}`,
    seed: 1,
    profile: 'classic',
    nodes: [
      ...[0, 1].map(i => node(`h${i}`, 'host', [['eth0', `192.0.2.${i + 1}/24`]])),
      ...numbers.map(i => node(`s${i}`, 'switch', [['left'], ['right'], ...(i < 2 ? [['host'] as const] : [])])),
    ],
    links: [
      ...numbers.map(i => link(`s${i}.right`, `s${next(i)}.left`)),
      ...[0, 1].map(i => link(`h${i}.eth0`, `s${i}.host`)),
    ],
    run: [typed(0, 'h0', 'ping -c 1 192.0.2.2')],
  };
}

/** A sender and a receiver with so many routers between them. */
function chain(routers: number, bytes: number): NetworkDescription {
  const numbers = Array.from({ length: routers }, (_, i) => i);
  const last = routers;
  const nets = (i: number) => `10.0.${i}`;
  const routes = (i: number) => [
    ...(i < last - 1 ? [`${nets(last)}.0/24 via ${nets(i + 1)}.2`] : []),
    ...(i > 0 ? [`${nets(0)}.0/24 via ${nets(i)}.1`] : []),
  ];
  return {
    name: `bulk over ${routers} routers`,
    seed: 1,
    profile: 'classic',
    nodes: [
      node('a', 'host', [['eth0', `${nets(0)}.1/24`]], { gateway: `${nets(0)}.2` }),
      node('b', 'host', [['eth0', `${nets(last)}.2/24`]], { gateway: `${nets(last)}.1` }),
      ...numbers.map(i =>
        node(
          `r${i}`,
          'router',
          [
            ['eth0', `${nets(i)}.2/24`],
            ['eth1', `${nets(i + 1)}.1/24`],
          ],
          { routes: routes(i) },
        ),
      ),
    ],
    links: [
      link('a.eth0', 'r0.eth0'),
      ...numbers.slice(1).map(i => link(`r${i - 1}.eth1`, `r${i}.eth0`)),
      link(`r${last - 1}.eth1`, 'b.eth0'),
    ],
    run: [typed(0, 'b', 'tcpd -m sink 9'), typed(1e9, 'a', `tcpsend ${nets(last)}.2 9 ${bytes}`)],
  };
}

/** Per event of a run of at most `events` (the whole of it where there are fewer), the compiler's turn in another first. */
function cost(build: () => NetworkDescription, events: number): object {
  new Network(build()).world.run(20_000);
  const before = alive();
  const network = new Network(build());
  const { world } = network;
  const { cpuNs } = timed(() => world.run(events));
  const { eventCount, changeCount } = world.journal;
  const bytes = alive() - before;
  return {
    events: eventCount,
    frames: world.frames.count,
    cpuUs: cpuNs / 1000 / eventCount,
    bytesPerEvent: bytes / eventCount,
    bytesPerChange: bytes / changeCount,
  };
}

export const measureStorm = ({ events }: { events: number }): object => cost(() => ring(4), events);

export function measureBulk({ bytes }: { bytes: number }): object {
  const figures = cost(() => chain(3, bytes), Number.POSITIVE_INFINITY) as { events: number; cpuUs: number };
  // MSS 1460: what the data alone needs.
  const segments = Math.ceil(bytes / 1460);
  return { ...figures, segments, cpuUsPerSegment: (figures.cpuUs * figures.events) / segments };
}

/** Seeks all over a run of a million events: a LAN of 16 hosts that ping. */
export function measureFar({ events, seeks }: { events: number; seeks: number }): object {
  const { network, finish } = buildLan({ hosts: 16, roundTrips: Math.ceil(events / 6), record: true });
  finish();
  const { journal } = network.world;
  const rewindMs = timed(() => journal.seek(0)).wallNs / 1e6;
  const ms: number[] = [];
  let place = 1;
  for (let i = 0; i < seeks; i++) {
    place = (place * 48271) % 0x7fffffff;
    const event = place % journal.eventCount;
    ms.push(timed(() => journal.seek(journal.firstStage(event))).wallNs / 1e6);
  }
  const sorted = ms.toSorted((a, b) => a - b);
  return {
    events: journal.eventCount,
    changes: journal.changeCount,
    rewindMs,
    ms: sorted[seeks >> 1],
    worstMs: sorted[seeks - 1],
  };
}
