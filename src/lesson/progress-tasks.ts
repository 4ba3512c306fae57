// The tasks of a lesson being played: begun, tried and solved through this, so that what was done in them is known. Read
// task.ts first.
import type { Branch, BranchProblem, InterventionProblem, Made, Session } from '../debug/index.js';
import { type HiddenEvents, setUpEvents } from './hidden.js';
import { canonical } from './progress-canonical.js';
import { beginTask, interventionOf, solveTask, type Task, type TaskAnswer, tryTask } from './task.js';

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

/** How many of the things done come up to the end of the task's setting up, the last time; undefined: it was not set up. */
export function setUpIn({ setup }: Task, made: readonly Made[]): number | undefined {
  if (setup.length === 0) return 0;
  const same = (deed: Task['setup'][number], done: Made | undefined) =>
    done !== undefined && canonical(interventionOf(deed)) === canonical(done.what);
  for (let at = made.length - setup.length; at >= 0; at--)
    if (setup.every((deed, i) => same(deed, made[at + i]))) return at + setup.length;
  return undefined;
}

/** A task that was begun: the branch, and the event after which it was set up. */
interface Begun {
  readonly task: Task;
  readonly branch: string;
  readonly event: number;
}

const NOTHING_HIDDEN: readonly HiddenEvents[] = [];

export class TaskLog {
  readonly #session: Session;
  readonly #tasks: readonly Task[];
  readonly #solved = new Set<string>();
  readonly #tried: TaskTried[] = [];
  readonly #begun: Begun[] = [];
  /** Tasks whose setting up is no secret any more: solved, or revealed. */
  readonly #open = new Set<string>();
  #hidden: { readonly of: string; readonly events: readonly HiddenEvents[] } = { of: '', events: [] };

  constructor(session: Session, tasks: readonly Task[]) {
    this.#session = session;
    this.#tasks = tasks;
  }

  begin(task: Task): BranchProblem | InterventionProblem | undefined {
    const problem = beginTask(this.#session, task);
    const { branch } = this.#session;
    if (problem === undefined) this.#begun.push({ task, branch, event: this.#session.where().events });
    return problem;
  }

  /** The task that the current branch belongs to: begun in it, or in one that it left later. */
  here(): Task | undefined {
    const { branches } = this.#session;
    const list = branches.list();
    let at = list.find(({ current }) => current);
    for (let event = Number.POSITIVE_INFINITY; at !== undefined; ) {
      const { name, fork } = at;
      const begun = this.#begun.findLast(each => each.branch === name && each.event <= event);
      if (begun !== undefined) return begun.task;
      event = Math.min(event, fork?.event ?? 0);
      at = fork?.branch === undefined ? undefined : list.find(branch => branch.name === fork.branch);
    }
    // A moment that was saved within a task.
    const [set] = setUpEvents(branches.get(branches.current)!, this.#tasks);
    return set && this.#tasks.find(({ id }) => id === set.task);
  }

  /** What set up tasks in this branch that are neither solved nor revealed: the same list as long as nothing changes. */
  hidden(): readonly HiddenEvents[] {
    if (this.#tasks.length === 0) return NOTHING_HIDDEN;
    const { branches, target } = this.#session;
    const branch = branches.get(branches.current)!;
    if (branch.history.length === 0) return NOTHING_HIDDEN;
    const of = [branch.name, branch.history.length, target.setupEvents, ...this.#open].join(' ');
    if (this.#hidden.of !== of) {
      const events = this.hiddenIn(branch);
      this.#hidden = { of, events: events.length === 0 ? NOTHING_HIDDEN : events };
    }
    return this.#hidden.events;
  }

  /** The same of any branch. */
  hiddenIn(branch: Branch): readonly HiddenEvents[] {
    return setUpEvents(branch, this.#tasks).filter(({ task }) => !this.#open.has(task));
  }

  /** From here on it is told what a task set up. */
  reveal(id: string): void {
    this.#open.add(id);
  }

  solve(task: Task): BranchProblem | InterventionProblem | undefined {
    this.reveal(task.id);
    const problem = solveTask(this.#session, task);
    // In the past a solution begins a branch of its own: it is the one we are on now.
    this.#solved.add(this.#session.branch);
    return problem;
  }

  /** Which goals hold now; remembered, if it is the task's own network: elsewhere the fault was never there. */
  try(task: Task): TaskAnswer {
    const answer = tryTask(this.#session, task);
    const goals = answer.goals.flatMap(({ reached }, i) => (reached ? [i] : []));
    const here = this.#here();
    const began = setUpIn(task, here.made);
    if (answer.done && began !== undefined) this.reveal(task.id);
    if (goals.length === 0 || began === undefined) return answer;
    const first = began - task.setup.length;
    // A task begins with the lesson falling silent, where it still had something to do.
    const begun = here.made[first - 1]?.what.kind === 'quiet' ? first - 1 : first;
    const fork = task.setup.length === 0 ? here.fork : here.made[begun]!.event - 1;
    this.#tried.push({ ...here, task: task.id, goals, done: answer.done, fork });
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
