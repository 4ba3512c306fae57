// Branches: what was and what might have been. The trunk is `main`; changing the past leaves it as it was and goes on in a
// branch of its own, with a name, a place where it forked and a list of what was done in it. Read target.ts first;
// interventions.ts does things to the branch that the session is on.
import { nearestOf } from '../filter/index.js';
import type { Intervention } from '../sim/index.js';
import type { Target } from './target.js';

/** An intervention that was made: `event` is the number of its own event in the learner's counting (from 1). */
export interface Made {
  readonly event: number;
  readonly what: Intervention;
}

/** Where a branch left another one: after that one's event `event` (0: at the start), at virtual time `time`. */
export interface ForkPoint {
  /** Undefined when that branch was deleted since. */
  readonly branch: string | undefined;
  readonly event: number;
  readonly time: number;
}

/** A branch, as handed out to readers. */
export interface Branch {
  readonly name: string;
  readonly current: boolean;
  readonly target: Target;
  /** Undefined for the trunk. */
  readonly fork: ForkPoint | undefined;
  /** What was done in it, oldest first, not what it shares with the branch it left. */
  readonly made: readonly Made[];
  /** The same, from the lesson's start on: with the lesson and the seed it gives the branch again. */
  readonly history: readonly Made[];
  /** The furthest position reached in it, and where its cursor stands. */
  readonly present: number;
  readonly position: number;
}

export interface BranchProblem {
  /** The end of a message id: `branch.CODE`. */
  readonly code: 'bad-name' | 'name-taken' | 'unknown' | 'is-trunk' | 'is-current' | 'too-many';
  readonly args: Readonly<Record<string, string | number | readonly string[]>>;
}

export const TRUNK = 'main';
export const MOST_BRANCHES = 100;
const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,30}$/;

/** What the session keeps for the branch it is on. */
export interface Stand {
  readonly target: Target;
  readonly present: number;
}

/** The session's side: where it stands, and going elsewhere. */
export interface Standing {
  stand(): Stand;
  take(stand: Stand): void;
}

interface Held {
  name: string;
  stand: Stand;
  fork: { from: Held | undefined; event: number; time: number } | undefined;
  history: Made[];
  /** How much of the history is shared with the branch it left. */
  shared: number;
}

export class Branches {
  readonly #session: Standing;
  readonly #list: Held[];
  #current: Held;

  constructor(session: Standing) {
    this.#session = session;
    this.#current = { name: TRUNK, stand: session.stand(), fork: undefined, history: [], shared: 0 };
    this.#list = [this.#current];
  }

  /** The name of the branch that the session is on. */
  get current(): string {
    return this.#current.name;
  }

  /** Every branch, in order of making. */
  list(): Branch[] {
    return this.#list.map(held => this.#shown(held));
  }

  get(name: string): Branch | undefined {
    const held = this.#named(name);
    return held && this.#shown(held);
  }

