// How the rows of a ladder are drawn: two lifelines, arrows with as much of a segment as there is room for, states outside the
// lifelines, or between them where it is narrow. Only what is in sight is drawn.
import { formatTime } from '../../export/index.js';
import { formatIpv4 } from '../../wire/index.js';
import type { Canvas } from '../canvas.js';
import { clip, pad, type Role, widthOf } from '../text.js';
import type { View } from '../view.js';
import { drawFold, drawShaft, timeText } from './chart-draw.js';
import { type LadderRow, nodeOf, type SegmentRow, type StateRow, stateNow } from './ladder-rows.js';
import type { Flags, Segment, Talk } from './ladder-segments.js';
import { foldText } from './time-fold.js';

export interface Geometry {
  /** Cells for the time at the left. */
  readonly time: number;
  readonly left: number;
  readonly right: number;
  /** States stand outside the lifelines. */
  readonly outside: boolean;
}

/** Cells of the longest state with what is around it. */
const STATE = 13;

export function geometry(width: number): Geometry {
  const outside = width >= 78;
  const time = width >= 100 ? 15 : width >= 56 ? 9 : 1;
  const side = outside ? STATE : 1;
  return { time, left: time + side, right: Math.max(time + side + 8, width - 1 - side), outside };
}

/** Who stands at the lifelines, their states at the cursor; how many connections there are beside this one. */
export function drawTops(
  canvas: Canvas,
  view: View,
  where: Geometry,
  talk: Talk,
  beside: readonly [number, number],
): void {
  const { time, left, right, outside } = where;
  const width = outside ? Math.floor((canvas.width - time) / 2) - 2 : Math.floor((right - left) / 2);
  for (const [side, end] of talk.ends.entries()) {
    const node = nodeOf(view, end);
    const address = `${formatIpv4(end.ip)}:${end.port}`;
    const whole = node === undefined ? address : `${node} ${address}`;
    const label = widthOf(whole) <= width ? whole : clip(node === undefined ? address : `${node}:${end.port}`, width);
    const state = stateNow(view, talk, side as 0 | 1);
    const change = state === 'CLOSED' ? 'dim' : 'strong';
    for (const [y, text, role] of [
      [0, label, 'node'],
      [1, state, change],
    ] as const) {
      const x =
        side === 0
          ? Math.max(time, left - (outside ? widthOf(text) >> 1 : 0))
          : right - (outside ? widthOf(text) >> 1 : widthOf(text) - 1);
      canvas.put(Math.min(x, canvas.width - widthOf(text)), y, text, role);
    }
  }
  const [before, after] = beside;
  if (before > 0) canvas.put(0, 1, `‹${before}`, 'key');
  if (after > 0) canvas.put(canvas.width - 1 - String(after).length, 1, `${after}›`, 'key');
}

/** One row; `above`: the one over it, which may have said its time already. */
export function drawLadderRow(
  canvas: Canvas,
  y: number,
  view: View,
  where: Geometry,
  row: LadderRow,
  above: LadderRow | undefined,
): void {
  const { time, left, right } = where;
  if (row.kind === 'wait' || row.kind === 'more') {
    drawFold(canvas, y, view, time, row);
    return;
  }
  const cursor = row.kind === 'cursor';
  if (cursor) canvas.put(1, y, `▶${'┄'.repeat(Math.max(0, canvas.width - 2))}`, 'key');
  for (const x of [left, right]) canvas.put(x, y, '│', 'border');
  const text = timeText(where, row);
  const told = above !== undefined && above.kind !== 'more' && timeText(where, above) === text && !cursor;
  if (time > 1 && !told)
    canvas.put(cursor ? 2 : 1, y, pad(text, cursor ? widthOf(text) : time - 2), cursor ? 'key' : 'dim');
  if (row.kind === 'segment') drawSegment(canvas, y, view, where, row);
  else if (row.kind === 'state') drawState(canvas, y, where, row);
}

function drawState(
  canvas: Canvas,
  y: number,
  { left, right, outside }: Geometry,
  { side, state, later }: StateRow,
): void {
  const role: Role = later ? 'dim' : 'changed';
  const width = widthOf(state);
  const x = outside ? (side === 0 ? left - width - 1 : right + 2) : side === 0 ? left + 2 : right - width - 1;
  canvas.put(x, y, state, role);
  canvas.put(side === 0 ? left : right, y, '◆', role);
}

function drawSegment(canvas: Canvas, y: number, view: View, where: Geometry, row: SegmentRow): void {
  const { segment, fate, later } = row;
  const { left, right } = where;
  const [from, to] = segment.side === 0 ? [left, right] : [right, left];
  const focused = view.ui.focus.frame === segment.frame;
  const role: Role = later ? 'dim' : segment.again ? 'changed' : segment.flags.rst ? 'bad' : 'layer:tcp';
  drawShaft(canvas, y, {
    from,
    to,
    fate,
    role,
    later,
    focused,
    seen: [true, true],
    lines: [left, right],
    // An arrow must be seen, and be known as one.
    text: most =>
      fitting(segment, Math.max(0, most - (fate === 'arrived' || fate === 'dropped' ? 2 : Math.ceil(most / 4)))),
  });
}

/** `SYN+ACK` */
export function flagWords({ syn, fin, rst, psh, ack }: Flags): string {
  const words = [syn && 'SYN', fin && 'FIN', rst && 'RST', psh && 'PSH', ack && 'ACK'].filter(w => w !== false);
  return words.join('+') || 'TCP';
}

/** As much of a segment as fits: `↻PSH+ACK seq 1 len 1448 ack 1 win 64240`. */
export function fitting(segment: Segment, width: number): string {
  const { flags, seq, ack, length, window, options, again } = segment;
  const head = `${again ? '↻' : ''}${flagWords(flags)}`;
  const data = length > 0 ? ` len ${length}` : '';
  const acked = flags.ack ? ` ack ${ack}` : '';
  const all = `${head} seq ${seq}${data}${acked} win ${window}`;
  const main = length > 0 || flags.syn || flags.fin || !flags.ack ? ` seq ${seq}` : acked;
  const choices = [
    `${all}${options === '' ? '' : ` ${options}`}`,
    all,
    `${head} seq ${seq}${data}${acked}`,
    `${head}${main}${data}`,
    `${head}${main}`,
    head,
  ];
  return choices.find(c => widthOf(c) <= width) ?? clip(head, width);
}

/** A row as text, for what searches. */
export function rowWords(view: View, row: LadderRow): string {
  if (row.kind === 'segment') {
    const again = row.segment.again ? ` ${view.text('tcp-panels.sign.again')}` : '';
    const lost = row.fate === 'lost' ? ` ${view.text('tcp-panels.sign.lost')}` : '';
    return `${formatTime(row.time)} ${fitting(row.segment, Number.POSITIVE_INFINITY)}${again}${lost}`;
  }
  if (row.kind === 'state') return `${formatTime(row.time)} ${row.state}`;
  if (row.kind === 'wait') return foldText(view, { hidden: 0, wait: row.wait });
  return row.kind === 'cursor' ? formatTime(row.time) : view.text(`chart.${row.where}`);
}
