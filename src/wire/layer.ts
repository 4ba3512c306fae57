/**
 * A layer of a dissected frame. Its headers are found at once, its nodes are made when somebody looks: most frames of a
 * capture are only told in one line. Reads first: codec/walk.ts. Then dissect.ts.
 */
import type { Binding } from './codec/bind.js';
import { nodesOf } from './codec/nodes.js';
import { hexBytes } from './codec/show.js';
import type { Node } from './codec/walk.js';
import { type Found, judge } from './judge.js';

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

const noNodes: readonly Node[] = [];

/** The bytes must stay as they are as long as the layer is looked at. */
export class HeaderLayer implements Layer {
  readonly value = undefined;
  readonly bit: number;
  readonly bits: number;
  readonly #found: Found;
  #more: readonly Node[] = noNodes;
  #children: readonly Node[] | undefined;
  #text: string | undefined;

  constructor(found: Found) {
    this.#found = found;
    this.bit = found.at * 8;
    this.bits = (found.headerEnd - found.at) * 8;
  }

  get name(): string {
    return this.#found.header.name;
  }
  get protocol(): string {
    return this.#found.header.name;
  }
  get label(): string {
    return this.#found.header.title;
  }
  get title(): string {
    return this.#found.header.title;
  }
  get payload(): Binding['payload'] {
    return this.#found.payload;
  }
  get summary(): string {
    return this.text;
  }

  get text(): string {
    this.#text ??= this.#line();
    return this.#text;
  }

  get children(): readonly Node[] {
    if (this.#children === undefined) {
      const { header, place, headerEnd, stop, walk } = this.#found;
      const { buf, at, end, payload } = place;
      const nodes = walk?.nodes ?? nodesOf(header.name, header.layout, buf, at, end, payload === 'quoted');
      const judged = judge(header, nodes, place, headerEnd, stop);
      this.#children = this.#more.length === 0 ? judged : [...judged, ...this.#more];
    }
    return this.#children;
  }

  /** Puts nodes behind its fields: quoted packets, padding. */
  append(nodes: readonly Node[]): void {
    this.#more = [...this.#more, ...nodes];
    if (this.#children) this.#children = [...this.#children, ...nodes];
  }

  #line(): string {
    const { header, place, values, headerEnd, stop, walk } = this.#found;
    if (walk && !walk.complete) return '';
    return header.summary?.(values as never, { outer: place.outer, payload: stop - headerEnd }) || '';
  }
}

/** Bytes that no protocol claims. */
export class DataLayer implements Layer {
  readonly name = 'data';
  readonly protocol = 'data';
  readonly label = 'Data';
  readonly title = 'Data';
  readonly summary = '';
  readonly value = undefined;
  readonly bit: number;
  readonly bits: number;
  readonly payload: Binding['payload'];
  readonly #buf: Uint8Array;
  #children: readonly Node[] | undefined;

  constructor(buf: Uint8Array, at: number, end: number, payload: Binding['payload']) {
    this.#buf = buf;
    this.payload = payload;
    this.bit = at * 8;
    this.bits = (end - at) * 8;
  }

  get text(): string {
    return `${this.bits / 8} bytes`;
  }

  get children(): readonly Node[] {
    const { bit, bits } = this;
    const value = this.#buf.subarray(bit / 8, (bit + bits) / 8);
    this.#children ??= [{ name: 'data.data', label: 'Data', value, text: hexBytes(value), bit, bits }];
    return this.#children;
  }
}
