/**
 * What holds of a header's computed fields, and what does not: lengths, checksums. Reads first: codec/walk.ts, codec/seal.ts.
 */
import { type Enclosing, foldChecksum, pseudoHeaderSum, sum16 } from './checksum.js';
import type { Binding } from './codec/bind.js';
import { type EndToldBy, endToldBy } from './codec/emit-decode.js';
import type { AnyHeader } from './codec/header.js';
import { nameOf, type Slot } from './codec/layout.js';
import { isSeal } from './codec/seal.js';
import type { Node, NodeProblem, Walk } from './codec/walk.js';

export type Values = Readonly<Record<string, unknown>>;

export interface Place {
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

/** A header and where it was found. `walk`: its nodes, where they had to be made to find its end. */
export interface Found {
  readonly header: AnyHeader;
  readonly at: number;
  readonly headerEnd: number;
  readonly stop: number;
  readonly payload: Binding['payload'];
  readonly place: Place;
  readonly values: Values;
  readonly walk: Walk | undefined;
}

/** What the layer within sees: an extension's values on top of its IP header's, without ends that it changes. */
export function aroundInner(header: AnyHeader, values: Values, outer: Place['outer']): Values {
  if (!header.extension) return values;
  return header.extension(values as never) ? { ...outer, ...values } : { ...outer, ...values, src: undefined };
}

/** Writes what holds and what doesn't on the computed ones among the nodes, which are the caller's own. */
export function judge(
  header: AnyHeader,
  nodes: Node[],
  place: Place,
  headerEnd: number,
  stop: number,
): readonly Node[] {
  const { length, sealed } = judgedOf(header);
  if (length === undefined && sealed.size === 0) return nodes;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i] as Node;
    if (node.name === length) nodes[i] = lengthJudged(node, place, headerEnd);
    else {
      const slot = sealed.get(node.name);
      if (!slot || node.value === undefined) continue;
      const verdict = node.problem ?? verdictOf(header, slot, node, place, headerEnd, stop);
      if (verdict === 'ok') nodes[i] = sound(node);
      else if (verdict !== undefined) nodes[i] = { ...node, computed: 'bad', problem: verdict };
    }
  }
  return nodes;
}

/** A computed field is a number: it has no children. */
function sound({ name, label, value, text, bit, bits }: Node): Node {
  return { name, label, value, text, bit, bits, computed: 'ok' };
}

/** Names of a header's fields that can be wrong: computed ones, and the length that a type can be. */
interface Judged {
  readonly length: string | undefined;
  readonly sealed: ReadonlyMap<string, Slot>;
  /** Fields that tell where the layer ends, and from where they count. */
  readonly ends: readonly EndToldBy[];
}

const judgedBy = new Map<AnyHeader, Judged>();

function judgedOf(header: AnyHeader): Judged {
  const known = judgedBy.get(header);
  if (known) return known;
  const { slots } = header.layout;
  const small = slots.find(slot => slot.field.spec.below);
  const made: Judged = {
    length: small && nameOf(header.name, small.field.spec.below!.suffix),
    sealed: new Map(slots.filter(slot => slot.field.spec.seal).map(slot => [nameOf(header.name, slot.suffix), slot])),
    ends: slots.flatMap(endToldBy),
  };
  judgedBy.set(header, made);
  return made;
}

/** Where the layer ends by its own length field; its header's end where it has none. */
export function claimedEnd(header: AnyHeader, values: Values, at: number, headerEnd: number): number {
  for (const { key, from, below } of judgedOf(header).ends) {
    const length = values[key];
    if (typeof length === 'number' && length < below) return (from === 'start' ? at : headerEnd) + length;
  }
  return headerEnd;
}

/** A length/type field that is a length. */
function lengthJudged(node: Node, { end, payload }: Place, headerEnd: number): Node {
  const need = node.value as number;
  if (headerEnd + need <= end) return sound(node);
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
