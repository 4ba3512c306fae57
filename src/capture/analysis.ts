/**
 * A capture read from its first frame to its last: what each frame is beside the ones before it. The frames must come in
 * order. Reads first: conversations.ts, reassembly.ts; marks.ts for what is wrong within one frame.
 */
import {
  type AnyHeader,
  dissect,
  firstHeader,
  ipv4,
  ipv6,
  type Layer,
  type ReadFrame,
  type Span,
  spansOf,
  tcp,
} from '../wire/index.js';
import { Conversations, type TcpNote } from './conversations.js';
import { type FragmentNote, Reassembly } from './reassembly.js';

/** One frame, and what is known of it. */
export interface Looked {
  /** From 1, in order of the file. */
  readonly number: number;
  readonly frame: ReadFrame;
  /** What it begins with; null: nobody here knows its link type. */
  readonly first: AnyHeader | null;
  /** Bytes without a frame check sequence. */
  readonly bytes: Uint8Array;
  /** The frame check sequence that the capture kept. */
  readonly fcs: number | undefined;
  /** Its headers, those of a datagram put together from fragments not among them. */
  readonly spans: readonly Span[];
  readonly fragment: FragmentNote | undefined;
  /** Headers within the datagram that this frame completes; positions count from the datagram's payload. */
  readonly inner: readonly Span[];
  readonly tcp: TcpNote | undefined;
}

export class CaptureAnalysis {
  readonly #conversations = new Conversations();
  readonly #reassembly = new Reassembly();
  #count = 0;

  /** `link`: the interface it was captured at. */
  look(frame: ReadFrame, link: { readonly linkType: number; readonly fcsLength: number }): Looked {
    const number = ++this.#count;
    const { bytes, fcs } = withoutFcs(frame, link.fcsLength);
    const first = firstHeader(link.linkType, bytes);
    const spans = spansOf(bytes, first);
    const last = spans[spans.length - 1];
    const whole = frame.length <= frame.bytes.length;
    const fragment =
      last?.header === IPV4 && whole ? this.#reassembly.fragment(bytes, last, frame.interface, number) : undefined;
    const datagram = fragment?.datagram;
    const inner = datagram ? spansOf(datagram.bytes, datagram.header, datagram.outer) : noSpans;
    const tcp = this.#segment(inner.length > 0 ? [...spans, ...inner] : spans, frame, number);
    return { number, frame, first, bytes, fcs, spans, fragment, inner, tcp };
  }

  #segment(spans: readonly Span[], { interface: wire, unixNs }: ReadFrame, number: number): TcpNote | undefined {
    let i = spans.length - 1;
    while (i >= 0 && (spans[i] as Span).header !== TCP) i--;
    if (i < 0) return undefined;
    const segment = spans[i] as Span;
    while (i >= 0 && !isIp((spans[i] as Span).header)) i--;
    const ip = spans[i];
    return ip && this.#conversations.segment(segment, ip, wire, number, unixNs);
  }
}

const noSpans: readonly Span[] = [];

// Headers compare faster than their names.
const IPV4 = ipv4 as unknown as AnyHeader;
const IPV6 = ipv6 as unknown as AnyHeader;
const TCP = tcp as unknown as AnyHeader;
const isIp = (header: AnyHeader): boolean => header === IPV4 || header === IPV6;

/** IEEE 802.3 §3.2.8: the last four bytes, where the capture says that they are there and nothing was cut. */
function withoutFcs(frame: ReadFrame, fcsLength: number): { bytes: Uint8Array; fcs: number | undefined } {
  const { bytes } = frame;
  if (fcsLength !== 4 || bytes.length < 4 || frame.length > bytes.length) return { bytes, fcs: undefined };
  const end = bytes.length - 4;
  const view = new DataView(bytes.buffer, bytes.byteOffset + end, 4);
  return { bytes: bytes.subarray(0, end), fcs: view.getUint32(0) };
}

/** The frame's tree. */
export function treeOf({ bytes, first, fcs, spans }: Pick<Looked, 'bytes' | 'first' | 'fcs' | 'spans'>): Layer[] {
  return dissect(bytes, first, fcs === undefined ? { spans } : { fcs, spans });
}

/** The tree of the datagram that the frame completes; positions count from the datagram's payload. */
export function datagramTree({ fragment, inner }: Pick<Looked, 'fragment' | 'inner'>): Layer[] {
  const datagram = fragment?.datagram;
  return datagram ? dissect(datagram.bytes, datagram.header, { outer: datagram.outer, spans: inner }) : [];
}
