// The time axis: events, one line each, the one at the cursor marked ▶ with its stages below it, long waits folded. Events
// between the cursor and the present have been seen already: they stay, dimmed. Only what is in sight is made. Read
// time-axis.ts (which event stands on which line) first.
import type { StopKind } from '../../debug/index.js';
import { formatTime } from '../../export/index.js';
import type { Journal } from '../../journal/index.js';
import type { Box, Content, Finder, Item, Panel } from '../panel.js';
import { firstLine } from '../scroll.js';
import { type Hits, hitsAt, searchIn } from '../search.js';
import { type Line, line, pad, type Role, span, widthOf } from '../text.js';
import type { View } from '../view.js';
import { Axis, TimeList, type TimeRow } from './time-axis.js';
import { foldText } from './time-fold.js';
import { MARKS, stopIn } from './time-marks.js';
import { type StageRow, stageRows } from './time-stages.js';
import { eventEnd, eventTime, eventWords, sinceBefore } from './time-words.js';

export const timePanel: Panel = {
  select(view, box, id): Content {
    const title = view.text('ui.panel.time');
    if (view.where.events === 0) return { title, lines: [line(' ', span(view.text('ui.empty.time'), 'dim'))] };
    const stages = stageRows(view);
    const list = listOf(view, stages.length);
    const follow = Math.max(0, list.lineOf(view.where.event) ?? 0) + 1 + stages.findIndex(row => row.current);
    const chosen = view.ui.panel === id ? lineOfItem(view, list, stages, view.ui.chosen[id]) : undefined;
    const from = firstLine(view.ui, id, list.length, box.height, chosen ?? follow);
    const writer: Writer = { view, box, stages, lines: [], kinds: new Set() };
    writer.lines.length = list.length;
    for (let at = from; at < Math.min(list.length, from + box.height); at++) {
      writer.lines[at] = rowLine(writer, list.row(at));
    }
    // Stages in sight belong to an event: its own line stays over them.
    const first = box.height > 3 ? list.row(from) : undefined;
    if (first?.kind === 'stage' && from !== (chosen ?? follow))
      writer.lines[from] = eventLine(writer, view.where.event);
    // A page may be turned either way.
    const items = itemsBetween(view, list, stages, from - box.height, from + 2 * box.height);
    return { title: titleOf(view, title, writer.kinds), lines: writer.lines, items, follow };
  },
  finder: {
    hits: foundUpTo,
    itemOf: event => `event:${event}`,
    current: view => {
      const chosen = /^event:(\d+)$/.exec(view.ui.chosen.time ?? '')?.[1];
      return chosen === undefined ? view.where.event : Number(chosen);
    },
  } satisfies Finder,
};

interface Writer {
  readonly view: View;
  readonly box: Box;
  readonly stages: readonly StageRow[];
  readonly lines: Line[];
  /** Marks that are in sight: the title says what they mean. */
  readonly kinds: Set<StopKind>;
}

const axes = new WeakMap<Journal, Axis>();

/** All events seen. The axis of a journal only grows, with what has happened. */
function allEvents(view: View): Axis {
  const { journal, target } = view.session;
  let axis = axes.get(journal);
  if (axis === undefined) {
    axis = new Axis(event => (event === 0 ? 0 : journal.eventTime(target.setupEvents + event - 1)));
    axes.set(journal, axis);
  }
  for (let event = axis.length + 1; event <= view.where.events; event++) axis.push(event);
  return axis;
}

/** The lines there are: all events, or those that a filter lets through, and the one at the cursor. */
function listOf(view: View, stages: number): TimeList {
  const { event: cursor, events: last } = view.where;
  const found = searchIn(view, 'time')?.found;
  if (found === undefined || found.search.kind === 'text')
    return new TimeList(allEvents(view), { cursor, stages, last, searched: last });
  return new TimeList(found.search.hits, { cursor, stages, last, searched: found.upTo });
}

/** The events found so far, by number. */
function foundUpTo(view: View): Hits {
  const { found } = view.ui.search ?? {};
  if (found === undefined) return hitsAt([]);
  const { hits } = found.search;
  const count = hits.countUpTo(Math.min(found.upTo, view.where.events));
  return { count, at: i => hits.eventAt(i), upTo: event => Math.min(count, hits.countUpTo(event)) };
}

function isHit(view: View, event: number): boolean {
  const found = searchIn(view, 'time')?.found;
  return found !== undefined && event <= found.upTo && found.search.hits.has(event);
}

