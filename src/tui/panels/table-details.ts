// What stands beneath a row that was opened: every column, with what the last move changed in it, and how the row is called
// in commands.
import { columnsOf, rowWords } from '../../debug/index.js';
import type { ColumnKind } from '../../journal/index.js';
import { type Line, line, lineWidth, type Span, span } from '../text.js';
import type { View } from '../view.js';
import { isOpen, type Row, type ShownRow, tableOf } from './table-rows.js';

/** Columns that say nothing to a reader. */
const UNSEEN: ReadonlySet<ColumnKind> = new Set(['event', 'data']);

/** One value of a row in words; '' where there is none. */
export function valueText(view: View, kind: ColumnKind, value: unknown): string {
  if (kind === 'bool') return view.text(value === true ? 'ui.yes' : 'ui.no');
  // A time that never was: an entry that nobody has confirmed counts as confirmed long ago.
  if (kind === 'time' && typeof value === 'number' && value < 0) return '';
  return view.words.cell(kind, value);
}

/** The lines beneath a row, if it is open. */
export function detailLines(view: View, shown: ShownRow, width: number, indent = 5): Line[] {
  const schema = tableOf(view, shown.table)?.schema;
  if (schema?.columns === undefined || !isOpen(view, shown)) return [];
  const pieces: Span[][] = [];
  for (const [name, kind] of Object.entries(columnsOf(schema))) {
    if (UNSEEN.has(kind)) continue;
    const write = (row: Row | undefined) => valueText(view, kind, row?.[name]) || '—';
    const [was, now] = [write(shown.before), write(shown.row)];
    const old = shown.touched.has(name) && was !== now ? [span(`${was} → `, 'dim')] : [];
    const heading = view.text(`column.${schema.name}.${name}`);
    pieces.push([span(`${heading} `, 'dim'), ...old, span(now, old.length > 0 ? 'changed' : 'plain')]);
  }
  const name = [shown.table, ...rowWords(view.session.target, schema, shown.row)].join(' ');
  return [...flow(pieces, width, indent), line(' '.repeat(indent), span(`watch ${name}`, 'dim'))];
}

/** Pieces one after the other, in as many lines as they need. */
export function flow(pieces: readonly (readonly Span[])[], width: number, indent: number): Line[] {
  const lines: Span[][] = [];
  let now: Span[] = [];
  for (const piece of pieces) {
    const between = now.length === 0 ? [] : [span(' · ', 'dim')];
    if (now.length > 0 && indent + lineWidth(now) + 3 + lineWidth(piece) > width) {
      lines.push(now);
      now = [...piece];
    } else now.push(...between, ...piece);
  }
  if (now.length > 0) lines.push(now);
  return lines.map(spans => [span(' '.repeat(indent)), ...spans]);
}
