/**
 * Names that no declaration has: Wireshark's for either direction (ip.addr), those about the frame, those computed from
 * others. Adding one is a line in one of the tables. Reads first: source.ts.
 */
import {
  type AnyHeader,
  isGroupMac,
  nameOf,
  OptionList,
  paddingEnd,
  protocolByName,
  protocols,
} from '../wire/index.js';
import { either, type FieldType, type FilterField, mapped, type Source, single, type Value } from './source.js';
import type { Layer, View } from './view.js';

type VariableCodec = NonNullable<AnyHeader['layout']['slots'][number]['field']['spec']['variable']>;
type Part = NonNullable<ReturnType<NonNullable<VariableCodec['parts']>>>[number];

/** A name for several fields of one type: each value of each is a value of it. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  'eth.addr': ['eth.dst', 'eth.src'],
  'ip.addr': ['ip.src', 'ip.dst'],
  'ipv6.addr': ['ipv6.src', 'ipv6.dst'],
  'ipv6.hop_limit': ['ipv6.hlim'],
  'udp.port': ['udp.srcport', 'udp.dstport'],
  'tcp.port': ['tcp.srcport', 'tcp.dstport'],
  'tcp.urgent': ['tcp.urgent_pointer'],
};

/** Nodes of the dissection that are no fields of a struct: options, with their kind and length. */
const optionNodes: Readonly<Record<string, { readonly type: FieldType; readonly protocols: readonly string[] }>> =
  (() => {
    const nodes: Record<string, { type: FieldType; protocols: string[] }> = {};
    for (const header of protocols()) {
      for (const [name, type] of optionLists(header.layout).flatMap(list => nodesOf(header.name, list))) {
        const node = nodes[name] ?? { type, protocols: [] };
        nodes[name] = node;
        if (!node.protocols.includes(header.name)) node.protocols.push(header.name);
      }
    }
    return nodes;
  })();

/** All lists of options in a layout, those within options too. */
function optionLists(layout: AnyHeader['layout']): OptionList[] {
  return layout.slots.flatMap(({ field }) => {
    const { list, contents = [] } = field.spec.variable ?? {};
    const own = list instanceof OptionList ? [list] : [];
    return [...own, ...contents.flatMap(({ struct }) => optionLists(struct.layout))];
  });
}

function nodesOf(protocol: string, { style, byName }: OptionList): [string, FieldType][] {
  const { kindAs, lengthAs, end, nop, unknownAs, paddingAs } = style;
  const numbers = [kindAs, lengthAs];
  const whole = [unknownAs, end?.[1], nop?.[1], ...[...byName.values()].map(({ suffix }) => suffix)];
  const uint8: FieldType = { id: 'uint', max: 255 };
  const named = (names: readonly (string | undefined)[], type: FieldType): [string, FieldType][] =>
    names.flatMap(name => (name === undefined ? [] : [[nameOf(protocol, name), type]]));
  const bytes: FieldType = { id: 'bytes' };
  return [
    ...named(numbers, uint8),
    ...named(whole, kindAs === undefined ? uint8 : bytes),
    ...named([paddingAs], bytes),
  ];
}

const uint32: FieldType = { id: 'uint', max: 0xffffffff };

/** I/G: a group's address. U/L: one that its maker did not give. IEEE 802-2014 §8.2.2. */
const macBits: Readonly<Record<string, (mac: number) => boolean>> = {
  ig: isGroupMac,
  lg: mac => (Math.floor(mac / 0x20000000000) & 1) === 1,
};

const bytesOf = (view: View, from: number, to: number) => (from < to ? view.bytes.subarray(from, to) : undefined);

/** For each layer of a protocol ('' for data): one value or none. */
function perLayer(protocol: string, read: (layer: Layer, view: View) => Value | undefined): Source {
  return probe => view => {
    for (let layer = view.layers(); layer; layer = layer.next) {
      if ((layer.header?.name ?? '') !== protocol) continue;
      const value = read(layer, view);
      if (value !== undefined && probe(value, view)) return true;
    }
    return false;
  };
}

/** Payloads are counted as far as they are there. */
const payload = (layer: Layer, view: View) => (layer.complete ? bytesOf(view, layer.headerEnd, layer.stop) : undefined);
const onEthernet = (view: View) => view.layers()?.header?.name === 'eth';

