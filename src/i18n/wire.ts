// The words of the wire room in other languages. Their English stands in the protocols' declarations and is handed in;
// what has no translation stays English.
import type { Lang } from './lang.js';
import { labels, titles } from './zh-CN/wire-labels.js';
import { wireTexts } from './zh-CN/wire-text.js';

const known = (words: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(words, key) ? words[key] : undefined;

/** A field's label, by its name, else by its English: `fieldLabel(lang, node.name, node.label)`. */
export function fieldLabel(lang: Lang, name: string, english: string): string {
  return lang === 'en' ? english : (known(labels, name) ?? known(wireTexts, english) ?? english);
}

/** A protocol's title: `protocolTitle(lang, layer.protocol, layer.title)`. */
export function protocolTitle(lang: Lang, protocol: string, english: string): string {
  return lang === 'en' ? english : (known(titles, protocol) ?? english);
}

/** A value's text as a node bears it: `request (1)`, `Not set`, `20 bytes (5)`, `0x02, Don't fragment`. */
export function wireText(lang: Lang, english: string): string {
  if (lang === 'en') return english;
  const whole = known(wireTexts, english);
  if (whole !== undefined) return whole;
  const listed = english.split(', ');
  if (listed.length > 1) return listed.map(part => wireText(lang, part)).join('，');
  const [, bytes, raw = ''] = /^(\d+) bytes( \(\d+\))?$/.exec(english) ?? [];
  if (bytes !== undefined) return `${bytes} 字节${raw}`;
  const [, name, number] = /^(.+) (\([^()]*\))$/.exec(english) ?? [];
  const translated = name === undefined ? undefined : known(wireTexts, name);
  if (translated === undefined) return english;
  return translated.endsWith('）') ? `${translated}${number}` : `${translated} ${number}`;
}
