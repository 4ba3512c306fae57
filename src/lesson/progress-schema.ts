// The form of a record in a file. Strict: what this version does not know is not silently dropped, it is no record of this
// version. Read progress.ts first.
import * as z from 'zod';
import { PROGRESS_VERSION, type Progress } from './progress.js';

const count = z.int().min(0);
const id = z.string().max(100);
const words = z.array(z.string().max(10_000)).max(1000);
const date = z.iso.datetime().describe('When: ISO 8601, UTC');
const run = { hash: z.string().max(64), seed: z.int().min(0).max(0xffffffff) };
export const moment = {
  event: count.describe('Number of the event, from 1; 0: before the first'),
  stage: count.describe('How many stages of the event are done'),
  time: z.number().min(0).describe('Virtual time, ns'),
  date,
};
const fact = { ...run, ...moment };

const frame = z.int().min(0);
const intervention = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('command'), netns: z.string(), line: z.string() }),
  z.strictObject({ kind: z.literal('link'), link: z.string(), up: z.boolean(), to: z.string().exactOptional() }),
  z.strictObject({ kind: z.literal('power'), node: z.string(), on: z.boolean() }),
  z.strictObject({ kind: z.literal('quiet') }),
  z.strictObject({
    kind: z.literal('add'),
    node: z.string(),
    of: z.string(),
    ports: z.int().exactOptional(),
    addresses: z.array(z.string()).max(64).readonly().exactOptional(),
  }),
  z.strictObject({ kind: z.literal('plug'), a: z.string(), b: z.string() }),
  z.strictObject({ kind: z.literal('unplug'), link: z.string() }),
  z.strictObject({ kind: z.literal('remove'), node: z.string() }),
  z.strictObject({ kind: z.literal('drop'), frame }),
  z.strictObject({ kind: z.literal('delay'), frame, ns: z.number() }),
  z.strictObject({ kind: z.literal('duplicate'), frame }),
  z.strictObject({
    kind: z.literal('corrupt'),
    frame,
    bit: z.int().exactOptional(),
    badFcs: z.boolean().exactOptional(),
  }),
  z.strictObject({ kind: z.literal('edit'), frame, field: z.string(), value: z.string(), seal: z.boolean() }),
]);
export const made = z.array(z.strictObject({ event: z.int().min(1), what: intervention })).max(10_000);

export const answered = {
  answer: words.describe('Ids of options, or the one text written'),
  right: z.boolean(),
  happened: words.describe('What happened, in the same form'),
  seen: z.boolean().describe('What comes after had been seen already'),
};

const lesson = z.strictObject({
  reached: z.record(id, z.array(z.strictObject({ ...fact, changed: z.boolean() }))),
  predictions: z.record(id, z.array(z.strictObject({ ...fact, ...answered, made }))),
  tasks: z.record(
    id,
    z.strictObject({
      goals: z.record(id, z.array(z.strictObject(fact))),
      done: z.array(z.strictObject({ ...fact, made, fork: count, state: z.string().max(64), solved: z.boolean() })),
    }),
  ),
  finished: z.strictObject({ hash: run.hash, date }).exactOptional(),
});

export const progressSchema = z.strictObject({ version: z.literal(PROGRESS_VERSION), lessons: z.record(id, lesson) });

/** A record from a file's content; undefined when it is none. */
export function readProgress(content: unknown): Progress | undefined {
  const read = progressSchema.safeParse(content);
  return read.success ? read.data : undefined;
}
