// What a person can set: one schema, from which the configuration file, the environment and the flags are checked alike.
// config.ts reads the file; resolve() says which of them decides.
import * as z from 'zod';
import { LANGS, langNamed } from '../i18n/index.js';
import { nearest } from '../lesson/index.js';

/** `on` and its like; YAML 1.2 has only true and false. */
const WORDS: Readonly<Record<string, boolean>> = {
  on: true,
  yes: true,
  true: true,
  '1': true,
  off: false,
  no: false,
  false: false,
  '0': false,
};
const word = z.union([z.string(), z.number(), z.boolean()]).transform(value => String(value).trim().toLowerCase());
const onOff = word.pipe(z.string().refine(text => text in WORDS)).transform(text => WORDS[text] as boolean);

/** Bounds of `speed`, steps a second. */
export const SPEED = { least: 0.1, most: 60 } as const;

/** The schema, and the names of themes: those are the screen's, which is loaded only when one is needed. */
export function settingsSchema(themeName: (wanted: string) => string | undefined) {
  return z.strictObject({
    theme: word.transform((text, context) => themeName(text) ?? refuse(context)).optional(),
    ascii: z.union([word.pipe(z.literal('auto')), onOff]).optional(),
    lang: word.transform((text, context) => langNamed(text) ?? refuse(context)).optional(),
    mouse: onOff.optional(),
    speed: word.transform(Number).pipe(z.number().min(SPEED.least).max(SPEED.most)).optional(),
    play: word
      .pipe(z.enum(['events', 'stages', 'event', 'stage']))
      .transform(text => (text.startsWith('event') ? 'events' : 'stages') as 'events' | 'stages')
      .optional(),
    projector: onOff.optional(),
  });
}

function refuse(context: z.RefinementCtx): never {
  context.addIssue({ code: 'custom', message: 'unknown' });
  return z.NEVER;
}

export type SettingsSchema = ReturnType<typeof settingsSchema>;
export type Settings = z.output<SettingsSchema>;
export type Setting = keyof Settings;
export const SETTINGS: readonly Setting[] = ['theme', 'ascii', 'lang', 'mouse', 'speed', 'play', 'projector'];

/** What is wrong with a setting: a message `config.CODE` with these arguments. */
export interface SettingProblem {
  readonly code: 'unknown-key' | 'bad-value' | 'bad-yaml' | 'no-mapping' | 'too-large' | 'unreadable';
  readonly args: Readonly<Record<string, unknown>>;
}

/** Checks one value by its key. */
export function checkSetting(
  schema: SettingsSchema,
  key: Setting,
  value: unknown,
  names: Readonly<Partial<Record<Setting, readonly string[]>>>,
): { readonly value: Settings[Setting] } | { readonly problem: SettingProblem } {
  const checked = schema.shape[key].safeParse(value);
  if (checked.success) return { value: checked.data };
  const shown = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const known = names[key] ?? [];
  const near = nearest(shown.slice(0, 40), known);
  return { problem: { code: 'bad-value', args: { key, value: shown.slice(0, 60), near, known } } };
}

/** The words that a setting takes, where there are only so many. */
export const wordsOf = (themes: readonly string[]): Readonly<Partial<Record<Setting, readonly string[]>>> => ({
  theme: themes,
  ascii: ['on', 'off', 'auto'],
  lang: LANGS,
  mouse: ['on', 'off'],
  play: ['events', 'stages'],
  projector: ['on', 'off'],
});
