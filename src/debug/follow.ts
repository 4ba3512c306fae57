// Following one packet over all nodes: where it was sent and received, what each device did to it, and how each of its
// copies ended. Data only; whoever shows it makes the words. Read sim/frames.ts (a frame and what it came from) first.
//
// A *hop* is a frame seen at a device, sent or received. What happens inside a stack between two of them (a header taken
// off, a field rewritten) is in the later one's operations. Copies make the list a tree: `parent`, `branch`, `depth`.
import { type Direction, flights, type Operation } from '../sim/index.js';
import { type FrameChange, frameChange, NO_CHANGE } from './field-changes.js';
import { isSending } from './hops.js';
import { framesInQueues } from './queued.js';
import { placeOf } from './stage-place.js';
import type { Target } from './target.js';

/** One thing done to the packet since the hop before: the frame it made, and the stage that did it. */
export interface Done {
  readonly operation: Operation;
  readonly frame: number;
  readonly stage: number;
}

/** How a copy of the packet ended, seen from the moment that the journey is asked for. */
export type End =
  /** Thrown away: the stage says which check did it. */
  | { readonly kind: 'dropped'; readonly stage: number }
  /** Taken in by a node; the last stage that concluded something about it. */
  | { readonly kind: 'accepted'; readonly stage: number }
  /** On its way to a device, where it arrives at `arrives` (ns). */
  | { readonly kind: 'in-flight'; readonly to: number; readonly arrives: number }
  /** In a queue since that stage. */
  | { readonly kind: 'waiting'; readonly stage: number };

export interface Hop {
  /** Its place in the list, and that of the hop before it in its own branch. */
  readonly index: number;
  readonly parent: number | undefined;
  readonly children: readonly number[];
  /** 0 for the first copy's way, then 1, 2 … for each copy that leaves it; how many copies deep it is. */
  readonly branch: number;
  readonly depth: number;
  /** When it was sent or received (ns), and the stage in which it was. */
  readonly time: number;
  readonly stage: number;
  readonly node: string | undefined;
  readonly dev: number | undefined;
  /** `none`: it never came as far as a wire. */
  readonly direction: Direction;
  readonly frame: number;
  /** What was done since the hop before, oldest first; for the first hop from its building on. */
  readonly done: readonly Done[];
  /** What differs from the hop before. */
  readonly change: FrameChange;
  /** For the last hop of a copy; also for one that was lost on the wire while a double of it went on. */
  readonly end: End | undefined;
}

export interface Journey {
  /** The frame that it began with, and the frame that this one answers, if it answers one. */
  readonly origin: number;
  readonly answers: number | undefined;
  /** Depth first: a copy's whole way, then the next copy's. */
  readonly hops: readonly Hop[];
  /** The hop of the frame that was asked for, or the last one before it was seen. */
  readonly here: number;
  /** First frames of the packets that were built in answer to it. */
  readonly answered: readonly number[];
  /** More hops than are told: a frame that goes round in circles, say. */
  readonly cut: boolean;
}

/** Most hops told. */
const MOST = 2000;

/** The journey that a frame is part of, as far as it is known at position `until` (the journal's own if not given). */
export function follow(target: Target, frame: number, until = target.world.journal.position): Journey {
  return new Follower(target, until).journey(frame);
}

/** What is written down about a frame while its journey is put together. */
interface Draft {
  readonly frame: number;
  readonly parent: number | undefined;
  readonly done: readonly Done[];
  readonly branch: number;
  readonly depth: number;
}

class Follower {
  readonly #target: Target;
  readonly #until: number;
  readonly #children = new Map<number, number[]>();
  readonly #answered: number[] = [];
  /** By frame: the last stage about it, the last decision, the stage that sent it, the one that dropped it. */
  readonly #last = new Map<number, number>();
  readonly #decided = new Map<number, number>();
  readonly #sent = new Map<number, number>();
  readonly #dropped = new Map<number, number>();
  readonly #hops: (Omit<Hop, 'children' | 'end'> & { children: number[]; end: End | undefined })[] = [];
  readonly #hopOf = new Map<number, number>();
  #waiting: ReadonlySet<number> | undefined;
  #branches = 0;
  #cut = false;

  constructor(target: Target, until: number) {
    this.#target = target;
    this.#until = until;
  }

  journey(frame: number): Journey {
    const { frames } = this.#target.world;
    let origin = frame;
    while (!this.#begins(origin)) origin = frames.fromOf(origin);
    this.#collect(origin);
    this.#readStages(origin);
    this.#walk(origin);
    for (const hop of this.#hops) {
      // One that was doubled on the wire may have gone under while its copy went on.
      const lost = hop.direction === 'sent' ? this.#dropped.get(hop.frame) : undefined;
      if (lost !== undefined) hop.end = { kind: 'dropped', stage: lost };
      else if (hop.children.length === 0) hop.end = this.#endOf(hop.frame);
    }
    const from = frames.fromOf(origin);
    return {
      origin,
      answers: from < 0 ? undefined : from,
      hops: this.#hops,
      here: this.#hopOf.get(frame) ?? 0,
      answered: this.#answered,
      cut: this.#cut,
    };
  }

  #begins(frame: number): boolean {
    const { from, operation } = this.#target.world.frames.frame(frame);
    return from === undefined || operation === 'answer';
  }

