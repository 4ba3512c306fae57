// Handing in: from the record alone the branches are built again, state for state; the file opens as a saved moment; the
// sheet says what the replay says, not what the file does.
import { describe, expect, test } from 'vitest';
import { readMoment, restoreMoment } from '../../src/debug/index.js';
import { sheet } from '../../src/export/index.js';
import { LANGS } from '../../src/i18n/index.js';
import {
  handIn,
  type Lesson,
  type LessonProgress,
  NOTHING_DONE,
  networkOf,
  own,
  Player,
  ProgressWatch,
  readHandin,
  restoreAnswers,
} from '../../src/lesson/index.js';
import { doneIn } from '../../src/lesson/progress.js';
import { openLesson } from '../lessons.js';
import { Learner, playedArp } from './progress-play.js';

const played = playedArp();
const { lesson } = played.open;

/** What the teacher has: the file's text and the lesson. */
function reopened(text: string, of: Lesson = lesson) {
  const read = readMoment(text);
  if (!read.ok) throw new Error(read.problem.code);
  const restored = restoreMoment(read.moment, networkOf(of, read.moment.lesson.seed), of);
  if (!restored.ok) throw new Error(restored.problem.code);
  return { ...restored, handin: readHandin(JSON.parse(text)) };
}

const sheetOf = (text: string, lang: 'en' | 'zh-CN' = 'en'): string => {
  const { session, handin } = reopened(text);
  if (handin === undefined || handin === 'bad') throw new Error('no hand-in');
  return sheet({ lesson, lang, handin, session, fresh: openLesson('arp').player }).join('\n');
};

describe('the watch', () => {
  test('tells each thing once', () => {
    expect(played.watch.take()).toEqual([]);
    expect(Object.keys(played.record.predictions).sort()).toEqual(['answer', 'miss', 'request']);
    expect(own(played.record.predictions, 'answer')![0]!.made.map(({ what }) => what)).toEqual([
      { kind: 'command', netns: 'B', line: 'ip neigh' },
    ]);
    expect(own(played.record.reached, 'answer')![0]).toMatchObject({ changed: true });
    expect(own(played.record.reached, 'miss')![0]).toMatchObject({ changed: false, event: 2, time: 0 });
  });

  test('a lesson opened again has its answers, and they are no news', () => {
    const { player } = openLesson('arp');
    restoreAnswers(player, played.record);
    expect(player.predictions.given).toEqual(played.open.player.predictions.given);
    expect(new ProgressWatch(player).take()).toEqual([]);
    const other = new Player(lesson, openLesson('arp').session);
    restoreAnswers(other, { ...played.record, predictions: {} });
    expect(other.predictions.given).toEqual([]);
  });
});

test('a task that is tried where its fault never was is not done', () => {
  const learner = new Learner('arp');
  const silent = lesson.tasks.find(({ id }) => id === 'silent')!;
  learner.does(({ session }) => session.gotoEvent(4));
  learner.does(({ player }) => player.tasks.begin(silent));
  learner.does(({ session }) => session.branches.toTrunk());
  learner.does(({ player }) => expect(player.tasks.try(silent).done).toBe(true));
  expect(learner.record.tasks).toEqual({});
  // In a branch that was left inside the task's own it counts.
  learner.does(({ session }) => session.branches.switchTo('silent'));
  learner.types('A', 'ip link');
  learner.does(({ session }) => session.reverseNext());
  learner.types('A', 'ip neigh del 192.168.0.102 dev eth0');
  expect(learner.open.session.branch).toBe('b1');
  learner.does(({ player }) => player.tasks.try(silent));
  const done = doneIn(learner.record, 'silent')!;
  expect(done).toMatchObject({ fork: 4, solved: false });
  expect(handIn(lesson, learner.record, 1)).toMatchObject({
    problems: [],
    file: { handin: { tasks: [{ task: 'silent' }] } },
  });
});

