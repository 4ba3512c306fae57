// Rows of the screen as pieces that stand at exact cells. Fonts differ in how wide their characters are: what may differ
// gets a place of its own, so that nothing behind it is moved.
import { type Line, widthOf } from '../text.js';
import { groundOf, type PlainStyle } from '../themes/index.js';
import { type Arms, armsOf, type Block, blockOf } from './box.js';
import { type Colouring, paintOf } from './colouring.js';

/**
 * `text`: characters that every monospaced font has, one cell each; `wide`: two cells each; `sign`: one character that a
 * font may lack, to be set in the middle of its cell.
 */
export type PieceKind = 'text' | 'wide' | 'sign';

export interface Piece {
  readonly kind: PieceKind;
  /** First cell. */
  readonly x: number;
  /** Cells. */
  readonly width: number;
  readonly text: string;
  readonly paint: PlainStyle;
}
export interface Ground {
  readonly x: number;
  readonly width: number;
  readonly bg: string;
}
export interface Stroke {
  readonly x: number;
  readonly arms: Arms;
  readonly fg: string;
}
export interface Fill {
  readonly x: number;
  readonly block: Block;
  readonly fg: string;
}

/** One row of a picture; everything in the order of its cells. */
export interface CellRow {
  readonly pieces: readonly Piece[];
  /** Where the ground is not the picture's own. */
  readonly grounds: readonly Ground[];
  readonly strokes: readonly Stroke[];
  readonly fills: readonly Fill[];
}

/** Characters of any monospaced font: ASCII and Latin-1. */
const COMMON = /^[\x20-\x7e\u00a1-\u00ff]$/;

export function cellsOf(row: Line, colouring: Colouring): CellRow {
  const out = new RowOfCells(groundOf(colouring.theme).background);
  for (const { text, role, chosen } of row) {
    const paint = paintOf(colouring, role, chosen === true);
    for (const character of text) out.put(character, paint);
  }
  return out.done();
}

class RowOfCells implements CellRow {
  readonly pieces: Piece[] = [];
  readonly grounds: Ground[] = [];
  readonly strokes: Stroke[] = [];
  readonly fills: Fill[] = [];
  readonly #ground: string;
  #x = 0;
  #open: { kind: 'text' | 'wide'; x: number; text: string; paint: PlainStyle } | undefined;

  constructor(ground: string) {
    this.#ground = ground;
  }

  put(character: string, paint: PlainStyle): void {
    const width = widthOf(character);
    // What joins the character before it takes no cell.
    if (width === 0) {
      if (this.#open !== undefined) this.#open.text += character;
      return;
    }
    this.#lay(width, paint.bg);
    const arms = armsOf(character);
    const block = blockOf(character);
    if (arms !== undefined || block !== undefined) {
      this.#close();
      if (arms !== undefined) this.strokes.push({ x: this.#x, arms, fg: paint.fg });
      if (block !== undefined) this.fills.push({ x: this.#x, block, fg: paint.fg });
    } else if (width === 2) this.#add('wide', character, paint);
    else if (COMMON.test(character)) this.#add('text', character, paint);
    else {
      this.#close();
      this.pieces.push({ kind: 'sign', x: this.#x, width, text: character, paint });
    }
    this.#x += width;
  }

  done(): CellRow {
    this.#close();
    return this;
  }

  #add(kind: 'text' | 'wide', character: string, paint: PlainStyle): void {
    const open = this.#open;
    const goes = open !== undefined && open.kind === kind && same(open.paint, paint);
    // Two blanks end a piece: what follows them often stands in a column.
    if (goes && !(character === ' ' && open.text.endsWith(' '))) {
      open.text += character;
      return;
    }
    this.#close();
    if (character !== ' ') this.#open = { kind, x: this.#x, text: character, paint };
  }

  #close(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    const text = open.text.trimEnd();
    if (text !== '') this.pieces.push({ ...open, text, width: widthOf(text) });
  }

  #lay(width: number, bg: string): void {
    if (bg === this.#ground) return;
    const last = this.grounds.at(-1);
    if (last?.bg === bg && last.x + last.width === this.#x)
      this.grounds[this.grounds.length - 1] = { ...last, width: last.width + width };
    else this.grounds.push({ x: this.#x, width, bg });
  }
}

const LOOKS = ['fg', 'bg', 'bold', 'dim', 'underline', 'strike'] as const;
const same = (a: PlainStyle, b: PlainStyle): boolean => a === b || LOOKS.every(name => a[name] === b[name]);
