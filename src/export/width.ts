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
