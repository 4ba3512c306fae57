/**
 * The headers of a frame one within the other, decoded, without a tree: for those who follow conversations or want one
 * line. Ends at the first that is broken, unknown or quoted. Reads first: dissect.ts, which makes trees of them.
 */
import { bindingAt } from './codec/bind.js';
import type { AnyHeader } from './codec/header.js';
import { aroundInner } from './dissect.js';

/** A header that is all there. Positions count from the frame's start. */
export interface Span {
  readonly header: AnyHeader;
  readonly at: number;
  /** Where its payload begins and ends, by its own lengths, as far as bytes are there. */
  readonly from: number;
  readonly to: number;
  readonly values: Readonly<Record<string, unknown>>;
  /** Values of the header around; of an extension and of the IP header that it extends. */
  readonly outer: Readonly<Record<string, unknown>> | undefined;
  /** What its payload is in; undefined: nobody's. */
  readonly inner: AnyHeader | undefined;
  /** Its payload is the first of several fragments. */
  readonly fragment: boolean;
}

const most = 100;

/** From the outside in. Never throws. `around`: values of the header around all, where `bytes` is a payload. */
export function spansOf(bytes: Uint8Array, first: AnyHeader | null, around?: Span['outer']): Span[] {
  const spans: Span[] = [];
  let header = first;
  let outer = around;
  let at = 0;
  let end = bytes.length;
  while (header && spans.length < most) {
    const decoded = header.decode(bytes, at, end);
    if (decoded.problem) break;
    const from = at + decoded.headerLength;
    const binding = header.hasPayload && from < decoded.end ? bindingAt(header, bytes, at) : undefined;
    const quoted = binding?.payload === 'quoted';
    const inner = quoted ? undefined : binding?.inner;
    const fragment = binding?.payload === 'fragment';
    const { values } = decoded;
    spans.push({ header, at, from, to: decoded.end, values, outer, inner, fragment });
    if (!inner || fragment) break;
    outer = aroundInner(header, values, outer);
    [header, at, end] = [inner, from, decoded.end];
  }
  return spans;
}
