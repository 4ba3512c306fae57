// Tasks at the prompt: `task`, `try`, `hint`, `reveal`, `solve`, `leave`; and what is noticed without being asked for.
import { TRUNK } from '../../debug/index.js';
import { type Task, type TaskAnswer, tryTask } from '../../lesson/index.js';
import { deedText, goalLines } from '../predict-words.js';
import { wrap } from '../wrap.js';
import { type Answer, type GoalsSeen, ok, type PromptState, WIDTH } from './command.js';
import { teach } from './teach.js';

/** Frames beyond which goals are looked at only when asked for. */
const MOST_FRAMES = 20_000;

/** Looks at the goals where something has happened since they were told; the present is where they are looked at. */
export function goalNews(prompt: PromptState): {
  readonly seen: GoalsSeen | undefined;
  readonly lines: readonly string[];
} {
  const { session, player, goals: before } = prompt;
  const task = player.tasks.here();
  if (task === undefined) return { seen: undefined, lines: [] };
  const quiet = { seen: before?.task === task.id ? before : undefined, lines: [] };
  if (session.position !== session.present || session.world.frames.count > MOST_FRAMES) return quiet;
  if (quiet.seen?.branch === session.branch && quiet.seen.present === session.present) return quiet;
  const answer = player.tasks.try(task);
  const seen = seenNow(prompt, task, answer);
  const differ = seen.reached.some((now, i) => now !== quiet.seen?.reached[i]);
  return { seen, lines: differ ? newsLines(prompt, task, answer) : [] };
}

const seenNow = ({ session }: PromptState, { id: task }: Task, { goals }: TaskAnswer): GoalsSeen => {
  const { branch, present } = session;
  return { branch, present, task, reached: goals.map(({ reached }) => reached) };
};

function newsLines(prompt: PromptState, task: Task, answer: TaskAnswer): string[] {
  const goals = answer.goals.flatMap(each => goalLines(prompt.words, each, prompt.lang).slice(0, 1));
  if (!answer.done) return ['', ...goals, openLine(prompt, answer)];
  return ['', ...goals, ...doneLines(prompt, task)];
}

const openLine = (prompt: PromptState, { goals }: TaskAnswer): string =>
  prompt.say('task.open-try', { n: goals.filter(each => !each.reached).length });

/** That it is done, what was set up, and how to go on. */
function doneLines(prompt: PromptState, task: Task): string[] {
  const { lesson, player } = prompt;
  const done = new Set(player.tasks.tried.filter(tried => tried.done).map(tried => tried.task));
  const at = lesson.tasks.indexOf(task);
  const next = [...lesson.tasks.slice(at + 1), ...lesson.tasks.slice(0, at)].find(other => !done.has(other.id));
  return [
    prompt.say('task.done'),
    ...setUpLines(prompt, task),
    ...(next === undefined ? [] : [prompt.say('task.next', { id: next.id })]),
    prompt.say('task.leave-how'),
  ];
}

/** What the task had set up. */
const setUpLines = (prompt: PromptState, { setup }: Task): string[] =>
  setup.length === 0 ? [] : [prompt.say('task.was-set-up'), ...setup.map(deed => `    ${deedText(deed)}`)];

/** Tasks that can be begun here. */
export function offerLines(prompt: PromptState): string[] {
  const { lesson, player, lang } = prompt;
  const tasks = player.tasks.here() === undefined ? player.offered() : [];
  if (tasks.length === 0) return [];
  const title = (id: string) => lesson.prose[lang].sections[id]?.title ?? id;
  return ['', prompt.say('task.offered'), ...tasks.map(({ id }) => `  ${id.padEnd(14)} ${title(id)}`)];
}

/** The tasks there are, or one of them begun in a branch of its own. */
function task(prompt: PromptState, id: string | undefined): Answer {
  const { lesson, session, lang, player } = prompt;
  const ids = lesson.tasks.map(each => each.id);
  if (id === undefined) {
    if (ids.length === 0) return prompt.fail('task.none');
    return ok(lesson.tasks.map(each => `${each.id.padEnd(16)} ${lesson.prose[lang].sections[each.id]?.title ?? ''}`));
  }
  const found = lesson.tasks.find(each => each.id === id);
  if (found === undefined) return prompt.fail('task.none', { ids });
  // One task does not begin in what another one has left behind.
  if (player.tasks.here() !== undefined) {
    session.branches.toTrunk();
    session.gotoPresent();
  }
  const problem = player.tasks.begin(found);
  if (problem !== undefined) return prompt.fail(`what-if.${problem.code}`, problem.args);
  const section = lesson.prose[lang].sections[id];
  const text = section === undefined ? [] : [section.title, ...section.paragraphs.flatMap(p => wrap(p, WIDTH))];
  prompt.taskHints.delete(id);
  const answer = tryTask(session, found);
  const goals = answer.goals.flatMap(each => goalLines(prompt.words, each, lang).slice(0, 1));
  prompt.goals = seenNow(prompt, found, answer);
  const open = prompt.say('task.open', { n: answer.goals.filter(each => !each.reached).length });
  return ok([prompt.say('task.begun', { id, branch: session.branch }), '', ...text, '', ...goals, open]);
}

