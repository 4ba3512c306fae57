// The rows of a hex dump: offset, bytes, characters, and the protocols that begin in the row. What is in focus stands in
// brackets, so that it is seen without colour. Pure. Read first: bits.ts.
import { eachNode, isLayer, type Layer } from '../../wire/index.js';
import { type Line, line, lineWidth, type Role, type Span, span } from '../text.js';

/** How rows of a dump are laid out, in cells. */
export interface HexShape {
  readonly perRow: number;
  /** Hexadecimal digits of an offset. */
  readonly digits: number;
  readonly ascii: boolean;
  /** Cells left for the names of protocols. */
  readonly tags: number;
}

/** What a byte of the frame is. */
export interface ByteStyle {
  readonly role: Role;
  readonly kind: 'header' | 'data' | 'padding' | 'trailer';
}

/** Offset, sign, three cells a byte, a gap in the middle of sixteen, the sign that closes. */
const hexCells = (perRow: number, digits: number): number => 1 + digits + 1 + perRow * 3 + (perRow > 8 ? 2 : 1);
/** Below this a protocol's name has no room. */
const TAG = 5;

/** Sixteen bytes a row where they fit with their characters, else eight; on the narrowest, short offsets. */
export function shapeFor(width: number, length: number): HexShape {
  const short = Math.max(2, (length - 1).toString(16).length);
  for (const [perRow, digits, ascii] of [
    [16, 4, true],
    [8, 4, true],
    [8, short, true],
    [8, short, false],
    [4, short, false],
  ] as const) {
    const used = hexCells(perRow, digits) + (ascii ? 1 + perRow : 0);
    if (used <= width) return { perRow, digits, ascii, tags: width - used - 2 >= TAG ? width - used - 2 : 0 };
  }
  return { perRow: 4, digits: short, ascii: false, tags: 0 };
}

/** The layer that each byte belongs to; a quoted packet's own, and what only fills up the frame. */
export function stylesOf(layers: readonly Layer[], length: number): ByteStyle[] {
  const styles: ByteStyle[] = new Array<ByteStyle>(length).fill({ role: 'dim', kind: 'trailer' });
  const fill = (style: ByteStyle, bit: number, bits: number) => {
    const [from, to] = [Math.floor(bit / 8), Math.min(length, Math.ceil((bit + bits) / 8))];
    if (from < to) styles.fill(style, from, to);
  };
  for (const node of eachNode(layers)) {
    if (isLayer(node)) {
      const kind = node.protocol === 'data' ? 'data' : 'header';
      fill({ role: `layer:${node.protocol}`, kind }, node.bit, node.bits);
    } else if (node.name === 'eth.padding' || node.name === 'eth.trailer') {
      const kind = node.name === 'eth.padding' ? 'padding' : 'trailer';
      fill({ role: 'dim', kind }, node.bit, node.bits);
    }
  }
  return styles;
}

export interface HexMarks {
  /** Bytes of the field in focus, `[from, to)`; -1: none. */
  readonly from: number;
  readonly to: number;
  /** The byte under the cursor; -1: none. */
  readonly cursor: number;
}

/** Where byte `i` of a row stands, in cells. */
export const cellOf = ({ digits, perRow }: HexShape, i: number): number =>
  1 + digits + 1 + i * 3 + (perRow > 8 && i >= 8 ? 1 : 0);

export function hexRow(
  bytes: Uint8Array,
  at: number,
  shape: HexShape,
  styles: readonly ByteStyle[],
  marks: HexMarks,
  tags: Line,
): Line {
  const { perRow } = shape;
  const end = Math.min(bytes.length, at + perRow);
  const hex: Span[] = [span(` ${at.toString(16).padStart(shape.digits, '0')}`, 'dim')];
  const ascii: Span[] = [];
  for (let i = 0; i <= perRow; i++) {
    hex.push(signAt(marks, at, i, end, perRow));
    if (i === perRow) break;
    const b = at + i;
    const byte = bytes[b];
    if (byte === undefined) {
      hex.push(span('  '));
      ascii.push(span(' '));
      continue;
    }
    const { role, kind } = styles[b] as ByteStyle;
    const mark = b >= marks.from && b < marks.to ? { chosen: true } : {};
    hex.push({ text: byte.toString(16).padStart(2, '0'), role, ...mark });
    ascii.push({ text: characterOf(byte, kind), role, ...mark });
  }
  const out = line(...hex, ...(shape.ascii ? [' ', ...ascii] : []));
  const fits = shape.tags > 0 && lineWidth(tags) <= shape.tags;
  return fits ? line(...out, '  ', ...tags) : out;
}

/** The cell before byte `i` of a row: brackets around the field, row by row, and › at the byte under the cursor. */
function signAt({ from, to, cursor }: HexMarks, at: number, i: number, end: number, perRow: number): Span {
  const b = at + i;
  const within = (byte: number) => byte >= from && byte < to && byte >= at && byte < end;
  const [opens, closes] = [within(b) && !within(b - 1), within(b - 1) && !within(b)];
  const sign = b === cursor && b < end ? '›' : opens && closes ? '|' : opens ? '[' : closes ? ']' : ' ';
  const gap = perRow > 8 && i === 8;
  return span(gap ? (closes ? `${sign} ` : ` ${sign}`) : sign, sign === ' ' ? 'plain' : 'key');
}

/** A character, a dot for what is none; padding is no text at all. */
function characterOf(byte: number, kind: ByteStyle['kind']): string {
  if (kind === 'padding') return '·';
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}
