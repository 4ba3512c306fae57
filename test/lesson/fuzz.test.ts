// Whatever is done to a lesson's files, reading them gives a lesson or a list of mistakes: never another exception, and a
// lesson that is read can be built, or says which line cannot, and what it then does stays within bounds. Texts are cut and
// mixed; data are changed value by value, which gets past the parser more often. 2,240 mutations in all.

import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { checkLesson } from '../../src/author/check.js';
import { contentOf } from '../../src/author/new-texts.js';
import type { Lang } from '../../src/i18n/index.js';
import { type Lesson, LessonError, type LessonTexts, readLesson, readSandbox } from '../../src/lesson/index.js';
import { DescriptionError, Network } from '../../src/topology/index.js';
import fc from '../property.js';
import { textsOf } from './texts.js';

const arp = textsOf('arp');
const made = contentOf('made', 'lesson.schema.json');
const small: LessonTexts = {
  folder: 'lessons/made',
  yaml: made['lesson.yaml']!,
  prose: { en: made['en.md']!, 'zh-CN': made['zh-CN.md']! },
};
/** A packaged lesson now and then, mostly the small one that `netstep new` makes: it is ten times as quick. */
const lessons = fc.oneof({ weight: 15, arbitrary: fc.constant(small) }, { weight: 1, arbitrary: fc.constant(arp) });
const WORDS = [
  '', ' ', '\n', '\t', ':', '-', '[', ']', '{', '}', '"', "'", '#', '&a', '*a', '!!map', '|', '>', '?', '0', '1', '-1',
  '1e999', '.nan', 'null', 'true', '~', '__proto__', 'constructor', 'toString', 'A', 'sw', 'host', 'eth0', 'p1', '中文',
  '\u0000', '\ud800', '10.0.0.1/24', '1s', 'ns.node', '==', 'format', 'nodes', 'links', 'run', 'checkpoints', 'break',
  'kind: switch', 'ports: 256', 'sysctl: { x: 1 }', 'setup: [ip]', '<<: *a', '---', '...', '%YAML 9.9',
] as const; // biome-ignore format: a list of words

/** Any code units at all, halves of pairs too. fast-check's own binary strings cost more than what is done with them. */
const binary = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 })
  .map(units => String.fromCharCode(...units));

type Mutation = { readonly at: number; readonly take: number; readonly put: string };
const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(),
  take: fc.oneof({ weight: 3, arbitrary: fc.nat(12) }, fc.nat(400)),
  put: fc.oneof(fc.constantFrom(...WORDS), binary),
});
const mutated = (text: string, mutations: readonly Mutation[]): string =>
  mutations.reduce((now, { at, take, put }) => {
    const from = at % (now.length + 1);
    return now.slice(0, from) + put + now.slice(from + take);
  }, text);

/** The schema library's own wording, an unknown message, a hole in one. */
const RAW = /Invalid (input|option|key|discriminator)|Too (big|small)|Unrecognized|, received|⟨|\{\w+\}|undefined/;

function read(texts: LessonTexts, from: (texts: LessonTexts, told: Lang) => Lesson = readLesson): void {
  // Every other one in Chinese.
  const told: Lang = texts.yaml.length % 2 === 0 ? 'en' : 'zh-CN';
  try {
    const lesson = from(texts, told);
    try {
      new Network(lesson.network).world.run(40);
    } catch (error) {
      if (!(error instanceof DescriptionError)) throw error;
      expect(error.source.line).toBeGreaterThan(0);
      expect(error.message.length).toBeGreaterThan(3);
    }
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    for (const { line, column, message, file, mend = '' } of error.problems) {
      expect([line > 0, column > 0, message.length > 0, file.startsWith('lessons/')]).toEqual([true, true, true, true]);
      expect(mend.length, message).toBeGreaterThan(0);
      expect(`${message} ${mend}`).not.toMatch(RAW);
      expect(/\p{Script=Han}/u.test(mend), `${message} ${mend}`).toBe(told === 'zh-CN' || mend.includes('中文'));
    }
  }
}

/** Every place of a tree of data. */
function placesIn(data: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof data !== 'object' || data === null) return [path];
  return [path, ...Object.entries(data).flatMap(([key, value]) => placesIn(value, [...path, key]))];
}

