// Will this frame be dropped here, and by which check? The checks offered are those that drop something in this lesson, and
// those that the frame passes.
import { decisionAt, type Target } from '../../debug/index.js';
import { Ahead } from './ahead.js';
import { handledAt, hopAt, isSettled, sentOn } from './hop-at.js';
import { type Moment, type Option, type Posed, said } from './question.js';

export interface Dropped {
  readonly ask: 'dropped';
}

/** Most checks that are offered. */
const MOST = 6;
/** Events that are run to see what else drops something here. */
const MORE = 2000;

/** Undefined: no frame is handled here, or it never becomes clear what happens to it. */
export function poseDropped(moment: Moment): Posed | undefined {
  const handled = handledAt(moment);
  if (handled === undefined) return undefined;
  const { frame, node } = handled;
  const ahead = new Ahead(moment);
  const { journal } = ahead;
  const fate = ahead.until(() => fateOf(ahead, frame, node));
  if (fate === undefined) return undefined;
  const event = journal.eventOf(fate.stage);
  const isDrop = (stage: number) => journal.verdictOf(stage) === 'drop';
  // A check within a check: both stopped it.
  const right = fate.dropped
    ? checksIn(ahead.target, journal.firstStage(event), journal.firstStage(event + 1), isDrop)
    : ['taken'];
  const passed = checksIn(ahead.target, ahead.from, journal.firstStage(event + 1), () => true);
  for (let n = 0; n < MORE && ahead.run(); n++);
  const drops = checksIn(ahead.target, 0, journal.stageCount, isDrop);
  const names = [...new Set([...right, ...drops, ...passed])]
    .filter(name => name !== 'taken')
    .slice(0, MOST)
    .sort();
  const options: Option[] = names.map(name => ({ id: name, label: said(`stage.${name}`) }));
  return {
    question: {
      form: 'one',
      ask: { id: 'predict.dropped', args: { frame, node } },
      options: [{ id: 'taken', label: said('predict.not-dropped') }, ...options],
    },
    key: {
      judge: ([answer]) => answer !== undefined && right.includes(answer),
      happened: right.slice(0, 1),
      why: { target: ahead.target, stage: fate.stage },
    },
  };
}

/** What became of the frame at the node; undefined as long as that is open. */
function fateOf(ahead: Ahead, frame: number, node: string): { dropped: boolean; stage: number } | undefined {
  const { journey, hop } = hopAt(ahead, frame, node);
  if (hop === undefined || !isSettled(journey, hop)) return undefined;
  const [sent] = sentOn(journey, hop);
  if (sent !== undefined) return { dropped: false, stage: decisionAt(ahead.journal, sent.stage) ?? sent.stage };
  const { end } = hop;
  return end !== undefined && 'stage' in end ? { dropped: end.kind === 'dropped', stage: end.stage } : undefined;
}

/** Names of deciding stages, each once, the nearest first. */
function checksIn(
  { world: { journal } }: Target,
  first: number,
  end: number,
  wanted: (stage: number) => boolean,
): string[] {
  const out = new Set<string>();
  for (let stage = first; stage < end; stage++) {
    const { role, name } = journal.kindOf(stage);
    if (role === 'decision' && wanted(stage)) out.add(name);
  }
  return [...out];
}
