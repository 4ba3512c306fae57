// The CAM table (forwarding database) of a switch: which address was heard on which port, how long ago, whose it is, and
// when it is forgotten.
import { formatDuration } from '../../export/index.js';
import { formatMac } from '../../wire/index.js';
import type { Content, Item, Panel } from '../panel.js';
import { type Line, line, span } from '../text.js';
import type { View } from '../view.js';
import { addGrid, type Column } from './table-grid.js';
import {
  about,
  content,
  deviceName,
  goneText,
  isSoon,
  ownerOf,
  type Row,
  type ShownRow,
  shownRows,
  tableOf,
} from './table-rows.js';
import { shortDuration } from './time-words.js';

export const fdbPanel: Panel = {
  select(view, box, id): Content {
    const owner = ownerOf(id);
    const name = fdbName(view, owner);
    const title = view.text('ui.panel.of', { title: view.text('table.fdb'), owner });
    const rows = shownRows(view, tableOf(view, name)).map(r => withSeen(view, r));
    const learnt = rows.filter(r => r.row.kind !== 'permanent' || r.change !== undefined);
    const own = rows.length - learnt.length;
    const lines: Line[] = [];
    const items: Item[] = [];
    if (learnt.length === 0) lines.push(line(' ', span(view.text('ui.empty.fdb', { node: owner }), 'dim')));
    else
      addGrid(
        view,
        { panel: id, width: box.width, headings: false, columns: columns(view, learnt, box.width) },
        learnt,
        lines,
        items,
      );
    lines.push(...rest(view, owner, learnt, own));
    return content(view, title, lines, items, { rows: learnt });
  },
};

/** Below this width a sign and the time must do. */
const NARROW = 48;

/** A panel says `fdb@sw`; the table may bear the name of the bridge in it: `fdb@sw.br0`. */
function fdbName(view: View, owner: string): string {
  const { journal } = view.session;
  if (journal.tableNamed(`fdb@${owner}`) !== undefined) return `fdb@${owner}`;
  const mine = (name: string | undefined) => name?.startsWith(`${owner}.`) || name?.startsWith(`${owner}/`);
  return journal.tables.find(t => t.schema.name === 'fdb' && mine(t.owner))?.name ?? `fdb@${owner}`;
}

/** A row with when it was last heard, which has a table of its own; to be heard again is a change of the row. */
function withSeen(view: View, shown: ShownRow): ShownRow {
  const table = tableOf(view, shown.table.replace('fdb@', 'fdb-seen@'));
  const seen = table?.get(shown.key) ?? shown.row.learnt;
  const change = table && view.change(table.name, shown.key);
  const row = { ...shown.row, seen };
  if (change?.kind !== 'changed' || shown.change?.kind === 'removed') return { ...shown, row };
  const before = { ...(shown.before ?? shown.row), seen: change.before };
  const columns = new Set([...shown.columns, 'seen']);
  return { ...shown, row, before, columns, change: shown.change ?? { ...change, table: shown.table } };
}

/** A bridge that filters by VLAN keeps its entries by VLAN. */
const vlanColumn: Column = {
  heading: '',
  of: ['vid'],
  write: row => (row.vid === undefined ? '' : `VLAN ${row.vid}`),
  role: 'strong',
  spare: 0,
};

function columns(view: View, rows: readonly ShownRow[], width: number): Column[] {
  const age = (row: Row) => view.where.time - Number(row.seen);
  const gone = new Set(rows.filter(r => r.change?.kind === 'removed').map(r => r.row));
  const left = (row: Row) => (gone.has(row) ? -1 : timeLeft(view, row));
  // Where an entry is about to go that is more important than how old it is.
  const soon = rows.some(r => isSoon(left(r.row)));
  return [
    { heading: '', of: ['mac'], write: row => formatMac(row.mac as number), role: 'strong', spare: 0 },
    ...(rows.some(r => r.row.vid !== undefined) ? [vlanColumn] : []),
    { heading: '', of: ['port'], write: row => deviceName(view, row.port), role: 'strong', spare: 0 },
    {
      heading: '',
      of: ['seen', 'kind'],
      write: row => {
        if (gone.has(row)) return goneText(view);
        return row.kind === 'learned'
          ? view.text('ui.change.age', { age: about(age(row)) })
          : view.text(`fdb-kind.${row.kind}`);
      },
      ...(rows.every(r => r.row.kind === 'learned') ? { brief: row => shortDuration(age(row)) } : {}),
      role: 'dim',
      spare: soon ? 3 : 1,
    },
    {
      heading: '',
      of: [],
      write: row => (left(row) < 0 ? '' : expires(view, left(row), width)),
      role: row => (isSoon(left(row)) ? 'changed' : 'dim'),
      spare: soon ? 0 : 3,
    },
    { heading: '', of: [], write: row => ownerOfMac(view, row.mac), role: 'dim', spare: 2 },
  ];
}

function expires(view: View, left: number, width: number): string {
  if (!isSoon(left)) return view.text('ui.change.expires', { left: about(left) });
  return width < NARROW
    ? `! ${formatDuration(about(left))}`
    : `! ${view.text('ui.change.expires', { left: about(left) })}`;
}

/** Until a learnt entry is forgotten if nobody hears from it, ns; -1 for one that stays. */
function timeLeft(view: View, row: Row): number {
  const ageing = row.kind === 'learned' ? bridgeOf(view, row)?.ageingNs : undefined;
  return typeof ageing === 'number' ? Math.max(0, Number(row.seen) + ageing - view.where.time) : -1;
}

/** The settings of the bridge that has the entry's port. */
function bridgeOf(view: View, { port }: Row): Row | undefined {
  const dev = tableOf(view, 'netdev')?.get(port as number) as Row | undefined;
  return tableOf(view, 'bridge')?.get((dev?.master || port) as number) as Row | undefined;
}

/** Whose address it is, where it is one of this network. */
function ownerOfMac(view: View, mac: unknown): string {
  const device = view.network.nodes.flatMap(n => n.devices).find(d => d.mac === mac && d.kind !== 'bridge');
  return device === undefined ? '' : view.words.device(device.id);
}

/** What is not listed: how much room is left, and the switch's own addresses. */
function rest(view: View, owner: string, learnt: readonly ShownRow[], own: number): Line[] {
  const there = learnt.filter(r => r.row.kind === 'learned' && r.change?.kind !== 'removed');
  const most = there[0] === undefined ? 0 : Number(bridgeOf(view, there[0].row)?.maxLearned ?? 0);
  const parts = [
    most > 0 ? view.text('ui.change.free', { count: Math.max(0, most - there.length) }) : '',
    own > 0 ? view.text('tui.fdb.own', { count: own, node: owner }) : '',
  ].filter(p => p !== '');
  return parts.length === 0 ? [] : [line('   ', span(parts.join(' · '), 'dim'))];
}