const HOSTILE: readonly unknown[] = [
  null, true, false, 0, -1, 1, 2, 255, 1e9, 1e308, -0.5, '', ' ', 'A', 'sw', 'eth0', 'A.eth0', 'sw.p1', 'p9', '0s', '1ns',
  '99999h', '1e9s', '0.0.0.0/0', '255.255.255.255/32', '127.0.0.1/8', '192.168.0.1/33', '224.0.0.1/4', 'ff:ff:ff:ff:ff:ff',
  '00:00:00:00:00:00', 'ping -f 192.168.0.103', 'ping -i 0.002 -s 60000 192.168.0.103', 'ping 255.255.255.255', 'ip link set eth0 down',
  'ip addr flush dev eth0', 'sysctl -w net.ipv4.ip_forward=1', 'rm -rf /', 'arp', 'frame', 'ns.time > 0s', 'ns.event', '!arp',
  'eth.dst matches "(a+)+$"', 'frame contains 00', '$(reboot)', '../../etc/passwd', '__proto__', 'constructor', [], {}, [[]],
  { a: 1 }, [0], 'x'.repeat(500), '中文', '\u0000', '\u001b[2J', 'neigh@A', 'fdb@sw', 'nothing@Z', 'event', { kind: 'host' },
]; // biome-ignore format: a list of values

type Change = {
  readonly at: number;
  readonly what: 'put' | 'drop' | 'swap' | 'double';
  readonly value: unknown;
  readonly other: number;
};
const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  what: fc.constantFrom('put', 'put', 'put', 'drop', 'swap', 'double'),
  value: fc.constantFrom(...HOSTILE),
  other: fc.nat(),
});

/** The good files' data: parsing is the dearest part of it all. */
const trees = new Map<string, unknown>();

/** The data with changes made one after the other. */
function changed(yaml: string, changes: readonly Change[]): string {
  const parsed = trees.get(yaml) ?? (parse(yaml) as unknown);
  trees.set(yaml, parsed);
  const data = structuredClone(parsed);
  for (const { at, what, value, other } of changes) {
    const places = placesIn(data).slice(1);
    const path = places[at % places.length]!;
    const far = places[other % places.length]!;
    const last = path.at(-1)!;
    const holder = valueAt(data, path.slice(0, -1)) as Record<string, unknown>;
    if (what === 'drop') delete holder[last];
    else if (what === 'swap') holder[last] = structuredClone(valueAt(data, far));
    else if (what === 'double' && Array.isArray(holder)) holder.push(structuredClone(holder[Number(last)]));
    else holder[last] = structuredClone(value);
  }
  return stringify(data);
}

const valueAt = (data: unknown, path: readonly string[]): unknown =>
  path.reduce((at, key) => (at as Record<string, unknown>)?.[key], data);

const changes = fc.array(change, { minLength: 1, maxLength: 3 });

test('lesson.yaml', { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(lessons, fc.array(mutation, { minLength: 1, maxLength: 4 }), (good, mutations) => {
      read({ ...good, yaml: mutated(good.yaml, mutations) });
    }),
    { numRuns: 400 },
  );
});

test('the prose', () => {
  fc.assert(
    fc.property(lessons, fc.array(mutation, { minLength: 1, maxLength: 4 }), (good, mutations) => {
      read({ ...good, prose: { ...good.prose, en: mutated(good.prose.en!, mutations) } });
    }),
    { numRuns: 300 },
  );
});

test('the file of a network by itself', () => {
  const yaml = `nodes:
  A: { kind: host, devices: { eth0: { addresses: [192.0.2.1/24] } } }
  B: { kind: host }
  hub: { kind: hub }
  sw: { kind: switch }
links: [[A, sw], [B.eth0, sw], { ends: [B.eth1, hub], delay: 5us }, [sw.p9, hub]]
`;
  const sandbox = ({ yaml }: LessonTexts, told: Lang) => readSandbox('lessons/net.yaml', yaml, told);
  const data = changes.map(list => changed(yaml, list));
  const text = fc.array(mutation, { minLength: 1, maxLength: 4 }).map(list => mutated(yaml, list));
  fc.assert(
    fc.property(fc.oneof(data, text), yaml => read({ ...small, yaml }, sandbox)),
    { numRuns: 250 },
  );
});

test('the data of lesson.yaml', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(lessons, changes, (good, changes) => read({ ...good, yaml: changed(good.yaml, changes) })),
    { numRuns: 1250 },
  );
});

