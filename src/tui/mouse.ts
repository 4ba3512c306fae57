// The mouse: reports that a terminal sends between the keys (xterm's modes 1000 and 1006, "SGR"), taken out before Ink reads,
// wherever the pieces that they come in are cut. Sources: xterm's ctlseqs, "Mouse Tracking".
import type { RenderOptions } from 'ink';
import { PasteSplitter } from './paste.js';

export interface MouseEvent {
  readonly kind: 'press' | 'release' | 'wheel-up' | 'wheel-down';
  /** 0: left, 1: middle, 2: right. */
  readonly button: number;
  /** The cell, from 0 at the left and at the top. */
  readonly x: number;
  readonly y: number;
}

const ESC = '\u001b';
/** `ESC [ < button ; column ; row M`, or `m` when it is let go; ESC [ M and three characters from terminals without 1006. */
const REPORT = new RegExp(`${ESC}\\[(?:<(\\d+);(\\d+);(\\d+)([Mm])|M([\\s\\S]{3}))`);
/** What begins like a report and can't become one: taken out too, it is nobody's key. */
const BROKEN = new RegExp(`${ESC}\\[<[\\d;]*(?=[^\\d;Mm]|[Mm])[Mm]?`);
const ANY = new RegExp(`${REPORT.source}|${BROKEN.source}`, 'g');
/** An end that may be the beginning of a report. */
const OPEN = new RegExp(`${ESC}(?:\\[(?:<[\\d;]*|M[\\s\\S]{0,2}|20?0?)?)?$`);
/** Longer than any report is: no terminal sent that. */
const LONGEST = 32;

export interface Pieces {
  /** Keys as they came, and reports, in their order. */
  readonly pieces: readonly (string | MouseEvent)[];
  /** The beginning of a report whose end has not come. */
  readonly open: string;
}

/** Takes the reports out of what a terminal sent. */
export function splitMouse(text: string): Pieces {
  const pieces: (string | MouseEvent)[] = [];
  let at = 0;
  for (const match of text.matchAll(ANY)) {
    if (match.index > at) pieces.push(text.slice(at, match.index));
    at = match.index + match[0].length;
    const event = eventOf(match);
    if (event !== undefined) pieces.push(event);
  }
  const rest = text.slice(at);
  const open = OPEN.exec(rest)?.[0] ?? '';
  if (rest.length > open.length) pieces.push(rest.slice(0, rest.length - open.length));
  return { pieces, open: open.length > LONGEST ? '' : open };
}

function eventOf([, button, column, row, end, old]: RegExpMatchArray): MouseEvent | undefined {
  if (old !== undefined) {
    const [b = 0, x = 0, y = 0] = [...old].map(c => (c.codePointAt(0) as number) - 32);
    return reported(b, x, y, (b & 3) === 3 && b < 64);
  }
  if (button === undefined) return undefined;
  return reported(Number(button), Number(column), Number(row), end === 'm');
}

/** Bits of the button: 0–1 which one, 2 Shift, 3 Meta, 4 Ctrl, 5 moved, 6 the wheel. */
function reported(code: number, column: number, row: number, up: boolean): MouseEvent | undefined {
  if (column < 1 || row < 1 || (code & 32) !== 0 || code > 127) return undefined;
  const at = { x: column - 1, y: row - 1, button: code & 3 };
  // Of the wheel's four buttons the last two are sideways.
  if ((code & 64) !== 0)
    return at.button > 1 || up ? undefined : { ...at, kind: at.button === 0 ? 'wheel-up' : 'wheel-down' };
  return { ...at, kind: up ? 'release' : 'press' };
}

type Stdin = NonNullable<RenderOptions['stdin']>;
type Listener = () => void;

/** How long the rest of a report is waited for, ms: what comes by then belongs to it, a lone Esc is a key after that. */
const PATIENCE = 25;

