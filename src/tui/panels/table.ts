// Any table by its name (`route@A`, `addr@A`, `socket@server`, `process`), column by column as its schema says.
import type { ColumnKind, TableSchema } from '../../journal/index.js';
import { tableSchemas } from '../../journal/index.js';
import type { Content, Item, Panel } from '../panel.js';
import { type Line, line, pad, span, widthOf } from '../text.js';
import type { View } from '../view.js';
import { cellRole, ownerOf, type ShownRow, shownRows, signOf, tableOf } from './table-rows.js';

/** Kinds that say nothing to a reader. */
const HIDDEN: ReadonlySet<ColumnKind> = new Set(['event', 'data']);

export const tablePanel: Panel = {
  select(view, _box, id): Content {
    const name = id.split('@')[0] as string;
    const node = id.includes('@') ? ownerOf(id) : '';
    const schema = tableSchemas().get(name);
    const heading = view.text(`table.${name}`);
    const title = node === '' ? heading : view.text('ui.panel.of', { title: heading, owner: node });
    if (schema === undefined)
      return { title: id, lines: [line(' ', span(view.text('tui.table.unknown', { name }), 'bad'))] };
    const rows = sorted(name, shownRows(view, tableOf(view, id)));
    if (rows.length === 0) {
      const own = `ui.empty.${name}`;
      const known = ['route', 'socket', 'process', 'qdisc'].includes(name);
      return { title, lines: [line(' ', span(view.text(known ? own : 'ui.empty.table', { node }), 'dim'))] };
    }
    return { title, ...grid(view, id, schema, rows) };
  },
};

/** Routes: what leads away first, the node's own addresses below. */
function sorted(name: string, rows: ShownRow[]): ShownRow[] {
  if (name !== 'route') return rows;
  const weight = ({ row }: ShownRow) => (row.table === 'local' ? 1000 : 0) - Number(row.prefix);
  return rows.sort((x, y) => weight(x) - weight(y));
}

function grid(
  view: View,
  id: string,
  schema: TableSchema,
  rows: readonly ShownRow[],
): Pick<Content, 'lines' | 'items'> {
  if (schema.columns === undefined) {
    const lines = rows.map(r =>
      line(signOf(r), span(String(r.key), 'strong'), '  ', span(String(r.row), cellRole(r, ''))),
    );
    return { lines };
  }
  const columns = Object.entries(schema.columns as Readonly<Record<string, ColumnKind>>).filter(
    ([, kind]) => !HIDDEN.has(kind),
  );
  const cell = (column: string, kind: ColumnKind, { row }: ShownRow) =>
    kind === 'bool' ? view.text(row[column] ? 'ui.yes' : 'ui.no') : view.words.cell(kind, row[column]) || '—';
  const used = columns.filter(([name, kind]) => rows.some(r => cell(name, kind, r) !== '—'));
  const headings = used.map(([name]) => view.text(`column.${schema.name}.${name}`));
  const widths = used.map(([name, kind], i) =>
    Math.min(24, Math.max(widthOf(headings[i] as string), ...rows.map(r => widthOf(cell(name, kind, r))))),
  );
  const lines: Line[] = [line('   ', ...headings.map((h, i) => span(`${pad(h, widths[i] as number)}  `, 'dim')))];
  const items: Item[] = [];
  for (const shown of rows) {
    items.push({ id: `row:${shown.key}`, line: lines.length, focus: { row: { table: id, key: shown.key } } });
    const cells = used.map(([name, kind], i) =>
      span(`${pad(cell(name, kind, shown), widths[i] as number)}  `, cellRole(shown, name)),
    );
    lines.push(line(signOf(shown), ...cells));
  }
  return { lines, items };
}