describe('what is handed in', () => {
  const { file, problems } = handIn(lesson, played.record, 1);
  const text = JSON.stringify(file);

  test('has every branch that counts, in the very state it had when its goals held', () => {
    expect(problems).toEqual([]);
    expect(file.branches.map(branch => branch.name)).toEqual(['main', 'static', 'silent', 'answer']);
    for (const id of ['static', 'silent']) {
      const then = played.open.session.branches.get(id)!;
      const kept = doneIn(played.record, id)!;
      expect(file.branches.find(branch => branch.name === id)).toMatchObject({ state: kept.state, history: kept.made });
      expect(kept.made).toEqual(then.history.filter(({ event }) => event <= kept.event));
    }
  });

  test('opens again with no difference, at the same states', () => {
    const { session, problems: differences, handin } = reopened(text);
    expect(differences).toEqual([]);
    expect(handin).toEqual(file.handin);
    for (const { name, state } of file.branches) {
      session.branches.switchTo(name);
      expect(session.world.stateHash(), name).toBe(state);
    }
  });

  test('an answer is found again at the moment it was given at, in the branch it was given in', () => {
    const handed = file.handin.predictions.find(({ checkpoint }) => checkpoint === 'answer')!;
    expect(handed).toMatchObject({ branch: 'answer' });
    expect(file.handin.predictions.map(({ branch }) => branch)).toEqual(['main', 'main', 'answer']);
  });

  test('a branch that can no longer be is left out, and said; everything else stands', () => {
    const silent = own(played.record.tasks, 'silent')!;
    const made = [...silent.done[0]!.made, { event: 99_999, what: { kind: 'drop' as const, frame: 0 } }];
    const record: LessonProgress = {
      ...played.record,
      tasks: { ...played.record.tasks, silent: { ...silent, done: [{ ...silent.done[0]!, made }] } },
    };
    const poor = handIn(lesson, record, 1);
    expect(poor.problems).toEqual([{ id: 'handin.no-replay', args: { branch: 'silent' } }]);
    expect(poor.file.branches.map(branch => branch.name)).toEqual(['main', 'static', 'answer']);
    expect(poor.file.handin.tasks.find(({ task }) => task === 'silent')).not.toHaveProperty('branch');
  });

  test('a branch that comes to another state is said', () => {
    const silent = own(played.record.tasks, 'silent')!;
    const record: LessonProgress = {
      ...played.record,
      tasks: { ...played.record.tasks, silent: { ...silent, done: [{ ...silent.done[0]!, state: '0' }] } },
    };
    expect(handIn(lesson, record, 1).problems).toEqual([{ id: 'handin.other-state', args: { branch: 'silent' } }]);
  });

  test('what was done with another seed, or in another version of the lesson, is not in it', () => {
    const empty = { version: 1, reached: [], predictions: [], tasks: [] };
    expect(handIn(lesson, played.record, 2).file.handin).toEqual(empty);
    expect(handIn({ ...lesson, hash: 'new' }, played.record, 1).file.handin).toEqual(empty);
  });

  test('answers that are not as they are written are refused, not half read', () => {
    const { handin } = JSON.parse(text);
    expect(readHandin({ handin: { ...handin, version: 2 } })).toBe('bad');
    expect(readHandin({ handin: { ...handin, predictions: [{}] } })).toBe('bad');
    expect(readHandin(JSON.parse(text.replace(/,"handin".*/, '}')))).toBeUndefined();
  });
});

describe('the sheet', () => {
  const text = JSON.stringify(handIn(lesson, played.record, 1).file);

  test('tells what was answered and done, in English', () => {
    expect(sheetOf(text)).toMatchSnapshot();
  });
  test('and in Chinese', () => {
    expect(sheetOf(text, 'zh-CN')).toMatchSnapshot();
  });

  test('an answer that the file calls right is judged by the replay', () => {
    const forged = JSON.parse(text);
    forged.handin.predictions[1].right = true;
    const before = sheetOf(text).match(/✗/g)!.length;
    expect(sheetOf(JSON.stringify(forged)).match(/✗/g)).toHaveLength(before);
    expect(sheetOf(JSON.stringify(forged))).toContain('The file says otherwise');
  });

  test('a task that the file calls done is tried again where it says it was done', () => {
    const forged = JSON.parse(text);
    forged.handin.tasks.find((task: { task: string }) => task.task === 'silent').branch = 'main';
    const said = sheetOf(JSON.stringify(forged));
    expect(sheetOf(text)).toContain('tasks: 2 of 2');
    expect(said).toContain('tasks: 1 of 2');
  });

  test.each(LANGS)('%s: without progress it is a page to fill in, with every question and no answer', lang => {
    const { file, session } = handIn(lesson, NOTHING_DONE, 1);
    const fresh = openLesson('arp').player;
    const page = sheet({ lesson, lang, handin: file.handin, session, fresh }).join('\n');
    expect(page).not.toMatch(/[✓✗]|\[x\]/);
    const asking = lesson.checkpoints.filter(({ predict }) => predict !== undefined);
    for (const { id } of asking) expect(page).toContain(lesson.prose[lang].sections[id]!.title);
    for (const { id } of lesson.tasks) expect(page).toContain(`### ${id}: `);
    expect(page.match(/_{40,}/g)).toHaveLength(1 + asking.length + 2 * lesson.tasks.length);
    expect(page).not.toContain('⟨');
  });
});

test('a lesson without questions and tasks has a sheet of its name', () => {
  const learner = new Learner('arp');
  learner.does(({ session }) => session.continue());
  const bare: Lesson = {
    ...lesson,
    tasks: [],
    checkpoints: lesson.checkpoints.map(c => ({ ...c, predict: undefined })),
  };
  const { file, session } = handIn(bare, learner.record, 1);
  const player = new Player(bare, openLesson('arp').session);
  const page = sheet({ lesson: bare, lang: 'en', handin: file.handin, session, fresh: player }).join('\n');
  expect(page).toContain('Stops reached: 1 of 16');
  expect(page).not.toContain('##');
});
