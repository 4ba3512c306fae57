// What of the network is not as it is meant: panels that will never show anything, nodes that nothing happens at, addresses
// that two devices of one broadcast domain have.
import { placeOf, type Session } from '../debug/index.js';
import { Describer } from '../export/index.js';
import { GENERAL_PANELS, NODE_PANELS } from '../lesson/index.js';
import type { Play } from './check.js';

type Row = Readonly<Record<string, unknown>>;

/** Notes the tables that had a row, and the nodes at which something happened, in what a session has played. */
export function noteAlive({ alive }: Play, { journal, target }: Session): void {
  for (const table of journal.tables) if (!table.keysEver().next().done) alive.add(`table ${table.name}`);
  for (let event = target.setupEvents; event < journal.eventCount; event++) {
    for (let stage = journal.firstStage(event); stage < journal.firstStage(event + 1); stage++) {
      const { node } = placeOf(target, stage);
      if (node !== undefined) alive.add(`node ${node}`);
    }
  }
}

export function checkNetwork(play: Play): void {
  panels(play);
  // What a network to play with is for, who plays decides.
  if (play.open.lesson.alone !== true) unusedNodes(play);
  play.open.session.gotoStart();
  addressClashes(play);
}

function panels({ findings, positions, alive, open }: Play): void {
  const { journal } = open.session;
  const schemas = new Set(journal.tables.map(({ schema }) => schema.name));
  for (const [i, panel] of open.lesson.panels.entries()) {
    const [kind = '', owner] = panel.split('@');
    if ((GENERAL_PANELS as readonly string[]).includes(kind)) continue;
    const table = NODE_PANELS[kind] ?? kind;
    const spot = positions.at(['panels', i]);
    // A table of all nodes is filtered by the one that is named.
    const there = [owner === undefined ? table : `${table}@${owner}`, table].some(name => alive.has(`table ${name}`));
    if (there) continue;
    const owned = journal.tables.filter(({ schema, owner: of }) => schema.name === table && of !== undefined);
    const owners = owned.map(({ name }) => name).filter(name => alive.has(`table ${name}`));
    if (schemas.has(table)) {
      if (open.lesson.alone !== true) findings.say('dead-panel', spot, 'dead-panel', { panel, owners });
    } else findings.say('unknown-panel', spot, 'unknown-panel', { panel });
  }
}

function unusedNodes({ findings, positions, alive, open }: Play): void {
  for (const { name } of open.lesson.network.nodes) {
    if (!alive.has(`node ${name}`))
      findings.say('unused-node', positions.at(['nodes', name], true), 'unused-node', { node: name });
  }
}

/** A device as the clash tells it. */
interface Device {
  readonly dev: number;
  readonly node: string;
  /** `eth0` */
  readonly name: string;
  readonly mac: number;
}

const rows = ({ journal }: Session, table: string): Row[] => [
  ...((journal.tableNamed(table)?.rows() ?? []) as Iterable<Row>),
];

/** Each clash is told where the second of the two devices is written. */
function addressClashes({ findings, positions, open: { session, lesson } }: Play): void {
  const { target } = session;
  const words = new Describer(target, 'en');
  const domain = broadcastDomains(session);
  const devices = rows(session, 'netdev').map(
    (row): Device => ({
      dev: row.id as number,
      node: target.nodeOfDevice(row.id as number) ?? '',
      name: row.name as string,
      mac: row.mac as number,
    }),
  );
  const seen = new Map<string, Device>();
  const tell = (device: Device, address: string, path: (string | number)[]) => {
    const id = `${domain(device.dev)} ${address}`;
    const other = seen.get(id);
    if (other === undefined) seen.set(id, device);
    else if (other.node !== device.node) {
      const args = { address, a: words.device(other.dev), b: words.device(device.dev) };
      findings.say('address-clash', positions.at(path), 'address-clash', args);
    }
  };
  const addresses = session.journal.tables.filter(({ schema }) => schema.name === 'addr');
  const owned = addresses.flatMap(({ name }) => rows(session, name));
  for (const device of devices) {
    const path = ['nodes', device.node, 'devices', device.name];
    if (device.mac > 0) tell(device, words.cell('mac', device.mac), [...path, 'mac']);
    const written = lesson.network.nodes.find(({ name }) => name === device.node)?.devices;
    for (const row of owned.filter(({ dev }) => dev === device.dev)) {
      const address = words.cell('ipv4', row.ip);
      if (address.startsWith('127.')) continue;
      const own = written?.find(({ name }) => name === device.name)?.addresses ?? [];
      const at = own.findIndex(text => text.startsWith(`${address}/`));
      tell(device, address, at < 0 ? path : [...path, 'addresses', at]);
    }
  }
}

/** Which devices a broadcast goes to: those on one cable, and the ports of one bridge. Gives one number per domain. */
function broadcastDomains(session: Session): (dev: number) => number {
  const parent = new Map<number, number>();
  const find = (dev: number): number => {
    let at = dev;
    for (let up = parent.get(at); up !== undefined; up = parent.get(at)) at = up;
    return at;
  };
  const join = (a: number, b: number) => {
    const [x, y] = [find(a), find(b)];
    if (x !== y) parent.set(Math.max(x, y), Math.min(x, y));
  };
  for (const { a, b } of rows(session, 'link')) join(a as number, b as number);
  for (const { id, master } of rows(session, 'netdev')) {
    if ((master as number) > 0) join(id as number, master as number);
  }
  return find;
}
