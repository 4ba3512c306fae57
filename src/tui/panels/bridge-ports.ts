// The ports of bridges as the spanning tree has them. RSTP keeps its handshake in a table of its own; here it stands beside role and
// state, in the words of IEEE 802.1D-2004.
import { changedColumns } from '../../debug/index.js';
import type { Content, Item, Panel } from '../panel.js';
import type { Line } from '../text.js';
import type { View } from '../view.js';
import { tableColumns, tablePanel } from './table.js';
import { addGrid, type Column } from './table-grid.js';
import { content, type Row, type ShownRow, shownRows, tableOf } from './table-rows.js';

const TABLE = 'bridge-port';
const RAPID = 'rstp-port';
/** Variables of the handshake, in the order they are told in. */
const FLAGS = ['operEdge', 'proposing', 'proposed', 'sync', 'synced', 'agree', 'agreed'] as const;

export const bridgePortsPanel: Panel = {
  select(view, box, id): Content {
    const table = tableOf(view, TABLE);
    const rapid = tableOf(view, RAPID);
    if (table === undefined || rapid === undefined || rapid.size === 0) return tablePanel.select(view, box, id);
    const rows = shownRows(view, table).map(shown => withHandshake(view, shown));
    const lines: Line[] = [];
    const items: Item[] = [];
    const grid = { panel: id, width: box.width, headings: true, columns: columns(view) };
    addGrid(view, grid, rows, lines, items);
    return content(view, view.text(`table.${TABLE}`), lines, items, { rows: rows, head: 0 });
  },
};

/** What a port that can carry nothing remembers says nothing. */
const wordsOf = (view: View, row: Row | undefined): string =>
  row?.portEnabled !== true
    ? ''
    : FLAGS.filter(flag => row[flag] === true)
        .map(flag => view.text(`rstp.word.${flag}`))
        .join(' ');

/** A flag that changed is a change of the port. */
function withHandshake(view: View, shown: ShownRow): ShownRow {
  const now = tableOf(view, RAPID)?.get(shown.key) as Row | undefined;
  const row = { ...shown.row, handshake: wordsOf(view, now) };
  const change = view.change(RAPID, shown.key);
  const changed = change?.kind === 'changed' && changedColumns(change.before, change.after).some(isFlag);
  if (!changed || shown.change?.kind === 'removed') return { ...shown, row };
  const before = { ...(shown.before ?? shown.row), handshake: wordsOf(view, change.before as Row) };
  const named = new Set([...shown.columns, 'handshake']);
  return { ...shown, row, before, columns: named, change: shown.change ?? { ...change, table: shown.table } };
}

const isFlag = (column: string): boolean => column === 'portEnabled' || FLAGS.some(flag => flag === column);

/** Behind the port, its state and its role. */
const FRONT = 3;

function columns(view: View): Column[] {
  const schema = tableOf(view, TABLE)?.schema;
  const all = schema === undefined ? [] : tableColumns(view, schema);
  const handshake: Column = {
    heading: view.text('rstp.handshake'),
    of: ['handshake'],
    write: row => String(row.handshake ?? ''),
    spare: FRONT,
  };
  return [...all.slice(0, FRONT), handshake, ...all.slice(FRONT)];
}
