// What a description that cannot be built is answered with.
import type { Source } from './description.js';

/** A description that cannot be built: which line of it, and what the command or the check said. */
export class DescriptionError extends Error {
  readonly source: Source;
  constructor(source: Source, message: string) {
    super(message);
    this.source = source;
  }
}
