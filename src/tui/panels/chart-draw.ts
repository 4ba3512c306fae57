// How the rows of a sequence chart are drawn: lifelines, arrows, states beside them. Only what is in sight is drawn.
import { formatTime } from '../../export/index.js';
import type { Canvas } from '../canvas.js';
import { frameWord } from '../frame-words.js';
import { clip, pad, type Role, widthOf } from '../text.js';
import type { View } from '../view.js';
import type { Columns } from './chart-columns.js';
import type { Between, ChartRow, Fate, FrameRow, NoteRow } from './chart-rows.js';
import { foldText } from './time-fold.js';
import { shortDuration } from './time-words.js';

/** Names over the columns; how many there are beyond the edges. */
export function drawNames(canvas: Canvas, view: View, columns: Columns): void {
  const { names, first, count, step, time } = columns;
  for (const name of names.slice(first, first + count)) {
    const focused = view.ui.focus.node === name;
    const label = clip(focused ? `[${name}]` : name, step - 1);
    canvas.put(columns.x(name) - (widthOf(label) >> 1), 0, label, view.node === name ? 'here' : 'node');
  }
  const after = names.length - first - count;
  if (first > 0) canvas.put(Math.max(0, time - 3), 0, `‹${first}`, 'key');
  if (after > 0) canvas.put(canvas.width - 1 - String(after).length, 0, `${after}›`, 'key');
}

/** One row. `timed`: its time is another than that of the row above. */
export function drawRow(canvas: Canvas, y: number, view: View, columns: Columns, row: ChartRow, timed: boolean): void {
  if (row.kind === 'wait' || row.kind === 'more') {
    drawFold(canvas, y, view, columns.time, row);
    return;
  }
  const cursor = row.kind === 'cursor';
  if (cursor) canvas.put(1, y, `▶${'┄'.repeat(Math.max(0, canvas.width - 2))}`, 'key');
  for (const name of columns.names) if (columns.inSight(name)) canvas.put(columns.x(name), y, '│', 'border');
  if (timed && columns.time > 1) {
    const text = timeText(columns, row);
    canvas.put(cursor ? 2 : 1, y, pad(text, cursor ? widthOf(text) : columns.time - 2), cursor ? 'key' : 'dim');
  }
  if (row.kind === 'note') drawNote(canvas, y, columns, row);
  else if (row.kind === 'frame') drawArrow(canvas, y, view, columns, row);
}

/** A long wait, or that there is more. */
export function drawFold(
  canvas: Canvas,
  y: number,
  view: View,
  time: number,
  row: Exclude<Between, { kind: 'cursor' }>,
): void {
  const text = row.kind === 'wait' ? foldText(view, { hidden: 0, wait: row.wait }) : view.text(`chart.${row.where}`);
  canvas.put(1, y, '┄'.repeat(Math.max(0, canvas.width - 2)), 'dim');
  canvas.put(Math.max(3, Math.min(time + 2, canvas.width - widthOf(text) - 3)), y, ` ${text} `, 'dim');
}

/** When a row was, as its column of `time` cells has room for it; '' for rows without a time. */
export function timeText({ time }: Pick<Columns, 'time'>, row: { readonly time: number } | Between): string {
  if (!('time' in row)) return '';
  return time >= 15 ? formatTime(row.time) : row.time === 0 ? '0' : shortDuration(row.time);
}

/** A state beside its node: with what it is of, where there is room. */
function drawNote(canvas: Canvas, y: number, columns: Columns, { note, later }: NoteRow): void {
  if (!columns.inSight(note.node)) return;
  const long = ` ${note.of} ${note.text} `;
  const text = widthOf(long) <= columns.step + 2 ? long : ` ${note.text} `;
  const middle = columns.x(note.node) - (widthOf(text) >> 1);
  const x = Math.max(columns.time, Math.min(canvas.width - widthOf(text), middle));
  canvas.put(x, y, text, later ? 'dim' : note.role);
}

