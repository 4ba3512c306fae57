// Cells that a text takes on a terminal. Asked for every piece of every row of every picture: what is known of a character
// is kept.
import stringWidth from 'string-width';

const ASCII = /^[\x20-\x7e]*$/;
/** Beyond the widths 0 to 2: not looked up yet; joined by a terminal with what stands beside it, so that sums would be wrong. */
const [UNKNOWN, JOINED] = [3, 4];
/** Cells of each character of the basic plane. */
const cells = new Uint8Array(0x10000).fill(UNKNOWN);
for (const [from, to] of [
  // Combining marks; the joiner and the variation selector; halves of characters beyond the plane, flags and skin tones among them.
  [0x300, 0x36f],
  [0x200d, 0x200d],
  [0xfe0f, 0xfe0f],
  [0xd800, 0xdfff],
] as const)
  cells.fill(JOINED, from, to + 1);
/**
 * Runs of characters that all take as many cells, as the package says too: asked for the first of them it makes a table of
 * all pictures there are, which takes as long as drawing the first screen.
 */
export const RUNS: readonly (readonly [from: number, to: number, cells: number])[] = [
  [0xa0, 0xac, 1],
  [0xae, 0x2ff, 1],
  [0x370, 0x482, 1],
  [0x2010, 0x2027, 1],
  [0x2030, 0x205f, 1],
  [0x2070, 0x20cf, 1],
  [0x20f1, 0x2319, 1],
  [0x232b, 0x23e8, 1],
  [0x23f4, 0x25fc, 1],
  [0x25ff, 0x2613, 1],
  [0x2654, 0x267e, 1],
  [0x270c, 0x2727, 1],
  [0x2758, 0x2794, 1],
  [0x27c0, 0x2b1a, 1],
  [0x2ff0, 0x3029, 2],
  [0x3041, 0x3096, 2],
  [0x309b, 0x30ff, 2],
  [0x3250, 0xa48c, 2],
  [0xac00, 0xd7a3, 2],
  [0xff01, 0xff60, 2],
];
for (const [from, to, width] of RUNS) cells.fill(width, from, to + 1);

export function widthOf(text: string): number {
  if (ASCII.test(text)) return text.length;
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    let width = cells[code] as number;
    if (width === JOINED) return stringWidth(text);
    if (width === UNKNOWN) {
      width = stringWidth(text[i] as string);
      cells[code] = width;
    }
    sum += width;
  }
  return sum;
}
