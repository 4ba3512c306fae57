// Will this frame be dropped here, and by which check? Offered are checks alone: those that the frame meets here, those that
// drop something in this lesson, and the usual ones.
import { decisionAt, placeOf, type Target } from '../../debug/index.js';
import { Ahead } from './ahead.js';
import { AT_HOST, AT_SWITCH, CHECKS } from './checks.js';
import { handledAt, hopAt, isSettled, sentOn } from './hop-at.js';
import { type Moment, type Option, type Posed, said } from './question.js';

export interface Dropped {
  readonly ask: 'dropped';
}

/** Most checks that are offered, and how many there are at least: one alone would be the answer. */
const MOST = 6;
const LEAST = 3;
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
  const stopped = stagesIn(ahead.target, journal.firstStage(event), journal.firstStage(event + 1), isDrop);
  const checked = stopped.filter(name => CHECKS.includes(name));
  const right = !fate.dropped ? ['taken'] : checked.length > 0 ? checked : stopped;
  const isHere = (stage: number) => placeOf(ahead.target, stage).node === node;
  const met = stagesIn(ahead.target, ahead.from, journal.firstStage(event + 1), isHere);
  for (let n = 0; n < MORE && ahead.run(); n++);
  const drops = stagesIn(ahead.target, 0, journal.stageCount, isDrop);
  const found = [...met, ...drops].filter(name => CHECKS.includes(name));
  const known = new Set([...right, ...found].filter(name => name !== 'taken'));
  const usual = isSwitch(ahead.target, node) ? AT_SWITCH : AT_HOST;
  for (const name of usual) if (known.size < LEAST) known.add(name);
  const names = [...known].slice(0, MOST).sort();
  const options: Option[] = names.map(name => ({
    id: name,
    label: said(CHECKS.includes(name) ? `predict.check.${name}` : `stage.${name}`),
  }));
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

const isSwitch = (target: Target, node: string): boolean => {
  const devices = target.world.journal.tableNamed('netdev')?.rows() ?? [];
  return [...(devices as Iterable<{ readonly id: number; readonly kind: string }>)].some(
    ({ id, kind }) => kind === 'bridge' && target.nodeOfDevice(id) === node,
  );
};

/** Names of stages, each once, in their order: those that decide, and checks. */
function stagesIn(
  { world: { journal } }: Target,
  first: number,
  end: number,
  wanted: (stage: number) => boolean,
): string[] {
  const out = new Set<string>();
  for (let stage = first; stage < end; stage++) {
    const { role, name } = journal.kindOf(stage);
    if ((role === 'decision' || CHECKS.includes(name)) && wanted(stage)) out.add(name);
  }
  return [...out];
}
