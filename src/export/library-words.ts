// The map of layers and the glossary as text: the same at the prompt, on the screen and from the command line.
import stringWidth from 'string-width';
import { type Lang, message } from '../i18n/index.js';
import { type Course, type Glossary, lessonsOf, termsFor } from '../lesson/index.js';
import { wrap } from './wrap.js';

/** What people call a protocol, where that is not its short name in capitals. */
const NAMES: Readonly<Record<string, string>> = { eth: 'Ethernet', ip: 'IPv4', ipv6: 'IPv6', icmpv6: 'ICMPv6' };
const OSI = [7, 6, 5, 4, 3, 2, 1] as const;
const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - stringWidth(text)));

/** OSI beside TCP/IP, with the protocols of each layer and the lessons that show them; `here`: the lesson one is in. */
export function mapLines(course: Course, lang: Lang, here?: string): string[] {
  const t = (id: string, args: Record<string, unknown> = {}) => message(lang, id, args);
  const lessons = lessonsOf(course);
  const mine = lessons.find(lesson => lesson.id === here)?.protocols ?? [];
  const name = (protocol: string) => {
    const short = NAMES[protocol] ?? protocol.toUpperCase();
    return mine.includes(protocol) ? `[${short}]` : short;
  };
  const osi = OSI.map(n => `${n} ${t(`map.osi.${n}`)}`);
  const width = Math.max(...osi.map(text => stringWidth(text)));
  const titles = Math.max(...course.layers.map(layer => stringWidth(layer.title[lang])));
  const lines = [`${pad('OSI', width + 3)}  ${pad('TCP/IP', titles)}`];
  for (const layer of course.layers) {
    const rows = OSI.filter(n => layer.osi.includes(n));
    const middle = Math.floor((rows.length - 1) / 2);
    for (const [i, n] of rows.entries()) {
      const first = i === middle ? '┬' : '┐';
      const sign = rows.length === 1 ? '─' : i === 0 ? first : i === rows.length - 1 ? '┘' : '┼';
      const head = `${pad(osi[OSI.indexOf(n)] as string, width)} ${sign}`;
      if (i !== middle) lines.push(head);
      else lines.push(`${head}─ ${pad(layer.title[lang], titles)}  ${layer.protocols.map(name).join(' · ')}`);
    }
    const shown = lessons.filter(lesson => lesson.protocols.some(protocol => layer.protocols.includes(protocol)));
    const ids = shown.length > 0 ? [t('map.lessons', { ids: shown.map(lesson => lesson.id).join(', ') })] : [];
    const below = [...ids, layer.about[lang]].flatMap(text => wrap(text, 90 - width));
    lines.push(...below.map(text => `${' '.repeat(width + 5)}${text}`), '');
  }
  if (mine.length > 0) lines.push(t('map.here', { id: here ?? '', names: mine.map(name).join(' ') }));
  return lines;
}

/** Terms with their explanations, narrow enough for a box on 80 columns; those that a word stands in. Undefined: none. */
export function glossaryLines(glossary: Glossary, lang: Lang, word = ''): string[] | undefined {
  const terms = termsFor(glossary, word);
  if (terms.length === 0) return undefined;
  return terms.flatMap(({ [lang]: { term, text }, see }) => {
    const names = see.map(id => glossary.terms.find(other => other.id === id)?.[lang].term ?? id);
    const more = names.length === 0 ? [] : [`    → ${names.join(' · ')}`];
    return [term, ...wrap(text, 66).map(line => `    ${line}`), ...more];
  });
}
