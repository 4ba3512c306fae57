// What a move answers: where the cursor is, how the move ended, what it hit.
import type { Journal } from '../journal/index.js';
import type { InterventionProblem } from '../sim/index.js';
import type { BranchProblem } from './branches.js';
import type { Stop, StopHit, StopKind } from './stops.js';

/** Where the cursor is, in the learner's counting. */
export interface Where {
  /** Number of the event under the cursor, from 1; 0 before the first. */
  readonly event: number;
  /** Events reached so far, the present one included. */
  readonly events: number;
  /** Stage of the event under the cursor, from 1, and how many the event has; 0 of 0 before the first event. */
  readonly stage: number;
  readonly stages: number;
  /** Virtual time, ns. */
  readonly time: number;
  readonly atPresent: boolean;
  /** Nothing is left to happen. */
  readonly atEnd: boolean;
  readonly branch: string;
}

/** How a move ended. */
export type MoveEnd = 'moved' | 'start' | 'end' | StopKind | 'stopped' | 'refused' | 'no-further';

export interface MoveResult {
  readonly end: MoveEnd;
  /** The stop that was hit: the first of `hits`. */
  readonly stop?: Stop;
  /** Everything that stops there: checkpoints first, then breakpoints, then watchpoints. */
  readonly hits?: readonly StopHit[];
  /** `no-further`: the frame that was to be followed, and the last stage about it; no stage: it was never sent before. */
  readonly frame?: number;
  readonly stage?: number;
  /** `end`: the event that was wanted, from 1, where there are not so many. */
  readonly wanted?: number;
  /** What stood against it: nothing was moved or changed. */
  readonly problem?: InterventionProblem | BranchProblem;
}

/** What of a session tells where it is. */
interface Placed {
  readonly journal: Journal;
  readonly start: number;
  readonly position: number;
  readonly present: number;
  /** Under the cursor, -1 before the first. */
  readonly event: number;
  readonly branch: string;
}

/** Where a session's cursor is. `idle`: nothing is left to happen after what has run. */
export function whereOf(session: Placed, setupEvents: number, idle: boolean): Where {
  const { journal, event, position, present, start, branch } = session;
  const first = event < 0 ? 0 : journal.firstStage(event);
  return {
    event: event < 0 ? 0 : event - setupEvents + 1,
    events: present > start ? journal.eventOf(present - 1) - setupEvents + 1 : 0,
    stage: event < 0 ? 0 : position - first,
    stages: event < 0 ? 0 : journal.firstStage(event + 1) - first,
    time: event < 0 ? 0 : journal.eventTime(event),
    atPresent: position >= present,
    atEnd: position === journal.stageCount && idle,
    branch,
  };
}
