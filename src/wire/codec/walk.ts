/**
 * One struct's part of the dissection tree, by walking its layout over the bytes. Not compiled: it runs for what is cut
 * short or can't be; nodes.ts compiles the same for what is whole. Never throws: where bytes end, a node says so. Reads first: layout.ts, show.ts; then ../dissect.ts.
 */
import { numberAt } from './bits.js';
import { labelOf } from './header.js';
import { type Block, type GroupSlot, isGroupSlot, type Layout, nameOf, type Peek, type Slot } from './layout.js';
import { addVariable, type Nodes } from './parts.js';
import { isSeal } from './seal.js';
import { hexNumber, type NodeValue, showNumber } from './show.js';

/** What is wrong with a field or a layer. Numbers in bytes, but for bad-checksum and bad-value. */
export interface NodeProblem {
  /**
   * truncated: `need` bytes, `have` are there · bad-length: the field says `have`, it can't be less than `need` ·
   * bad-checksum, bad-value: `have` is there, `need` would be right · bad-option-length: an option's length can't be.
   */
  readonly code: 'truncated' | 'bad-length' | 'bad-checksum' | 'bad-value' | 'bad-option-length';
  readonly need?: number;
  readonly have?: number;
}

/** A field, or a group of them. Bits count from the frame's start. */
export interface Node {
  /** Wireshark's name: arp.opcode. */
  readonly name: string;
  readonly label: string;
  readonly value: NodeValue;
  readonly text: string;
  readonly bit: number;
  readonly bits: number;
  readonly children?: readonly Node[];
  readonly problem?: NodeProblem;
  /** Computed fields: whether it holds. Undefined where that can't be known (a quote, a fragment). */
  readonly computed?: 'ok' | 'bad';
  /** Not among the captured bytes (the FCS). */
  readonly absent?: true;
}

export interface Walk {
  readonly nodes: Node[];
  readonly values: Record<string, unknown>;
  /** Where the struct ends. */
  end: number;
  /** All of it is there and its lengths can be. */
  complete: boolean;
}

/** Bytes that the block has at least, the arms known that fields read before have chosen. */
function leastOf({ steps }: Block, values: Readonly<Record<string, unknown>>): number {
  let bytes = 0;
  for (const step of steps) {
    if (step.type === 'bits') bytes += step.bytes;
    else if (step.type === 'variable') bytes += step.slot.field.spec.variable!.fixed ?? 0;
    else {
      const value = step.peek ? undefined : (values[step.on] as number | undefined);
      const blocks = [step.otherwise, ...step.arms.map(arm => arm.block)];
      const chosen = step.arms.find(arm => value !== undefined && arm.values.includes(value))?.block ?? step.otherwise;
      bytes += value === undefined ? Math.min(...blocks.map(block => block.minSize)) : leastOf(chosen, values);
    }
  }
  return bytes;
}

class Walker {
  readonly protocol: string;
  readonly layout: Layout;
  readonly buf: Uint8Array;
  readonly start: number;
  /** Cut short on purpose: no problem. */
  readonly quoted: boolean;
  limit: number;
  at: number;
  readonly walk: Walk;

  constructor(protocol: string, layout: Layout, buf: Uint8Array, start: number, limit: number, quoted: boolean) {
    this.protocol = protocol;
    this.layout = layout;
    this.buf = buf;
    this.start = start;
    this.limit = limit;
    this.quoted = quoted;
    this.at = start;
    this.walk = { nodes: [], values: {}, end: start, complete: true };
  }

  /** False when the bytes have ended. */
  block(block: Block): boolean {
    for (const step of block.steps) {
      if (step.type === 'switch') {
        if (step.peek && !this.peek(step.peek, step.otherwise)) return false;
        const value = this.walk.values[step.on];
        return this.block(step.arms.find(arm => arm.values.includes(value as number))?.block ?? step.otherwise);
      }
      if (step.type === 'variable') {
        if (!this.variable(step.slot)) return false;
        continue;
      }
      const limit = this.limit;
      for (const item of step.items) {
        if (this.at * 8 + item.bit + item.bits > limit * 8) return this.cut(item, this.at * 8 + item.bit);
        const node = isGroupSlot(item) ? this.group(item) : this.field(item);
        if (isGroupSlot(item) || !item.field.spec.hidden) this.walk.nodes.push(node);
      }
      this.at += step.bytes;
    }
    return true;
  }

  /** The bits that tell which arm comes; cut where the first field of one would be. */
  peek({ key, mask }: Peek, otherwise: Block): boolean {
    if (this.at < this.limit) this.walk.values[key] = this.buf[this.at]! & mask;
    else if (otherwise.steps[0]?.type === 'bits') return this.cut(otherwise.steps[0].items[0]!, this.at * 8);
    return this.at < this.limit;
  }

