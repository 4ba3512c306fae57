// Following a frame over its wires: where it is received next, where it was sent. A copy that a device sends on counts as
// the frame; what is built in answer to it does not. Read sim/frames.ts (a frame and what it came from) first.
import type { Journal } from '../journal/index.js';
import { flights, type World } from '../sim/index.js';
import { framesInQueues } from './queued.js';

/** A place to go to, and the frame that is there: the one to follow from there on. */
export interface Place {
  readonly position: number;
  readonly frame: number;
}

/** What looking for the next reception came to. `over`: no copy is left that could be received; the last stage about one. */
export type Reception = Place | { readonly over: number } | 'stopped';

/** Whether a stage puts its frame on a wire, or turns it round in the loopback device. */
export const isSending = (journal: Journal, stage: number): boolean =>
  journal.kindOf(stage).name === 'link_transmit' || journal.reasonOf(stage) === 'loopback.turn';

/**
 * Where a frame is received next after position `from`: at the other end of its wire, or beyond the device that has it. Of
 * several copies the first one that is not thrown away is meant. `run` runs one event more and says whether there was one;
 * at most `budget` are run.
 */
export function nextReception(
  world: World,
  frame: number,
  from: number,
  run: () => boolean,
  budget: number,
): Reception {
  let way = new Way(world, frame);
  for (let ran = 0; ; ) {
    way.read();
    const waits = way.isUnderWay();
    const found = waits ? undefined : way.accepted();
    if (found !== undefined && found.position > from) return found;
    // Received before the cursor already: its journey goes on from there.
    if (found !== undefined) {
      way = new Way(world, found.frame);
      continue;
    }
    if (!waits && !way.isQueued()) return { over: way.lastStage() };
    if (ran++ >= budget) return 'stopped';
    if (!run()) return { over: way.lastStage() };
  }
}

/** Where a frame, or the one it came from, was last sent before position `before`; undefined for one that never was. */
export function lastSending({ frames, journal }: World, frame: number, before: number): Place | undefined {
  for (let f = frame; f >= 0; f = frames.fromOf(f)) {
    if (frames.directionOf(f) === 'sent') {
      const stage = sendingOf(journal, f, frames.stageOf(f), before - 1);
      if (stage !== undefined) return { position: stage + 1, frame: f };
    }
    if (frames.frame(f).operation === 'answer') return undefined;
  }
  return undefined;
}

/** The stage before stage `end` that sent a frame: it may have stood in a queue since it was made. */
function sendingOf(journal: Journal, frame: number, made: number, end: number): number | undefined {
  for (let stage = Math.max(0, made); stage < end; stage++) {
    if (isSending(journal, stage) && journal.numberArg(stage, 'frame') === frame) return stage;
  }
  return undefined;
}

/** The copies of a frame up to their next reception; grows with what is run. */
class Way {
  readonly #world: World;
  readonly #copies: Set<number>;
  readonly #received: number[] = [];
  #read: number;

  constructor(world: World, frame: number) {
    this.#world = world;
    this.#copies = new Set([frame]);
    this.#read = frame + 1;
  }

  /** Takes in the frames made since. A frame is made after the one it came from, so one pass finds them. */
  read(): void {
    const { frames } = this.#world;
    for (; this.#read < frames.count; this.#read++) {
      const f = this.#read;
      if (!this.#copies.has(frames.fromOf(f)) || frames.frame(f).operation === 'answer') continue;
      if (frames.directionOf(f) === 'received') this.#received.push(f);
      else this.#copies.add(f);
    }
  }

  /** Some copy is on a wire. */
  isUnderWay(): boolean {
    const { journal } = this.#world;
    return flights(this.#world, journal.stageCount).some(flight => this.#copies.has(flight.frame));
  }

  /** Some copy waits in a queue and may be sent yet. */
  isQueued(): boolean {
    const queued = framesInQueues(this.#world.journal);
    return [...this.#copies].some(copy => queued.has(copy));
  }

  /** The first reception that did not end in a drop; where all did, the first. */
  accepted(): Place | undefined {
    const chosen = this.#received.find(f => !this.#isThrownAway(f)) ?? this.#received[0];
    if (chosen === undefined) return undefined;
    return { position: this.#world.frames.stageOf(chosen) + 1, frame: chosen };
  }

  #isThrownAway(frame: number): boolean {
    const { frames, journal } = this.#world;
    const made = frames.stageOf(frame);
    const end = journal.firstStage(journal.eventOf(made) + 1);
    for (let stage = made; stage < end; stage++) if (journal.verdictOf(stage) === 'drop') return true;
    return false;
  }

  /** The last stage that says something of a copy. */
  lastStage(): number {
    const { journal, frames } = this.#world;
    for (let stage = journal.stageCount - 1; stage >= 0; stage--) {
      const about = journal.numberArg(stage, 'frame');
      if (about !== undefined && this.#copies.has(about)) return stage;
    }
    return frames.stageOf(Math.max(...this.#copies));
  }
}
