// Running ahead: a branch that only the program sees. Nothing of it is shown before its time; stages have the same numbers
// there as they will have in the lesson, as long as nobody interferes.
import type { Session, Target } from '../../debug/index.js';
import type { Moment } from './question.js';

/** Most events that are run to find a key. */
export const MOST_AHEAD = 20_000;

export class Ahead {
  readonly target: Target;
  /** Stages from here on are the future. */
  readonly from: number;
  #ran = 0;

  constructor({ target, position }: Moment) {
    const { journal } = target.world;
    const inside = position < journal.stageCount && journal.firstStage(journal.eventOf(position)) < position;
    const boundary = inside ? journal.firstStage(journal.eventOf(position) + 1) : position;
    this.target = target.fork(boundary);
    this.from = position;
    this.target.world.journal.seek(boundary);
  }

  get journal() {
    return this.target.world.journal;
  }

  /** Runs one event; false where nothing is left to happen, or where it was enough. */
  run(): boolean {
    if (this.#ran >= MOST_AHEAD) return false;
    this.#ran++;
    return this.target.world.step();
  }

  /** Runs until `found` gives something; it is asked again after every event. */
  until<T>(found: () => T | undefined): T | undefined {
    for (;;) {
      const result = found();
      if (result !== undefined || !this.run()) return result;
    }
  }

  /** The end of the event that the moment lies in, or of the next one that runs. */
  endOfEvent(): number {
    if (this.from === this.journal.stageCount) this.run();
    return this.journal.stageCount;
  }
}

/** The moment that a session's cursor stands at. */
export const momentOf = (session: Session): Moment => ({ target: session.target, position: session.position });
