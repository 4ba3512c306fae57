// Widths of text: what a terminal would count, for any text at all.

import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import {
  clip,
  fitLine,
  justify,
  line,
  lineWidth,
  pad,
  slice,
  span,
  textOf,
  widthOf,
  wrapped,
} from '../../src/tui/text.js';
import fc from '../property.js';

const texts = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'abc 交换机，。→▶′─é😀\u0301\u001b\n\u202e字') }),
  fc.string({ unit: 'grapheme' }),
);

test('widths are those of string-width, for what is shown here', () => {
  for (const text of ['', 'abc', '交换机', 'a交b', '▶ ▸ ┌─┐ ′ µ → ✓ ✗ …', '，。「」', 'é', '😀', 'e\u0301', '🇨🇳'])
    expect(widthOf(text), text).toBe(stringWidth(text));
});

test('a fitted line is exactly as wide as asked, and moves no cursor', () => {
  fc.assert(
    fc.property(fc.array(texts, { maxLength: 4 }), fc.integer({ min: 0, max: 30 }), (parts, width) => {
      const fitted = fitLine(
        parts.map(p => span(p)),
        width,
      );
      expect(stringWidth(textOf(fitted))).toBe(width);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
      expect(textOf(fitted)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    }),
  );
});

test('a line that fits is left alone; one that does not ends in …', () => {
  expect(textOf(fitLine(line('ab', '交'), 4))).toBe('ab交');
  expect(textOf(fitLine(line('ab', '交换'), 5))).toBe('ab交…');
  expect(textOf(fitLine(line('ab', '交换'), 4))).toBe('ab… ');
  expect([clip('交换机', 4), pad('交', 4), clip('ab', 0)]).toEqual(['交…', '交  ', '']);
});

test('slices of a line make up the line', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab交换→') }), fc.nat(12), (text, at) => {
      const whole = line(text);
      const width = lineWidth(whole);
      const cut = Math.min(at, width);
      const [left, right] = [slice(whole, 0, cut), slice(whole, cut, width)];
      expect(lineWidth(left)).toBe(cut);
      expect(lineWidth(right)).toBe(width - cut);
    }),
  );
});

test('two lines in one row: the left one gives way', () => {
  expect(textOf(justify(line('left'), line('right'), 12))).toBe('left   right');
  expect(textOf(justify(line('left one'), line('right'), 10))).toBe('left…right');
});

test('wrapped lines are no wider than asked, whatever stands in them', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'ab c交换，。（） ') }),
      fc.integer({ min: 8, max: 30 }),
      (text, width) => {
        for (const each of wrapped(text, width)) expect(widthOf(each)).toBeLessThanOrEqual(width);
      },
    ),
  );
});
