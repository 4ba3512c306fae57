/**
 * The headers of a frame one within the other, found without a tree: for those who follow conversations or want one
 * line. Ends at the first that is broken, unknown or quoted. Reads first: dissect.ts, which makes trees of them.
 */
import { type Binding, bindingAt, tailOf } from './codec/bind.js';
import type { Extent } from './codec/generate.js';
import type { AnyHeader } from './codec/header.js';
import { aroundInner, type Found, type Place, type Values } from './judge.js';

/** A header that is all there. Positions count from the frame's start. */
export interface Span {
  readonly header: AnyHeader;
  /** The frame's bytes. */
  readonly buf: Uint8Array;
  readonly at: number;
  /** Where its payload begins and ends, by its own lengths, as far as bytes are there. */
  readonly from: number;
  readonly to: number;
  /** Where its payload should end by its own length; its header's end where it has none. */
  readonly claims: number;
  /** Decoded when somebody looks. */
  readonly values: Values;
  /** Values of the header around; of an extension and of the IP header that it extends. */
  readonly outer: Values | undefined;
  /** What its payload is in; undefined: nobody's. */
  readonly inner: AnyHeader | undefined;
  /** Its payload is the first of several fragments. */
  readonly fragment: boolean;
}

const most = 100;

/** Spans are kept with their frame, whose bytes must stay as they are. */
export class FoundSpan implements Span, Found, Extent {
  readonly header: AnyHeader;
  readonly buf: Uint8Array;
  readonly at: number;
  /** Where the bytes end that the header around leaves to it. */
  readonly end: number;
  readonly depth: number;
  readonly #around: FoundSpan | undefined;
  from = 0;
  to = 0;
  claims = 0;
  binding: Binding | undefined = undefined;
  #outer: Values | undefined;
  #values: Values | undefined = undefined;

  constructor(header: AnyHeader, buf: Uint8Array, at: number, end: number, around: FoundSpan | Values | undefined) {
    const within = around instanceof FoundSpan;
    this.header = header;
    this.buf = buf;
    this.at = at;
    this.end = end;
    this.depth = within ? around.depth + 1 : 0;
    this.#around = within ? around : undefined;
    this.#outer = within ? undefined : around;
  }

  get values(): Values {
    if (this.#values === undefined) {
      const decoded = this.header.decode(this.buf, this.at, this.end);
      this.#values = decoded.problem ? {} : decoded.values;
    }
    return this.#values;
  }

  get outer(): Values | undefined {
    const around = this.#around;
    if (around !== undefined) this.#outer ??= aroundInner(around.header, around.values, around.outer);
    return this.#outer;
  }

  get inner(): AnyHeader | undefined {
    const { binding } = this;
    return binding === undefined || binding.payload === 'quoted' ? undefined : binding.inner;
  }

  get fragment(): boolean {
    return this.binding?.payload === 'fragment';
  }

  /** None of its bytes is missing: it and all around it say so. */
  get whole(): boolean {
    if (this.claims > this.end) return false;
    return this.#around === undefined || this.#around.whole;
  }

  /** Neither a fragment nor a quote follows, nor anything beside the payload. */
  get plain(): boolean {
    const { binding, header } = this;
    if (binding !== undefined && binding.payload !== 'whole') return false;
    const tail = tailOf(header);
    return tail === undefined || tail.after(this.buf, this.at) === 0;
  }

  get headerEnd(): number {
    return this.from;
  }
  get stop(): number {
    return this.to;
  }
  get walk(): undefined {
    return undefined;
  }
  get payload(): 'whole' {
    return 'whole';
  }
  get place(): Place {
    const { buf, at, end, whole, outer, depth } = this;
    return { buf, at, end, payload: 'whole', whole, outer, intact: true, depth };
  }
}

/** From the outside in. Never throws. `around`: values of the header around all, where `bytes` is a payload. */
export function spansOf(bytes: Uint8Array, first: AnyHeader | null, around?: Values): FoundSpan[] {
  const spans: FoundSpan[] = [];
  if (first === null) return spans;
  let span = new FoundSpan(first, bytes, 0, bytes.length, around);
  while (span.header.locate(bytes, span.at, span.end, span)) {
    const { header, from, to } = span;
    spans.push(span);
    const binding = header.hasPayload && from < to ? bindingAt(header, bytes, span.at) : undefined;
    span.binding = binding;
    if (binding === undefined || binding.payload !== 'whole' || spans.length === most) break;
    span = new FoundSpan(binding.inner, bytes, from, to, span);
  }
  return spans;
}
