// After a move: a question takes the focus, and gives it back when it is left; a branch that leaves a task's goes on with the
// task; goals are looked at again, in a while.
import type { Task } from '../../lesson/index.js';
import { activate, type Ui } from '../state.js';
import type { Store } from '../store.js';
import { type Begun, begunHere, openQuestion, type Teach, taskHere } from '../teach.js';

export function arrive(store: Store): void {
  const teach = inBranch(store, { ...store.ui.teach, typing: undefined, warned: undefined, lists: false });
  store.update({ teach });
  store.update(focused(store));
  goalsLater(store);
}

/** The screen with the question in focus; or, where none is, with what had the focus before. */
function focused(store: Store): Partial<Ui> {
  const { ui, panels } = store;
  const { teach } = ui;
  const asks = openQuestion(store.view) !== undefined;
  if (asks) {
    // What somebody looks at alone is left alone.
    if (ui.panel === 'lesson' || ui.zoom || !panels.includes('lesson')) return {};
    const { lesson: _, ...chosen } = ui.chosen;
    const from = teach.from ?? ui.panel;
    return { ...activate(ui, 'lesson'), chosen, teach: { ...teach, from } };
  }
  const { from } = teach;
  if (from === undefined) return {};
  const back = ui.panel === 'lesson' && panels.includes(from) ? activate(ui, from) : ui;
  return { panel: back.panel, recent: back.recent, teach: { ...teach, from: undefined } };
}

/** A branch that was begun from within a task belongs to it. */
function inBranch({ session }: Store, teach: Teach): Teach {
  const list = session.branches.list();
  const { branch } = session;
  const from = teach.tasks[teach.branch];
  const fork = list.find(b => b.name === branch)?.fork;
  const fresh = list.length > teach.branches && branch !== teach.branch && teach.tasks[branch] === undefined;
  const here = { ...teach, branch, branches: list.length };
  if (!fresh || from === undefined || fork === undefined) return here;
  // Left before the task had been set up: that is another network.
  if (session.target.setupEvents + fork.event < from.end) return here;
  const own: Begun = { ...from, answer: undefined, at: -1 };
  return { ...here, tasks: { ...teach.tasks, [branch]: own } };
}

/** Frames beyond which goals are looked at only when asked for. */
const MOST_FRAMES = 20_000;

/** Looks at the goals once the key was answered, where the present has moved since they were looked at. */
function goalsLater(store: Store): void {
  const { session, ui } = store;
  const begun = begunHere(ui, session);
  if (begun === undefined || begun.done || begun.at === session.present) return;
  if (session.position !== session.present || session.world.frames.count > MOST_FRAMES) return;
  store.later(() => {
    const on = taskHere(store.view);
    if (on === undefined || on.begun.at === store.session.present) return;
    if (store.session.position === store.session.present) evaluate(store, on.task, on.begun);
  }, 0);
}

/** Looks at the goals now. */
export function evaluate(store: Store, task: Task, begun: Begun): Begun {
  const { session } = store;
  const answer = store.player.tasks.try(task);
  const now: Begun = { ...begun, answer, at: session.present, done: begun.done || answer.done };
  const { teach, scroll } = store.ui;
  store.update({ teach: { ...teach, tasks: { ...teach.tasks, [session.branch]: now } } });
  // That it is done stands below the text.
  if (now.done && !begun.done) store.update({ scroll: { ...scroll, lesson: 999 } });
  return now;
}
