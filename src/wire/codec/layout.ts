/**
 * From a declaration to places: which bits each field takes. Static places are known before any byte is read.
 * Reads first: field.ts. Then generate.ts (compiled codecs) and ../dissect.ts (the tree).
 */
import { Field, type FieldMap, Group, type Variant } from './field.js';

/** A field at `bit` from the start of its step. */
export interface Slot {
  readonly index: number;
  readonly key: string;
  /** Wireshark's name without the protocol's. */
  readonly suffix: string;
  readonly field: Field<unknown, boolean>;
  readonly bit: number;
  readonly bits: number;
  /** Bit from the start of the header; undefined after something variable. */
  readonly place: number | undefined;
  /** The variant arms that must have been taken. */
  readonly when: readonly Condition[];
}

export interface Condition {
  readonly key: string;
  /** Any of these, or, for the arm `otherwise`, none of these. */
  readonly values: readonly number[];
  /** Or any number less than this. */
  readonly below?: number;
  readonly not: boolean;
}

export function holds({ values, below, not }: Condition, value: number): boolean {
  return (values.includes(value) || (below !== undefined && value < below)) !== not;
}

/** Wireshark's name of a field: a suffix with a slash in front is a whole name. */
export function nameOf(protocol: string, suffix: string): string {
  return suffix.startsWith('/') ? suffix.slice(1) : `${protocol}.${suffix}`;
}

/** A choice by bits of the next byte. `place`: that byte's first bit, from the header's start. */
export interface Peek {
  readonly key: string;
  readonly mask: number;
  readonly initial: number;
  readonly place: number | undefined;
}

export interface GroupSlot {
  readonly key: string;
  readonly suffix: string;
  readonly group: Group<FieldMap>;
  readonly bit: number;
  readonly bits: number;
  readonly place: number | undefined;
  readonly when: readonly Condition[];
  readonly slots: readonly Slot[];
}

export type Step =
  | {
      readonly type: 'bits';
      readonly items: readonly (Slot | GroupSlot)[];
      readonly slots: readonly Slot[];
      readonly bytes: number;
    }
  | { readonly type: 'variable'; readonly slot: Slot }
  | {
      readonly type: 'switch';
      readonly on: string;
      readonly peek: Peek | undefined;
      readonly arms: readonly { readonly values: readonly number[]; readonly block: Block }[];
      readonly otherwise: Block;
    };

export interface Block {
  readonly steps: readonly Step[];
  /** Bytes that are there whatever the values. */
  readonly minSize: number;
  readonly fixedSize: boolean;
}

export interface Layout extends Block {
  readonly name: string;
  /** All slots, variants' too, in order of index. */
  readonly slots: readonly Slot[];
  readonly groups: readonly GroupSlot[];
  readonly peeks: readonly Peek[];
}

export function isGroupSlot(item: Slot | GroupSlot): item is GroupSlot {
  return 'group' in item;
}

class Builder {
  readonly name: string;
  readonly slots: Slot[] = [];
  readonly groups: GroupSlot[] = [];
  readonly peeks: Peek[] = [];

  constructor(name: string) {
    this.name = name;
  }

  /** `start`: bit from the header's start, undefined when unknown. */
  block(fields: FieldMap, start: number | undefined, when: readonly Condition[]): Block {
    const steps: Step[] = [];
    let place = start;
    let minSize = 0;
    let fixedSize = true;
    let items: (Slot | GroupSlot)[] = [];
    let bit = 0;
    const close = () => {
      if (bit % 8 !== 0) throw new Error(`${this.name}: ${bit} bits are not whole bytes`);
      if (bit > 0) {
        const slots = items.flatMap(item => (isGroupSlot(item) ? item.slots : [item]));
        steps.push({ type: 'bits', items, slots, bytes: bit / 8 });
        minSize += bit / 8;
        if (place !== undefined) place += bit;
      }
      items = [];
      bit = 0;
    };
    for (const [key, item] of Object.entries(fields)) {
      if (!(item instanceof Field) && !(item instanceof Group)) {
        close();
        const step = this.variant(item, place, when);
        steps.push(step);
        const blocks = [step.otherwise, ...step.arms.map(arm => arm.block)];
        minSize += Math.min(...blocks.map(block => block.minSize));
        fixedSize &&= blocks.every(block => block.fixedSize && block.minSize === blocks[0]!.minSize);
        place = undefined;
      } else if (item instanceof Field && item.spec.variable) {
        close();
        const slot = this.slot(key, item, '', 0, place, when);
        steps.push({ type: 'variable', slot });
        const fixed = item.spec.variable.fixed;
        if (fixed === undefined) fixedSize = false;
        minSize += fixed ?? 0;
        place = fixed === undefined || place === undefined ? undefined : place + fixed * 8;
      } else {
        const made =
          item instanceof Group ? this.group(key, item, bit, place, when) : this.slot(key, item, '', bit, place, when);
        items.push(made);
        bit += made.bits;
      }
    }
    close();
    return { steps, minSize, fixedSize };
  }

  slot(
    key: string,
    field: Field<unknown, boolean>,
    prefix: string,
    bit: number,
    base: number | undefined,
    when: readonly Condition[],
  ): Slot {
    const slot: Slot = {
      index: this.slots.length,
      key,
      suffix: field.spec.suffix?.startsWith('/') ? field.spec.suffix : prefix + (field.spec.suffix ?? key),
      field,
      bit,
      bits: field.spec.bits,
      place: base === undefined ? undefined : base + bit,
      when,
    };
    const same = this.slots.find(other => other.key === key);
    if (same) {
      const alike =
        same.place === slot.place &&
        same.bits === slot.bits &&
        same.field.spec.variable?.fixed === field.spec.variable?.fixed &&
        slot.place !== undefined &&
        when.length > 0;
      if (!alike) throw new Error(`${this.name}: key ${key} stands for two different fields`);
    }
    this.slots.push(slot);
    return slot;
  }

  group(
    key: string,
    group: Group<FieldMap>,
    bit: number,
    base: number | undefined,
    when: readonly Condition[],
  ): GroupSlot {
    const suffix = group.spec.suffix ?? key;
    const slots: Slot[] = [];
    let bits = 0;
    for (const [inner, field] of Object.entries(group.fields)) {
      const slot = this.slot(inner, field as Field<unknown, boolean>, `${suffix}.`, bit + bits, base, when);
      slots.push(slot);
      bits += slot.bits;
    }
    const made = { key, suffix, group, bit, bits, place: base === undefined ? undefined : base + bit, when, slots };
    this.groups.push(made);
    return made;
  }

  variant(item: Variant<FieldMap>, place: number | undefined, when: readonly Condition[]): Step & { type: 'switch' } {
    const arms = item.arms.map(arm => ({
      values: arm.values,
      block: this.block(arm.fields, place, [...when, { key: item.on, values: arm.values, not: false }]),
    }));
    const taken = item.arms.flatMap(arm => arm.values);
    const otherwise = this.block(item.otherwise, place, [...when, { key: item.on, values: taken, not: true }]);
    const peek = item.peek && { ...item.peek, key: item.on, place };
    if (peek) this.peeks.push(peek);
    return { type: 'switch', on: item.on, peek, arms, otherwise };
  }
}

/** Throws on a declaration that can't be: bits that don't fill bytes, a key used twice. */
export function layoutOf(name: string, fields: FieldMap): Layout {
  const builder = new Builder(name);
  const block = builder.block(fields, 0, []);
  return { ...block, name, slots: builder.slots, groups: builder.groups, peeks: builder.peeks };
}
