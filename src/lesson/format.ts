// The lesson file's format: one schema gives the types, the checks and (later) the JSON Schema for editors. Prose never
// stands here; it is in the Markdown files beside it.
import { z } from 'zod';
import { formatMac, parseCidr, parseIpv4, parseMac } from '../wire/index.js';
import { stpSchema } from './format-stp.js';
import { goalSchema, predictionSchema, taskSchema } from './format-teach.js';

const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,14}$/;
const UNITS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };

/** `1.5s`, `200ms`, `3us` → ns; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*(ns|us|µs|ms|s|m|h)$/.exec(text.trim()) ?? [];
  if (digits === undefined || unit === undefined) return undefined;
  const ns = Math.round(Number(digits) * (UNITS[unit] as number));
  return Number.isSafeInteger(ns) ? ns : undefined;
}

/** `1Gbps`, `100 Mbit/s`, `10M` → bits per second. */
export function parseRate(text: string): number | undefined {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)\s*([kMG]?)(?:bps|bit\/s|bit)?$/.exec(text.trim()) ?? [];
  if (digits === undefined) return undefined;
  return Math.round(Number(digits) * { '': 1, k: 1e3, M: 1e6, G: 1e9 }[unit as '' | 'k' | 'M' | 'G']);
}

const parsed = (parse: (text: string) => number | undefined, expected: string) =>
  z.string(`expected ${expected}`).transform((text, context) => {
    const value = parse(text);
    if (value === undefined) {
      context.addIssue({ code: 'custom', message: `expected ${expected}, not "${text}"` });
      return z.NEVER;
    }
    return value;
  });

const name = z.string().regex(NAME, 'expected a name: a letter, then letters, digits, - or _ (15 at most)');
const duration = parsed(parseDuration, 'a time with its unit, such as 1.5s or 200ms');
const address = z
  .string()
  .refine(
    text => parseCidr(text) !== undefined && text.includes('/'),
    'expected an address with its prefix, such as 192.168.0.1/24',
  );
const plainAddress = z
  .string()
  .refine(text => parseIpv4(text) !== undefined, 'expected an address, such as 192.168.0.1');
const mac = parsed(parseMac, `a MAC address, such as ${formatMac(0x020000000101)}`);
const end = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]*\.[A-Za-z][A-Za-z0-9_.-]*$/, 'expected NODE.DEVICE, such as A.eth0');

const device = z.strictObject({
  addresses: z.array(address).max(64).default([]),
  mac: mac.optional(),
  mtu: z.int().min(68).max(65535).optional(),
  up: z.boolean().default(true),
});

/** Where a node is drawn: columns from the left, rows from the top; their order counts, not cells. */
const coordinate = z.int('expected a whole number from 0 to 99').min(0).max(99);
const place = z.tuple([coordinate, coordinate], 'expected a place, column and row, such as [0, 2]');

const node = z.strictObject({
  kind: z.string(),
  devices: z.record(name, device).optional(),
  ports: z.int().min(1).max(256).optional(),
  gateway: plainAddress.optional(),
  ageing: duration.optional(),
  cam: z.int().min(1).max(65536).optional(),
  stp: stpSchema(duration, name).optional().describe('The spanning tree of a switch; off when left out'),
  sysctl: z.record(z.string(), z.int()).default({}),
  setup: z.array(z.string().max(400)).max(100).default([]),
  at: place.optional(),
});

const link = z.union(
  [
    z.tuple([end, end]),
    z.strictObject({
      ends: z.tuple([end, end]),
      delay: duration.optional(),
      rate: parsed(parseRate, 'a rate, such as 1Gbps or 10M').optional(),
      loss: z.number().min(0).max(1).optional(),
      up: z.boolean().optional(),
    }),
  ],
  'expected [A.eth0, sw.p1] or { ends: [A.eth0, sw.p1], delay: 1ms, … }',
);

const timed = z.union(
  [
    z.strictObject({ at: duration, on: name, do: z.string().min(1).max(400) }),
    z.strictObject({ at: duration, link: z.string(), up: z.boolean() }),
  ],
  'expected { at: 1s, on: A, do: ping -c 1 … } or { at: 1s, link: A.eth0-sw.p1, up: false }',
);

const checkpoint = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'expected an id: lower-case letters, digits and -'),
  break: z.string().max(1000),
  predict: predictionSchema.optional(),
  goal: z.union([goalSchema, z.array(goalSchema).min(1).max(10)]).optional(),
});

/** Bounds of a lesson: it is data, and must not exhaust the machine. */
export const LIMITS = {
  nodes: 100,
  links: 300,
  run: 1000,
  checkpoints: 100,
  panels: 40,
  tasks: 20,
  bytes: 1 << 20,
} as const;

export const lessonSchema = z.strictObject({
  format: z.literal(1, 'expected 1, the only format there is'),
  id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'expected an id: lower-case letters, digits and -'),
  seed: z.int().min(0).max(0xffffffff).default(1),
  profile: z.enum(['classic', 'linux-6.18']).default('classic'),
  nodes: z.record(name, node),
  links: z.array(link).max(LIMITS.links).default([]),
  run: z.array(timed).max(LIMITS.run).default([]),
  panels: z.array(z.string().max(60)).max(LIMITS.panels).default([]),
  checkpoints: z.array(checkpoint).max(LIMITS.checkpoints).default([]),
  tasks: z.array(taskSchema).max(LIMITS.tasks).default([]),
});
export type LessonFile = z.infer<typeof lessonSchema>;
