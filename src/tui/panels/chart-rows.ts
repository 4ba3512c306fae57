// The rows of a sequence chart: frames that were put on a cable, states that changed, long waits, and the cursor's moment
// between them. Rows beyond the cursor, up to the present, have been seen. Read chart.ts first.
import { type Flight, flights } from '../../debug/index.js';
import type { View } from '../view.js';
import { type StateNote, stateNote } from './chart-states.js';
import { LONG_WAIT } from './time-axis.js';

/** What became of a frame: received, received and thrown away, on its way, gone under on the cable. */
export type Fate = 'arrived' | 'dropped' | 'flying' | 'lost';

export interface Placed {
  /** The stage at which it stands in the order of things. */
  readonly order: number;
  /** Virtual time, ns. */
  readonly time: number;
  /** Where the session stands right after it. */
  readonly position: number;
  /** Beyond the cursor. */
  readonly later: boolean;
}
export type FrameRow = Placed & {
  readonly kind: 'frame';
  readonly frame: number;
  readonly from: string;
  readonly to: string;
  readonly fate: Fate;
};
export type NoteRow = Placed & { readonly kind: 'note'; readonly change: number; readonly note: StateNote };
/** A long wait; the cursor's moment; more before or after what is drawn: going there brings it. */
export type Between =
  | { readonly kind: 'wait'; readonly wait: number }
  | { readonly kind: 'cursor'; readonly time: number }
  | { readonly kind: 'more'; readonly where: 'above' | 'below' };
export type ChartRow = FrameRow | NoteRow | Between;

/** Frames drawn before and after the middle, and the most frames and changes looked at for them. */
const [BEFORE, AFTER] = [150, 75];
const LOOK = 6000;

/** The rows around a frame, by number, in the order in which they happened. */
export function chartRows(view: View, middle: number): ChartRow[] {
  const { session } = view;
  const { frames } = session.world;
  const count = frames.countAt(session.present);
  const before = sentFrom(view, middle - 1, -1, BEFORE, count).reverse();
  const sent = [...before, ...sentFrom(view, middle, 1, AFTER, count)];
  const [low, high] = [before.length < BEFORE ? session.start : frames.stageOf(sent[0] as number), sent.at(-1)];
  const end = more(sent, before.length, high, count) ? frames.stageOf(high as number) + 1 : session.present;
  const found: (FrameRow | NoteRow)[] = [...frameRows(view, sent, count), ...notes(view, low, end)];
  found.sort((x, y) => x.order - y.order);
  const rows = withWaits(view, found, before.length < BEFORE);
  if (before.length >= BEFORE) rows.unshift({ kind: 'more', where: 'above' });
  if (end < session.present) rows.push({ kind: 'more', where: 'below' });
  return rows;
}

const more = (sent: readonly number[], before: number, high: number | undefined, count: number): boolean =>
  high !== undefined && sent.length - before >= AFTER && high + 1 < count;

/** Frames put on a cable, from one on in a direction. */
function sentFrom(view: View, from: number, step: 1 | -1, most: number, count: number): number[] {
  const { frames } = view.session.world;
  const out: number[] = [];
  for (let f = from, looked = 0; f >= 0 && f < count && out.length < most && looked < LOOK; f += step, looked++) {
    if (frames.directionOf(f) === 'sent' && frames.stageOf(f) >= view.session.start) out.push(f);
  }
  return out;
}

function frameRows(view: View, sent: readonly number[], count: number): FrameRow[] {
  const { session, network } = view;
  const { frames } = session.world;
  const [first, last] = [sent[0], sent.at(-1)];
  if (first === undefined || last === undefined) return [];
  const end = Math.min(count, last + LOOK);
  const received = receptions(view, first, end);
  const now = onTheWay(view, network.flights);
  const later = view.where.atPresent ? now : onTheWay(view, flights(session.world, session.present));
  const rows: FrameRow[] = [];
  for (const frame of sent) {
    const dev = frames.devOf(frame);
    const link = network.links.find(l => l.a.id === dev || l.b.id === dev);
    if (link === undefined) continue;
    const [from, to] = link.a.id === dev ? [link.a, link.b] : [link.b, link.a];
    const order = sendingOf(view, frame);
    if (order === undefined) continue;
    const isLater = order >= session.position;
    const until = isLater ? session.present : session.position;
    const got = received.get(frame);
    const arrived = got !== undefined && frames.existsAt(got, until);
    const flying = (isLater ? later : now).has(frame);
    // One that is received later than was looked is not lost.
    const fate = arrived ? fateOf(view, got, until) : flying || end < count ? 'flying' : 'lost';
    rows.push({ kind: 'frame', frame, from: from.node, to: to.node, fate, ...placed(view, order) });
  }
  return rows;
}

