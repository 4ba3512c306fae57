// What a lesson asks of the learner, as the screen keeps it: answers that are being put together, the way back from a reason,
// tasks that were begun. Data only; actions/teach*.ts change it, panels/lesson*.ts draw it.
import type { Session } from '../debug/index.js';
import type { Asked, Task, TaskAnswer } from '../lesson/index.js';
import type { Edited } from './line-edit.js';
import type { PanelId, Ui } from './state.js';
import type { View } from './view.js';

/** A task that was begun, in a branch. */
export interface Begun {
  readonly id: string;
  /** Events of its setting up, as the journal counts them: from `first` to before `end`. Nobody is told what they did. */
  readonly first: number;
  readonly end: number;
  /** How its goals stood when they were looked at last. */
  readonly answer: TaskAnswer | undefined;
  /** The present at that time; -1: never. */
  readonly at: number;
  readonly done: boolean;
  /** The node that a command was typed on last. */
  readonly on?: string | undefined;
}

export interface Teach {
  /** Options chosen so far, by checkpoint, in the order of choosing. */
  readonly draft: Readonly<Record<string, readonly string[]>>;
  /** A value that is being written as an answer. */
  readonly typing: Edited | undefined;
  /** The open question that a key which goes on was held at: the next one goes on. */
  readonly warned: string | undefined;
  /** The panel that had the focus before a question took it. */
  readonly from: PanelId | undefined;
  /** From the reason of a prediction back to it. */
  readonly back:
    | { readonly branch: string; readonly position: number; readonly reason: number; readonly told: Asked }
    | undefined;
  /** Tasks begun, by the name of their branch. */
  readonly tasks: Readonly<Record<string, Begun>>;
  /** All tasks are listed in the place of the lesson's text. */
  readonly lists: boolean;
  /** The branch and the number of branches after the last move: a new one that left a task's branch goes on with the task. */
  readonly branch: string;
  readonly branches: number;
}

export const FIRST_TEACH: Teach = {
  draft: {},
  typing: undefined,
  warned: undefined,
  from: undefined,
  back: undefined,
  tasks: {},
  lists: false,
  branch: 'main',
  branches: 1,
};

/** The task that the branch belongs to. */
export const begunHere = ({ teach }: Pick<Ui, 'teach'>, session: Session): Begun | undefined =>
  teach.tasks[session.branch];

export function taskHere(view: View): { readonly task: Task; readonly begun: Begun } | undefined {
  const begun = begunHere(view.ui, view.session);
  const task = begun && view.lesson.tasks.find(({ id }) => id === begun.id);
  return task && begun && { task, begun };
}

/** The question that is open at the cursor. While a run goes on, and within a task, nothing is asked. */
export function openQuestion(view: View): Asked | undefined {
  const { running } = view.ui;
  if (running === 'continue' || running === 'goto' || begunHere(view.ui, view.session) !== undefined) return undefined;
  const asked = view.player.predictions.asked();
  return asked?.given === undefined ? asked : undefined;
}

/** The open question, where keys answer it: the lesson's panel has the focus. */
export const questionInFocus = (view: View): Asked | undefined =>
  view.ui.panel === 'lesson' && !view.ui.teach.lists ? openQuestion(view) : undefined;

/** The option that is chosen in the lesson's panel. */
export function markedOption({ ui }: Pick<View, 'ui'>): string | undefined {
  const id = ui.chosen.lesson;
  return id?.startsWith('option:') ? id.slice('option:'.length) : undefined;
}

/** The value that is being written. */
export const typingIn = (view: View): Edited | undefined =>
  view.ui.teach.typing !== undefined && questionInFocus(view)?.posed.question.form === 'text'
    ? view.ui.teach.typing
    : undefined;

/** The option of a digit: 1 to 9, and 0 for the tenth. */
export const optionOf = ({ posed }: Asked, digit: string): string | undefined =>
  posed.question.options[(Number(digit) + 9) % 10]?.id;

/** The digit of the n-th option, from 0; '' beyond the tenth. */
export const digitOf = (index: number): string => (index < 10 ? String((index + 1) % 10) : '');

/** `1–4`, the digits of the options. */
export function digitsOf({ posed }: Asked): string {
  const count = Math.min(10, posed.question.options.length);
  return count === 1 ? '1' : `1–${digitOf(count - 1)}`;
}

/** Tasks that are offered where the cursor stands. */
export const offered = (view: View): readonly Task[] => view.player.offered();

/** Whether a task was finished, in whatever branch. */
export const isDone = ({ teach }: Pick<Ui, 'teach'>, id: string): boolean =>
  Object.values(teach.tasks).some(begun => begun.id === id && begun.done);

/** The next task to do after one: those behind it first. */
export function nextTask(view: View, id: string): Task | undefined {
  const { tasks } = view.lesson;
  const at = tasks.findIndex(task => task.id === id);
  return [...tasks.slice(at + 1), ...tasks.slice(0, at)].find(task => !isDone(view.ui, task.id));
}

/** The cursor stands at the reason of a prediction that was answered: what was said of it stays in sight. */
export function reasonHere({ ui, session }: Pick<View, 'ui' | 'session'>): Teach['back'] {
  const { back } = ui.teach;
  return back?.branch === session.branch && back.reason === session.position ? back : undefined;
}
