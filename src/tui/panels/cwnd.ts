// The congestion window of one of a node's TCP connections over time, up to the cursor and not further: cwnd, ssthresh, what is
// in flight, the phases by name, and marks where something was lost. `cwnd@A`. Arrows go from mark to mark and to the values;
// Enter on a mark goes to that moment, on a value it asks why. Read cwnd-series.ts and cwnd-plot.ts next.
import { formatTime } from '../../export/index.js';
import { Canvas } from '../canvas.js';
import type { Box, Content, Item, Panel } from '../panel.js';
import { clip, type Role, widthOf } from '../text.js';
import type { View } from '../view.js';
import { columnOf, drawPlot, drawScale, type Extent, extentOf, type PlotBox, phaseSpans } from './cwnd-plot.js';
import {
  flightOf,
  type LossMark,
  type MarkKind,
  marksBefore,
  PHASES,
  phaseOf,
  type Series,
  seriesOf,
} from './cwnd-series.js';
import { ownerOf, type Row, spacesOf, tableOf } from './table-rows.js';
import { socketsEver } from './tcp-history.js';
import { endsOf, socketOfRow, toldLines } from './tcp-rows.js';
import { shortDuration } from './time-words.js';

interface Plotted {
  readonly netns: string;
  readonly series: Series;
  readonly ends: string;
}

export const MARKS: Readonly<Record<MarkKind, readonly [sign: string, role: Role]>> = {
  begin: ['▼', 'bad'],
  lost: ['▽', 'bad'],
  rto: ['✗', 'bad'],
  end: ['▲', 'good'],
  over: ['△', 'good'],
  probe: ['?', 'changed'],
};
/** Of marks in one column the first of these is drawn. */
const WEIGHT: readonly MarkKind[] = ['rto', 'begin', 'lost', 'end', 'over', 'probe'];
/** Rows of things to choose lie so far apart that arrows never mix them up. */
const APART = 1000;

export const cwndPanel: Panel = {
  select(view, box, id): Content {
    const of = spacesOf(view, id, view.text('cwnd.panel'));
    if ('lines' in of) return of;
    const { title, spaces } = of;
    const all = plottedOf(view, spaces);
    const current = currentOf(view, id, all);
    if (current === undefined)
      return { title, lines: toldLines(view.text('cwnd.none', { node: ownerOf(id) || '*' }), box.width) };
    return new Picture(view, box, id, all, current).content(title);
  },
};

/** The connections that have sent something before the cursor. */
function plottedOf(view: View, spaces: readonly string[]): Plotted[] {
  const { target, journal, position } = view.session;
  const limit = journal.changesAt(position);
  return spaces.flatMap(netns => {
    const names = socketsEver(target, netns);
    return [...seriesOf(target, netns).values()].flatMap((series): Plotted[] => {
      const row = names.get(series.socket);
      if (row === undefined || series.busy >= limit) return [];
      return [{ netns, series, ends: endsOf(row) }];
    });
  });
}

/** The chosen one, the one of the row in focus, the one that the last move changed, else the one that began last. */
function currentOf(view: View, id: string, all: readonly Plotted[]): Plotted | undefined {
  const chosen = view.ui.panel === id ? /^cwnd:(\d+)/.exec(view.ui.chosen[id] ?? '') : null;
  const { row } = view.ui.focus;
  const socket =
    chosen === null ? (row === undefined ? undefined : socketOfRow(row.table, row.key)) : Number(chosen[1]);
  return (
    all.find(p => p.series.socket === socket) ??
    all.find(p => view.change(`tcp-congestion@${p.netns}`, p.series.socket) !== undefined) ??
    all.at(-1)
  );
}

/** One picture: the rows from the top are connections, values, the plot, its axis, phases, times, what the mark means. */
class Picture {
  readonly #view: View;
  readonly #box: Box;
  readonly #canvas: Canvas;
  readonly #all: readonly Plotted[];
  readonly #current: Plotted;
  readonly #limit: number;
  readonly #extent: Extent;
  readonly #chosen: string | undefined;
  readonly #items: Item[] = [];

  constructor(view: View, box: Box, id: string, all: readonly Plotted[], current: Plotted) {
    this.#view = view;
    this.#box = box;
    this.#canvas = new Canvas(Math.max(1, box.width), Math.max(1, box.height));
    this.#all = all;
    this.#current = current;
    const { journal, position } = view.session;
    this.#limit = journal.changesAt(position);
    this.#extent = extentOf(current.series, this.#limit, view.where.time);
    this.#chosen = view.ui.panel === id ? view.ui.chosen[id] : undefined;
  }