/** Each goal in a line; for one that misses, what stands in its way. */
function goals(prompt: PromptState, of: Task): string[] {
  const answer = prompt.player.tasks.try(of);
  prompt.goals = seenNow(prompt, of, answer);
  const lines = answer.goals.flatMap(each => goalLines(prompt.words, each, prompt.lang));
  if (answer.done) return [...lines, ...doneLines(prompt, of)];
  return [...lines, prompt.say('task.open', { n: answer.goals.filter(each => !each.reached).length })];
}

const withTask = (prompt: PromptState, act: (task: Task) => Answer): Answer => {
  const of = prompt.player.tasks.here();
  return of === undefined ? prompt.fail('task.not-begun') : act(of);
};

/** The next hint of the task or, where there is none, of the stop; behind a task's last one what it is and how it is done. */
function hint(prompt: PromptState): Answer {
  const { lesson, lang, player } = prompt;
  const of = player.tasks.here();
  const id = of?.id ?? player.current()?.checkpoint.id;
  const { hints } = (id === undefined ? undefined : lesson.prose[lang].sections[id]) ?? lesson.prose[lang].opening;
  const seen = of === undefined ? prompt.hints++ : (prompt.taskHints.get(of.id) ?? 0);
  const text = hints[seen];
  if (of !== undefined) {
    prompt.taskHints.set(of.id, Math.min(seen + 1, hints.length));
    if (text === undefined) return ok(reveal(prompt, of));
  } else if (hints.length === 0) return ok([prompt.say('ui.prompt.no-hint')]);
  else if (text === undefined) return ok([prompt.say('ui.lesson.no-more-hints')]);
  const lines = wrap(`${prompt.say('ui.lesson.hint-of', { n: seen + 1, m: hints.length })}: ${text}`, WIDTH);
  const last = of !== undefined && seen === hints.length - 1;
  return ok(last ? [...lines, prompt.say('task.reveal-how')] : lines);
}

/** What was set up, and one way to the goals. */
function reveal(prompt: PromptState, of: Task): string[] {
  prompt.player.tasks.reveal(of.id);
  return [...setUpLines(prompt, of), prompt.say('task.reveal'), ...of.solution.map(deed => `    ${deedText(deed)}`)];
}

function solve(prompt: PromptState, of: Task): Answer {
  prompt.session.gotoPresent();
  const problem = prompt.player.tasks.solve(of);
  if (problem !== undefined) return prompt.fail(`what-if.${problem.code}`, problem.args);
  return ok([...of.solution.map(deedText), ...prompt.moved({ end: 'moved' }).lines, ...goals(prompt, of)]);
}

/** To the furthest stop of the last time, running on in the lesson as it is now. */
function resume(prompt: PromptState): Answer {
  const { session, player } = prompt;
  const { left } = player;
  if (left?.at === undefined) return prompt.fail(left === undefined ? 'left.none' : 'left.gone');
  const { checkpoint } = left.at;
  session.branches.toTrunk();
  return prompt.running(() => {
    const found = player.reached().find(hit => hit.checkpoint.id === checkpoint);
    if (found !== undefined) session.gotoPosition(found.position - 1);
    else session.gotoPresent();
    for (;;) {
      const move = session.continue(SLICE);
      if (move.stop?.id === checkpoint || move.stop === undefined) return move;
    }
  });
}

/** Events run in one slice: a few milliseconds of work, so that Ctrl-C answers. */
const SLICE = 2000;

/** Back to the lesson: the task stays in its branch. */
function leave(prompt: PromptState): Answer {
  prompt.session.branches.switchTo(TRUNK);
  return prompt.moved({ end: 'moved' });
}

export const taskCommands = [
  teach('task', '[ID]', (p, [id]) => task(p, id), 1),
  teach('try', '', p => withTask(p, of => ok(goals(p, of))), 0),
  teach('hint', '', hint, 0),
  teach('reveal', '', p => withTask(p, of => ok(reveal(p, of))), 0),
  teach('solve', '', p => withTask(p, of => solve(p, of)), 0),
  teach('resume', '', resume, 0),
  teach('leave', '', p => withTask(p, () => leave(p)), 0),
];
