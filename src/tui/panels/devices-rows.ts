// What the devices panel shows of a device, put together from several tables: the device itself, its addresses, what went
// through it. The figures are those of `ip -s link`; what the simulation cannot have (errors, collisions) is left out.
import { formatIpv4 } from '../../wire/index.js';
import type { View } from '../view.js';
import { type Row, type ShownRow, shownRows, tableOf } from './table-rows.js';

export interface Figures {
  readonly packets: number;
  readonly bytes: number;
  readonly dropped: number;
}

/** A row of `netdev` with more columns. */
export interface Device {
  readonly addresses: readonly string[];
  readonly rx: Figures;
  readonly tx: Figures;
}
export const deviceOf = (row: Row): Device => row as unknown as Device;

/** The devices of a namespace by their index, with what the last move changed in any of that. */
export function shownDevices(view: View, netns: string): ShownRow[] {
  const rows = shownRows(view, tableOf(view, 'netdev')).filter(r => r.row.netns === netns);
  return rows
    .sort((x, y) => Number(x.row.ifindex) - Number(y.row.ifindex))
    .map(shown => withDetails(view, netns, shown));
}

function withDetails(view: View, netns: string, shown: ShownRow): ShownRow {
  const dev = Number(shown.row.id);
  const { position } = view.session;
  const from = Math.min(view.ui.before, view.session.journal.stageCount);
  const addresses = shownRows(view, tableOf(view, `addr@${netns}`)).filter(a => (a.row.dev as number) === dev);
  const [now, before] = [
    {
      addresses: addresses.filter(a => a.change?.kind !== 'removed').map(a => addressText(a.row)),
      ...figures(view, dev, position, false),
    },
    {
      addresses: addresses.filter(a => a.change?.kind !== 'added').map(a => addressText(a.before ?? a.row)),
      ...figures(view, dev, from, true),
    },
  ];
  const row = { ...shown.row, ...now };
  const known = shown.change?.kind;
  if (known === 'added' || known === 'removed') return { ...shown, row };
  const columns = new Set(shown.columns);
  if (now.addresses.join(' ') !== before.addresses.join(' ')) columns.add('addresses');
  for (const way of ['rx', 'tx'] as const) {
    const keys = ['packets', 'bytes', 'dropped'] as const;
    if (keys.some(key => now[way][key] !== before[way][key])) columns.add(way);
  }
  if (columns.size === 0) return { ...shown, row };
  const old = { ...(shown.before ?? shown.row), ...before };
  const change = shown.change ?? {
    table: 'netdev',
    key: shown.key,
    kind: 'changed' as const,
    before: old,
    after: row,
    at: -1,
  };
  return { ...shown, row, before: old, columns, change };
}

const addressText = (row: Row): string => `${formatIpv4(row.ip as number)}/${row.prefix}`;

/** What went through a device before position `p`; drops as they are, or as they were before the last move. */
function figures(view: View, dev: number, p: number, old: boolean): Pick<Device, 'rx' | 'tx'> {
  const { frames } = view.session.world;
  const table = tableOf(view, 'counter');
  const loopback = (tableOf(view, 'netdev')?.get(dev) as { kind?: string } | undefined)?.kind === 'loopback';
  const dropped = (key: number): number => {
    const change = table && view.change(table.name, key);
    return Number((old && change !== undefined ? change.before : table?.get(key)) ?? 0);
  };
  const way = (direction: 'sent' | 'received', counter: number): Figures => {
    const { frames: packets, octets: bytes } = frames.trafficAt(dev, direction, p);
    // As `ip -s link`: a loopback device counts what stands behind the Ethernet header.
    const counted = loopback ? bytes - 14 * packets : bytes;
    return { packets, bytes: counted, dropped: dropped(dev * 16 + counter) };
  };
  return { rx: way('received', 0), tx: way('sent', 1) };
}
