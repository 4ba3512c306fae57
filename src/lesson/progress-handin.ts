// What a learner hands in: a saved moment, so that it opens and replays like any other, with the answers beside it. Nothing
// but the record is needed: it keeps what was done in every branch that counts, and the lesson with its seed gives those
// branches again. Read progress.ts and debug/saved.ts first.
import * as z from 'zod';
import {
  type Made,
  MOST_BRANCHES,
  restoreMoment,
  type SavedBranch,
  type SavedMoment,
  type SavedPlace,
  type Session,
  saveMoment,
  TRUNK,
} from '../debug/index.js';
import { Network } from '../topology/index.js';
import type { Lesson } from './lesson.js';
import { answerIn, doneIn, type Fact, type LessonProgress, own, type Run, sameRun } from './progress.js';
import { canonical } from './progress-canonical.js';
import { answered, made, moment } from './progress-schema.js';

const branch = z.string().max(31).exactOptional().describe('The branch it replays in; none: it can not be replayed');
const text = z.string().max(100);

export const handinSchema = z.strictObject({
  version: z.literal(1),
  reached: z.array(z.strictObject({ checkpoint: text, ...moment })),
  predictions: z.array(z.strictObject({ checkpoint: text, branch, ...moment, ...answered })),
  tasks: z.array(
    z.strictObject({
      task: text,
      branch,
      ...moment,
      solved: z.boolean().describe("The lesson's own solution was asked for"),
      fork: z.int().min(0).describe('The event after which the branch began'),
      made: made.describe("Everything done in the branch, from the lesson's start on"),
    }),
  ),
});
export type Handin = z.infer<typeof handinSchema>;
export type HandedAnswer = Handin['predictions'][number];
export type HandedTask = Handin['tasks'][number];

/** A hand-in as its file holds it. */
export type HandinFile = SavedMoment & { readonly handin: Handin };

export interface Handed {
  readonly file: HandinFile;
  readonly session: Session;
  /** What could not be rebuilt, or was rebuilt otherwise than it was: message ids `handin.CODE` with their arguments. */
  readonly problems: readonly { readonly id: string; readonly args: Readonly<Record<string, string>> }[];
}

/** One course of events to rebuild: what was done in it, and how far it went. */
interface Line {
  name: string;
  readonly made: readonly Made[];
  readonly fork: number;
  place: SavedPlace;
  /** The state there when it was recorded. */
  readonly state?: string;
}

/** The hand-in of one run of a lesson. */
export function handIn(lesson: Lesson, record: LessonProgress, seed: number): Handed {
  const run: Run = { hash: lesson.hash, seed };
  const lines: Line[] = [{ name: TRUNK, made: [], fork: 0, place: { event: 0, stage: 0 } }];
  const handin = contents(lesson, record, run, lines);
  const problems: { id: string; args: Record<string, string> }[] = [];
  const moment = (some: readonly Line[]): SavedMoment => momentOf(lesson, seed, some);
  const open = (some: readonly Line[]) => restoreMoment(moment(some), networkOf(lesson, seed), lesson);
  // A branch that can no longer be is left out; the others need not suffer for it.
  const [trunk, ...others] = lines as [Line, ...Line[]];
  const kept = [trunk];
  for (const line of others) {
    if (kept.length < MOST_BRANCHES && open([trunk, line]).ok) kept.push(line);
    else problems.push({ id: 'handin.no-replay', args: { branch: line.name } });
  }
  let restored = open(kept);
  if (!restored.ok) {
    problems.push({ id: 'handin.no-replay', args: { branch: TRUNK } });
    restored = open([{ ...trunk, place: { event: 0, stage: 0 } }]);
  }
  if (!restored.ok) throw new Error(`lesson ${lesson.id} can not be opened: ${restored.problem.code}`);
  const { session } = restored;
  const { id, hash, network } = lesson;
  const saved = saveMoment(session, { id, hash, seed, profile: network.profile });
  for (const { name, state } of lines) {
    const rebuilt = saved.branches.find(each => each.name === name);
    if (rebuilt !== undefined && state !== undefined && rebuilt.state !== state)
      problems.push({ id: 'handin.other-state', args: { branch: name } });
  }
  const there = new Set(saved.branches.map(each => each.name));
  const placed = <T extends { branch?: string }>({ branch, ...rest }: T) =>
    branch !== undefined && there.has(branch) ? { branch, ...rest } : rest;
  const whole = { ...handin, predictions: handin.predictions.map(placed), tasks: handin.tasks.map(placed) } as Handin;
  return { file: { ...saved, handin: whole }, session, problems };
}

