// The predictions of a lesson being played: what is asked where the cursor stands, and what was answered. Read
// predict/question.ts and player.ts first.
import type { Session, Target } from '../debug/index.js';
import type { Hit } from './player.js';
import { type Answer, momentOf, type Posed, pose } from './predict/index.js';

/** An answer that was given. */
export interface Given {
  readonly checkpoint: string;
  readonly answer: Answer;
  readonly right: boolean;
  readonly happened: Answer;
  /** Where the learner stood: event (from 1) and stage of it, and the virtual time, ns. */
  readonly event: number;
  readonly stage: number;
  readonly time: number;
  /** What comes after it had been seen already. */
  readonly seen: boolean;
}

/** A prediction that is asked for at the cursor; `given` once it was answered. */
export interface Asked {
  readonly checkpoint: string;
  readonly posed: Posed;
  readonly given: Given | undefined;
}

/** What stands against an answer: a message id with its arguments. It costs nothing. */
export interface NoAnswer {
  readonly id: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What was posed where, kept: it costs a run ahead. */
interface At {
  readonly target: Target;
  readonly position: number;
  readonly posed: Posed | undefined;
}

export class Predictions {
  readonly #session: Session;
  readonly #current: () => Hit | undefined;
  readonly #given = new Map<string, Given>();
  #last: At | undefined;
  #told: At | undefined;

  constructor(session: Session, current: () => Hit | undefined) {
    this.#session = session;
    this.#current = current;
  }

  /** What is asked at the cursor: it must stand where the checkpoint was found. */
  asked(): Asked | undefined {
    const hit = this.#current();
    const { position, target } = this.#session;
    if (hit?.checkpoint.predict === undefined || hit.position !== position) return undefined;
    if (this.#last?.target !== target || this.#last.position !== position) {
      this.#last = { target, position, posed: pose(momentOf(this.#session), hit.checkpoint.predict) };
    }
    const { posed } = this.#last;
    const checkpoint = hit.checkpoint.id;
    return posed === undefined ? undefined : { checkpoint, posed, given: this.#given.get(checkpoint) };
  }

  /** The prediction of the section that the cursor is in, once it was answered: wherever in the section that is. */
  told(): Asked | undefined {
    const hit = this.#current();
    const given = hit && this.#given.get(hit.checkpoint.id);
    if (hit?.checkpoint.predict === undefined || given === undefined) return undefined;
    const { position } = hit;
    const { target } = this.#session;
    if (this.#told?.target !== target || this.#told.position !== position) {
      const { journal } = target.world;
      const cursor = journal.position;
      journal.seek(position);
      this.#told = { target, position, posed: pose({ target, position }, hit.checkpoint.predict) };
      journal.seek(cursor);
    }
    const { posed } = this.#told;
    return posed === undefined ? undefined : { checkpoint: hit.checkpoint.id, posed, given };
  }

  /** Answers what is asked at the cursor; the first answer to a prediction counts, later ones are not kept. */
  answer(answer: Answer): Given | NoAnswer {
    const asked = this.asked();
    if (asked === undefined) return { id: 'predict.nothing', args: {} };
    const { question, key } = asked.posed;
    const unknown = question.form === 'text' ? undefined : answer.find(id => !question.options.some(o => o.id === id));
    if (answer.length === 0) return { id: 'predict.empty', args: {} };
    if (unknown !== undefined) return { id: 'predict.no-option', args: { answer: unknown } };
    if (question.form === 'one' && answer.length > 1) return { id: 'predict.only-one', args: {} };
    const verdict = key.judge(answer);
    if (typeof verdict === 'object') return verdict;
    const { event, stage, time } = this.#session.where();
    const seen = this.#session.present > this.#session.position;
    const { checkpoint } = asked;
    const given: Given = { checkpoint, answer, right: verdict, happened: key.happened, event, stage, time, seen };
    if (!this.#given.has(checkpoint)) this.#given.set(checkpoint, given);
    return given;
  }

  /** Every prediction answered, in the order of answering. */
  get given(): readonly Given[] {
    return [...this.#given.values()];
  }

  /** Puts an answer back that was given at another time. */
  restore(given: Given): void {
    this.#given.set(given.checkpoint, given);
  }
}
