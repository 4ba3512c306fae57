// Where nodes are drawn, as a lesson says it: kept as written, and every mistake told with its place.
import { expect, test } from 'vitest';
import { LessonError, readLesson } from '../../src/lesson/index.js';

const PROSE = '# Small\n\nOne line.\n\nOpening.\n';
const lesson = (a: string, b: string) =>
  readLesson({
    folder: 'lessons/small',
    yaml: `format: 1
id: small
nodes:
  A: { kind: host, devices: { eth0: {} }${a} }
  B: { kind: host, devices: { eth0: {} }${b} }
links:
  - [A.eth0, B.eth0]
`,
    prose: { en: PROSE, 'zh-CN': PROSE },
  });
const mistakes = (a: string, b = ''): string[] => {
  try {
    lesson(a, b);
  } catch (error) {
    if (error instanceof LessonError) return error.problems.map(p => `${p.line}: ${p.message}`);
    throw error;
  }
  return [];
};

test('a place is kept as it was given, and nobody needs one', () => {
  const { nodes } = lesson(', at: [3, 0]', '').network;
  expect(nodes.map(n => n.at)).toEqual([[3, 0], undefined]);
});

test.each([
  [', at: middle', '4: nodes.A.at: expected a place, column and row, such as [0, 2]'],
  [', at: [1]', '4: nodes.A.at: '],
  [', at: [1, 2, 3]', '4: nodes.A.at: '],
  [', at: [0, -1]', '4: nodes.A.at.1: expected a whole number from 0 to 99'],
  [', at: [0, 0.5]', '4: nodes.A.at.1: expected a whole number from 0 to 99'],
  [', at: [100, 0]', '4: nodes.A.at.0: expected a whole number from 0 to 99'],
  [', att: [0, 0]', '4: unknown key "att"'],
])('%s is answered', (a, message) => {
  expect(mistakes(a)).toEqual([expect.stringContaining(message)]);
});

test('two nodes cannot be drawn at one place', () => {
  expect(mistakes(', at: [1, 1]', ', at: [1, 1]')).toEqual(['5: A is drawn at [1, 1] already']);
});
