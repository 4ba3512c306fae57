/** What a bystander remembers of one side of a TCP connection. Reads first: nothing; then tcp-analysis.ts. */
import type { TcpMarkName } from './tcp-analysis.js';

/** One side, as a sender of segments. Sequence numbers are raw, 32 bits. */
export interface Flow {
  /** The number before the first byte of data: the SYN's, or one less than the first segment's. */
  baseSeq: number | undefined;
  /** The highest number seen plus one, and when it was. */
  nextSeq: number | undefined;
  nextSeqNs: bigint;
  /** The highest number up to which nothing is missing. */
  toBeAcked: number | undefined;
  lastAck: number | undefined;
  lastAckNs: bigint;
  /** As it stands in the header, unscaled. */
  window: number | undefined;
  /** Shift count of the window, when both sides' SYNs were seen: 0 where scaling is off. */
  scale: number | undefined;
  /** Whether its SYN offered window scaling; undefined: no SYN of it was seen. */
  offersScale: boolean | undefined;
  /** The last window came with a SYN, in which it is never scaled (RFC 7323 §2.2). */
  firstAck: boolean;
  duplicates: number;
  lastNonDuplicate: number;
  lastMarks: readonly TcpMarkName[];
}

export function newFlow(): Flow {
  return {
    baseSeq: undefined,
    nextSeq: undefined,
    nextSeqNs: 0n,
    toBeAcked: undefined,
    lastAck: undefined,
    lastAckNs: 0n,
    window: undefined,
    scale: undefined,
    offersScale: undefined,
    firstAck: false,
    duplicates: 0,
    lastNonDuplicate: 0,
    lastMarks: [],
  };
}

/** RFC 9293 §3.4: numbers compare modulo 2^32. */
export const after = (a: number, b: number): boolean => ((a - b) | 0) > 0;
export const before = (a: number, b: number): boolean => ((a - b) | 0) < 0;
export const notAfter = (a: number, b: number): boolean => ((a - b) | 0) <= 0;