function lineOfItem(view: View, list: TimeList, stages: readonly StageRow[], id: string | undefined) {
  if (id === undefined) return undefined;
  const event = /^event:(\d+)$/.exec(id)?.[1];
  if (event !== undefined) return list.lineOf(Number(event));
  const n = stages.findIndex(row => row.id === id);
  return n < 0 ? undefined : (list.lineOf(view.where.event) as number) + 1 + n;
}

function itemsBetween(view: View, list: TimeList, stages: readonly StageRow[], from: number, to: number): Item[] {
  const items: Item[] = [];
  for (let at = Math.max(0, from); at < Math.min(list.length, to); at++) {
    const row = list.row(at);
    if (row.kind === 'event') {
      const enter = { kind: 'goto', position: eventEnd(view, row.event), telling: 'event' } as const;
      items.push({ id: `event:${row.event}`, line: at, enter });
    } else if (row.kind === 'stage') {
      const { id, position } = stages[row.n] as StageRow;
      if (id !== undefined) items.push({ id, line: at, enter: { kind: 'goto', position, telling: 'stage' } });
    }
  }
  return items;
}

function rowLine(writer: Writer, row: TimeRow): Line {
  const { view, stages } = writer;
  if (row.kind === 'event') return eventLine(writer, row.event);
  if (row.kind === 'stage') return (stages[row.n] as StageRow).line;
  if (row.kind === 'fold') return dotted(foldText(view, row));
  if (row.kind === 'unsearched') return dotted(view.text('time.fold.unsearched', { count: row.hidden }));
  const { atPresent, atEnd } = view.where;
  if (!atPresent) return line('  ', span(`┄ ${view.text('time.present')} ┄`, 'key'));
  return line('  ', span(`┄ ${view.text(atEnd ? 'time.over' : 'ui.time.next')} ┄`, 'dim'));
}

const dotted = (text: string): Line => line('  ', span(`┄┄ ${text} ┄┄`, 'dim'));

/** From this width on whole sentences have room. */
const FULL = 140;

/** Cells for the parts of a line: what there is no room for is left out, the sentence last. */
function columnsOf({ view, box }: Writer) {
  const digits = String(view.where.events).length;
  const node = Math.max(2, ...view.session.target.nodeNames.map(widthOf));
  const { width } = box;
  return {
    digits,
    node: Math.min(node, width < 60 ? 4 : 8),
    time: width < 80 ? 0 : 14,
    since: width < 36 ? 0 : 9,
    frame: width < 60 ? 0 : 6,
  };
}

function eventLine(writer: Writer, event: number): Line {
  const { view } = writer;
  const { digits, node: nodeWidth, time: timeWidth, since, frame: frameWidth } = columnsOf(writer);
  const { where } = view;
  const here = event === where.event;
  const later = event > where.event;
  const role: Role = here ? 'strong' : later ? 'dim' : 'plain';
  const kind = stopIn(view, event);
  if (kind !== undefined) writer.kinds.add(kind);
  const mark = kind === undefined ? span(' ') : span(MARKS[kind].sign, MARKS[kind].role);
  const { node, frame, sentence, brief } = eventWords(view, event);
  const time = eventTime(view, event);
  const passed = sinceBefore(time - eventTime(view, event - 1));
  const hue: Role = later ? 'dim' : (frame?.role ?? 'dim');
  return line(
    span(isHit(view, event) ? '*' : ' ', 'key'),
    span(here ? '▶' : ' ', 'key'),
    mark,
    span(`${String(event).padStart(digits)} `, here ? 'key' : 'dim'),
    span(
      timeWidth === 0
        ? ''
        : formatTime(time)
            .padStart(timeWidth - 1)
            .padEnd(timeWidth),
      here ? 'strong' : 'dim',
    ),
    span(passed.padStart(since), here ? 'strong' : 'dim'),
    ' ',
    span(`${pad(node, nodeWidth)} `, here ? 'strong' : later ? 'dim' : 'node'),
    span('│', hue),
    span(frameWidth === 0 ? '' : pad(frame?.text ?? '', frameWidth), hue),
    span(writer.box.width < FULL ? brief : sentence, role),
  );
}

/** What the marks in sight mean. */
function titleOf(view: View, title: string, kinds: ReadonlySet<StopKind>): string {
  // What a search has to say goes first.
  if (searchIn(view, 'time') !== undefined) return title;
  const words = (['checkpoint', 'breakpoint', 'watchpoint'] as const).filter(kind => kinds.has(kind));
  return [title, ...words.map(kind => `${MARKS[kind].sign} ${view.text(`time.mark.${kind}`)}`)].join('  ');
}
