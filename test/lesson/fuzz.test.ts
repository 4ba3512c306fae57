// Whatever is done to a lesson's files, reading them gives a lesson or a list of mistakes: never another exception, and a
// lesson that is read can be built, or says which line cannot.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LessonError, type LessonTexts, readLesson } from '../../src/lesson/index.js';
import { DescriptionError, Network } from '../../src/topology/index.js';
import { textsOf } from './texts.js';

const good = textsOf('arp');
const WORDS = [
  '', ' ', '\n', '\t', ':', '-', '[', ']', '{', '}', '"', "'", '#', '&a', '*a', '!!map', '|', '>', '?', '0', '1', '-1',
  '1e999', '.nan', 'null', 'true', '~', '__proto__', 'constructor', 'toString', 'A', 'sw', 'host', 'eth0', 'p1', '中文',
  '\u0000', '\ud800', '10.0.0.1/24', '1s', 'ns.node', '==', 'format', 'nodes', 'links', 'run', 'checkpoints', 'break',
  'kind: switch', 'ports: 256', 'sysctl: { x: 1 }', 'setup: [ip]', '<<: *a', '---', '...', '%YAML 9.9',
] as const; // biome-ignore format: a list of words

type Mutation = { readonly at: number; readonly take: number; readonly put: string };
const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(),
  take: fc.oneof({ weight: 3, arbitrary: fc.nat(12) }, fc.nat(400)),
  put: fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 6, unit: 'binary' })),
});
const mutated = (text: string, mutations: readonly Mutation[]): string =>
  mutations.reduce((now, { at, take, put }) => {
    const from = at % (now.length + 1);
    return now.slice(0, from) + put + now.slice(from + take);
  }, text);

function read(texts: LessonTexts): void {
  try {
    const lesson = readLesson(texts);
    try {
      new Network(lesson.network).world.run(200);
    } catch (error) {
      if (!(error instanceof DescriptionError)) throw error;
      expect(error.source.line).toBeGreaterThan(0);
      expect(error.message.length).toBeGreaterThan(3);
    }
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    for (const { line, column, message, file } of error.problems) {
      expect([line > 0, column > 0, message.length > 0, file.startsWith('lessons/arp/')]).toEqual([
        true,
        true,
        true,
        true,
      ]);
    }
  }
}

test('lesson.yaml', { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), mutations => {
      read({ ...good, yaml: mutated(good.yaml, mutations) });
    }),
    { numRuns: 500 },
  );
});

test('the prose', () => {
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), mutations => {
      read({ ...good, prose: { ...good.prose, en: mutated(good.prose.en!, mutations) } });
    }),
    { numRuns: 100 },
  );
});
