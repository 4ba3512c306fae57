// The TCP connections of a capture: two lines each, an end a line, with the state that it must be in and what it sent.
import type { Content, Item, Panel } from '../panel.js';
import { type Line, line, lineWidth, pad, type Span, span, widthOf } from '../text.js';
import type { View } from '../view.js';
import { detailLines } from './table-details.js';
import {
  cellSpans,
  content,
  ownerOf,
  type Row,
  rowHead,
  rowItem,
  type ShownRow,
  shownRows,
  tableOf,
} from './table-rows.js';

/** Columns of one end. */
const OPENER = { address: 'opener', state: 'openerState', bytes: 'openerBytes' } as const;
const OTHER = { address: 'other', state: 'otherState', bytes: 'otherBytes' } as const;
type End = typeof OPENER | typeof OTHER;

export const tcpSeenPanel: Panel = {
  select(view, box, id): Content {
    const node = ownerOf(id);
    const title = view.text('ui.panel.of', { title: view.text('table.tcp-seen'), owner: node });
    const rows = shownRows(view, tableOf(view, id));
    const lines: Line[] = [];
    const items: Item[] = [];
    if (rows.length === 0) lines.push(line(' ', span(view.text('ui.empty.tcp-seen'), 'dim')));
    const ends = rows.flatMap(shown => [OPENER, OTHER].map(end => ({ shown, end })));
    const address = Math.max(0, ...ends.map(({ shown, end }) => widthOf(String(shown.row[end.address]))));
    const state = Math.max(0, ...ends.map(({ shown, end }) => lineWidth(stateOf(shown, end))));
    const number = Math.max(0, ...rows.map(({ row }) => String(row.stream).length));
    for (const shown of rows) {
      items.push(rowItem(view, shown, lines.length));
      const write = (end: End) => endSpans(view, shown, end, address, state);
      const name = span(pad(String(shown.row.stream), number), 'strong');
      lines.push(line(rowHead(view, id, shown), name, ' ', ...write(OPENER)));
      lines.push(line(' '.repeat(4 + number), ...write(OTHER)));
      lines.push(...detailLines(view, shown, box.width));
    }
    return content(view, title, lines, items, { rows, head: 0 });
  },
};

const stateOf = (shown: ShownRow, { state }: End): Span[] =>
  cellSpans(shown, [state], row => String(row[state]), 'strong');

function endSpans(view: View, shown: ShownRow, end: End, address: number, width: number): Span[] {
  const state = stateOf(shown, end);
  const sent = (row: Row) => `${row[end.bytes]} B`;
  return [
    span(`${pad(String(shown.row[end.address]), address)}  `),
    ...state,
    span(' '.repeat(width - lineWidth(state) + 2)),
    span(`${view.text('tui.tcp-seen.sent')} `, 'dim'),
    ...cellSpans(shown, [end.bytes], sent),
  ];
}
