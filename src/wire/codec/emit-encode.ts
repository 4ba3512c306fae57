/**
 * Source text of `size`, `encode`, `get` and `set`. In it: v values, b bytes, o where the header starts, e where the
 * payload ends, q the enclosing header, hl the header's length, `_key` a field's raw number. Reads first: bits.ts.
 */
import { checkRange, readBits, writeBits, writeRun } from './bits.js';
import type { Block, Condition, Layout, Peek, Slot } from './layout.js';
import { isChecksum, isSeal } from './seal.js';

/** The caller's value of a field, or its default. */
function input(slot: Slot): string {
  const given = `v.${slot.key}`;
  const fallback = slot.field.spec.default;
  return typeof fallback === 'number' ? `(${given} === undefined ? ${fallback} : ${given})` : given;
}

function variableInput(slot: Slot): string {
  return `(v.${slot.key} === undefined ? c${slot.index}.empty : v.${slot.key})`;
}

/** A number's bits as the field means them. */
export function slotBits(base: string, bit: number, bits: number, signed: boolean): string {
  const read = readBits(base, bit, bits);
  return signed ? `(${read} | 0)` : read;
}

function checkSlot(name: string, { field, bits }: Slot, fail: string): string {
  return field.spec.kind === 'int' ? `if (${name} !== (${name} | 0)) ${fail};` : checkRange(name, bits, fail);
}

export function armTest(subject: string, values: readonly number[]): string {
  return values.map(value => `${subject} === ${value}`).join(' || ');
}

function sizeOf(block: Block, layout: Layout): string {
  if (block.fixedSize) return String(block.minSize);
  let fixed = 0;
  const parts: string[] = [];
  for (const step of block.steps) {
    if (step.type === 'bits') fixed += step.bytes;
    else if (step.type === 'variable') {
      const bytes = step.slot.field.spec.variable!.fixed;
      if (bytes !== undefined) fixed += bytes;
      else
        parts.push(
          `(v.${step.slot.key} === undefined || v.${step.slot.key}.length === 0 ? 0 : c${step.slot.index}.size(v.${step.slot.key}))`,
        );
    } else {
      const on = step.peek ? peekInput(step.peek) : input(layout.slots.find(slot => slot.key === step.on)!);
      const arms = step.arms.map(arm => `${armTest(on, arm.values)} ? ${sizeOf(arm.block, layout)} : `);
      parts.push(`(${arms.join('')}${sizeOf(step.otherwise, layout)})`);
    }
  }
  return [String(fixed), ...parts].join(' + ');
}

const peekInput = ({ key, initial }: Peek) => `(v.${key} === undefined ? ${initial} : v.${key})`;

export function emitSize(layout: Layout): string {
  return `function size(v) { return ${sizeOf(layout, layout)}; }`;
}

const context =
  '{ buf: b, values: v, header: { offset: o, length: hl }, payload: { offset: o + hl, length: e - o - hl }, enclosing: q }';

/** First value of a slot's raw number: given, default, length; 0 for what is computed over the written bytes. */
function initial(slot: Slot): string {
  const { seal, scale } = slot.field.spec;
  let value = input(slot);
  if (seal !== undefined) {
    const lengths = { header: 'hl', total: 'e - o', payload: 'e - o - hl' } as const;
    let computed = '0';
    if (isSeal(seal)) computed = seal.op in lengths ? lengths[seal.op as keyof typeof lengths] : '0';
    else if (slot.place === undefined) computed = `seals[${slot.index}](${context})`;
    value = `(v.${slot.key} === undefined ? ${computed} : v.${slot.key})`;
  }
  return scale === 1 ? value : `${value} / ${scale}`;
}

function emitBlock(block: Block, layout: Layout, from: { base: string; at: number }): string {
  const lines: string[] = [];
  let { base, at } = from;
  for (const step of block.steps) {
    if (step.type === 'bits') {
      for (const slot of step.slots) {
        lines.push(`_${slot.key} = ${initial(slot)};`);
        lines.push(checkSlot(`_${slot.key}`, slot, `range('${slot.suffix}', v.${slot.key})`));
      }
      const fields = step.slots.map(slot => ({ name: `_${slot.key}`, bit: slot.bit, bits: slot.bits }));
      lines.push(writeRun(`${base} + ${at}`, step.bytes, fields));
      at += step.bytes;
    } else if (step.type === 'variable') {
      const { index, key, field } = step.slot;
      const fixed = field.spec.variable!.fixed;
      lines.push(`_${key} = ${variableInput(step.slot)};`);
      if (fixed === undefined) {
        lines.push(
          `if (_${key}.length !== 0) { c${index}.write(_${key}, b, ${base} + ${at}); p = ${base} + ${at} + c${index}.size(_${key}); }`,
        );
        lines.push(`else p = ${base} + ${at};`);
        [base, at] = ['p', 0];
      } else {
        lines.push(`if (_${key} === undefined) range('${step.slot.suffix}', undefined);`);
        lines.push(`c${index}.write(_${key}, b, ${base} + ${at});`);
        at += fixed;
      }
    } else {
      if (step.peek) lines.push(`_${step.on} = ${peekInput(step.peek)};`);
      for (const arm of step.arms) {
        lines.push(
          `if (${armTest(`_${step.on}`, arm.values)}) {`,
          emitBlock(arm.block, layout, { base, at }),
          '} else',
        );
      }
      lines.push('{', emitBlock(step.otherwise, layout, { base, at }), '}');
    }
  }
  return lines.join('\n');
}

