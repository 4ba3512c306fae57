// A field as the bits that it is: the raw number, the picture of its bits as Wireshark draws it, and which field each bit of
// a frame belongs to. Pure. Read first: wire/dissect.ts, whose nodes have bit ranges.
import type { Node } from '../../wire/index.js';

/** Bytes that a range of bits touches: `[from, to)`. */
export function byteRange({ bit, bits }: Pick<Node, 'bit' | 'bits'>): readonly [from: number, to: number] {
  return [Math.floor(bit / 8), Math.ceil((bit + bits) / 8)];
}

/** Whether it begins or ends within a byte. */
export const isSubByte = ({ bit, bits }: Pick<Node, 'bit' | 'bits'>): boolean => bit % 8 !== 0 || bits % 8 !== 0;

/** `.1.. ....`: the bytes that a field touches, a dot for every bit that is not its own. */
export function bitPicture(bytes: Uint8Array, field: Pick<Node, 'bit' | 'bits'>): string {
  const [from, to] = byteRange(field);
  let out = '';
  for (let bit = from * 8; bit < to * 8; bit++) {
    if (bit > from * 8 && bit % 4 === 0) out += ' ';
    const mine = bit >= field.bit && bit < field.bit + field.bits;
    out += mine ? (((bytes[bit >> 3] as number) >> (7 - (bit & 7))) & 1 ? '1' : '0') : '.';
  }
  return out;
}

/** The most bits that are still one number to a reader: a MAC address. */
const NUMBER = 48;

/** What stands in the bytes, for a field whose text says something else: 0x0001, `.1.. ....`; '' where the text says it. */
export function rawText(bytes: Uint8Array, node: Node): string {
  const { value, bits, text } = node;
  if (typeof value !== 'number' || bits > NUMBER || node.absent || byteRange(node)[1] > bytes.length) return '';
  if (isSubByte(node)) return bitPicture(bytes, node);
  const [from, to] = byteRange(node);
  const hex = hexOf(bytes.subarray(from, to), '');
  return text.includes(`0x${hex}`) || text.replaceAll(':', '') === hex ? '' : `0x${hex}`;
}

export const hexOf = (bytes: Uint8Array, between = ' '): string =>
  [...bytes].map(b => b.toString(16).padStart(2, '0')).join(between);

/** A node of the tree, and which of its name it is: what a focus names. */
export interface Named {
  readonly node: Node;
  readonly nth: number;
}

/** Every node, parents first, numbered among those of its name. */
export function named(nodes: readonly Node[]): Named[] {
  const seen = new Map<string, number>();
  const out: Named[] = [];
  const visit = (node: Node): void => {
    const nth = seen.get(node.name) ?? 0;
    seen.set(node.name, nth + 1);
    out.push({ node, nth });
    for (const child of node.children ?? []) visit(child);
  };
  for (const node of nodes) visit(node);
  return out;
}

/** For each of the first `length` bytes the innermost fields that have bits in it, in the order of their bits. */
export function innermost(all: readonly Named[], length: number): readonly (readonly Named[])[] {
  const owner = new Int32Array(length * 8).fill(-1);
  for (const [i, { node }] of all.entries()) {
    if (node.absent) continue;
    // Children come after their parents and cover them.
    const [from, to] = [node.bit, Math.min(owner.length, node.bit + node.bits)];
    if (from < to) owner.fill(i, from, to);
  }
  return Array.from({ length }, (_, byte) => {
    const here = new Set(owner.subarray(byte * 8, byte * 8 + 8));
    return [...here].filter(i => i >= 0).map(i => all[i] as Named);
  });
}
