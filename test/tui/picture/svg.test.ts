// The SVG picture says what the screen says, each piece at its cell, and is one that every reader of XML takes.
import { describe, expect, test } from 'vitest';
import { LANGS } from '../../../src/i18n/index.js';
import { armsOf } from '../../../src/tui/picture/box.js';
import { type Desk, svgOf, THEME_NAMES } from '../../../src/tui/picture/index.js';
import { CELL } from '../../../src/tui/picture/strokes.js';
import { span, textOf, widthOf } from '../../../src/tui/text.js';
import { styleOf, themeNamed } from '../../../src/tui/themes/index.js';
import { colouring, deskOf, readXml, svg } from './support.js';

const SCREENS = [
  ['large', 160, 48, 'n n n n n'],
  ['small', 80, 24, 'c c c'],
  ['huge', 220, 60, 'c c c c c'],
  ['with why over it', 120, 36, 'c c c c c 8 w'],
  ['in the past, with a line typed', 100, 30, 'n n n N : g o'],
  ['smallest', 40, 12, 'n'],
] as const;
const EACH = LANGS.flatMap(lang => SCREENS.map(([name, ...rest]) => [`${lang} ${name}`, lang, ...rest] as const));

/** The characters of a row by their first cell. */
function cellsOf(row: string): Map<number, string> {
  const cells = new Map<number, string>();
  let x = 0;
  for (const character of row) {
    cells.set(x, character);
    x += widthOf(character);
  }
  return cells;
}

/** The pieces of text on the screen, each with the row and the cell that its place means. */
function pieces(picture: string) {
  const all = readXml(picture).filter(e => e.name === 'text' && e.attributes.class !== 'bar');
  return all.map(({ attributes: { class: kind = '', x = '', y = '', textLength }, text }) => {
    const shift = kind.startsWith('s ') ? CELL.width / 2 : kind.startsWith('w ') ? (2 * CELL.width - 15) / 2 : 0;
    return { text, kind, column: (Number(x) - shift) / CELL.width, row: (Number(y) - 13.5) / CELL.height, textLength };
  });
}

describe.each(EACH)('%s', (_name, lang, columns, rows, keys) => {
  const desk: Desk = deskOf(columns, rows, keys, lang);
  const picture = svg(desk);
  const texts = desk.rows.map(textOf);

  test('is well-formed, and not large', () => {
    const elements = readXml(picture);
    expect(elements[0]).toMatchObject({ name: 'svg', attributes: { 'xml:lang': lang, role: 'img' } });
    expect(elements.find(e => e.name === 'title')?.text).toBe('A title');
    expect(elements.find(e => e.name === 'desc')?.text).toBe('What is');
    expect(Buffer.byteLength(picture)).toBeLessThan(200_000);
    expect(picture).not.toMatch(/NaN|undefined|https?:(?!\/\/www\.w3\.org\/2000\/svg)|url\(/);
  });

  test('has every character of the screen, in order, and no other', () => {
    const drawn = pieces(picture).map(p => p.text.replaceAll(' ', ''));
    const wanted = texts.join('').replace(/[ \u2500-\u254f\u2571-\u259f]/g, '');
    expect(drawn.join('')).toBe(wanted);
  });

  test('has each piece at its own cell, as wide as its cells', () => {
    const cells = texts.map(cellsOf);
    for (const { text, column, row, kind, textLength } of pieces(picture)) {
      let x = column;
      for (const character of text) {
        expect(cells[row]?.get(x), `${text} at ${column}, ${row}`).toBe(character);
        x += widthOf(character);
      }
      if (!kind.startsWith('s ')) expect(Number(textLength)).toBe((x - column) * CELL.width);
      if (kind.startsWith('w ')) expect([...text].every(c => widthOf(c) === 2)).toBe(true);
    }
  });

  test('has the lines of all borders, without a gap, and no other line', () => {
    expect([...halves(picture)].sort()).toEqual([...wantedHalves(texts)].sort());
  });
});

/** Every half of a cell that a line runs through, as `column row arm`. */
function halves(picture: string): Set<string> {
  const found = new Set<string>();
  const paths = readXml(picture).filter(e => e.name === 'path' && !e.attributes.d!.startsWith('M0 23.5'));
  for (const [, x, y, way, length] of paths.flatMap(p => [
    ...p.attributes.d!.matchAll(/M([\d.]+) ([\d.]+)([hv])([\d.]+)/g),
  ])) {
    const [size, middle, from] = way === 'h' ? [CELL.width, 4.5, Number(x)] : [CELL.height, 8.5, Number(y)];
    const other = way === 'h' ? (Number(y) - 8.5) / CELL.height : (Number(x) - 4.5) / CELL.width;
    for (let at = from; at < from + Number(length); ) {
      const cell = Math.floor(at / size);
      const first = at < cell * size + middle;
      found.add(
        way === 'h' ? `${cell} ${other} ${first ? 'left' : 'right'}` : `${other} ${cell} ${first ? 'up' : 'down'}`,
      );
      at = first ? cell * size + middle : (cell + 1) * size;
    }
  }
  return found;
}

function wantedHalves(texts: readonly string[]): Set<string> {
  const wanted = new Set<string>();
  for (const [y, row] of texts.entries()) {
    for (const [x, character] of cellsOf(row)) {
      const arms = armsOf(character);
      for (const arm of ['up', 'right', 'down', 'left'] as const)
        if (arms && arms[arm] > 0) wanted.add(`${x} ${y} ${arm}`);
    }
  }
  return wanted;
}

test('the same moment is the same picture, however it was reached', () => {
  expect(svg(deskOf(160, 48, 'n n n N n'))).toBe(svg(deskOf(160, 48, 'n n n')));
});

test.each(THEME_NAMES)('the theme %s', name => {
  const desk = deskOf(100, 30, 'n n n');
  const picture = svg(desk, name);
  readXml(picture);
  const fills = new Set([...picture.matchAll(/\.c\d+\{fill:(#\w+)/g)].map(m => m[1]));
  if (name === 'none') expect(fills.size).toBe(1);
  else expect(fills).toContain(styleOf('layer:arp', themeNamed(name)).fg);
});

test('what XML has signs for is written so, and what it has no place for is a dot', () => {
  const row = [span('a<b & "c">d\u0001e'), span('中\ud800文')];
  const elements = readXml(
    svgOf([row], { colouring: colouring(), columns: 40, title: '<&>', description: '"', lang: 'en' }),
  );
  const texts = elements.filter(e => e.name === 'text' && e.attributes.class !== 'bar').map(e => e.text);
  expect(texts.join('')).toMatch(/^a<b & "c">d·?e中·?文$/);
  expect(elements.find(e => e.name === 'title')?.text).toBe('<&>');
});

test('the reader of XML refuses what is none', () => {
  for (const bad of [
    '<a><b></a></b>',
    '<a',
    '<a x=1/>',
    '<a>&nbsp;</a>',
    '<a>\u0001</a>',
    '<a/><b/>',
    '<a x="1" x="2"/>',
  ])
    expect(() => readXml(bad), bad).toThrow();
});
