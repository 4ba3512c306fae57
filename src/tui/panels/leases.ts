// The leases of a DHCP server: which address is whose, since when, and when it is free again. `leases@srv`.
import { formatIpv4, formatMac } from '../../wire/index.js';
import type { Content, Item, Panel } from '../panel.js';
import { type Line, line, span } from '../text.js';
import type { View } from '../view.js';
import { addGrid, type Column } from './table-grid.js';
import { about, content, goneText, isSoon, ownerOf, type Row, shownRows, tableOf } from './table-rows.js';

export const leasesPanel: Panel = {
  select(view, box, id): Content {
    const owner = ownerOf(id);
    const title = view.text('ui.panel.of', { title: view.text('table.lease'), owner });
    const rows = shownRows(view, tableOf(view, `lease@${owner}`));
    const sorted = [...rows].sort((x, y) => Number(x.row.ip) - Number(y.row.ip));
    const lines: Line[] = [];
    const items: Item[] = [];
    if (rows.length === 0) lines.push(line(' ', span(view.text('tui.leases.empty', { node: owner }), 'dim')));
    else {
      const gone = new Set(rows.filter(r => r.change?.kind === 'removed').map(r => r.row));
      const grid = { panel: id, width: box.width, headings: false, columns: columns(view, gone) };
      addGrid(view, grid, sorted, lines, items);
      const count = rows.length - gone.size;
      if (count > 0) lines.push(line('   ', span(view.text('tui.leases.count', { count }), 'dim')));
    }
    return content(view, title, lines, items, { rows: sorted });
  },
};

function columns(view: View, gone: ReadonlySet<Row>): Column[] {
  const left = (row: Row) => Number(row.expires) - view.where.time;
  const clock = (row: Row) => {
    if (gone.has(row)) return goneText(view);
    if (row.expires === 0) return view.text('tui.leases.forever');
    return left(row) <= 0 ? view.text('tui.leases.over') : view.text('tui.leases.left', { left: about(left(row)) });
  };
  return [
    { heading: '', of: ['ip'], write: row => formatIpv4(row.ip as number), role: 'strong', spare: 0 },
    { heading: '', of: ['mac'], write: row => formatMac(row.mac as number), spare: 0 },
    {
      heading: '',
      of: [],
      write: clock,
      role: row => (!gone.has(row) && row.expires !== 0 && isSoon(left(row)) ? 'changed' : 'dim'),
      spare: 1,
    },
    { heading: '', of: ['host'], write: row => String(row.host), role: 'dim', spare: 2 },
    { heading: '', of: ['mac'], write: row => holderOf(view, row.mac), role: 'dim', spare: 3 },
  ];
}

/** Whose MAC address it is, where it is one of this network; two may have the same. */
function holderOf(view: View, mac: unknown): string {
  const devices = view.network.nodes.flatMap(n => n.devices).filter(d => d.mac === mac && d.kind !== 'bridge');
  return devices.map(d => view.words.device(d.id)).join(', ');
}
