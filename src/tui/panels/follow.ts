// A packet's journey: every place at which the frame in focus, and each copy of it, was sent or received, what was done to
// it in between, and how each copy ended. What lies between the cursor and the present is dimmed.
import { type End, type FieldValue, follow, type Hop, type Journey } from '../../debug/index.js';
import { formatTime } from '../../export/index.js';
import type { Journal } from '../../journal/index.js';
import { frameWord } from '../frame-words.js';
import type { Content, Item, Panel } from '../panel.js';
import { type Line, line, pad, type Role, type Span, span, wrapped } from '../text.js';
import type { View } from '../view.js';

/** How many events of a journey are looked at beyond the cursor, or beyond its beginning: it ends soon, or never. */
const EVENTS = 4000;

export const followPanel: Panel = {
  select(view, box): Content {
    const { frame } = view;
    if (frame === undefined) {
      const text = view.text('ui.empty.frame', { key: 'n' });
      return { title: view.text('ui.panel.follow'), lines: [line(' ', span(text, 'dim'))] };
    }
    const journey = journeyOf(view, frame);
    const lines: Line[] = [];
    const items: Item[] = [];
    let before = -1;
    for (const hop of journey.hops) {
      const enter = { kind: 'goto', position: hop.stage + 1, telling: 'stage' } as const;
      items.push({ id: `hop:${hop.index}`, line: lines.length, focus: { frame: hop.frame }, enter });
      lines.push(hopLine(view, journey, hop, box.width, hop.time !== before));
      lines.push(...moreLines(view, hop, box.width));
      before = hop.time;
    }
    if (journey.cut) lines.push(line(' ', span(view.text('ui.prompt.journey-cut'), 'dim')));
    const here = items[journey.here]?.line;
    const title = `${view.text('follow.title', { frame: journey.origin })}  ${view.words.frameSummary(frame)}`;
    return { title, lines, items, ...(here === undefined ? {} : { follow: here }) };
  },
};

interface Known {
  readonly origin: number;
  readonly until: number;
  readonly journey: Journey;
}
const journeys = new WeakMap<Journal, Known>();

/** The journey as far as it has been seen; the one asked for last is remembered. */
function journeyOf(view: View, frame: number): Journey {
  const { journal, target, present, position } = view.session;
  const from = Math.max(position, target.world.frames.stageOf(frame));
  const until = Math.min(present, journal.firstStage(Math.min(journal.eventCount, journal.eventOf(from) + EVENTS)));
  const known = journeys.get(journal);
  if (known?.origin === frame && known.until === until) return known.journey;
  const journey = follow(target, frame, until);
  journeys.set(journal, { origin: frame, until, journey });
  return journey;
}

/** `▶ 1.576 µs   ├ sw.p1 ← ARP? 2   frame 2 at the other end of the link` */
function hopLine(view: View, journey: Journey, hop: Hop, width: number, timed: boolean): Line {
  const { session, words } = view;
  const later = hop.stage >= session.position;
  const here = hop.index === journey.here;
  const role = (of: Role): Role => (later ? 'dim' : of);
  const arrow = hop.direction === 'sent' ? '→' : hop.direction === 'received' ? '←' : '·';
  const place = hop.dev === undefined ? (hop.node ?? '') : words.device(hop.dev);
  const word = session.world.frames.linkTypeOf(hop.frame) === 'data' ? undefined : frameWord(view, hop.frame);
  const time = timed ? formatTime(hop.time) : '';
  const branches = hop.parent !== undefined && journey.hops[hop.parent]?.branch !== hop.branch;
  return line(
    span(here ? ' ▶' : '  ', 'key'),
    span(pad(time, timeWidth(width)), 'dim'),
    span(treeOf(hop, branches), 'border'),
    span(`${place} `, role(here ? 'here' : 'node')),
    span(`${arrow} `, role('plain')),
    span(word === undefined ? '' : `${word.text} `, role(word?.role ?? 'plain')),
    span(words.frameName(hop.frame), role('strong')),
    span(doneText(view, hop), 'dim'),
  );
}

const timeWidth = (width: number): number => (width < 44 ? 0 : 13);

/** Copies stand further in than what they were made from. */
const treeOf = ({ depth }: Hop, branches: boolean): string =>
  depth === 0 ? '' : `${'│ '.repeat(Math.min(depth, 8) - 1)}${branches ? '├╴' : '│ '}`;

/** What was done to it since the hop before. */
function doneText(view: View, hop: Hop): string {
  const { frames } = view.session.world;
  const told = hop.done
    .filter(done => done.operation !== 'wire' && done.operation !== 'pull')
    .map(({ operation, frame }) =>
      view.text(`operation.${operation}`, { from: Math.max(0, frames.fromOf(frame)), node: hop.node ?? '' }),
    );
  return told.length === 0 ? '' : `  ${told.join(view.lang === 'en' ? ', ' : '，')}`;
}

/** Below a hop: headers put on and taken off, fields changed, how the copy ended. */
function moreLines(view: View, hop: Hop, width: number): Line[] {
  const later = hop.stage >= view.session.position;
  const role = (of: Role): Role => (later ? 'dim' : of);
  const indent = ' '.repeat(4 + timeWidth(width) + 2 * Math.min(hop.depth, 8));
  const lines: Line[] = [];
  const add = (sign: Span, text: string) => {
    for (const [i, part] of wrapped(text, width - indent.length - 3).entries())
      lines.push(line(indent, i === 0 ? sign : ' ', ' ', span(part, role('plain'))));
  };
  for (const { kind, protocol, title } of hop.change.layers) {
    const pushed = kind === 'pushed';
    add(span(pushed ? '+' : '-', role(pushed ? 'added' : 'removed')), view.words.protocolTitle(protocol, title));
  }
  for (const { name, label, before, after } of hop.change.fields) {
    const field = view.words.fieldLabel(name, label);
    add(span('~', role('changed')), `${field}  ${valueText(view, before)} → ${valueText(view, after)}`);
  }
  if (hop.end !== undefined) addEnd(view, hop.end, add, role);
  return lines;
}

/** A field's value; of bytes how many there are. */
function valueText(view: View, field: FieldValue | undefined): string {
  if (field === undefined) return '—';
  return field.value instanceof Uint8Array ? view.text('ui.frame.bytes', { count: field.value.length }) : field.text;
}

function addEnd(view: View, end: End, add: (sign: Span, text: string) => void, role: (of: Role) => Role): void {
  const { session, words } = view;
  if (end.kind === 'in-flight') {
    const args = { to: words.device(end.to), time: formatTime(end.arrives) };
    add(span('…', role('key')), view.text('ui.prompt.in-flight', args));
  } else if (end.stage < session.present) {
    const [sign, hue]: [string, Role] =
      end.kind === 'dropped' ? ['✗', 'bad'] : end.kind === 'waiting' ? ['…', 'changed'] : ['✓', 'good'];
    add(span(sign, role(hue)), words.sentence(end.stage));
  }
}
