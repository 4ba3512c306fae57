// The captures as subjects of filters.
import { readdirSync, readFileSync } from 'node:fs';
import type { Subject } from '../../src/filter/index.js';
import { readCapture } from '../../src/wire/index.js';

const folder = new URL('../data/captures/', import.meta.url);

export const captureFiles = readdirSync(folder)
  .filter(name => name.endsWith('.pcap'))
  .sort()
  .map(name => ({ name, path: new URL(name, folder).pathname }));

export function framesOf({ path }: { path: string }): (Subject & { bytes: Uint8Array })[] {
  const { frames, problem } = readCapture(readFileSync(path));
  if (problem || frames.length === 0) throw new Error(`${path}: ${problem?.code ?? 'empty'}`);
  return frames.map(({ bytes, unixNs }, i) => ({
    bytes,
    frame: { number: i + 1, time: Number(unixNs - frames[0]!.unixNs) },
  }));
}
