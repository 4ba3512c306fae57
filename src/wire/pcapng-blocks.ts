/**
 * The blocks of a pcapng file (IETF draft-ietf-opsawg-pcapng): sections of either byte order, interfaces, and enhanced,
 * simple and obsolete packet blocks. What other blocks there are is passed over. Reads first: capture-reader.ts.
 */
import type { ReadFrame, ReadInterface } from './capture.js';
import type { Records } from './capture-reader.js';
import { longestFrame } from './pcap-records.js';

const blockType = { section: 0x0a0d0d0a, interface: 1, packet: 2, simple: 3, enhanced: 6 } as const;
/** A block longer than this is none: Wireshark's MAX_BLOCK_SIZE. */
const longestBlock = 16 * 1024 * 1024;

interface Interface extends ReadInterface {
  readonly snapLength: number;
  /** if_tsresol */
  readonly resolution: number;
  /** if_tsoffset, ns */
  readonly offset: bigint;
}

/** Where a packet stands in its block. */
interface Packet {
  readonly interface: number;
  readonly ticks: bigint | undefined;
  readonly captured: number;
  readonly length: number;
  readonly at: number;
}

const utf8 = new TextDecoder();
const nobody: readonly string[] = [];
const padded = (length: number) => (length + 3) & ~3;

/** Nanoseconds of `ticks` in the unit that if_tsresol says: 10^-n, or 2^-n with the high bit set. */
function nanoseconds(ticks: bigint, resolution: number): bigint {
  if (resolution === 9) return ticks;
  if (resolution === 6) return ticks * 1000n;
  const power = BigInt(resolution & 127);
  return (ticks * 1_000_000_000n) / (resolution & 128 ? 2n ** power : 10n ** power);
}

export class PcapngBlocks implements Records {
  readonly interfaces: Interface[] = [];
  readonly lead = 12;
  #little = true;
  /** Index of the section's first interface. */
  #first = 0;

  static begins(view: DataView): boolean {
    return view.getUint32(0) === blockType.section;
  }

  lengthAt(view: DataView, at: number): number {
    let little = this.#little;
    // §4.1: the section's byte order stands behind its length. Its type reads the same both ways.
    if (view.getUint32(at) === blockType.section) {
      const order = view.getUint32(at + 8, true);
      if (order !== 0x1a2b3c4d && order !== 0x4d3c2b1a) return -1;
      little = order === 0x1a2b3c4d;
    }
    const length = view.getUint32(at + 4, little);
    return length < 12 || length % 4 !== 0 || length > longestBlock ? -1 : length;
  }

  take(buf: Uint8Array, view: DataView, at: number, end: number, into: ReadFrame[]): boolean {
    const from = at + 8;
    const to = end - 4;
    switch (view.getUint32(at, this.#little)) {
      case blockType.section:
        this.#little = view.getUint32(from, true) === 0x1a2b3c4d;
        this.#first = this.interfaces.length;
        return true;
      case blockType.interface:
        return this.#interface(buf, view, from, to);
      case blockType.enhanced:
        return this.#packet(buf, view, to, into, this.#enhanced(view, from, to), 2);
      case blockType.packet:
        return this.#packet(buf, view, to, into, this.#obsolete(view, from, to), 2);
      case blockType.simple:
        return this.#packet(buf, view, to, into, this.#simple(view, from, to), 0);
      default:
        return true;
    }
  }

  #interface(buf: Uint8Array, view: DataView, at: number, end: number): boolean {
    if (end - at < 8) return false;
    let name: string | undefined;
    let resolution = 6;
    let offset = 0n;
    let fcsLength = 0;
    this.#options(view, at + 8, end, (code, from, length) => {
      if (code === 2) name = utf8.decode(buf.subarray(from, from + length));
      if (code === 9 && length === 1) resolution = view.getUint8(from);
      if (code === 13 && length === 1) fcsLength = view.getUint8(from);
      if (code === 14 && length === 8) offset = view.getBigInt64(from, this.#little) * 1_000_000_000n;
    });
    const linkType = view.getUint16(at, this.#little);
    const snapLength = view.getUint32(at + 4, this.#little) || longestFrame;
    const digits = resolution & 128 ? 9 : Math.min(resolution, 9);
    this.interfaces.push({ name, linkType, snapLength, resolution, offset, fcsLength, digits });
    return true;
  }

  /** §4.3 */
  #enhanced(view: DataView, at: number, end: number): Packet | undefined {
    if (end - at < 20) return undefined;
    return this.#timed(view, at, this.#first + view.getUint32(at, this.#little));
  }

  /** Appendix A: the interface's number is shorter, and a count of drops stands beside it. */
  #obsolete(view: DataView, at: number, end: number): Packet | undefined {
    if (end - at < 20) return undefined;
    return this.#timed(view, at, this.#first + view.getUint16(at, this.#little));
  }

  #timed(view: DataView, at: number, from: number): Packet {
    const little = this.#little;
    const ticks = (BigInt(view.getUint32(at + 4, little)) << 32n) | BigInt(view.getUint32(at + 8, little));
    const captured = view.getUint32(at + 12, little);
    return { interface: from, ticks, captured, length: view.getUint32(at + 16, little), at: at + 20 };
  }

  /** §4.4: of the section's first interface, cut at its snapshot length. */
  #simple(view: DataView, at: number, end: number): Packet | undefined {
    const from = this.interfaces[this.#first];
    if (end - at < 4 || !from) return undefined;
    const length = view.getUint32(at, this.#little);
    const captured = Math.min(length, from.snapLength);
    return { interface: this.#first, ticks: undefined, captured, length, at: at + 4 };
  }

  /** `flags`: the code of the option that tells the direction; 0: there are no options. */
  #packet(
    buf: Uint8Array,
    view: DataView,
    end: number,
    into: ReadFrame[],
    packet: Packet | undefined,
    flags: number,
  ): boolean {
    const from = packet && this.interfaces[packet.interface];
    if (!packet || !from || packet.captured > longestFrame || packet.at + packet.captured > end) return false;
    const { at, captured, ticks, length } = packet;
    const comments: string[] = [];
    let direction: ReadFrame['direction'];
    const options = at + padded(captured);
    if (flags !== 0 && options + 4 <= end) {
      this.#options(view, options, end, (code, start, size) => {
        if (code === 1) comments.push(utf8.decode(buf.subarray(start, start + size)));
        if (code !== flags || size !== 4) return;
        // §4.3.1: 1 inbound, 2 outbound.
        const way = view.getUint32(start, this.#little) & 3;
        direction = way === 1 ? 'in' : way === 2 ? 'out' : undefined;
      });
    }
    into.push({
      interface: packet.interface,
      unixNs: ticks === undefined ? 0n : nanoseconds(ticks, from.resolution) + from.offset,
      timed: ticks !== undefined,
      bytes: buf.subarray(at, at + captured),
      length,
      comments: comments.length === 0 ? nobody : comments,
      direction,
    });
    return true;
  }

  #options(view: DataView, from: number, end: number, each: (code: number, at: number, length: number) => void): void {
    let at = from;
    while (at + 4 <= end) {
      const code = view.getUint16(at, this.#little);
      const length = view.getUint16(at + 2, this.#little);
      if (code === 0 || at + 4 + length > end) return;
      each(code, at + 4, length);
      at += 4 + padded(length);
    }
  }
}