  /** Goes to a branch: the cursor is where it was left there. */
  switchTo(name: string): BranchProblem | undefined {
    const held = this.#named(name);
    if (held === undefined) return this.#unknown(name);
    if (held === this.#current) return undefined;
    this.#keep();
    this.#current = held;
    this.#session.take(held.stand);
    return undefined;
  }

  /** Back to the trunk. */
  toTrunk(): void {
    this.switchTo(TRUNK);
  }

  rename(name: string, to: string): BranchProblem | undefined {
    const held = this.#named(name);
    if (held === undefined) return this.#unknown(name);
    if (held.name === TRUNK) return { code: 'is-trunk', args: { name } };
    const problem = this.nameProblem(to);
    if (problem !== undefined) return problem;
    held.name = to;
    return undefined;
  }

  /** Forgets a branch. Branches that left it stay whole. */
  delete(name: string): BranchProblem | undefined {
    const held = this.#named(name);
    if (held === undefined) return this.#unknown(name);
    if (held.name === TRUNK) return { code: 'is-trunk', args: { name } };
    if (held === this.#current) return { code: 'is-current', args: { name } };
    this.#list.splice(this.#list.indexOf(held), 1);
    return undefined;
  }

  /** What stands against a name for a new branch, or against any new branch. */
  nameProblem(name?: string): BranchProblem | undefined {
    if (this.#list.length >= MOST_BRANCHES) return { code: 'too-many', args: { most: MOST_BRANCHES } };
    if (name === undefined) return undefined;
    if (!NAME.test(name)) return { code: 'bad-name', args: { name } };
    return this.#named(name) === undefined ? undefined : { code: 'name-taken', args: { name } };
  }

  /**
   * A new branch of the current one from an event boundary on; the session goes there. Nothing may stand against the
   * name; none gives the first free one of b1, b2 …
   */
  fork(position: number, name: string = this.#freeName()): void {
    this.#keep();
    const { target } = this.#current.stand;
    const { journal } = target.world;
    const event = eventsBefore(target, position);
    const history = this.#current.history.filter(made => made.event <= event);
    const from = this.#owner(this.#current, event);
    const held: Held = {
      name,
      stand: { target: target.fork(position), present: position },
      fork: { from, event, time: event === 0 ? 0 : journal.eventTime(target.setupEvents + event - 1) },
      history,
      shared: history.length,
    };
    this.#list.push(held);
    this.#current = held;
    this.#session.take(held.stand);
  }

  /** Writes down what was done in the current branch. */
  record(made: Made): void {
    this.#current.history.push(made);
  }

  /** Puts a branch in that was made elsewhere (a saved moment); one named as the trunk takes its place. */
  adopt(branch: Pick<Branch, 'name' | 'history'> & Stand & { readonly fork: ForkPoint | undefined }): void {
    const from = branch.fork?.branch === undefined ? undefined : this.#named(branch.fork.branch);
    const fork = branch.fork && { from, event: branch.fork.event, time: branch.fork.time };
    const history = [...branch.history];
    const shared = fork === undefined ? 0 : history.filter(made => made.event <= fork.event).length;
    const { target, present } = branch;
    const held: Held = { name: branch.name, stand: { target, present }, fork, history, shared };
    if (branch.name === TRUNK) {
      this.#list[0] = held;
      this.#current = held;
      this.#session.take(held.stand);
    } else this.#list.push(held);
  }

  #keep(): void {
    this.#current.stand = this.#session.stand();
  }

  #shown(held: Held): Branch {
    const current = held === this.#current;
    const { target, present } = current ? this.#session.stand() : held.stand;
    const from = held.fork?.from;
    const alive = from !== undefined && this.#list.includes(from);
    return {
      name: held.name,
      current,
      target,
      fork: held.fork && { branch: alive ? from.name : undefined, event: held.fork.event, time: held.fork.time },
      made: held.history.slice(held.shared),
      history: held.history.slice(),
      present,
      position: target.world.journal.position,
    };
  }

  /** The branch that a moment belongs to: what a branch shares with the one it left is that one's. */
  #owner(held: Held, event: number): Held {
    let at = held;
    while (at.fork?.from !== undefined && event <= at.fork.event && this.#list.includes(at.fork.from))
      at = at.fork.from;
    return at;
  }

  #named(name: string): Held | undefined {
    return this.#list.find(held => held.name === name);
  }

  #unknown(name: string): BranchProblem {
    const names = this.#list.map(held => held.name);
    return { code: 'unknown', args: { name, near: nearestOf(name, names), names } };
  }

  #freeName(): string {
    for (let n = 1; ; n++) if (this.#named(`b${n}`) === undefined) return `b${n}`;
  }
}

/** How many of the lesson's events lie before a boundary. */
export function eventsBefore(target: Target, position: number): number {
  const { journal } = target.world;
  const events = position < journal.stageCount ? journal.eventOf(position) : journal.eventCount;
  return events - target.setupEvents;
}
