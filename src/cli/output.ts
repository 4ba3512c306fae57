// Standard output and error, for a command that prints: whole lines, nothing after a closed pipe, and mistakes as one
// clear line with its mend.
import { type Lang, message } from '../i18n/index.js';

/** A mistake of the person at the keyboard: what to say, how to mend it, and the exit status. */
export class UserError extends Error {
  readonly mend: string | undefined;
  readonly status: number;
  constructor(text: string, mend?: string, status = 2) {
    super(text);
    this.mend = mend;
    this.status = status;
  }
}

/** Raised when nobody reads our output any more: the work stops, and that is no failure. */
export class ClosedPipe extends Error {}

/** What went wrong with standard output, if anything did. */
let broken: NodeJS.ErrnoException | undefined;
process.stdout.on('error', error => {
  broken = error;
});

/** Raised when standard output cannot take what we write: a full disk, say. */
export class OutputError extends Error {
  override readonly cause: NodeJS.ErrnoException;
  constructor(cause: NodeJS.ErrnoException) {
    super(cause.message);
    this.cause = cause;
  }
}

/** Throws what broke standard output. */
export function checkOutput(): void {
  if (broken !== undefined) throw broken.code === 'EPIPE' ? new ClosedPipe() : new OutputError(broken);
}

/** A lesson's text is data: what would steer the terminal is shown as a dot. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to take out
const plainText = (line: string): string => line.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '·');

/** Control sequences put around a line: those of a colour. */
const BARE = { before: '', after: '' };

/** Writes a line; waits while the reader is slow; throws ClosedPipe when it has gone. */
export async function print(line: string, { before, after } = BARE): Promise<void> {
  await write(`${before}${plainText(line)}${after}\n`);
}

/** Writes texts one behind the other, as they are; each becomes bytes by itself. Else like print. */
export async function printPieces(pieces: readonly string[]): Promise<void> {
  await write(Buffer.concat(pieces.map(piece => Buffer.from(plainText(piece)))));
}

async function write(data: string | Uint8Array): Promise<void> {
  checkOutput();
  if (process.stdout.write(data)) return;
  await new Promise<void>(done => {
    const over = () => {
      process.stdout.off('drain', over);
      process.stdout.off('error', over);
      process.stdout.off('close', over);
      done();
    };
    process.stdout.on('drain', over).on('error', over).on('close', over);
  });
}

export async function printBytes(bytes: Uint8Array): Promise<void> {
  await new Promise<void>((done, fail) => process.stdout.write(bytes, error => (error ? fail(error) : done())));
}

/** Says a mistake on standard error: what, then what to do. */
export function complain(lang: Lang, text: string, mend?: string): void {
  process.stderr.write(`${plainText(message(lang, 'cli.error.prefix', { text }))}\n`);
  if (mend !== undefined) process.stderr.write(`    ${mend}\n`);
}

/** What went wrong with a file, in words: the errno's own sentence. */
export function fileProblem(lang: Lang, error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  const id = `cli.errno.${code}`;
  const known = message(lang, id);
  return known === `⟨${id}⟩` ? message(lang, 'cli.errno.other', { code }) : known;
}
