/**
 * A protocol's header, declared once, and the registry of all. Reads first: field.ts and struct.ts.
 *
 *     export const udp = header('udp', 'User Datagram Protocol', 'RFC 768', {
 *       srcPort: uint(16).as('srcport').label('Source Port'), …
 */
import type { FieldMap, Kind } from './field.js';
import { type Condition, type GroupSlot, isGroupSlot, type Layout, nameOf, type Slot } from './layout.js';
import { type AnyStruct, anyStructOf, type Struct } from './struct.js';
import type { InputOf, ValuesOf } from './values.js';

/** What a layer's summary may look at. */
export interface SummaryContext {
  /** Values of the layer around, loosely: ICMP shows its ttl. */
  readonly outer: Readonly<Record<string, unknown>> | undefined;
  /** Bytes of payload. */
  readonly payload: number;
}

interface About {
  /** Wireshark's name: 'eth', 'ip', 'arp'. */
  readonly name: string;
  readonly title: string;
  /** Where the format is laid down. */
  readonly spec: string;
  /** False: what follows in the frame isn't this protocol's (ARP). */
  readonly hasPayload: boolean;
  /** True: what its payload leaves over is the frame's padding, not this protocol's (Ethernet, VLAN tags). */
  readonly padded: boolean;
  /** An extension of the header around (IPv6): whether what follows is still between that one's two ends. */
  readonly extension: ((values: never) => boolean) | undefined;
  /** One line, as in Wireshark's Info column; undefined: this layer says nothing that an inner one doesn't. */
  readonly summary: ((values: never, context: SummaryContext) => string | undefined) | undefined;
}

export interface AnyHeader extends AnyStruct, About {
  readonly fields: FieldMap;
}

export interface Header<F extends FieldMap> extends Struct<F>, About {}

/** `Values<typeof arp>`: what decode gives. */
export type Values<H extends { readonly fields: FieldMap }> = ValuesOf<H['fields']>;
/** `Input<typeof arp>`: what encode takes. */
export type Input<H extends { readonly fields: FieldMap }> = InputOf<H['fields']>;

/** A field as a display filter sees it. */
export interface FieldInfo {
  readonly header: AnyHeader;
  readonly name: string;
  readonly key: string;
  readonly label: string;
  /** 'group': a number with named bits, as ip.flags. */
  readonly type: Kind | 'group';
  /** 0 for variable length. */
  readonly bits: number;
  /** The value is so many times the number that stands there. */
  readonly scale: number;
  readonly enum: Readonly<Record<number, string>> | undefined;
  readonly computed: boolean;
  /** header.get[key] exists. */
  readonly static: boolean;
  /** All must hold for the field to be there. */
  readonly when: readonly Condition[];
  /** Where in the values: [] for the header's own, ['options', 'mss'] in that option, ['options', 'sack', 'blocks'] in a list there. */
  readonly within: readonly string[];
}

const headers = new Map<string, AnyHeader>();
const fieldsByName = new Map<string, FieldInfo[]>();

/** What to call a field when the declaration doesn't: 'hopLimit' → 'Hop limit'. */
export function labelOf(key: string, label: string | undefined): string {
  if (label !== undefined) return label;
  const words = key.replaceAll(/([a-z0-9])([A-Z])/g, (_all, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return words[0]!.toUpperCase() + words.slice(1);
}

const fixedOf = (item: Slot | GroupSlot): number => (isGroupSlot(item) ? 0 : (item.field.spec.variable?.fixed ?? 0));

function infoOf(header: AnyHeader, item: Slot | GroupSlot, within: readonly string[]): FieldInfo {
  const place = within.length > 0 ? undefined : item.place;
  const shared = {
    header,
    name: nameOf(header.name, item.suffix),
    key: item.key,
    bits: item.bits || 8 * fixedOf(item),
    scale: isGroupSlot(item) ? 1 : item.field.spec.scale,
    when: item.when,
    within,
  };
  if (isGroupSlot(item)) {
    const label = labelOf(item.key, item.group.spec.label);
    return { ...shared, label, type: 'group', enum: undefined, computed: false, static: place !== undefined };
  }
  const { spec } = item.field;
  return {
    ...shared,
    label: labelOf(item.key, spec.label),
    type: spec.kind,
    enum: spec.names,
    computed: spec.seal !== undefined,
    static: place !== undefined && item.bits > 0,
  };
}

/** Mostly one; none for bits without a name, two for a number that is something else when it is small. */
function infosOf(header: AnyHeader, item: Slot | GroupSlot, within: readonly string[]): FieldInfo[] {
  const info = infoOf(header, item, within);
  if (isGroupSlot(item)) return [info];
  const { below, hidden } = item.field.spec;
  if (hidden) return [];
  if (!below) return [info];
  const small = { key: item.key, values: [], below: below.limit, not: false };
  const length = { name: nameOf(header.name, below.suffix), label: below.label, enum: undefined };
  return [
    { ...info, when: [...info.when, { ...small, not: true }] },
    { ...info, ...length, when: [...info.when, small] },
  ];
}

/** Makes and registers a protocol. Throws on a name used twice and on a declaration that can't be. */
export function header<const F extends FieldMap>(
  name: string,
  title: string,
  spec: string,
  fields: F,
  more: {
    hasPayload?: boolean;
    padded?: boolean;
    extension?: (values: ValuesOf<F>) => boolean;
    summary?: (values: ValuesOf<F>, context: SummaryContext) => string | undefined;
  } = {},
): Header<F> {
  if (headers.has(name)) throw new Error(`protocol ${name} is declared twice`);
  const { hasPayload = true, padded = false, extension, summary } = more;
  const about: About = { name, title, spec, hasPayload, padded, extension, summary };
  const made = Object.assign(anyStructOf(name, fields), about, { fields }) as AnyHeader;
  headers.set(name, made);
  register(made, made.layout, []);
  return made as unknown as Header<F>;
}

function register(header: AnyHeader, layout: Layout, within: readonly string[]): void {
  for (const item of [...layout.slots, ...layout.groups]) {
    for (const info of infosOf(header, item, within)) {
      const known = fieldsByName.get(info.name);
      if (known) known.push(info);
      else fieldsByName.set(info.name, [info]);
    }
    if (isGroupSlot(item)) continue;
    for (const { name, struct } of item.field.spec.variable?.contents ?? []) {
      register(header, struct.layout, [...within, item.key, ...(name === undefined ? [] : [name])]);
    }
  }
}

/** All protocols, in order of declaration. */
export function protocols(): readonly AnyHeader[] {
  return [...headers.values()];
}

export function protocolByName(name: string): AnyHeader | undefined {
  return headers.get(name);
}

/** `fieldByName('arp.opcode')`. Where several variants have the field, the first; see fieldsNamed. */
export function fieldByName(name: string): FieldInfo | undefined {
  return fieldsByName.get(name)?.[0];
}

/** Every place of a field with this name: one for each variant that has it. */
export function fieldsNamed(name: string): readonly FieldInfo[] {
  return fieldsByName.get(name) ?? [];
}

/** All field names, in order of declaration. */
export function fieldNames(): readonly string[] {
  return [...fieldsByName.keys()];
}
