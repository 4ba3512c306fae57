// What a stage follows is the name of a standard or a function, alike in every language; else it is a message.
import { expect, test } from 'vitest';
import '../../src/capture/index.js';
import '../../src/export/index.js';
import { LANGS, message } from '../../src/i18n/index.js';
import { stageKinds } from '../../src/journal/index.js';

test('what is no name of a standard or a function is said in the language of the person', () => {
  // Prose is what has two plain words behind each other: `the program itself`.
  const prose = stageKinds().filter(({ spec }) => /^[a-z]+ [a-z]+|[a-z]{2,} [a-z]{2,} [a-z]{2,}/.test(spec));
  expect(prose.map(({ name }) => name)).toEqual(expect.arrayContaining(['command', 'process_run', 'intervene']));
  for (const { name, spec } of prose) {
    for (const lang of LANGS) {
      const said = message(lang, `spec.${name}`);
      if (lang === 'en') expect(said).toBe(spec);
      else expect(said, name).toMatch(/^(?!⟨).*[\u4e00-\u9fff]/);
    }
  }
});
