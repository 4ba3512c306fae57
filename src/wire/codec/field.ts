/**
 * What one field of a header is: its width, its names and how it is shown. Fields are immutable; every modifier gives a
 * new one. Reads first: nothing. Then layout.ts (where fields lie) and generate.ts (the code made from them).
 */
import type { Layout } from './layout.js';
import type { Seal, SealFunction } from './seal.js';

/** As much of a struct as the tree and the registry need. */
export interface StructShape {
  readonly layout: Layout;
}

/** Sequence of bytes whose length is not fixed by the declaration: options, lists, text. See variable.ts. */
export interface VariableCodec<V> {
  /** Bytes, where the length is constant. */
  readonly fixed?: number;
  readonly empty?: V;
  /** The length is the second and a multiple of the first. */
  readonly step?: readonly [step: number, rest: number];
  /** The parts stand for the field: it has no node of its own. Lists are so. */
  readonly flat?: true;
  /** Most elements of a list. */
  readonly most?: number;
  /** Whether `take` looks at the fields before. */
  readonly usesValues: boolean;
  /** Declared structs inside: the kinds of options, by name and node; the element of a list, without. */
  readonly contents?: readonly {
    readonly name?: string | undefined;
    readonly suffix?: string;
    readonly title?: string;
    readonly struct: StructShape;
  }[];
  /** Bytes that `write` will fill. */
  size(value: V): number;
  write(value: V, buf: Uint8Array, at: number): void;
  /** How many bytes from `at` belong to the field, at most limit - at; -1 when fewer stand there than it needs. */
  take(buf: Uint8Array, at: number, limit: number, values: Readonly<Record<string, unknown>>): number;
  /** The value of exactly buf[at, stop). Never throws. */
  read(buf: Uint8Array, at: number, stop: number): V;
  /** The option list (options.ts) that this reads, for those who want its names. */
  readonly list?: unknown;
  /** What its bytes mean is said by later ones (DHCP's overload): only the tree knows it. */
  readonly elsewhere?: true;
  /** One entry per part, for the dissection. Absent, or undefined: a leaf. */
  readonly parts?: (buf: Uint8Array, at: number, stop: number) => readonly Part[] | undefined;
}

/** One option or list element within a variable field. */
export interface Part {
  readonly name: string;
  readonly label: string;
  readonly text?: string | undefined;
  readonly at: number;
  readonly length: number;
  readonly problem?: 'bad-option-length' | undefined;
  /** Declared contents: a struct, and where it starts. */
  readonly body?: { readonly struct: StructShape; readonly at: number } | undefined;
  /** The node's value, where that is not its bytes. */
  readonly value?: number | string | undefined;
  /** Header bytes of an option: its kind and length, as nodes. */
  readonly lead?:
    | readonly { name: string; label: string; at: number; length: number; value: number; text: string }[]
    | undefined;
}

export type Kind = 'uint' | 'int' | 'flag' | 'mac' | 'ipv4' | 'ipv6' | 'bytes' | 'text' | 'list' | 'options';

export interface FieldSpec {
  readonly kind: Kind;
  /** Width; 0 for a variable codec. */
  readonly bits: number;
  readonly suffix?: string;
  readonly label?: string;
  readonly default?: unknown;
  readonly names?: Readonly<Record<number, string>>;
  readonly describe?: (value: never, values: Readonly<Record<string, unknown>>) => string | undefined;
  readonly hex: boolean;
  /** value = raw × scale. */
  readonly scale: number;
  /** What the value counts, behind it in the text: 'bytes', 's'. */
  readonly measure?: string;
  /** Neither a node of the tree nor a name for filters: bits that nothing is said about. */
  readonly hidden?: true;
  /** One number alone is right where the field stands. */
  readonly always?: true;
  /** What the number is when it is less than `limit`: the payload's length, by another name. */
  readonly below?: { readonly limit: number; readonly suffix: string; readonly label: string };
  /** Shown in bytes: value × unit. The value itself stays the raw number. */
  readonly unit?: number;
  readonly reserved: boolean;
  readonly seal?: Seal | SealFunction;
  readonly variable?: VariableCodec<unknown>;
}

