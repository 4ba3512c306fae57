// Saved moments: files that `save` wrote and `netstep FILE` opens again.
import { dirname } from 'node:path';
import { type MomentProblem, readMoment, restoreMoment, type Session } from '../debug/index.js';
import { type Lang, message } from '../i18n/index.js';
import { type Lesson, Player } from '../lesson/index.js';
import { join, lessonFolder, readText, writeBytes } from '../platform/files.js';
import { Network } from '../topology/index.js';
import { findLesson, lessonIds } from './lessons.js';
import { fileProblem, UserError } from './output.js';

export interface Opened {
  readonly lesson: Lesson;
  readonly session: Session;
  readonly player: Player;
  /** What is not as it was when it was saved. */
  readonly notes: readonly string[];
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
  const { id, seed, profile } = read.moment.lesson;
  const lesson = lessonFor(id, file, lang);
  const network = new Network({ ...lesson.network, seed, profile: profile as Lesson['network']['profile'] });
  const restored = restoreMoment(read.moment, network, lesson);
  if (!restored.ok) throw new UserError(`${file}: ${say(restored.problem)}`);
  const { session, problems } = restored;
  return { lesson, session, player: new Player(lesson, session), notes: problems.map(say) };
}

/** A packaged lesson, or one beside the file: in a folder of the lesson's name, or in the file's own. */
function lessonFor(id: string, file: string, lang: Lang): Lesson {
  if (lessonIds().includes(id)) return findLesson(id, lang);
  for (const folder of [join(dirname(file), id), dirname(file)]) {
    if (lessonFolder(folder) === undefined) continue;
    const lesson = findLesson(folder, lang);
    if (lesson.id === id) return lesson;
  }
  return findLesson(id, lang);
}

/** Writes a file that a person asked for; what is wrong, in words, when it cannot be. */
export function writeFor(lang: Lang): (path: string, text: string) => string | undefined {
  return (path, text) => {
    try {
      writeBytes(path, new TextEncoder().encode(text));
      return undefined;
    } catch (error) {
      return message(lang, 'cli.error.cannot-write', { path, reason: fileProblem(lang, error) });
    }
  };
}
