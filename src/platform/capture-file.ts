// A capture's bytes, piece by piece, out of a file or standard input, decompressed when they are gzip's.
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** The compressed data are damaged, or break off. */
export class BadGzip extends Error {}

const PIECE = 1 << 18;

/** Pieces in order. Throws the system's error where the file cannot be read, BadGzip where it cannot be decompressed. */
export async function* capturePieces(path: string, stdin: Readable): AsyncGenerator<Uint8Array> {
  const source = path === '-' ? stdin : createReadStream(path, { highWaterMark: PIECE });
  const pieces = piecesOf(source);
  try {
    let head: Uint8Array = new Uint8Array(0);
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
      head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
      // A pipe may give one byte at first.
      if (head.length < 2) continue;
      if (head[0] === 0x1f && head[1] === 0x8b) yield* gunzipped(head, pieces);
      else {
        yield head;
        yield* pieces;
      }
      return;
    }
    if (head.length > 0) yield head;
  } finally {
    source.destroy();
  }
}

async function* gunzipped(head: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const feed = async () => {
    await fed(gunzip, head);
    for await (const piece of rest) await fed(gunzip, piece);
    gunzip.end();
  };
  feed().catch(error => gunzip.destroy(error));
  try {
    yield* piecesOf(gunzip);
  } catch (error) {
    // zlib's own codes begin with Z_; whatever else went wrong is the file's.
    if (String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw new BadGzip();
    throw error;
  } finally {
    gunzip.destroy();
  }
}

/** Writes a piece; resolves when there is room for another one, or nobody listens any more. */
function fed(gunzip: ReturnType<typeof createGunzip>, piece: Uint8Array): Promise<void> {
  return new Promise(done => {
    if (gunzip.destroyed || gunzip.write(piece)) return done();
    gunzip.once('drain', done);
    gunzip.once('close', done);
  });
}

/** A stream's pieces. Unlike the stream's own iterator it gives all that came before an error. */
async function* piecesOf(stream: Readable): AsyncGenerator<Uint8Array> {
  const waiting: Uint8Array[] = [];
  let over = false;
  let failed: Error | undefined;
  let wake: () => void = () => {};
  stream.on('data', (piece: Uint8Array) => {
    waiting.push(piece);
    stream.pause();
    wake();
  });
  const end = (error?: Error) => {
    over = true;
    failed ??= error;
    wake();
  };
  stream
    .on('end', () => end())
    .on('close', () => end())
    .on('error', end);
  for (;;) {
    const piece = waiting.shift();
    if (piece !== undefined) yield piece;
    else if (over) break;
    else {
      const woken = new Promise<void>(done => {
        wake = done;
      });
      stream.resume();
      await woken;
    }
  }
  if (failed !== undefined) throw failed;
}
