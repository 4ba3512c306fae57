// Settings: what is wrong is told with its place and its mend and stops nothing; which of flag, variable and file decides.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type ConfigFile, isUtf8, parseConfig, problemLine, readConfig, resolve } from '../../src/cli/config.js';
import { configLines } from '../../src/cli/config-command.js';
import { flagSettings, lookFor } from '../../src/cli/screen-options.js';
import { SETTINGS } from '../../src/cli/settings.js';
import { LANGS } from '../../src/i18n/index.js';

const scratch = mkdtempSync(join(tmpdir(), 'netstep-config-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const parse = (text: string) => parseConfig('config.yaml', text);
const told = (text: string) => parse(text).problems.map(p => problemLine('en', p));
const file = (text: string): ConfigFile => ({ path: 'config.yaml', there: true, ...parse(text) });
const NONE = file('');

describe('the file', () => {
  test('holds settings, written as people write them', () => {
    const text = 'theme: Color-Blind\nascii: no\nlang: zh\nmouse: off\nspeed: 2.5\nplay: stage\nprojector: yes\n';
    expect(parse(text)).toEqual({
      settings: {
        theme: 'colour-blind',
        ascii: false,
        lang: 'zh-CN',
        mouse: false,
        speed: 2.5,
        play: 'stages',
        projector: true,
      },
      problems: [],
    });
    expect(parse('theme: 16\nascii: AUTO').settings).toEqual({ theme: '16', ascii: 'auto' });
    for (const nothing of ['', '\n', '# nothing\n', '---\n', '{}', 'null']) expect(parse(nothing).problems).toEqual([]);
  });

  test('a mistake is told with line, column and the nearest name; the rest counts', () => {
    const text = '# mine\ntheme: drak\nspeeed: 3\nmouse: off\n  \nspeed: 900\n';
    expect(told(text)).toEqual([
      'config.yaml:2:8: theme does not take drak: one of auto, dark, light, colour-blind, high-contrast, 16, none; did you mean dark?',
      'config.yaml:3:1: there is no setting speeed; did you mean speed?; there are theme, ascii, lang, mouse, speed, play, projector',
      'config.yaml:6:8: speed does not take 900: a number from 0.1 to 60',
    ]);
    expect(parse(text).settings).toEqual({ mouse: false });
  });

  test.each([
    ['theme: [dark', /^config.yaml:\d+:\d+: this is no YAML/],
    ['mouse: on\nmouse: off', /^config.yaml:2:1: this is no YAML/],
    ['- theme', /^config.yaml:1:1: expected lines such as/],
    ['dark', /^config.yaml:1:1: expected lines such as/],
    ['theme: {a: 1}', /^config.yaml:1:8: theme does not take \{"a":1\}/],
    ['speed: 1e9', /^config.yaml:1:8: speed/],
    ['speed: .nan', /^config.yaml:1:8: speed/],
    ['lang: fr', /^config.yaml:1:7: lang does not take fr: en or zh-CN/],
    ['mouse:', /^config.yaml:1:7: mouse does not take null/],
    ['theme: *x', /^config.yaml:1:8: this is no YAML/],
    [`theme: ${'x'.repeat(70_000)}`, /^config.yaml: a file of settings has at most/],
    ['\u0000\u0001', /^config.yaml/],
  ])('%j', (text, wanted) => {
    const problems = told(text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(wanted);
    expect(parse(text).settings).toEqual({});
  });

  test('is where XDG says; a relative path there is ignored', () => {
    expect(readConfig({ XDG_CONFIG_HOME: '/there', HOME: '/people/me' }).path).toBe('/there/netstep/config.yaml');
    for (const XDG_CONFIG_HOME of ['', 'there', undefined])
      expect(readConfig({ XDG_CONFIG_HOME, HOME: '/people/me' }).path).toBe('/people/me/.config/netstep/config.yaml');
  });

  test('that is a folder, or cannot be read, stops nothing', () => {
    const folder = join(scratch, 'folder/netstep/config.yaml');
    mkdirSync(folder, { recursive: true });
    const read = readConfig({ XDG_CONFIG_HOME: join(scratch, 'folder') });
    expect(problemLine('en', read.problems[0]!)).toBe(`${folder}: cannot be read: it is a folder`);
    if (process.getuid?.() === 0) return;
    mkdirSync(join(scratch, 'shut/netstep'), { recursive: true });
    writeFileSync(join(scratch, 'shut/netstep/config.yaml'), 'theme: dark');
    chmodSync(join(scratch, 'shut/netstep/config.yaml'), 0);
    expect(readConfig({ XDG_CONFIG_HOME: join(scratch, 'shut') }).problems).toHaveLength(1);
  });
});

describe('who decides', () => {
  const value = (flags: object, env: Record<string, string>, text: string) => {
    const { value: theme, origin, by } = resolve(flags, env, file(text)).settings.theme;
    return [theme, origin, by];
  };

  test('flag before variable before file before default', () => {
    const [flag, env, text] = [{ theme: 'light' }, { NETSTEP_THEME: '16' }, 'theme: high-contrast'];
    expect(value(flag, env, text)).toEqual(['light', 'flag', '--theme']);
    expect(value({}, env, text)).toEqual(['16', 'environment', 'NETSTEP_THEME']);
    expect(value({}, {}, text)).toEqual(['high-contrast', 'config', undefined]);
    expect(value({}, {}, '')).toEqual(['auto', 'default', undefined]);
  });

  test('every setting has its variable; one that is wrong is told and passed over', () => {
    for (const key of SETTINGS) {
      const name = `NETSTEP_${key.toUpperCase()}`;
      const { settings, problems } = resolve({}, { [name]: 'nonsense' }, NONE);
      expect(problemLine('en', problems[0]!)).toMatch(new RegExp(`^${name}: ${key} does not take nonsense`));
      expect(settings[key].origin).toBe('default');
    }
  });

  test('NO_COLOR is a variable like the others: a flag outvotes it, the file does not', () => {
    expect(value({}, { NO_COLOR: '1' }, 'theme: dark')).toEqual(['none', 'environment', 'NO_COLOR']);
    expect(value({}, { NO_COLOR: '1', NETSTEP_THEME: 'dark' }, '')[0]).toBe('none');
    expect(value({ theme: 'dark' }, { NO_COLOR: '1' }, '')[0]).toBe('dark');
    expect(value({}, { NO_COLOR: '' }, 'theme: dark')[0]).toBe('dark');
    expect(value({}, { NO_COLOR: '1', FORCE_COLOR: '1' }, 'theme: dark')[0]).toBe('dark');
    expect(value({}, { FORCE_COLOR: '0' }, 'theme: dark')).toEqual(['none', 'environment', 'FORCE_COLOR']);
  });

  test('the system language is a default: the file outvotes it', () => {
    expect(resolve({}, { LANG: 'zh_CN.UTF-8' }, NONE).settings.lang.value).toBe('zh-CN');
    expect(resolve({}, { LANG: 'zh_CN.UTF-8' }, file('lang: en')).settings.lang.value).toBe('en');
    expect(resolve({}, { NETSTEP_LANG: 'zh' }, file('lang: en')).settings.lang.value).toBe('zh-CN');
  });
});

describe('the look that follows', () => {
  test.each([
    [{ LANG: 'en_US.UTF-8' }, true],
    [{ LANG: 'C.utf8' }, true],
    [{ LANG: 'en_US.ISO-8859-1' }, false],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, false],
    [{ LANG: 'C', LC_CTYPE: 'en_US.UTF-8' }, true],
    [{ LC_ALL: '', LANG: 'POSIX' }, false],
    [{}, false],
    [{ TMUX: 'socket,1,0' }, true],
    [{ OS: 'Windows_NT' }, true],
  ])('%j: characters beyond ASCII: %s', (env, utf8) => {
    expect(isUtf8(env)).toBe(utf8);
    expect(lookFor('en', {}, env, NONE).ascii).toBe(!utf8);
    expect(lookFor('en', { ascii: utf8 }, env, NONE).ascii).toBe(utf8);
  });

  test('on the wall high contrast, unless another theme is asked for in the same breath', () => {
    const wall = (flags: object, text: string) => lookFor('en', flags, {}, file(text)).wall;
    expect(wall({ projector: true }, 'theme: light')).toBe('high-contrast');
    expect(wall({ theme: 'light' }, 'projector: on')).toBe('high-contrast');
    expect(wall({ theme: 'light', projector: true }, '')).toBe('light');
  });

  test('says in one line what is wrong', () => {
    expect(lookFor('en', {}, {}, NONE).note).toBeUndefined();
    expect(lookFor('en', {}, {}, file('theme: x\nmouse: x')).note).toMatch(/theme .*1 more: netstep config\)$/);
  });

  test('a flag that is wrong is the mistake of the moment: it is refused', () => {
    expect(() => flagSettings('en', { theme: 'drak' })).toThrow('--theme does not take drak: one of auto');
    expect(() => flagSettings('en', { speed: '0' })).toThrow('a number from 0.1 to 60');
    expect(flagSettings('en', { speed: '4', mouse: false })).toEqual({ speed: 4, mouse: false });
  });
});

describe.each(LANGS)('netstep config, %s', lang => {
  test('its answer is a file that sets what held', () => {
    const text = 'theme: 16\nmouse: off\nplay: stages\nspeed: 0.5\nascii: on\nlang: zh\nprojector: on\n';
    const lines = configLines(lang, file(text), resolve({}, {}, file(text)));
    expect(parse(lines.join('\n'))).toEqual(parse(text));
    const mistaken = file(`${text}colour: red\n`);
    expect(parse(configLines(lang, mistaken, resolve({}, {}, mistaken)).join('\n'))).toEqual(parse(text));
  });
});
