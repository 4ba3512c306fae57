// What the options of `shot` and `cast` mean; each mistake with its mend.
import { nearest } from '../lesson/index.js';
import type { Desk, Look, Size } from '../tui/picture/index.js';
import { UserError } from './output.js';

export type Say = (id: string, args?: Readonly<Record<string, unknown>>) => string;
type Pictures = typeof import('../tui/picture/index.js');

/** No terminal goes beyond it. */
const LARGEST: Size = { columns: 400, rows: 150 };
const FORMATS = { svg: 'svg', txt: 'txt', text: 'txt', ansi: 'ansi' } as const;
export type Format = (typeof FORMATS)[keyof typeof FORMATS];

function bad(t: Say, option: string, value: string, expected: string): never {
  throw new UserError(t('cli.error.bad-value', { option, value, expected }));
}

/** The format that is named, or else the one that the file's name ends in. Standard output: text. */
export function formatOf(file: string, named: string | undefined, t: Say): Format {
  const word = (named ?? (file === '-' ? 'txt' : (/\.([^./\\]+)$/.exec(file)?.[1] ?? ''))).toLowerCase();
  const format = Object.hasOwn(FORMATS, word) ? FORMATS[word as keyof typeof FORMATS] : undefined;
  if (format !== undefined) return format;
  if (named !== undefined) bad(t, '--format', named, t('cli.expected.shot-format'));
  throw new UserError(t('cli.error.no-format', { file }));
}

/** `160x48`. */
export function sizeOf(text = '160x48', least: Size, t: Say): Size {
  const [, columns, rows] = /^(\d{1,4})[x×*,](\d{1,4})$/i.exec(text.trim()) ?? [];
  const size = { columns: Number(columns), rows: Number(rows) };
  const fits = (name: keyof Size) => size[name] >= least[name] && size[name] <= LARGEST[name];
  if (fits('columns') && fits('rows')) return size;
  const written = (of: Size) => `${of.columns}x${of.rows}`;
  return bad(t, '--size', text, t('cli.expected.shot-size-limits', { least: written(least), most: written(LARGEST) }));
}

export interface LookFlags {
  readonly theme?: string;
  readonly ascii?: boolean;
  readonly projector?: boolean;
}

/** On the wall it is high contrast, unless a theme is asked for. */
export function lookOf({ theme, ascii = false, projector = false }: LookFlags, pictures: Pictures, t: Say): Look {
  const { THEME_NAMES, themeName, pictureLook } = pictures;
  const name = themeName(theme ?? 'dark');
  if (name === undefined) {
    const near = nearest(theme as string, THEME_NAMES);
    throw new UserError(t('cli.error.unknown-theme', { value: theme, near, names: THEME_NAMES }));
  }
  const wall = theme === undefined ? {} : { wall: name };
  return pictureLook({ theme: name, ascii, projector, ...wall });
}

export function speedOf(text = '1', t: Say): number {
  const speed = /^\d*\.?\d+$/.test(text) ? Number(text) : 0;
  return speed >= 0.1 && speed <= 100 ? speed : bad(t, '--speed', text, t('cli.expected.shot-speed'));
}

/** The keys that a text names. */
export function keysOf(text: string, { parseKeys, namedKeys }: Pictures, t: Say): readonly string[] {
  const parsed = parseKeys(text);
  if (parsed.ok) return parsed.keys;
  const value = parsed.word;
  if (parsed.problem === 'quote') throw new UserError(t('cli.error.open-quote', { value }));
  throw new UserError(t('cli.error.unknown-key', { value, near: nearest(value, namedKeys()), names: namedKeys() }));
}

/** Turns to one panel, or shows it alone. */
export function turnTo(desk: Desk, way: 'focus' | 'zoom', value: string, t: Say): void {
  if (desk[way](value)) return;
  const names = desk.store.panels;
  throw new UserError(t('cli.error.unknown-panel', { value, near: nearest(value, names), names }));
}
