// A recording of the screen in asciinema's format, asciicast v2 (docs.asciinema.org/manual/asciicast/v2): a header, then a
// line for each write to the terminal. Version 3 is read by asciinema 3 alone; 2 by every player. No clock is asked: how
// long a picture stands is told by whoever makes it.
import { changedRows } from '../painter.js';
import type { Line } from '../text.js';
import { type Colour, groundOf, hexOf } from '../themes/index.js';
import { type Colouring, codesOf } from './colouring.js';

/** A picture of the recording. */
export interface Still {
  readonly rows: readonly Line[];
  /** How long it stands, ms; a whole number. */
  readonly hold: number;
  /** A chapter begins here. */
  readonly mark?: string | undefined;
}

export interface CastOptions {
  readonly columns: number;
  readonly rows: number;
  readonly title: string;
  readonly colouring: Colouring;
}

/** The sixteen colours, in the order of their SGR numbers, as the format wants them. */
const SIXTEEN: readonly Colour[] = [
  ...(['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white', 'gray', 'redBright'] as const),
  ...(['greenBright', 'yellowBright', 'blueBright', 'magentaBright', 'cyanBright', 'whiteBright'] as const),
];
const CSI = '\u001b[';
/** No cursor, no wrapping at the last column, an empty screen: the reader's own, not the alternate one, so that the last picture stays. */
const BEGIN = `${CSI}?25l${CSI}?7l${CSI}0m${CSI}2J`;
const END = `${CSI}0m${CSI}?7h${CSI}?25h`;

/** The lines of the file, each with its line break. */
export function* castLines(stills: Iterable<Still>, options: CastOptions): Generator<string> {
  const { columns, rows, title, colouring } = options;
  const { background, text } = groundOf(colouring.theme);
  const codes = codesOf(colouring);
  yield json({
    version: 2,
    width: columns,
    height: rows,
    title,
    env: { TERM: 'xterm-256color' },
    theme: { fg: text, bg: background, palette: SIXTEEN.map(hexOf).join(':') },
  });
  let shown: readonly string[] = [];
  let time = 0;
  let first = BEGIN;
  for (const still of stills) {
    const next = still.rows.map(row => codes.render(row));
    const written = first + changedRows(shown, next);
    if (still.mark !== undefined) yield json([seconds(time), 'm', still.mark]);
    if (written !== '') yield json([seconds(time), 'o', written]);
    [shown, first] = [next, ''];
    time += still.hold;
  }
  yield json([seconds(time), 'o', `${CSI}${rows};1H${END}`]);
}

const json = (value: unknown): string => `${JSON.stringify(value)}\n`;
const seconds = (ms: number): number => ms / 1000;
