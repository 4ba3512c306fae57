// A lesson being played: which checkpoints were reached, where, and which text belongs to the cursor. Checkpoints come in
// their order: the next one is looked for only after the one before it was found.
import { nsScope, type Session, StageSearch } from '../debug/index.js';
import { parseFilter } from '../filter/index.js';
import type { Checkpoint, CheckpointStop, Lesson } from './lesson.js';
import { Predictions } from './predictions.js';
import type { Left } from './progress-left.js';
import { TaskLog } from './progress-tasks.js';
import type { Task } from './task.js';

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
  /** What is asked and was answered. */
  readonly predictions: Predictions;
  /** Tasks are begun and tried through it. */
  readonly tasks: TaskLog;
  /** Where the learner left this lesson the last time, if that is known. */
  left: Left | undefined;
  readonly #searches: readonly StageSearch[];
  #hits: Hit[] = [];
  /** Stages below this one have been looked at. */
  #scanned: number;
  #journal: unknown;

  constructor(lesson: Lesson, session: Session) {
    this.lesson = lesson;
    this.session = session;
    this.predictions = new Predictions(session, () => this.current());
    this.tasks = new TaskLog(session, lesson.tasks);
    const scope = nsScope();
    this.#searches = lesson.checkpoints.map(point => {
      const filter = parseFilter(point.break, scope);
      if (!filter.ok) throw new Error(`checkpoint ${point.id}: ${filter.message}`);
      return new StageSearch(filter, scope);
    });
    this.#scanned = session.start;
    this.#journal = session.journal;
    session.setStops(
      'checkpoints',
      lesson.checkpoints.map((checkpoint, index) => this.#stop(checkpoint, index)),
    );
  }

  #stop(checkpoint: Checkpoint, index: number): CheckpointStop {
    const stageBelow = (end: number): number | undefined => {
      const position = this.#upTo(end)[index]?.position;
      return position === undefined ? undefined : position - 1;
    };
    const within = (low: number, high: number): number | undefined => {
      const stage = stageBelow(high);
      return stage !== undefined && stage >= low && stage < high ? stage : undefined;
    };
    const test = (stage: number) => stageBelow(stage + 1) === stage;
    return { id: checkpoint.id, kind: 'checkpoint', checkpoint, test, first: within, last: within };
  }

  /** Checkpoints found in what the learner has reached, in order. */
  reached(): readonly Hit[] {
    return this.#upTo(this.session.present).filter(hit => hit.position <= this.session.present);
  }

  /** The checkpoint whose text belongs to the cursor: the last one at or before it. */
  current(): Hit | undefined {
    return this.#upTo(this.session.position).findLast(hit => hit.position <= this.session.position);
  }

  /** Tasks that are offered where the cursor stands: those of the checkpoint, and at the last one those of the lesson's end. */
  offered(): readonly Task[] {
    const { tasks, checkpoints } = this.lesson;
    const here = this.current()?.checkpoint.id;
    const ended = checkpoints.length === 0 && this.session.where().atEnd;
    const last = this.reached().length === checkpoints.length && (here === checkpoints.at(-1)?.id || ended);
    return tasks.filter(({ after }) => (after === undefined ? last : after === here));
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
    while (this.#scanned < end) {
      const index = this.#hits.length;
      const stage = this.#searches[index]?.first(target, this.#scanned, end);
      if (stage === undefined) {
        this.#scanned = end;
        break;
      }
      this.#hits.push({ checkpoint: this.lesson.checkpoints[index] as Checkpoint, index, position: stage + 1 });
      this.#scanned = stage + 1;
    }
    return this.#hits;
  }
}
