// A session: a cursor over a target's journal, and the furthest moment the learner has reached. Every move is data in,
// data out; the screen and the prompt show the same answers. Read journal/journal.ts (positions) first.
//
// Positions count stages. `position` is where the cursor stands; `present` is the furthest it has been. Events beyond the
// present may have been run already (stepping into an event runs it whole): they are never shown before their time.
import type { Stage } from '../journal/index.js';
import type { Intervention } from '../sim/index.js';
import { boundaryAfter, boundaryAt } from './boundary.js';
import { Branches, type Stand } from './branches.js';
import { Breakpoints } from './breakpoints.js';
import { lastSending, nextReception, type Place } from './hops.js';
import { type Intervened, intervene } from './interventions.js';
import { type Stop, StopList } from './stops.js';
import type { Target } from './target.js';
import { Watchpoints } from './watch.js';
import { type MoveResult, type Where, whereOf } from './where.js';

export type { MoveEnd, MoveResult, Where } from './where.js';

/** Events run in one slice: a few milliseconds of work. */
const SLICE = 2000;

export class Session {
  #target: Target;
  #present: number;
  #before: number;
  #followed: (Place & { readonly target: Target }) | undefined;
  /** The branches of this session: its target is always that of the current one. */
  readonly branches: Branches;
  readonly #stops = new StopList();
  readonly breakpoints: Breakpoints;
  readonly watchpoints: Watchpoints;

