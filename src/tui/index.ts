// The screen. Start reading at run.ts and screen.ts; then store.ts, view.ts, panel.ts and compose.ts.
export { MINIMUM, type Size } from './layout.js';
export { FASTEST, Look, type LookOptions, type PlayUnit, SLOWEST } from './look.js';
export { type MenuOptions, runMenu } from './menu.js';
export type { Terminal } from './painter.js';
export { type News, runTui, type TuiOptions } from './run.js';
export { restoreTerminal, resumeTerminal, type Terminals } from './screen.js';
export { colorLevel, wantsNoColor } from './theme.js';
export { THEME_NAMES, themeName } from './themes/index.js';
