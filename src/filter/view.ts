/**
 * What one test looks at: a frame with the layers found in it (once, when first asked for), or a table's row. Reads
 * first: extent.ts; ../wire/dissect.ts, whose layers these are without the tree.
 */
import type { Row } from '../journal/index.js';
import {
  type AnyHeader,
  bindingAt,
  depthLimit,
  dissect,
  eachNode,
  ethernet,
  ipv4,
  type Node,
  type NodeValue,
  tailOf,
} from '../wire/index.js';
import { type Extent, measureOf } from './extent.js';
import type { Reach } from './reach.js';

export type NsValue = string | number | boolean | undefined | readonly (string | number)[];

/** What a display filter is asked about. Whatever is left out is absent: fields of it exist nowhere. */
export interface Subject {
  readonly bytes?: Uint8Array | undefined;
  /** What the bytes begin with; Ethernet when not given; null: nobody knows, they are data. */
  readonly linkType?: 'ethernet' | 'ipv4' | AnyHeader | null | undefined;
  /** The value of a field of the FieldScope, by its full name (`ns.node`). Undefined: absent. Several: each is one. */
  ns?(name: string): NsValue;
  /** `number` from 1; `time` in ns since the first frame. */
  readonly frame?: { readonly number?: number | undefined; readonly time?: number | undefined } | undefined;
}

/** What a table's filter may ask of the world around. */
export interface RowContext {
  /** A device's name, or all names it goes by ('eth0', 'A.eth0'). */
  dev?(id: number): string | readonly string[] | undefined;
}

/** A header in the frame, or `header` undefined: bytes that no protocol claims. */
export interface Layer extends Extent {
  readonly header: AnyHeader | undefined;
  readonly at: number;
  /** Where the bytes end that the layer may use at all. */
  readonly end: number;
  /** Within an ICMP error. */
  readonly quoted: boolean;
  next: Layer | undefined;
}

/** Most layers within each other that are looked at, as in the dissector. */
const layerLimit = depthLimit;
const nothing = new Uint8Array(0);

export class View {
  readonly subject: Subject;
  readonly bytes: Uint8Array;
  readonly row: Row | number | undefined;
  readonly context: RowContext | undefined;
  /** Undefined: all layers are looked at. */
  readonly reach: Reach | undefined;
  #first: Layer | undefined;
  #last: Layer | undefined;
  #count = 0;
  #stop = -1;
  #tree: ReadonlyMap<string, readonly NodeValue[]> | undefined;

  constructor(subject: Subject, reach?: Reach, row?: Row | number, context?: RowContext) {
    this.subject = subject;
    this.reach = reach;
    this.bytes = subject.bytes ?? nothing;
    this.row = row;
    this.context = context;
  }

  get outermost(): AnyHeader | null {
    const { linkType } = this.subject;
    if (linkType === 'ipv4') return ipv4;
    return linkType === undefined || linkType === 'ethernet' ? ethernet : linkType;
  }

  /** The outermost layer; the others follow by `next`. Undefined without a frame. */
  layers(): Layer | undefined {
    if (this.#stop < 0 && this.subject.bytes && this.outermost === null) {
      this.#stop = this.bytes.length;
      this.#add(undefined, 0, this.#stop, false);
    } else if (this.#stop < 0 && this.subject.bytes && this.outermost !== null) {
      this.#stop = this.#walk(this.outermost, 0, this.bytes.length, false);
      if (this.outermost !== ethernet && this.#stop < this.bytes.length)
        this.#add(undefined, this.#stop, this.bytes.length, false);
    }
    return this.#first;
  }

  /** Where the outermost layer's payload ends: what follows on Ethernet is padding. */
  stop(): number {
    this.layers();
    return Math.max(0, this.#stop);
  }

  /** Values by name from the whole dissection: the slow way, for what has no fixed place. */
  tree(name: string): readonly NodeValue[] {
    if (!this.subject.bytes) return [];
    this.#tree ??= valuesByName(dissect(this.bytes, this.outermost));
    return this.#tree.get(name) ?? [];
  }

  #add(header: AnyHeader | undefined, at: number, end: number, quoted: boolean): Layer {
    const layer = { header, at, end, quoted, next: undefined, limit: end, headerEnd: end, stop: end, complete: true };
    if (this.#last) this.#last.next = layer;
    else this.#first = layer;
    this.#last = layer;
    this.#count++;
    return layer;
  }

  /** As `dissectFrom` in wire/dissect.ts. */
  #walk(header: AnyHeader, at: number, end: number, quoted: boolean): number {
    const layer = this.#add(header, at, end, quoted);
    measureOf(header)(this.bytes, at, end, layer);
    const { headerEnd, stop, complete } = layer;
    if (!header.hasPayload && complete) return headerEnd;
    if (headerEnd >= stop) return stop;
    const { reach } = this;
    if (reach && !reach.around.has(header)) return stop;
    const binding = complete && header.hasPayload && this.#count <= layerLimit && bindingAt(header, this.bytes, at);
    const tail = complete ? tailOf(header) : undefined;
    const until = headerEnd + (tail?.after(this.bytes, at) ?? 0);
    if (tail && until > headerEnd && until < stop) {
      if (binding) this.#walk(binding.inner, headerEnd, until, quoted || binding.payload === 'quoted');
      else this.#add(undefined, headerEnd, until, quoted);
      this.#walk(tail.inner, until, stop, quoted);
      return stop;
    }
    if (reach && binding && !reach.useful.has(binding.inner)) return stop;
    if (!binding) {
      this.#add(undefined, headerEnd, stop, quoted);
      return stop;
    }
    const innerEnd = this.#walk(binding.inner, headerEnd, stop, quoted || binding.payload === 'quoted');
    if (header.padded) return innerEnd;
    if (innerEnd < stop) this.#add(undefined, innerEnd, stop, quoted);
    return stop;
  }
}

function valuesByName(nodes: readonly Node[]): Map<string, NodeValue[]> {
  const values = new Map<string, NodeValue[]>();
  for (const { name, value } of eachNode(nodes)) {
    if (value === undefined) continue;
    const known = values.get(name);
    if (known) known.push(value);
    else values.set(name, [value]);
  }
  return values;
}
