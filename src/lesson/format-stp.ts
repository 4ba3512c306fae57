// The spanning tree of a switch in a lesson: `stp: true` (802.1D, the kernel's), `stp: rstp` (802.1w), or its settings. Read
// format.ts first.
import * as z from 'zod';
import { want } from './want.js';

const portSettings = z.strictObject({
  cost: z
    .int()
    .min(1)
    .max(200_000_000)
    .optional()
    .describe('Path cost, up to 65535 without RSTP; by the rate of the link when left out'),
  priority: z.int().min(0).max(63).optional().describe('Part of the port identifier; 32 when left out'),
  edge: z.boolean().optional().describe('RSTP: whether it is an edge port from the beginning; no when left out'),
});

/** IEEE 802.1D-1998 Table 8-3, as Linux checks it. Times in seconds, in steps of 0.01 s. */
const time = (least: number, most: number, usual: number, duration: z.ZodType<number>) =>
  duration
    .refine(ns => ns >= least * 1e9 && ns <= most * 1e9, want('time-range', { least, most }))
    .refine(ns => ns % 1e7 === 0, want('time-step'))
    .optional()
    .describe(`${least}s to ${most}s; ${usual}s when left out`);

/** `duration` reads `2s`; `port` is a port's name. */
export const stpSchema = (duration: z.ZodType<number>, port: z.ZodType<string, string>) =>
  z.union(
    [
      z.boolean(),
      z.literal('rstp'),
      z.strictObject({
        version: z.enum(['stp', 'rstp']).optional().describe('stp (802.1D) or rstp (802.1w); stp when left out'),
        priority: z
          .int()
          .min(0)
          .max(65535)
          .optional()
          .describe('The bridge with the least one is root; 32768 when left out'),
        hello: time(1, 10, 2, duration),
        'max-age': time(6, 40, 20, duration),
        'forward-delay': time(2, 30, 15, duration),
        ports: z.record(port, portSettings).optional().describe('Settings of ports, by name'),
      }),
    ],
    want('stp'),
  );
export type StpFile = z.infer<ReturnType<typeof stpSchema>>;
