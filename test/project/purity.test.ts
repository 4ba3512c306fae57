// The rooms that compute must answer the same on every machine, at every hour and in every place.
import { describe, expect, test } from 'vitest';
import { pureRooms } from './rooms.js';
import { codeOf, lineOf, type SourceFile, sourceFiles } from './source.js';

const forbidden: [pattern: RegExp, mend: string][] = [
  [/\bDate\b/g, "the simulation's clock is a row; take the time as an argument"],
  [/(?<!\.)\bperformance\b/g, "the simulation's clock is a row; take the time as an argument"],
  [/\bMath\s*(?:\?\.)?(?:\.\s*random\b|\[)/g, 'draw from a seeded stream of the world'],
  [/\b(?:getRandomValues|randomUUID|randomBytes|randomInt)\b/g, 'draw from a seeded stream of the world'],
  [/\b(?:async|await|Promise)\b/g, 'events run to completion: return a verdict, register interest, be woken'],
  [/\b(?:setTimeout|setInterval|setImmediate|queueMicrotask|requestAnimationFrame)\b/g, 'put an event into the queue'],
  [/(?<!\.\s*)\bprocess\b(?!\s*\??:)/g, 'only src/cli may use it: hand in what is needed'],
  [/\bglobalThis\b/g, 'hand in what is needed'],
  [/\bIntl\b|\blocaleCompare\b|\btoLocale\w*/g, 'compare code units, and format without a locale'],
  [/\b(?:WeakRef|FinalizationRegistry)\b/g, 'what the garbage collector does must not show'],
];

function impurities(file: SourceFile): string[] {
  const code = codeOf(file.text);
  return forbidden.flatMap(([pattern, mend]) =>
    [...code.matchAll(pattern)].map(
      match => `${file.path}:${lineOf(code, match.index)}: ${match[0].replace(/\s/g, '')}: ${mend}`,
    ),
  );
}

test('the rooms that compute use no clock, chance, later or locale', () => {
  const files = pureRooms.flatMap(room => sourceFiles(`src/${room}`));
  expect(files.flatMap(impurities)).toEqual([]);
});

test('the tests draw with the one seed of test/property.ts', () => {
  const files = sourceFiles('test').filter(
    ({ path }) => path !== 'test/property.ts' && path !== 'test/project/purity.test.ts',
  );
  expect(files.filter(({ text }) => /from 'fast-check'/.test(text)).map(({ path }) => path)).toEqual([]);
});

describe('the check of purity', () => {
  test.each([
    'const now = Date.now();',
    'const now = new Date();',
    'const now = performance.now();',
    'const chance = Math.random();',
    'const chance = Math\n  .random();',
    "const chance = Math['random']();",
    'const id = crypto.randomUUID();',
    'const run = async () => 1;',
    'for (const x of y) await x;',
    'let p: Promise<void>;',
    'setTimeout(run, 1);',
    'queueMicrotask(run);',
    'const dir = process.cwd();',
    'const env = globalThis.process;',
    'const text = (1).toLocaleString();',
    'names.sort((a, b) => a.localeCompare(b));',
    "new Intl.Collator('en');",
    'const text = `${Date.now()}`;',
    'const text = `a ${`b ${Math.random()}`}`;',
    "const it = 'a'; /* b */ const now = Date.now();",
  ])('refuses %s', text => {
    expect(impurities({ path: 'a.ts', text })).toHaveLength(1);
  });

  test.each([
    '// Date.now() is not used',
    '/** Never `await`. */',
    "const text = 'await the process';",
    'const text = `Math.random ${x} Date`;',
    'const text = /Date|Promise/;',
    'const x = row.process; const y = { process: 1 };',
    'interface Row { process?: number }',
    'const updated = Math.floor(1); const processes = 2; const DateLike = 3;',
  ])('lets pass %s', text => {
    expect(impurities({ path: 'a.ts', text })).toEqual([]);
  });

  test('names the line', () => {
    const text = '// Date\n/*\n*/\nconst a = `\n`;\nconst b = Date.now();\n';
    expect(impurities({ path: 'a.ts', text })[0]).toMatch(/^a\.ts:6: Date: /);
  });
});
