// `netstep handin`: what was done in a lesson as a file that opens like a saved moment, or as a sheet to print. A file that
// was handed in gives the sheet of whoever did it.
import { sheet } from '../export/index.js';
import { type Lang, message } from '../i18n/index.js';
import { handIn, type Lesson, type LessonProgress, NOTHING_DONE, own } from '../lesson/index.js';
import { exists } from '../platform/files.js';
import { findLesson } from './lessons.js';
import { type Opened, openMoment, writeFor } from './moments.js';
import { complain, print, UserError } from './output.js';
import { open } from './play.js';
import { type Env, ProgressFile } from './progress-file.js';

export interface HandinOptions {
  readonly out?: string | undefined;
  readonly sheet?: boolean | undefined;
  /** Writes over a file that is there. */
  readonly force?: boolean | undefined;
  readonly seed?: number | undefined;
}

export async function handinCommand(name: string, lang: Lang, env: Env, options: HandinOptions): Promise<void> {
  if (options.out === undefined && options.sheet !== true) throw new UserError(message(lang, 'cli.error.handin-how'));
  const opened = openMoment(name, lang);
  if (opened !== undefined) return handedSheet(name, opened, lang, options);
  const file = new ProgressFile(env, lang);
  const lesson = findLesson(name, lang);
  const record = own(file.read().lessons, lesson.id) ?? NOTHING_DONE;
  for (const note of file.notes) complain(lang, note);
  const seed = options.seed ?? lesson.network.seed;
  const nothing = whatIsThere(lesson, record, seed, lang);
  const { file: content, session, problems } = handIn(lesson, record, seed);
  for (const { id, args } of problems) complain(lang, message(lang, id, args));
  const { handin } = content;
  if (options.sheet === true) {
    const lines = sheet({ lesson, lang, handin, session, fresh: open(lesson, seed).player });
    return put(lines, options, lang);
  }
  const [stops, answers, tasks] = [handin.reached, handin.predictions, handin.tasks].map(({ length }) => length);
  if (nothing && stops === 0) {
    const mend = message(lang, 'handin.nothing.mend', { lesson: lesson.id });
    throw new UserError(message(lang, 'handin.nothing', { lesson: lesson.id }), mend, 1);
  }
  await put(JSON.stringify(content, null, 1).split('\n'), options, lang);
  if (options.out !== '-') await print(message(lang, 'handin.written', { file: options.out, stops, answers, tasks }));
}

/** The sheet of a file that was handed in. */
async function handedSheet(name: string, opened: Opened, lang: Lang, options: HandinOptions): Promise<void> {
  const { lesson, session, handin } = opened;
  if (handin === undefined) throw new UserError(message(lang, 'handin.not-one', { file: name }));
  if (options.sheet !== true) throw new UserError(message(lang, 'cli.error.handin-how'));
  const fresh = open(lesson, session.world.seed).player;
  for (const note of opened.notes) if (note !== message(lang, 'handin.opened')) complain(lang, note);
  return put(sheet({ lesson, lang, handin, session, fresh }), options, lang);
}

/** Tells what of the record is left out; true when nothing of it is about this seed and this lesson as it is now. */
function whatIsThere(lesson: Lesson, record: LessonProgress, seed: number, lang: Lang): boolean {
  const facts = [...Object.values(record.reached), ...Object.values(record.predictions)].flat();
  const here = facts.filter(fact => fact.hash === lesson.hash);
  if (here.length < facts.length) complain(lang, message(lang, 'handin.older', { lesson: lesson.id }));
  const seeds = [...new Set(here.map(fact => fact.seed))].sort((a, b) => a - b);
  if (seeds.length > 0 && !seeds.includes(seed))
    complain(lang, message(lang, 'handin.other-seed', { lesson: lesson.id, seed, seeds }));
  return !seeds.includes(seed);
}

/** A file that is there may be another pupil's, or last week's: it is written over only where that is asked for. */
async function put(lines: readonly string[], { out, force = false }: HandinOptions, lang: Lang): Promise<void> {
  if (out === undefined || out === '-') {
    for (const line of lines) await print(line);
    return;
  }
  if (!force && exists(out))
    throw new UserError(message(lang, 'handin.exists', { file: out }), message(lang, 'handin.exists.mend'));
  const problem = writeFor(lang)(out, `${lines.join('\n')}\n`, !force);
  if (problem !== undefined) throw new UserError(problem);
}
