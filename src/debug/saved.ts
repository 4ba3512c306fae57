// Saved moments: a lesson, its seed, everything that was done in every branch, and where the cursor stands. Not a picture of
// the state: the same lesson with the same seed and the same interventions gives it again, on any machine. Pure data; files
// are read and written elsewhere. Read branches.ts first; saved-read.ts checks what comes from a file.
import { Hasher } from '../journal/index.js';
import { interventionText } from '../sim/index.js';
import { type Branch, type ForkPoint, type Made, TRUNK } from './branches.js';
import { sameValue } from './diff.js';
import { Session } from './session.js';
import type { Target } from './target.js';

/** A moment within a branch: the event under the cursor (0: before the first) and how many of its stages are done. */
export interface SavedPlace {
  readonly event: number;
  readonly stage: number;
}

export interface SavedBranch {
  readonly name: string;
  /** The branch it left, and after which event; the trunk has none. No branch name: that one was deleted. */
  readonly fork?: { readonly branch?: string; readonly event: number };
  /** Everything done from the start on, the shared part included. */
  readonly history: readonly Made[];
  /** The furthest moment reached, and the cursor. */
  readonly present: SavedPlace;
  readonly cursor: SavedPlace;
  /** Hash of the state at the cursor. */
  readonly state: string;
}

/** What a moment belongs to. `hash`: see `contentHash`. */
export interface SavedLesson {
  readonly id: string;
  readonly hash: string;
  readonly seed: number;
  readonly profile: string;
}

export interface SavedMoment {
  readonly format: 'netstep-moment';
  readonly version: 1;
  readonly lesson: SavedLesson;
  /** The trunk first; a branch comes after the one it left. */
  readonly branches: readonly SavedBranch[];
  readonly current: string;
}

export interface MomentProblem {
  /** The end of a message id: `saved.CODE`. */
  readonly code:
    | 'not-json'
    | 'too-big'
    | 'bad-version'
    | 'bad-field'
    | 'other-lesson'
    | 'lesson-changed'
    | 'cannot-replay'
    | 'too-short'
    | 'other-state';
  readonly args: Readonly<Record<string, string | number | readonly string[]>>;
}

export type Restored =
  /** `problems`: what is not as it was, though it could be reopened. */
  | { readonly ok: true; readonly session: Session; readonly problems: readonly MomentProblem[] }
  | { readonly ok: false; readonly problem: MomentProblem };

/** One number for a lesson's files; ends of lines do not count. Hand in those that make the network, in a fixed order. */
export function contentHash(...texts: readonly string[]): string {
  const hasher = new Hasher();
  for (const text of texts) hasher.string(text.replaceAll('\r\n', '\n'));
  return hasher.digest();
}

export function saveMoment(session: Session, lesson: SavedLesson): SavedMoment {
  const { id, hash, seed, profile } = lesson;
  return {
    format: 'netstep-moment',
    version: 1,
    lesson: { id, hash, seed, profile },
    branches: session.branches.list().map(saved),
    current: session.branches.current,
  };
}

function saved({ name, fork, history, target, present, position }: Branch): SavedBranch {
  const from = fork && { ...(fork.branch === undefined ? {} : { branch: fork.branch }), event: fork.event };
  return {
    name,
    ...(from === undefined ? {} : { fork: from }),
    history,
    present: placeAt(target, present),
    cursor: placeAt(target, position),
    state: target.world.stateHash(),
  };
}

function placeAt({ world, setupEvents }: Target, position: number): SavedPlace {
  const { journal } = world;
  if (position <= journal.firstStage(setupEvents)) return { event: 0, stage: 0 };
  const event = journal.eventOf(position - 1);
  return { event: event - setupEvents + 1, stage: position - journal.firstStage(event) };
}

/** The position of a place; its event must have happened. */
function positionOf({ world, setupEvents }: Target, { event, stage }: SavedPlace): number {
  return world.journal.firstStage(setupEvents + Math.max(0, event - 1)) + stage;
}

/**
 * Reopens a moment on a target that was built from the lesson, with the moment's seed and profile. A lesson that is
 * not the one it was saved in is refused; one whose text has changed too, unless `changed` is allowed.
 */
