/**
 * Bytes → a tree of layers and fields, with Wireshark's names and bit ranges. Pure, never throws: what is cut short or
 * wrong is a `problem` on its node. Reads first: layer.ts. Then codec/bind.ts, which says what follows what.
 */
import { frameCheckSequence } from './checksum.js';
import { bindingAt, tailOf } from './codec/bind.js';
import type { AnyHeader } from './codec/header.js';
import { hexBytes, hexNumber } from './codec/show.js';
import { type Node, walkStruct } from './codec/walk.js';
import { aroundInner, claimedEnd, type Place, type Values } from './judge.js';
import { DataLayer, HeaderLayer, type Layer } from './layer.js';
import { ethernet, paddingEnd, padFrame } from './protocols/ethernet.js';
import { type FoundSpan, type Span, spansOf } from './spans.js';

export type { Layer } from './layer.js';

export interface DissectOptions {
  /**
   * Adds eth.fcs after an Ethernet frame's last byte: computed, or the one given, which the frame bore on a wire; before it
   * the padding that it counts, where the frame has none yet.
   */
  readonly fcs?: boolean | number;
  /** Values of the header around, when `bytes` is a payload: a checksum over a pseudo-header needs them. */
  readonly outer?: Readonly<Record<string, unknown>>;
  /** What spansOf gave for the same bytes: its headers are not read again. */
  readonly spans?: readonly Span[];
}

/** More layers than this within each other are nobody's: what is inside is data. */
export const depthLimit = 100;

/** Whether a node is a layer (a quoted packet among the fields of an ICMP error). */
export function isLayer(node: Node): node is Layer {
  return node instanceof HeaderLayer || node instanceof DataLayer;
}

/**
 * Layers of `bytes`, outermost first; a quote's layers are children of the ICMP error that bears it. `first`: what they
 * begin with (link-types.ts); null: nobody knows, they are data.
 */
export function dissect(bytes: Uint8Array, first: AnyHeader | null = ethernet, options: DissectOptions = {}): Layer[] {
  if (first === null) return [new DataLayer(bytes, 0, bytes.length, 'whole')];
  const { outer, fcs } = options;
  const layers: Layer[] = [];
  const spans = (options.spans as readonly FoundSpan[] | undefined) ?? spansOf(bytes, first, outer);
  const stop =
    spans.length > 0
      ? layersOf(spans, layers)
      : dissectFrom(
          first,
          { buf: bytes, at: 0, end: bytes.length, payload: 'whole', whole: true, outer, depth: 0 },
          layers,
        );
  const frame = layers[0];
  if (first === ethernet && frame instanceof HeaderLayer) {
    if (stop < bytes.length) frame.append(trailing(bytes, stop));
    if (fcs !== undefined && fcs !== false) frame.append(onWire(bytes, fcs));
  } else if (stop < bytes.length) layers.push(new DataLayer(bytes, stop, bytes.length, 'whole'));
  return layers;
}

/** The layers of headers that were found, and of what follows the last. Gives where the outermost of them ends. */
function layersOf(spans: readonly FoundSpan[], layers: Layer[]): number {
  const last = spans[spans.length - 1] as FoundSpan;
  const { buf, from, to, inner, header } = last;
  for (let i = 0; i < spans.length - 1; i++) layers.push(new HeaderLayer(spans[i] as FoundSpan));
  let end = to;
  if (!last.plain) end = dissectFrom(header, last.place, layers);
  else {
    layers.push(new HeaderLayer(last));
    if (!header.hasPayload) end = from;
    else if (inner && last.depth < depthLimit) {
      const { whole, values, outer, depth } = last;
      const around = aroundInner(header, values, outer);
      const place = { buf, at: from, end: to, payload: 'whole', whole, outer: around, depth: depth + 1 } as const;
      end = within(dissectFrom(inner, place, layers), last, layers);
    } else if (from < to) layers.push(new DataLayer(buf, from, to, 'whole'));
  }
  for (let i = spans.length - 2; i >= 0; i--) end = within(end, spans[i] as FoundSpan, layers);
  return end;
}

