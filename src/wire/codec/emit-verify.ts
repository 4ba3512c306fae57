/** Source text of `verify` and `checksumOk`. Reads first: emit-decode.ts. */
import { readBits } from './bits.js';
import { sealedBy } from './emit-decode.js';
import type { Layout, Slot } from './layout.js';
import { isChecksum } from './seal.js';

function read(slot: Slot): string {
  const { scale } = slot.field.spec;
  return `${readBits('o', slot.place!, slot.bits)}${scale === 1 ? '' : ` * ${scale}`}`;
}

/** `hl`, `stop`; `give(key)` is what to do when the length in that field can't be. */
function bounds(layout: Layout, failed: string, give: (key: string) => string): string[] {
  const header = sealedBy(layout, 'header');
  const total = sealedBy(layout, 'total');
  const payload = sealedBy(layout, 'payload');
  const lines = [`if (e > b.length) e = b.length; if (o + ${layout.minSize} > e) return ${failed};`];
  if (header) {
    lines.push(`const hl = ${read(header)}; if (hl < ${layout.minSize} || o + hl > e) return ${failed};`);
  } else if (layout.fixedSize) lines.push(`const hl = ${layout.minSize};`);
  else lines.push(`const d = decode(b, o, e); if (d.problem) return ${failed}; const hl = d.headerLength;`);
  lines.push('let stop = e;');
  if (total) lines.push(`const t = ${read(total)}; if (t < hl || o + t > e) ${give(total.key)} else stop = o + t;`);
  if (payload)
    lines.push(`const l = ${read(payload)}; if (o + hl + l > e) ${give(payload.key)} else stop = o + hl + l;`);
  return lines;
}

function holds(slot: Slot, pseudo: string): string {
  const { seal } = slot.field.spec;
  if (!isChecksum(seal)) return 'true';
  if (seal.op === 'sum-header') return 'checksum16(b, o, o + hl) === 0';
  if (seal.op === 'sum-message') return 'checksum16(b, o, stop) === 0';
  const sum = `${pseudo}fold(sum16(b, o, stop) + pseudo(q, stop - o)) === 0`;
  return seal.zeroMeansNone ? `(${read(slot)} === 0 || ${sum})` : `(${sum})`;
}

export function emitVerify(layout: Layout): string {
  const sealed = layout.slots.filter(slot => slot.field.spec.seal !== undefined && slot.place !== undefined);
  const all = `[${sealed.map(slot => `'${slot.key}'`).join(', ')}]`;
  if (sealed.length === 0) return 'function verify() { return []; }\nfunction checksumOk() { return true; }';
  const lines = [
    'function verify(b, o, e, q) {',
    'const bad = [];',
    ...bounds(layout, all, key => `bad.push('${key}');`),
  ];
  for (const slot of sealed) {
    if (isChecksum(slot.field.spec.seal))
      lines.push(`if (!(${holds(slot, 'q === undefined || ')})) bad.push('${slot.key}');`);
    else if (typeof slot.field.spec.seal === 'function') {
      lines.push(`{ const d = decode(b, o, e); if (d.problem) return ${all};`);
      lines.push(
        'const c = { buf: b, values: d.values, header: { offset: o, length: hl }, payload: { offset: o + hl, length: stop - o - hl }, enclosing: q };',
      );
      lines.push(
        `if (d.values.${slot.key} !== undefined && seals[${slot.index}](c) !== d.values.${slot.key}) bad.push('${slot.key}'); }`,
      );
    }
  }
  lines.push('return bad; }');
  const sums = sealed.filter(slot => isChecksum(slot.field.spec.seal));
  if (sums.length === 0) lines.push('function checksumOk() { return true; }');
  else {
    const tests = sums.map(slot => holds(slot, '')).join(' && ');
    lines.push(
      'function checksumOk(b, o, e, q) {',
      ...bounds(layout, 'false', () => 'return false;'),
      `return ${tests}; }`,
    );
  }
  return lines.join('\n');
}
