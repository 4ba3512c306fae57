// The network as the screen draws it: nodes, their devices and addresses, links and what is on its way on them, all read
// from the tables at the cursor. The rooms that own these tables are below; what is named here is what is drawn.
import { type Flight, flights as inFlight, type Session } from '../debug/index.js';

export type { Flight } from '../debug/index.js';

export interface DeviceView {
  readonly id: number;
  readonly node: string;
  readonly name: string;
  readonly kind: string;
  readonly mac: number;
  readonly up: boolean;
  readonly addresses: readonly number[];
}

export interface NodeView {
  readonly name: string;
  readonly kind: string;
  readonly devices: readonly DeviceView[];
}

export interface LinkView {
  readonly name: string;
  readonly a: DeviceView;
  readonly b: DeviceView;
  readonly up: boolean;
  readonly flights: readonly Flight[];
}

export interface NetworkView {
  readonly nodes: readonly NodeView[];
  readonly links: readonly LinkView[];
  readonly flights: readonly Flight[];
  device(id: number): DeviceView | undefined;
}

type Row = Readonly<Record<string, unknown>>;

const rows = (session: Session, table: string): Row[] => [
  ...((session.journal.tableNamed(table)?.rows() ?? []) as Iterable<Row>),
];

/** Everything there is to draw at the cursor. */
export function readNetwork(session: Session): NetworkView {
  const netns = new Map(rows(session, 'netns').map(r => [r.name as string, r.node as string]));
  const addresses = new Map<number, number[]>();
  for (const ns of netns.keys()) {
    for (const { dev, ip } of rows(session, `addr@${ns}`)) {
      addresses.set(dev as number, [...(addresses.get(dev as number) ?? []), ip as number]);
    }
  }
  const devices = rows(session, 'netdev').map(
    (r): DeviceView => ({
      id: r.id as number,
      node: netns.get(r.netns as string) ?? (r.netns as string),
      name: r.name as string,
      kind: r.kind as string,
      mac: r.mac as number,
      up: r.up === true,
      addresses: addresses.get(r.id as number) ?? [],
    }),
  );
  const byId = new Map(devices.map(d => [d.id, d]));
  const nodes = rows(session, 'node').map(
    (r): NodeView => ({
      name: r.name as string,
      kind: r.kind as string,
      devices: devices.filter(d => d.node === r.name),
    }),
  );
  const flights = inFlight(session.world);
  const links = rows(session, 'link').flatMap((r): LinkView[] => {
    const [a, b] = [byId.get(r.a as number), byId.get(r.b as number)];
    if (a === undefined || b === undefined) return [];
    const mine = flights.filter(f => f.to === a.id || f.to === b.id);
    return [{ name: r.name as string, a, b, up: r.up === true, flights: mine }];
  });
  return { nodes, links, flights, device: id => byId.get(id) };
}
