// From roles to the terminal's own codes: which colours it has, and lines painted in a theme (themes/). Level 0 (NO_COLOR,
// the theme `none`) is the same text without colour: signs carry what colours carry.
import { Chalk, type ChalkInstance, type ColorSupportLevel } from 'chalk';
import { asciiOf } from './ascii.js';
import type { Line, Role } from './text.js';
import {
  type Colour,
  chosenStyle,
  dark,
  light,
  roleStyle,
  type Style,
  sixteen,
  type ThemeData,
} from './themes/index.js';
import { nearest256 } from './xterm256.js';

export type Env = Readonly<Record<string, string | undefined>>;

/** Whether the environment wants no colour: FORCE_COLOR decides where it is set, else NO_COLOR (no-color.org). */
export function wantsNoColor(env: Env): boolean {
  const forced = env.FORCE_COLOR;
  if (forced !== undefined && forced !== '') return forced === '0' || forced === 'false';
  return Boolean(env.NO_COLOR);
}

/** What a terminal can show, whatever is wished for. 0: no colours; 1: sixteen; 2: 256; 3: all. */
export function terminalColors(env: Env, isTTY: boolean): ColorSupportLevel {
  const forced = env.FORCE_COLOR ?? '';
  // Node's order: 1, 2 and 3 name the level; `true` says that there are colours, not which.
  if (/^[123]$/.test(forced)) return Number(forced) as ColorSupportLevel;
  const term = env.TERM ?? '';
  if (forced !== 'true' && (!isTTY || term === 'dumb')) return 0;
  if (/^(truecolor|24bit)$/.test(env.COLORTERM ?? '') || /-direct$|^xterm-(kitty|ghostty)$|^wezterm$/.test(term))
    return 3;
  if (env.WT_SESSION !== undefined || env.TERM_PROGRAM === 'iTerm.app') return 3;
  return /-256(color)?$/i.test(term) || env.TERM_PROGRAM === 'Apple_Terminal' ? 2 : 1;
}

/** 0: none; 1: the sixteen colours; 2: 256; 3: all. NO_COLOR has the last word unless FORCE_COLOR is set. */
export const colorLevel = (env: Env, isTTY: boolean): ColorSupportLevel =>
  wantsNoColor(env) ? 0 : terminalColors(env, isTTY);

/** The theme that suits a terminal: COLORFGBG, where it is set, tells a light ground as Vim reads it. */
export function autoTheme(env: Env, level: ColorSupportLevel): ThemeData {
  if (level < 2) return sixteen;
  const ground = Number(env.COLORFGBG?.split(';').at(-1) || '0');
  return ground === 7 || ground > 8 ? light : dark;
}

/** The codes before and behind a text. */
type Paint = readonly [open: string, close: string];

/** Turns lines into text with the terminal's own codes. */
export class Theme {
  readonly level: ColorSupportLevel;
  readonly data: ThemeData;
  readonly ascii: boolean;
  readonly #chalk: ChalkInstance;
  readonly #paints = new Map<string, Paint>();
  readonly #ground: Paint;

  /** With sixteen colours or fewer every theme is the one made for them: a hue squeezed into them could vanish. */
  constructor(level: ColorSupportLevel, data: ThemeData = sixteen, ascii = false) {
    this.level = level;
    this.data = level < 2 ? sixteen : data;
    this.ascii = ascii;
    this.#chalk = new Chalk({ level });
    const { background } = this.data.palette;
    this.#ground = background === undefined ? ['', ''] : this.#codes({ bg: background });
  }

  render(line: Line): string {
    const [open, close] = this.#ground;
    let out = open;
    let last: Paint = ['', ''];
    for (const { text, role, chosen } of line) {
      if (text === '') continue;
      const paint = this.#paint(role, chosen === true);
      // Neighbours that look the same share their codes.
      if (paint !== last) out += last[1] + paint[0];
      last = paint;
      out += this.ascii ? asciiOf(text) : text;
    }
    return out + last[1] + close;
  }

  #paint(role: Role, chosen: boolean): Paint {
    const key = chosen ? `${role} chosen` : role;
    let paint = this.#paints.get(key);
    if (paint === undefined) {
      const { palette } = this.data;
      const style = chosen ? chosenStyle(palette, role) : roleStyle(palette, role);
      const fg = style.fg ?? palette.text;
      const [open, close] = this.#codes({ ...style, fg });
      // What had a ground of its own gives the row's back.
      paint = [open, style.bg === undefined ? close : close + this.#ground[0]];
      this.#paints.set(key, paint);
    }
    return paint;
  }

  #codes({ fg, bg, bold, dim, underline, strike, inverse }: Style): Paint {
    let c: ChalkInstance = this.#chalk;
    if (fg !== undefined) c = coloured(c, fg);
    if (bg !== undefined) c = grounded(c, bg);
    if (bold) c = c.bold;
    if (dim) c = c.dim;
    if (underline) c = c.underline;
    if (strike) c = c.strikethrough;
    if (inverse) c = c.inverse;
    const [open = '', close = ''] = c('\0').split('\0');
    return [open, close];
  }
}

function coloured(c: ChalkInstance, colour: Colour): ChalkInstance {
  if (colour.startsWith('#')) return c.level === 2 ? c.ansi256(nearest256(colour)) : c.hex(colour);
  return c[colour as 'red'] as ChalkInstance;
}

function grounded(c: ChalkInstance, colour: Colour): ChalkInstance {
  if (colour.startsWith('#')) return c.level === 2 ? c.bgAnsi256(nearest256(colour)) : c.bgHex(colour);
  const name = `bg${colour[0]?.toUpperCase()}${colour.slice(1)}` as 'bgRed';
  return c[name] as ChalkInstance;
}
