/**
 * The fields and protocols that the wire room declares, as a filter uses them. A field at a fixed place is read by its
 * accessor; one that has none, from the decoded header; what the declaration has no name for, from the dissection tree.
 * Reads first: source.ts, view.ts.
 */
import {
  type AnyHeader,
  type FieldInfo,
  fieldNames,
  fieldsNamed,
  type Getter,
  holds,
  protocolByName,
  protocols,
} from '../wire/index.js';
import { bytesNeeded } from './extent.js';
import { either, type FieldType, type FilterField, type Source, type Value } from './source.js';
import type { Layer } from './view.js';
import { extraField, extraNames } from './wire-extra.js';

type Condition = FieldInfo['when'][number] & { readonly get: Getter };

/** Numbers are stored as Wireshark does, in whole bytes: what is greater than those hold is refused. */
export function uintType(bits: number, names?: Readonly<Record<number, string>>): FieldType {
  return { id: 'uint', max: 2 ** (8 * Math.ceil(bits / 8)) - 1, names };
}

/** A field or a protocol by Wireshark's name. */
export function wireField(name: string): FilterField | undefined {
  const extra = extraField(name, wireField);
  if (extra) return extra;
  const protocol = protocolByName(name);
  if (protocol) return protocolField(protocol);
  const infos = fieldsNamed(name).filter(info => info.type !== 'list');
  const first = infos[0];
  if (!first) return undefined;
  const bearers = [...new Set(infos.map(({ header }) => header.name))];
  const each = bearers.map(bearer =>
    fieldSource(
      name,
      infos.filter(({ header }) => header.name === bearer),
    ),
  );
  const source = each.length === 1 ? each[0]! : ofSeveral(name, infos, either(each));
  return { name, type: typeOf(first), source, protocol: bearers[0], protocols: bearers };
}

export function wireNames(): string[] {
  return [...protocols().map(({ name }) => name), ...fieldNames(), ...extraNames];
}

function typeOf({ type, bits, scale, enum: names }: FieldInfo): FieldType {
  if (type === 'flag') return { id: 'bool' };
  if (type === 'mac' || type === 'ipv4') return { id: type };
  if (type === 'text') return { id: 'string' };
  if (type === 'ipv6') return { id: 'ipv6' };
  if (type === 'int') return { id: 'int' };
  if (type === 'bytes' || type === 'options') return { id: 'bytes' };
  return uintType(bits + Math.log2(scale), names);
}

/** A name that several headers bear: from the tree, once, where one of them is broken. */
function ofSeveral(name: string, infos: readonly FieldInfo[], whole: Source): Source {
  const headers = new Set(infos.map(({ header }) => header));
  return probe => {
    const test = whole(probe);
    return view => {
      for (let layer = view.layers(); layer; layer = layer.next) {
        if (layer.header && headers.has(layer.header) && !layer.complete)
          return view.tree(name).some(value => probe(value!, view));
      }
      return test(view);
    };
  };
}

/** A protocol's value is its header and payload. */
function protocolField(header: AnyHeader): FilterField {
  const source: Source = probe => view => {
    for (let layer = view.layers(); layer; layer = layer.next) {
      if (layer.header !== header) continue;
      if (probe(view.bytes.subarray(layer.at, endOf(layer)), view)) return true;
    }
    return false;
  };
  return { name: header.name, type: { id: 'protocol' }, source, protocol: header.name };
}

/** Ethernet's bytes are the whole frame, padding too. */
function endOf({ header, headerEnd, stop, complete }: Layer): number {
  return complete && header?.hasPayload === false ? headerEnd : stop;
}

function fieldSource(name: string, infos: readonly FieldInfo[]): Source {
  const sources: Source[] = [];
  const dynamic: FieldInfo[] = [];
  // A key has one place in all variants: what differs is when it is there.
  const byKey = new Map<string, FieldInfo[]>();
  for (const info of infos) {
    const fixed = info.within.length === 0 && conditionsOf(info) !== undefined && readerOf(info) !== undefined;
    if (!fixed) dynamic.push(info);
    else byKey.set(info.key, [...(byKey.get(info.key) ?? []), info]);
  }
  // What stands in several places of which one moves is read from the decoded header altogether.
  if (dynamic.length > 0) sources.push(dynamicSource(name, infos));
  else for (const same of byKey.values()) sources.push(fixedSource(same));
  return probe => {
    const tests = sources.map(source => source(probe));
    return tests.length === 1 ? tests[0]! : view => tests.some(test => test(view));
  };
}

