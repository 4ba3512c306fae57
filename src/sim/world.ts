// The World: clock, event queue, randomness, frames and the journal, and the loop that runs events. It knows nothing of
// protocols: rooms above register what an event of each kind does.
import {
  branchOf,
  type Cause,
  CHUNK,
  Hasher,
  hashRecord,
  hashState,
  Journal,
  MASK,
  rootOf,
  SHIFT,
} from '../journal/index.js';
import { FrameStore } from './frames.js';
import { EventQueue, type Scheduled } from './queue.js';
import { Randomness } from './random.js';

/** A kind of event: what to call when one comes up. Declared once per program. */
export interface EventKind {
  readonly id: number;
  readonly name: string;
}

const eventKindList: EventKind[] = [];

/** Declares a kind of event. */
export function eventKind(name: string): EventKind {
  const kind = { id: eventKindList.length, name };
  eventKindList.push(kind);
  return kind;
}
export const eventKindAt = (id: number): EventKind => eventKindList[id] as EventKind;

/** Work of one event; `a` and `b` are the numbers it was scheduled with. It opens at least one stage. */
export type Handler = (a: number, b: number) => void;

const makeChunk = () => ({ entry: new Int32Array(CHUNK) });

/** Nothing happens beyond this virtual time, ns (52 days): times stay integers that a number holds exactly. */
export const HORIZON = 2 ** 52;

/** Why a run stopped. */
export type RunEnd = 'idle' | 'budget' | 'until';

export class World {
  readonly seed: number;
  readonly journal: Journal;
  readonly frames: FrameStore;
  readonly queue: EventQueue;
  readonly random: Randomness;
  readonly #handlers: (Handler | undefined)[] = [];
  /** Executed event → its entry in the queue, or -1 for the setting up. */
  readonly #ran: ReturnType<typeof makeChunk>[];

  /** `record` false: see Journal. */
  constructor(seed: number, from?: { world: World; position: number }, record = true) {
    this.seed = seed;
    const now = () => ({ stage: this.journal.currentStage, last: this.journal.stageCount - 1 });
    if (from === undefined) {
      this.journal = new Journal(undefined, record);
      this.frames = new FrameStore(now);
      this.queue = new EventQueue();
      this.#ran = [];
    } else {
      this.journal = from.world.journal.fork(from.position);
      this.frames = from.world.frames.fork(from.position, now);
      this.queue = from.world.queue.fork(from.position);
      this.#ran = branchOf(from.world.#ran, this.journal.eventCount, makeChunk);
      this.#forgetRoots();
    }
    this.random = new Randomness(this.journal, seed);
  }

  /** Roots that were added after the fork's position would shift the numbers of those to come: they are forgotten. */
  #forgetRoots(): void {
    const { journal } = this;
    let count = 0;
    const keep = (cause: Cause) => {
      const root = rootOf(cause);
      if (root !== undefined) count = Math.max(count, root + 1);
    };
    for (let event = 0; event < journal.eventCount; event++) keep(journal.eventCause(event));
    for (const { cause } of this.pending()) keep(cause);
    journal.forgetRoots(count);
  }

  /** Virtual time in ns: the time of the event that is under way, or was last, at the journal's position. */
  get now(): number {
    const { journal } = this;
    // At the end the event under way counts even before it has opened a stage.
    if (journal.atEnd) return journal.eventCount === 0 ? 0 : journal.eventTime(journal.eventCount - 1);
    return journal.position === 0 ? 0 : journal.eventTime(journal.eventOf(journal.position - 1));
  }

  /** Says what to do when an event of `kind` comes up. */
  handle(kind: EventKind, handler: Handler): void {
    if (this.#handlers[kind.id] !== undefined) throw new Error(`${kind.name} has a handler already`);
    this.#handlers[kind.id] = handler;
  }

  /**
   * Schedules an event at absolute virtual time `time` (ns, not before now). Its cause is the stage at work unless
   * another (a root) is given.
   */
  schedule(time: number, kind: EventKind, a = 0, b = 0, cause?: Cause): number {
    if (!Number.isSafeInteger(time) || time < this.now)
      throw new Error(`${kind.name} at ${time}: not a time from now on`);
    const last = this.journal.stageCount - 1;
    return this.queue.add(time, kind.id, a, b, cause ?? this.journal.currentStage, last);
  }

  /** Takes a scheduled event back. */
  cancel(id: number): boolean {
    return this.queue.cancel(id, this.journal.stageCount - 1);
  }

  /** Runs `work` as an event of its own at the present time: the setting up of a lesson. */
  setup(cause: Cause, work: () => void): void {
    this.#begin(this.now, cause, -1);
    work();
  }

  /** Runs the next event to completion; false when nothing is left to happen. */
  step(): boolean {
    const journal = this.journal;
    const next = this.queue.peek();
    if (next < 0 || this.queue.timeOf(next) > HORIZON) return false;
    const id = this.queue.pop(journal.stageCount);
    const queue = this.queue;
    this.#begin(queue.timeOf(id), queue.causeOf(id), id);
    const kind = queue.kindOf(id);
    const handler = this.#handlers[kind];
    if (handler === undefined) throw new Error(`nothing handles ${eventKindAt(kind).name}`);
    handler(queue.aOf(id), queue.bOf(id));
    return true;
  }

  /** Runs at most `budget` events, none of them later than `until` (ns). */
  run(budget: number, until = Number.POSITIVE_INFINITY): RunEnd {
    for (let n = 0; n < budget; n++) {
      const next = this.queue.peek();
      if (next < 0 || this.queue.timeOf(next) > HORIZON) return 'idle';
      if (this.queue.timeOf(next) > until) return 'until';
      this.step();
    }
    return 'budget';
  }

  /** What the executed event number `event` was. Undefined for the setting up. */
  executed(event: number): Scheduled | undefined {
    const id = this.#ran[event >> SHIFT]?.entry[event & MASK] as number;
    return id < 0 ? undefined : this.queue.entry(id);
  }

  /** What is still to happen at the journal's position, soonest first. */
  pending(): Scheduled[] {
    return this.queue.pendingAt(this.journal.position);
  }

  #begin(time: number, cause: Cause, entry: number): void {
    const event = this.journal.beginEvent(time, cause);
    if ((event & MASK) === 0) this.#ran.push(makeChunk());
    (this.#ran[event >> SHIFT] as { entry: Int32Array }).entry[event & MASK] = entry;
  }

  /** One number for the state at the journal's position: tables and pending events. */
  stateHash(): string {
    const hasher = new Hasher();
    hasher.number(this.now);
    hashState(this.journal, hasher);
    for (const e of this.pending()) for (const n of [e.time, e.kind, e.a, e.b, e.cause]) hasher.number(n);
    hasher.number(this.frames.countAt(this.journal.position));
    return hasher.digest();
  }

  /** One number for all that ever happened here: events, stages, changes, the bytes of every frame. */
  recordHash(): string {
    const hasher = new Hasher();
    hashRecord(this.journal, hasher);
    for (let f = 0; f < this.frames.count; f++) hasher.bytes(this.frames.view(f));
    return hasher.digest();
  }
}
