/**
 * What segments of a TCP connection are to each other, as a bystander sees them: retransmission, duplicate ACK, zero
 * window … The rules are those of Wireshark's tcp_analyze_sequence_number (packet-tcp.c, 4.0), so that the marks are the
 * ones that people know. Reads first: tcp-flow.ts (what is remembered of each side).
 */
import { after, before, type Flow, notAfter } from './tcp-flow.js';

/** Wireshark's `tcp.analysis.NAME`. */
export type TcpMarkName =
  | 'zero_window_probe'
  | 'zero_window'
  | 'lost_segment'
  | 'keep_alive'
  | 'window_update'
  | 'window_full'
  | 'keep_alive_ack'
  | 'zero_window_probe_ack'
  | 'duplicate_ack'
  | 'ack_lost_segment'
  | 'fast_retransmission'
  | 'out_of_order'
  | 'spurious_retransmission'
  | 'retransmission'
  | 'reused_ports';

/** One segment. */
export interface Segment {
  readonly number: number;
  readonly unixNs: bigint;
  readonly seq: number;
  readonly ack: number;
  /** Bytes of data. */
  readonly length: number;
  readonly window: number;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
  readonly acks: boolean;
}

/** ns. A fast retransmission comes so soon after the duplicate ACKs; out of order is what comes so soon after the rest. */
const FAST = 20_000_000n;
const OUT_OF_ORDER = 3_000_000n;

/** `fwd`: the side that sent the segment. Gives its marks, and changes what is remembered of both sides. */
export function analyseSegment(segment: Segment, fwd: Flow, rev: Flow, firstRtt: bigint): TcpMarkName[] {
  const marks: TcpMarkName[] = [];
  const { seq, ack, length, syn, fin, rst, acks } = segment;
  const probe = length === 1 && seq === fwd.nextSeq && rev.window === 0;
  if (probe) marks.push('zero_window_probe');
  else windowMarks(segment, fwd, rev, marks);
  if (ack !== fwd.lastAck) {
    fwd.lastNonDuplicate = segment.number;
    fwd.duplicates = 0;
  }
  if (rev.toBeAcked !== undefined && acks && after(ack, rev.toBeAcked)) {
    marks.push('ack_lost_segment');
    rev.toBeAcked = rev.nextSeq;
  }
  if (length > 0 || syn || fin) {
    const again = retransmission(segment, fwd, rev, marks, firstRtt);
    if (again !== undefined) marks.push(again);
  }
  const nextSeq = (seq + length + (syn || fin ? 1 : 0)) >>> 0;
  // A probe of a closed window does not really advance anything.
  if (!probe) {
    if (fwd.nextSeq === undefined || after(nextSeq, fwd.nextSeq)) {
      fwd.nextSeq = nextSeq;
      fwd.nextSeqNs = segment.unixNs;
    }
    if (fwd.toBeAcked === undefined || seq === fwd.toBeAcked) fwd.toBeAcked = fwd.nextSeq;
  }
  fwd.window = segment.window;
  fwd.lastAck = ack;
  fwd.lastAckNs = segment.unixNs;
  fwd.firstAck = rst ? fwd.firstAck : syn;
  fwd.lastMarks = marks;
  return marks;
}

/** What is told by sequence number, acknowledgment and window alone. */
function windowMarks(segment: Segment, fwd: Flow, rev: Flow, marks: TcpMarkName[]): void {
  const { seq, ack, length, window, syn, fin, rst } = segment;
  const control = syn || fin || rst;
  if (window === 0 && !control) marks.push('zero_window');
  if (fwd.nextSeq !== undefined && !rst && after(seq, fwd.nextSeq)) marks.push('lost_segment');
  if (control) return;
  const expected = seq === fwd.nextSeq;
  const repeated = length === 0 && expected && ack === fwd.lastAck;
  if (length <= 1 && fwd.nextSeq !== undefined && seq === (fwd.nextSeq - 1) >>> 0) marks.push('keep_alive');
  if (repeated && window !== 0 && window !== fwd.window) marks.push('window_update');
  if (length > 0 && fillsWindow(segment, rev)) marks.push('window_full');
  const same = repeated && window === fwd.window;
  if (same && window !== 0 && rev.lastMarks.includes('keep_alive')) {
    marks.push('keep_alive_ack');
    return;
  }
  if (same && window === 0 && rev.lastMarks.includes('zero_window_probe')) {
    marks.push('zero_window_probe_ack');
    return;
  }
  if (same && window !== 0) {
    fwd.duplicates++;
    marks.push('duplicate_ack');
  }
}

/** The segment goes to the very edge of the window that the other side last told. */
function fillsWindow({ seq, length }: Segment, rev: Flow): boolean {
  if (rev.scale === undefined || rev.lastAck === undefined || rev.window === undefined) return false;
  const room = rev.firstAck ? rev.window : rev.window * 2 ** rev.scale;
  return (seq + length) >>> 0 === (rev.lastAck + room) >>> 0;
}

/** Which kind of sending again it is, if it does not advance the sequence number. */
function retransmission(
  segment: Segment,
  fwd: Flow,
  rev: Flow,
  marks: readonly TcpMarkName[],
  firstRtt: bigint,
): TcpMarkName | undefined {
  const { seq, length, unixNs, syn, fin } = segment;
  if (marks.includes('keep_alive') || fwd.nextSeq === undefined) return undefined;
  const end = (seq + length) >>> 0;
  // One byte before what is next, with more than a byte: a probe of a closed window came before, and took no number.
  const old = before(seq, fwd.nextSeq) && !(length > 1 && seq === (fwd.nextSeq - 1) >>> 0);
  if (old && rev.duplicates >= 2 && rev.lastAck === seq && unixNs - rev.lastAckNs < FAST) return 'fast_retransmission';
  const near = unixNs - fwd.nextSeqNs < (firstRtt > 0n ? firstRtt : OUT_OF_ORDER);
  const last = fwd.nextSeq === (end + (syn || fin ? 1 : 0)) >>> 0;
  if (length > 0 && rev.lastAck !== undefined && rev.lastAck !== 0 && notAfter(end, rev.lastAck))
    return 'spurious_retransmission';
  if (old && near && !last) return 'out_of_order';
  return old ? 'retransmission' : undefined;
}