/** Undefined: some condition is on a field that has no fixed place. */
function conditionsOf({ header, when }: FieldInfo): Condition[] | undefined {
  const conditions = when.map(each => ({ ...each, get: header.get[each.key]! }));
  return conditions.every(({ get }) => get) ? conditions : undefined;
}

/** Reads the field of the header at `at`, and the bytes that must be there. */
function readerOf(info: FieldInfo): { read: (buf: Uint8Array, at: number) => Value; need: number } | undefined {
  const { header, key } = info;
  const get = header.get[key];
  const need = bytesNeeded(header, key);
  if (info.static && get && need !== undefined) return { read: get, need };
  const slot = header.layout.slots.find(each => each.key === key);
  const codec = slot?.field.spec.variable;
  if (need === undefined || codec?.fixed === undefined || info.type === 'options') return undefined;
  const length = codec.fixed;
  return { read: (buf, at) => codec.read(buf, at + need, at + need + length) as Value, need: need + length };
}

function fixedSource(infos: readonly FieldInfo[]): Source {
  const { header } = infos[0]!;
  const { read, need } = readerOf(infos[0]!)!;
  const arms = infos.map(info => conditionsOf(info)!);
  const always = arms.some(conditions => conditions.length === 0);
  const taken = (buf: Uint8Array, at: number) =>
    arms.some(conditions => conditions.every(each => holds(each, each.get(buf, at))));
  return probe => view => {
    for (let layer = view.layers(); layer; layer = layer.next) {
      if (layer.header !== header || layer.at + need > layer.limit) continue;
      if (!always && !taken(view.bytes, layer.at)) continue;
      if (probe(read(view.bytes, layer.at), view)) return true;
    }
    return false;
  };
}

/** From what decode gives; from the tree where some header of this kind can't be decoded, or to get an option list's bytes. */
function dynamicSource(name: string, infos: readonly FieldInfo[]): Source {
  const { header } = infos[0]!;
  // Two arms may have one key; its value is the same.
  const path = ({ within, key }: FieldInfo) => [...within, key].join();
  const distinct = infos.filter((info, i) => infos.findIndex(other => path(other) === path(info)) === i);
  const elsewhere = header.layout.slots.some(({ field }) => field.spec.variable?.elsewhere);
  const needsTree = elsewhere || infos.some(({ type }) => type === 'options' || type === 'group');
  return probe => view => {
    let found = false;
    for (let layer = view.layers(); layer; layer = layer.next) {
      if (layer.header !== header) continue;
      if (needsTree || !layer.complete) return view.tree(name).some(value => probe(value!, view));
      found = true;
    }
    if (!found) return false;
    for (let layer = view.layers(); layer; layer = layer.next) {
      if (layer.header !== header) continue;
      const decoded = header.decode(view.bytes, layer.at, layer.end);
      if (decoded.problem) return view.tree(name).some(value => probe(value!, view));
      for (const info of distinct) {
        if (valuesIn(decoded.values, info).some(value => probe(value, view))) return true;
      }
    }
    return false;
  };
}

type Loose = Readonly<Record<string, unknown>>;

/** Follows `within`: ['options', 'sack', 'blocks'] are the blocks of each option of kind 'sack'. */
function valuesIn(values: Loose, { within, key, type, bits }: FieldInfo): Value[] {
  let places: Loose[] = [values];
  for (let i = 0; i < within.length; i++) {
    const inner = places.flatMap(place => (place[within[i]!] ?? []) as readonly Loose[]);
    const named = inner.some(({ kind }) => typeof kind === 'string');
    places = named ? inner.filter(({ kind }) => kind === within[i + 1]) : inner;
    if (named) i++;
  }
  return places.flatMap(place => {
    const value = place[key];
    if (value === undefined) return [];
    // What has no bytes isn't there.
    if (bits === 0 && (type === 'bytes' || type === 'text') && (value as { length: number }).length === 0) return [];
    return [value as Value];
  });
}
