// The lines of one connection in the panel of sequence spaces: rulers, numbers, segments. Each line is made when it is looked
// at; its items are known from the beginning.
import type { Key } from '../../journal/index.js';
import type { Item } from '../panel.js';
import { type Line, line, lineWidth, pad, type Span, span, widthOf } from '../text.js';
import type { View } from '../view.js';
import { barLine, type Label, LOOKS, labelLine, type Ruler, ruler, signLine } from './sequence-ruler.js';
import { compared, receiveSpace, type Space, type Stretch, sendSpace } from './sequence-space.js';
import { goneText } from './table-rows.js';
import { type Connection, rowsBefore, rowsNow } from './tcp-rows.js';

interface Value {
  /** Of the row: what why is asked of. */
  readonly column: string;
  readonly name: string;
  readonly now: string;
  readonly was: string;
}

/** One direction of a connection. */
interface Side {
  readonly name: 'send' | 'receive';
  readonly table: string;
  readonly space: Space;
  readonly before: Space | undefined;
  readonly stretches: readonly Stretch[];
}

const ROLE = { '+': 'added', '~': 'changed', '-': 'removed' } as const;

export class Sheet {
  readonly items: Item[] = [];
  readonly #view: View;
  readonly #width: number;
  readonly #tall: boolean;
  readonly #lines: (() => Line)[] = [];

  constructor(view: View, width: number, tall: boolean) {
    this.#view = view;
    this.#width = width;
    this.#tall = tall;
  }

  get length(): number {
    return this.#lines.length;
  }

  lineAt(at: number): Line {
    return this.#lines[at]?.() ?? [];
  }

  add(make: () => Line, item?: Item): void {
    this.#lines.push(make);
    if (item !== undefined) this.items.push(item);
  }

