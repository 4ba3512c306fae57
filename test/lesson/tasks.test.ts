// Goals and tasks: behaviour decides, not the text of commands. Every task of every lesson is open when it begins, and its
// solution closes it.
import { describe, expect, test } from 'vitest';
import { goWhere, settled } from '../../src/author/check-tasks.js';
import { beginTask, momentOf, solveTask, tryGoal, tryTask } from '../../src/lesson/index.js';
import { lessonIds, loadLesson, openLesson } from '../lessons.js';

const tasks = lessonIds.flatMap(id => loadLesson(id).tasks.map(task => ({ id, task })));

describe.each(tasks)('$id: $task.id', ({ id, task }) => {
  test('is open when it begins, and its solution solves it', () => {
    const open = openLesson(id);
    const { session } = open;
    goWhere(open, task, 10_000);
    expect(beginTask(session, task)).toBeUndefined();
    expect(session.branch).toBe(task.id);
    expect(tryTask(session, task).done).toBe(false);
    expect(solveTask(session, task)).toBeUndefined();
    const solved = settled(session, task);
    expect(solved.goals.map(({ reached }) => reached)).toEqual(task.goals.map(() => true));
    expect(solved.done).toBe(true);
  });
});

describe.each(lessonIds)('%s', id => {
  test('a goal of a checkpoint does not hold at the start, and holds where the lesson stops', () => {
    const { lesson, session, player } = openLesson(id);
    const start = momentOf(session);
    for (const { goals } of lesson.checkpoints) {
      for (const goal of goals) expect(tryGoal(start, goal)).toMatchObject({ reached: false });
    }
    while (session.continue(10_000).end === 'checkpoint') {
      const hit = player.current();
      for (const goal of hit?.checkpoint.goals ?? []) {
        expect(tryGoal(momentOf(session), goal), hit?.checkpoint.id).toMatchObject({ reached: true });
      }
    }
  });
});

describe('a ping that fails', () => {
  const silent = loadLesson('arp').tasks.find(({ id }) => id === 'silent');
  test('tells the first check that stopped it, without anything of it to be seen', () => {
    const { session } = openLesson('arp');
    session.gotoEvent(4);
    beginTask(session, silent!);
    const before = session.world.stateHash();
    const answer = tryGoal(momentOf(session), { reach: { from: 'A', to: 'C' } });
    expect(answer.reached).toBe(false);
    const { target, answer: why } = answer.missing!;
    expect(target.world.journal.reasonOf(why.check!.stage)).toBe('nic.not-mine');
    expect(session.world.stateHash()).toBe(before);
    expect(tryGoal(momentOf(session), { reach: { from: 'A', to: 'C' }, not: true }).reached).toBe(true);
    expect(tryGoal(momentOf(session), { reach: { from: 'A', to: 'D' } }).reached).toBe(true);
  });
});