  constructor(target: Target) {
    this.#target = target;
    const { journal } = target.world;
    this.#present = journal.firstStage(target.setupEvents);
    this.#before = this.#present;
    journal.seek(this.#present);
    this.branches = new Branches({
      stand: () => ({ target: this.#target, present: this.#present }),
      take: stand => this.#take(stand),
    });
    const numbers = { last: 0 };
    this.breakpoints = new Breakpoints(() => this.#target, numbers, this.#stops);
    this.watchpoints = new Watchpoints(() => this.#target, numbers, this.#stops);
  }

  /** Sets the stops of a group (the lesson's checkpoints are one); other groups stay. */
  setStops(group: string, stops: readonly Stop[]): void {
    this.#stops.set(group, stops);
  }
  /** The name of the branch that the session is on. */
  get branch(): string {
    return this.branches.current;
  }
  get target(): Target {
    return this.#target;
  }
  get world() {
    return this.#target.world;
  }
  get journal() {
    return this.#target.world.journal;
  }
  /** Where the lesson begins: after the setting up. */
  get start(): number {
    return this.journal.firstStage(this.#target.setupEvents);
  }
  get position(): number {
    return this.journal.position;
  }
  get present(): number {
    return this.#present;
  }
  /** Where the cursor stood before the last move: what the move changed lies between. */
  get previous(): number {
    return this.#before;
  }

  /** The stage that has just done its work at the cursor. */
  get stage(): Stage | undefined {
    return this.position > this.start ? this.journal.stage(this.position - 1) : undefined;
  }

  /** The journal's number of the event under the cursor, -1 before the first. */
  get event(): number {
    return this.position > this.start ? this.journal.eventOf(this.position - 1) : -1;
  }

  where(): Where {
    return whereOf(this, this.#target.setupEvents, this.#isIdle());
  }

  // ── moves ──

  step(): MoveResult {
    const from = this.position;
    if (from === this.journal.stageCount && !this.#runOne()) return { end: 'end' };
    return this.#moveTo(from + 1, from);
  }

  reverseStep(): MoveResult {
    if (this.position === this.start) return { end: 'start' };
    return this.#moveTo(this.position - 1, this.position);
  }

  /** The same move several times, as one; it ends early where the move can't be made. */
  repeat(times: number, move: (session: Session) => MoveResult): MoveResult {
    const from = this.position;
    let result = move(this);
    for (let n = 1; n < times && result.end === 'moved'; n++) result = move(this);
    this.#before = from;
    return this.position === from ? result : { end: 'moved' };
  }

  /** To the end of the event under the cursor, or of the next one. */
  next(): MoveResult {
    const from = this.position;
    const boundary = boundaryAfter(this.journal, from);
    if (boundary !== undefined) return this.#moveTo(boundary, from);
    if (!this.#runOne()) return { end: 'end' };
    return this.#moveTo(this.journal.stageCount, from);
  }

  reverseNext(): MoveResult {
    const from = this.position;
    if (from === this.start) return { end: 'start' };
    return this.#moveTo(this.journal.firstStage(this.journal.eventOf(from - 1)), from);
  }

  /** On to the next stop, running what has not run yet; `budget` bounds the events run in this call. */
  continue(budget = SLICE): MoveResult {
    const from = this.position;
    let at = from;
    for (let ran = 0; ; ran++) {
      const stage = this.#stops.first(at, this.journal.stageCount);
      if (stage !== undefined) return this.#stopAt(stage, from);
      at = this.journal.stageCount;
      if (ran >= budget) return { ...this.#moveTo(at, from), end: 'stopped' };
      if (!this.#runOne()) return { ...this.#moveTo(at, from), end: 'end' };
    }
  }

  /** Back to the stop before. */
  reverseContinue(): MoveResult {
    const from = this.position;
    const stage = this.#stops.last(this.start, from - 1);
    return stage === undefined ? { ...this.#moveTo(this.start, from), end: 'start' } : this.#stopAt(stage, from);
  }

  /**
   * To where the frame is next received: at the far end of its cable, or beyond the device that sends it on. `no-further`
   * where no copy is left on its way, `stopped` as in gotoEvent: the cursor stays.
   */
  hop(frame: number, budget = SLICE): MoveResult {
    const from = this.position;
    const found = nextReception(this.world, frame, from, () => this.#runOne(), budget);
    if (typeof found === 'object' && 'frame' in found) return this.#follow(found, from);
    this.journal.seek(from);
    return found === 'stopped' ? { end: 'stopped' } : { end: 'no-further', frame, stage: found.over };
  }

  /** To where this frame, or the one that it is a copy of, was sent. */
  reverseHop(frame: number): MoveResult {
    const sent = lastSending(this.world, frame, this.position);
    return sent === undefined ? { end: 'no-further', frame } : this.#follow(sent, this.position);
  }

  /** The frame that a hop led to, as long as the cursor stays there. */
  get followed(): number | undefined {
    const at = this.#followed;
    return at?.target === this.#target && at.position === this.position ? at.frame : undefined;
  }

  /**
   * To a learner's event number: the end of that event. Runs at most `budget` events that have not run yet; `stopped` when
   * that did not suffice: the same call again goes on.
   */
  gotoEvent(number: number, budget = Number.POSITIVE_INFINITY): MoveResult {
    const from = this.position;
    if (number <= 0) return this.#moveTo(this.start, from);
    const wanted = this.#target.setupEvents + number;
    for (let ran = 0; this.journal.eventCount < wanted; ran++) {
      if (ran >= budget) return { ...this.#moveTo(this.journal.stageCount, from), end: 'stopped' };
      if (!this.#runOne()) return { ...this.#moveTo(this.journal.stageCount, from), end: 'end', wanted: number };
    }
    return this.#moveTo(this.journal.firstStage(wanted), from);
  }

  /** To a time: the end of the last event that is not later. `budget` as in gotoEvent. */
  gotoTime(ns: number, budget = Number.POSITIVE_INFINITY): MoveResult {
    const from = this.position;
    const { journal, world } = this;
    this.#toEnd();
    for (let ran = 0; ; ran++) {
      const next = world.queue.peek();
      if (next < 0 || world.queue.timeOf(next) > ns) break;
      if (ran >= budget) return { ...this.#moveTo(journal.stageCount, from), end: 'stopped' };
      world.step();
    }
    let event = journal.eventCount - 1;
    while (event >= this.#target.setupEvents && journal.eventTime(event) > ns) event--;
    return this.#moveTo(Math.max(this.start, journal.firstStage(event + 1)), from);
  }

  gotoStart(): MoveResult {
    return this.#moveTo(this.start, this.position);
  }
  gotoPresent(): MoveResult {
    return this.#moveTo(this.#present, this.position);
  }
  gotoPosition(p: number): MoveResult {
    return this.#moveTo(Math.min(Math.max(p, this.start), this.journal.stageCount), this.position);
  }

  /** Runs at most `budget` events and goes to the end of what has run. */
  run(budget = SLICE): MoveResult {
    const from = this.position;
    this.#toEnd();
    const end = this.world.run(budget);
    return { ...this.#moveTo(this.journal.stageCount, from), end: end === 'idle' ? 'end' : 'stopped' };
  }

  /**
   * Types a command in a namespace: it takes effect at the next event boundary. In the past that forks: what came after
   * stays in the branch it belongs to, and the learner stands in the present of a new one.
   */
  type(netns: string, line: string): MoveResult {
    return this.#moveOf(this.intervene({ kind: 'command', netns, line }));
  }

  setLink(name: string, up: boolean): MoveResult {
    return this.#moveOf(this.intervene({ kind: 'link', link: name, up }));
  }

  /** Does something to the network at the next event boundary; in the past in a new branch, called `name` if given. */
  intervene(what: Intervention, name?: string): Intervened {
    return intervene(this, what, name);
  }

  /** The event boundary at a position, or the next one after it. */
  boundary(p = this.position): number {
    return p === this.start ? p : boundaryAt(this.journal, p);
  }

  /** Forgets what was computed beyond the present: it was never shown, and another future is about to begin. */
  forgetAhead(): void {
    const boundary = this.boundary(this.#present);
    if (boundary < this.journal.stageCount) this.#target = this.#target.fork(boundary);
  }

  #moveOf(done: Intervened): MoveResult {
    return done.ok ? done.move : { end: 'refused', problem: done.problem };
  }

  #take({ target, present }: Stand): void {
    this.#target = target;
    this.#present = present;
    this.#before = target.world.journal.position;
  }

  // ── inside ──

  #isIdle(): boolean {
    return this.world.queue.peek() < 0;
  }

  #toEnd(): void {
    this.journal.seek(this.journal.stageCount);
  }

  /** Runs one event at the journal's end, whatever the cursor. */
  #runOne(): boolean {
    this.#toEnd();
    return this.world.step();
  }

  #follow({ position, frame }: Place, from: number): MoveResult {
    this.#followed = { position, frame, target: this.#target };
    return this.#moveTo(Math.max(this.start, position), from);
  }

  #stopAt(stage: number, from: number): MoveResult {
    const moved = this.#moveTo(stage + 1, from);
    const hits = this.#stops.hitsAt(stage);
    return hits[0] === undefined ? moved : { end: hits[0].kind, stop: hits[0].stop, hits };
  }

  #moveTo(p: number, from: number): MoveResult {
    this.#before = from;
    this.journal.seek(p);
    this.#present = Math.max(this.#present, p);
    return { end: 'moved' };
  }
}