/** Whether the arms were taken that the slot stands in. */
const taken = (when: readonly Condition[]) =>
  when.map(({ key, values, not }) => ` && ${not ? '!' : ''}(${armTest(`_${key}`, values) || 'false'})`).join('');

/** Fields computed over the written bytes: functions first, checksums last. */
function emitSeals(layout: Layout): string {
  const lines: string[] = [];
  for (const slot of layout.slots) {
    const { seal } = slot.field.spec;
    if (typeof seal !== 'function' || slot.place === undefined) continue;
    lines.push(
      `if (v.${slot.key} === undefined${taken(slot.when)}) { _${slot.key} = seals[${slot.index}](${context});`,
    );
    lines.push(checkRange(`_${slot.key}`, slot.bits, `range('${slot.suffix}', _${slot.key})`));
    lines.push(writeBits('o', `_${slot.key}`, slot.place, slot.bits), '}');
  }
  for (const slot of layout.slots) {
    const { seal } = slot.field.spec;
    if (!isChecksum(seal)) continue;
    if (slot.when.length > 0 || slot.place === undefined)
      throw new Error(`${layout.name}.${slot.key}: a checksum needs a fixed place`);
    const sum =
      seal.op === 'sum-header'
        ? 'checksum16(b, o, o + hl)'
        : seal.op === 'sum-message'
          ? 'checksum16(b, o, e)'
          : 'fold(sum16(b, o, e) + pseudo(q, e - o))';
    lines.push(`if (v.${slot.key} === undefined) { _${slot.key} = ${sum};`);
    if (seal.zeroMeansNone) lines.push(`if (_${slot.key} === 0) _${slot.key} = 0xffff;`);
    lines.push(writeBits('o', `_${slot.key}`, slot.place, slot.bits), '}');
  }
  return lines.join('\n');
}

export function emitEncode(layout: Layout): string {
  const names = [...new Set([...layout.slots, ...layout.peeks].map(slot => `_${slot.key}`))];
  return [
    'function encode(v, b, o, e, q) {',
    `let ${['p = 0', ...names].join(', ')};`,
    `const hl = ${layout.fixedSize ? layout.minSize : 'size(v)'};`,
    'if (e > b.length || o + hl > e) space(hl, Math.min(e, b.length) - o);',
    emitBlock(layout, layout, { base: 'o', at: 0 }),
    emitSeals(layout),
    'return hl; }',
  ].join('\n');
}

/** `get: {...}, set: {...}` for every number and group at a fixed place. */
export function emitAccessors(layout: Layout): string {
  const getters = new Map<string, string>();
  const setters = new Map<string, string>();
  const places = [
    ...layout.slots.map(slot => ({ ...slot, scale: slot.field.spec.scale })),
    ...layout.groups.map(group => ({ ...group, scale: 1 })),
  ];
  for (const item of places) {
    const { key, suffix, place, bits, scale } = item;
    if (place === undefined || bits === 0) continue;
    const read = slotBits('o', place, bits, 'field' in item && item.field.spec.kind === 'int');
    getters.set(key, `${key}(b, o) { return ${scale === 1 ? read : `${read} * ${scale}`}; }`);
    const scaled = scale === 1 ? '' : `x /= ${scale};`;
    setters.set(
      key,
      `${key}(b, o, x) { ${scaled} ${checkRange('x', bits, `range('${suffix}', x)`)} ${writeBits('o', 'x', place, bits)} }`,
    );
  }
  for (const { key, mask, place } of layout.peeks) {
    if (place !== undefined) getters.set(key, `${key}(b, o) { return b[o + ${place / 8}] & ${mask}; }`);
  }
  return `get: { ${[...getters.values()].join(',\n')} },\nset: { ${[...setters.values()].join(',\n')} }`;
}
