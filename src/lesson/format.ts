// The lesson file's format: one schema gives the types, the checks and the JSON Schema for editors (json-schema.ts). Prose never
// stands here; it is in the Markdown files beside it.
import * as z from 'zod';
import { NAME, NETWORK_LIMITS } from '../topology/index.js';
import { parseCidr, parseIpv4, parseMac } from '../wire/index.js';
import { dhcpdSchema } from './format-dhcp.js';
import { dot1xSchema, loginSchema, macVlansSchema, subnetVlansSchema, usersSchema } from './format-dot1x.js';
import { stpSchema } from './format-stp.js';
import { goalSchema, predictionSchema, taskSchema } from './format-teach.js';
import { portVlansSchema } from './format-vlan.js';
import { want } from './want.js';

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
  z.string(want(expected)).transform((text, context) => {
    const value = parse(text);
    if (value === undefined) {
      context.addIssue({ code: 'custom', message: want(expected) });
      return z.NEVER;
    }
    return value;
  });

/** `topology`, or a table of a node: panel-names.ts. */
export const panelSchema = z.string().max(60).describe('A panel, or a table of a node: topology, fdb@sw');

const name = z.string(want('name')).regex(NAME, want('name'));
const duration = parsed(parseDuration, 'duration');
const address = z
  .string(want('cidr'))
  .refine(text => parseCidr(text) !== undefined && text.includes('/'), want('cidr'));
const plainAddress = z.string(want('address')).refine(text => parseIpv4(text) !== undefined, want('address'));
const mac = parsed(parseMac, 'mac');
const end = z.string(want('end')).regex(/^[A-Za-z][A-Za-z0-9_-]*\.[A-Za-z][A-Za-z0-9_.-]*$/, want('end'));
const ends = z.tuple([end, end], want('ends'));

const device = z.strictObject({
  addresses: z.array(address).max(64).default([]).describe('IPv4 addresses with their prefixes: 192.168.0.1/24'),
  mac: mac.optional().describe('MAC address; 02:00:00:NN:NN:DD by node and device when left out'),
  mtu: z.int().min(68).max(65535).optional().describe('Longest packet, bytes; 1500 when left out'),
  up: z.boolean().default(true).describe('false: down until somebody types ip link set … up'),
});

/** Where a node is drawn: columns from the left, rows from the top; their order counts, not cells. */
const coordinate = z.int(want('coordinate')).min(0, want('coordinate')).max(99, want('coordinate'));
const place = z.tuple([coordinate, coordinate], want('place'));

/** A node's kind: read.ts checks that there is one of that name. */
export const kindSchema = z.string().max(30).describe('What it is: a composition of devices');

export const nodeSchema = z.strictObject({
  kind: kindSchema,
  devices: z.record(name, device).optional().describe('Network cards by name: { eth0: { addresses: […] } }'),
  ports: z
    .int()
    .min(1)
    .max(NETWORK_LIMITS.ports)
    .optional()
    .describe('Of a switch: how many ports it has; they are named p1, p2 …'),
  gateway: plainAddress.optional().describe('Address of the default router'),
  routes: z
    .array(z.string().max(200))
    .max(200)
    .optional()
    .describe('Of a host or router: its other routes, as ip route add takes them: [10.0.2.0/24 via 10.0.12.2]'),
  ageing: duration.optional().describe('Of a switch: how long a learnt address is kept; 300s when left out'),
  cam: z.int().min(1).max(65536).optional().describe('Of a switch: how many addresses it learns'),
  vlans: z.record(name, portVlansSchema).optional().describe("Of a switch: its ports' VLANs; the others are in VLAN 1"),
  'mac-vlans': macVlansSchema.optional(),
  'subnet-vlans': subnetVlansSchema.optional(),
  users: usersSchema.optional(),
  dot1x: dot1xSchema(duration, name).optional(),
  login: loginSchema.optional(),
  stp: stpSchema(duration, name).optional().describe('Of a switch: its spanning tree, or true; off when left out'),
  dhcpd: dhcpdSchema.optional().describe('Of a host: it runs a DHCP server (dnsmasq) with these pools'),
  sysctl: z
    .record(z.string().max(100), z.union([z.int(), z.string().regex(/^[\w-]{1,30}$/)]))
    .default({})
    .describe('Kernel settings: { net.ipv4.ip_forward: 1, net.ipv4.tcp_congestion_control: cubic }'),
  setup: z
    .array(z.string().max(400))
    .max(100)
    .default([])
    .describe('Commands typed while the node is set up: before the lesson begins, and each time it boots'),
  at: place.optional().describe('Where it is drawn: column from the left, row from the top: [0, 2]'),
});

