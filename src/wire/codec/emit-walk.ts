/**
 * Source text of `walk`: the nodes of a struct that is all there, as plain literals. In it: b bytes, o where the struct
 * starts, m where its bytes end at the latest, quoted whether they were cut on purpose, `_key` a field's value. Whatever
 * is cut or can't be gives undefined: walk.ts says how far that can be read. Reads first: emit-decode.ts; then nodes.ts.
 */
import { readBits } from './bits.js';
import { armTest, slotBits } from './emit-encode.js';
import { labelOf } from './header.js';
import { type Block, type GroupSlot, isGroupSlot, type Layout, nameOf, type Slot, type Step } from './layout.js';
import { isSeal } from './seal.js';

/** Texts of numbers with no more values than this are made once each. */
const REMEMBERED = 4096;

const quote = (text: string): string => JSON.stringify(text);

class Emitter {
  readonly lines: string[] = [];
  readonly layout: Layout;
  readonly protocol: string;
  #base = 'o';
  #at = 0;

  constructor(protocol: string, layout: Layout) {
    this.protocol = protocol;
    this.layout = layout;
  }

  /** `keys`: fields read before, in order. */
  block(block: Block, keys: readonly string[]): void {
    let before = keys;
    for (const step of block.steps) {
      if (step.type === 'bits') before = this.bits(step, before);
      else if (step.type === 'variable') before = this.variable(step.slot, before);
      else {
        this.choice(step, before);
        return;
      }
    }
    this.lines.push('return nodes;');
  }

  bits(step: Step & { type: 'bits' }, keys: readonly string[]): readonly string[] {
    const base = `${this.#base} + ${this.#at}`;
    this.lines.push(`if (${base} + ${step.bytes} > m) return undefined;`);
    const read = [...keys];
    const literals: string[] = [];
    for (const slot of step.slots) {
      const { scale, kind, seal } = slot.field.spec;
      const raw = slotBits(base, slot.bit, slot.bits, kind === 'int');
      this.lines.push(`_${slot.key} = ${scale === 1 ? raw : `${raw} * ${scale}`};`);
      if (isSeal(seal) && seal.op === 'header') {
        const key = `_${slot.key}`;
        this.lines.push(`if (${key} < ${this.layout.minSize} || o + ${key} > m) return undefined;`, `m = o + ${key};`);
      }
    }
    for (const item of step.items) {
      if (isGroupSlot(item)) literals.push(this.group(item, base, read));
      else {
        if (!read.includes(item.key)) read.push(item.key);
        if (!item.field.spec.hidden) literals.push(this.number(item, base, read));
      }
    }
    if (literals.length > 0) this.lines.push(`nodes.push(${literals.join(',\n')});`);
    this.#at += step.bytes;
    return read;
  }

  literal(suffix: string, label: string, value: string, text: string, bit: string, bits: number, more = ''): string {
    const name = quote(nameOf(this.protocol, suffix));
    return `{ name: ${name}, label: ${quote(label)}, value: ${value}, text: ${text}, bit: ${bit}, bits: ${bits}${more} }`;
  }

  number(slot: Slot, base: string, keys: readonly string[]): string {
    const { label, below } = slot.field.spec;
    const value = `_${slot.key}`;
    const bit = `(${base}) * 8 + ${slot.bit}`;
    const usual = this.literal(slot.suffix, labelOf(slot.key, label), value, numberText(slot, keys), bit, slot.bits);
    if (!below) return usual;
    const small = this.literal(below.suffix, below.label, value, `'' + ${value}`, bit, slot.bits);
    return `${value} < ${below.limit} ? ${small} : ${usual}`;
  }

  group(item: GroupSlot, base: string, read: string[]): string {
    const members: string[] = [];
    for (const slot of item.slots) {
      if (!read.includes(slot.key)) read.push(slot.key);
      if (!slot.field.spec.hidden) members.push(this.number(slot, base, read));
    }
    const index = this.layout.groups.indexOf(item);
    const value = readBits(base, item.bit, item.bits);
    const text =
      item.bits > 12 ? `groupText(${index}, ${value})` : `(g${index}[${value}] ??= groupText(${index}, ${value}))`;
    const children = `, children: [${members.join(',\n')}]`;
    const label = labelOf(item.key, item.group.spec.label);
    return this.literal(item.suffix, label, value, text, `(${base}) * 8 + ${item.bit}`, item.bits, children);
  }

