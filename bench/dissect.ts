// Dissection of a capture of mixed frames, the whole way from the file's bytes: trees; trees as text; a line a frame.
import { readFileSync } from 'node:fs';
import { CaptureAnalysis, type Looked, treeOf } from '../src/capture/index.js';
import { lineOf, marksOf, relativeTime, treeText } from '../src/export/index.js';
import { CaptureReader, type ReadInterface } from '../src/wire/index.js';
import { sink, timed } from './measure.js';

const PIECE = 1 << 18;

/** Calls `tell` with every frame of the file, read as the program reads it. Gives how many there were. */
function each(file: Uint8Array, tell: (looked: Looked, link: ReadInterface, start: bigint) => void): number {
  const reader = new CaptureReader();
  const analysis = new CaptureAnalysis();
  let start: bigint | undefined;
  let count = 0;
  for (let at = 0; at < file.length; at += PIECE) {
    for (const frame of reader.push(file.subarray(at, at + PIECE))) {
      const link = reader.interfaces[frame.interface] as ReadInterface;
      start ??= frame.unixNs;
      tell(analysis.look(frame, link), link, start);
      count++;
    }
  }
  return count;
}

/** Where the program gathers bytes before it writes them. */
const out = Buffer.allocUnsafe(1 << 18);
let filled = 0;

function write(text: string): void {
  filled += out.write(text, filled);
  if (filled > 1 << 16) filled = 0;
}

const ways: Readonly<Record<string, (looked: Looked, link: ReadInterface, start: bigint) => unknown>> = {
  read: looked => looked.number,
  trees: looked => treeOf(looked),
  'trees and text': (looked, link) => {
    const layers = treeOf(looked);
    for (const piece of treeText('en', looked, layers, link, marksOf(looked, layers))) write(piece);
  },
  lines: (looked, link, start) => {
    const marks = marksOf(looked);
    write(`${lineOf('en', looked, marks, relativeTime(looked, start, link.digits))}\n`);
  },
};

/** CPU ns per frame for each way, the whole process counted; the compiler's turn is part of it, as it is for tshark's start. */
export function measureDissect({ path, way }: { path: string; way: string }): object {
  const file = readFileSync(path);
  const tell = ways[way] as (typeof ways)[string];
  const { cpuNs, wallNs, result } = timed(() => each(file, (looked, link, start) => sink(tell(looked, link, start))));
  return { frames: result, cpuNs: cpuNs / result, wallNs: wallNs / result };
}
