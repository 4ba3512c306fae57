// A lesson being played: which checkpoints were reached, where, and which text belongs to the cursor. Checkpoints come in
// their order: the next one is looked for only after the one before it was found.
import { nsScope, type Session, subjectOf } from '../debug/index.js';
import { type Filter, parseFilter } from '../filter/index.js';
import type { Checkpoint, CheckpointStop, Lesson } from './lesson.js';

export interface Hit {
  readonly checkpoint: Checkpoint;
  /** Place of the checkpoint in the lesson, from 0. */
  readonly index: number;
  /** Position right after the stage that the filter found. */
  readonly position: number;
}

export class Player {
  readonly lesson: Lesson;
  readonly session: Session;
  readonly #filters: readonly Filter[];
  #hits: Hit[] = [];
  /** Stages below this one have been looked at. */
  #scanned: number;
  #journal: unknown;

  constructor(lesson: Lesson, session: Session) {
    this.lesson = lesson;
    this.session = session;
    this.#filters = lesson.checkpoints.map(point => {
      const filter = parseFilter(point.break, nsScope());
      if (!filter.ok) throw new Error(`checkpoint ${point.id}: ${filter.message}`);
      return filter;
    });
    this.#scanned = session.start;
    this.#journal = session.journal;
    session.stops = lesson.checkpoints.map(
      (checkpoint, index): CheckpointStop => ({
        id: checkpoint.id,
        checkpoint,
        test: stage => this.#upTo(stage + 1)[index]?.position === stage + 1,
      }),
    );
  }

  /** Checkpoints found in what the learner has reached, in order. */
  reached(): readonly Hit[] {
    return this.#upTo(this.session.present).filter(hit => hit.position <= this.session.present);
  }

  /** The checkpoint whose text belongs to the cursor: the last one at or before it. */
  current(): Hit | undefined {
    return this.#upTo(this.session.position).findLast(hit => hit.position <= this.session.position);
  }

  /** Looks at every stage below `position` that was not looked at yet. */
  #upTo(position: number): readonly Hit[] {
    const { journal, target, start } = this.session;
    if (this.#journal !== journal) {
      // Another branch: what was found in the shared past stays found only if it is still there; look again.
      this.#journal = journal;
      this.#hits = [];
      this.#scanned = start;
    }
    const end = Math.min(position, journal.stageCount);
    for (; this.#scanned < end; this.#scanned++) {
      const index = this.#hits.length;
      const filter = this.#filters[index];
      if (filter === undefined) {
        this.#scanned = end;
        break;
      }
      if (!filter.test(subjectOf(target, this.#scanned))) continue;
      const checkpoint = this.lesson.checkpoints[index] as Checkpoint;
      this.#hits.push({ checkpoint, index, position: this.#scanned + 1 });
    }
    return this.#hits;
  }
}