  variable(slot: Slot, keys: readonly string[]): readonly string[] {
    const { index, key, field } = slot;
    const codec = field.spec.variable!;
    const at = `${this.#base} + ${this.#at}`;
    const read = keys.includes(key) ? keys : [...keys, key];
    this.lines.push(`n = c${index}.take(b, ${at}, m, ${codec.usesValues ? valuesOf(keys) : 'undefined'});`);
    this.lines.push('if (n < 0) return undefined;');
    const used = this.layout.slots.some(
      other => (other.index > index && asksOthers(other)) || (other === slot && field.spec.describe),
    );
    // What nobody asks for is not made: options are read once more, as nodes.
    const { kind, hidden } = field.spec;
    const valueless = !used && (kind === 'options' || kind === 'list' || kind === 'bytes' || hidden);
    if (!valueless) this.lines.push(`_${key} = c${index}.read(b, ${at}, ${at} + n);`);
    if (!field.spec.hidden) {
      const values = field.spec.describe ? valuesOf(read) : 'undefined';
      this.lines.push(`if (n > 0) variable(${index}, b, ${at}, ${at} + n, _${key}, ${values}, quoted, nodes);`);
    }
    if (codec.fixed === undefined) {
      this.lines.push(`p = ${at} + n;`);
      [this.#base, this.#at] = ['p', 0];
    } else this.#at += codec.fixed;
    return read;
  }

  choice(step: Step & { type: 'switch' }, keys: readonly string[]): void {
    const on = `_${step.on}`;
    const [base, at] = [this.#base, this.#at];
    const read = keys.includes(step.on) ? keys : [...keys, step.on];
    if (step.peek) {
      this.lines.push(`if (${base} + ${at} >= m) return undefined;`, `${on} = b[${base} + ${at}] & ${step.peek.mask};`);
    }
    for (const arm of step.arms) {
      this.lines.push(`if (${armTest(on, arm.values)}) {`);
      this.block(arm.block, read);
      [this.#base, this.#at] = [base, at];
      this.lines.push('}');
    }
    this.block(step.otherwise, read);
  }
}

/** Whether it looks at other fields' values. */
const asksOthers = ({ field: { spec } }: Slot): boolean =>
  spec.describe !== undefined || spec.variable?.usesValues === true;

const valuesOf = (keys: readonly string[]): string => `{ ${keys.map(key => `${key}: _${key}`).join(', ')} }`;

/** Whether the text follows from the number alone, and there are few of them. */
export function isRemembered({ field: { spec }, bits }: Slot): boolean {
  return !spec.describe && spec.kind !== 'flag' && !spec.variable && (2 ** bits - 1) * spec.scale < REMEMBERED;
}

/** Expression for what show.ts's showNumber gives. */
function numberText(slot: Slot, keys: readonly string[]): string {
  const { kind, names, describe } = slot.field.spec;
  const value = `_${slot.key}`;
  if (kind === 'flag') return `${value} ? 'Set' : 'Not set'`;
  if (isRemembered(slot)) return `(t${slot.index}[${value}] ??= show(${slot.index}, ${value}))`;
  const plain = plainText(slot, value);
  const said = [
    ...(names ? [`f${slot.index}.names[${value}]`] : []),
    ...(describe ? [`f${slot.index}.describe(${value}, ${valuesOf(keys)})`] : []),
  ];
  if (said.length === 0) return plain;
  return `(s = ${said.join(' ?? ')}) === undefined ? ${plain} : s + ' (' + (${plain}) + ')'`;
}

function plainText({ field }: Slot, value: string): string {
  const { kind, bits, hex, scale, unit, measure } = field.spec;
  if (kind === 'mac') return `mac(${value})`;
  if (kind === 'ipv4') return `ipv4(${value})`;
  if (unit !== undefined) return `${value} * ${unit} + ' bytes (' + ${value} + ')'`;
  if (measure === '') return `'' + ${value}`;
  if (scale !== 1) return `${value} + ${quote(` ${measure} (`)} + ${value} / ${scale} + ')'`;
  if (measure !== undefined) return `${value} + ${quote(` ${measure}`)}`;
  return hex ? `hex(${value}, ${bits})` : `'' + ${value}`;
}

export function emitWalk(protocol: string, layout: Layout): string {
  const emitter = new Emitter(protocol, layout);
  emitter.block(layout, []);
  const keys = [...new Set([...layout.slots, ...layout.peeks].map(slot => `_${slot.key}`))];
  return [
    ...layout.slots.flatMap(slot => [
      ...(slot.field.spec.variable ? [`const c${slot.index} = fields[${slot.index}].variable;`] : []),
      ...(isRemembered(slot) ? [`const t${slot.index} = [];`] : [`const f${slot.index} = fields[${slot.index}];`]),
    ]),
    ...layout.groups.map((_group, index) => `const g${index} = [];`),
    'return function walk(b, o, m, quoted) {',
    `let ${['p = o', 'n = 0', 's', ...keys].join(', ')};`,
    'if (m > b.length) m = b.length;',
    'const nodes = [];',
    ...emitter.lines,
    '};',
  ].join('\n');
}
