// What stands between Ink and the terminal: takes whole pictures, writes the rows that differ. Ink itself has no alternate
// screen, redraws every line, and slows down or clears the scrollback at full height; with its `debug` option it hands over
// each picture at once and leaves the rest to whoever writes it. That is this file, and nothing else knows a control code.

/** What the painter needs of a terminal to write to. */
export interface Terminal {
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  readonly isTTY?: boolean | undefined;
  write(text: string): boolean;
  on(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
}

const CSI = '\u001b[';
/** DEC 1049: the alternate screen. 25: the cursor. 7: no automatic wrap, so that no row can push another down. */
const ENTER = `${CSI}?1049h${CSI}?25l${CSI}?7l${CSI}2J`;
/** DEC 1000: buttons and the wheel are reported; 1006: with numbers, wherever on the screen. Shift keeps the terminal's own selection. */
const MOUSE = [`${CSI}?1000h${CSI}?1006h`, `${CSI}?1006l${CSI}?1000l`] as const;
/** DEC 2004: what is pasted stands between marks (paste.ts). */
const PASTE = [`${CSI}?2004h`, `${CSI}?2004l`] as const;
const LEAVE = `${PASTE[1]}${MOUSE[1]}${CSI}?2026l${CSI}0m${CSI}?7h${CSI}?25h${CSI}?1049l`;
/** DEC 2026: shown all at once; terminals that do not know it take no notice. */
const [BEGIN, END] = [`${CSI}?2026h`, `${CSI}?2026l`];

/** What to write so that a terminal that shows some rows shows others. */
export function changedRows(shown: readonly string[], rows: readonly string[]): string {
  let out = '';
  for (const [i, row] of rows.entries()) if (shown[i] !== row) out += `${CSI}${i + 1};1H${CSI}2K${row}${CSI}0m`;
  for (let i = rows.length; i < shown.length; i++) out += `${CSI}${i + 1};1H${CSI}2K`;
  return out;
}

export class Painter {
  readonly #terminal: Terminal;
  /** Rows as the terminal shows them; empty: nothing is known. */
  #shown: string[] = [];
  #waiting: readonly string[] | undefined;
  #blocked = false;
  #open = false;
  #left = false;
  #clear = false;
  #mouse: boolean;

  constructor(terminal: Terminal, mouse = false) {
    this.#terminal = terminal;
    this.#mouse = mouse;
  }

  enter(): void {
    if (this.#open || this.#left) return;
    this.#open = true;
    this.#terminal.on('drain', this.#drained);
    this.#terminal.write(ENTER + PASTE[0] + (this.#mouse ? MOUSE[0] : ''));
  }

  /** Gives the terminal back as it was. Once, whoever calls it first. */
  leave(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#left = true;
    this.#terminal.off('drain', this.#drained);
    this.#terminal.write(LEAVE);
  }

  /** Takes the terminal again after `leave`: the program was stopped and goes on. */
  again(): void {
    this.#left = false;
    this.enter();
  }

  /** Whether the terminal tells what the mouse does. */
  setMouse(on: boolean): void {
    if (on === this.#mouse) return;
    this.#mouse = on;
    if (this.#open) this.#terminal.write(MOUSE[on ? 0 : 1]);
  }

  /** Forgets what the terminal shows: the next picture is written whole, on a cleared screen. */
  forget(): void {
    this.#shown = [];
    this.#clear = true;
  }

  paint(rows: readonly string[]): void {
    if (!this.#open) return;
    if (this.#blocked) {
      // A slow line gets the latest picture, not all of them.
      this.#waiting = rows;
      return;
    }
    let out = this.#clear ? `${CSI}0m${CSI}2J` : '';
    this.#clear = false;
    out += changedRows(this.#shown, rows);
    this.#shown = rows.slice();
    if (out !== '') this.#blocked = this.#terminal.write(BEGIN + out + END) === false;
  }

  readonly #drained = (): void => {
    this.#blocked = false;
    const rows = this.#waiting;
    this.#waiting = undefined;
    if (rows !== undefined) this.paint(rows);
  };
}

/** The painter as the stream that Ink writes to. It is no terminal to Ink, which else would write control codes of its own. */
export function inkStream(painter: Painter, size: () => { columns: number; rows: number }) {
  return {
    get columns() {
      return size().columns;
    },
    get rows() {
      return size().rows;
    },
    isTTY: false,
    write(text: string): boolean {
      if (text !== '') painter.paint(text.split('\n'));
      return true;
    },
    on() {},
    off() {},
  };
}
