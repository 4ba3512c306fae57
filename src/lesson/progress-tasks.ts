// The tasks of a lesson being played: begun, tried and solved through this, so that what was done in them is known. Read
// task.ts first.
import type { BranchProblem, InterventionProblem, Made, Session } from '../debug/index.js';
import { beginTask, solveTask, type Task, type TaskAnswer, tryTask } from './task.js';

/** How far a task was when it was tried. */
export interface TaskTried {
  readonly task: string;
  /** The goals that held, by their place in the task. */
  readonly goals: readonly number[];
  readonly done: boolean;
  /** What had been done from the lesson's start to here, and the event after which the task's branch began. */
  readonly made: readonly Made[];
  readonly fork: number;
  /** Where the cursor was: event (from 1), stage of it, virtual time in ns; and the hash of the state there. */
  readonly event: number;
  readonly stage: number;
  readonly time: number;
  readonly state: string;
  /** The solution was played in this branch. */
  readonly solved: boolean;
}

export class TaskLog {
  readonly #session: Session;
  readonly #solved = new Set<string>();
  readonly #tried: TaskTried[] = [];

  constructor(session: Session) {
    this.#session = session;
  }

  begin(task: Task): BranchProblem | InterventionProblem | undefined {
    return beginTask(this.#session, task);
  }

  solve(task: Task): BranchProblem | InterventionProblem | undefined {
    const problem = solveTask(this.#session, task);
    // In the past a solution begins a branch of its own: it is the one we are on now.
    this.#solved.add(this.#session.branch);
    return problem;
  }

  /** Which goals hold now; remembered. */
  try(task: Task): TaskAnswer {
    const answer = tryTask(this.#session, task);
    const goals = answer.goals.flatMap(({ reached }, i) => (reached ? [i] : []));
    if (goals.length > 0) this.#tried.push({ task: task.id, goals, done: answer.done, ...this.#here() });
    return answer;
  }

  /** Every try at which some goal held, in order. */
  get tried(): readonly TaskTried[] {
    return this.#tried;
  }

  #here(): Omit<TaskTried, 'task' | 'goals' | 'done'> {
    const { branches, world } = this.#session;
    const { event, stage, time } = this.#session.where();
    const { history, fork } = branches.list().find(({ current }) => current)!;
    return {
      made: history.filter(made => made.event <= event),
      fork: fork?.event ?? 0,
      event,
      stage,
      time,
      state: world.stateHash(),
      solved: this.#solved.has(branches.current),
    };
  }
}