/** What a terminal sends for a character with Alt: no key here, and not the character's own. `ESC [` and `ESC O` begin other keys. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence is looked for
const ALT = /\u001b[^\x00-\x20\x7f[O]/gu;

/** How long the rest of a paste is waited for, ms: its pieces follow one another at once, or its end was lost. */
const PASTE_PATIENCE = 500;

/** Standard input without the mouse's reports and without pastes: what Ink needs of a stream, and nothing more. */
export class KeyInput {
  readonly #stdin: Stdin;
  readonly #mouse: (events: readonly MouseEvent[]) => void;
  readonly #later: (work: () => void, ms: number) => () => void;
  readonly #listeners = new Set<Listener>();
  readonly #keys: string[] = [];
  readonly #paste: (text: string) => void;
  readonly #pastes = new PasteSplitter();
  #open = '';
  #forget: (() => void) | undefined;

  constructor(
    stdin: Stdin,
    mouse: (events: readonly MouseEvent[]) => void,
    later: (work: () => void, ms: number) => () => void,
    paste: (text: string) => void = () => {},
  ) {
    this.#stdin = stdin;
    this.#mouse = mouse;
    this.#later = later;
    this.#paste = paste;
  }

  get isTTY(): boolean {
    return this.#stdin.isTTY;
  }
  setEncoding(encoding: 'utf8'): void {
    this.#stdin.setEncoding(encoding);
  }
  setRawMode(raw: boolean): void {
    this.#stdin.setRawMode(raw);
  }
  ref(): void {
    this.#stdin.ref();
  }
  unref(): void {
    this.#stdin.unref();
  }
  read(): string | null {
    return this.#keys.shift() ?? null;
  }

  addListener(event: string, listener: Listener): this {
    if (event !== 'readable') return this;
    if (this.#listeners.size === 0) this.#stdin.addListener('readable', this.#readable);
    this.#listeners.add(listener);
    return this;
  }
  removeListener(event: string, listener: Listener): this {
    if (event !== 'readable' || !this.#listeners.delete(listener) || this.#listeners.size > 0) return this;
    this.#stdin.removeListener('readable', this.#readable);
    this.#forget?.();
    this.#forget = undefined;
    return this;
  }

  readonly #readable = (): void => {
    this.#forget?.();
    this.#forget = undefined;
    let text = this.#open;
    for (let chunk = this.#stdin.read(); chunk !== null; chunk = this.#stdin.read()) text += String(chunk);
    this.#open = '';
    for (const piece of this.#pastes.split(text)) {
      if ('pasted' in piece) {
        // What was open before it is complete.
        if (this.#open !== '') this.#give();
        this.#paste(piece.pasted);
        continue;
      }
      const { pieces, open } = splitMouse(piece.keys);
      this.#open = open;
      this.#hand(pieces);
    }
    if (this.#pastes.isOpen) this.#forget = this.#later(this.#endPaste, PASTE_PATIENCE);
    else if (this.#open !== '') this.#forget = this.#later(this.#give, PATIENCE);
  };

  readonly #endPaste = (): void => {
    this.#forget = undefined;
    const piece = this.#pastes.close();
    if ('pasted' in piece) this.#paste(piece.pasted);
  };

  /** Keys to Ink, the mouse past it, each in its turn. */
  #hand(pieces: readonly (string | MouseEvent)[]): void {
    let events: MouseEvent[] = [];
    for (const piece of [...pieces, '']) {
      if (typeof piece !== 'string') {
        events.push(piece);
        continue;
      }
      if (events.length > 0) this.#mouse(events);
      events = [];
      const keys = piece.replace(ALT, '');
      if (keys === '') continue;
      this.#keys.push(keys);
      for (const listener of [...this.#listeners]) listener();
    }
  }

  /** Nothing came: Esc and ESC [ are keys after all; half a report is nothing. */
  readonly #give = (): void => {
    const open = this.#open;
    this.#open = '';
    this.#forget = undefined;
    if (open === ESC || open === `${ESC}[`) this.#hand([open]);
  };
}