/** What the inner header's length leaves over is data; Ethernet's own is padding, see `trailing`. */
function within(end: number, { header, buf, to }: FoundSpan, layers: Layer[]): number {
  if (header.padded) return end;
  if (end < to) layers.push(new DataLayer(buf, end, to, 'whole'));
  return to;
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
  const decoded = header.decode(buf, at, end);
  // What is broken is walked at once: only the nodes tell how far it can be read.
  const walk = decoded.problem ? walkStruct(header.name, header.layout, buf, at, end, quoted) : undefined;
  const complete = walk === undefined || walk.complete;
  const values: Values = decoded.problem ? (walk as NonNullable<typeof walk>).values : decoded.values;
  const headerEnd = decoded.problem ? (walk as NonNullable<typeof walk>).end : at + decoded.headerLength;
  const stop = decoded.problem ? end : decoded.end;
  const whole = place.whole && claimedEnd(header, values, at, headerEnd) <= end;
  const binding = complete && header.hasPayload && place.depth < depthLimit ? bindingAt(header, buf, at) : undefined;
  const layer = new HeaderLayer({
    header,
    at,
    payload: place.payload,
    place: { buf, at, end, payload: place.payload, whole, outer: place.outer, intact: complete, depth: place.depth },
    values,
    headerEnd,
    stop,
    walk,
  });
  layers.push(layer);
  if (!header.hasPayload && complete) return headerEnd;
  if (headerEnd >= stop) return stop;
  const inner: Place = {
    buf,
    at: headerEnd,
    end: stop,
    payload: quoted ? 'quoted' : (binding?.payload ?? place.payload),
    whole: whole && binding?.payload !== 'fragment',
    outer: aroundInner(header, values, place.outer),
    depth: place.depth + 1,
  };
  const quotes: Layer[] = [];
  const into = binding?.payload === 'quoted' ? quotes : layers;
  const tail = complete ? tailOf(header) : undefined;
  const until = headerEnd + (tail?.after(buf, at) ?? 0);
  if (tail && until > headerEnd && until < stop) {
    const quote = { ...inner, end: until };
    if (binding) dissectFrom(binding.inner, quote, into);
    else into.push(new DataLayer(buf, headerEnd, until, quote.payload));
    dissectFrom(tail.inner, { ...inner, at: until, payload: place.payload }, quotes);
    layer.append(quotes);
    return stop;
  }
  const innerEnd = binding ? dissectFrom(binding.inner, inner, into) : stop;
  if (!binding) into.push(new DataLayer(buf, headerEnd, stop, inner.payload));
  // What the inner header's length leaves over. Ethernet's own is padding; see `trailing`.
  else if (innerEnd < stop && !header.padded) into.push(new DataLayer(buf, innerEnd, stop, inner.payload));
  if (quotes.length > 0) layer.append(quotes);
  return header.padded ? innerEnd : stop;
}

/** IEEE 802.3 §3.2.8: zeros up to the least size. Anything beyond that is called a trailer, as in Wireshark. */
function trailing(bytes: Uint8Array, from: number): Node[] {
  const middle = paddingEnd(bytes.length, from);
  const node = (name: string, label: string, at: number, end: number) => {
    const value = bytes.subarray(at, end);
    return { name, label, value, text: hexBytes(value), bit: at * 8, bits: value.length * 8 };
  };
  return [
    ...(from < middle ? [node('eth.padding', 'Padding', from, middle)] : []),
    ...(middle < bytes.length ? [node('eth.trailer', 'Trailer', middle, bytes.length)] : []),
  ];
}

/** What a frame bears on a wire and no capture shows: the padding that it still lacks, and the check sequence over all. */
function onWire(bytes: Uint8Array, fcs: true | number): Node[] {
  const padded = padFrame(bytes);
  const check = checkSequence(padded, fcs);
  if (padded.length === bytes.length) return [check];
  const value = padded.subarray(bytes.length);
  const range = { bit: bytes.length * 8, bits: value.length * 8 };
  return [{ name: 'eth.padding', label: 'Padding', value, text: hexBytes(value), ...range, absent: true }, check];
}

/** Of a frame with its padding, which it counts (IEEE 802.3 §3.2.9). */
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
