// Sees what a learner does in a lesson being played, as events for the record. It only looks: whoever shows the lesson asks
// after every move. Read progress.ts first.
import { eventsBefore, type Made } from '../debug/index.js';
import type { Player } from './player.js';
import { answerIn, type LessonProgress, type ProgressEvent, type Run } from './progress.js';
import { leftAt } from './progress-left.js';

/** The course that a player plays. */
export const runOf = ({ lesson, session }: Player): Run => ({ hash: lesson.hash, seed: session.world.seed });

/**
 * Puts the answers back that were given to the same questions: those of this lesson's file, with this seed. A lesson that stands
 * at its start also learns where it was left.
 */
export function restoreAnswers(player: Player, record: LessonProgress): void {
  const run = runOf(player);
  const { present, start } = player.session;
  if (present === start) player.left = leftAt(player.lesson, record, run);
  for (const { id: checkpoint, predict } of player.lesson.checkpoints) {
    const fact = predict === undefined ? undefined : answerIn(record, checkpoint, run);
    if (fact === undefined) continue;
    const { answer, right, happened, event, stage, time, seen } = fact;
    player.predictions.restore({ checkpoint, answer, right, happened, event, stage, time, seen });
  }
}

export class ProgressWatch {
  readonly #player: Player;
  readonly #reached: Set<string>;
  readonly #given: Set<string>;
  #tried: number;

  /** What the player holds already is no news. */
  constructor(player: Player) {
    this.#player = player;
    this.#reached = new Set(player.reached().map(hit => hit.checkpoint.id));
    this.#given = new Set(player.predictions.given.map(given => given.checkpoint));
    this.#tried = player.tasks.tried.length;
  }

  /** What is new since the last call. */
  take(): ProgressEvent[] {
    const { session, predictions, tasks } = this.#player;
    const news: ProgressEvent[] = [];
    const before = (event: number): readonly Made[] =>
      session.branches
        .list()
        .find(({ current }) => current)!
        .history.filter(made => made.event <= event);
    for (const { checkpoint, position } of this.#player.reached()) {
      if (this.#reached.has(checkpoint.id)) continue;
      this.#reached.add(checkpoint.id);
      const at = this.#moment(position);
      news.push({ kind: 'reached', checkpoint: checkpoint.id, at, changed: before(at.event).length > 0 });
    }
    for (const given of predictions.given) {
      if (this.#given.has(given.checkpoint)) continue;
      this.#given.add(given.checkpoint);
      news.push({ kind: 'answered', given, made: before(given.event) });
    }
    for (const tried of tasks.tried.slice(this.#tried)) news.push({ kind: 'tried', tried });
    this.#tried = tasks.tried.length;
    return news;
  }

  /** The moment right after the stage before a position. */
  #moment(position: number): { event: number; stage: number; time: number } {
    const { target, journal } = this.#player.session;
    const event = journal.eventOf(position - 1);
    const first = journal.firstStage(event);
    return { event: eventsBefore(target, first) + 1, stage: position - first, time: journal.eventTime(event) };
  }
}
