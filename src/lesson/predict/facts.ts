// What predictions read of a network: devices on cables and addresses, from the tables of the journal.
import type { Target } from '../../debug/index.js';
import { formatIpv4, formatMac } from '../../wire/index.js';

const BROADCAST = 'ff:ff:ff:ff:ff:ff';

type Values = Readonly<Record<string, unknown>>;

export interface DeviceFact {
  readonly dev: number;
  readonly node: string;
  /** `p1` */
  readonly name: string;
  readonly mac: number;
}

export const rowsOf = ({ world }: Target, table: string): Values[] => [
  ...((world.journal.tableNamed(table)?.rows() ?? []) as Iterable<Values>),
];

/** The devices of all nodes that hang on a cable, by node and name. */
export function cabled(target: Target): DeviceFact[] {
  const ends = new Set(rowsOf(target, 'link').flatMap(link => [link.a, link.b] as number[]));
  return devices(target).filter(({ dev }) => ends.has(dev));
}

export function devices(target: Target): DeviceFact[] {
  return rowsOf(target, 'netdev').map(row => ({
    dev: row.id as number,
    node: target.nodeOfDevice(row.id as number) ?? '',
    name: row.name as string,
    mac: row.mac as number,
  }));
}

/** The devices that have an address: those that people talk about. */
export function addressed(target: Target): DeviceFact[] {
  const tables = target.world.journal.tables.filter(table => table.schema.name === 'addr');
  const own = new Set(tables.flatMap(table => rowsOf(target, table.name).map(row => row.dev as number)));
  return cabled(target).filter(({ dev }) => own.has(dev));
}

/** Their MAC addresses as text, each once; the broadcast address last. */
export function macs(target: Target): string[] {
  return [...new Set([...addressed(target).map(({ mac }) => formatMac(mac)), BROADCAST])];
}

/** The device that has a MAC address, by its full name. */
export function ownerOf(target: Target, mac: string): string | undefined {
  const found = devices(target).find(device => device.mac !== 0 && formatMac(device.mac) === mac);
  return found && target.deviceName(found.dev);
}

/** Every IPv4 address of the network's nodes as text, each once, loopback left out. */
export function addresses(target: Target): string[] {
  const tables = target.world.journal.tables.filter(table => table.schema.name === 'addr');
  const all = tables.flatMap(table => rowsOf(target, table.name).map(row => row.ip as number));
  return [...new Set(all.filter(ip => ip >>> 24 !== 127).map(formatIpv4))];
}
