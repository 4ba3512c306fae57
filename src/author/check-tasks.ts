// Tasks: are they open when they begin, and does their solution close them? Each is tried in a lesson of its own.
import type { Session } from '../debug/index.js';
import {
  beginTask,
  type Deed,
  failedCommands,
  type OpenLesson,
  openLesson,
  solveTask,
  type Task,
  type TaskAnswer,
  tryTask,
} from '../lesson/index.js';
import type { Play } from './check.js';
import { noteAlive } from './check-network.js';
import { checkpoints, MOST_EVENTS, playOut } from './play.js';

/** A solution may need time to work: so much, ns, and so many events. */
const WORK_NS = 120e9;
const WORK_EVENTS = 5000;

export function checkTasks(play: Play): void {
  for (const [index, task] of play.open.lesson.tasks.entries()) checkTask(play, task, index);
}

function checkTask(play: Play, task: Task, index: number): void {
  const { findings, positions } = play;
  const open = openLesson(play.open.lesson);
  const { session } = open;
  goWhere(open, task, play.most);
  const at = (...path: (string | number)[]) => positions.at(['tasks', index, ...path]);
  const from = session.boundary();
  const refused = (part: string, code: string, args: object) =>
    findings.say('task-refused', at(part), 'task-refused', { id: task.id, part, code, ...args });
  const begun = beginTask(session, task);
  if (begun !== undefined) {
    refused('setup', begun.code, begun.args);
    return;
  }
  commands(play, session, from, task.setup, ['tasks', index, 'setup']);
  if (tryTask(session, task).done) {
    findings.say('task-done', at('goals'), 'task-done', { id: task.id });
    return;
  }
  const middle = session.boundary();
  const solved = solveTask(session, task);
  if (solved !== undefined) {
    refused('solution', solved.code, solved.args);
    return;
  }
  for (const [goal, { reached, count }] of settled(session, task).goals.entries()) {
    if (!reached)
      findings.say('task-unsolved', at('goals', goal), 'task-unsolved', { id: task.id, count: String(count ?? '') });
  }
  commands(play, session, middle, task.solution, ['tasks', index, 'solution']);
  noteAlive(play, session);
}

/** To the checkpoint after which the task is offered, or to the end. */
export function goWhere(open: OpenLesson, task: Task, most = MOST_EVENTS): void {
  for (const { checkpoint } of checkpoints(open, most)) if (checkpoint.id === task.after) return;
  if (task.after === undefined) playOut(open, most);
}

/** How far the task is: at once or, where its solution needs time, a while later. */
export function settled(session: Session, task: Task): TaskAnswer {
  const now = tryTask(session, task);
  if (now.done) return now;
  session.gotoTime(session.where().time + WORK_NS, WORK_EVENTS);
  return tryTask(session, task);
}

/** Commands of a list of deeds that failed because of how they are written. */
function commands(play: Play, session: Session, from: number, deeds: readonly Deed[], path: (string | number)[]): void {
  const { findings, positions } = play;
  for (const { line, complaint, status } of failedCommands(session.target, from, session.journal.stageCount)) {
    const at = deeds.findIndex(deed => 'do' in deed && deed.do === line);
    if (at < 0) continue;
    const what = complaint || `status ${status}`;
    findings.say('failing-command', positions.at([...path, at, 'do']), 'command', { line, complaint: what });
  }
}
