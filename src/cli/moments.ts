// Saved moments: files that `save` wrote and `netstep FILE` opens again.
import { dirname } from 'node:path';
import { type MomentProblem, readMoment, restoreMoment, type Session } from '../debug/index.js';
import { type Lang, message } from '../i18n/index.js';
import { type Handin, type Lesson, LessonError, Player, readHandin } from '../lesson/index.js';
import { join, lessonFolder, lessonFolders, readText, writeBytes, yamlFiles } from '../platform/files.js';
import { Network } from '../topology/index.js';
import { findLesson, lessonIds } from './lessons.js';
import { fileProblem, UserError } from './output.js';

export interface Opened {
  readonly lesson: Lesson;
  readonly session: Session;
  readonly player: Player;
  /** What is not as it was when it was saved. */
  readonly notes: readonly string[];
  /** The answers of whoever handed it in. */
  readonly handin?: Handin | undefined;
}

/** The moment in a file; undefined when the file is not meant to be one: it neither is JSON by name nor looks like it. */
export function openMoment(file: string, lang: Lang): Opened | undefined {
  let text: string | undefined;
  try {
    text = readText(file);
  } catch (error) {
    const reason = fileProblem(lang, error);
    throw new UserError(message(lang, 'cli.error.cannot-read', { path: file, reason }));
  }
  if (text === undefined || !(file.endsWith('.json') || /^\s*\{/.test(text))) return undefined;
  const say = (problem: MomentProblem) => message(lang, `saved.${problem.code}`, problem.args);
  const read = readMoment(text);
  if (!read.ok) throw new UserError(`${file}: ${say(read.problem)}`);
  const { seed, profile } = read.moment.lesson;
  const lesson = lessonFor(read.moment.lesson, file, lang);
  const network = new Network({ ...lesson.network, seed, profile: profile as Lesson['network']['profile'] });
  const restored = restoreMoment(read.moment, network, lesson);
  if (!restored.ok) throw new UserError(`${file}: ${say(restored.problem)}`);
  const { session, problems } = restored;
  const player = new Player(lesson, session);
  const handin = readHandin(JSON.parse(text));
  if (handin === undefined) return { lesson, session, player, notes: problems.map(say) };
  if (handin === 'bad') throw new UserError(message(lang, 'handin.bad', { file }));
  for (const { branch, date, ...given } of handin.predictions) player.predictions.restore(given);
  // Whoever looks at what was done may see what was to be found.
  for (const { task } of handin.tasks) player.tasks.reveal(task);
  return { lesson, session, player, notes: [...problems.map(say), message(lang, 'handin.opened')], handin };
}

/**
 * A packaged lesson, or one beside the file: in its own folder, in one of the lesson's name, or in any other; or a network
 * there. Of several with that id the one that has not changed is meant.
 */
function lessonFor({ id, hash }: { id: string; hash: string }, file: string, lang: Lang): Lesson {
  const around = dirname(file);
  const near = [id, '.', '..', ...lessonFolders(around)].map(name => join(around, name));
  const folders = near.filter(folder => lessonFolder(folder) !== undefined);
  const networks = yamlFiles(around)
    .slice(0, MOST_NETWORKS)
    .map(name => join(around, name));
  let found: Lesson | undefined;
  for (const path of new Set([...(lessonIds().includes(id) ? [id] : []), ...folders, ...networks])) {
    const lesson = readable(path, lang);
    if (lesson?.id !== id) continue;
    if (lesson.hash === hash) return lesson;
    found ??= lesson;
  }
  return found ?? findLesson(id, lang);
}

/** Most files beside a moment that are looked into for its network. */
const MOST_NETWORKS = 100;

/** The lesson at a path; one that is broken is not the one meant. */
function readable(path: string, lang: Lang): Lesson | undefined {
  try {
    return findLesson(path, lang);
  } catch (error) {
    if (error instanceof LessonError || error instanceof UserError) return undefined;
    throw error;
  }
}

/** Writes a file that a person asked for; what is wrong, in words, when it cannot be. */
export function writeFor(lang: Lang): (path: string, text: string, fresh?: boolean) => string | undefined {
  return (path, text, fresh = false) => {
    try {
      writeBytes(path, new TextEncoder().encode(text), fresh);
      return undefined;
    } catch (error) {
      if (fresh && (error as { code?: unknown }).code === 'EEXIST')
        return message(lang, 'ui.prompt.write-exists', { file: path });
      return message(lang, 'cli.error.cannot-write', { path, reason: fileProblem(lang, error) });
    }
  };
}
