/**
 * IPv4 fragments put together (RFC 791 §3.2, RFC 815). Where fragments overlap, what came first stays. Memory is bounded:
 * the datagram that waited the longest is given up. Reads first: nothing.
 */
import { type AnyHeader, bindingAt, ipv4, type Span } from '../wire/index.js';

/** A datagram of which the last missing piece has come. */
export interface Datagram {
  /** Its payload, without an IP header. */
  readonly bytes: Uint8Array;
  /** Numbers of the frames that bore it, in order of coming. */
  readonly frames: readonly number[];
  /** What the payload is; null: nobody knows. */
  readonly header: AnyHeader | null;
  /** Values of the last fragment's IP header. */
  readonly outer: Readonly<Record<string, unknown>>;
  /** Two fragments said different things about the same bytes. */
  readonly conflict: boolean;
}

/** What a fragment is to its datagram. */
export interface FragmentNote {
  readonly id: number;
  /** Payload bytes of the datagram that it brings: from, to. */
  readonly from: number;
  readonly to: number;
  /** Bytes of it lie where some had come before. */
  readonly overlap: boolean;
  readonly datagram: Datagram | undefined;
}

interface Piece {
  readonly from: number;
  readonly bytes: Uint8Array;
}

interface Partial {
  readonly pieces: Piece[];
  readonly frames: number[];
  /** Bytes kept. */
  size: number;
  /** Length of the whole payload, once the last fragment has come. */
  total: number | undefined;
  conflict: boolean;
}

/** Datagrams that wait at most, and bytes of them: Linux keeps 4 MB (net.ipv4.ipfrag_high_thresh). */
const MOST_WAITING = 4096;
const MOST_BYTES = 16 * 1024 * 1024;
const LONGEST = 65_535;
/** A fragment has at least eight bytes of its own: more pieces than this can't make a datagram. */
const MOST_PIECES = 8192;

interface IpValues {
  readonly src: number;
  readonly dst: number;
  readonly id: number;
  readonly proto: number;
  readonly mf: number;
  readonly fragOffset: number;
}

export class Reassembly {
  readonly #waiting = new Map<string, Partial>();
  #bytes = 0;

  /** `ip`: an IPv4 header; undefined: it is of no fragment. `wire`: the interface's number. */
  fragment(buf: Uint8Array, ip: Span, wire: number, number: number): FragmentNote | undefined {
    const { get } = ipv4;
    if (get.mf(buf, ip.at) === 0 && get.fragOffset(buf, ip.at) === 0) return undefined;
    const { src, dst, id, proto, mf, fragOffset } = ip.values as unknown as IpValues;
    const from = fragOffset * 8;
    const to = from + ip.to - ip.from;
    const note = { id, from, to, overlap: false, datagram: undefined };
    if (to > LONGEST || ip.to === ip.from) return note;
    const key = `${wire} ${src} ${dst} ${id} ${proto}`;
    const partial = this.#waiting.get(key) ?? this.#open(key);
    if (partial.frames.length < MOST_PIECES) partial.frames.push(number);
    if (mf === 0) partial.total ??= to;
    const overlap = this.#add(partial, from, buf.slice(ip.from, ip.to));
    if (partial.total === undefined || covered(partial.pieces) < partial.total) return { ...note, overlap };
    this.#drop(key, partial);
    return { ...note, overlap, datagram: joined(partial, partial.total, ip) };
  }

  #open(key: string): Partial {
    if (this.#waiting.size >= MOST_WAITING) this.#giveUpOldest();
    const made: Partial = { pieces: [], frames: [], size: 0, total: undefined, conflict: false };
    this.#waiting.set(key, made);
    return made;
  }

  /** Puts in what of these bytes is not there yet, in order. True: some of it was. */
  #add(partial: Partial, start: number, bytes: Uint8Array): boolean {
    const { pieces } = partial;
    const end = start + bytes.length;
    let overlap = false;
    let at = start;
    let i = pieces.length;
    // Mostly fragments come in order: look from the end.
    while (i > 0 && (pieces[i - 1] as Piece).from + (pieces[i - 1] as Piece).bytes.length > start) i--;
    const fresh: Piece[] = [];
    let j = i;
    for (; j < pieces.length && (pieces[j] as Piece).from < end; j++) {
      const piece = pieces[j] as Piece;
      overlap = true;
      partial.conflict ||= differ(piece, start, bytes);
      if (piece.from > at) fresh.push({ from: at, bytes: bytes.slice(at - start, piece.from - start) });
      fresh.push(piece);
      at = Math.max(at, piece.from + piece.bytes.length);
    }
    if (at < end) fresh.push({ from: at, bytes: bytes.slice(at - start) });
    if (pieces.length - (j - i) + fresh.length <= MOST_PIECES) {
      const added = fresh.reduce((sum, piece) => sum + piece.bytes.length, 0);
      const gone = pieces.slice(i, j).reduce((sum, piece) => sum + piece.bytes.length, 0);
      pieces.splice(i, j - i, ...fresh);
      partial.size += added - gone;
      this.#bytes += added - gone;
    }
    while (this.#bytes > MOST_BYTES && this.#waiting.size > 1) this.#giveUpOldest();
    return overlap;
  }

  #giveUpOldest(): void {
    for (const [key, partial] of this.#waiting) {
      this.#drop(key, partial);
      return;
    }
  }

  #drop(key: string, partial: Partial): void {
    this.#waiting.delete(key);
    this.#bytes -= partial.size;
  }
}

/** Whether a piece says something else about the bytes it shares with these. */
function differ(piece: Piece, start: number, bytes: Uint8Array): boolean {
  const from = Math.max(piece.from, start);
  const to = Math.min(piece.from + piece.bytes.length, start + bytes.length);
  for (let at = from; at < to; at++) if (piece.bytes[at - piece.from] !== bytes[at - start]) return true;
  return false;
}

/** Up to where no byte is missing. */
function covered(pieces: readonly Piece[]): number {
  let at = 0;
  for (const { from, bytes } of pieces) {
    if (from > at) break;
    at = from + bytes.length;
  }
  return at;
}

function joined({ pieces, frames, conflict }: Partial, total: number, ip: Span): Datagram {
  const bytes = new Uint8Array(total);
  for (const piece of pieces) {
    if (piece.from < total) bytes.set(piece.bytes.subarray(0, total - piece.from), piece.from);
  }
  return { bytes, frames, header: payloadOf(ip), outer: ip.values, conflict };
}

/** What follows the header of a datagram that is whole. */
function payloadOf({ values }: Span): AnyHeader | null {
  const head = new Uint8Array(ipv4.minSize);
  ipv4.set.version(head, 0, 4);
  ipv4.set.proto(head, 0, values.proto as number);
  return bindingAt(ipv4 as unknown as AnyHeader, head, 0)?.inner ?? null;
}

/** The frame as if its datagram had come whole: the headers before it, the IP header made to fit, the whole payload. */
export function wholeFrame(buf: Uint8Array, ip: Span, { bytes }: Datagram): Uint8Array {
  const made = new Uint8Array(ip.from + bytes.length);
  made.set(buf.subarray(0, ip.from));
  made.set(bytes, ip.from);
  const { set } = ipv4;
  set.mf(made, ip.at, 0);
  set.fragOffset(made, ip.at, 0);
  set.len(made, ip.at, Math.min(LONGEST, made.length - ip.at));
  return made;
}