  /** Every frame that came from the first one. They are numbered in order, so one pass finds them. */
  #collect(origin: number): void {
    const { frames } = this.#target.world;
    this.#children.set(origin, []);
    const count = frames.countAt(this.#until);
    for (let f = origin + 1; f < count; f++) {
      const siblings = this.#children.get(frames.fromOf(f));
      if (siblings === undefined) continue;
      if (frames.frame(f).operation === 'answer') {
        this.#answered.push(f);
        continue;
      }
      siblings.push(f);
      this.#children.set(f, []);
    }
  }

  /** What the stages say about these frames. A stage without a frame of its own speaks of the one around it. */
  #readStages(origin: number): void {
    const { journal, frames } = this.#target.world;
    for (let stage = Math.max(0, frames.stageOf(origin)); stage < this.#until; stage++) {
      const dropped = journal.verdictOf(stage) === 'drop';
      let frame = journal.numberArg(stage, 'frame');
      if (frame === undefined && dropped) frame = this.#frameAround(stage);
      if (frame === undefined || !this.#children.has(frame)) continue;
      const kind = journal.kindOf(stage);
      this.#last.set(frame, stage);
      if (kind.role === 'decision') this.#decided.set(frame, stage);
      if (dropped) this.#dropped.set(frame, stage);
      else if (isSending(journal, stage)) this.#sent.set(frame, stage);
    }
  }

  #frameAround(stage: number): number | undefined {
    const { journal } = this.#target.world;
    for (let at = journal.parentOf(stage); at !== undefined; at = journal.parentOf(at)) {
      const frame = journal.numberArg(at, 'frame');
      if (frame !== undefined) return frame;
    }
    return undefined;
  }

  /** Depth first without recursion: a frame that circles makes a long way. */
  #walk(origin: number): void {
    const stack: Draft[] = [{ frame: origin, parent: undefined, done: [], branch: 0, depth: 0 }];
    for (let draft = stack.pop(); draft !== undefined; draft = stack.pop()) {
      if (this.#hops.length >= MOST) {
        this.#cut = true;
        return;
      }
      const { frame, branch, depth } = draft;
      const children = this.#children.get(frame) as number[];
      const { operation, stage } = this.#target.world.frames.frame(frame);
      const done = [...draft.done, { operation, frame, stage }];
      const told = this.#isHop(draft, children);
      const parent = told ? this.#addHop({ ...draft, done }) : draft.parent;
      this.#hopOf.set(frame, parent ?? 0);
      const next = children.map((child, i): Draft => {
        const own = i === 0 ? { branch, depth } : { branch: ++this.#branches, depth: depth + 1 };
        return { frame: child, parent, done: told ? [] : done, ...own };
      });
      stack.push(...next.reverse());
    }
  }

  /** Seen at a device by now, or it ends here without ever being seen. */
  #isHop({ frame, parent }: Draft, children: readonly number[]): boolean {
    if (this.#directionOf(frame) !== 'none') return true;
    return children.length === 0 && (parent === undefined || this.#dropped.has(frame) || this.#queued.has(frame));
  }

  /** A frame is built before it is sent: at `until` it may still stand in a queue. */
  #directionOf(frame: number): Direction {
    const direction = this.#target.world.frames.directionOf(frame);
    return direction === 'sent' && !this.#sent.has(frame) ? 'none' : direction;
  }

  /** Frames that stand in a queue of packets at `until`: in a column of kind `frames`. */
  get #queued(): ReadonlySet<number> {
    if (this.#waiting === undefined) {
      const { journal } = this.#target.world;
      const position = journal.position;
      journal.seek(this.#until);
      this.#waiting = framesInQueues(journal);
      journal.seek(position);
    }
    return this.#waiting;
  }

  #addHop({ frame, parent, done, branch, depth }: Draft): number {
    const { world } = this.#target;
    const { journal, frames } = world;
    const index = this.#hops.length;
    const direction = this.#directionOf(frame);
    const made = frames.stageOf(frame);
    const stage = direction === 'sent' ? (this.#sent.get(frame) as number) : made;
    const place = direction === 'none' ? placeOf(this.#target, this.#last.get(frame) ?? made) : undefined;
    const dev = place === undefined ? frames.devOf(frame) : place.dev;
    const before = parent === undefined ? undefined : this.#hops[parent];
    before?.children.push(index);
    this.#hops.push({
      index,
      parent,
      children: [],
      branch,
      depth,
      time: journal.eventTime(journal.eventOf(stage)),
      stage,
      node: place === undefined ? this.#target.nodeOfDevice(dev as number) : place.node,
      dev,
      direction,
      frame,
      done,
      change: before === undefined ? NO_CHANGE : frameChange(frames.frame(before.frame), frames.frame(frame)),
      end: undefined,
    });
    return index;
  }

  /** What became of a copy that goes no further: the last thing that happened to it or to what was made of it. */
  #endOf(frame: number): End {
    const all = this.#within(frame);
    const found = (from: ReadonlyMap<number, number>) => Math.max(-1, ...all.map(f => from.get(f) ?? -1));
    const dropped = found(this.#dropped);
    if (dropped >= 0) return { kind: 'dropped', stage: dropped };
    for (const flight of flights(this.#target.world, this.#until)) {
      if (all.includes(flight.frame)) return { kind: 'in-flight', to: flight.to, arrives: flight.arrives };
    }
    const last = found(this.#last);
    const decided = found(this.#decided);
    const stage = decided >= 0 ? decided : last >= 0 ? last : this.#target.world.frames.stageOf(frame);
    return { kind: all.some(f => this.#queued.has(f)) ? 'waiting' : 'accepted', stage };
  }

  /** A frame and what was made of it. */
  #within(frame: number): number[] {
    const out = [frame];
    for (const f of out) out.push(...(this.#children.get(f) ?? []));
    return out;
  }
}
