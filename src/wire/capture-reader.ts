/**
 * Reads a capture piece by piece, as it comes out of a file, a pipe or a decompressor: memory is bounded by the longest
 * record, time is linear. Never throws. Reads first: capture.ts (what is read), pcap-records.ts, pcapng-blocks.ts.
 */
import type { CaptureProblem, ReadFrame, ReadInterface } from './capture.js';
import { PcapRecords } from './pcap-records.js';
import { PcapngBlocks } from './pcapng-blocks.js';

/** One record: how long it is, and what is in it. `view` and `bytes` cover the same range. */
export interface Records {
  readonly interfaces: readonly ReadInterface[];
  /** Bytes from a record's start that tell its length. */
  readonly lead: number;
  /** Length of the record at `at`, whose `lead` bytes are there; -1: it can't be. */
  lengthAt(view: DataView, at: number): number;
  /** Takes the record in buf[at, end), which nobody changes any more; false: what it says of itself can't be. */
  take(buf: Uint8Array, view: DataView, at: number, end: number, into: ReadFrame[]): boolean;
}

const nothing = new Uint8Array(0);

export class CaptureReader {
  #records: Records | undefined;
  /** Pieces not read yet, their sum, and where the first of them stands in the file. */
  #pieces: Uint8Array[] = [];
  #have = 0;
  #offset = 0;
  /** So many bytes must be there before it is worth looking again. */
  #need = 4;
  #problem: CaptureProblem | undefined;

  /** Interfaces met so far. */
  get interfaces(): readonly ReadInterface[] {
    return this.#records?.interfaces ?? [];
  }

  get problem(): CaptureProblem | undefined {
    return this.#problem;
  }

  /** The frames that the next piece of the file completes. After a problem there are none. */
  push(piece: Uint8Array): ReadFrame[] {
    const frames: ReadFrame[] = [];
    if (this.#problem || piece.length === 0) return frames;
    this.#pieces.push(piece);
    this.#have += piece.length;
    if (this.#have >= this.#need) this.#read(this.#joined(), frames);
    return frames;
  }

  /** Says that the file is over; what was wrong with it, if anything. */
  end(): CaptureProblem | undefined {
    if (this.#problem) return this.#problem;
    if (!this.#records) this.#fail('not-a-capture', 0);
    else if (this.#have > 0) this.#fail('truncated', this.#offset);
    return this.#problem;
  }

  /** In memory of its own: frames are parts of it, and the pieces are the caller's. */
  #joined(): Uint8Array {
    const all = new Uint8Array(this.#have);
    let at = 0;
    for (const piece of this.#pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    return all;
  }

  #read(buf: Uint8Array, frames: ReadFrame[]): void {
    const view = new DataView(buf.buffer, buf.byteOffset, buf.byteLength);
    let at = 0;
    if (!this.#records) {
      const header = this.#open(view);
      if (header < 0) return;
      at = header;
    }
    const records = this.#records!;
    for (;;) {
      const left = buf.length - at;
      this.#need = records.lead;
      if (left < records.lead) break;
      const length = records.lengthAt(view, at);
      this.#need = length;
      if (left < length) break;
      if (length < 0 || !records.take(buf, view, at, at + length, frames)) {
        this.#fail('bad-block', this.#offset + at);
        return;
      }
      at += length;
    }
    this.#offset += at;
    this.#have = buf.length - at;
    this.#pieces = this.#have === 0 ? [] : [at === 0 ? buf : buf.slice(at)];
  }

  /** What kind of file it is. Bytes of its header; -1 where there is none, or not yet. */
  #open(view: DataView): number {
    const pcapng = PcapngBlocks.begins(view);
    const need = pcapng ? 12 : PcapRecords.headerLength;
    if (!pcapng && !PcapRecords.begins(view)) {
      this.#fail('not-a-capture', 0);
      return -1;
    }
    this.#need = need;
    if (view.byteLength < need) {
      this.#pieces = [new Uint8Array(view.buffer, view.byteOffset, view.byteLength)];
      return -1;
    }
    this.#records = pcapng ? new PcapngBlocks() : new PcapRecords(view);
    return pcapng ? 0 : need;
  }

  #fail(code: CaptureProblem['code'], offset: number): void {
    this.#problem = { code, offset };
    this.#pieces = [nothing];
    this.#have = 0;
  }
}
