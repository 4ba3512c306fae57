// The plot of a congestion window: time to the right, segments upwards. cwnd is a line of three heights a cell, ssthresh a
// broken one, what is in flight the area below; each is told from the others without colour, and in ASCII (ascii.ts).
import type { Canvas } from '../canvas.js';
import { widthOf } from '../text.js';
import { entriesBefore, type Series } from './cwnd-series.js';

export interface PlotBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
/** What is drawn: entries before `end`, times from `first` to `last`, the cursor at `now`, segments up to `most`. */
export interface Extent {
  readonly end: number;
  readonly first: number;
  readonly last: number;
  readonly now: number;
  readonly most: number;
}

/** Steps between which the axis of time changes: not with every event. */
const STEPS = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The least length of at least `span` that is a round number. */
export function roundUp(span: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(1, span)));
  return (STEPS.find(s => s * unit >= span) ?? 10) * unit;
}

/** What of a series is drawn at a cursor: changes before number `limit`, time `now`. */
export function extentOf(series: Series, limit: number, now: number): Extent {
  const end = entriesBefore(series, limit);
  const first = series.time[0] ?? 0;
  const latest = series.time[end - 1] ?? first;
  // Once nothing happens any more the picture stays as it is, and tells since when.
  const still = latest + Math.max(1, (latest - first) / 4);
  const gone = series.phase[end - 1] === -1;
  const shown = gone ? latest : Math.min(now, still);
  let most = 4;
  for (let i = 0; i < end; i++) {
    const ssthresh = series.ssthresh[i] as number;
    most = Math.max(most, series.cwnd[i] as number, series.flight[i] as number, ssthresh === Infinity ? 0 : ssthresh);
  }
  return { end, first, last: first + roundUp(shown - first), now: shown, most: Math.ceil(most * 1.05) };
}

/** The column of a time. */
export const columnOf = ({ first, last }: Extent, width: number, time: number): number =>
  Math.max(0, Math.min(width - 1, Math.floor(((time - first) / Math.max(1, last - first)) * width)));

interface Column {
  /** What cwnd was at its least and at its most here, and at the end. */
  low: number;
  high: number;
  last: number;
  ssthresh: number;
  flight: number;
}

/** Values by column, up to the cursor's. */
function columnsOf(series: Series, extent: Extent, width: number): Column[] {
  const out: Column[] = [];
  const upTo = columnOf(extent, width, extent.now);
  let i = 0;
  let now: Column | undefined;
  for (let x = 0; x <= upTo; x++) {
    let own: Column | undefined = now === undefined ? undefined : { ...now, low: now.last, high: now.last };
    while (i < extent.end && columnOf(extent, width, series.time[i] as number) <= x) {
      if ((series.phase[i] as number) >= 0) {
        const cwnd = series.cwnd[i] as number;
        const flight = series.flight[i] as number;
        const ssthresh = series.ssthresh[i] as number;
        own =
          own === undefined
            ? { low: cwnd, high: cwnd, last: cwnd, ssthresh, flight }
            : { low: Math.min(own.low, cwnd), high: Math.max(own.high, cwnd), last: cwnd, ssthresh, flight };
      }
      i++;
    }
    if (own !== undefined) out[x] = own;
    now = own;
  }
  return out;
}

const HEIGHTS = ['▁', '─', '▔'];

/** Draws the area, the threshold, the line; later ones over earlier ones. */
export function drawPlot(canvas: Canvas, box: PlotBox, series: Series, extent: Extent): void {
  const thirds = box.height * 3;
  const heightOf = (value: number) =>
    Math.max(0, Math.min(thirds - 1, Math.round((value / extent.most) * (thirds - 1))));
  const cellOf = (third: number) => box.y + box.height - 1 - Math.floor(third / 3);
  for (const [x, column] of columnsOf(series, extent, box.width).entries()) {
    if (column === undefined) continue;
    const { low, high, last, ssthresh, flight } = column;
    const top = flight === 0 ? box.y + box.height : cellOf(heightOf(flight));
    for (let y = top; y < box.y + box.height; y++) canvas.put(box.x + x, y, '░', 'layer:tcp');
    if (ssthresh <= extent.most) canvas.put(box.x + x, cellOf(heightOf(ssthresh)), '┄', 'changed');
    const [bottom, peak] = [cellOf(heightOf(low)), cellOf(heightOf(high))];
    for (let y = peak; y <= bottom && peak < bottom; y++) canvas.put(box.x + x, y, '│', 'strong');
    const end = heightOf(last);
    canvas.put(box.x + x, cellOf(end), HEIGHTS[end % 3] as string, 'strong');
  }
}

/** The axis of segments: its end and its middle, where they have room. */
export function drawScale(canvas: Canvas, box: PlotBox, most: number): void {
  for (let y = 0; y < box.height; y++) canvas.put(box.x - 1, box.y + y, '│', 'border');
  const put = (value: number, y: number) => {
    const text = String(value);
    canvas.put(box.x - 1 - widthOf(text), y, text, 'dim');
  };
  put(most, box.y);
  if (box.height >= 6) put(Math.round(most / 2), box.y + (box.height >> 1));
  if (box.height >= 3) put(0, box.y + box.height - 1);
}

/** The phases as stretches of columns: index in PHASES, from and to. */
export function phaseSpans(
  series: Series,
  extent: Extent,
  width: number,
): { phase: number; from: number; to: number }[] {
  const out: { phase: number; from: number; to: number }[] = [];
  const end = columnOf(extent, width, extent.now) + 1;
  for (let i = 0; i < extent.end; i++) {
    const phase = series.phase[i] as number;
    const last = out.at(-1);
    if (phase < 0 || last?.phase === phase) continue;
    const from = columnOf(extent, width, series.time[i] as number);
    if (last !== undefined) last.to = Math.max(last.from, from);
    out.push({ phase, from, to: end });
  }
  return out.filter(s => s.to > s.from);
}
