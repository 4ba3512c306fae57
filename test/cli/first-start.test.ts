// What is remembered from one start to the next: where, in what form, and that nothing about it can keep netstep from
// starting.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { firstStarter } from '../../src/cli/first-start.js';
import { readState, stateFolder, writeState } from '../../src/platform/state.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netstep-state-'));
});

/** A start of the program: what is remembered within one is forgotten. */
const start = (env: Record<string, string>, lang: 'en' | 'zh-CN' = 'en') => firstStarter()(env, lang);

describe('the folder (XDG Base Directory Specification)', () => {
  test.each([
    [{ NETSTEP_STATE_DIR: '/a/b', XDG_STATE_HOME: '/x' }, '/a/b'],
    [{ XDG_STATE_HOME: '/x' }, '/x/netstep'],
    [{ XDG_STATE_HOME: 'relative' }, '/h/.local/state/netstep'],
    [{ XDG_STATE_HOME: '' }, '/h/.local/state/netstep'],
    [{}, '/h/.local/state/netstep'],
  ])('%j is %s', (env, expected) => {
    expect(stateFolder(env, '/h')).toBe(expected);
  });
});

describe('the tour is offered', () => {
  test('once: the second start does not, nor does a second screen of the first', () => {
    const env = { NETSTEP_STATE_DIR: join(folder, 'new', 'deep') };
    expect(start(env)).toEqual({ tour: 'offer' });
    expect(start(env)).toEqual({});
    expect(readdirSync(env.NETSTEP_STATE_DIR)).toEqual(['screen.json']);
    expect(JSON.parse(readFileSync(join(env.NETSTEP_STATE_DIR, 'screen.json'), 'utf8'))).toEqual({
      version: 1,
      tour: 'offered',
    });
    const firstStart = firstStarter();
    const other = { NETSTEP_STATE_DIR: join(folder, 'other') };
    expect([firstStart(other, 'en').tour, firstStart(other, 'en').tour]).toEqual(['offer', undefined]);
  });

  test('where the folder cannot be made, with the reason', () => {
    writeFileSync(join(folder, 'file'), '');
    for (const dir of ['file', 'file/below']) {
      const { tour, tourProblem } = start({ NETSTEP_STATE_DIR: join(folder, dir) });
      expect(tour).toBe('offer');
      expect(tourProblem).toContain(join(folder, dir));
      expect(tourProblem).toMatch(/can not be kept/);
    }
  });

  test.each(['', 'not json', '[]', '{"version":"1"}', 'null', '{"tour":true}'])(
    'where the note is %j: begun anew',
    text => {
      writeFileSync(join(folder, 'screen.json'), text);
      const env = { NETSTEP_STATE_DIR: folder };
      expect(start(env)).toMatchObject({
        tour: 'offer',
        tourProblem: expect.stringContaining('could not be read'),
      });
      expect(start(env)).toEqual({});
    },
  );

  test('a note of a newer version is left as it is', () => {
    const text = '{"version":2,"tour":{"seen":true}}';
    writeFileSync(join(folder, 'screen.json'), text);
    expect(start({ NETSTEP_STATE_DIR: folder }).tourProblem).toContain('newer');
    expect(readFileSync(join(folder, 'screen.json'), 'utf8')).toBe(text);
  });

  test('what else the note holds is kept', () => {
    writeFileSync(join(folder, 'screen.json'), '{"version":1,"later":[1]}');
    start({ NETSTEP_STATE_DIR: folder });
    expect(readState(join(folder, 'screen.json'), 1)).toMatchObject({ content: { later: [1], tour: 'offered' } });
  });
});

test('a file is written whole or not at all', () => {
  const path = join(folder, 'state.json');
  writeState(path, { version: 1, a: 1 });
  expect(() => writeState(path, { version: 1, a: 1n as never })).toThrow();
  expect(readState(path, 1)).toEqual({ kind: 'read', content: { version: 1, a: 1 } });
  expect(readdirSync(folder)).toEqual(['state.json']);
});
