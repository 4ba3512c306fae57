// The screen. Start reading at run.tsx; then store.ts, view.ts, panel.ts and compose.ts.
export { MINIMUM, type Size } from './layout.js';
export type { Terminal } from './painter.js';
export { runTui, type TuiHandle, type TuiOptions } from './run.js';
export { colorLevel } from './theme.js';
