// What a picture looks like: a theme, or none of its colours.
import { Look, type LookOptions } from '../look.js';
import type { Role } from '../text.js';
import { Theme } from '../theme.js';
import { groundOf, type PlainStyle, styleOf, THEMES, type ThemeData, themeName, themeNamed } from '../themes/index.js';

export interface Colouring {
  readonly theme: ThemeData;
  /** False: what NO_COLOR leaves, on the ground of the theme. */
  readonly colours: boolean;
}

/** The colouring that a person names; `auto` is the first theme, there being no terminal to suit. Undefined: there is none. */
export function colouringNamed(wanted: string): Colouring | undefined {
  const name = themeName(wanted);
  if (name === undefined) return undefined;
  return { theme: themeNamed(name) ?? (THEMES[0] as ThemeData), colours: name !== 'none' };
}

/** The look of a screen without a terminal: it has all colours. */
export const pictureLook = (options: Partial<LookOptions>): Look => new Look({ FORCE_COLOR: '3' }, true, options);

/** The colouring of a look at this moment: keys and commands may have changed it. */
export const colouringOf = (look: Look): Colouring => colouringNamed(look.themeName) as Colouring;

/** How a span looks, as plain data. */
export function paintOf({ theme, colours }: Colouring, role: Role, chosen: boolean): PlainStyle {
  if (colours) return styleOf(role, theme, chosen);
  const { background, text } = groundOf(theme);
  return { fg: text, bg: background, bold: false, dim: false, underline: false, strike: false };
}

/** The same as a terminal's codes, with all colours there are. */
export const codesOf = ({ theme, colours }: Colouring): Theme => new Theme(colours ? 3 : 0, theme);
