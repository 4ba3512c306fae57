// The network as the screen draws it: nodes, their devices and addresses, links and what is on its way on them, all read
// from the tables at the cursor. The rooms that own these tables are below; what is named here is what is drawn.
import { type Flight, flights as inFlight, type Session } from '../debug/index.js';

export type { Flight } from '../debug/index.js';

export interface DeviceView {
  readonly id: number;
  readonly node: string;
  readonly netns: string;
  readonly name: string;
  readonly kind: string;
  readonly mac: number;
  readonly up: boolean;
  /** `down`, `no-carrier`, else what its bridge says of it (`forwarding`, `blocking` …), else `up`. */
  readonly state: string;
  /** Number of the bridge it is a port of; 0: none. */
  readonly master: number;
  /** VLANs that it is in, as the tables name them; '' where there are none. */
  readonly vlans: string;
  readonly addresses: readonly number[];
}

export interface NodeView {
  readonly name: string;
  readonly kind: string;
  /** Its own namespace first. */
  readonly namespaces: readonly string[];
  readonly devices: readonly DeviceView[];
}

export interface LinkView {
  readonly name: string;
  readonly a: DeviceView;
  readonly b: DeviceView;
  readonly up: boolean;
  /** Half duplex: its ends share the medium with all that a hub connects them with. */
  readonly shared: boolean;
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

/** Tables that say more of a bridge's ports, by the column that holds the device's number. A feature that brings one: an entry. */
const PORT_STATE = [{ table: 'bridge-port', dev: 'dev', state: 'state' }] as const;
const PORT_VLAN = [{ table: 'bridge-vlan', dev: 'dev', vid: 'vid', pvid: 'pvid' }] as const;

function stateOf(device: Row, states: ReadonlyMap<number, string>): string {
  if (device.up !== true) return 'down';
  if (device.running !== true) return 'no-carrier';
  return states.get(device.id as number) ?? 'up';
}

/** By device number: the state its bridge gives it; its VLANs, the one of untagged frames first. */
function bridgePorts(session: Session): { states: Map<number, string>; vlans: Map<number, string> } {
  const states = new Map<number, string>();
  for (const { table, dev, state } of PORT_STATE)
    for (const row of rows(session, table)) states.set(row[dev] as number, String(row[state]).toLowerCase());
  const vlans = new Map<number, string>();
  // A bridge that does not filter has VLANs, but they mean nothing.
  const filters = new Set(rows(session, 'vlan-filter').flatMap(row => (row.filtering === true ? [row.dev] : [])));
  const master = new Map(rows(session, 'netdev').map(row => [row.id, row.master]));
  for (const { table, dev, vid, pvid } of PORT_VLAN) {
    const all = session.journal.tables.filter(t => t.schema.name === table).flatMap(t => rows(session, t.name));
    const members = all
      .filter(row => filters.has(master.get(row[dev])))
      .sort((x, y) => Number(y[pvid] === true) - Number(x[pvid] === true));
    for (const row of members) {
      const before = vlans.get(row[dev] as number);
      vlans.set(row[dev] as number, before === undefined ? String(row[vid]) : `${before},${row[vid]}`);
    }
  }
  return { states, vlans };
}

/** Everything there is to draw at the cursor. */
export function readNetwork(session: Session): NetworkView {
  const netns = new Map(rows(session, 'netns').map(r => [r.name as string, r.node as string]));
  const addresses = new Map<number, number[]>();
  for (const ns of netns.keys()) {
    for (const { dev, ip } of rows(session, `addr@${ns}`)) {
      addresses.set(dev as number, [...(addresses.get(dev as number) ?? []), ip as number]);
    }
  }
  const { states, vlans } = bridgePorts(session);
  const devices = rows(session, 'netdev').map(
    (r): DeviceView => ({
      id: r.id as number,
      node: netns.get(r.netns as string) ?? (r.netns as string),
      netns: r.netns as string,
      name: r.name as string,
      kind: r.kind as string,
      mac: r.mac as number,
      up: r.up === true,
      state: stateOf(r, states),
      master: r.master as number,
      vlans: vlans.get(r.id as number) ?? '',
      addresses: addresses.get(r.id as number) ?? [],
    }),
  );
  const byId = new Map(devices.map(d => [d.id, d]));
  const nodes = rows(session, 'node').map(
    (r): NodeView => ({
      name: r.name as string,
      kind: r.kind as string,
      namespaces: [...netns].filter(([, node]) => node === r.name).map(([ns]) => ns),
      devices: devices.filter(d => d.node === r.name),
    }),
  );
  const flights = inFlight(session.world);
  const links = rows(session, 'link').flatMap((r): LinkView[] => {
    const [a, b] = [byId.get(r.a as number), byId.get(r.b as number)];
    if (a === undefined || b === undefined) return [];
    const mine = flights.filter(f => f.to === a.id || f.to === b.id);
    return [{ name: r.name as string, a, b, up: r.up === true, shared: r.duplex === 'half', flights: mine }];
  });
  return { nodes, links, flights, device: id => byId.get(id) };
}
