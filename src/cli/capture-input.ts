// A capture on the command line: its frames one by one, and what was wrong with the file, in words.
import { type Lang, message } from '../i18n/index.js';
import { BadGzip, capturePieces } from '../platform/capture-file.js';
import { CaptureReader, type ReadFrame, type ReadInterface } from '../wire/index.js';
import { fileProblem, UserError } from './output.js';

export interface InputProblem {
  readonly code: 'not-a-capture' | 'truncated' | 'bad-block' | 'bad-gzip';
  readonly offset: number;
}

export class CaptureInput {
  readonly #path: string;
  readonly #lang: Lang;
  readonly #reader = new CaptureReader();
  #count = 0;
  #bytes = 0;
  /** Why reading ended early; known when the frames are over. */
  problem: InputProblem | undefined;

  constructor(path: string, lang: Lang) {
    this.#path = path;
    this.#lang = lang;
  }

  get interfaces(): readonly ReadInterface[] {
    return this.#reader.interfaces;
  }

  /** Frames read so far. */
  get count(): number {
    return this.#count;
  }

  /** Lists of frames, as they come. Throws UserError where there is no such file. */
  async *frames(): AsyncGenerator<readonly ReadFrame[]> {
    try {
      for await (const piece of capturePieces(this.#path, process.stdin)) {
        this.#bytes += piece.length;
        const frames = this.#reader.push(piece);
        this.#count += frames.length;
        if (frames.length > 0) yield frames;
        if (this.#reader.problem) break;
      }
      this.problem = this.#reader.end();
    } catch (error) {
      if (error instanceof BadGzip) this.problem = { code: 'bad-gzip', offset: this.#bytes };
      else if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
      else throw new UserError(this.#unreadable(error));
    }
  }

  /** The problem as an error that ends the command with status 1; undefined: the file was whole. */
  failure(): UserError | undefined {
    const { problem } = this;
    if (!problem) return undefined;
    const args = { file: this.#name, offset: problem.offset, count: this.#count };
    return new UserError(message(this.#lang, `capture.problem.${problem.code}`, args), undefined, 1);
  }

  get #name(): string {
    return this.#path === '-' ? 'stdin' : this.#path;
  }

  #unreadable(error: unknown): string {
    const reason = fileProblem(this.#lang, error);
    return message(this.#lang, 'cli.error.cannot-read', { path: this.#name, reason });
  }
}
