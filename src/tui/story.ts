// Which stage of an event tells what the event was about. An event has a dozen stages; most only pass a packet on. What
// counts is what changed a row that the learner can see, what sent something, what dropped something for good.
import type { Session } from '../debug/index.js';
import type { TableSchema } from '../journal/index.js';

/** Tables whose rows say nothing to a reader by themselves; nor do bare numbers. */
const QUIET: ReadonlySet<string> = new Set([
  'link-busy',
  'fdb-seen',
  'serial',
  'random',
  'reachable',
  'process',
  'socket',
  'counter',
  'bridge',
  'console',
]);

export const isQuiet = ({ name, columns }: TableSchema): boolean => columns === undefined || QUIET.has(name);

/** Stages of the event under the cursor that tell its story, in their order: the `most` weightiest reached so far. */
export function story(session: Session, event: number, until: number, most: number): number[] {
  const { journal } = session;
  const first = journal.firstStage(event);
  const last = Math.min(journal.firstStage(event + 1), until);
  const weights = weigh(session, first, last);
  const chosen: number[] = [];
  const stages = Array.from({ length: last - first }, (_, i) => first + i);
  stages.sort((x, y) => (weights[y - first] as number) - (weights[x - first] as number) || x - y);
  for (const stage of stages) {
    if (chosen.length >= most) break;
    if (chosen.length > 0 && (weights[stage - first] as number) < 3) break;
    if (chosen.some(c => within(session, stage, c) || within(session, c, stage))) continue;
    chosen.push(stage);
  }
  return chosen.sort((x, y) => x - y);
}

const gists = new WeakMap<object, Map<number, number>>();

/** The one stage that stands for the event in a list; remembered for events that are seen whole: they never change. */
export function gist(session: Session, event: number, until: number): number {
  const { journal } = session;
  const whole = until >= journal.firstStage(event + 1);
  let known = gists.get(journal);
  if (known === undefined) {
    known = new Map();
    gists.set(journal, known);
  }
  const told = whole ? known.get(event) : undefined;
  if (told !== undefined) return told;
  const stage = story(session, event, until, 1)[0] ?? journal.firstStage(event);
  if (whole) known.set(event, stage);
  return stage;
}

function weigh(session: Session, first: number, last: number): number[] {
  const { journal } = session;
  const weights: number[] = [];
  const sends = new Set<number>();
  for (let stage = last - 1; stage >= first; stage--) {
    if (journal.kindOf(stage).name !== 'link_transmit') continue;
    for (let at = journal.parentOf(stage); at !== undefined; at = journal.parentOf(at)) sends.add(at);
  }
  for (let stage = first; stage < last; stage++) weights.push(own(session, stage, sends, last));
  return weights;
}

function own(session: Session, stage: number, sends: ReadonlySet<number>, last: number): number {
  const { journal } = session;
  const verdict = journal.verdictOf(stage);
  let weight = journal.kindOf(stage).role === 'decision' ? 1 : 0;
  if (writesVisible(session, stage, last)) weight += 4;
  if (sends.has(stage) && journal.kindOf(stage).name !== 'link_receive') weight += 3;
  if (verdict === 'drop') weight += sends.size > 0 ? 0 : 2;
  if (verdict === 'hit' || verdict === 'miss') weight += 1;
  return weight;
}

/** Whether the stage itself, not a stage within it, wrote a row that is shown somewhere. */
function writesVisible(session: Session, stage: number, last: number): boolean {
  const { journal } = session;
  const { start, end } = journal.stage(stage);
  const limit = Math.min(end, journal.changesAt(last));
  for (let at = start; at < limit; at++) {
    const change = journal.change(at);
    if (change.stage === stage && !isQuiet(change.table.schema)) return true;
  }
  return false;
}

function within(session: Session, inner: number, outer: number): boolean {
  const { journal } = session;
  for (let at: number | undefined = inner; at !== undefined && at >= outer; at = journal.parentOf(at)) {
    if (at === outer) return true;
  }
  return false;
}
