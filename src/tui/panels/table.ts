// Any table by its name (`addr@A`, `process`, `qdisc`), column by column as its schema says.
import { columnsOf } from '../../debug/index.js';
import type { ColumnKind, TableSchema } from '../../journal/index.js';
import { tableSchemas } from '../../journal/index.js';
import type { Content, Item, Panel } from '../panel.js';
import { type Line, line, span } from '../text.js';
import type { View } from '../view.js';
import { valueText } from './table-details.js';
import { addGrid, type Column } from './table-grid.js';
import { cellSpans, content, ownerOf, rowHead, rowItem, type ShownRow, shownRows, tableOf } from './table-rows.js';

/** Kinds that say nothing to a reader. */
const HIDDEN: ReadonlySet<ColumnKind> = new Set(['event', 'data']);

export const tablePanel: Panel = {
  select(view, box, id): Content {
    const name = id.split('@')[0] as string;
    const node = ownerOf(id);
    const schema = tableSchemas().get(name);
    const heading = view.text(`table.${name}`);
    const title = node === '' ? heading : view.text('ui.panel.of', { title: heading, owner: node });
    if (schema === undefined)
      return { title: id, lines: [line(' ', span(view.text('tui.table.unknown', { name }), 'bad'))] };
    const rows = inOrder(schema, shownRows(view, tableOf(view, id)));
    if (rows.length === 0) {
      const own = ['process', 'qdisc'].includes(name) ? `ui.empty.${name}` : 'ui.empty.table';
      return { title, lines: [line(' ', span(view.text(own, { node }), 'dim'))] };
    }
    const lines: Line[] = [];
    const items: Item[] = [];
    if (schema.columns === undefined) addNumbers(view, id, rows, lines, items);
    else
      addGrid(
        view,
        { panel: id, width: box.width, headings: true, columns: tableColumns(view, schema) },
        rows,
        lines,
        items,
      );
    return content(view, title, lines, items, { rows: rows, head: 0 });
  },
};

/** A number that several columns make up as a key orders its rows by them: ports, then their VLANs. */
const inOrder = (schema: TableSchema, rows: readonly ShownRow[]): readonly ShownRow[] =>
  schema.key.length > 1 && rows.every(r => typeof r.key === 'number')
    ? [...rows].sort((x, y) => Number(x.key) - Number(y.key))
    : rows;

/** What names a row is never left out; what follows gives way from the right. */
export function tableColumns(view: View, schema: TableSchema): Column[] {
  const shown = Object.entries(columnsOf(schema)).filter(([, kind]) => !HIDDEN.has(kind));
  return shown.map(([name, kind], i) => ({
    heading: view.text(`column.${schema.name}.${name}`),
    of: [name],
    write: row => valueText(view, kind, row[name]),
    spare: schema.key.includes(name) ? 0 : i + 1,
  }));
}

/** A table whose values are single numbers. */
function addNumbers(view: View, id: string, rows: readonly ShownRow[], lines: Line[], items: Item[]): void {
  for (const shown of rows) {
    const { change } = shown;
    const old = change?.kind === 'changed' ? [span(`${change.before} → `, 'dim')] : [];
    items.push(rowItem(view, shown, lines.length));
    const value = cellSpans(shown, [], () => String(shown.row));
    lines.push(line(rowHead(view, id, shown), span(String(shown.key), 'strong'), '  ', ...old, ...value));
  }
}
