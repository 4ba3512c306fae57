// What must hold for every message of every language.
import { describe, expect, test } from 'vitest';
import { en } from '../../src/i18n/en/index.js';
import { hasMessage, LANGS } from '../../src/i18n/index.js';
import { templateOf } from '../../src/i18n/message.js';
import { parseTemplate, placeholdersOf } from '../../src/i18n/template.js';
import { zhCN } from '../../src/i18n/zh-CN/index.js';
import { labels, titles } from '../../src/i18n/zh-CN/wire-labels.js';
import { wireTexts } from '../../src/i18n/zh-CN/wire-text.js';
import { sourceFiles } from '../project/source.js';
import { expansions, ids, width } from './support.js';

/** Longest rendering in cells, by the beginning of the id. */
const limits: readonly [prefix: string, cells: number][] = [
  ['stage.', 24],
  ['table.', 20],
  ['column.', 14],
  ['ui.panel.', 16],
  ['ui.now.', 72],
  ['explain.', 60],
  ['hint.', 60],
  ['cli.', 120],
  ['help.more.', 320],
  ['help.topic.', 320],
  ['', 112],
];
const shortKey = /^key\..*\.short$/;

function limitOf(id: string): number {
  if (shortKey.test(id)) return 14;
  return limits.find(([prefix]) => id.startsWith(prefix))![1];
}

/** Every text of every language that a person may see, by where it stands. */
function texts(lang: (typeof LANGS)[number]): [id: string, text: string][] {
  return ids.flatMap(id =>
    expansions(parseTemplate(templateOf(lang, id)!)).map(text => [id, text] as [string, string]),
  );
}

describe('the catalogues', () => {
  test('have the same ids in the same order', () => {
    expect(Object.keys(zhCN)).toEqual(Object.keys(en));
  });

  test('have no id in two areas', () => {
    for (const lang of LANGS) {
      const declared = sourceFiles(`src/i18n/${lang}`)
        .filter(file => !/index|wire-/.test(file.path))
        .flatMap(file => [...file.text.matchAll(/^ {2}'([\w.-]+)':/gm)].map(match => match[1]!));
      expect(declared.sort()).toEqual([...ids].sort());
    }
  });

  test.each(LANGS)('%s: every template can be parsed', lang => {
    for (const id of ids) expect(() => parseTemplate(templateOf(lang, id)!), id).not.toThrow();
  });

  test('ask for the same arguments, written in the same types', () => {
    for (const id of ids) {
      const [english, chinese] = LANGS.map(lang => [...placeholdersOf(parseTemplate(templateOf(lang, id)!))].sort());
      expect(chinese, id).toEqual(english);
    }
  });

  test.each(LANGS)('%s: no text is empty, padded, doubly spaced or longer than its place', lang => {
    const wrong = texts(lang).filter(
      ([id, text]) => text.trim() !== text || text === '' || / {2}/.test(text) || width(text) > limitOf(id),
    );
    expect(wrong.map(([id, text]) => `${id} (${width(text)} of ${limitOf(id)}): ${text}`)).toEqual([]);
  });

  test.each(LANGS)('%s: sentences bear no full stop and use the plain signs', lang => {
    const wrong = texts(lang).filter(([, text]) => /[^.]\.$|。$|--(?![a-z])|[“”‘’"]/.test(text));
    // Paragraphs of several sentences.
    const stops = /^(cli\.about|help\.(more|topic)\.\w)/;
    expect(wrong.filter(([id]) => !stops.test(id)).map(([id, text]) => `${id}: ${text}`)).toEqual([]);
  });
});

test('every id that a room names is there', () => {
  const named = /'((?:ui|cli|key|hint|explain|problem|verdict|operation|direction|root|nud)\.[\w-]+(?:\.[\w-]+)*)'/g;
  const files = sourceFiles('src').filter(file => !file.path.startsWith('src/i18n/'));
  const unknown = files.flatMap(file =>
    [...file.text.matchAll(named)].filter(([, id]) => !hasMessage('en', id!)).map(([, id]) => `${file.path}: ${id}`),
  );
  expect(unknown).toEqual([]);
});

describe('Chinese typography', () => {
  const han = '\\p{Script=Han}';
  const full = '，。；：！？、（）「」';
  const faults: readonly [name: string, pattern: RegExp][] = [
    ['no space between Han and Latin', new RegExp(`${han}[A-Za-z0-9−]|[A-Za-z0-9%′]${han}`, 'u')],
    ['half-width sign beside Han', new RegExp(`${han} ?[,;:!?()]|[,;!?()] ?${han}`, 'u')],
    ['space beside a full-width sign', new RegExp(`\\s[${full}]|[${full}]\\s`, 'u')],
    ['space between Han and Han', new RegExp(`${han} ${han}`, 'u')],
  ];
  const all = [...texts('zh-CN'), ...Object.entries(labels), ...Object.entries(titles), ...Object.entries(wireTexts)];

  test.each(faults)('%s', (_name, pattern) => {
    expect(all.filter(([, text]) => pattern.test(text)).map(([id, text]) => `${id}: ${text}`)).toEqual([]);
  });

  test('the faults are found', () => {
    const wrong = ['是IP', 'IP是', '错 : 对', '是 ，否', '是 否'];
    for (const text of wrong)
      expect(
        faults.some(([, pattern]) => pattern.test(text)),
        text,
      ).toBe(true);
    expect(faults.some(([, pattern]) => pattern.test('IPv4 首部（20 字节）：A 到 B'))).toBe(false);
  });
});
