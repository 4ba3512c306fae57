// Tasks on the screen: begun, tried, solved, left; and hints, of a task as of a checkpoint.
import { TRUNK } from '../../debug/index.js';
import { goalLines } from '../../export/index.js';
import { nearest } from '../../lesson/index.js';
import { solutionLines } from '../panels/lesson-task.js';
import type { Store } from '../store.js';
import { type Begun, begunHere, taskHere } from '../teach.js';
import { show } from './panel.js';
import { complain, say } from './say.js';
import { evaluate } from './teach-focus.js';
import { moved, stop } from './time.js';

/** Begins a task from the lesson's present on, or goes on with it where it was left. */
export function beginTask(store: Store, id: string): void {
  const { session, lesson, ui } = store;
  const task = lesson.tasks.find(each => each.id === id);
  if (task === undefined) {
    const ids = lesson.tasks.map(each => each.id);
    if (ids.length === 0) complain(store, 'teach.task.none');
    else complain(store, 'teach.task.unknown', { id, ids, near: nearest(id, ids) });
    return;
  }
  stop(store);
  const here = begunHere(ui, session);
  const left = Object.entries(ui.teach.tasks).findLast(
    ([branch, begun]) => begun.id === id && !begun.done && session.branches.get(branch) !== undefined,
  );
  if (left !== undefined && here?.id !== id) {
    session.branches.switchTo(left[0]);
    shown(store, id);
    say(store, 'teach.task.again', { id });
    return;
  }
  session.branches.toTrunk();
  session.gotoPresent();
  const problem = store.player.tasks.begin(task);
  if (problem !== undefined) {
    complain(store, `what-if.${problem.code}`, problem.args);
    return;
  }
  const end = session.journal.eventCount;
  const begun: Begun = { id, first: end - task.setup.length, end, answer: undefined, at: -1, done: false };
  const { teach, hints } = store.ui;
  store.update({
    teach: { ...teach, tasks: { ...teach.tasks, [session.branch]: begun } },
    hints: { ...hints, [id]: 0 },
  });
  shown(store, id);
  say(store, 'teach.task.begun', { key: '$' });
}

/** The task in sight. What its setting up changed is no change of the learner's: nothing is marked. */
function shown(store: Store, id: string): void {
  moved(store, { end: 'moved' }, 'event', store.session.position);
  store.update({ before: store.session.position, by: `task ${id}` });
  const { lesson: _, ...chosen } = store.ui.chosen;
  show(store, 'lesson');
  store.update({ chosen, scroll: { ...store.ui.scroll, lesson: 0 } });
}

/** The tasks there are, in the lesson's panel. */
export function listTasks(store: Store): void {
  const [first] = store.lesson.tasks;
  if (first === undefined) {
    complain(store, 'teach.task.none');
    return;
  }
  show(store, 'lesson');
  const { ui } = store;
  store.update({
    teach: { ...ui.teach, lists: true },
    chosen: { ...ui.chosen, lesson: `task:${first.id}` },
    scroll: { ...ui.scroll, lesson: 0 },
  });
}

/** Looks at the goals now, and says how many are open. */
export function tryTask(store: Store): void {
  const on = taskHere(store.view);
  if (on === undefined) {
    complain(store, 'task.not-begun');
    return;
  }
  const { answer } = evaluate(store, on.task, on.begun);
  const open = answer?.goals.filter(goal => !goal.reached).length ?? 0;
  const lines = (answer?.goals ?? []).flatMap(goal => goalLines(store.view.words, goal, store.lang));
  // What stands in the way is told to whoever asks.
  if (open > 0 && lines.length > (answer?.goals.length ?? 0))
    store.update({ overlay: { kind: 'text', title: on.task.id, lines, scroll: 0 } });
  if (open === 0) say(store, 'task.done');
  else say(store, 'task.open', { n: open });
}

/** Does what the solution does, in the present. */
export function solve(store: Store): void {
  const on = taskHere(store.view);
  if (on === undefined) {
    complain(store, 'task.not-begun');
    return;
  }
  stop(store);
  const { session } = store;
  session.gotoPresent();
  const before = session.position;
  const problem = store.player.tasks.solve(on.task);
  moved(store, { end: 'moved' }, 'event', before);
  if (problem !== undefined) complain(store, `what-if.${problem.code}`, problem.args);
  else say(store, 'teach.task.solved', { how: solutionLines(on.task).join(' · ') });
}

/** Back to the lesson: the task stays in its branch. */
export function leaveTask(store: Store): void {
  const { session, ui } = store;
  if (begunHere(ui, session) === undefined) {
    complain(store, 'task.not-begun');
    return;
  }
  stop(store);
  session.branches.switchTo(TRUNK);
  moved(store, { end: 'moved' }, 'event', session.position);
  store.update({ before: session.position, by: 'leave' });
}

/** The next hint of the task, or of the checkpoint; of a task, behind the last one, one way to do it. */
export function hint(store: Store): void {
  const { view, ui, lesson, player } = store;
  const task = taskHere(view)?.task;
  const id = task?.id ?? player.current()?.checkpoint.id ?? '';
  const hints = lesson.prose[view.lang].sections[id]?.hints ?? [];
  const most = hints.length + (task === undefined ? 0 : 1);
  const seen = ui.hints[id] ?? 0;
  if (seen >= most) {
    say(store, task === undefined ? 'ui.lesson.no-more-hints' : 'teach.no-more-hints');
    return;
  }
  if (task !== undefined && seen === hints.length) player.tasks.reveal(task.id);
  show(store, 'lesson');
  const { lesson: _, ...chosen } = store.ui.chosen;
  store.update({ hints: { ...ui.hints, [id]: seen + 1 }, chosen, scroll: { ...ui.scroll, lesson: 999 } });
}
