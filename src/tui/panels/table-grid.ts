// Rows in columns, for the panels that list: as many columns as the width holds, those that the last move changed before
// those that it did not.
import type { Item } from '../panel.js';
import { fitLine, type Line, line, lineWidth, type Role, type Span, span, widthOf } from '../text.js';
import type { View } from '../view.js';
import { detailLines } from './table-details.js';
import { cellSpans, isOpen, type Row, rowHead, rowItem, type ShownRow } from './table-rows.js';

export interface Column {
  readonly heading: string;
  /** Columns of the row that it is written from. */
  readonly of: readonly string[];
  write(row: Row): string;
  /** The value behind an older one, where words need not be said twice: `age 60 s → 55 s`. */
  readonly brief?: (row: Row) => string;
  readonly role?: Role | ((row: Row) => Role);
  /** What is left out where there is no room: the highest first; 0 never. */
  readonly spare: number;
  /** Words that may be cut where nothing can be left out any more. */
  readonly clip?: boolean;
  /** Figures: flush right. */
  readonly right?: boolean;
}

export interface Grid {
  /** The panel's id. */
  readonly panel: string;
  readonly width: number;
  readonly headings: boolean;
  readonly columns: readonly Column[];
  /** A line above a row: the heading of what begins with it. */
  readonly above?: (shown: ShownRow, i: number) => Line | undefined;
  /** A sign of the row beside that of its change: one cell. */
  readonly mark?: (shown: ShownRow) => Span;
  /** Rows are open unless somebody closed them. */
  readonly open?: boolean;
  /** Beneath an open row, before everything that stands in it. */
  readonly details?: (shown: ShownRow) => readonly Line[];
}

interface Cells {
  readonly column: Column;
  /** One for each row. */
  readonly spans: readonly (readonly Span[])[];
  readonly width: number;
  readonly changed: boolean;
}

/** The rows as lines, with an item for each, behind `lines` and `items`. */
export function addGrid(view: View, grid: Grid, rows: readonly ShownRow[], lines: Line[], items: Item[]): void {
  const head = 3 + (grid.mark === undefined ? 0 : 2);
  const cells = fitted(
    grid.columns.map(c => cellsOf(c, rows, grid.headings)).filter(c => c.spans.some(s => s.some(t => t.text !== ''))),
    grid.width - head,
  );
  if (grid.headings) {
    const names = cells.map(c => padded([span(c.column.heading, 'dim')], c));
    lines.push(line(' '.repeat(head), ...between(names)));
  }
  for (const [i, shown] of rows.entries()) {
    const above = grid.above?.(shown, i);
    if (above !== undefined) lines.push(above);
    items.push(rowItem(view, shown, lines.length, grid.open));
    const mark = grid.mark === undefined ? [] : [grid.mark(shown), span(' ')];
    const own = between(cells.map(c => padded(c.spans[i] ?? [], c)));
    lines.push(line(rowHead(view, grid.panel, shown, grid.open), ...mark, ...own));
    if (grid.details !== undefined && isOpen(view, shown, grid.open)) lines.push(...grid.details(shown));
    lines.push(...detailLines(view, shown, grid.width));
  }
}

function cellsOf(column: Column, rows: readonly ShownRow[], headings: boolean): Cells {
  const spans = rows.map(shown => {
    const role = typeof column.role === 'function' ? column.role(shown.row) : (column.role ?? 'plain');
    return cellSpans(shown, column.of, row => column.write(row), role, column.brief);
  });
  const width = Math.max(headings ? widthOf(column.heading) : 0, ...spans.map(lineWidth));
  return { column, spans, width, changed: spans.some(s => s.length > 1) };
}

/** Leaves columns out until the rest fits: what did not change first. What is left is cut where it may be. */
function fitted(all: readonly Cells[], width: number): readonly Cells[] {
  let left = all;
  const total = () => left.reduce((sum, c) => sum + c.width + GAP, -GAP);
  const drop = (from: readonly Cells[]) => {
    const worst = Math.max(0, ...from.map(c => c.column.spare));
    if (worst === 0) return false;
    const last = from.findLast(c => c.column.spare === worst);
    left = left.filter(c => c !== last);
    return true;
  };
  while (total() > width && drop(left.filter(c => !c.changed)));
  while (total() > width && drop(left));
  const over = total() - width;
  if (over <= 0) return left;
  return left.map(c => (c.column.clip === true ? { ...c, width: Math.max(LEAST, c.width - over) } : c));
}

/** Cells between columns; cells of one that is cut. */
const GAP = 2;
const LEAST = 6;

function padded(spans: readonly Span[], { width, column }: Cells): Span[] {
  const own = spans.every(s => s.text === '') ? [span('—', 'dim')] : spans;
  if (lineWidth(own) > width) return [...fitLine(own, width)];
  const blank = span(' '.repeat(width - lineWidth(own)));
  return column.right === true ? [blank, ...own] : [...own, blank];
}

const between = (cells: readonly (readonly Span[])[]): Span[] =>
  cells.flatMap((own, i) => (i === 0 ? own : [span(' '.repeat(GAP)), ...own]));
