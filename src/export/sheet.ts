// A learner's sheet of a lesson, as Markdown that reads as plain text too: the questions, what was answered, right or not,
// the tasks with their goals and what was done; blanks where nothing was. Right or not is judged anew, on the replay: a sheet
// does not take a file's word where it need not. Read lesson/progress-handin.ts first.
import { interventionText, type Made, type Session, TRUNK } from '../debug/index.js';
import type { Lang } from '../i18n/index.js';
import {
  type HandedAnswer,
  type HandedTask,
  type Handin,
  type Lesson,
  momentOf,
  type Player,
  type Posed,
  pose,
  setUpIn,
  type Task,
  tryTask,
} from '../lesson/index.js';
import { Describer } from './describe.js';
import { answerText, goalLines, labelLines, questionText } from './predict-words.js';

const BLANK = '_'.repeat(40);
/** Most slices of a run that looks for a question: a lesson may never fall silent. */
const MOST_SLICES = 50;

export interface SheetOf {
  readonly lesson: Lesson;
  readonly lang: Lang;
  readonly handin: Handin;
  /** The hand-in's moment, reopened: it has the branches that the hand-in names. */
  readonly session: Session;
  /** The lesson with the same seed, from its start, untouched: for what was not answered. */
  readonly fresh: Player;
}

/** The whole sheet. Moves the cursors of both sessions. */
export function sheet(of: SheetOf): string[] {
  const { lesson, lang, handin, session } = of;
  const words = new Describer(session.target, lang);
  const asking = lesson.checkpoints.filter(point => point.predict !== undefined);
  const posed = posedIn(of);
  const questions = asking.map((point, i) => question(of, point.id, i + 1, posed.get(point.id)));
  const tasks = lesson.tasks.map(task => taskPart(of, task));
  const seed = session.world.seed;
  const lines = [
    `# ${lesson.prose[lang].title}`,
    '',
    words.text('sheet.of', { lesson: lesson.id, seed }),
    '',
    `${words.text('sheet.name', { blank: BLANK })}   ${words.text('sheet.date', { blank: '_'.repeat(16) })}`,
  ];
  if (handin.reached.length + handin.predictions.length + handin.tasks.length > 0) {
    const counts = {
      stops: handin.reached.length,
      allStops: lesson.checkpoints.length,
      answers: handin.predictions.length,
      allAnswers: asking.length,
      right: questions.filter(({ right }) => right).length,
      tasks: tasks.filter(({ done }) => done).length,
      allTasks: lesson.tasks.length,
    };
    lines.push('', words.text('sheet.counts', counts));
  }
  if (questions.length > 0) lines.push('', `## ${words.text('sheet.predictions')}`);
  if (tasks.length === 0) return [...lines, ...questions.flatMap(part => part.lines)];
  return [
    ...lines,
    ...questions.flatMap(part => part.lines),
    '',
    `## ${words.text('sheet.tasks')}`,
    ...tasks.flatMap(part => part.lines),
  ];
}

/** What the lesson asks when nobody interferes, by checkpoint. */
function posedIn({ fresh, lesson }: SheetOf): Map<string, Posed> {
  const { session, predictions } = fresh;
  const found = new Map<string, Posed>();
  session.gotoStart();
  for (let slices = 0; found.size < lesson.checkpoints.length && slices < MOST_SLICES; ) {
    const { end } = session.continue();
    if (end === 'end') break;
    if (end === 'stopped') slices++;
    const asked = predictions.asked();
    if (asked !== undefined) found.set(asked.checkpoint, asked.posed);
  }
  return found;
}

interface Part {
  readonly lines: readonly string[];
  readonly right?: boolean;
  readonly done?: boolean;
}

function question(of: SheetOf, checkpoint: string, number: number, untouched: Posed | undefined): Part {
  const { lesson, lang, handin, fresh } = of;
  const given = handin.predictions.find(each => each.checkpoint === checkpoint);
  const then = given && posedThen(of, given);
  const posed = then ?? untouched;
  const words = new Describer((then === undefined ? fresh.session : of.session).target, lang);
  const title = lesson.prose[lang].sections[checkpoint]?.title ?? checkpoint;
  const head = ['', `### ${number}. ${title}`, '', words.text('sheet.stop', { id: checkpoint })];
  if (posed === undefined && given === undefined) return { lines: [...head, '', words.text('sheet.not-asked')] };
  const asked = posed === undefined ? [] : questionPart(words, posed, lang);
  if (given === undefined) return { lines: [...head, ...asked, '', words.text('sheet.answer', { answer: BLANK })] };
  const verdict = then?.key.judge(given.answer);
  const right = typeof verdict === 'boolean' ? verdict : given.right;
  return { lines: [...head, ...asked, ...answerPart(words, given, posed, { right, replayed: then, lang })], right };
}

