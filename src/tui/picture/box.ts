// Box-drawing and block characters as lines and areas. Fonts join them only at one line height; drawn, they join always.
// Unicode, Box Drawing (U+2500–257F) and Block Elements (U+2580–259F).

/** Weights of the four arms of a character, from its middle to its edges: 0 none, 1 light, 2 heavy. */
export interface Arms {
  readonly up: number;
  readonly right: number;
  readonly down: number;
  readonly left: number;
  /** Dashes in one cell; 0: drawn through. */
  readonly dashes: number;
  /** The corner is round. */
  readonly arc: boolean;
}

/** U+250C to U+254B in their order: up, right, down, left of each. */
const JOINTS =
  '0110 0210 0120 0220 0011 0012 0021 0022 1100 1200 2100 2200 1001 1002 2001 2002 ' +
  '1110 1210 2110 1120 2120 2210 1220 2220 1011 1012 2011 1021 2021 2012 1022 2022 ' +
  '0111 0112 0211 0212 0121 0122 0221 0222 1101 1102 1201 1202 2101 2102 2201 2202 ' +
  '1111 1112 1211 1212 2111 1121 2121 2112 2211 1122 1221 2212 1222 2122 2221 2222';
/** U+2574 to U+257F: halves of lines. */
const HALVES = '0001 1000 0100 0010 0002 2000 0200 0020 0201 1020 0102 2010';
/** Straight lines, by their dashes: light and heavy, horizontal and vertical. */
const STRAIGHT: readonly (readonly [characters: string, dashes: number])[] = [
  ['─━│┃', 0],
  ['╌╍╎╏', 2],
  ['┄┅┆┇', 3],
  ['┈┉┊┋', 4],
];
const ARCS: readonly (readonly [character: string, code: string])[] = [
  ['╭', '0110'],
  ['╮', '0011'],
  ['╯', '1001'],
  ['╰', '1100'],
];

const table = new Map<string, Arms>();
const enter = (character: string, code: string, dashes = 0, arc = false): void => {
  const [up, right, down, left] = [...code].map(Number) as [number, number, number, number];
  table.set(character, { up, right, down, left, dashes, arc });
};
for (const [i, code] of JOINTS.split(' ').entries()) enter(String.fromCharCode(0x250c + i), code);
for (const [i, code] of HALVES.split(' ').entries()) enter(String.fromCharCode(0x2574 + i), code);
for (const [characters, dashes] of STRAIGHT)
  for (const [i, code] of ['0101', '0202', '1010', '2020'].entries()) enter(characters[i] as string, code, dashes);
for (const [character, code] of ARCS) enter(character, code, 0, true);

/** The arms of a character; undefined: it is no box-drawing character made of light and heavy lines. */
export const armsOf = (character: string): Arms | undefined => table.get(character);

/** A part of a cell, in eighths of its width and height, and how much of its colour is laid on. */
export interface Block {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly share: number;
}

/** The filled part of a block character; undefined: it is none, or is made of quarters. */
export function blockOf(character: string): Block | undefined {
  const code = character.codePointAt(0) ?? 0;
  const block = (x: number, y: number, width: number, height: number, share = 1): Block => ({
    x,
    y,
    width,
    height,
    share,
  });
  if (code === 0x2580) return block(0, 0, 8, 4);
  if (code >= 0x2581 && code <= 0x2588) return block(0, 0x2588 - code, 8, code - 0x2580);
  if (code >= 0x2589 && code <= 0x258f) return block(0, 0, 0x2590 - code, 8);
  if (code === 0x2590) return block(4, 0, 4, 8);
  if (code >= 0x2591 && code <= 0x2593) return block(0, 0, 8, 8, (code - 0x2590) / 4);
  if (code === 0x2594) return block(0, 0, 8, 1);
  if (code === 0x2595) return block(7, 0, 1, 8);
  return undefined;
}
