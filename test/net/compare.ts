// Comparing what the simulator did with a recording: texts exactly, times by their nominal values.
import { expect } from 'vitest';
import type { Line } from './scene-file.js';

/** How much later than nominal a recorded moment may be: what starting a program takes, and kernel timers. */
export const lateness = (at: number): number => 0.03 + Math.min(0.06 * Math.max(0, at), 0.45);

/** The same texts in the same order, none of them earlier than in the simulation and none much later. */
export function same(mine: readonly Line[], recorded: readonly Line[], sooner = 0): void {
  expect(mine.map(line => line.text)).toEqual(recorded.map(line => line.text));
  for (const [i, { at, text }] of recorded.entries()) {
    if (at < -0.05) continue;
    const late = at - mine[i]!.at;
    const fits = late > -0.01 && late < lateness(at) + sooner;
    expect(fits, `${text}: at ${mine[i]!.at} s, recorded at ${at} s`).toBe(true);
  }
}

/** Two frames within 100 µs may have been swapped: by other CPUs, or because a real host takes its time to answer. */
export function inOrderOf(mine: readonly Line[], recorded: readonly Line[]): Line[] {
  const out = [...recorded];
  for (const [i, { text }] of mine.entries()) {
    const [here, next] = [out[i], out[i + 1]];
    if (here === undefined || next === undefined || here.text === text || next.text !== text) continue;
    if (next.at - here.at < 0.0001) [out[i], out[i + 1]] = [next, here];
  }
  return out;
}
