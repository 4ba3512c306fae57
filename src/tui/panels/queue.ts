// Queues, drawn as queues: slots, how full, the limit, what moves an entry on, who waits at the end. Plain data in, lines
// out: whatever has queues (a socket's messages, the SYN queue and the accept queue of a listening one) draws them with this.
import { type Line, line, lineWidth, pad, type Span, span, widthOf } from '../text.js';

export interface QueueEntry {
  readonly label: string;
  /** What tells it from the others where the label has no room: `40001`. */
  readonly short?: string;
  /** What the last move did: one that was taken out is drawn until the next move, and does not count. */
  readonly change?: 'added' | 'removed' | undefined;
}

export interface Queue {
  readonly name: string;
  /** The oldest first: it is the next to be taken. */
  readonly entries: readonly QueueEntry[];
  /** The most it holds; undefined: there is no limit. */
  readonly limit?: number | undefined;
  /** How much of the limit is used, where it does not count entries. */
  readonly used?: number;
  /** Whether it takes nothing more although `used` is below the limit. */
  readonly full?: boolean;
  /** What the limit counts, where that is not entries: `B`. */
  readonly unit?: string;
  /** More about what is in it: `120 B`. */
  readonly note?: string;
  /** What takes the oldest one further. */
  readonly out: string;
}

/** Queues one behind the other, and who stands at their end. */
export interface QueueChain {
  readonly queues: readonly Queue[];
  /** Who takes from the last one: `httpd busy until t = 4 s`. */
  readonly waiting: string;
  /** Beside it: `overflows 2 · drops 2`. */
  readonly aside?: string;
}

/** Words of the person's language by message id. */
type Words = (id: string, args?: Readonly<Record<string, unknown>>) => string;

export interface QueueBox {
  readonly width: number;
  /** With a line for what moves an entry on: three rows more a queue. */
  readonly arrows: boolean;
  /** Rows for the entries of one queue. */
  readonly rows: number;
}

/** Empty slots are drawn where the queue has no more slots than this. */
const FEW = 8;
const TAKEN = '■';
const INDENT = 3;

/** The chain from its first queue down to who waits. */
export function queueLines(words: Words, { queues, waiting, aside = '' }: QueueChain, box: QueueBox): Line[] {
  const nameWidth = Math.max(...queues.map(q => widthOf(q.name)));
  const out: Line[] = [];
  for (const queue of queues) {
    out.push(...oneQueue(words, queue, nameWidth, box));
    if (box.arrows) out.push(line('        ', span(`│ ${queue.out}`, 'dim')), line('        ', span('▼', 'dim')));
  }
  const end = line(' '.repeat(INDENT), span(waiting, 'strong'));
  const room = box.width - lineWidth(end) - 1;
  if (aside !== '' && widthOf(aside) + 2 <= room)
    return [...out, [...end, span(' '.repeat(room - widthOf(aside))), span(aside, 'bad')]];
  return [...out, end, ...(aside === '' ? [] : [line(' '.repeat(INDENT), span(aside, 'bad'))])];
}

/** How full, in figures: `3 of 3`. What was taken out is not in it any more. */
function fillOf(words: Words, queue: Queue): { text: string; full: boolean } {
  const used = queue.used ?? queue.entries.filter(e => e.change !== 'removed').length;
  const figures = queue.limit === undefined ? String(used) : words('tui.queue.fill', { used, limit: queue.limit });
  const parts = [queue.unit === undefined ? figures : `${figures} ${queue.unit}`, queue.note ?? ''];
  const full = queue.full ?? (queue.limit !== undefined && used >= queue.limit);
  return { text: parts.filter(p => p !== '').join(' · '), full };
}

