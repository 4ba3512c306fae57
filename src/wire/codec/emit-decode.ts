/**
 * Source text of `decode`. In it: b bytes, o where the header starts, e where the bytes end, m where the header ends,
 * `_key` a field's value. Reads first: emit-encode.ts.
 */
import { armTest, slotBits } from './emit-encode.js';
import type { Block, Layout, Slot } from './layout.js';
import { isSeal } from './seal.js';

export function sealedBy(layout: Layout, op: string): Slot | undefined {
  return layout.slots.find(({ field }) => isSeal(field.spec.seal) && field.spec.seal.op === op);
}

function emitBlock(block: Block, layout: Layout, from: { base: string; at: number }): string {
  const lines: string[] = [];
  const header = sealedBy(layout, 'header');
  let { base, at } = from;
  for (const step of block.steps) {
    if (step.type === 'bits') {
      const need = `${base} + ${at + step.bytes}`;
      lines.push(`if (${need} > m) return short('${step.slots[0]!.suffix}', ${need} - o, m - o);`);
      for (const slot of step.slots) {
        const { scale, kind } = slot.field.spec;
        lines.push(
          `_${slot.key} = ${slotBits(`${base} + ${at}`, slot.bit, slot.bits, kind === 'int')}${scale === 1 ? '' : ` * ${scale}`};`,
        );
        if (slot === header) {
          lines.push(
            `if (_${slot.key} < ${layout.minSize}) return badLength('${slot.suffix}', ${layout.minSize}, _${slot.key});`,
          );
          lines.push(`if (o + _${slot.key} > e) return short('${slot.suffix}', _${slot.key}, e - o);`);
          lines.push(`m = o + _${slot.key};`);
        }
      }
      at += step.bytes;
    } else if (step.type === 'variable') {
      const { index, key, suffix } = step.slot;
      const before = [...new Set(layout.slots.slice(0, index).map(slot => `${slot.key}: _${slot.key}`))];
      const values = step.slot.field.spec.variable!.usesValues ? `, { ${before.join(', ')} }` : '';
      lines.push(`n = c${index}.take(b, ${base} + ${at}, m${values});`);
      lines.push(`if (n < 0) return short('${suffix}', e - o + 1, e - o);`);
      lines.push(`_${key} = n === 0 ? c${index}.empty : c${index}.read(b, ${base} + ${at}, ${base} + ${at} + n);`);
      const fixed = step.slot.field.spec.variable!.fixed;
      if (fixed === undefined) {
        lines.push(`p = ${base} + ${at} + n;`);
        [base, at] = ['p', 0];
      } else at += fixed;
    } else {
      if (step.peek) {
        lines.push(`if (${base} + ${at} >= m) return short('${step.on}', ${base} + ${at} + 1 - o, m - o);`);
        lines.push(`_${step.on} = b[${base} + ${at}] & ${step.peek.mask};`);
      }
      for (const arm of step.arms) {
        lines.push(
          `if (${armTest(`_${step.on}`, arm.values)}) {`,
          emitBlock(arm.block, layout, { base, at }),
          '} else',
        );
      }
      lines.push('{', emitBlock(step.otherwise, layout, { base, at }), '}');
      return lines.join('\n');
    }
  }
  lines.push(`p = ${base} + ${at};`);
  return lines.join('\n');
}

export function emitDecode(layout: Layout): string {
  const keys = [...new Set([...layout.slots, ...layout.peeks].map(slot => slot.key))];
  const header = sealedBy(layout, 'header');
  const total = sealedBy(layout, 'total');
  const payload = sealedBy(layout, 'payload');
  const length = header ? `_${header.key}` : 'p - o';
  const lines = [
    'function decode(b, o, e) {',
    'if (e > b.length) e = b.length;',
    `let ${['p = o', 'n = 0', 'm = e', ...keys.map(key => `_${key}`)].join(', ')};`,
    emitBlock(layout, layout, { base: 'o', at: 0 }),
    `const hl = ${length};`,
    'let stop = e;',
  ];
  if (total) lines.push(`if (o + _${total.key} < e) stop = _${total.key} < hl ? o + hl : o + _${total.key};`);
  if (payload) lines.push(`if (o + hl + _${payload.key} < e) stop = o + hl + _${payload.key};`);
  for (const { key, field } of layout.slots) {
    const { below } = field.spec;
    if (below) lines.push(`if (_${key} < ${below.limit} && o + hl + _${key} < e) stop = o + hl + _${key};`);
  }
  lines.push(
    `return { problem: undefined, values: { ${keys.map(key => `${key}: _${key}`).join(', ')} }, headerLength: hl, end: stop }; }`,
  );
  return lines.join('\n');
}