  /** The node of a field that isn't all there. */
  cut(item: Slot | GroupSlot, bit: number, bits = item.bits): false {
    const label = isGroupSlot(item) ? item.group.spec.label : item.field.spec.label;
    const have = Math.max(0, this.limit * 8 - bit);
    const need = Math.ceil(bits / 8);
    this.walk.nodes.push({
      name: nameOf(this.protocol, item.suffix),
      label: labelOf(item.key, label),
      value: undefined,
      text: `cut short: ${Math.floor(have / 8)} of ${need} bytes`,
      bit,
      bits: have,
      ...(this.quoted ? {} : { problem: { code: 'truncated', need, have: Math.floor(have / 8) } as const }),
    });
    this.at = this.limit;
    return false;
  }

  field(slot: Slot): Node {
    const { spec } = slot.field;
    const bit = this.at * 8 + slot.bit;
    const raw = numberAt(this.buf, bit, slot.bits);
    const value = (spec.kind === 'int' ? raw | 0 : raw) * spec.scale;
    this.walk.values[slot.key] = value;
    const small = spec.below && value < spec.below.limit ? spec.below : undefined;
    const text = small ? String(value) : showNumber(slot.field, value, this.walk.values);
    const node = {
      name: nameOf(this.protocol, small?.suffix ?? slot.suffix),
      label: small?.label ?? labelOf(slot.key, spec.label),
      value,
      text,
      bit,
      bits: slot.bits,
    };
    if (!isSeal(spec.seal) || spec.seal.op !== 'header') return node;
    return this.headerLength(node, value);
  }

  /** The header's own length moves the limit. */
  headerLength(node: Node, length: number): Node {
    const need = leastOf(this.layout, this.walk.values);
    if (length < need) {
      this.walk.complete = false;
      return { ...node, problem: { code: 'bad-length', need, have: length } };
    }
    const have = this.limit - this.start;
    if (length > have) {
      this.walk.complete = false;
      return this.quoted ? node : { ...node, problem: { code: 'truncated', need: length, have } };
    }
    this.limit = this.start + length;
    return node;
  }

  group(item: GroupSlot): Node {
    const members = item.slots.map(slot => ({ slot, node: this.field(slot) }));
    const children = members.filter(({ slot }) => !slot.field.spec.hidden).map(({ node }) => node);
    const bit = this.at * 8 + item.bit;
    const value = numberAt(this.buf, bit, item.bits);
    const set = members.filter(({ slot, node }) => slot.field.spec.kind === 'flag' && node.value === 1);
    const names = set.map(({ slot }) => labelOf(slot.key, slot.field.spec.label)).join(', ');
    const text = hexNumber(value, item.bits) + (names ? `, ${names}` : '');
    return {
      name: nameOf(this.protocol, item.suffix),
      label: labelOf(item.key, item.group.spec.label),
      value,
      text,
      bit,
      bits: item.bits,
      children,
    };
  }

  variable(slot: Slot): boolean {
    const { buf, at } = this;
    const codec = slot.field.spec.variable!;
    // A header length that can't be leaves nothing to say where a field up to the header's end would stop.
    if (!this.walk.complete && codec.fixed === undefined) return true;
    const length = codec.take(buf, at, this.limit, this.walk.values);
    if (length < 0) return this.cut(slot, at * 8, (codec.fixed ?? this.limit - at + 1) * 8);
    const stop = at + length;
    this.at = stop;
    const value = codec.read(buf, at, stop);
    this.walk.values[slot.key] = value;
    if (length === 0 || slot.field.spec.hidden) return true;
    const { protocol, quoted } = this;
    const { spec } = slot.field;
    const found = { protocol, name: nameOf(protocol, slot.suffix), label: labelOf(slot.key, spec.label), spec };
    addVariable(found, buf, at, stop, value, this.walk.values, quoted, walkNodes, this.walk.nodes);
    return true;
  }
}

const walkNodes: Nodes = (protocol, layout, buf, start, limit, quoted) =>
  walkStruct(protocol, layout, buf, start, limit, quoted).nodes;

/** Nodes and values of the struct at `start`; `limit` is where its bytes end at the latest. */
export function walkStruct(
  protocol: string,
  layout: Layout,
  buf: Uint8Array,
  start: number,
  limit: number,
  quoted: boolean,
): Walk {
  const walker = new Walker(protocol, layout, buf, start, limit, quoted);
  const all = walker.block(layout);
  walker.walk.complete &&= all;
  walker.walk.end = walker.at;
  return walker.walk;
}
