// The congestion window of every connection as columns of numbers, gathered from the journal's changes as it grows: nothing is
// read twice, whatever is drawn. One set per target, hence anew after a fork.
import { changeIndex, type Target } from '../../debug/index.js';
import type { Row } from './table-rows.js';

export type Phase = 'slow-start' | 'avoidance' | 'recovery' | 'loss';
export const PHASES: readonly Phase[] = ['slow-start', 'avoidance', 'recovery', 'loss'];

/** What is marked on the time axis. */
export type MarkKind = 'begin' | 'end' | 'rto' | 'over' | 'lost' | 'probe';
export interface LossMark {
  readonly kind: MarkKind;
  /** The number of the change that shows it, and the stage that wrote it. */
  readonly change: number;
  readonly stage: number;
  readonly time: number;
  readonly before: number;
  readonly after: number;
  readonly ssthresh: number;
  /** Segments that are taken for lost since. */
  readonly count: number;
}

/** One connection: an entry for each change of its row. */
export interface Series {
  readonly socket: number;
  /** The first change with which something was in flight. */
  busy: number;
  readonly change: number[];
  readonly time: number[];
  readonly cwnd: number[];
  /** Infinity where there is none yet. */
  readonly ssthresh: number[];
  /** Segments, as Linux's tcp_packets_in_flight() counts them. */
  readonly flight: number[];
  /** Index in PHASES; -1: the row is gone. */
  readonly phase: number[];
  readonly marks: LossMark[];
}

/** Linux TCP_INFINITE_SSTHRESH. */
const INFINITE = 0x7fffffff;

interface Known {
  /** How many changes of the table have been read. */
  length: number;
  readonly series: Map<number, Series>;
}
const known = new WeakMap<Target, Map<string, Known>>();

/** The series of a namespace by socket, in the order of their beginning, up to the journal's end. */
export function seriesOf(target: Target, netns: string): ReadonlyMap<number, Series> {
  let tables = known.get(target);
  if (tables === undefined) {
    tables = new Map();
    known.set(target, tables);
  }
  let mine = tables.get(netns);
  if (mine === undefined) {
    mine = { length: 0, series: new Map() };
    tables.set(netns, mine);
  }
  const { journal } = target.world;
  const table = journal.tableNamed(`tcp-congestion@${netns}`);
  if (table === undefined) return mine.series;
  const list = changeIndex(target).of(table);
  for (; mine.length < list.length; mine.length++) {
    const change = journal.change(list.at(mine.length));
    const time = journal.eventTime(journal.eventOf(change.stage));
    addChange(mine.series, Number(change.key), change as Changed, time);
  }
  return mine.series;
}

interface Changed {
  readonly at: number;
  readonly stage: number;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

function addChange(
  all: Map<number, Series>,
  socket: number,
  { at, stage, before, after }: Changed,
  time: number,
): void {
  let series = all.get(socket);
  if (series === undefined) {
    series = {
      socket,
      busy: Number.POSITIVE_INFINITY,
      change: [],
      time: [],
      cwnd: [],
      ssthresh: [],
      flight: [],
      phase: [],
      marks: [],
    };
    all.set(socket, series);
  }
  const last = series.cwnd.at(-1) ?? 0;
  series.change.push(at);
  series.time.push(time);
  series.cwnd.push(after === undefined ? last : Number(after.cwnd));
  series.ssthresh.push(after === undefined ? Number.POSITIVE_INFINITY : threshold(after));
  series.flight.push(after === undefined ? 0 : flightOf(after));
  if (series.busy > at && series.flight.at(-1) !== 0) series.busy = at;
  series.phase.push(after === undefined ? -1 : PHASES.indexOf(phaseOf(after)));
  const kind = before === undefined || after === undefined ? undefined : markOf(before, after);
  if (kind === undefined || before === undefined || after === undefined) return;
  series.marks.push({
    kind,
    change: at,
    stage,
    time,
    before: Number(before.cwnd),
    after: Number(after.cwnd),
    ssthresh: Number(after.ssthresh),
    count: Number(after.lost) - Number(before.lost),
  });
}

const threshold = (row: Row): number =>
  Number(row.ssthresh) >= INFINITE ? Number.POSITIVE_INFINITY : Number(row.ssthresh);

export const flightOf = (row: Row): number =>
  Number(row.packets) - Number(row.sacked) - Number(row.lost) + Number(row.retrans);

/** RFC 5681 §3.1 and §3.2; after a time-out the window grows as in slow start, but to make good what was lost. */
export function phaseOf(row: Row): Phase {
  if (row.ca === 'Recovery') return 'recovery';
  if (row.ca === 'Loss') return 'loss';
  return Number(row.cwnd) < Number(row.ssthresh) ? 'slow-start' : 'avoidance';
}

function markOf(before: Row, after: Row): MarkKind | undefined {
  if (after.ca === 'Recovery' && before.ca !== 'Recovery') return 'begin';
  if (after.ca === 'Loss' && (before.ca !== 'Loss' || Number(after.backoff) > Number(before.backoff))) return 'rto';
  if (before.ca === 'Recovery') {
    if (after.ca !== 'Recovery') return 'end';
    return Number(after.lost) > Number(before.lost) ? 'lost' : undefined;
  }
  if (before.ca === 'Loss' && after.ca !== 'Loss') return 'over';
  return Number(before.probe) < 0 && Number(after.probe) >= 0 ? 'probe' : undefined;
}

/** How many entries there are before change number `limit`. */
export function entriesBefore({ change }: Series, limit: number): number {
  let [low, high] = [0, change.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((change[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The marks before change number `limit`, in their order. */
export function marksBefore({ marks }: Series, limit: number): readonly LossMark[] {
  const end = marks.findIndex(m => m.change >= limit);
  return end < 0 ? marks : marks.slice(0, end);
}