const computed: Readonly<Record<string, { type: FieldType; source: Source }>> = {
  frame: { type: { id: 'protocol' }, source: single(view => view.subject.bytes) },
  'frame.number': { type: uint32, source: single(view => view.subject.frame?.number) },
  'frame.len': { type: uint32, source: single(view => view.subject.bytes?.length) },
  'frame.time_relative': { type: { id: 'time' }, source: single(view => view.subject.frame?.time) },
  // The whole frame, with its padding.
  eth: { type: { id: 'protocol' }, source: single(view => (onEthernet(view) ? view.bytes : undefined)) },
  'eth.padding': {
    type: { id: 'bytes' },
    source: single(view => {
      const from = view.stop();
      return onEthernet(view) ? bytesOf(view, from, paddingEnd(view.bytes.length, from)) : undefined;
    }),
  },
  'eth.trailer': {
    type: { id: 'bytes' },
    source: single(view =>
      onEthernet(view) ? bytesOf(view, paddingEnd(view.bytes.length, view.stop()), view.bytes.length) : undefined,
    ),
  },
  data: { type: { id: 'protocol' }, source: perLayer('', ({ at, end }, view) => view.bytes.subarray(at, end)) },
  'data.data': { type: { id: 'bytes' }, source: perLayer('', ({ at, end }, view) => view.bytes.subarray(at, end)) },
  'data.len': { type: uint32, source: perLayer('', ({ at, end }) => end - at) },
  'tcp.len': {
    type: uint32,
    // As in Wireshark, not in what an ICMP error quotes: that is cut short.
    source: perLayer('tcp', ({ complete, quoted, stop, headerEnd }) =>
      complete && !quoted ? stop - headerEnd : undefined,
    ),
  },
  'tcp.payload': { type: { id: 'bytes' }, source: perLayer('tcp', payload) },
  'udp.payload': { type: { id: 'bytes' }, source: perLayer('udp', payload) },
};

const macOwners = ['eth.addr', 'eth.dst', 'eth.src'];
const macNames = ['eth.ig', 'eth.lg', ...macOwners.slice(1).flatMap(owner => [`${owner}.ig`, `${owner}.lg`])];

export const extraNames: readonly string[] = [
  ...Object.keys(computed),
  ...Object.keys(aliases),
  ...Object.keys(optionNodes),
  ...macNames,
];

const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** `declared`: how to find the fields that these are made from. */
export function extraField(name: string, declared: (name: string) => FilterField | undefined): FilterField | undefined {
  const protocol = name.split('.')[0]!;
  const made = own(computed, name);
  // What is left when all protocols have taken theirs.
  const rest = protocol === 'data' || name === 'eth.padding' || name === 'eth.trailer';
  if (made) return { name, ...made, protocol, wholeFrame: rest };
  const node = own(optionNodes, name);
  if (node) {
    const source = either(node.protocols.map(bearer => partSource(protocolByName(bearer)!, name)));
    return { name, type: node.type, source, protocol: node.protocols[0], protocols: node.protocols };
  }
  const targets = own(aliases, name)?.map(target => declared(target)!);
  if (targets) {
    return { name, type: targets[0]!.type, source: either(targets.map(({ source }) => source)), protocol };
  }
  if (!macNames.includes(name)) return undefined;
  const bit = macBits[name.slice(-2)]!;
  const owner = name.length === 'eth.ig'.length ? 'eth.addr' : name.slice(0, -3);
  const { source } = declared(owner)!;
  return { name, type: { id: 'bool' }, source: mapped(source, mac => (bit(mac as number) ? 1 : 0)), protocol };
}

/** Parts of the header's option lists by name; from the tree where a header is broken or its lists have no fixed place. */
function partSource(header: AnyHeader, name: string): Source {
  const slots = header.layout.slots.filter(({ field }) => field.spec.variable?.parts);
  const fixed = slots.every(({ place, field: { spec }, when }) => {
    const contents = spec.variable!.contents ?? [];
    const plain = contents.every(({ struct }) => optionLists(struct.layout).length === 0);
    return place !== undefined && when.length === 0 && plain && !spec.variable!.usesValues && !spec.variable!.elsewhere;
  });
  return probe => view => {
    for (let layer = view.layers(); layer; layer = layer.next) {
      if (layer.header !== header) continue;
      if (!fixed || !layer.complete) return view.tree(name).some(value => probe(value!, view));
      for (const { place, field } of slots) {
        const { take, parts } = field.spec.variable!;
        const at = layer.at + place! / 8;
        const length = take(view.bytes, at, layer.limit, {});
        const all = length > 0 ? (parts!(view.bytes, at, at + length) ?? []) : [];
        if (partsOf(header.name, all, name, view).some(value => probe(value, view))) return true;
      }
    }
    return false;
  };
}

/** The option's bytes or number, or the number in its front that has this name. */
function partsOf(protocol: string, parts: readonly Part[], wanted: string, view: View): Value[] {
  return parts.flatMap(({ name, at, length, value, lead = [] }) => {
    const named = lead.filter(each => nameOf(protocol, each.name) === wanted);
    const values: Value[] = named.map(each => each.value);
    if (nameOf(protocol, name) === wanted) values.push(value ?? view.bytes.subarray(at, at + length));
    return values;
  });
}
