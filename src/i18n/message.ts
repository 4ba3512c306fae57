// From a message's id and its arguments to the sentence in the reader's language.
import { en } from './en/index.js';
import type { Lang } from './lang.js';
import { type PlaceholderType, parseTemplate, type Template } from './template.js';
import { zhCN } from './zh-CN/index.js';

/** Every id of the English base; Chinese has the same ones. */
export type MessageId = keyof typeof en;
/** An id of the base, or one that is known only at run time (`stage.` + a stage's name). */
export type AnyId = MessageId | (string & Record<never, never>);

/** How to write the typed values; only the caller knows devices and frames by name. Numbers in, text out. */
export interface Formatters {
  ipv4(address: number): string;
  mac(address: number): string;
  /** World-wide device number → A.eth0 */
  dev(id: number): string;
  /** Frame number → what the screen calls it: 1′. Messages put the word "frame" or "packet" before it. */
  frame(id: number): string;
  /** Nanoseconds → 1.672 µs */
  duration(ns: number): string;
  /** Virtual time in ns → the screen's form of it. */
  time(ns: number): string;
}

export type Arguments = Readonly<Record<string, unknown>>;

const catalogues: Readonly<Record<Lang, Readonly<Record<string, string>>>> = { en, 'zh-CN': zhCN };
const separators: Readonly<Record<Lang, string>> = { en: ', ', 'zh-CN': '、' };
const parsed = new Map<string, Template>();

export function hasMessage(lang: Lang, id: AnyId): boolean {
  return Object.hasOwn(catalogues[lang], id);
}

/** Ids in the order they stand in, those that begin with `prefix`: for lists made from one table. */
export function messageIds(prefix = ''): MessageId[] {
  return (Object.keys(en) as MessageId[]).filter(id => id.startsWith(prefix));
}

/** The template as written. */
export function templateOf(lang: Lang, id: AnyId): string | undefined {
  return hasMessage(lang, id) ? catalogues[lang][id] : undefined;
}

/**
 * The sentence. An unknown id gives `⟨id⟩`, a missing argument `{name}`: visible, never an exception. A typed value
 * without its formatter is written as it is.
 */
export function message(lang: Lang, id: AnyId, args: Arguments = {}, formatters: Partial<Formatters> = {}): string {
  const source = templateOf(lang, id);
  if (source === undefined) return `⟨${id}⟩`;
  let template = parsed.get(source);
  if (template === undefined) {
    template = parseTemplate(source);
    parsed.set(source, template);
  }
  return render(template, args, formatters, separators[lang]);
}

function render(template: Template, args: Arguments, f: Partial<Formatters>, separator: string): string {
  const inner = (part: Template) => render(part, args, f, separator);
  let out = '';
  for (const part of template) {
    if (typeof part === 'string') {
      out += part;
      continue;
    }
    const value = args[part.name];
    if (part.kind === 'value') out += valueText(part.name, part.type, value, f, separator);
    else if (part.kind === 'plural') out += inner(value === 1 ? part.one : part.many);
    else if (part.kind === 'truth') out += inner(isTrue(value) ? part.yes : part.no);
    else out += inner(part.cases.find(c => c.value === String(value))?.text ?? part.other);
  }
  return out;
}

const isTrue = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));

function valueText(
  name: string,
  type: PlaceholderType | undefined,
  value: unknown,
  f: Partial<Formatters>,
  separator: string,
): string {
  if (value === undefined || value === null) return `{${name}}`;
  if (Array.isArray(value)) {
    const each = type === 'devs' ? 'dev' : type === 'frames' ? 'frame' : type;
    return value.map(one => valueText(name, each, one, f, separator)).join(separator);
  }
  if (typeof value !== 'number' || type === undefined || type === 'devs' || type === 'frames') return String(value);
  if (type === 'hex') return `0x${value.toString(16).padStart(4, '0')}`;
  if (type === 'percent') return `${Math.round(value * 100_000) / 1000} %`;
  return f[type]?.(value) ?? String(value);
}
