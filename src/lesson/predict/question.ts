// A prediction as data: what is asked, what can be answered, and how an answer is judged. The key is never written down:
// each kind computes it by running ahead in a branch of its own (ahead.ts). Whoever shows it makes the words.
import type { Target } from '../../debug/index.js';
import type { Row, TableSchema } from '../../journal/index.js';
import type { Said } from './said.js';

/** What an option says: text as it is, a message, a stage's own sentence (of the branch ahead), or rows of a table. */
export type Label =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'message'; readonly id: string; readonly args: Readonly<Record<string, unknown>> }
  | { readonly kind: 'stage'; readonly stage: number; readonly target: Target }
  | { readonly kind: 'frame'; readonly frame: number; readonly target: Target }
  | {
      readonly kind: 'rows';
      readonly schema: TableSchema;
      readonly rows: readonly Row[];
      /** The rows there were when it was asked. */
      readonly now: readonly Row[];
      readonly columns: readonly string[];
    };

export interface Option {
  /** Language-neutral, and the same whenever the same is asked: progress keeps it. */
  readonly id: string;
  readonly label: Label;
}

/** `one` of the options, any number of them (`many`), all of them in an `order`, or a value that is written. */
export type AnswerForm = 'one' | 'many' | 'order' | 'text';

export interface Question {
  readonly form: AnswerForm;
  /** Message id and arguments of the question itself. */
  readonly ask: {
    readonly id: string;
    readonly args: Readonly<Record<string, unknown>>;
    /** The filter that a question speaks of, to be put into words. */
    readonly of?: Said | undefined;
    /** The table, and its columns that count. */
    readonly table?: { readonly name: string; readonly columns: readonly string[] } | undefined;
    /** The field that is asked for. */
    readonly field?: { readonly name: string; readonly label: string } | undefined;
  };
  /** Empty for a value that is written. */
  readonly options: readonly Option[];
}

/** An answer: ids of options, in the order given where that is asked; or the one text written. */
export type Answer = readonly string[];

export interface Key {
  /** Whether an answer is right; a text: why it is no answer at all (a message id), which costs nothing. */
  judge(answer: Answer): boolean | { readonly id: string; readonly args: Readonly<Record<string, unknown>> };
  /** What happened, as an answer. */
  readonly happened: Answer;
  /**
   * The stage that tells why, in the branch ahead; its number is the same in the lesson's own future. `unchanged`: it is in the
   * past, for nothing happens to what was asked about.
   */
  readonly why: { readonly target: Target; readonly stage: number; readonly unchanged?: boolean } | undefined;
  /** The event that decides, by its first stage in that branch; and the nodes of others at the same time, which are right as well. */
  readonly decided?: { readonly stage: number; readonly also: readonly string[] } | undefined;
}

/** A question at a moment, with its key. */
export interface Posed {
  readonly question: Question;
  readonly key: Key;
}

/** Where the cursor stands when it is asked. */
export interface Moment {
  readonly target: Target;
  readonly position: number;
}

export const text = (value: string): Label => ({ kind: 'text', text: value });
export const said = (id: string, args: Readonly<Record<string, unknown>> = {}): Label => ({
  kind: 'message',
  id,
  args,
});

/** Whether two answers hold the same ids, in whatever order. */
export function sameSet(a: Answer, b: Answer): boolean {
  const set = new Set(a);
  return set.size === new Set(b).size && b.every(id => set.has(id));
}
