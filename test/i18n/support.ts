// What the tests of messages share: sample values as wide as those on screen, every way a template can be written out,
// and the width of a text in cells.
import type { Formatters } from '../../src/i18n/index.js';
import { messageIds } from '../../src/i18n/message.js';
import { branchesOf, type Part, type Template } from '../../src/i18n/template.js';

export const ids = messageIds();

export const samples: Formatters = {
  ipv4: () => '192.168.0.103',
  mac: () => '02:00:00:00:01:01',
  dev: () => 'sw.p1',
  frame: () => '12′',
  duration: () => '1.672 µs',
  time: () => '1.000002 s',
};

const TYPED: Readonly<Record<string, string>> = {
  ipv4: '192.168.0.103',
  mac: '02:00:00:00:01:01',
  dev: 'sw.p1',
  devs: 'sw.p1, sw.p3',
  frame: '12′',
  frames: '12′, 13',
  duration: '1.672 µs',
  time: '1.000002 s',
  hex: '0x0806',
  percent: '10 %',
};

/** Every text a template can become, with a sample for each value. */
export function expansions(template: Template): string[] {
  return template.reduce<string[]>((heads, part) => heads.flatMap(head => partTexts(part).map(t => head + t)), ['']);
}

function partTexts(part: Part): string[] {
  if (typeof part === 'string') return [part];
  if (part.kind === 'value') return [part.type === undefined ? 'x1' : TYPED[part.type]!];
  return branchesOf(part).flatMap(expansions);
}

/** Cells of a terminal: two for Han and full-width signs. */
export function width(text: string): number {
  let cells = 0;
  for (const c of text)
    cells += /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(c)
      ? 2
      : 1;
  return cells;
}
