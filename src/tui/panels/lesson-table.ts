// Pictures of tables as answers: the rows there would be, each with the sign of what would have changed against now. All the
// pictures of a question have the same columns, so that they can be compared at a glance.
import { changedColumns } from '../../debug/index.js';
import type { ColumnKind, Row } from '../../journal/index.js';
import type { Label } from '../../lesson/index.js';
import { SIGN } from '../state.js';
import { type Line, line, pad, type Role, span, widthOf } from '../text.js';
import type { View } from '../view.js';

type Rows = Extract<Label, { kind: 'rows' }>;
type Values = Readonly<Record<string, unknown>>;

interface Drawn {
  readonly kind: 'added' | 'changed' | 'removed' | 'same';
  readonly row: Row;
  readonly columns: ReadonlySet<string>;
}

const nameOf = ({ schema }: Rows, row: Row): string =>
  JSON.stringify(schema.key.map(column => (row as Values)[column])) ?? '';

/** What a picture shows: its rows, and those of now that it has not. */
export function drawnRows(picture: Rows): readonly Drawn[] {
  const { rows, now, columns } = picture;
  const shown = rows.map((row): Drawn => {
    const old = now.find(each => nameOf(picture, each) === nameOf(picture, row));
    if (old === undefined) return { kind: 'added', row, columns: new Set(columns) };
    const changed = changedColumns(old, row).filter(column => columns.includes(column));
    return { kind: changed.length > 0 ? 'changed' : 'same', row, columns: new Set(changed) };
  });
  const gone = now.filter(old => !rows.some(row => nameOf(picture, row) === nameOf(picture, old)));
  return [...shown, ...gone.map((row): Drawn => ({ kind: 'removed', row, columns: new Set() }))];
}

/** Whether a column has devices of more than one node: then their names alone say too little. */
function nodesDiffer(view: View, { schema, rows, now }: Rows, column: string): boolean {
  if ((schema.columns as Readonly<Record<string, ColumnKind>> | undefined)?.[column] !== 'dev') return false;
  const nodes = [...rows, ...now].map(row => view.words.cell('dev', (row as Values)[column]).split('.')[0]);
  return nodes.some(node => node !== nodes[0]);
}

function cellOf(view: View, picture: Rows, row: Row, column: string): string {
  const { schema } = picture;
  const spansNodes = nodesDiffer(view, picture, column);
  const kinds = (schema.columns ?? {}) as Readonly<Record<string, ColumnKind>>;
  const text = view.words.cell(kinds[column] ?? 'string', (row as Values)[column]);
  return (kinds[column] === 'dev' && !spansNodes ? text.slice(text.lastIndexOf('.') + 1) : text) || '—';
}

/** Cells of each column, the same for all pictures of a question. */
export function columnWidths(view: View, pictures: readonly Rows[]): readonly number[] {
  return (pictures[0]?.columns ?? []).map(column =>
    Math.max(
      widthOf(headingOf(view, pictures[0] as Rows, column)),
      ...pictures.flatMap(p => [...p.rows, ...p.now].map(row => widthOf(cellOf(view, p, row, column)))),
    ),
  );
}

const headingOf = (view: View, { schema }: Rows, column: string): string =>
  view.text(`column.${schema.name}.${column}`);

/** Cells of a sign and the blank behind it. */
const HEAD = 2;

/** The names of the columns. */
export const tableHeading = (view: View, picture: Rows, widths: readonly number[]): Line =>
  line(
    ' '.repeat(HEAD),
    span(picture.columns.map((c, i) => pad(headingOf(view, picture, c), widths[i] as number)).join('  '), 'dim'),
  );

export function tableLines(view: View, picture: Rows, widths: readonly number[]): Line[] {
  const rows = drawnRows(picture);
  if (rows.length === 0) return [line(' '.repeat(HEAD), span(view.text('predict.empty-table'), 'dim'))];
  return rows.map(({ kind, row, columns }): Line => {
    const sign = kind === 'same' ? ' ' : SIGN[kind];
    const role = (column: string): Role => {
      if (kind === 'removed') return 'dim';
      return columns.has(column) && kind !== 'same' ? kind : 'plain';
    };
    const cells = picture.columns.flatMap((column, i) => [
      span(pad(cellOf(view, picture, row, column), widths[i] as number), role(column)),
      span('  '),
    ]);
    return line(span(`${sign} `, kind === 'same' ? 'plain' : kind), ...cells.slice(0, -1));
  });
}

export const tableWidth = (widths: readonly number[]): number =>
  HEAD + widths.reduce((sum, width) => sum + width + 2, -2);