function questionPart(words: Describer, { question }: Posed, lang: Lang): string[] {
  const lines = ['', questionText(words, question)];
  if (question.options.length > 0) lines.push('');
  for (const [i, { label }] of question.options.entries()) {
    const [first = '', ...more] = labelLines(words, label, lang);
    lines.push(`${i + 1}. ${first}`, ...more.map(text => `   ${text}`));
  }
  return lines;
}

function answerPart(
  words: Describer,
  given: HandedAnswer,
  posed: Posed | undefined,
  { right, replayed, lang }: { right: boolean; replayed: Posed | undefined; lang: Lang },
): string[] {
  const text = (answer: readonly string[]) =>
    posed === undefined ? answer.join(', ') : answerText(words, posed.question, answer, lang);
  const sign = right ? `✓ ${words.text('sheet.right')}` : `✗ ${words.text('sheet.wrong')}`;
  const lines = ['', `- ${words.text('sheet.answer', { answer: text(given.answer) })}   ${sign}`];
  const happened = replayed?.key.happened ?? given.happened;
  if (!right) lines.push(`- ${words.text('sheet.happened', { happened: text(happened) })}`);
  const { event, stage, time, seen } = given;
  const branch = given.branch === TRUNK ? undefined : given.branch;
  lines.push(`- ${words.text('sheet.given-at', { event, stage, time, seen, branch })}`);
  if (replayed === undefined) lines.push(`- ${words.text('sheet.not-replayed')}`);
  else if (right !== given.right) lines.push(`- ${words.text('sheet.otherwise')}`);
  return lines;
}

/** What was asked at the moment of an answer: the branch replayed as far. */
function posedThen(
  { lesson, session }: SheetOf,
  { checkpoint, branch, event, stage }: HandedAnswer,
): Posed | undefined {
  const predict = lesson.checkpoints.find(({ id }) => id === checkpoint)?.predict;
  if (predict === undefined || !goThere(session, branch, event, stage)) return undefined;
  return pose(momentOf(session), predict);
}

/** False: there is no such moment. */
function goThere(session: Session, branch: string | undefined, event: number, stage: number): boolean {
  if (branch === undefined || session.branches.switchTo(branch) !== undefined) return false;
  session.gotoEvent(event);
  const { journal, target, start } = session;
  const position = event === 0 ? start : journal.firstStage(target.setupEvents + event - 1) + stage;
  session.gotoPosition(position);
  const there = session.where();
  return there.event === event && there.stage === stage;
}

function taskPart(of: SheetOf, task: Task): Part {
  const { lesson, lang, handin, session } = of;
  const section = lesson.prose[lang].sections[task.id];
  const head = ['', `### ${task.id}: ${section?.title ?? ''}`, '', ...(section?.paragraphs ?? [])];
  const given = handin.tasks.find(each => each.task === task.id);
  const there = given !== undefined && goThere(session, given.branch, given.event, given.stage);
  const words = new Describer(session.target, lang);
  if (!there) {
    // Told without the numbers of a moment that it is not about.
    const goals = task.goals.map(goal => `- [ ] ${goalLines(words, { goal, reached: false }, lang)[0]?.slice(2)}`);
    const lost = given === undefined ? [] : ['', words.text('sheet.task-lost'), ...deeds(words, task, given)];
    const blanks = given === undefined ? ['', words.text('sheet.task-how', { blank: BLANK }), '', BLANK.repeat(2)] : [];
    return { lines: [...head, '', ...goals, ...lost, ...blanks] };
  }
  const { goals, done } = tryTask(session, task);
  const { event, time, solved, branch } = given;
  const lines = goals.map(answer => `- [${answer.reached ? 'x' : ' '}] ${goalLines(words, answer, lang)[0]?.slice(2)}`);
  const history = session.branches.get(session.branch)!.history;
  // Goals that hold where the fault never was are no task done.
  const right = done && setUpIn(task, history) !== undefined;
  const told = words.text(right ? 'sheet.task-done' : 'sheet.task-otherwise', { event, time, solved, branch });
  return { lines: [...head, '', ...lines, '', told, ...deeds(words, task, { ...given, made: history })], done: right };
}

/** What the learner did, without what the task itself had set up. */
function deeds(
  words: Describer,
  task: Task,
  { made, fork }: Pick<HandedTask, 'fork'> & { made: readonly Made[] },
): string[] {
  const begun = task.setup.length === 0 ? made.filter(({ event }) => event <= fork).length : setUpIn(task, made);
  const own = made.slice(begun ?? 0).filter(({ what }) => what.kind !== 'quiet');
  if (own.length === 0) return [];
  const one = ({ event, what }: Made) => {
    const node = what.kind === 'command' ? `${what.netns}$ ` : '';
    return `    ${String(event).padStart(4)}  ${node}${interventionText(what)}`;
  };
  return ['', words.text('sheet.did'), '', ...own.map(one)];
}
