// What a lesson's course is, as text that a person can review: which event brings which stages, what is sent and what
// changes; the predictions with their keys; the tasks; the tables at the end. The course is told once, in ids that no
// language changes; then, for each language, every sentence and every question that the lesson shows.
import { changesBetween, type Session } from '../debug/index.js';
import {
  answerText,
  changeLine,
  Describer,
  formatTime,
  goalLines,
  questionLines,
  rowLine,
  wrap,
} from '../export/index.js';
import { LANGS, type Lang } from '../i18n/index.js';
import { beginTask, type Lesson, momentOf, openLesson, type Posed, pose, solveTask, tryTask } from '../lesson/index.js';
import { goWhere, settled } from './check-tasks.js';
import { checkpoints, playOut } from './play.js';

/** The file beside lesson.yaml. */
export const SNAPSHOT = 'snapshot.txt';

const WIDTH = 116;
const SIGN = { added: '+', changed: '~', removed: '-' } as const;
/** Tables that say nothing to a reader by themselves. */
const QUIET = ['process', 'socket', 'bridge', 'netns', 'node', 'netdev', 'link', 'receive', 'console'];

interface Stopped {
  readonly id: string;
  readonly position: number;
  readonly posed: Posed | undefined;
}

/** The snapshot of a lesson as it plays now; ends with a line end. */
export function snapshotOf(lesson: Lesson): string {
  const open = openLesson(lesson);
  const { session } = open;
  const stops: Stopped[] = [];
  for (const { checkpoint } of checkpoints(open)) {
    const posed = checkpoint.predict && pose(momentOf(session), checkpoint.predict);
    stops.push({ id: checkpoint.id, position: session.position, posed });
  }
  playOut(open);
  const { seed, profile } = lesson.network;
  return [
    `lesson ${lesson.id}, seed ${seed}, profile ${profile}. Written by netstep test --update; read it before you keep it.`,
    ...course(session, stops),
    ...tables(session),
    ...tasks(lesson),
    ...LANGS.flatMap(lang => [...words(session, stops, lang)]),
    '',
  ].join('\n');
}

const title = (text: string): string[] => ['', `== ${text} ==`];

/** Every event: when and where, its stages' reasons, the frames sent, the rows changed; checkpoints where they are. */
function* course(session: Session, stops: readonly Stopped[]): Generator<string> {
  const { journal, target } = session;
  const speaker = new Describer(target, 'en');
  yield* title('course');
  for (let event = target.setupEvents; event < journal.eventCount; event++) {
    const [from, to] = [journal.firstStage(event), journal.firstStage(event + 1)];
    const number = event - target.setupEvents + 1;
    yield `${number}  ${formatTime(journal.eventTime(event))}  ${speaker.nodeOf(from)}`;
    yield* wrap(reasons(session, from, to).join(' '), WIDTH - 4).map(line => `    ${line}`);
    yield* frames(session, speaker, from, to);
    for (const change of changesBetween(journal, from, to)) {
      const line = changeLine(speaker, session, change);
      if (line !== undefined) yield `    ${SIGN[change.kind]} ${line}`.trimEnd();
    }
    for (const { id } of stops.filter(({ position }) => position > from && position <= to)) yield `    = ${id}`;
  }
}

/** Ids of an event's reasons in their order, those that threw something away marked; repeated ones counted. */
function reasons({ journal }: Session, from: number, to: number): string[] {
  const out: { id: string; times: number }[] = [];
  for (let stage = from; stage < to; stage++) {
    const id = `${journal.reasonOf(stage)}${journal.verdictOf(stage) === 'drop' ? '!' : ''}`;
    const last = out.at(-1);
    if (last?.id === id) last.times++;
    else out.push({ id, times: 1 });
  }
  return out.map(({ id, times }) => (times === 1 ? id : `${id}×${times}`));
}

function* frames({ world }: Session, speaker: Describer, from: number, to: number): Generator<string> {
  const all = world.frames;
  for (let f = all.countAt(from); f < all.countAt(to); f++) {
    if (all.directionOf(f) !== 'sent') continue;
    yield `    > ${speaker.frameName(f)}  ${speaker.frameWay(f)}  ${speaker.frameSummary(f)}  ${all.length(f)} B`;
  }
}

/** The rows, at the end of the course, of every table that it changed. */
function* tables(session: Session): Generator<string> {
  const { journal, target } = session;
  const speaker = new Describer(target, 'en');
  yield* title('tables at the end');
  const changed = new Set(changesBetween(journal, session.start, journal.stageCount).map(({ table }) => table));
  for (const table of [...journal.tables].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!changed.has(table.name) || table.schema.columns === undefined || QUIET.includes(table.schema.name)) continue;
    for (const row of table.rows()) yield `${table.name}  ${rowLine(speaker, session, table.name, row)}`.trimEnd();
  }
}

/** Every task with what its solution brings about. */
function* tasks(lesson: Lesson): Generator<string> {
  if (lesson.tasks.length > 0) yield* title('tasks');
  for (const task of lesson.tasks) {
    const open = openLesson(lesson);
    const { session } = open;
    goWhere(open, task);
    yield `${task.id}, after ${task.after ?? 'the end'}, from event ${session.where().event}`;
    const refused = beginTask(session, task);
    const before = refused === undefined ? tryTask(session, task) : undefined;
    const unsolved = before === undefined ? refused : solveTask(session, task);
    const stopped = refused ?? unsolved;
    if (stopped !== undefined) yield `    refused: ${stopped.code}`;
    const speaker = new Describer(session.target, 'en');
    for (const each of before?.goals ?? []) yield `    before  ${goalLines(speaker, each, 'en')[0]}`;
    if (stopped === undefined)
      for (const each of settled(session, task).goals) yield `    after   ${goalLines(speaker, each, 'en')[0]}`;
  }
}

/** Predictions with their keys, and each kind of sentence once, where it comes first. */
function* words(session: Session, stops: readonly Stopped[], lang: Lang): Generator<string> {
  const { journal, target } = session;
  const speaker = new Describer(target, lang);
  if (stops.some(({ posed }) => posed !== undefined)) yield* title(`predictions, ${lang}`);
  for (const { id, posed } of stops) {
    if (posed === undefined) continue;
    const [ask, ...options] = questionLines(speaker, posed.question, lang);
    yield `${id}: ${ask}`;
    yield* options;
    yield `  => ${answerText(speaker, posed.question, posed.key.happened, lang)}`;
  }
  yield* title(`sentences, ${lang}`);
  const seen = new Set<string>();
  for (let stage = journal.firstStage(target.setupEvents); stage < journal.stageCount; stage++) {
    const id = journal.reasonOf(stage);
    if (seen.has(id)) continue;
    seen.add(id);
    yield `${journal.eventOf(stage) - target.setupEvents + 1}  ${id}  ${speaker.sentence(stage)}`;
  }
}
