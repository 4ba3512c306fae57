/**
 * Bytes → a tree of layers and fields, with Wireshark's names and bit ranges. Pure, never throws: what is cut short or
 * wrong is a `problem` on its node. Reads first: codec/walk.ts. Then codec/bind.ts, which says what follows what.
 */
import { type Enclosing, foldChecksum, frameCheckSequence, pseudoHeaderSum, sum16 } from './checksum.js';
import { type Binding, bindingAt, tailOf } from './codec/bind.js';
import type { AnyHeader } from './codec/header.js';
import { nameOf, type Slot } from './codec/layout.js';
import { isSeal } from './codec/seal.js';
import { hexBytes, hexNumber } from './codec/show.js';
import { type Node, type NodeProblem, type Walk, walkStruct } from './codec/walk.js';
import { ethernet, minFrameSize } from './protocols/ethernet.js';

/** A header in the frame, or `data`: bytes that no protocol claims. `bit` and `bits` are the header's own range. */
export interface Layer extends Node {
  readonly protocol: string;
  readonly title: string;
  /** One line about this layer; '' when an inner one says it all. The node's `text` is the same. */
  readonly summary: string;
  /** How it came: whole; quoted in an ICMP error; in the first of several fragments. */
  readonly payload: Binding['payload'];
  readonly children: readonly Node[];
}

export interface DissectOptions {
  /** Adds eth.fcs after an Ethernet frame's last byte: computed, or the one given, which the frame bore on a wire. */
  readonly fcs?: boolean | number;
  /** Values of the header around, when `bytes` is a payload: a checksum over a pseudo-header needs them. */
  readonly outer?: Readonly<Record<string, unknown>>;
}

type Values = Readonly<Record<string, unknown>>;

interface Place {
  readonly buf: Uint8Array;
  readonly at: number;
  readonly end: number;
  readonly payload: Binding['payload'];
  /** No byte of this layer is missing: what is computed over them can be judged. */
  readonly whole: boolean;
  readonly outer: Values | undefined;
  /** No byte of its header is missing. */
  readonly intact?: boolean;
  /** Layers around. */
  readonly depth: number;
}

/** More layers than this within each other are nobody's: what is inside is data. */
export const depthLimit = 100;

/** Whether a node is a layer (a quoted packet among the fields of an ICMP error). */
export function isLayer(node: Node): node is Layer {
  return 'protocol' in node;
}

/**
 * Layers of `bytes`, outermost first; a quote's layers are children of the ICMP error that bears it. `first`: what they
 * begin with (link-types.ts); null: nobody knows, they are data.
 */
export function dissect(bytes: Uint8Array, first: AnyHeader | null = ethernet, options: DissectOptions = {}): Layer[] {
  if (first === null) return [dataLayer({ buf: bytes, at: 0, end: bytes.length, payload: 'whole' })];
  const layers: Layer[] = [];
  const stop = dissectFrom(
    first,
    { buf: bytes, at: 0, end: bytes.length, payload: 'whole', whole: true, outer: options.outer, depth: 0 },
    layers,
  );
  const frame = layers[0];
  if (first === ethernet && frame) {
    const extra = [
      ...trailing(bytes, stop),
      ...(options.fcs === undefined || options.fcs === false ? [] : [checkSequence(bytes, options.fcs)]),
    ];
    if (extra.length > 0) layers[0] = { ...frame, children: [...frame.children, ...extra] };
  } else if (stop < bytes.length) layers.push(dataLayer({ buf: bytes, at: stop, end: bytes.length, payload: 'whole' }));
  return layers;
}

/** One line about a frame: that of the innermost layer which has one, as in Wireshark's Info column. */
export function summary(layers: readonly Layer[]): string {
  return layers.findLast(layer => layer.summary !== '' && layer.payload === 'whole')?.summary ?? '';
}

/** Every node, parents first, quotes included. */
export function* eachNode(nodes: readonly Node[]): Generator<Node> {
  for (const node of nodes) {
    yield node;
    if (node.children) yield* eachNode(node.children);
  }
}

