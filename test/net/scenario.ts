// Playing a scenario of the reference captures (test/data/captures): the same commands at the times that the captures show, and
// the same frames at every place where a capture was taken.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Network } from '../../src/topology/index.js';
import { readCapture } from '../../src/wire/index.js';
import { inOrderOf, same } from './compare.js';
import type { Line } from './scene-file.js';
import { frameText } from './wire-text.js';

const SECOND = 1_000_000_000;

/** The frames of a recorded capture, in words; times count from its first frame. */
export function recorded(name: string): Line[] {
  const { frames, problem } = readCapture(readFileSync(join(import.meta.dirname, `../data/captures/${name}.pcap`)));
  expect(problem).toBeUndefined();
  const first = frames[0]!.unixNs;
  return frames.map(f => ({ at: Number(f.unixNs - first) / SECOND, text: frameText(f.bytes) }));
}

/** What was seen at a device since `zero` seconds. */
export function seenAt(network: Network, end: string, zero: number): Line[] {
  const { world } = network;
  const dev = network.deviceNames().find(d => d.name === end)!.dev;
  const out: Line[] = [];
  for (let f = 0; f < world.frames.count; f++) {
    const frame = world.frames.frame(f);
    if (frame.dev !== dev || frame.direction === 'none') continue;
    const at = world.journal.eventTime(world.journal.eventOf(frame.stage)) / SECOND - zero;
    out.push({ at, text: frameText(frame.bytes) });
  }
  return out;
}

/** One place of a capture: the same frames in the same order at the same times. `begin`: when its first frame was seen. */
export function compare(network: Network, end: string, name: string, zero: number, begin = 0): void {
  const mine = seenAt(network, end, zero + begin);
  same(mine, inOrderOf(mine, recorded(name)));
}
