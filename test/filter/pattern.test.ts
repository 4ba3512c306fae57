// Regular expressions, held to JavaScript's own where both mean the same.

import { describe, expect, test } from 'vitest';
import { compilePattern } from '../../src/filter/pattern.js';
import fc from '../property.js';

const bytes = (text: string) => Uint8Array.from(text, character => character.charCodeAt(0));

function finds(pattern: string, text: string): boolean {
  const compiled = compilePattern(pattern);
  if (!compiled.ok) throw new Error(`${pattern}: ${compiled.code}`);
  return compiled.test(bytes(text));
}

/** Patterns made of pieces that fit together. */
const { pattern } = fc.letrec<{ pattern: string; piece: string }>(tie => ({
  piece: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      'a',
      'b',
      'c',
      'Z',
      '.',
      '\\d',
      '\\w',
      '\\s',
      '\\W',
      '[ab]',
      '[^a]',
      '[a-c1]',
      '\\x61',
      '\\n',
      '[\\d_]',
      '\\.',
    ),
    tie('pattern').map(inner => `(${inner})`),
    tie('pattern').map(inner => `(?:${inner})`),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(${a}|${b})`),
    fc
      .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '*?', '+?', '??', '{2}', '{1,}', '{0,2}', '{0}'))
      .map(([inner, count]) => `(?:${inner})${count}`),
  ),
  pattern: fc
    .array(
      fc.oneof({ weight: 9, arbitrary: tie('piece') }, { weight: 1, arbitrary: fc.constantFrom('^', '\\b', '\\B') }),
      {
        maxLength: 4,
      },
    )
    .map(parts => parts.join('')),
}));

describe('regular expressions', () => {
  test('agree with JavaScript', () => {
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: fc.constantFrom('a', 'b', 'C', 'z', '1', '_', ' ', '\n', '.'), maxLength: 8 }),
        (source, text) => {
          expect(finds(source, text)).toBe(new RegExp(source, 'i').test(text));
        },
      ),
      { numRuns: 5000, seed: 1 },
    );
  });

  test.each([
    ['a$', 'ba\n', true],
    ['a\\z', 'ba\n', false],
    ['a\\Z', 'ba\n', true],
    ['^a', 'b\na', false],
    ['a.b', 'a\nb', false],
    ['[[:digit:][:space:]]{3}', '1 2', true],
    ['[[:^alpha:]]', 'abc', false],
    ['[]a]', ']', true],
    ['[^]a]', ']', false],
    ['[a-]', '-', true],
    ['[\\]]', ']', true],
    ['a{,3}', 'a{,3}', true],
    ['a{x', 'A{X', true],
    ['\\x{41}\\x42\\0', 'ab\0', true],
    ['(?i)AbC', 'aBc', true],
    ['\\h\\t', ' \t', true],
    ['', '', true],
    ['[^a]', 'A', false],
  ])('%s in %j: %s', (source, text, found) => {
    expect(finds(source, text)).toBe(found);
  });

  test.each([
    ['(', 'bad-pattern'],
    [')', 'bad-pattern'],
    ['[', 'bad-pattern'],
    ['a**', 'bad-pattern'],
    ['+', 'bad-pattern'],
    ['[z-a]', 'bad-pattern'],
    ['a{3,2}', 'bad-pattern'],
    ['[[:foo:]]', 'bad-pattern'],
    ['\\', 'bad-pattern'],
    ['(a)\\1', 'pattern-not-supported'],
    ['(?=a)', 'pattern-not-supported'],
    ['(?<n>a)', 'pattern-not-supported'],
    ['a++', 'pattern-not-supported'],
    ['\\p{L}', 'pattern-not-supported'],
    ['^*', 'pattern-not-supported'],
    ['(?s)a', 'pattern-not-supported'],
    ['a{2000}', 'pattern-too-big'],
    ['(a{100}){100}', 'pattern-too-big'],
    ['('.repeat(60), 'pattern-too-big'],
  ])('refuses %s', (source, code) => {
    expect(compilePattern(source)).toMatchObject({ ok: false, code });
  });

  test('characters beyond ASCII are their UTF-8 bytes', () => {
    const compiled = compilePattern('交换');
    expect(compiled.ok && compiled.test(new TextEncoder().encode('一台交换机'))).toBe(true);
  });
});
