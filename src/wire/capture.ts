/**
 * Reads captures whole: classic pcap (either byte order, µs or ns) and pcapng (either byte order, sections, packets of
 * all kinds of block). A file that is cut short or damaged gives the frames before the damage. Reads first: pcapng.ts,
 * which writes them; capture-reader.ts, which reads them piece by piece.
 */
import { CaptureReader } from './capture-reader.js';

export interface ReadFrame {
  /** Index into the capture's interfaces, those of all its sections in one list. */
  readonly interface: number;
  /** Nanoseconds since 1970, UTC; 0 where `timed` is false. */
  readonly unixNs: bigint;
  /** False in a simple packet block: nobody wrote down when it was. */
  readonly timed: boolean;
  readonly bytes: Uint8Array;
  /** Length on the wire, where the capture kept less. */
  readonly length: number;
  readonly comments: readonly string[];
  readonly direction: 'in' | 'out' | undefined;
}

export interface ReadInterface {
  readonly name: string | undefined;
  /** LINKTYPE: 1 is Ethernet. */
  readonly linkType: number;
  /** Bytes of frame check sequence at the end of each frame; 0 where the file does not say that there are any. */
  readonly fcsLength: number;
  /** Digits behind the second that its times have. */
  readonly digits: number;
}

export interface CaptureProblem {
  /** no capture at all · the file ends within a record · a record whose own words can't be */
  readonly code: 'not-a-capture' | 'truncated' | 'bad-block';
  /** Where the record begins that could not be read, bytes from the file's start. */
  readonly offset: number;
}

export interface Capture {
  readonly interfaces: readonly ReadInterface[];
  readonly frames: readonly ReadFrame[];
  /** Why reading stopped before the end of the file, and where. */
  readonly problem: CaptureProblem | undefined;
}

/** Never throws. */
export function readCapture(file: Uint8Array): Capture {
  const reader = new CaptureReader();
  const frames = reader.push(file);
  return { interfaces: reader.interfaces, frames, problem: reader.end() };
}
