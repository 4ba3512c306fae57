// A sequence chart: nodes side by side, time downwards, every frame on a cable an arrow, states beside the lifelines, long
// waits folded. A frame still on its way has come half of it. The names stay in sight; left and right go from node to node.
// Read chart-rows.ts (what stands in it), chart-columns.ts (where) and chart-draw.ts (how) next.
import { Canvas } from '../canvas.js';
import type { Content, Item, Panel } from '../panel.js';
import { firstLine } from '../scroll.js';
import { searchIn } from '../search.js';
import { type Line, line, span } from '../text.js';
import type { View } from '../view.js';
import { type Columns, columnsFor } from './chart-columns.js';
import { drawNames, drawRow, rowText, timeText } from './chart-draw.js';
import { type ChartRow, chartRows } from './chart-rows.js';

export const chartPanel: Panel = {
  select(view, box, id): Content {
    const title = view.text('ui.panel.chart');
    if (view.where.events === 0) return { title, lines: [line(' ', span(view.text('chart.quiet'), 'dim'))] };
    const chosenId = view.ui.panel === id ? view.ui.chosen[id] : undefined;
    const rows = chartRows(view, middleOf(view, chosenId));
    const items = itemsOf(rows);
    const cursor = rows.findIndex(row => row.kind === 'cursor') + 1;
    const focused = items.find(i => i.focus?.frame !== undefined && i.focus.frame === view.ui.focus.frame)?.line;
    const follow = focused ?? cursor;
    const chosen = items.find(i => i.id === chosenId)?.line;
    const at = chosenId === undefined ? searchIn(view, id)?.at : undefined;
    const from = firstLine(view.ui, id, rows.length + 1, box.height, chosen ?? at ?? follow);
    const around = view.ui.focus.node ?? nodeOf(rows, view) ?? view.node;
    const columns = columnsFor(view, box.width, around);
    const lines: Line[] = [];
    lines.length = rows.length + 1;
    const canvas = new Canvas(box.width, Math.max(1, Math.min(box.height, lines.length - from)));
    for (let y = 0; y < canvas.height; y++) {
      const row = rows[from + y - 1];
      if (row !== undefined && y > 0)
        drawRow(canvas, y, view, columns, row, timed(columns, rows, from + y - 1, y === 1));
    }
    // Over whatever line is the first in sight.
    drawNames(canvas, view, columns);
    for (const [y, made] of canvas.lines().entries()) lines[from + y] = made;
    const place = columns.names.indexOf(around ?? '');
    const node = (by: number) => ({ node: columns.names[Math.max(0, Math.min(columns.names.length - 1, place + by))] });
    return {
      title,
      lines,
      items,
      follow,
      sideways: { left: node(-1), right: node(1) },
      textAt: n => (n === 0 ? '' : rowText(view, rows[n - 1] as ChartRow)),
    };
  },
};

/** The frame that the rows are around: the chosen one, or the last one before the cursor. */
function middleOf({ session }: View, chosen: string | undefined): number {
  const [, kind, number] = /^(frame|note):(\d+)$/.exec(chosen ?? '') ?? [];
  const { frames, journal } = session.world;
  if (kind === 'frame') return Number(number);
  if (kind === 'note' && Number(number) < journal.changeCount)
    return frames.countAt(journal.change(Number(number)).stage);
  return frames.countAt(session.position);
}

function itemsOf(rows: readonly ChartRow[]): Item[] {
  return rows.flatMap((row, i): Item[] => {
    if (row.kind !== 'frame' && row.kind !== 'note') return [];
    const enter = { kind: 'goto', position: row.position, telling: 'stage' } as const;
    if (row.kind === 'note') return [{ id: `note:${row.change}`, line: i + 1, enter }];
    return [{ id: `frame:${row.frame}`, line: i + 1, focus: { frame: row.frame }, enter }];
  });
}

/** Whether a row's time is written: it reads otherwise than that of the row above, or there is none above. */
function timed(columns: Columns, rows: readonly ChartRow[], index: number, first: boolean): boolean {
  const [row, before] = [rows[index], rows[index - 1]];
  if (row === undefined) return false;
  if (first || before === undefined || row.kind === 'cursor') return true;
  return timeText(columns, row) !== timeText(columns, before);
}

/** A node of the arrow in focus: its sender. */
function nodeOf(rows: readonly ChartRow[], view: View): string | undefined {
  const row = rows.find(r => r.kind === 'frame' && r.frame === view.ui.focus.frame);
  return row?.kind === 'frame' ? row.from : undefined;
}