/** The stage that put a frame on its cable, if it has been seen: in the event that made the frame, further on. */
function sendingOf({ session }: View, frame: number): number | undefined {
  const { journal, frames } = session.world;
  const made = frames.stageOf(frame);
  const end = Math.min(journal.firstStage(journal.eventOf(made) + 1), session.present);
  for (let stage = made; stage < end; stage++) {
    if (journal.kindOf(stage).name === 'link_transmit' && journal.numberArg(stage, 'frame') === frame) return stage;
  }
  return undefined;
}

export function placed({ session }: View, stage: number): Placed {
  const time = session.journal.eventTime(session.journal.eventOf(stage));
  return { order: stage, time, position: stage + 1, later: stage >= session.position };
}

/** Sent frames and the first reception of each, also of one that was changed on its way. */
function receptions(view: View, first: number, end: number): Map<number, number> {
  const { frames } = view.session.world;
  const out = new Map<number, number>();
  for (let f = first + 1; f < end; f++) {
    if (frames.directionOf(f) !== 'received') continue;
    const sent = sentAs(view, frames.fromOf(f));
    if (!out.has(sent)) out.set(sent, f);
  }
  return out;
}

/** The frame as it was put on the cable. */
function sentAs(view: View, frame: number): number {
  const { frames } = view.session.world;
  let at = frame;
  while (at >= 0 && frames.directionOf(at) === 'none') at = frames.fromOf(at);
  return at;
}

const onTheWay = (view: View, list: readonly Flight[]): ReadonlySet<number> =>
  new Set(list.map(f => sentAs(view, f.frame)));

/** Whether what received a frame threw it away: something was dropped there, and nothing came of it. */
export function fateOf(view: View, received: number, until: number): Fate {
  const { journal, frames } = view.session.world;
  const event = journal.eventOf(frames.stageOf(received));
  const end = Math.min(journal.firstStage(event + 1), until);
  let dropped = false;
  for (let stage = journal.firstStage(event); stage < end; stage++) dropped ||= journal.verdictOf(stage) === 'drop';
  if (!dropped) return 'arrived';
  const made = frames.countAt(end);
  for (let f = received + 1; f < made; f++) if (frames.directionOf(f) === 'sent') return 'arrived';
  return 'dropped';
}

/** States that changed in the stages [low, high). */
function notes(view: View, low: number, high: number): NoteRow[] {
  const { journal } = view.session;
  const out: NoteRow[] = [];
  const end = journal.changesAt(high);
  for (let at = Math.max(journal.changesAt(low), end - LOOK); at < end; at++) {
    const table = journal.tableOfChange(at);
    if (table.schema.columns === undefined) continue;
    const { before, after, stage } = journal.change(at);
    const note = stateNote(view, table.schema, table.owner, before, after);
    if (note === undefined || view.words.isVeiled(stage)) continue;
    // Half a step before its stage: behind what came before it, before the frames that were sent because of it.
    out.push({ kind: 'note', change: at, note, ...placed(view, stage), order: stage - 0.5 });
  }
  return out;
}

/** The cursor's moment among the rows, and long waits folded. */
export function withWaits<R extends Placed>(view: View, rows: readonly R[], fromStart: boolean): (R | Between)[] {
  const out: (R | Between)[] = [];
  let time = fromStart ? 0 : (rows[0]?.time ?? 0);
  let passed = false;
  const wait = (until: number) => {
    if (until - time >= LONG_WAIT) out.push({ kind: 'wait', wait: until - time });
    time = until;
  };
  const cursor = () => {
    wait(view.where.time);
    out.push({ kind: 'cursor', time: view.where.time });
    passed = true;
  };
  for (const row of rows) {
    if (row.later && !passed) cursor();
    wait(row.time);
    out.push(row);
  }
  if (!passed) cursor();
  return out;
}
