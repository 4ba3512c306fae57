// The part of the lesson format that teaches: goals, predictions, tasks. Read format.ts first.
import * as z from 'zod';
import { want } from './want.js';

const MOST_TEXT = 1000;
const filter = z.string().min(1).max(MOST_TEXT);
const name = z.string().max(60);
/** A table, as a goal or a prediction names it. */
export const tableNameSchema = name.describe('A table, as TABLE@NODE: fdb@sw');

/** How many there must be: a number, or `>= 2`. */
const count = z.union(
  [z.int().min(0).max(1_000_000), z.string().regex(/^(==|>=|<=|>|<)\s*\d{1,7}$/, want('count'))],
  want('count'),
);

export const goalSchema = z.union(
  [
    z.strictObject({
      table: tableNameSchema,
      where: filter.optional().describe('A filter over the columns of its rows: state == "REACHABLE"'),
      count: count.optional().describe('How many rows there must be; at least one when left out'),
    }),
    z.strictObject({
      frame: filter.describe('A display filter: a frame it holds for was sent'),
      at: name.optional().describe('At which device: A.eth0'),
      count: count.optional().describe('How many such frames there must be; at least one when left out'),
    }),
    z.strictObject({
      reach: z
        .strictObject({ from: name.describe('A node'), to: name.describe('A node, or an address') })
        .describe('A ping from a node gets an answer from a node or an address'),
      not: z.boolean().optional().describe('true: it must get none'),
    }),
  ],
  want('goal'),
);
export type Goal = z.infer<typeof goalSchema>;

const handled = z.literal('frame').optional().describe('The frame that is handled where the lesson stops');
export const predictionSchema = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('egress-ports').describe('By which ports the frame will leave'), of: handled }),
  z.strictObject({ ask: z.literal('next-node').describe('Which node acts next') }),
  z.strictObject({
    ask: z.literal('table').describe('What a table will hold'),
    table: tableNameSchema,
    columns: z
      .array(name)
      .min(1)
      .max(12)
      .optional()
      .describe('Columns that count; all that say something when left out'),
    after: filter.default('event').describe('event, a time from now (2s), or a display filter'),
  }),
  z.strictObject({
    ask: z.literal('field').describe('What a field of a frame to come will be'),
    field: name.describe('Name of a field: eth.dst'),
    of: filter.describe('Display filter of the frame: the next one sent that it holds for'),
  }),
  z.strictObject({
    ask: z.literal('dropped').describe('Whether the frame is dropped, and by which check'),
    of: handled,
  }),
  z.strictObject({
    ask: z.literal('order').describe('In which order things will happen'),
    of: z.enum(['stages', 'frames', 'headers']).describe('What is put in order'),
    items: z.array(filter).min(2).max(7).optional().describe('For stages and frames: a display filter each'),
  }),
]);
export type PredictionFile = z.infer<typeof predictionSchema>;

const deed = z.union(
  [
    z.strictObject({
      on: name.describe('The node on which it is typed'),
      do: z.string().min(1).max(400).describe('A command line: ip neigh del 192.168.0.2 dev eth0'),
    }),
    z.strictObject({
      link: z.string().max(120).describe('A cable, by its two ends: A.eth0-sw.p1'),
      up: z.boolean().describe('false: it is cut; true: it is mended'),
    }),
    z.strictObject({
      node: name.describe('A node'),
      power: z.boolean().describe('false: it is switched off; true: it boots again'),
    }),
  ],
  want('deed'),
);
export type Deed = z.infer<typeof deed>;

export const taskSchema = z.strictObject({
  id: z
    .string(want('id'))
    .regex(/^[a-z][a-z0-9-]{0,30}$/, want('id'))
    .describe('Its text stands under "## id: Title" in en.md and zh-CN.md'),
  after: z
    .string()
    .max(40)
    .optional()
    .describe('The checkpoint after which it is offered; the end of the lesson when left out'),
  setup: z.array(deed).max(50).default([]).describe('What is done, unseen, when it begins: a hidden fault'),
  goals: z.array(goalSchema).min(1).max(20).describe('What must hold in the end: all of them'),
  solution: z.array(deed).min(1).max(50).describe('One way to reach the goals: for tests, and as the last hint'),
});
export type TaskFile = z.infer<typeof taskSchema>;