/** Adds this layer and those within. Returns where the outermost of them ends by its own lengths. */
function dissectFrom(header: AnyHeader, place: Place, layers: Layer[]): number {
  const { buf, at, end } = place;
  const quoted = place.payload === 'quoted';
  const walk = walkStruct(header.name, header.layout, buf, at, end, quoted);
  const decoded = header.decode(buf, at, end);
  const stop = decoded.problem ? end : decoded.end;
  const context = { outer: place.outer, payload: stop - walk.end };
  const text = (walk.complete && header.summary?.(walk.values as never, context)) || '';
  const whole = place.whole && claimedEnd(header, walk, at) <= end;
  const sealed = judge(header, walk.nodes, { ...place, whole, intact: walk.complete }, walk.end, stop);
  const deeper = walk.complete && header.hasPayload && place.depth < depthLimit;
  const binding = deeper ? bindingAt(header, buf, at) : undefined;
  const inner: Place = {
    buf,
    at: walk.end,
    end: stop,
    payload: quoted ? 'quoted' : (binding?.payload ?? place.payload),
    whole: whole && binding?.payload !== 'fragment',
    outer: aroundInner(header, walk.values, place.outer),
    depth: place.depth + 1,
  };
  const quotes: Layer[] = [];
  const mine = layers.length;
  layers.push({
    name: header.name,
    label: header.title,
    value: undefined,
    text,
    bit: at * 8,
    bits: (walk.end - at) * 8,
    children: sealed,
    protocol: header.name,
    title: header.title,
    summary: text,
    payload: place.payload,
  });
  if (!header.hasPayload && walk.complete) return walk.end;
  if (walk.end >= stop) return stop;
  const into = binding?.payload === 'quoted' ? quotes : layers;
  const tail = walk.complete ? tailOf(header) : undefined;
  const until = walk.end + (tail?.after(buf, at) ?? 0);
  if (tail && until > walk.end && until < stop) {
    const quote = { ...inner, end: until };
    if (binding) dissectFrom(binding.inner, quote, into);
    else into.push(dataLayer(quote));
    dissectFrom(tail.inner, { ...inner, at: until, payload: place.payload }, quotes);
    layers[mine] = { ...layers[mine]!, children: [...sealed, ...quotes] };
    return stop;
  }
  const innerEnd = binding ? dissectFrom(binding.inner, inner, into) : stop;
  if (!binding) into.push(dataLayer(inner));
  // What the inner header's length leaves over. Ethernet's own is padding; see `trailing`.
  else if (innerEnd < stop && !header.padded) into.push(dataLayer({ ...inner, at: innerEnd }));
  if (quotes.length > 0) layers[mine] = { ...layers[mine]!, children: [...sealed, ...quotes] };
  return header.padded ? innerEnd : stop;
}

/** What the layer within sees: an extension's values on top of its IP header's, without ends that it changes. */
export function aroundInner(header: AnyHeader, values: Values, outer: Place['outer']): Values {
  if (!header.extension) return values;
  return header.extension(values as never) ? { ...outer, ...values } : { ...outer, ...values, src: undefined };
}

/** Where the layer ends by its own length field; its header's end where it has none. */
function claimedEnd(header: AnyHeader, { values, end }: Walk, at: number): number {
  for (const { key, field } of header.layout.slots) {
    const length = values[key];
    const { below } = field.spec;
    if (below && typeof length === 'number' && length < below.limit) return end + length;
    if (!isSeal(field.spec.seal) || typeof length !== 'number') continue;
    if (field.spec.seal.op === 'total') return at + length;
    if (field.spec.seal.op === 'payload') return end + length;
  }
  return end;
}

function dataLayer({ buf, at, end, payload }: Pick<Place, 'buf' | 'at' | 'end' | 'payload'>): Layer {
  const bytes = buf.subarray(at, end);
  const range = { bit: at * 8, bits: bytes.length * 8 };
  const text = `${bytes.length} bytes`;
  const node = { name: 'data.data', label: 'Data', value: bytes, text: hexBytes(bytes), ...range };
  return {
    name: 'data',
    label: 'Data',
    value: undefined,
    text,
    ...range,
    children: [node],
    protocol: 'data',
    title: 'Data',
    summary: '',
    payload,
  };
}

/** IEEE 802.3 §3.2.8: zeros up to the least size. Anything beyond that is called a trailer, as in Wireshark. */
function trailing(bytes: Uint8Array, from: number): Node[] {
  const middle = Math.min(bytes.length, Math.max(from, minFrameSize));
  const node = (name: string, label: string, at: number, end: number) => {
    const value = bytes.subarray(at, end);
    return { name, label, value, text: hexBytes(value), bit: at * 8, bits: value.length * 8 };
  };
  return [
    ...(from < middle ? [node('eth.padding', 'Padding', from, middle)] : []),
    ...(middle < bytes.length ? [node('eth.trailer', 'Trailer', middle, bytes.length)] : []),
  ];
}