/** What counts of a record, and the courses of events that it takes to replay it. */
function contents(lesson: Lesson, record: LessonProgress, run: Run, lines: Line[]): Handin {
  const [trunk] = lines as [Line];
  const handin: Handin = { version: 1, reached: [], predictions: [], tasks: [] };
  const at = ({ event, stage, time, date }: Fact) => ({ event, stage, time, date });
  for (const { id: checkpoint } of lesson.checkpoints) {
    const reached = (own(record.reached, checkpoint) ?? []).filter(fact => sameRun(fact, run));
    const untouched = reached.find(fact => !fact.changed);
    if (untouched !== undefined) trunk.place = later(trunk.place, untouched);
    if (reached[0] !== undefined) handin.reached.push({ checkpoint, ...at(reached[0]) });
  }
  for (const { id: task } of lesson.tasks) {
    const done = doneIn(record, task, run);
    if (done === undefined) continue;
    const { made, fork, solved, state } = done;
    const name = free(lines, task);
    lines.push({ name, made, fork, place: placeOf(done), state });
    handin.tasks.push({ task, branch: name, ...at(done), solved, fork, made: [...made] });
  }
  for (const { id: checkpoint } of lesson.checkpoints) {
    const fact = answerIn(record, checkpoint, run);
    if (fact === undefined) continue;
    const { answer, right, happened, seen } = fact;
    const line = lineOf(lines, checkpoint, fact.made);
    if (line.state === undefined) line.place = later(line.place, fact);
    const words = { answer: [...answer], right, happened: [...happened], seen };
    handin.predictions.push({ checkpoint, branch: line.name, ...at(fact), ...words });
  }
  return handin;
}

/** The course with just these things done in it. A task's ends where its goals held: an answer given further on has its own. */
function lineOf(lines: Line[], name: string, made: readonly Made[]): Line {
  const found = lines.find(line => line.state === undefined && canonical(line.made) === canonical(made));
  if (found !== undefined) return found;
  const line: Line = { name: free(lines, name), made, fork: (made[0]?.event ?? 1) - 1, place: { event: 0, stage: 0 } };
  lines.push(line);
  return line;
}

function free(lines: readonly Line[], name: string): string {
  const taken = (some: string) => lines.some(line => line.name === some);
  let some = name;
  for (let n = 2; taken(some); n++) some = `${name.slice(0, 28)}-${n}`;
  return some;
}

const placeOf = ({ event, stage }: SavedPlace): SavedPlace => ({ event, stage });
const later = (a: SavedPlace, b: SavedPlace): SavedPlace =>
  b.event > a.event || (b.event === a.event && b.stage > a.stage) ? placeOf(b) : a;

/** States are not known yet: they are those that come out. */
function momentOf({ id, hash, network }: Lesson, seed: number, lines: readonly Line[]): SavedMoment {
  const branches = lines.map(({ name, made, fork, place, state = '' }): SavedBranch => {
    // The trunk of a hand-in is the lesson untouched: what was done before the task began belongs to its branch.
    const event = Math.min(fork, (made[0]?.event ?? fork + 1) - 1);
    const from = name === TRUNK ? {} : { fork: { branch: TRUNK, event } };
    return { name, ...from, history: made, present: place, cursor: place, state };
  });
  const lesson = { id, hash, seed, profile: network.profile };
  return { format: 'netstep-moment', version: 1, lesson, branches, current: TRUNK };
}

export const networkOf = ({ network }: Lesson, seed: number): Network => new Network({ ...network, seed });

/** The answers in a file's content; undefined: there are none; `bad`: they can not be read. */
export function readHandin(content: unknown): Handin | 'bad' | undefined {
  if (typeof content !== 'object' || content === null || !('handin' in content)) return undefined;
  const read = handinSchema.safeParse(content.handin);
  return read.success ? read.data : 'bad';
}
