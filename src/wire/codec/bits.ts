/**
 * Source text that reads and writes bit ranges of a byte array with 32-bit arithmetic; a range is given by constants,
 * so what comes out is straight-line code. Also the same reading as a function, for the dissector. Reads first: nothing.
 */

/** Numbers wider than this many bits, or lying across five bytes, are split into a high and a low part. */
const LOW = 24;

/** Expression for the unsigned number at `bit` after byte `base`. */
export function readBits(base: string, bit: number, bits: number): string {
  const first = bit >> 3;
  const last = (bit + bits - 1) >> 3;
  if (last - first > 3) {
    return `(${readBits(base, bit, bits - LOW)} * ${2 ** LOW} + ${readBits(base, bit + bits - LOW, LOW)})`;
  }
  const parts: string[] = [];
  for (let byte = first; byte <= last; byte++) {
    const shift = 8 * (last - byte);
    parts.push(shift === 0 ? `b[${base} + ${byte}]` : `(b[${base} + ${byte}] << ${shift})`);
  }
  const right = 8 * (last + 1) - (bit + bits);
  let expression = parts.length > 1 ? `(${parts.join(' | ')})` : parts[0]!;
  if (last - first === 3) expression = `(${expression} >>> ${right})`;
  else if (right > 0) expression = `(${expression} >> ${right})`;
  return bit % 8 === 0 ? expression : `(${expression} & ${2 ** bits - 1})`;
}

/** Statement that throws unless `name` holds an unsigned integer of `bits` bits. Catches undefined, NaN, fractions. */
export function checkRange(name: string, bits: number, fail: string): string {
  if (bits < 32) return `if (${name} !== (${name} & ${2 ** bits - 1})) ${fail};`;
  if (bits === 32) return `if (${name} !== ${name} >>> 0) ${fail};`;
  return `if (!(Math.floor(${name}) === ${name} && ${name} >= 0 && ${name} < ${2 ** bits})) ${fail};`;
}

interface Piece {
  readonly expression: string;
  readonly bit: number;
  readonly bits: number;
}

function pieces(name: string, bit: number, bits: number): Piece[] {
  if (bits <= 32) return [{ expression: name, bit, bits }];
  return [
    { expression: `(${name} / ${2 ** LOW})`, bit, bits: bits - LOW },
    { expression: name, bit: bit + bits - LOW, bits: LOW },
  ];
}

/** What goes to byte `byte`: bits above the eighth are dropped by the store, bits below by the shift. */
function contribution(piece: Piece, byte: number): string | undefined {
  const end = piece.bit + piece.bits;
  if (piece.bit >= 8 * byte + 8 || end <= 8 * byte) return undefined;
  const shift = end - (8 * byte + 8);
  if (shift > 0) return `${piece.expression} >>> ${shift}`;
  return shift < 0 ? `${piece.expression} << ${-shift}` : piece.expression;
}

/** Statements that store all fields of whole bytes [0, bytes) after `base`. */
export function writeRun(
  base: string,
  bytes: number,
  fields: readonly { name: string; bit: number; bits: number }[],
): string {
  const all = fields.flatMap(({ name, bit, bits }) => pieces(name, bit, bits));
  const lines: string[] = [];
  for (let byte = 0; byte < bytes; byte++) {
    const parts = all.map(piece => contribution(piece, byte)).filter(part => part !== undefined);
    lines.push(`b[${base} + ${byte}] = ${parts.join(' | ')};`);
  }
  return lines.join('\n');
}

/** Statements that store one field and leave its neighbours' bits alone. */
export function writeBits(base: string, name: string, bit: number, bits: number): string {
  const lines: string[] = [];
  for (let byte = bit >> 3; byte <= (bit + bits - 1) >> 3; byte++) {
    const from = Math.max(bit, 8 * byte) - 8 * byte;
    const to = Math.min(bit + bits, 8 * byte + 8) - 8 * byte;
    const mask = (2 ** (to - from) - 1) << (8 - to);
    const value = pieces(name, bit, bits)
      .map(piece => contribution(piece, byte))
      .filter(part => part !== undefined)
      .join(' | ');
    const target = `b[${base} + ${byte}]`;
    lines.push(
      mask === 255 ? `${target} = ${value};` : `${target} = (${target} & ${255 - mask}) | ((${value}) & ${mask});`,
    );
  }
  return lines.join('\n');
}

/** The unsigned number of up to 48 bits at bit `bit` of the array. */
export function numberAt(buf: Uint8Array, bit: number, bits: number): number {
  let value = 0;
  for (let at = bit; at < bit + bits; ) {
    const take = Math.min(8 - (at & 7), bit + bits - at);
    value = value * 2 ** take + ((buf[at >> 3]! >> (8 - (at & 7) - take)) & (2 ** take - 1));
    at += take;
  }
  return value;
}
