/**
 * Source text of `decode`, and of `locate`, which finds where a header ends and makes no values. In both: b bytes, o where
 * the header starts, e where the bytes end, m where the header ends, `_key` a field's value. Reads first: emit-encode.ts.
 */
import { armTest, slotBits } from './emit-encode.js';
import type { Block, Layout, Slot } from './layout.js';
import { isSeal } from './seal.js';

export function sealedBy(layout: Layout, op: string): Slot | undefined {
  return layout.slots.find(({ field }) => isSeal(field.spec.seal) && field.spec.seal.op === op);
}

/** What is to be read: all of it, or these keys; and what to answer when bytes end or a length can't be. */
interface Wanted {
  readonly keys: ReadonlySet<string> | undefined;
  short(field: string, need: string, have: string): string;
  badLength(field: string, need: number, have: string): string;
}

const everything: Wanted = {
  keys: undefined,
  short: (field, need, have) => `return short('${field}', ${need}, ${have});`,
  badLength: (field, need, have) => `return badLength('${field}', ${need}, ${have});`,
};

function emitBlock(block: Block, layout: Layout, from: { base: string; at: number }, wanted: Wanted): string {
  const lines: string[] = [];
  const { keys } = wanted;
  const header = sealedBy(layout, 'header');
  let { base, at } = from;
  for (const step of block.steps) {
    if (step.type === 'bits') {
      const need = `${base} + ${at + step.bytes}`;
      lines.push(`if (${need} > m) ${wanted.short(step.slots[0]!.suffix, `${need} - o`, 'm - o')}`);
      for (const slot of step.slots) {
        if (keys?.has(slot.key) === false) continue;
        const { scale, kind } = slot.field.spec;
        lines.push(
          `_${slot.key} = ${slotBits(`${base} + ${at}`, slot.bit, slot.bits, kind === 'int')}${scale === 1 ? '' : ` * ${scale}`};`,
        );
        if (slot === header) {
          const told = `_${slot.key}`;
          lines.push(`if (${told} < ${layout.minSize}) ${wanted.badLength(slot.suffix, layout.minSize, told)}`);
          lines.push(`if (o + ${told} > e) ${wanted.short(slot.suffix, told, 'e - o')}`);
          lines.push(`m = o + _${slot.key};`);
        }
      }
      at += step.bytes;
    } else if (step.type === 'variable') {
      const { index, key, suffix } = step.slot;
      const before = [...new Set(layout.slots.slice(0, index).map(slot => `${slot.key}: _${slot.key}`))];
      const values = step.slot.field.spec.variable!.usesValues ? `, { ${before.join(', ')} }` : '';
      lines.push(`n = c${index}.take(b, ${base} + ${at}, m${values});`);
      lines.push(`if (n < 0) ${wanted.short(suffix, 'e - o + 1', 'e - o')}`);
      if (keys?.has(key) !== false)
        lines.push(`_${key} = n === 0 ? c${index}.empty : c${index}.read(b, ${base} + ${at}, ${base} + ${at} + n);`);
      const fixed = step.slot.field.spec.variable!.fixed;
      if (fixed === undefined) {
        lines.push(`p = ${base} + ${at} + n;`);
        [base, at] = ['p', 0];
      } else at += fixed;
    } else {
      if (step.peek) {
        lines.push(`if (${base} + ${at} >= m) ${wanted.short(step.on, `${base} + ${at} + 1 - o`, 'm - o')}`);
        lines.push(`_${step.on} = b[${base} + ${at}] & ${step.peek.mask};`);
      }
      for (const arm of step.arms) {
        lines.push(
          `if (${armTest(`_${step.on}`, arm.values)}) {`,
          emitBlock(arm.block, layout, { base, at }, wanted),
          '} else',
        );
      }
      lines.push('{', emitBlock(step.otherwise, layout, { base, at }, wanted), '}');
      return lines.join('\n');
    }
  }
  lines.push(`p = ${base} + ${at};`);
  return lines.join('\n');
}

