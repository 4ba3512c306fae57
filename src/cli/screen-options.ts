// Flags that say how the screen looks, and the look that follows from them, the environment and the configuration file.
import type { Command } from 'commander';
import { type Lang, message } from '../i18n/index.js';
import type { LookOptions } from '../tui/index.js';
import { type ConfigFile, flagValue, isUtf8, problemLine, type Resolution, resolve } from './config.js';
import { UserError } from './output.js';
import type { Setting, Settings } from './settings.js';

/** As commander hands them over; what was not given is undefined. */
export interface ScreenFlags {
  readonly theme?: string;
  readonly ascii?: boolean;
  readonly mouse?: boolean;
  readonly speed?: string;
  readonly projector?: boolean;
}

export function screenOptions(command: Command, t: (id: string) => string): Command {
  return command
    .option('--theme <name>', t('cli.help.theme'))
    .option('--ascii', t('cli.help.ascii'))
    .option('--no-ascii', t('cli.help.no-ascii'))
    .option('--mouse', t('cli.help.mouse'))
    .option('--no-mouse', t('cli.help.no-mouse'))
    .option('--speed <n>', t('cli.help.speed'))
    .option('--projector', t('cli.help.projector'));
}

/** What the flags set. Throws UserError for a value that there is not. */
export function flagSettings(lang: Lang, flags: ScreenFlags): Settings {
  const out: Record<string, unknown> = {};
  for (const key of ['theme', 'ascii', 'mouse', 'speed', 'projector'] as const satisfies Setting[]) {
    const text = flags[key];
    if (text === undefined) continue;
    const checked = flagValue(lang, key, String(text));
    if ('problem' in checked) throw new UserError(checked.problem);
    out[key] = checked.value;
  }
  return out as Settings;
}

type Env = Readonly<Record<string, string | undefined>>;

/** How the screen is to look. */
export function lookFor(lang: Lang, flags: ScreenFlags, env: Env, file: ConfigFile): LookOptions {
  const { settings, problems } = resolve(flagSettings(lang, flags), env, file);
  return {
    theme: settings.theme.value,
    // Who asks for both wants to see this theme there.
    wall: settings.theme.origin === 'flag' && flags.projector === true ? settings.theme.value : 'high-contrast',
    ascii: settings.ascii.value === 'auto' ? !isUtf8(env) : settings.ascii.value,
    mouse: settings.mouse.value,
    speed: settings.speed.value,
    unit: settings.play.value === 'stages' ? 'stage' : 'event',
    projector: settings.projector.value,
    note: noteOf(lang, problems),
  };
}

/** One line for all that is wrong. */
function noteOf(lang: Lang, problems: Resolution['problems']): string | undefined {
  const [first, ...more] = problems;
  if (first === undefined) return undefined;
  const what = problemLine(lang, first);
  return more.length === 0 ? what : message(lang, 'config.more', { what, count: more.length });
}
