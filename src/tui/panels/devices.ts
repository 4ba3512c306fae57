// Network namespaces and their devices: kind, state and carrier, addresses, whose port one is, and what went through.
// `devices@A`; without a name those of all nodes.
import { formatMac } from '../../wire/index.js';
import type { Content, Item, Panel } from '../panel.js';
import { type Line, line, pad, padLeft, type Span, span, widthOf } from '../text.js';
import type { View } from '../view.js';
import { deviceOf, type Figures, shownDevices } from './devices-rows.js';
import { addGrid, type Column } from './table-grid.js';
import { content, deviceName, type Row, type ShownRow, spacesOf } from './table-rows.js';

/** Rows of an open device. */
const OPEN = 5;

export const devicesPanel: Panel = {
  select(view, box, id): Content {
    const of = spacesOf(view, id, view.text('ui.panel.devices'));
    if ('lines' in of) return of;
    const { title, spaces } = of;
    const lines: Line[] = [];
    const items: Item[] = [];
    const rows = spaces.flatMap(netns => shownDevices(view, netns));
    if (rows.length === 0) return { title, lines: [line(' ', span(view.text('tui.devices.none'), 'dim'))] };
    const above = (shown: ShownRow, i: number) => {
      const { netns } = shown.row;
      if (spaces.length === 1 || rows[i - 1]?.row.netns === netns) return undefined;
      return line(' ', span(view.text('tui.devices.netns', { name: netns }), 'strong'));
    };
    const open = rows.length * OPEN + spaces.length <= box.height;
    const headings = box.height >= 3;
    const details = (shown: ShownRow) => counters(view, shown);
    const grid = { panel: id, width: box.width, headings, columns: columns(view, rows), open, above, details };
    addGrid(view, grid, rows, lines, items);
    return content(view, title, lines, items, { rows, head: headings ? 0 : undefined });
  },
};

function columns(view: View, rows: readonly ShownRow[]): Column[] {
  // A switch's ports have none.
  const addressed = rows.some(r => r.row.kind !== 'loopback' && deviceOf(r.row).addresses.length > 0);
  const head = (name: string) => view.text(`column.netdev.${name}`);
  const packets = (way: 'rx' | 'tx', spare: number): Column => ({
    heading: way.toUpperCase(),
    of: [way],
    write: row => String(deviceOf(row)[way].packets),
    spare,
    right: true,
  });
  return [
    { heading: head('name'), of: ['name'], write: row => String(row.name), role: 'strong', spare: 0 },
    {
      heading: view.text('tui.devices.column.state'),
      of: ['up', 'running'],
      write: row => state(view, row),
      role: row => (row.up === true && row.running === true ? 'good' : 'bad'),
      spare: 0,
    },
    { heading: 'MAC', of: ['mac'], write: row => formatMac(row.mac as number), spare: 4 },
    {
      heading: view.text('tui.devices.column.addresses'),
      of: ['addresses'],
      write: row => deviceOf(row).addresses.join(' '),
      spare: addressed ? 1 : 8,
    },
    packets('rx', 2),
    packets('tx', 2),
    { heading: head('master'), of: ['master'], write: row => deviceName(view, row.master), spare: 3 },
    { heading: head('mtu'), of: ['mtu'], write: row => String(row.mtu), spare: 6, right: true },
    { heading: head('kind'), of: ['kind'], write: row => view.text(`device.${row.kind}`), spare: 7 },
    { heading: view.text('tui.devices.column.cable'), of: [], write: row => farEnd(view, row), spare: 5 },
  ];
}

/** As `ip link` tells it: IFF_UP, and LOWER_UP or NO-CARRIER. */
function state(view: View, { up, running }: Row): string {
  if (up !== true) return view.text('tui.devices.down');
  return view.text(running === true ? 'tui.devices.up' : 'tui.devices.no-carrier');
}

/** The device at the other end of its cable. */
function farEnd(view: View, { id }: Row): string {
  const link = view.network.links.find(l => l.a.id === id || l.b.id === id);
  return link === undefined ? '' : view.words.device(link.a.id === id ? link.b.id : link.a.id);
}

/** Beneath a device: its counters, as `ip -s link` has them. */
function counters(view: View, shown: ShownRow): Line[] {
  const keys = ['packets', 'bytes', 'dropped'] as const;
  const heads = keys.map(key => view.text(`tui.devices.${key}`));
  const [now, before] = [deviceOf(shown.row), shown.before && deviceOf(shown.before)];
  const cell = (way: 'rx' | 'tx', key: keyof Figures): { text: string; changed: boolean } => {
    const [value, was] = [now[way][key], before?.[way]?.[key]];
    const changed = was !== undefined && was !== value;
    return { text: changed ? `${was} → ${value}` : String(value), changed };
  };
  const rows = (['rx', 'tx'] as const).map(way => ({ way, cells: keys.map(key => cell(way, key)) }));
  const widths = keys.map((_, i) =>
    Math.max(widthOf(heads[i] as string), ...rows.map(r => widthOf(r.cells[i]?.text ?? ''))),
  );
  const indent = '     ';
  const figure = (text: string, i: number, role: Span['role']): Span =>
    span(`${padLeft(text, widths[i] as number)}  `, role);
  return [
    line(indent, pad('', 4), ...heads.map((text, i) => figure(text, i, 'dim'))),
    ...rows.map(({ way, cells }) =>
      line(
        indent,
        span(pad(way.toUpperCase(), 4), 'dim'),
        ...cells.map(({ text, changed }, i) => figure(text, i, changed ? 'changed' : 'plain')),
      ),
    ),
  ];
}