  content(title: string): Content {
    const { height, width } = this.#box;
    const head = height >= 5 ? 1 : 0;
    this.#values(head);
    const [phases, times, told] = [height >= 7, height >= 9, height >= 8].map(Number) as [number, number, number];
    const rows = height - head - 1 - 1 - phases - times - told;
    const left = width >= 50 ? 6 : 4;
    const box: PlotBox = { x: left, y: head + 1, width: Math.max(1, width - left - 1), height: Math.max(1, rows) };
    const { series } = this.#current;
    drawScale(this.#canvas, box, this.#extent.most);
    drawPlot(this.#canvas, box, series, this.#extent);
    const axis = box.y + box.height;
    const marks = this.#marks(box, axis);
    if (phases > 0) this.#phases(box, axis + 1);
    if (times > 0) this.#times(box, axis + 1 + phases);
    if (told > 0) this.#told(marks, height - 1);
    if (head > 0) this.#connections();
    return { title, lines: this.#canvas.lines(), items: this.#items, marked: true };
  }

  /** Which connection it is; the others can be chosen. */
  #connections(): void {
    const { width } = this.#box;
    const many = this.#all.length > 1;
    const at = this.#all.indexOf(this.#current);
    const text = many ? `${at + 1}/${this.#all.length} ${this.#current.ends}` : this.#current.ends;
    this.#canvas.put(1, 0, clip(text, width - 2), 'strong');
    if (!many) return;
    let x = widthOf(text) + 3;
    for (const [i, { netns, series }] of this.#all.entries()) {
      const label = `[${i + 1}]`;
      const id = `cwnd:${series.socket} connection`;
      const here = series === this.#current.series;
      if (x + label.length < width) {
        this.#canvas.put(x, 0, label, here ? 'here' : 'key', id === this.#chosen);
        if (id === this.#chosen) this.#canvas.put(x - 1, 0, '›', 'key');
      }
      this.#items.push({
        id,
        line: 0,
        spot: [i * 2, -APART],
        at: { x, width: label.length },
        text: this.#all[i]?.ends ?? '',
        focus: { row: { table: `tcp-congestion@${netns}`, key: series.socket } },
      });
      x += label.length + 1;
    }
  }

  /** What the three are at the cursor, and the phase. */
  #values(y: number): void {
    const { netns, series } = this.#current;
    const view = this.#view;
    const table = `tcp-congestion@${netns}`;
    const row = tableOf(view, table)?.get(series.socket) as Row | undefined;
    if (row === undefined) {
      this.#canvas.put(1, y, view.text('cwnd.gone'), 'dim');
      return;
    }
    const before = view.change(table, series.socket)?.before as Row | undefined;
    let x = 1;
    for (const [column, name, sign, read] of VALUES) {
      const now = read(row);
      const was = before === undefined ? now : read(before);
      const figures = was === now ? now : `${was}→${now}`;
      const text = `${view.text(name)} ${figures}`;
      const id = `cwnd:${series.socket} ${column}`;
      const chosen = id === this.#chosen;
      this.#canvas.put(x, y, was === now ? ' ' : '~', 'changed');
      this.#canvas.put(
        x + 1,
        y,
        sign,
        column === 'packets' ? 'layer:tcp' : column === 'ssthresh' ? 'changed' : 'strong',
      );
      this.#canvas.put(x + 3, y, text, was === now ? 'plain' : 'changed', chosen);
      if (chosen) this.#canvas.put(x + 2, y, '›', 'key');
      const width = widthOf(text) + 3;
      this.#items.push({
        id,
        line: y,
        spot: [x, 0],
        at: { x, width },
        text,
        enter: { kind: 'why' },
        why: { kind: 'row', table, key: series.socket, column },
        focus: { row: { table, key: series.socket } },
      });
      x += width + 1;
    }
    const phase = view.text(`cwnd.phase.${phaseOf(row)}`);
    const room = this.#box.width - x - 1;
    if (room >= 6) this.#canvas.put(x + 1, y, clip(phase, room - 1), 'strong');
  }

  /** The axis with its marks; gives them. */
  #marks(box: PlotBox, y: number): readonly LossMark[] {
    const { series } = this.#current;
    const extent = this.#extent;
    const end = columnOf(extent, box.width, extent.now);
    this.#canvas.put(box.x - 1, y, `└${'─'.repeat(end)}┴`, 'border');
    const marks = marksBefore(series, this.#limit);
    const best = new Map<number, LossMark>();
    let spot = -1;
    for (const mark of marks) {
      const x = columnOf(extent, box.width, mark.time);
      const known = best.get(x);
      if (known === undefined || WEIGHT.indexOf(mark.kind) < WEIGHT.indexOf(known.kind)) best.set(x, mark);
      // Several in one column can be gone to one after the other.
      spot = Math.max(x, spot + 1);
      this.#items.push({
        id: markId(series, mark),
        line: y,
        spot: [spot, APART],
        at: { x: box.x + x, width: 1 },
        text: markText(this.#view, mark),
        enter: { kind: 'goto', position: mark.stage + 1, telling: 'stage' },
        why: { kind: 'stage', stage: mark.stage },
      });
    }
    for (const [x, mark] of best) {
      const [sign, role] = MARKS[mark.kind];
      this.#canvas.put(box.x + x, y, sign, role, markId(series, mark) === this.#chosen);
    }
    const chosen = marks.find(m => markId(series, m) === this.#chosen);
    if (chosen !== undefined) {
      const [sign, role] = MARKS[chosen.kind];
      const x = box.x + columnOf(extent, box.width, chosen.time);
      this.#canvas.put(x - 1, y, '›', 'key');
      this.#canvas.put(x, y, sign, role, true);
    }
    return marks;
  }

  /** Names of the phases, as far as their stretches have room. */
  #phases(box: PlotBox, y: number): void {
    for (const { phase, from, to } of phaseSpans(this.#current.series, this.#extent, box.width)) {
      const name = PHASES[phase] as string;
      const room = to - from - 1;
      const long = this.#view.text(`cwnd.phase.${name}`);
      const short = this.#view.text(`cwnd.short.${name}`);
      const text = widthOf(long) <= room ? long : widthOf(short) <= room ? short : '';
      this.#canvas.put(box.x + from, y, '╵', 'border');
      this.#canvas.put(box.x + from + 1, y, text, name === 'recovery' || name === 'loss' ? 'bad' : 'dim');
    }
  }

  /** Where the axis begins, and the cursor's time. */
  #times(box: PlotBox, y: number): void {
    const { first, now } = this.#extent;
    const begin = formatTime(first);
    const still = now < this.#view.where.time;
    const end = still ? this.#view.text('cwnd.still', { at: now }) : formatTime(now);
    this.#canvas.put(box.x - 1, y, begin, 'dim');
    const at = Math.min(box.width - widthOf(end), columnOf(this.#extent, box.width, now) - (widthOf(end) >> 1));
    const x = Math.max(box.x + at, box.x + widthOf(begin) + 1);
    if (x + widthOf(end) <= this.#box.width) this.#canvas.put(x, y, end, 'key');
  }

  /** What the chosen mark means, else the last one. */
  #told(marks: readonly LossMark[], y: number): void {
    const mark = marks.find(m => markId(this.#current.series, m) === this.#chosen) ?? marks.at(-1);
    if (mark === undefined) {
      this.#canvas.put(1, y, clip(this.#view.text('cwnd.marks'), this.#box.width - 2), 'dim');
      return;
    }
    const [sign, role] = MARKS[mark.kind];
    this.#canvas.put(1, y, sign, role);
    const text = markText(this.#view, mark);
    this.#canvas.put(3, y, clip(text, this.#box.width - 4), 'plain');
  }
}

const figure = (value: unknown): string => (Number(value) >= 0x7fffffff ? '∞' : String(value));

/** Column for why, its name, how it is drawn, its figures. */
const VALUES: readonly (readonly [column: string, name: string, sign: string, read: (row: Row) => string])[] = [
  ['cwnd', 'cwnd.cwnd', '─', row => figure(row.cwnd)],
  ['ssthresh', 'cwnd.ssthresh', '┄', row => figure(row.ssthresh)],
  ['packets', 'cwnd.flight', '░', row => String(flightOf(row))],
];

const markId = ({ socket }: Series, mark: LossMark): string => `cwnd:${socket} mark ${mark.change}`;

function markText(view: View, mark: LossMark): string {
  const { kind, time, before, after, ssthresh, count } = mark;
  const when = time < 1e9 ? shortDuration(time) : formatTime(time);
  return `${when}  ${view.text(`cwnd.mark.${kind}`, { before, after, ssthresh: figure(ssthresh), count })}`;
}