export function restoreMoment(
  moment: SavedMoment,
  target: Target,
  lesson: Pick<SavedLesson, 'id' | 'hash'>,
  changed: 'refuse' | 'allow' = 'refuse',
): Restored {
  const refuse = (problem: MomentProblem): Restored => ({ ok: false, problem });
  if (moment.lesson.id !== lesson.id)
    return refuse({ code: 'other-lesson', args: { saved: moment.lesson.id, lesson: lesson.id } });
  const problems: MomentProblem[] = [];
  if (moment.lesson.hash !== lesson.hash) problems.push({ code: 'lesson-changed', args: { lesson: lesson.id } });
  if (problems[0] !== undefined && changed === 'refuse') return refuse(problems[0]);
  const { journal } = target.world;
  const untouched = journal.eventCount === target.setupEvents;
  const base = untouched ? target : target.fork(journal.firstStage(target.setupEvents));
  const session = new Session(base);
  for (const branch of moment.branches) {
    const own = branchTarget(session, moment, branch, base);
    const problem = replay(own, branch);
    if (problem !== undefined) return refuse(problem);
    const cursor = positionOf(own, branch.cursor);
    own.world.journal.seek(cursor);
    if (own.world.stateHash() !== branch.state) problems.push({ code: 'other-state', args: { branch: branch.name } });
    const { name, history } = branch;
    const present = Math.max(cursor, positionOf(own, branch.present));
    session.branches.adopt({ name, history, target: own, present, fork: forkPoint(own, branch) });
  }
  session.branches.switchTo(moment.current);
  return { ok: true, session, problems };
}

function forkPoint({ world, setupEvents }: Target, { fork }: SavedBranch): ForkPoint | undefined {
  if (fork === undefined) return undefined;
  const { branch, event } = fork;
  // Nothing that was saved forks later than it runs; a file may say so all the same.
  const last = Math.min(event, world.journal.eventCount - setupEvents);
  return { branch, event: last, time: last === 0 ? 0 : world.journal.eventTime(setupEvents + last - 1) };
}

/** A target to replay a branch on: the trunk's own, a fork of the branch it left where that shares its past, or a new one. */
function branchTarget(session: Session, moment: SavedMoment, branch: SavedBranch, base: Target): Target {
  if (branch.name === TRUNK) return base;
  const { fork } = branch;
  const start = base.fork(base.world.journal.firstStage(base.setupEvents));
  const parent = moment.branches.find(b => b.name === fork?.branch);
  if (fork === undefined || parent === undefined) return start;
  const before = (made: readonly Made[]) => made.filter(m => m.event <= fork.event);
  if (!sameValue(before(parent.history), before(branch.history))) return start;
  const held = session.branches.get(parent.name)?.target;
  if (held === undefined || held.world.journal.eventCount < held.setupEvents + fork.event) return start;
  return held.fork(held.world.journal.firstStage(held.setupEvents + fork.event));
}

/** Does again what was done, each thing before the same event, and goes on as far as the branch had come. */
function replay(target: Target, { name, history, present, cursor }: SavedBranch): MomentProblem | undefined {
  const { journal } = target.world;
  for (const { event, what } of history) {
    if (journal.eventCount - target.setupEvents >= event) continue;
    if (!runTo(target, event - 1)) return { code: 'too-short', args: { branch: name, event } };
    if (target.problemOf(what) !== undefined)
      return { code: 'cannot-replay', args: { branch: name, event, text: interventionText(what) } };
    target.perform(what);
  }
  const last = Math.max(present.event, cursor.event);
  if (!runTo(target, last)) return { code: 'too-short', args: { branch: name, event: last } };
  for (const place of [present, cursor]) {
    const end = journal.firstStage(target.setupEvents + place.event);
    if (positionOf(target, place) > end) return { code: 'too-short', args: { branch: name, event: place.event } };
  }
  return undefined;
}

/** Runs until so many of the lesson's events have happened; false when there are no more. */
function runTo({ world, setupEvents }: Target, events: number): boolean {
  const { journal } = world;
  journal.seek(journal.stageCount);
  while (journal.eventCount - setupEvents < events) if (!world.step()) return false;
  return true;
}
