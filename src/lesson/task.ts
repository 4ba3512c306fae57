// Tasks: the network is put into a state, unseen, in a branch of the task's own; the learner types commands, and goals over
// what then happens decide. Read goal.ts first.
import {
  type BranchProblem,
  forkHere,
  type Intervention,
  type InterventionProblem,
  intervene,
  type Session,
} from '../debug/index.js';
import type { Deed, Goal } from './format-teach.js';
import { type GoalAnswer, tryGoal } from './goal.js';
import { momentOf } from './predict/ahead.js';

export interface Task {
  readonly id: string;
  /** The checkpoint after which it is offered; undefined: at the lesson's end. */
  readonly after: string | undefined;
  readonly setup: readonly Deed[];
  readonly goals: readonly Goal[];
  readonly solution: readonly Deed[];
}

export interface TaskAnswer {
  readonly done: boolean;
  readonly goals: readonly GoalAnswer[];
}

/** A deed as the debugger's intervention. */
export function interventionOf(deed: Deed): Intervention {
  if ('on' in deed) return { kind: 'command', netns: deed.on, line: deed.do };
  if ('link' in deed) return { kind: 'link', link: deed.link, up: deed.up };
  return { kind: 'power', node: deed.node, on: deed.power };
}

/**
 * Begins a task: a branch of its own from the cursor on, in which the lesson itself does nothing more, with the task's setting
 * up done in it.
 */
export function beginTask(session: Session, task: Task): BranchProblem | InterventionProblem | undefined {
  const taken = (name: string) => session.branches.get(name) !== undefined;
  let name = task.id;
  for (let n = 2; taken(name); n++) name = `${task.id}-${n}`;
  const problem = forkHere(session, name);
  if (problem !== undefined) return problem;
  // At the lesson's end nothing is left to be left out: that stands against it, and is well.
  intervene(session, { kind: 'quiet' });
  return perform(session, task.setup);
}

/** Does what a solution says. */
export const solveTask = (session: Session, task: Task): BranchProblem | InterventionProblem | undefined =>
  perform(session, task.solution);

function perform(session: Session, deeds: readonly Deed[]): BranchProblem | InterventionProblem | undefined {
  for (const deed of deeds) {
    const done = intervene(session, interventionOf(deed));
    if (!done.ok) return done.problem;
  }
  return undefined;
}

/** Which goals hold now. */
export function tryTask(session: Session, task: Task): TaskAnswer {
  const goals = task.goals.map(goal => tryGoal(momentOf(session), goal));
  return { done: goals.every(({ reached }) => reached), goals };
}