/** A field whose value is a `V`; `O` says whether the caller of encode may leave it out. */
export class Field<V, O extends boolean = false> {
  readonly spec: FieldSpec;
  declare readonly value: V;
  declare readonly optional: O;

  constructor(spec: FieldSpec) {
    this.spec = spec;
  }

  #with(change: Partial<FieldSpec>): Field<V, O> {
    return new Field({ ...this.spec, ...change });
  }

  /** Wireshark's name after the protocol's (or the group's), where it isn't the key. */
  as(suffix: string): Field<V, O> {
    return this.#with({ suffix });
  }

  label(label: string): Field<V, O> {
    return this.#with({ label });
  }

  /** Value written when the caller gives none. */
  default(value: V): Field<V, true> {
    return new Field({ ...this.spec, default: value });
  }

  /** Names of values, shown as "request (1)". */
  enum(names: Readonly<Record<number, string>>): Field<V, O> {
    return this.#with({ names });
  }

  /** Shown as 0x… with all digits. */
  hex(): Field<V, O> {
    return this.#with({ hex: true });
  }

  /** The value is the raw number times `scale` and counts `measure`; encode refuses a value that isn't a multiple. */
  scaled(scale: number, measure = 'bytes'): Field<V, O> {
    return this.#with({ scale, measure });
  }

  /** The bits that make its arm the one that it is: encode writes them unless told otherwise. */
  always(value: V): Field<V, true> {
    return new Field({ ...this.spec, default: value, always: true });
  }

  /** What the value counts: 's', 'ms'. */
  counts(measure: string): Field<V, O> {
    return this.#with({ measure });
  }

  /** A number less than `limit` is no number of this kind, but the length of the payload. */
  below(limit: number, suffix: string, label: string): Field<V, O> {
    return this.#with({ below: { limit, suffix, label } });
  }

  /** Kept by decode and encode, shown to nobody: bits without a meaning. */
  hidden(): Field<V, O> {
    return this.#with({ hidden: true });
  }

  /** The value is the raw number, which counts so many bytes; the text shows bytes. */
  units(unit: number): Field<V, O> {
    return this.#with({ unit });
  }

  /** To be sent as zero (the default) and ignored when received. */
  reserved(): Field<V, true> {
    return new Field({ ...this.spec, reserved: true, default: 0 });
  }

  /** A text for the value where the other fields decide what it means. Undefined: shown as usual. */
  describe(describe: (value: V, values: Readonly<Record<string, unknown>>) => string | undefined): Field<V, O> {
    return this.#with({ describe });
  }
}

const numeric = { hex: false, scale: 1, reserved: false } as const;

/** Unsigned big-endian integer of 1–48 bits at any bit position. */
export function uint(bits: number): Field<number> {
  if (!Number.isInteger(bits) || bits < 1 || bits > 48) throw new Error(`uint(${bits}): 1 to 48 bits`);
  return new Field({ kind: 'uint', bits, ...numeric });
}

/** Signed 32-bit integer. */
export function int32(): Field<number> {
  return new Field({ kind: 'int', bits: 32, ...numeric });
}

/** Bits sent as zero, without name or node. */
export function unused(bits: number): Field<number, true> {
  return uint(bits).reserved().hidden();
}

/** One bit; the value is 0 or 1. */
export function flag(): Field<number, true> {
  return new Field({ kind: 'flag', bits: 1, ...numeric, default: 0 });
}

/** 48-bit hardware address as an integer. */
export function mac(): Field<number> {
  return new Field({ kind: 'mac', bits: 48, ...numeric });
}