const link = z.union(
  [
    ends.describe('A cable of 1 Gbit/s and 1 µs: [A.eth0, sw.p1]'),
    z.strictObject({
      ends: ends.describe('The two devices that hang on it: [A.eth0, sw.p1]'),
      delay: duration.optional().describe('Time that a bit takes from end to end; 1us when left out'),
      rate: parsed(parseRate, 'rate')
        .optional()
        .describe('Bits per second: 10M, 1Gbps; 1Gbps when left out, 10M at a hub'),
      loss: z.number().min(0).max(1).optional().describe('Share of frames that are lost, drawn from the seed'),
      errors: z
        .number()
        .min(0)
        .max(1)
        .optional()
        .describe('Share of frames that are damaged on the way: their FCS is wrong'),
      duplex: z.enum(['full', 'half']).optional().describe('half: one end sends at a time; what a hub always does'),
      up: z.boolean().optional().describe('false: cut, until it is mended'),
    }),
  ],
  want('link'),
);

const at = duration.describe('When, from the start of the lesson: 0s, 2.5s, 300ms');
const timed = z.union(
  [
    z.strictObject({
      at,
      on: name.describe('The node on which it is typed'),
      do: z.string().min(1).max(400).describe('A command line: ping -c 1 192.168.0.103'),
    }),
    z.strictObject({
      at,
      link: z.string().max(120).describe('A cable, by its two ends: A.eth0-sw.p1'),
      up: z.boolean().default(true).describe('false: it is cut; true: it is mended'),
      to: end.optional().describe('Its second end is plugged in here instead: sw.p5'),
    }),
    z.strictObject({
      at,
      node: name.describe('A node'),
      power: z.boolean().describe('false: it is switched off; true: it boots again'),
    }),
  ],
  want('timed'),
);

const checkpoint = z.strictObject({
  id: z
    .string(want('id'))
    .regex(/^[a-z][a-z0-9-]{0,30}$/, want('id'))
    .describe('Its text stands under "## id: Title" in en.md and zh-CN.md'),
  break: z.string().max(1000).describe('The display filter at which the lesson stops: ns.stage == "br_flood"'),
  predict: predictionSchema.optional().describe('What is asked there before the next step'),
  goal: z
    .union([goalSchema, z.array(goalSchema).min(1).max(10)], want('goal'))
    .optional()
    .describe('What must hold there, and must not hold at the start'),
});

/** Bounds of a lesson: it is data, and must not exhaust the machine. */
export const LIMITS = {
  nodes: NETWORK_LIMITS.nodes,
  links: NETWORK_LIMITS.links,
  /** Network cards and ports of all nodes. */
  devices: NETWORK_LIMITS.devices,
  run: 1000,
  checkpoints: 100,
  panels: 40,
  tasks: 20,
  bytes: 1 << 20,
  /** Lists and maps within one another in the YAML. */
  depth: 40,
  /** Values in the YAML, those that aliases repeat counted each time. */
  values: 100_000,
} as const;

/** What `netstep check` finds by playing, and an author may mean all the same. */
export const ACCEPTABLE = ['address-clash', 'unused-node', 'dead-panel', 'failing-command'] as const;

export const lessonSchema = z.strictObject({
  format: z.literal(1, want('format')).describe('The format of this file'),
  id: z
    .string(want('id'))
    .regex(/^[a-z][a-z0-9-]{0,30}$/, want('id'))
    .describe('The name of the lesson'),
  seed: z.int().min(0).max(0xffffffff).default(1).describe('Of every random draw; 1 when left out'),
  profile: z.enum(['classic', 'linux-6.18']).default('classic').describe('Whose defaults hold where kernels differ'),
  nodes: z.record(name, nodeSchema).describe('The machines by name'),
  links: z.array(link).max(LIMITS.links).default([]).describe('The cables'),
  run: z.array(timed).max(LIMITS.run).default([]).describe('What happens by itself: commands typed, cables cut'),
  panels: z.array(panelSchema).max(LIMITS.panels).default([]).describe('What the screen opens, in this order'),
  checkpoints: z
    .array(checkpoint)
    .max(LIMITS.checkpoints)
    .default([])
    .describe('Where the lesson stops and speaks; they are looked for in this order'),
  tasks: z.array(taskSchema).max(LIMITS.tasks).default([]).describe('What the learner is to do'),
  accept: z
    .array(z.enum(ACCEPTABLE))
    .max(ACCEPTABLE.length)
    .default([])
    .describe('What netstep check would call a mistake, and is meant here'),
});
export type LessonFile = z.infer<typeof lessonSchema>;
