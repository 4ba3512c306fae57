// The configuration file, and what follows from it, the environment and the flags together. What is wrong in the file is told
// with its place and is never in the way: the rest of the file counts.
import { type Lang, type LangEnv, message, pickLang } from '../i18n/index.js';
import { nearest, Positions } from '../lesson/index.js';
import { exists, join, readText } from '../platform/files.js';
import { configFolder } from '../platform/xdg.js';
import { THEME_NAMES, themeName } from '../tui/themes/index.js';
import {
  checkSetting,
  SETTINGS,
  type Setting,
  type SettingProblem,
  type Settings,
  settingsSchema,
  wordsOf,
} from './settings.js';

type Env = Readonly<Record<string, string | undefined>>;

const schema = settingsSchema(themeName);
const words = wordsOf(THEME_NAMES);
/** A file of settings is small. */
const LARGEST = 64 * 1024;

/** A problem and its place: a file's line and column (from 1), or the name of a variable. */
export interface ConfigProblem extends SettingProblem {
  readonly where: string;
}

export interface ConfigFile {
  readonly path: string;
  readonly there: boolean;
  readonly settings: Settings;
  readonly problems: readonly ConfigProblem[];
}

/** Reads the file in its place; without one, nothing is set. */
export function readConfig(env: Env): ConfigFile {
  const path = join(configFolder(env), 'config.yaml');
  try {
    const text = readText(path);
    if (text !== undefined) return { path, there: true, ...parseConfig(path, text) };
    if (!exists(path)) return { path, there: false, settings: {}, problems: [] };
    return refused(path, 'EISDIR');
  } catch (error) {
    return refused(path, (error as NodeJS.ErrnoException).code ?? 'unknown');
  }
}

function refused(path: string, errno: string): ConfigFile {
  return { path, there: true, settings: {}, problems: [{ where: path, code: 'unreadable', args: { errno } }] };
}

/** The settings that a text holds, and what is wrong with the others. */
export function parseConfig(path: string, text: string): Pick<ConfigFile, 'settings' | 'problems'> {
  const whole = (code: SettingProblem['code'], args = {}, where = path) => ({
    settings: {},
    problems: [{ where, code, args }],
  });
  if (text.length > LARGEST) return whole('too-large', { most: LARGEST });
  const positions = new Positions(path, text);
  const [broken] = positions.yamlProblems();
  if (broken !== undefined) return whole('bad-yaml', { what: broken.message }, place(broken));
  const data: unknown = positions.document.toJS({ maxAliasCount: 10 });
  if (data === null || data === undefined) return { settings: {}, problems: [] };
  if (typeof data !== 'object' || Array.isArray(data)) return whole('no-mapping', {}, place(positions.at([])));
  const settings: Record<string, unknown> = {};
  const problems: ConfigProblem[] = [];
  for (const [key, value] of Object.entries(data)) {
    if (!isSetting(key)) {
      const near = nearest(key, SETTINGS);
      problems.push({
        where: place(positions.at([key], true)),
        code: 'unknown-key',
        args: { key, near, known: SETTINGS },
      });
      continue;
    }
    const checked = checkSetting(schema, key, value, words);
    if ('value' in checked) settings[key] = checked.value;
    else problems.push({ where: place(positions.at([key])), ...checked.problem });
  }
  return { settings, problems };
}

const isSetting = (key: string): key is Setting => (SETTINGS as readonly string[]).includes(key);
const place = ({ file, line, column }: { file: string; line: number; column: number }): string =>
  `${file}:${line}:${column}`;

/** The sentence that tells a problem. */
export function problemLine(lang: Lang, { where, code, args }: ConfigProblem): string {
  const key = args.key as Setting | undefined;
  const expected = code === 'bad-value' && key !== undefined ? message(lang, `config.expected.${key}`, args) : '';
  const errno = `cli.errno.${args.errno}`;
  const reason = code === 'unreadable' ? message(lang, errno) : '';
  return `${where}: ${message(lang, `config.${code}`, { ...args, expected, reason })}`;
}

/** Where a value comes from. */
export type Origin = 'flag' | 'environment' | 'config' | 'default';
export interface Decided<K extends Setting = Setting> {
  readonly value: NonNullable<Settings[K]>;
  readonly origin: Origin;
  /** The flag, or the variable. */
  readonly by: string | undefined;
}
export type Resolved = { readonly [K in Setting]: Decided<K> };

export interface Resolution {
  readonly settings: Resolved;
  /** Of the file and of the environment. */
  readonly problems: readonly ConfigProblem[];
}

/** Flag before environment before file before default. `flags` are checked already. */
export function resolve(flags: Settings, env: Env, file: ConfigFile): Resolution {
  const problems = [...file.problems];
  const own: Record<string, { value: unknown; by: string }> = {};
  for (const key of SETTINGS) {
    const by = `NETSTEP_${key.toUpperCase()}`;
    const text = env[by];
    if (text === undefined || text === '') continue;
    const checked = checkSetting(schema, key, text, words);
    if ('value' in checked) own[key] = { value: checked.value, by };
    else problems.push({ where: by, ...checked.problem });
  }
  // NO_COLOR and FORCE_COLOR=0 are the environment's word on the theme; a name for this program alone does not outvote them.
  const colourless = noColor(env);
  if (colourless !== undefined) own.theme = { value: 'none', by: colourless };
  const decide = (key: Setting): unknown => {
    if (flags[key] !== undefined) return { value: flags[key], origin: 'flag', by: `--${key}` };
    if (own[key] !== undefined) return { ...own[key], origin: 'environment' };
    if (file.settings[key] !== undefined) return { value: file.settings[key], origin: 'config', by: undefined };
    return byDefault(key, env);
  };
  return { settings: Object.fromEntries(SETTINGS.map(key => [key, decide(key)])) as Resolved, problems };
}

function byDefault(key: Setting, env: Env): Decided {
  if (key === 'lang') return { value: pickLang(env as LangEnv), origin: 'default', by: undefined };
  const values = { theme: 'auto', ascii: 'auto', mouse: true, speed: 1, play: 'events', projector: false } as const;
  return { value: values[key], origin: 'default', by: undefined };
}

/** The variable that wants no colour. */
function noColor(env: Env): string | undefined {
  const forced = env.FORCE_COLOR;
  if (forced !== undefined && forced !== '') return forced === '0' || forced === 'false' ? 'FORCE_COLOR' : undefined;
  return env.NO_COLOR ? 'NO_COLOR' : undefined;
}

/**
 * Whether the locale's characters are UTF-8, as tmux decides (client.c): the first of LC_ALL, LC_CTYPE and LANG that is set
 * says so, and inside tmux they are. Windows has no such variables; its terminals show UTF-8.
 */
export function isUtf8(env: Env): boolean {
  if (env.TMUX !== undefined || env.OS === 'Windows_NT') return true;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return /utf-?8/i.test(locale);
}

/** A flag's value by its setting; the problem, in words, when it is none. */
export function flagValue(lang: Lang, key: Setting, text: string): { value: Settings[Setting] } | { problem: string } {
  const checked = checkSetting(schema, key, text, words);
  if ('value' in checked) return checked;
  const expected = message(lang, `config.expected.${key}`, checked.problem.args);
  return { problem: message(lang, 'config.bad-value', { ...checked.problem.args, key: `--${key}`, expected }) };
}
