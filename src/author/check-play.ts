// Playing the lesson: are its checkpoints reached, in their order; do the goals hold there and not before; is there anything
// to predict; do its commands work?
import { type Session, stageFilter } from '../debug/index.js';
import { type Checkpoint, failedCommands, type Lesson, momentOf, pose, tryGoal } from '../lesson/index.js';
import type { Play } from './check.js';
import { noteAlive } from './check-network.js';
import type { Spot } from './findings.js';
import { checkpoints, playOut } from './play.js';

export function checkPlay(play: Play): void {
  const { open } = play;
  const { lesson, session } = open;
  goalsAtStart(play);
  let reached = 0;
  for (const { checkpoint } of checkpoints(open, play.most)) {
    goalsAt(play, reached, checkpoint);
    predictionAt(play, reached, checkpoint);
    reached++;
  }
  playOut(open, play.most);
  for (let index = reached; index < lesson.checkpoints.length; index++) unreached(play, index, index === reached);
  commands(play);
  noteAlive(play, session);
}

function goalPath(checkpoint: Checkpoint, index: number, goal: number): (string | number)[] {
  return checkpoint.goals.length > 1 ? ['checkpoints', index, 'goal', goal] : ['checkpoints', index, 'goal'];
}

function goalsAtStart({ findings, positions, open: { lesson, session } }: Play): void {
  const start = momentOf(session);
  for (const [index, checkpoint] of lesson.checkpoints.entries()) {
    for (const [i, goal] of checkpoint.goals.entries()) {
      if (tryGoal(start, goal).reached)
        findings.say('goal-at-start', positions.at(goalPath(checkpoint, index, i)), 'goal-at-start');
    }
  }
}

function goalsAt({ findings, positions, open: { session } }: Play, index: number, checkpoint: Checkpoint): void {
  for (const [i, goal] of checkpoint.goals.entries()) {
    const { reached, count } = tryGoal(momentOf(session), goal);
    const spot = positions.at(goalPath(checkpoint, index, i));
    if (!reached) findings.say('goal-missed', spot, 'goal-missed', { id: checkpoint.id, count: String(count ?? '') });
  }
}

function predictionAt({ findings, positions, open: { session } }: Play, index: number, checkpoint: Checkpoint): void {
  const { predict, id } = checkpoint;
  if (predict === undefined) return;
  const spot = positions.at(['checkpoints', index, 'predict']);
  const posed = pose(momentOf(session), predict);
  const { ask } = predict;
  if (posed === undefined) findings.say('nothing-to-ask', spot, 'nothing-to-ask', { id, ask });
  else if (posed.question.form !== 'text' && posed.question.options.length < 2)
    findings.say('one-answer', spot, 'one-answer', { id, ask });
}

/** Those after the first that is not reached were not looked for: of them only what never can be is told. */
function unreached({ findings, positions, open: { lesson, session } }: Play, index: number, first: boolean): void {
  const { id, break: filter } = lesson.checkpoints[index] as Checkpoint;
  const spot = positions.at(['checkpoints', index, 'break']);
  const place = lastPlace(session, filter);
  if (place === undefined) findings.say('checkpoint-unreached', spot, 'checkpoint-unreached', { id });
  else if (first && index > 0) {
    const before = (lesson.checkpoints[index - 1] as Checkpoint).id;
    findings.say('checkpoint-order', spot, 'checkpoint-order', { id, before, event: place });
  }
}

/** Number of the first event, as the learner counts, in which a filter holds. */
function lastPlace({ target, journal, start }: Session, text: string): number | undefined {
  const filter = stageFilter(target, text);
  const stage = filter.ok ? filter.first(start, journal.stageCount) : undefined;
  return stage === undefined ? undefined : journal.eventOf(stage) - target.setupEvents + 1;
}

/** Commands of `setup` and `run` that failed because of how they are written. */
function commands({ findings, positions, open: { lesson, session } }: Play): void {
  const { target, journal } = session;
  for (const { line, source, complaint, status } of failedCommands(target, 0, journal.stageCount)) {
    if (source === undefined) continue;
    const spot = spotOf(lesson, line, source.line, positions.at.bind(positions));
    const what = complaint || `status ${status}`;
    findings.say('failing-command', spot ?? { ...source, column: 1 }, 'command', { line, complaint: what });
  }
}

/** Where a command stands that the journal knows by its line of the file. */
function spotOf(
  { network }: Lesson,
  command: string,
  line: number,
  at: (path: (string | number)[]) => Spot,
): Spot | undefined {
  const run = network.run.findIndex(item => 'do' in item && item.do === command && item.source.line === line);
  if (run >= 0) return at(['run', run, 'do']);
  const node = network.nodes.find(({ source, setup }) => source.line === line && setup.includes(command));
  return node && at(['nodes', node.name, 'setup', node.setup.indexOf(command)]);
}
