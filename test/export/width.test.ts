// Cells of a text, beside what the package says that knows them all.
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { RUNS, widthOf } from '../../src/export/width.js';

test('the runs of characters are as wide as the package says', () => {
  for (const [from, to, cells] of RUNS) {
    for (let code = from; code <= to; code++) {
      const width = stringWidth(String.fromCharCode(code));
      if (width !== cells) expect(`U+${code.toString(16)}: ${cells}`).toBe(`U+${code.toString(16)}: ${width}`);
    }
  }
});

test('a text is as wide as the package says, whatever is in it', () => {
  for (const text of ['│ ▾ 以太网 │', 'e\u0301', '👩‍💻', '🇨🇳', '▶\ufe0f', '한국', 'ｱｲｳ', '\u200b', '⚡', '½·×§…'])
    expect([text, widthOf(text)]).toEqual([text, stringWidth(text)]);
});
