// Doing something to the network from the debugger: now, or in the past, which forks. Read branches.ts first.
import { type Intervention, type InterventionProblem, isBuilding } from '../sim/index.js';
import { type BranchProblem, eventsBefore, type Made, TRUNK } from './branches.js';
import type { MoveResult, Session } from './session.js';

/** How an intervention ended. `forked`: it was made in the past, and the session is now on the new branch `branch`. */
export type Intervened =
  | {
      readonly ok: true;
      readonly move: MoveResult;
      readonly made: Made;
      readonly branch: string;
      readonly forked: boolean;
    }
  | {
      readonly ok: false;
      readonly problem: InterventionProblem | BranchProblem;
      readonly of: 'intervention' | 'branch';
    };

/**
 * Does something at the event boundary at or after the cursor, as the next event. In the past it forks, and whatever harms
 * the trunk forks: `name` is the
 * new branch's, b1, b2 … if none is given. Where something stands against it nothing is changed.
 */
export function intervene(session: Session, what: Intervention, name?: string): Intervened {
  const { journal, branches } = session;
  const cursor = session.position;
  const boundary = session.boundary();
  // What is typed or built on belongs to the lesson; what is broken from outside leaves the trunk as it was, in the present too.
  const harms = what.kind !== 'command' && !isBuilding(what) && branches.current === TRUNK;
  const past = boundary < session.boundary(session.present) || harms;
  journal.seek(boundary);
  const problem = session.target.problemOf(what);
  const resolved = session.target.resolved(what);
  journal.seek(cursor);
  if (problem !== undefined) return { ok: false, problem, of: 'intervention' };
  const unnamed = past ? branches.nameProblem(name) : undefined;
  if (unnamed !== undefined) return { ok: false, problem: unnamed, of: 'branch' };
  if (past) branches.fork(boundary, name);
  else session.forgetAhead();
  const made = { event: eventsBefore(session.target, boundary) + 1, what: resolved };
  // The cursor may stand inside the event that has just run.
  session.journal.seek(boundary);
  session.target.perform(resolved);
  branches.record(made);
  // What the move changed counts from where the cursor was; in a new branch, from where it left the old one.
  session.journal.seek(past ? boundary : cursor);
  const move = session.gotoPosition(session.journal.stageCount);
  return { ok: true, move, made, branch: branches.current, forked: past };
}

/** Begins a branch at the event boundary at or after the cursor without doing anything yet; the session goes there. */
export function forkHere(session: Session, name?: string): BranchProblem | undefined {
  const problem = session.branches.nameProblem(name);
  if (problem === undefined) session.branches.fork(session.boundary(), name);
  return problem;
}
