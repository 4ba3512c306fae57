// The languages of the program, and which one a person gets.

export type Lang = 'en' | 'zh-CN';
export const LANGS: readonly Lang[] = ['en', 'zh-CN'];

/** The variables of the environment that say a language. */
export interface LangEnv {
  readonly NETSTEP_LANG?: string | undefined;
  readonly LC_ALL?: string | undefined;
  readonly LC_MESSAGES?: string | undefined;
  readonly LANG?: string | undefined;
}

/** The language that a name means (`zh`, `zh_CN.UTF-8`, `zh-Hans`, `en_GB`); undefined for one that netstep lacks. */
export function langNamed(name: string): Lang | undefined {
  const [first = ''] = name.toLowerCase().split(/[-_.@]/);
  return first === 'zh' ? 'zh-CN' : first === 'en' ? 'en' : undefined;
}

/** `wanted` (an option), else the environment's first word on it in POSIX order; English for what netstep lacks. */
export function pickLang(env: LangEnv, wanted?: string): Lang {
  const name = [wanted, env.NETSTEP_LANG, env.LC_ALL, env.LC_MESSAGES, env.LANG].find(word => word);
  return langNamed(name ?? '') ?? 'en';
}
