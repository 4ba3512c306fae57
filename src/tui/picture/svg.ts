// A screen as an SVG picture: text that can be selected, each piece at its cell; borders as drawn lines; no font but the
// reader's own. The same screen gives the same bytes. SVG 1.1 and CSS that browsers, rsvg-convert and Inkscape all read.
import type { Line } from '../text.js';
import { groundOf, type PlainStyle } from '../themes/index.js';
import { type CellRow, cellsOf, type Piece } from './cells.js';
import { type Colouring, paintOf } from './colouring.js';
import { CELL, Strokes } from './strokes.js';

export interface SvgOptions {
  readonly colouring: Colouring;
  readonly columns: number;
  /** On the bar above the screen. */
  readonly title: string;
  /** For those who cannot see the picture. */
  readonly description: string;
  readonly lang: string;
}

/** Font size; the common monospaced fonts are three fifths of it wide. */
const SIZE = 15;
/** From a cell's top to the line that letters stand on. */
const BASE = 13.5;
const MARGIN = 12;
const BAR = 30;
const FONTS =
  "ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono','PingFang SC','Microsoft YaHei'," +
  "'Noto Sans Mono CJK SC','Noto Sans CJK SC',monospace";
/** A two-cell character is SIZE wide: the rest of its cells stands half before, half behind it. */
const GAP = 2 * CELL.width - SIZE;

export function svgOf(rows: readonly Line[], options: SvgOptions): string {
  const { colouring, columns, title, description, lang } = options;
  const cells = rows.map(row => cellsOf(row, colouring));
  const [width, height] = [columns * CELL.width + 2 * MARGIN, rows.length * CELL.height + BAR + MARGIN];
  const classes = new Classes();
  const texts = cells.flatMap((row, y) => row.pieces.map(piece => textOf(piece, y, classes)));
  const label = escaped(title);
  const ground = groundOf(colouring.theme);
  const edge = paintOf(colouring, 'border', false).fg;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" xml:lang="${lang}" width="${width}" height="${height}"` +
      ` viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="t d">`,
    `<title id="t">${label}</title>`,
    `<desc id="d">${escaped(description)}</desc>`,
    styles(classes, ground.text),
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8" fill="${ground.background}" stroke="${edge}"/>`,
    `<path stroke="${edge}" d="M0 ${BAR - 6.5}h${width}"/>`,
    `<text class="bar" x="${width / 2}" y="16">${label}</text>`,
    `<g transform="translate(${MARGIN} ${BAR})">`,
    ...grounds(cells),
    ...strokes(cells),
    ...texts,
    '</g>',
    '</svg>',
  ].join('\n')}\n`;
}

/** Names of paints, in the order of their first use. */
class Classes {
  /** By what they say in CSS. */
  readonly #names = new Map<string, string>();

  nameOf({ fg, bold, dim, underline, strike }: PlainStyle): string {
    const line = [underline ? 'underline' : '', strike ? 'line-through' : ''].filter(l => l !== '').join(' ');
    const rule =
      `fill:${fg}${bold ? ';font-weight:700' : ''}${dim ? ';fill-opacity:.65' : ''}` +
      (line === '' ? '' : `;text-decoration:${line}`);
    const name = this.#names.get(rule) ?? `c${this.#names.size}`;
    this.#names.set(rule, name);
    return name;
  }

  rules(): string[] {
    return [...this.#names].map(([rule, name]) => `.${name}{${rule}}`);
  }
}

function styles(classes: Classes, text: string): string {
  const rules = [
    `text{font-family:${FONTS};font-size:${SIZE}px;font-variant-ligatures:none;font-variant-emoji:text;` +
      'text-spacing-trim:space-all;white-space:pre}',
    `.w{letter-spacing:${GAP}px}`,
    '.s{text-anchor:middle}',
    `.bar{text-anchor:middle;font-size:13px;fill:${text};opacity:.75}`,
    'path{fill:none;stroke-width:1;stroke-linecap:square}',
    ...classes.rules(),
  ];
  return `<style>${rules.join('')}</style>`;
}

/** Text of known width says how wide it is: a font that is wider or narrower is fitted to the cells. */
function textOf({ kind, x, width, text, paint }: Piece, row: number, classes: Classes): string {
  const y = row * CELL.height + BASE;
  const name = classes.nameOf(paint);
  const at = x * CELL.width;
  const whole = escaped(text);
  if (kind === 'sign') return `<text class="s ${name}" x="${at + CELL.width / 2}" y="${y}">${whole}</text>`;
  const length = width * CELL.width;
  if (kind === 'wide')
    return `<text class="w ${name}" x="${at + GAP / 2}" y="${y}" textLength="${length}">${whole}</text>`;
  return `<text class="${name}" x="${at}" y="${y}" textLength="${length}">${whole}</text>`;
}

function grounds(rows: readonly CellRow[]): string[] {
  const { width, height } = CELL;
  return rows.flatMap((row, y) => [
    ...row.grounds.map(
      g =>
        `<rect x="${g.x * width}" y="${y * height}" width="${g.width * width}" height="${height}" fill="${g.bg}"` +
        ' shape-rendering="crispEdges"/>',
    ),
    ...row.fills.map(({ x, block, fg }) => {
      const [left, top] = [x * width + (block.x * width) / 8, y * height + (block.y * height) / 8];
      const size = `width="${(block.width * width) / 8}" height="${(block.height * height) / 8}"`;
      const share = block.share === 1 ? '' : ` opacity="${block.share}"`;
      return `<rect x="${left}" y="${top}" ${size} fill="${fg}"${share} shape-rendering="crispEdges"/>`;
    }),
  ]);
}

function strokes(rows: readonly CellRow[]): string[] {
  const all = new Strokes();
  for (const [y, row] of rows.entries()) for (const { x, arms, fg } of row.strokes) all.add(x, y, arms, fg);
  return all.paths();
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** XML 1.0 has no place for control characters, and none for halves of surrogate pairs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to take out
const ILLEGAL = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, character => ENTITIES[character] as string).replace(ILLEGAL, '·');