/** IPv4 address as an unsigned 32-bit integer. */
export function ipv4Address(): Field<number> {
  return new Field({ kind: 'ipv4', bits: 32, ...numeric });
}

/**
 * A field that encode fills unless the caller gives a value (to make a fault). `seal` is one of the ready-made seals of
 * seal.ts, which decode and verify understand, or a function from lengths, values and bytes to the number.
 */
export function computed<O extends boolean>(field: Field<number, O>, seal: Seal | SealFunction): Field<number, true> {
  return new Field({ ...field.spec, seal });
}

/** Consecutive bit fields under one node of the tree (`ip.flags`); their values stand flat among the header's. */
export class Group<F extends FieldMap> {
  readonly fields: F;
  readonly spec: { readonly suffix?: string; readonly label?: string; readonly hex: boolean };

  constructor(fields: F, spec: Group<F>['spec']) {
    this.fields = fields;
    this.spec = spec;
  }

  as(suffix: string): Group<F> {
    return new Group(this.fields, { ...this.spec, suffix });
  }

  label(label: string): Group<F> {
    return new Group(this.fields, { ...this.spec, label });
  }
}

/** Members are named `<group>.<member>`. The group's own number is shown in hex. */
export function group<const F extends Readonly<Record<string, Field<number, boolean>>>>(fields: F): Group<F> {
  return new Group(fields, { hex: true });
}

/** Fields that depend on the value of an earlier one, or of bits in the byte that comes next. Must stand last. */
export class Variant<A extends FieldMap> {
  readonly on: string;
  /** Bits of the first byte of every arm that tell which it is; undefined: `on` is a field. */
  readonly peek: { readonly mask: number; readonly initial: number } | undefined;
  readonly arms: readonly { readonly values: readonly number[]; readonly fields: FieldMap }[];
  readonly otherwise: FieldMap;
  declare readonly all: A;

  constructor(on: string, arms: Variant<A>['arms'], otherwise: FieldMap, peek?: Variant<A>['peek']) {
    this.on = on;
    this.peek = peek;
    this.arms = arms;
    this.otherwise = otherwise;
  }
}

type UnionToIntersection<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void ? I : never;
type ArmFields<M> = UnionToIntersection<M[keyof M]>;

/**
 * `variant('type', { 8: echo, 0: echo, 5: {...} }, otherwise)`. A key that occurs in several arms must mean the same
 * bits in all of them. Values of arms not taken are undefined.
 */
export function variant<
  const M extends Readonly<Record<number, FieldMap>>,
  const D extends FieldMap = Readonly<Record<never, never>>,
>(on: string, arms: M, otherwise?: D): Variant<ArmFields<M> & D> {
  return new Variant(on, armsOf(arms), otherwise ?? {});
}

/**
 * As `variant`, told apart by `mask` of the byte that comes next, which each arm declares for itself. That number is the
 * value `key`; encode takes it as the choice of an arm (`initial` when not given) and writes the arm's own bits.
 */
export function peeked<
  const K extends string,
  const M extends Readonly<Record<number, FieldMap>>,
  const D extends FieldMap,
>(key: K, mask: number, initial: number, arms: M, otherwise: D): Variant<ArmFields<M> & D & Choice<K>> {
  return new Variant(key, armsOf(arms), otherwise, { mask, initial });
}

type Choice<K extends string> = { readonly [key in K]: Field<number, true> };

function armsOf(arms: Readonly<Record<number, FieldMap>>): Variant<FieldMap>['arms'] {
  const list: { values: number[]; fields: FieldMap }[] = [];
  for (const [value, fields] of Object.entries(arms)) {
    const same = list.find(arm => arm.fields === fields);
    if (same) same.values.push(Number(value));
    else list.push({ values: [Number(value)], fields });
  }
  return list;
}

/** What a declaration may hold. */
export type Item = Field<unknown, boolean> | Group<FieldMap> | Variant<FieldMap>;
export interface FieldMap {
  readonly [key: string]: Item;
}
