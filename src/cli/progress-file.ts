// The record of what a learner has done, in its file: read, merged, written under a lock. A file that can't be used is set
// aside under a name that is told; nothing about it keeps a lesson from being opened. Read lesson/progress.ts first.
import { type Lang, message } from '../i18n/index.js';
import { NO_PROGRESS, PROGRESS_VERSION, type Progress, readProgress } from '../lesson/index.js';
import { join } from '../platform/files.js';
import { readState, stateFolder, writeState } from '../platform/state.js';
import { setAside } from '../platform/state-aside.js';
import { withLock } from '../platform/state-lock.js';
import { fileProblem, UserError } from './output.js';

export type Env = Readonly<Record<string, string | undefined>>;

/** How long a command waits for another netstep that is writing, ms. */
const WAIT_MS = 3000;
/** Times that a lock may be lost to another before we give way. */
const TRIES = 5;

export class ProgressFile {
  readonly path: string;
  readonly #lang: Lang;
  /** What a person should know of the file: one line each. */
  readonly notes: string[] = [];

  constructor(env: Env, lang: Lang) {
    this.path = join(stateFolder(env), 'progress.json');
    this.#lang = lang;
  }

  /** What is recorded. Throws UserError when the file can't be read or set aside. */
  read(): Progress {
    return this.#found() ?? this.update(progress => progress);
  }

  /** Changes what is recorded. Throws UserError when it can't be written. */
  update(change: (progress: Progress) => Progress): Progress {
    const result = this.tryUpdate(change, WAIT_MS);
    if (typeof result !== 'string') return result;
    throw new UserError(
      message(this.#lang, 'progress.busy', { file: this.path }),
      message(this.#lang, 'progress.busy.mend', { lock: result }),
      1,
    );
  }

  /** The same, but waits at most so long; the lock's name when another has it. Throws UserError as `update`. */
  tryUpdate(change: (progress: Progress) => Progress, waitMs: number): Progress | string {
    return this.#guarded('progress.not-kept', () => {
      let lock = '';
      for (let n = 0; n < TRIES; n++) {
        const locked = withLock(this.path, waitMs, still => {
          const before = this.#found() ?? this.#begin();
          const after = change(before);
          if (after === before) return after;
          // Whoever took this lock for one left behind may be writing: begin again.
          if (!still()) return undefined;
          writeState(this.path, { ...after });
          return after;
        });
        if (locked.result !== undefined) return locked.result;
        lock = locked.lock;
        if (locked.kind === 'busy') break;
      }
      return lock;
    });
  }

  /** What is in the file; undefined when it is no record of this version. */
  #found(): Progress | undefined {
    const found = readState(this.path, PROGRESS_VERSION);
    if (found.kind === 'missing') return NO_PROGRESS;
    if (found.kind === 'failed') throw this.#error('progress.not-read', found.error);
    return found.kind === 'read' ? readProgress(found.content) : undefined;
  }

  /** A new record in the place of one that can't be used. */
  #begin(): Progress {
    const { kind } = readState(this.path, PROGRESS_VERSION);
    const to = setAside(this.path, kind === 'newer' ? 'newer' : 'broken');
    this.notes.push(
      message(this.#lang, kind === 'newer' ? 'progress.newer' : 'progress.corrupt', { file: this.path, to }),
    );
    return NO_PROGRESS;
  }

  #guarded<T>(id: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw error instanceof UserError ? error : this.#error(id, error);
    }
  }

  #error(id: string, error: unknown): UserError {
    const reason = fileProblem(this.#lang, error);
    return new UserError(message(this.#lang, id, { file: this.path, reason }), undefined, 1);
  }
}
