/**
 * The records of a classic pcap (IETF draft-ietf-opsawg-pcap): either byte order, µs or ns, and the longer record headers
 * that A. Kuznetzov's libpcap wrote. Reads first: capture-reader.ts.
 */
import type { ReadFrame, ReadInterface } from './capture.js';
import type { Records } from './capture-reader.js';

/** A frame longer than this is no frame: Wireshark's WTAP_MAX_PACKET_SIZE_STANDARD. */
export const longestFrame = 262_144;

const magic = { micro: 0xa1b2c3d4, nano: 0xa1b23c4d, modified: 0xa1b2cd34 } as const;
const magics: readonly number[] = Object.values(magic);
const noComments: readonly string[] = [];

export class PcapRecords implements Records {
  static readonly headerLength = 24;
  readonly interfaces: readonly ReadInterface[];
  readonly lead: number;
  readonly #little: boolean;
  readonly #unit: number;
  /** The last frame's second, in seconds and in ns: the next one is mostly of the same. */
  #second = 0;
  #secondNs = 0n;

  static begins(view: DataView): boolean {
    return magics.includes(view.getUint32(0)) || magics.includes(view.getUint32(0, true));
  }

  /** `view`: the file's header. */
  constructor(view: DataView) {
    const little = magics.includes(view.getUint32(0, true));
    const kind = view.getUint32(0, little);
    const network = view.getUint32(20, little);
    this.#little = little;
    this.#unit = kind === magic.nano ? 1 : 1000;
    this.lead = kind === magic.modified ? 24 : 16;
    // §4: bit 26 says that the bits above it count the FCS's 16-bit words.
    const fcsLength = network & 0x04000000 ? (network >>> 28) * 2 : 0;
    this.interfaces = [{ name: undefined, linkType: network & 0xffff, fcsLength, digits: kind === magic.nano ? 9 : 6 }];
  }

  lengthAt(view: DataView, at: number): number {
    const captured = view.getUint32(at + 8, this.#little);
    return captured > longestFrame ? -1 : this.lead + captured;
  }

  take(buf: Uint8Array, view: DataView, at: number, end: number, into: ReadFrame[]): boolean {
    const little = this.#little;
    const second = view.getUint32(at, little);
    if (second !== this.#second) {
      this.#second = second;
      this.#secondNs = BigInt(second) * 1_000_000_000n;
    }
    into.push({
      interface: 0,
      unixNs: this.#secondNs + BigInt(view.getUint32(at + 4, little) * this.#unit),
      timed: true,
      bytes: buf.subarray(at + this.lead, end),
      length: view.getUint32(at + 12, little),
      comments: noComments,
      direction: undefined,
    });
    return true;
  }
}