function checkSequence(bytes: Uint8Array, given: true | number): Node {
  const need = frameCheckSequence(bytes);
  const value = given === true ? need : given;
  const range = { bit: bytes.length * 8, bits: 32 };
  return {
    name: 'eth.fcs',
    label: 'Frame check sequence',
    value,
    text: hexNumber(value, 32),
    ...range,
    absent: true,
    ...(value === need
      ? { computed: 'ok' }
      : { computed: 'bad', problem: { code: 'bad-checksum', need, have: value } }),
  };
}

/** The nodes, with what holds and what doesn't written on the computed ones. */
function judge(header: AnyHeader, nodes: readonly Node[], place: Place, headerEnd: number, stop: number): Node[] {
  const small = header.layout.slots.find(slot => slot.field.spec.below);
  const length = small && nameOf(header.name, small.field.spec.below!.suffix);
  const sealed = new Map(
    header.layout.slots.filter(slot => slot.field.spec.seal).map(slot => [nameOf(header.name, slot.suffix), slot]),
  );
  return nodes.map(node => {
    if (node.name === length) return lengthJudged(node, place, headerEnd);
    const slot = sealed.get(node.name);
    if (!slot || node.value === undefined) return node;
    const verdict = node.problem ?? verdictOf(header, slot, node, place, headerEnd, stop);
    if (verdict === undefined) return node;
    return verdict === 'ok' ? { ...node, computed: 'ok' } : { ...node, computed: 'bad', problem: verdict };
  });
}

/** A length/type field that is a length. */
function lengthJudged(node: Node, { end, payload }: Place, headerEnd: number): Node {
  const need = node.value as number;
  if (headerEnd + need <= end) return { ...node, computed: 'ok' };
  return payload === 'whole' ? { ...node, problem: { code: 'truncated', need, have: end - headerEnd } } : node;
}

function verdictOf(
  header: AnyHeader,
  slot: Slot,
  node: Node,
  place: Place,
  headerEnd: number,
  stop: number,
): NodeProblem | 'ok' | undefined {
  const { buf, at, end, payload, whole } = place;
  const { seal } = slot.field.spec;
  const have = node.value as number;
  if (!isSeal(seal)) {
    if (!whole) return undefined;
    if (!header.verify(buf, at, end, place.outer as Enclosing | undefined).includes(slot.key)) return 'ok';
    const need = sealedValue(header, slot, place, headerEnd, stop);
    return { code: 'bad-value', ...(need === undefined ? {} : { need }), have };
  }
  if (seal.op === 'header') return 'ok';
  if (seal.op === 'total' || seal.op === 'payload') {
    const start = seal.op === 'total' ? at : headerEnd;
    const least = seal.op === 'total' ? headerEnd - at : 0;
    if (have < least) return { code: 'bad-length', need: least, have };
    if (start + have <= end) return 'ok';
    return payload === 'whole' ? { code: 'truncated', need: have, have: end - start } : undefined;
  }
  return checksumVerdict(slot, have, place, headerEnd, stop);
}

/** What a seal that is a function would have written here; undefined where the header can't be read. */
function sealedValue(header: AnyHeader, slot: Slot, place: Place, headerEnd: number, stop: number): number | undefined {
  const { buf, at, end, outer } = place;
  const { seal } = slot.field.spec;
  const decoded = header.decode(buf, at, end);
  if (typeof seal !== 'function' || decoded.problem) return undefined;
  return seal({
    buf,
    values: decoded.values as Readonly<Record<string, unknown>>,
    header: { offset: at, length: headerEnd - at },
    payload: { offset: headerEnd, length: stop - headerEnd },
    enclosing: outer as Enclosing | undefined,
  });
}

function checksumVerdict(
  slot: Slot,
  have: number,
  place: Place,
  headerEnd: number,
  stop: number,
): NodeProblem | 'ok' | undefined {
  const { buf, at, whole, intact } = place;
  const { seal } = slot.field.spec;
  if (!isSeal(seal) || slot.place === undefined) return undefined;
  const overHeader = seal.op === 'sum-header';
  if (!intact || (!overHeader && !whole)) return undefined;
  if (seal.zeroMeansNone && have === 0) return undefined;
  let sum = sum16(buf, at, overHeader ? headerEnd : stop);
  if (seal.op === 'sum-pseudo') {
    if (place.outer?.src === undefined) return undefined;
    sum += pseudoHeaderSum(place.outer as unknown as Enclosing, stop - at);
  }
  if (foldChecksum(sum) === 0) return 'ok';
  // The sum without the field itself gives what would be right.
  return { code: 'bad-checksum', need: foldChecksum(sum - have), have };
}
