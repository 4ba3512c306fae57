// Shared by the tests of `wire`: captures, hex, arbitrary values for any declaration, checks on trees.
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Layout, Slot } from '../../src/wire/codec/layout.js';
import { isSeal } from '../../src/wire/codec/seal.js';
import { type AnyHeader, isLayer, type Node, readCapture } from '../../src/wire/index.js';

const folder = new URL('../data/captures/', import.meta.url);

export const captureNames = readdirSync(folder)
  .filter(name => name.endsWith('.pcap'))
  .sort();

export function capturePath(name: string): string {
  return new URL(name, folder).pathname;
}

/** The frames of a capture in test/data/captures. Throws where it can't be read whole. */
export function framesOf(name: string): Uint8Array[] {
  const capture = readCapture(readFileSync(capturePath(name)));
  if (capture.problem || capture.frames.length === 0) throw new Error(`${name}: ${capture.problem?.code ?? 'empty'}`);
  return capture.frames.map(frame => frame.bytes);
}

export function fromHex(text: string): Uint8Array {
  return Uint8Array.from(text.replaceAll(/\s/g, '').match(/../g) ?? [], byte => Number.parseInt(byte, 16));
}

export function toHex(bytes: Uint8Array): string {
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

export type Loose = Record<string, unknown>;

/** Any value of a slot, edge values often. */
function arbitraryOf(slot: Slot): fc.Arbitrary<unknown> {
  const { kind, bits, scale, variable, names } = slot.field.spec;
  if (!variable) {
    const raw = fc.oneof(fc.constantFrom(0, 2 ** bits - 1), fc.integer({ min: 0, max: 2 ** bits - 1 }));
    const named = Object.keys(names ?? {}).map(Number);
    const all = named.length > 0 ? fc.oneof(fc.constantFrom(...named), raw) : raw;
    return all.map(value => value * scale);
  }
  if (kind === 'bytes') return fc.uint8Array({ minLength: variable.fixed ?? 0, maxLength: variable.fixed ?? 9 });
  if (kind === 'text')
    return fc.string({ unit: 'binary-ascii', maxLength: variable.fixed ?? 9 }).map(text => text.replace(/\0+$/, ''));
  const contents = variable.contents ?? [];
  if (kind === 'list') return fc.array(arbitraryValues(contents[0]!.struct.layout), { maxLength: 3 });
  const known = contents.map(({ name, struct }) =>
    arbitraryValues(struct.layout).map(values => ({ kind: name, ...values })),
  );
  const unknown = fc.record({
    kind: fc.constant('unknown'),
    code: fc.integer({ min: 200, max: 254 }),
    data: fc.uint8Array({ maxLength: 6 }),
  });
  return fc.array(fc.oneof(...known, unknown, fc.constant({ kind: 'nop' })), { maxLength: 3 }).map(list => {
    const pad = (4 - (list.reduce<number>((sum, option) => sum + sizeOfOne(slot, option), 0) % 4)) % 4;
    return [...list, ...Array.from({ length: pad }, () => ({ kind: 'nop' }))];
  });
}

/** Unpadded size of one option: what three more bytes of nop make of it. */
function sizeOfOne(slot: Slot, option: unknown): number {
  const nop = { kind: 'nop' };
  const size = (list: unknown[]) => slot.field.spec.variable!.size(list);
  const bounds = [0, 1, 2, 3].map(nops => size([option, ...Array.from({ length: nops }, () => nop)]) - nops);
  return Math.min(...bounds);
}

/** Values for every key, variants' too; lengths are left to encode, a checksum is sometimes given. */
export function arbitraryValues(layout: Layout): fc.Arbitrary<Loose> {
  const keys: Record<string, fc.Arbitrary<unknown>> = {};
  for (const slot of layout.slots) {
    const { seal } = slot.field.spec;
    if (seal === undefined) keys[slot.key] ??= arbitraryOf(slot);
    else if (isSeal(seal) && seal.op.startsWith('sum'))
      keys[slot.key] ??= fc.option(arbitraryOf(slot), { nil: undefined, freq: 3 });
  }
  return fc.record(keys);
}

/** Values that fit the header's own length field. */
export function arbitraryInput(header: AnyHeader): fc.Arbitrary<Loose> {
  return arbitraryValues(header.layout).filter(values => header.size(values) <= 60);
}

/** Whether the variant arms that a slot stands in are the ones taken. */
export function isThere(slot: Slot, values: Readonly<Loose>): boolean {
  return slot.when.every(({ key, values: wanted, not }) => wanted.includes(values[key] as number) !== not);
}

/** Every rule that any tree keeps: ranges in bounds, siblings in order without overlap, children within their node. */
export function checkRanges(nodes: readonly Node[], from: number, to: number): void {
  let at = from;
  for (const node of nodes) {
    if (node.absent) continue;
    if (node.bit < at || node.bits < 0 || node.bit + node.bits > to) {
      throw new Error(`${node.name}: bits ${node.bit}+${node.bits} are outside ${at}..${to}`);
    }
    at = node.bit + node.bits;
    if (!node.children) continue;
    if (isLayer(node)) checkRanges(node.children, node.bit, to);
    else checkRanges(node.children, node.bit, at);
  }
}