/** Declares the variables, reads the block, and sets `hl` and `stop`, where the payload ends. */
function emitEnds(layout: Layout, wanted: Wanted): string[] {
  const all = [...new Set([...layout.slots, ...layout.peeks].map(slot => slot.key))];
  const keys = all.filter(key => wanted.keys?.has(key) !== false);
  const header = sealedBy(layout, 'header');
  const total = sealedBy(layout, 'total');
  const payload = sealedBy(layout, 'payload');
  const lines = [
    'if (e > b.length) e = b.length;',
    `let ${['p = o', 'n = 0', 'm = e', ...keys.map(key => `_${key}`)].join(', ')};`,
    emitBlock(layout, layout, { base: 'o', at: 0 }, wanted),
    `const hl = ${header ? `_${header.key}` : 'p - o'};`,
    'let stop = e;',
  ];
  if (total) lines.push(`if (o + _${total.key} < e) stop = _${total.key} < hl ? o + hl : o + _${total.key};`);
  if (payload) lines.push(`if (o + hl + _${payload.key} < e) stop = o + hl + _${payload.key};`);
  for (const { key, field } of layout.slots) {
    const { below } = field.spec;
    if (below) lines.push(`if (_${key} < ${below.limit} && o + hl + _${key} < e) stop = o + hl + _${key};`);
  }
  return lines;
}

export function emitDecode(layout: Layout): string {
  const keys = [...new Set([...layout.slots, ...layout.peeks].map(slot => slot.key))];
  const values = `{ ${keys.map(key => `${key}: _${key}`).join(', ')} }`;
  return [
    'function decode(b, o, e) {',
    ...emitEnds(layout, everything),
    `return { problem: undefined, values: ${values}, headerLength: hl, end: stop }; }`,
  ].join('\n');
}

/** Keys without which nobody knows where the header and its payload end. */
function boundingKeys(layout: Layout): Set<string> {
  const keys = new Set<string>();
  const gather = ({ steps }: Block): void => {
    for (const step of steps) {
      if (step.type === 'variable' && step.slot.field.spec.variable!.usesValues)
        for (const { key } of layout.slots.slice(0, step.slot.index)) keys.add(key);
      if (step.type !== 'switch') continue;
      keys.add(step.on);
      for (const arm of step.arms) gather(arm.block);
      gather(step.otherwise);
    }
  };
  gather(layout);
  for (const { key } of layout.slots.flatMap(endToldBy)) keys.add(key);
  const header = sealedBy(layout, 'header');
  if (header) keys.add(header.key);
  return keys;
}

/** A field that tells where the layer ends: it counts `from` the header's start or end, if it is `below` that. */
export interface EndToldBy {
  readonly key: string;
  readonly from: 'start' | 'header';
  readonly below: number;
}

export function endToldBy({ key, field: { spec } }: Slot): EndToldBy[] {
  if (spec.below) return [{ key, from: 'header', below: spec.below.limit }];
  const op = isSeal(spec.seal) ? spec.seal.op : '';
  if (op === 'total') return [{ key, from: 'start', below: Number.POSITIVE_INFINITY }];
  return op === 'payload' ? [{ key, from: 'header', below: Number.POSITIVE_INFINITY }] : [];
}

/** Writes `from`, `to` and `claims` of x: where payload begins, where it ends, and where it should. False: it can't be read. */
export function emitLocate(layout: Layout): string {
  const no = () => 'return false;';
  const claims = layout.slots.flatMap(endToldBy).map(({ key, from, below }) => {
    const told = below === Number.POSITIVE_INFINITY ? `_${key} !== undefined` : `_${key} < ${below}`;
    return `${told} ? o + ${from === 'start' ? '' : 'hl + '}_${key} : `;
  });
  return [
    'function locate(b, o, e, x) {',
    ...emitEnds(layout, { keys: boundingKeys(layout), short: no, badLength: no }),
    `x.from = o + hl; x.to = stop; x.claims = ${claims.join('')}o + hl;`,
    'return true; }',
  ].join('\n');
}
