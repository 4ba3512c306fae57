// What a description that cannot be built is answered with.
import type { Source } from './description.js';

/** A description that cannot be built: which line of it, and what the command or the check said. */
export class DescriptionError extends Error {
  readonly source: Source;
  /** Which message says it in other languages, with its arguments; undefined: it is what a command answered. */
  readonly code: string | undefined;
  readonly args: Readonly<Record<string, string | number>>;
  constructor(source: Source, message: string, code?: string, args: Readonly<Record<string, string | number>> = {}) {
    super(message);
    this.source = source;
    this.code = code;
    this.args = args;
  }
}