test('what is read is checked by playing it, and every finding has a place and a mend', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(changes, changes => {
      for (const { line, column, message, code } of checkLesson(
        { ...small, yaml: changed(small.yaml, changes) },
        'en',
        150,
      )) {
        expect(line).toBeGreaterThan(0);
        expect(column).toBeGreaterThan(0);
        expect(message, code).not.toMatch(/⟨|\{\w+\}|undefined/);
      }
    }),
    { numRuns: 40 },
  );
});

test('a file that would take all memory or all stack is refused at once', () => {
  const rows = (n: number, of: (i: number) => string) => Array.from({ length: n }, (_, i) => of(i)).join('\n');
  const head = 'format: 1\nid: x\n';
  const cases: Readonly<Record<string, readonly [yaml: string, message: RegExp]>> = {
    brackets: ['['.repeat(900_000), /within one another/],
    dashes: ['- '.repeat(400_000), /within one another/],
    indents: [rows(900, i => `${' '.repeat(i)}a:`), /within one another/],
    'a bomb of aliases': [
      `a: &a [${'1,'.repeat(20)}1]\n${rows(6, i => `${'bcdefg'[i]}: &${'bcdefg'[i]} [${`*${'abcdef'[i]},`.repeat(8)}1]`)}\n`,
      /more than 100000 values, those that an alias repeats counted each time/,
    ],
    'a list within itself': ['a: &a [*a]\n', /the alias \*a stands within what it names/],
    'two megabytes': [`${head}# ${'x'.repeat(2_000_000)}`, /over 1 MiB/],
    'very many ports': [
      `${head}nodes:\n${rows(90, i => `  n${i}: { kind: switch, ports: 256 }`)}`,
      /23040 network cards/,
    ],
    'very many nodes': [
      `${head}nodes:\n${rows(101, i => `  n${i}: { kind: host, devices: {} }`)}`,
      /101 nodes, more than 100/,
    ],
    'very many cables': [
      `${head}nodes: {}\nlinks:\n${rows(301, i => `  - [a.x${i}, b.x${i}]`)}`,
      /links: expected at most 300 items/,
    ],
    'very many commands': [
      `${head}nodes: {}\nrun:\n${rows(1001, () => '  - { at: 0s, on: A, do: ip neigh }')}`,
      /run: expected at most 1000 items/,
    ],
    'very many stops': [
      `${head}nodes: {}\ncheckpoints:\n${rows(101, i => `  - { id: c${i}, break: arp }`)}`,
      /checkpoints: expected at most 100 items/,
    ],
    'very many panels': [
      `${head}nodes: {}\npanels:\n${rows(41, () => '  - packet')}`,
      /panels: expected at most 40 items/,
    ],
    'very many tasks': [
      `${head}nodes: {}\ntasks:\n${rows(21, i => `  - { id: t${i}, goals: [{ frame: arp }], solution: [{ on: A, do: x }] }`)}`,
      /tasks: expected at most 20 items/,
    ],
    'a switch with very many ports': [
      `${head}nodes: { sw: { kind: switch, ports: 257 } }`,
      /:3:\d+: nodes\.sw\.ports: expected at most 256/,
    ],
    'a long command': [
      `${head}nodes: {}\nrun: [{ at: 0s, on: A, do: ${'x'.repeat(401)} }]`,
      /:4:\d+: run\.0\.do: expected at most 400 characters/,
    ],
    'a long filter': [
      `${head}nodes: {}\ncheckpoints: [{ id: a, break: ${'x'.repeat(1001)} }]`,
      /checkpoints\.0\.break: expected at most 1000 characters/,
    ],
    'a deep filter': [
      `${head}nodes: {}\ncheckpoints: [{ id: a, break: ${'('.repeat(65)}arp${')'.repeat(65)} }]`,
      /break: the filter is nested more than 64 deep/,
    ],
    'a time beyond all times': [`${head}nodes: {}\nrun: [{ at: 9999999999h, link: a-b, up: true }]`, /run\.0/],
  };
  for (const [name, [yaml, message]] of Object.entries(cases)) {
    const before = performance.now();
    expect(() => readLesson({ ...small, yaml }), name).toThrow(message);
    expect(performance.now() - before, name).toBeLessThan(3000);
  }
});
