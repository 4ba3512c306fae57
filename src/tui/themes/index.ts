// The themes by name, and how a role looks in one, as plain data. Read palette.ts and roles.ts first.
import type { Role } from '../text.js';
import { colourBlind } from './colour-blind.js';
import { dark } from './dark.js';
import { highContrast } from './high-contrast.js';
import { light } from './light.js';
import type { Colour, PaletteColour, ThemeData } from './palette.js';
import { chosenStyle, roleStyle } from './roles.js';
import { sixteen } from './sixteen.js';

export type { Colour, Palette, Style, ThemeData } from './palette.js';
export { chosenStyle, hueOf, ROLE_NAMES, roleStyle } from './roles.js';
export { dark, highContrast, light, sixteen };

export const THEMES: readonly ThemeData[] = [dark, light, colourBlind, highContrast, sixteen];

/** What a person may write: a theme, `auto` (what suits the terminal), or `none` (no colour at all). */
export const THEME_NAMES: readonly string[] = ['auto', ...THEMES.map(t => t.name), 'none'];

const ALIASES: Readonly<Record<string, string>> = {
  'color-blind': 'colour-blind',
  colorblind: 'colour-blind',
  colourblind: 'colour-blind',
  'hi-contrast': 'high-contrast',
  contrast: 'high-contrast',
  '16-colour': '16',
  '16-color': '16',
  ansi: '16',
  mono: 'none',
};

/** The name of THEME_NAMES that a person means, whatever its case; undefined: there is none. */
export function themeName(wanted: string): string | undefined {
  const word = wanted.trim().toLowerCase().replaceAll('_', '-').replaceAll(' ', '-');
  const name = ALIASES[word] ?? word;
  return THEME_NAMES.includes(name) ? name : undefined;
}

export const themeNamed = (name: string): ThemeData | undefined => THEMES.find(t => t.name === name);

/** xterm's defaults: what a picture shows in the place of colours that each terminal chooses for itself. */
const XTERM: Readonly<Record<PaletteColour, string>> = {
  black: '#000000',
  red: '#cd0000',
  green: '#00cd00',
  yellow: '#cdcd00',
  blue: '#0000ee',
  magenta: '#cd00cd',
  cyan: '#00cdcd',
  white: '#e5e5e5',
  gray: '#7f7f7f',
  redBright: '#ff0000',
  greenBright: '#00ff00',
  yellowBright: '#ffff00',
  blueBright: '#5c5cff',
  magentaBright: '#ff00ff',
  cyanBright: '#00ffff',
  whiteBright: '#ffffff',
};

/** `#rrggbb` of a colour. */
export const hexOf = (colour: Colour): string => (colour.startsWith('#') ? colour : XTERM[colour as PaletteColour]);

/** How a span looks, resolved: colours as `#rrggbb`, nothing reversed any more. */
export interface PlainStyle {
  readonly fg: string;
  readonly bg: string;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly underline: boolean;
  readonly strike: boolean;
}

/** The ground a theme is painted on, and its plain text. A theme that keeps the terminal's own: black, as xterm's. */
export function groundOf({ palette }: ThemeData): { readonly background: string; readonly text: string } {
  return { background: hexOf(palette.background ?? 'black'), text: hexOf(palette.text ?? 'white') };
}

/** How a role looks in a theme, for pictures. `chosen`: the span is shown reversed. */
export function styleOf(role: Role, theme: ThemeData = dark, chosen = false): PlainStyle {
  const ground = groundOf(theme);
  const style = chosen ? chosenStyle(theme.palette, role) : roleStyle(theme.palette, role);
  const { fg, bg, bold = false, dim = false, underline = false, strike = false, inverse = false } = style;
  const [front, back] = [fg ? hexOf(fg) : ground.text, bg ? hexOf(bg) : ground.background];
  return { fg: inverse ? back : front, bg: inverse ? front : back, bold, dim, underline, strike };
}
