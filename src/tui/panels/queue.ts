// Queues, drawn as queues: slots, how full, the limit, what moves an entry on, who waits at the end. Plain data in, lines
// out: whatever has queues (a socket's messages, the SYN queue and the accept queue of a listening one) draws them with this.
import { type Line, line, lineWidth, pad, type Span, span, widthOf } from '../text.js';

export interface QueueEntry {
  readonly label: string;
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
  const slots = slotsOf(queue);
  const needed = slots.reduce((sum, s) => sum + widthOf(s.text), 0);
  // Where all fit behind the figures they stand there; else below, with the width to themselves.
  const beside = start + needed <= width || (rows === 1 && start <= width / 2);
  const indent = beside ? start : INDENT + 2;
  const laid = lay(words, slots, width - indent, rows);
  if (beside)
    return laid.length === 0 ? [head] : laid.map((spans, i) => [...(i === 0 ? head : blank(indent)), ...spans]);
  return [head, ...laid.map(spans => [...blank(indent), ...spans])];
}

const blank = (width: number): Span[] => [span(' '.repeat(width))];

/** Entries in their slots, the empty slots behind them. */
function slotsOf({ entries, limit = 0, used }: Queue): Span[] {
  const sign = { added: '+', removed: '-' } as const;
  const taken = entries.map(({ label, change }) =>
    change === undefined
      ? span(`[${label}]`)
      : span(`${sign[change]}[${label}]`, change === 'removed' ? 'dim' : 'added'),
  );
  const free = used === undefined && limit <= FEW ? limit - entries.filter(e => e.change !== 'removed').length : 0;
  return [...taken, ...Array.from({ length: Math.max(0, free) }, () => span('[  ]', 'dim'))];
}

/** Slots in rows of `width` cells; what is beyond the last row is counted. */
function lay(words: Words, slots: readonly Span[], width: number, rows: number): Span[][] {
  const out: Span[][] = [];
  let now: Span[] = [];
  const clipped = (s: Span, room: number): Span =>
    widthOf(s.text) <= room ? s : { ...s, text: `${pad(s.text, Math.max(2, room - 1)).trimEnd()}]` };
  for (const [i, slot] of slots.entries()) {
    if (now.length > 0 && out.length < rows - 1 && widthOf(slot.text) > width - lineWidth(now)) {
      out.push(now);
      now = [];
    }
    const room = width - lineWidth(now);
    const rest = slots.slice(i).reduce((sum, s) => sum + widthOf(s.text), 0);
    // In the last row there must be room to count those that do not fit.
    const counted = out.length === rows - 1 && rest > room;
    const more = (count: number) => span(words('tui.queue.more', { count }), 'dim');
    const after = counted && i < slots.length - 1 ? widthOf(more(slots.length - i - 1).text) + 1 : 0;
    if (counted && now.length > 0 && widthOf(slot.text) + after > room)
      return [...out, [...now, span(' '), more(slots.length - i)]];
    now.push(clipped(slot, width - after));
  }
  return now.length === 0 ? out : [...out, now];
}