  connection(connection: Connection): void {
    const view = this.#view;
    const { netns, socket } = connection;
    if (connection.shown.change?.kind === 'removed') {
      this.add(() => line('    ', span(goneText(view), 'dim')));
      return;
    }
    const [now, before] = [rowsNow(view), rowsBefore(view)];
    const sides: Side[] = [];
    for (const [name, read] of [
      ['send', sendSpace],
      ['receive', receiveSpace],
    ] as const) {
      const space = read(now, netns, socket);
      const old = read(before, netns, socket);
      const table = `tcp-${name}@${netns}`;
      if (space !== undefined) sides.push({ name, table, space, before: old, stretches: compared(space, old) });
      else this.add(() => line('   ', span(view.text(`seq.${name}.nothing`), 'dim')));
    }
    for (const side of sides) this.#drawSide(side);
    for (const side of sides) this.#values(side, connection);
    for (const side of sides) this.#segments(side, connection);
    if (this.#tall) this.add(() => []);
  }

  // ── the ruler ──

  #drawSide(side: Side): void {
    const { space, stretches, name } = side;
    const view = this.#view;
    // Where there are no captions the direction stands in front of its ruler.
    const head = this.#tall ? ' ' : ` ${pad(view.text(`seq.${name}.short`), 4)}`;
    const indent = widthOf(head);
    const drawn = ruler(stretches, this.#width - indent - 2);
    if (this.#tall) this.add(() => captionLine(view, view.text(`seq.${name}`), drawn, this.#width));
    const marks = marksOf(view, side, drawn, indent);
    const [above, below] = [marks.filter(m => m.above), marks.filter(m => !m.above)];
    this.add(() => labelLine(above, '▼', this.#width));
    const edge = space.edge === (stretches.at(-1)?.to ?? space.edge) ? '▏' : ' ';
    this.add(() => (drawn.cells.length === 0 ? emptyBar(view, name) : barLine(drawn, head, edge)));
    const signs = signLine(drawn, indent);
    if (this.#tall || signs.length > 0) this.add(() => signs);
    if (below.length > 0) this.add(() => labelLine(below, '▲', this.#width));
  }

  // ── the numbers ──

  #values(side: Side, { socket, netns }: Connection): void {
    const view = this.#view;
    let pieces: { value: Value; spans: Line }[] = [];
    const flush = () => {
      const [list, at] = [pieces, this.length];
      pieces = [];
      if (list.length === 0) return;
      let x = 3;
      for (const { value, spans } of list) {
        const width = lineWidth(spans);
        this.items.push({
          id: `seq:${netns} ${socket} ${side.name}.${value.column}.${value.name}`,
          line: at,
          column: x,
          at: { x, width },
          enter: { kind: 'why' },
          why: { kind: 'row', table: side.table, key: socket, column: value.column },
          focus: { row: { table: side.table, key: socket } },
        });
        x += width + 2;
      }
      this.#lines.push(() => [
        span('   '),
        ...list.flatMap(({ spans }, i) => (i === 0 ? spans : [span('  '), ...spans])),
      ]);
    };
    for (const value of valuesOf(view, side)) {
      const changed = value.was !== '' && value.was !== value.now;
      const spans = line(
        span(changed ? '~' : ' ', 'changed'),
        span(`${value.name} `, 'dim'),
        ...(changed ? [span(`${value.was.split(' ')[0]} → `, 'dim')] : []),
        span(value.now, changed ? 'changed' : 'plain'),
      );
      const used = pieces.reduce((sum, p) => sum + lineWidth(p.spans) + 2, 3);
      if (pieces.length > 0 && used + lineWidth(spans) > this.#width) flush();
      pieces.push({ value, spans });
    }
    flush();
  }

  // ── the segments ──

  #segments(side: Side, connection: Connection): void {
    const { stretches, name } = side;
    const view = this.#view;
    const listed = stretches.filter(s => s.kind !== 'window');
    if (listed.length === 0) return;
    if (this.#tall) this.add(() => line('   ', span(view.text(`seq.${name}.list`), 'dim')));
    for (const [i, stretch] of whole(listed).entries()) {
      const { table, key } = stretch;
      const row = table === undefined || key === undefined ? rowOfNumbers(side, connection) : { table, key };
      this.add(() => segmentLine(view, stretch, name), {
        id: `seq:${connection.netns} ${connection.socket} ${name} ${stretch.kind === 'done' ? 'done' : ''}${stretch.from} ${i}`,
        line: this.length,
        column: 0,
        enter: { kind: 'why' },
        why: { kind: 'row', ...row },
        focus: { row },
      });
    }
  }
}

/** What has no row of its own follows from a number of the connection. */
const rowOfNumbers = ({ table }: Side, { socket }: Connection): { table: string; key: Key } => ({ table, key: socket });

/** Parts of one segment as one again. */
function whole(all: readonly Stretch[]): Stretch[] {
  const out: Stretch[] = [];
  for (const stretch of all) {
    const last = out.at(-1);
    const same = last !== undefined && last.kind === stretch.kind && last.to === stretch.from;
    if (same && stretch.row !== undefined && last.row === stretch.row) {
      const sign = last.sign ?? stretch.sign;
      out[out.length - 1] = { ...last, ...stretch, from: last.from, ...(sign === undefined ? {} : { sign }) };
    } else out.push(stretch);
  }
  return out;
}

function captionLine(view: View, label: string, { scale, cells }: Ruler, width: number): Line {
  const told =
    cells.length === 0
      ? ''
      : scale === undefined
        ? view.text('seq.uneven')
        : view.text('seq.scale', { count: scale >= 10 ? Math.round(scale) : Number(scale.toPrecision(2)) });
  const room = width - 3 - widthOf(label) - 1;
  const fits = widthOf(told) + 2 <= room;
  return line('   ', span(label, 'title'), fits ? ' '.repeat(room - widthOf(told)) : '', span(fits ? told : '', 'dim'));
}

const emptyBar = (view: View, name: Side['name']): Line => line('   ', span(view.text(`seq.${name}.empty`), 'dim'));

interface Mark extends Label {
  readonly above: boolean;
}

/** The named places of a side, those at the same place as one. */
function marksOf(view: View, { name, space }: Side, { x, cells }: Ruler, indent: number): Mark[] {
  if (cells.length === 0) return [];
  const { marks, edge } = space;
  const sending = name === 'send';
  const named: { text: string; at: number; above: boolean }[] = sending
    ? [
        { text: view.text('seq.una'), at: marks.una as number, above: true },
        { text: view.text('seq.nxt'), at: marks.nxt as number, above: true },
        { text: view.text('seq.write'), at: marks.write as number, above: false },
      ]
    : [
        { text: view.text('seq.nxt'), at: marks.nxt as number, above: true },
        { text: view.text('seq.copied'), at: marks.copied as number, above: true },
        { text: view.text('seq.wup'), at: marks.wup as number, above: false },
      ];
  const all = [{ text: view.text('seq.edge'), at: edge, above: false }, ...named];
  const out: Mark[] = [];
  for (const above of [true, false]) {
    const places = new Map<number, string>();
    for (const { text, at } of all.filter(m => m.above === above)) {
      // What is said above need not be said below.
      if (!above && all.some(m => m.above && m.at === at) && at !== edge) continue;
      places.set(at, places.has(at) ? `${places.get(at)}=${text}` : text);
    }
    for (const [at, text] of places) out.push({ x: indent + x(at), text: `${text} ${at}`, role: 'key', above });
  }
  return out;
}

/** `1461 (3735930020)`: counted from the beginning, and as on the wire. */
function valuesOf(view: View, { name, space, before }: Side): Value[] {
  const number = (of: Space | undefined, at: number | undefined) =>
    of === undefined || at === undefined ? '' : `${at} (${(of.start + at) % 0x100000000})`;
  const old = before?.start === space.start ? before : undefined;
  const place = (column: string, label: string): Value => ({
    column,
    name: label,
    now: number(space, space.marks[column]),
    was: number(old, old?.marks[column]),
  });
  const edge: Value = {
    column: 'wnd',
    name: view.text('seq.edge'),
    now: number(space, space.edge),
    was: number(old, old?.edge),
  };
  const width = (of: Space | undefined) => {
    if (of === undefined) return '';
    return view.text('tui.queue.bytes', { count: of.edge - (of.marks[name === 'send' ? 'una' : 'wup'] as number) });
  };
  const column = (key: string) => view.text(`column.tcp-${name}.${key}`);
  const start = name === 'send' ? 'iss' : 'irs';
  const first: Value = {
    column: start,
    name: column(start),
    now: String(space.start),
    was: old === undefined ? '' : String(old.start),
  };
  const wnd: Value = { column: 'wnd', name: column('wnd'), now: width(space), was: width(old) };
  const places = name === 'send' ? ['una', 'nxt', 'write'] : ['copied', 'nxt', 'wup'];
  return [...places.map(p => place(p, column(p))), wnd, edge, first];
}

/** `~ 1461:2921  1460 B  lost   sent 2 times, last at 1.2 s` */
function segmentLine(view: View, stretch: Stretch, side: Side['name']): Line {
  const { kind, sign, row, letter } = stretch;
  const look = LOOKS[kind];
  // The FIN is nothing that could be read.
  const over = kind === 'unread' && letter === 'F';
  const id = kind === 'done' ? `seq.kind.done.${side}` : over ? 'seq.kind.over' : `seq.kind.${kind}`;
  const bytes = stretch.to - stretch.from - (letter === undefined ? 0 : 1);
  const words = [
    bytes > 0 ? view.text('tui.queue.bytes', { count: bytes }) : '',
    letter === undefined ? '' : letter === 'S' ? 'SYN' : 'FIN',
  ].filter(w => w !== '');
  const details: Span[] = [];
  const sent = Number(row?.sent ?? 0);
  if (sent > 0) details.push(span(`  ${view.text('seq.sent', { count: sent, at: Number(row?.sentAt ?? 0) })}`, 'dim'));
  return line(
    span('  '),
    span(sign ?? ' ', sign === undefined ? 'plain' : ROLE[sign]),
    span(look.glyph, look.role),
    span(` ${pad(`${stretch.from}:${stretch.to}`, 15)} `, sign === undefined ? 'plain' : ROLE[sign]),
    span(pad(words.join(' + '), 12), 'plain'),
    span(` ${view.text(id)}`, look.role),
    ...details,
  );
}
