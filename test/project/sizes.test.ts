import { describe, expect, test } from 'vitest';
import { functionsOf } from './functions.js';
import { exceptions, fileLimit, functionLimit, type SizeException } from './sizes.js';
import { type SourceFile, sourceFiles } from './source.js';

const mend = 'Split it, or give a reason in test/project/sizes.ts.';

/** What is too long and not excepted, what an exception has outgrown, and which exceptions are no longer needed. */
function problems(files: readonly SourceFile[], excepted: readonly SizeException[]): string[] {
  const needed = new Set<SizeException>();
  const judge = (path: string, name: string | undefined, line: number, lines: number, limit: number): string[] => {
    if (lines <= limit) return [];
    const exception = excepted.find(entry => entry.path === path && entry.name === name);
    if (exception) needed.add(exception);
    if (exception && lines <= exception.lines) return [];
    const what = name === undefined ? 'the file' : `the function ${name}`;
    return [`${path}:${line}: ${what} has ${lines} lines, more than ${exception?.lines ?? limit}. ${mend}`];
  };
  const found = files.flatMap(({ path, text }) => [
    ...judge(path, undefined, 1, text.trimEnd().split('\n').length, fileLimit),
    ...functionsOf(text).flatMap(({ name, line, lines }) => judge(path, name, line, lines, functionLimit)),
  ]);
  const stale = excepted.filter(entry => !needed.has(entry));
  return [
    ...found,
    ...stale.map(({ path, name }) => `${path}${name ? ` ${name}` : ''}: no exception is needed any more.`),
  ];
}

test('files and functions are short enough to read', () => {
  const files = ['src', 'bin', 'scripts'].flatMap(sourceFiles);
  expect(files.length).toBeGreaterThan(2);
  expect(problems(files, exceptions)).toEqual([]);
  for (const { path, reason } of exceptions) expect(reason.length, `${path}: give the reason`).toBeGreaterThan(20);
});

describe('the check of sizes', () => {
  const long = (lines: number) => 'x();\n'.repeat(lines);

  test('refuses a long file, and lets one of the limit pass', () => {
    expect(problems([{ path: 'a.ts', text: long(300) }], [])).toEqual([]);
    expect(problems([{ path: 'a.ts', text: long(301) }], [])).toHaveLength(1);
  });

  test.each([
    ['one', (body: string) => `function one(a: number) {\n${body}}\n`],
    ['two', (body: string) => `export async function two<T extends { a: 1 }>(a: T): Promise<{ b: 2 }> {\n${body}}\n`],
    ['three', (body: string) => `class A {\n  three(a = { b: 1 }): a is B | { c: 1 } {\n${body}}\n}\n`],
    ['four', (body: string) => `const four = (a: number) => {\n${body}};\n`],
    ['five', (body: string) => `const o = {\n  get five(): string[] {\n${body}},\n};\n`],
    ['six', (body: string) => `const six = (a: A) => ({\n${body}});\n`],
    ['seven', (body: string) => `function seven(a: 'it\\'s {', b = /}/): asserts a is 'x' {\n// }\n'}';\n${body}}\n`],
    ['eight', (body: string) => `function eight(): (a: number) => void {\n${body}}\n`],
    ['(unnamed)', (body: string) => `describe(a, function () {\n${body}});\n`],
    ['constructor', (body: string) => `class A {\n  constructor(\n    a: A,\n  ) {\n${body}}\n}\n`],
  ])('refuses a long function %s', (name, wrap) => {
    expect(problems([{ path: 'a.ts', text: wrap(long(60)) }], [])).toEqual([]);
    const found = problems([{ path: 'a.ts', text: wrap(long(70)) }], []);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`the function ${name} has`);
  });

  test.each([
    ['a statement', `if (a) {\n${long(80)}}\nfor (const a of b) {\n${long(80)}}\n`],
    ['an object', `const a = b ? c(d) : {\n${'a: 1,\n'.repeat(80)}};\n`],
    ['a class', `class A extends B(C) {\n${'a = 1;\n'.repeat(80)}}\n`.replace('B(C)', 'B')],
    ['a text', `const a = \`() => {\n${long(80)}}\`;\n`],
  ])('does not take %s for a function', (_, text) => {
    expect(problems([{ path: 'a.ts', text }], [])).toEqual([]);
  });

  test('holds an exception to its number, and wants it gone when it is not needed', () => {
    const entry = { path: 'a.ts', lines: 310, reason: 'a table' };
    expect(problems([{ path: 'a.ts', text: long(310) }], [entry])).toEqual([]);
    expect(problems([{ path: 'a.ts', text: long(311) }], [entry])[0]).toContain('more than 310');
    expect(problems([{ path: 'a.ts', text: long(300) }], [entry])[0]).toContain('no exception is needed');
  });
});
