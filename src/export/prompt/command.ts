// What a command of the prompt is, and what it may use.
import type { MoveResult, Session, Target, WhyLink } from '../../debug/index.js';
import type { Lang } from '../../i18n/index.js';
import type { Lesson, Player } from '../../lesson/index.js';
import type { Describer } from '../describe.js';

/** What a line came to. `again`: it is not finished; call `runOn` until it is. */
export interface Answer {
  readonly lines: readonly string[];
  readonly ok: boolean;
  readonly again?: boolean;
}

export interface Asked {
  readonly target: Target;
  readonly links: readonly WhyLink[];
  readonly index: number;
}

export interface GoalsSeen {
  readonly branch: string;
  readonly present: number;
  readonly task: string;
  readonly reached: readonly boolean[];
}

/** Writes a file for the person at the prompt; what is wrong, in their language, when it cannot. `fresh`: not where one is. */
export type WriteFile = (name: string, text: string, fresh?: boolean) => string | undefined;

/** What commands see of the prompt. */
export interface PromptState {
  readonly lesson: Lesson;
  readonly session: Session;
  readonly player: Player;
  readonly lang: Lang;
  readonly words: Describer;
  readonly write: WriteFile | undefined;
  readonly commands: readonly Command[];
  done: boolean;
  /** Hints given since the last move. */
  hints: number;
  /** The last chain of causes told, and the link that `why` without an argument went to. */
  asked: Asked | undefined;
  /** How the goals of the task stood when they were told last. */
  goals: GoalsSeen | undefined;
  /** Hints given of each task, by its id. */
  readonly taskHints: Map<string, number>;
  /** What was typed before this line was `why` too. */
  readonly asksAgain: boolean;
  moved(result: MoveResult): Answer;
  /** For moves that are sliced: done again until it has come to its end. */
  running(move: () => MoveResult): Answer;
  say(id: string, args?: Readonly<Record<string, unknown>>): string;
  fail(id: string, args?: Readonly<Record<string, unknown>>): Answer;
}

export interface Command {
  readonly name: string;
  readonly short: string | undefined;
  readonly args: string;
  /** Message id of its one-line help. */
  readonly help: string;
  /** An empty line does it again. */
  readonly repeats?: boolean;
  /** Most words behind the name; undefined: as many as one likes. */
  readonly most?: number | undefined;
  /** `args` are the words behind the name, `rest` the same as written. */
  run(prompt: PromptState, args: readonly string[], rest: string): Answer;
}

/** Width that longer texts are broken to. */
export const WIDTH = 96;

export const ok = (lines: readonly string[]): Answer => ({ ok: true, lines });