function oneQueue(words: Words, queue: Queue, nameWidth: number, { width, rows }: QueueBox): Line[] {
  const { text, full } = fillOf(words, queue);
  const head = [
    span(' '.repeat(INDENT)),
    span(`${pad(queue.name, nameWidth)}  `, 'plain'),
    span(text, full ? 'bad' : 'strong'),
    ...(full ? [span(` ${words('ui.queue.full')}`, 'bad')] : []),
    span('  '),
  ];
  const start = lineWidth(head);
  // Where all fit behind the figures they stand there; else below, with the width to themselves.
  const tied = rows === 1 && start <= width / 2;
  for (const slots of waysToDraw(queue)) {
    if (packed(slots, width - start, 1) !== undefined) return [[...head, ...slots]];
    const below = tied ? undefined : packed(slots, width - INDENT - 2, rows);
    if (below !== undefined) return [head, ...below.map(spans => [...blank(INDENT + 2), ...spans])];
  }
  const indent = tied ? start : INDENT + 2;
  const laid = lay(words, queue, width - indent, rows);
  if (tied) return laid.map((spans, i) => [...(i === 0 ? head : blank(indent)), ...spans]);
  return [head, ...laid.map(spans => [...blank(indent), ...spans])];
}

const blank = (width: number): Span[] => [span(' '.repeat(width))];

/** The slots, the free ones behind those taken: with names, with short names, and where the free ones count, as marks. */
function* waysToDraw({ entries, limit = 0, used }: Queue): Generator<Span[]> {
  const few = used === undefined && limit <= FEW;
  const waiting = entries.reduce((sum, e) => sum + (e.change === 'removed' ? 0 : 1), 0);
  const free = few ? Math.max(0, limit - waiting) : 0;
  const slots = (name: (e: QueueEntry) => string, empty: string): Span[] => [
    ...entries.map(e => slot(e, name(e))),
    ...Array.from({ length: free }, () => span(empty, 'dim')),
  ];
  yield slots(e => e.label, '[  ]');
  // A short name that two have tells nothing.
  if (new Set(entries.map(e => e.short)).size === entries.length) yield slots(e => e.short ?? e.label, '[ ]');
  if (few && limit > 0) yield slots(() => TAKEN, '[ ]');
}

const SIGNS = { added: '+', removed: '-' } as const;

function slot({ change }: QueueEntry, name: string): Span {
  if (change === undefined) return span(`[${name}]`);
  return span(`${SIGNS[change]}[${name}]`, change === 'removed' ? 'dim' : 'added');
}

/** Slots in rows of `width` cells; undefined where not all have room. */
function packed(slots: readonly Span[], width: number, rows: number): Span[][] | undefined {
  const out: Span[][] = [];
  let room = 0;
  for (const s of slots) {
    const cells = widthOf(s.text);
    if (cells > width) return undefined;
    if (out.length === 0 || cells > room) {
      if (out.length === rows) return undefined;
      out.push([]);
      room = width;
    }
    out.at(-1)?.push(s);
    room -= cells;
  }
  return out;
}

/** Entries in rows of `width` cells where not all have room: who waits beyond the last row is counted; the free are not. */
function lay(words: Words, { entries }: Queue, width: number, rows: number): Span[][] {
  const slots = entries.map(e => slot(e, e.label));
  const out: Span[][] = [];
  let now: Span[] = [];
  const clipped = (s: Span, room: number): Span =>
    widthOf(s.text) <= room ? s : { ...s, text: `${pad(s.text, Math.max(2, room - 1)).trimEnd()}]` };
  const more = (from: number): Span[] => {
    const count = entries.slice(from).reduce((sum, e) => sum + (e.change === 'removed' ? 0 : 1), 0);
    return count === 0 ? [] : [span(' '), span(words('tui.queue.more', { count }), 'dim')];
  };
  for (const [i, s] of slots.entries()) {
    if (now.length > 0 && out.length < rows - 1 && widthOf(s.text) > width - lineWidth(now)) {
      out.push(now);
      now = [];
    }
    const room = width - lineWidth(now);
    const rest = slots.slice(i).reduce((sum, r) => sum + widthOf(r.text), 0);
    // In the last row there must be room to count those that do not fit.
    const counted = out.length === rows - 1 && rest > room;
    const after = counted ? lineWidth(more(i + 1)) : 0;
    if (counted && now.length > 0 && widthOf(s.text) + after > room) return [...out, [...now, ...more(i)]];
    now.push(clipped(s, width - after));
  }
  return now.length === 0 ? out : [...out, now];
}
