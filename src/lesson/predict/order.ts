// Put these in order: stages or frames to come, or the headers of a frame. Any order that causes allow is right: two things
// of which neither led to the other may stand either way round (Lamport's happened-before).
import { frameAt, placeOf, stageFilter } from '../../debug/index.js';
import { Hasher, rootOf } from '../../journal/index.js';
import { dissect, ipv4 } from '../../wire/index.js';
import { Ahead } from './ahead.js';
import { type Answer, type Label, type Moment, type Option, type Posed, said, sameSet, text } from './question.js';

export interface Order {
  readonly ask: 'order';
  readonly of: 'stages' | 'frames' | 'headers';
  /** For stages and frames: a display filter each; the first place after the moment where it holds is meant. */
  readonly items: readonly string[];
}

/** Undefined: one of them never comes, or there is nothing to put in order. */
export function poseOrder(moment: Moment, prediction: Order): Posed | undefined {
  return prediction.of === 'headers' ? poseHeaders(moment) : poseStages(moment, prediction);
}

function poseHeaders({ target, position }: Moment): Posed | undefined {
  const frame = position < 1 ? undefined : frameAt(target, position - 1);
  if (frame === undefined) return undefined;
  const { bytes, linkType } = target.world.frames.frame(frame);
  const layers = dissect(bytes, linkType === 'ipv4' ? ipv4 : undefined);
  if (layers.length < 2) return undefined;
  const happened = layers.map((layer, depth) => `${depth}-${layer.protocol}`);
  const options = layers.map((layer, depth): Option => ({ id: happened[depth] as string, label: titleOf(layer) }));
  return {
    question: { form: 'order', ask: { id: 'predict.order-headers', args: { frame } }, options: shuffled(options) },
    key: {
      judge: answer => (isWhole(answer, happened) ? answer.every((id, i) => id === happened[i]) : INCOMPLETE),
      happened,
      why: { target, stage: position - 1 },
    },
  };
}

const titleOf = ({ protocol, title }: { protocol: string; title: string }): Label =>
  protocol === 'data' ? said('predict.data') : text(title);

const INCOMPLETE = { id: 'predict.order-all', args: {} } as const;
const isWhole = (answer: Answer, all: Answer): boolean => answer.length === all.length && sameSet(answer, all);

function poseStages(moment: Moment, { of, items }: Order): Posed | undefined {
  const ahead = new Ahead(moment);
  const { journal, target } = ahead;
  const stages: number[] = [];
  for (const item of items) {
    const filter = stageFilter(target, of === 'frames' ? `ns.stage == "link_transmit" && (${item})` : item);
    if (!filter.ok) return undefined;
    let seen = ahead.from;
    const stage = ahead.until(() => {
      const found = filter.first(seen, journal.stageCount);
      seen = journal.stageCount;
      return found;
    });
    if (stage === undefined || stages.includes(stage)) return undefined;
    stages.push(stage);
  }
  const inTime = stages.map((stage, i) => ({ stage, id: String(i) })).sort((a, b) => a.stage - b.stage);
  const happened = inTime.map(({ id }) => id);
  const before = inTime.map(a => inTime.map(b => happenedBefore(ahead, a.stage, b.stage)));
  const place = new Map(happened.map((id, i) => [id, i]));
  const options = inTime.map(({ stage, id }): Option => ({ id, label: labelOf(ahead, of, stage) }));
  const keeps = (answer: Answer) =>
    answer.every((b, j) => answer.slice(j + 1).every(a => !before[place.get(a) as number]?.[place.get(b) as number]));
  return {
    question: { form: 'order', ask: { id: `predict.order-${of}`, args: {} }, options: shuffled(options) },
    key: {
      judge: answer => (isWhole(answer, happened) ? keeps(answer) : INCOMPLETE),
      happened,
      why: { target, stage: inTime.at(-1)?.stage as number },
    },
  };
}

function labelOf({ target, journal }: Ahead, of: Order['of'], stage: number): Label {
  const frame = of === 'frames' ? journal.numberArg(stage, 'frame') : undefined;
  return frame === undefined ? { kind: 'stage', stage, target } : { kind: 'frame', frame, target };
}

/**
 * Whether stage `a` could have led to stage `b`: earlier in the same event or at the same node, or in a chain of events of
 * which each was caused by the one before it.
 */
function happenedBefore(ahead: Ahead, a: number, b: number): boolean {
  if (a >= b) return false;
  const { journal, target } = ahead;
  const open = [b];
  const seen = new Set<number>();
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const event = journal.eventOf(at);
    if (journal.eventOf(a) === event) {
      if (a <= at) return true;
      continue;
    }
    if (event < journal.eventOf(a) || seen.has(event)) continue;
    seen.add(event);
    const cause = journal.eventCause(event);
    if (rootOf(cause) === undefined) open.push(cause);
    const earlier = lastAt(ahead, placeOf(target, at).node, event, journal.eventOf(a));
    if (earlier !== undefined) open.push(earlier);
  }
  return false;
}

/** The last stage of the last event before `event`, and not before `least`, at the same node. */
function lastAt(
  { journal, target }: Ahead,
  node: string | undefined,
  event: number,
  least: number,
): number | undefined {
  for (let e = event - 1; e >= least; e--) {
    if (node !== undefined && placeOf(target, journal.firstStage(e)).node === node)
      return journal.firstStage(e + 1) - 1;
  }
  return undefined;
}

/** In an order of its own, always the same. */
function shuffled(options: readonly Option[]): Option[] {
  const rank = (id: string) => {
    const hasher = new Hasher();
    hasher.string(`order ${id} of ${options.length}`);
    return hasher.digest();
  };
  return [...options].sort((a, b) => (rank(a.id) < rank(b.id) ? -1 : 1));
}
