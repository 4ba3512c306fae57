// `netstep config`: where the file is, what can be set, what holds now and why. The answer is itself a file of settings.
import { type Lang, message } from '../i18n/index.js';
import { type ConfigFile, problemLine, type Resolution } from './config.js';
import { print } from './output.js';
import { SETTINGS, type Setting } from './settings.js';

export async function showConfig(lang: Lang, file: ConfigFile, resolution: Resolution): Promise<void> {
  for (const line of configLines(lang, file, resolution)) await print(line);
}

/** The lines of the answer: YAML that can be saved as the file. */
export function configLines(lang: Lang, file: ConfigFile, { settings, problems }: Resolution): string[] {
  const t = (id: string, args: Readonly<Record<string, unknown>> = {}) => message(lang, id, args);
  const out = [`# ${file.path}`, `# ${t(file.there ? 'config.there' : 'config.absent')}`, `# ${t('config.order')}`];
  for (const problem of problems) out.push(`# ${t('config.problem')} ${problemLine(lang, problem)}`);
  for (const key of SETTINGS) {
    const { origin, by } = settings[key];
    out.push(
      '',
      `# ${t(`config.about.${key}`)}`,
      `# ${t(`config.from.${origin}`, { by })} · ${t('config.variable', { name: `NETSTEP_${key.toUpperCase()}` })}`,
    );
    out.push(`${key}: ${written(key, settings[key].value)}`);
  }
  return out;
}

function written(key: Setting, value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  // A theme may have a number for its name.
  return key === 'theme' && /^\d+$/.test(String(value)) ? `'${value}'` : String(value);
}
