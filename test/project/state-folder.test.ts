// What netstep remembers from one start to the next belongs to whoever uses it: no test may touch it.
import { homedir } from 'node:os';
import { expect, test } from 'vitest';
import { stateFolder } from '../../src/platform/state.js';
import { sourceFiles } from './source.js';

test('the tests have a folder of their own', () => {
  expect(process.env.NETSTEP_STATE_DIR).toMatch(/netstep-tests-/);
  expect(stateFolder(process.env)).not.toContain(homedir());
});

test('a test that starts the program with an environment of its own names the folder in it', () => {
  const starting = sourceFiles('test').filter(({ text }) => /['"/]netstep\.js['"]/.test(text) && /\benv: /.test(text));
  expect(starting.length).toBeGreaterThan(1);
  expect(starting.filter(({ text }) => !text.includes('NETSTEP_STATE_DIR')).map(({ path }) => path)).toEqual([]);
});
