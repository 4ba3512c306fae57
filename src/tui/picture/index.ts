// Pictures of the screen, without a terminal. Read desk.ts (the screen), colouring.ts (colours), cells.ts and svg.ts first; for
// recordings walk.ts and cast.ts.
export { MINIMUM, type Size } from '../layout.js';
export type { Look } from '../look.js';
export { THEME_NAMES, themeName } from '../themes/index.js';
export { ansiOf, plainOf } from './ansi.js';
export { type CastOptions, castLines, type Still } from './cast.js';
export { type Colouring, colouringNamed, colouringOf, pictureLook } from './colouring.js';
export { Desk, type DeskOptions } from './desk.js';
export { namedKeys, parseKeys } from './keys.js';
export { type SvgOptions, svgOf } from './svg.js';
export { played, walk } from './walk.js';