function drawArrow(canvas: Canvas, y: number, view: View, columns: Columns, row: FrameRow): void {
  const { text, role: hue } = frameWord(view, row.frame);
  const role: Role = row.later ? 'dim' : hue;
  const focused = inFocus(view, row.frame);
  const [from, to] = [columns.x(row.from), columns.x(row.to)];
  if (!columns.inSight(row.from) && !columns.inSight(row.to)) {
    // Between two nodes out of sight: at their side.
    const long = `${text} ${row.from}→${row.to}`;
    const told = widthOf(long) < columns.step ? long : text;
    if (from <= columns.time) canvas.put(columns.time, y, clip(`‹${told}`, columns.step), role);
    else canvas.put(canvas.width - Math.min(columns.step, widthOf(told) + 1), y, clip(`${told}›`, columns.step), role);
    return;
  }
  drawShaft(canvas, y, {
    from,
    to,
    fate: row.fate,
    role,
    later: row.later,
    focused,
    seen: [columns.inSight(row.from), columns.inSight(row.to)],
    lines: columns.names.filter(name => columns.inSight(name)).map(name => columns.x(name)),
    text: most => clip(focused && widthOf(text) + 3 <= most ? `[${text}]` : text, Math.max(0, most - 1)),
  });
}

export interface Shaft {
  /** The lifelines. */
  readonly from: number;
  readonly to: number;
  readonly fate: Fate;
  readonly role: Role;
  readonly later: boolean;
  readonly focused: boolean;
  /** Whether each lifeline is in sight. */
  readonly seen: readonly [from: boolean, to: boolean];
  /** All lifelines in sight: no head of what did not arrive ends at one. */
  readonly lines: readonly number[];
  /** What is written on it, in at most so many cells. */
  text(most: number): string;
}

/** An arrow from one lifeline to another; what did not arrive does not reach as far. */
export function drawShaft(canvas: Canvas, y: number, of: Shaft): void {
  const { from, to, fate, role, later, focused, seen } = of;
  const right = to > from;
  const [low, high] = right ? [from + 1, to] : [to + 1, from];
  const room = high - low;
  const whole = fate === 'arrived' || fate === 'dropped';
  const most = whole ? room : room - 1;
  const label = of.text(most);
  const width = widthOf(label);
  // Close to the sender, whose line the label touches only where there is no more room.
  const gap = width + 2 <= most ? 1 : 0;
  const least = width + gap + 1;
  const length = whole ? room : between(of, least, Math.min(most, Math.max(least, (room + 1) >> 1)), most);
  const shaft = fate === 'flying' ? '╌' : focused ? '═' : '─';
  canvas.put(right ? low : high - length, y, shaft.repeat(Math.max(0, length)), role);
  canvas.put(right ? low + gap : high - gap - width, y, label, role);
  const head = fate === 'lost' ? '✗' : right ? '▶' : '◀';
  canvas.put(right ? low + length - 1 : high - length, y, head, fate === 'lost' ? 'bad' : role);
  if (seen[0]) canvas.put(from, y, right ? '├' : '┤', role);
  if (!whole || !seen[1]) return;
  if (fate === 'dropped') canvas.put(to, y, '✗', later ? 'dim' : 'bad');
  else canvas.put(to, y, right ? '┤' : '├', role);
}

/** The length nearest to `wished`, of at least `least` and at most `most`, whose head stands free between two lifelines. */
function between({ from, to, lines }: Shaft, least: number, wished: number, most: number): number {
  const way = to > from ? 1 : -1;
  const free = (length: number, ahead: number) => !lines.includes(from + way * (length + ahead));
  const near = Array.from({ length: Math.max(0, most - least + 1) }, (_, i) => least + i).sort(
    (a, b) => Math.abs(a - wished) - Math.abs(b - wished) || a - b,
  );
  return near.find(n => free(n, 0) && free(n, 1)) ?? near.find(n => free(n, 0)) ?? wished;
}

/** The frame in focus, or the one that it was received as. */
function inFocus(view: View, frame: number): boolean {
  const focus = view.frame;
  return focus !== undefined && (focus === frame || view.session.world.frames.fromOf(focus) === frame);
}

/** A row as text, for what searches. */
export function rowText(view: View, row: ChartRow): string {
  if (row.kind === 'frame') return `${formatTime(row.time)} ${row.from} → ${row.to} ${frameWord(view, row.frame).text}`;
  if (row.kind === 'note') return `${formatTime(row.time)} ${row.note.node} ${row.note.of} ${row.note.text}`;
  if (row.kind === 'wait') return foldText(view, { hidden: 0, wait: row.wait });
  return row.kind === 'cursor' ? formatTime(row.time) : view.text(`chart.${row.where}`);
}
