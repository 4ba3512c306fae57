// Shared by the tests of `wire`: captures, hex, arbitrary values for any declaration, checks on trees.
import { readdirSync, readFileSync } from 'node:fs';
import { holds, type Layout, type Slot } from '../../src/wire/codec/layout.js';
import type { OptionList } from '../../src/wire/codec/options.js';
import { isSeal } from '../../src/wire/codec/seal.js';
import { type AnyHeader, isLayer, type Node, readCapture } from '../../src/wire/index.js';
import fc from '../property.js';

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
  const { kind, bits, scale, variable, names, below, always } = slot.field.spec;
  if (always) return fc.constant(slot.field.spec.default);
  if (!variable) {
    // Where a small number is a length, it is another test's.
    const [min, max] = kind === 'int' ? [-(2 ** 31), 2 ** 31 - 1] : [below?.limit ?? 0, 2 ** bits - 1];
    const raw = fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max }));
    const named = Object.keys(names ?? {}).map(Number);
    const all = named.length > 0 ? fc.oneof(fc.constantFrom(...named), raw) : raw;
    return all.map(value => value * scale);
  }
  if (kind === 'bytes' || kind === 'ipv6') {
    const [step = 1, rest = 0] = variable.step ?? [];
    const lengths = variable.fixed === undefined ? fc.nat(Math.floor(9 / step)) : fc.constant(0);
    const size = (n: number) => variable.fixed ?? rest + n * step;
    return lengths.chain(n => fc.uint8Array({ minLength: size(n), maxLength: size(n) }));
  }
  if (kind === 'text')
    return fc.string({ unit: 'binary-ascii', maxLength: variable.fixed ?? 9 }).map(text => text.replace(/\0+$/, ''));
  const contents = variable.contents ?? [];
  if (kind === 'list')
    return fc.array(arbitraryValues(contents[0]!.struct.layout), { maxLength: Math.min(3, variable.most ?? 3) });
  const options = variable.list as OptionList;
  const { style, byCode } = options;
  const known = contents
    .filter(({ name }) => name !== 'unknown')
    .map(({ name, struct }) => arbitraryValues(struct.layout).map(values => ({ kind: name, ...values })));
  const unknown = fc.record({
    kind: fc.constant('unknown'),
    code: fc.integer({ min: 200, max: 254 }).filter(code => !byCode.has(code)),
    data: style.unit ? fc.uint8Array({ minLength: 6, maxLength: 6 }) : fc.uint8Array({ maxLength: 6 }),
  });
  if (!style.nop || style.paddingAs) return fc.array(fc.oneof(...known, unknown), { maxLength: 3 });
  return fc.array(fc.oneof(...known, unknown, fc.constant({ kind: 'nop' })), { maxLength: 3 }).map(list => {
    const size = list.reduce<number>((sum, option) => sum + options.sizeOf(option as never), 0);
    const pad = options.align(size) - size;
    return [...list, ...Array.from({ length: pad }, () => ({ kind: 'nop' }))];
  });
}

/** Values for every key, variants' too; lengths are left to encode, a checksum is sometimes given. */
export function arbitraryValues(layout: Layout): fc.Arbitrary<Loose> {
  const keys: Record<string, fc.Arbitrary<unknown>> = {};
  for (const { key, mask } of layout.peeks) keys[key] = fc.constantFrom(0, 1, mask);
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
  // Sixty bytes are the most that IPv4's and TCP's own length can tell.
  return arbitraryValues(header.layout).filter(values => header.size(values) <= (header.minSize > 60 ? 300 : 60));
}

/** Whether the variant arms that a slot stands in are the ones taken. */
export function isThere(slot: Slot, values: Readonly<Loose>): boolean {
  return slot.when.every(condition => holds(condition, values[condition.key] as number));
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
