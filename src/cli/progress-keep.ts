// Records what a learner does while a lesson is shown: looked at after every move, written at once.
import type { Lang } from '../i18n/index.js';
import { message } from '../i18n/index.js';
import {
  merged,
  NO_PROGRESS,
  NOTHING_DONE,
  own,
  ProgressWatch,
  recorded,
  restoreAnswers,
  runOf,
  settled,
} from '../lesson/index.js';
import type { Opened } from './moments.js';
import { complain, UserError } from './output.js';
import { type Env, ProgressFile } from './progress-file.js';

/** How long the end of a lesson waits for another netstep that is writing, ms. While it is shown nothing is waited for. */
const LAST_WAIT_MS = 2000;

/**
 * Shows a lesson; `show` calls what it is handed after every move. Answers given before stand again. What can't be kept is
 * told in one line, and the lesson goes on. Of another's hand-in, and of a network that is no lesson, nothing is recorded.
 */
export async function recording<T>(
  opened: Opened,
  lang: Lang,
  env: Env,
  show: (record: () => void) => Promise<T>,
): Promise<T> {
  if (opened.handin !== undefined || opened.lesson.alone === true) return show(() => {});
  const keeper = new Keeper(opened, lang, env);
  try {
    return await show(() => keeper.look());
  } finally {
    keeper.close();
  }
}

class Keeper {
  readonly #opened: Opened;
  readonly #lang: Lang;
  readonly #file: ProgressFile;
  readonly #watch: ProgressWatch;
  /** What is not written yet. */
  #pending = NO_PROGRESS;
  /** What stands against writing; told at the end, when nothing lies over the screen. */
  #problem: UserError | undefined;
  #broken = false;

  constructor(opened: Opened, lang: Lang, env: Env) {
    this.#opened = opened;
    this.#lang = lang;
    this.#file = new ProgressFile(env, lang);
    const { lesson, player } = opened;
    this.#guarded(() => {
      // Written to at once, though nothing changes: what can't be kept is said before the lesson begins.
      const record = this.#file.tryUpdate(progress => progress, 0);
      const before = typeof record === 'string' ? this.#file.read() : record;
      restoreAnswers(player, own(before.lessons, lesson.id) ?? NOTHING_DONE);
    });
    this.#watch = new ProgressWatch(player);
    this.#tell();
  }

  look(): void {
    const { lesson, player } = this.#opened;
    const news = this.#watch.take();
    if (news.length === 0 && this.#pending === NO_PROGRESS) return;
    const date = new Date().toISOString();
    for (const event of news) this.#pending = recorded(this.#pending, lesson.id, runOf(player), event, date);
    this.#write(0);
  }

  close(): void {
    this.look();
    this.#write(LAST_WAIT_MS);
    if (this.#pending !== NO_PROGRESS && this.#problem === undefined && !this.#broken)
      this.#problem = new UserError(message(this.#lang, 'progress.busy', { file: this.#file.path }));
    this.#tell();
  }

  #write(waitMs: number): void {
    if (this.#pending === NO_PROGRESS || this.#broken) return;
    this.#guarded(() => {
      const date = new Date().toISOString();
      const { lesson } = this.#opened;
      const written = this.#file.tryUpdate(before => settled(merged(before, this.#pending), lesson, date), waitMs);
      if (typeof written !== 'string') this.#pending = NO_PROGRESS;
    });
  }

  /** One problem with the file, and it is left alone: the same would be said after every move. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#problem = error;
      this.#broken = true;
    }
  }

  #tell(): void {
    for (const note of this.#file.notes.splice(0)) complain(this.#lang, note);
    if (this.#problem !== undefined) complain(this.#lang, this.#problem.message);
    this.#problem = undefined;
  }
}
