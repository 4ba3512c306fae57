// Patterns that commands take: what they fit, and that none takes long.
import { expect, test } from 'vitest';
import { fitsGlob } from '../../src/shell/glob.js';
import fc from '../property.js';

test.each([
  ['tcp*', 'tcpext', true],
  ['*ext', 'tcpext', true],
  ['t?p', 'tcp', true],
  ['t?', 'tcp', false],
  ['*', '', true],
  ['', 'a', false],
  ['a.c', 'abc', false],
  ['*a*b', 'xaxbxb', true],
])('%s fits %s: %s', (pattern, text, fits) => {
  expect(fitsGlob(pattern, text)).toBe(fits);
});

test('it fits what the regular expression fits', () => {
  const of = (letters: string[]) => fc.array(fc.constantFrom(...letters), { maxLength: 8 }).map(list => list.join(''));
  fc.assert(
    fc.property(of(['a', 'b', '*', '?']), of(['a', 'b']), (pattern, text) => {
      const expected = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text);
      expect(fitsGlob(pattern, text)).toBe(expected);
    }),
  );
});

test('stars without end take no time: a regular expression would take for ever', { timeout: 2000 }, () => {
  expect(fitsGlob(`${'*a'.repeat(2000)}*b`, 'a'.repeat(4000))).toBe(false);
});
