/**
 * The TCP connections in a capture, followed segment by segment: relative numbers, scaled windows, marks. A connection
 * is one of an interface: the same segment seen on two wires is no retransmission. Reads first: tcp-analysis.ts.
 */
import type { Span } from '../wire/index.js';
import { analyseSegment, type Segment, type TcpMarkName } from './tcp-analysis.js';
import { type Flow, newFlow } from './tcp-flow.js';

/** What a segment is within its connection. */
export interface TcpNote {
  /** Wireshark's tcp.stream: connections are counted from 0 in order of appearance. */
  readonly stream: number;
  readonly marks: readonly TcpMarkName[];
  readonly segment: Segment;
  /** The first segment that was seen came from the same side. */
  readonly byOpener: boolean;
  /** Relative to the first segment of each side; modulo 2^32. */
  readonly seq: number;
  readonly ack: number;
  /** In bytes, where both SYNs were seen. */
  readonly window: number;
  /** Of a duplicate ACK: the frame it repeats, and how many repeat it. */
  readonly duplicateOf: number;
  readonly duplicates: number;
}

interface Connection {
  readonly stream: number;
  /** Whose segment came first. */
  readonly opener: string;
  readonly flows: readonly [Flow, Flow];
  synNs: bigint;
  firstRtt: bigint;
}

/** More are not followed at once: the one that was quiet the longest is forgotten. */
const MOST_CONNECTIONS = 65_536;

/** Values of a TCP header, as decode gives them. */
interface TcpValues {
  readonly srcPort: number;
  readonly dstPort: number;
  readonly seq: number;
  readonly ack: number;
  readonly window: number;
  readonly ackFlag: number;
  readonly synFlag: number;
  readonly finFlag: number;
  readonly rstFlag: number;
  readonly options: readonly { readonly kind: string; readonly shift?: number }[];
}

export class Conversations {
  readonly #connections = new Map<string, Connection>();
  #streams = 0;

  /** `ip`: the header around. `wire`: the interface's number. */
  segment(tcp: Span, ip: Span, wire: number, number: number, unixNs: bigint): TcpNote {
    const values = tcp.values as unknown as TcpValues;
    const from = `${ip.values.src}:${values.srcPort}`;
    const to = `${ip.values.dst}:${values.dstPort}`;
    const segment: Segment = {
      number,
      unixNs,
      seq: values.seq,
      ack: values.ack,
      length: tcp.to - tcp.from,
      window: values.window,
      syn: values.synFlag === 1,
      fin: values.finFlag === 1,
      rst: values.rstFlag === 1,
      acks: values.ackFlag === 1,
    };
    const key = from < to ? `${wire} ${from} ${to}` : `${wire} ${to} ${from}`;
    const known = this.#connections.get(key);
    const reused = known !== undefined && begins(segment) && differs(known, from, segment);
    const connection = known === undefined || reused ? this.#open(from) : known;
    this.#keep(key, connection);
    const mine = from === connection.opener ? 0 : 1;
    const [fwd, rev] = [connection.flows[mine], connection.flows[1 - mine] as Flow];
    const marks = this.#follow(connection, segment, values, fwd, rev);
    if (reused) marks.push('reused_ports');
    return noteOf(connection, segment, mine === 0, marks, fwd, rev);
  }

  #open(opener: string): Connection {
    return { stream: this.#streams++, opener, flows: [newFlow(), newFlow()], synNs: -1n, firstRtt: 0n };
  }

  /** Puts it behind all others: the first one is the quietest. */
  #keep(key: string, connection: Connection): void {
    this.#connections.delete(key);
    this.#connections.set(key, connection);
    if (this.#connections.size <= MOST_CONNECTIONS) return;
    for (const oldest of this.#connections.keys()) {
      this.#connections.delete(oldest);
      break;
    }
  }

  #follow(connection: Connection, segment: Segment, values: TcpValues, fwd: Flow, rev: Flow): TcpMarkName[] {
    const { seq, ack, syn, acks, unixNs } = segment;
    fwd.baseSeq ??= syn ? seq : (seq - 1) >>> 0;
    if (acks) rev.baseSeq ??= (ack - 1) >>> 0;
    if (begins(segment)) connection.synNs = unixNs;
    // The third segment of a handshake, mostly.
    const third = acks && !syn && connection.firstRtt === 0n && connection.synNs >= 0n;
    if (third) connection.firstRtt = unixNs - connection.synNs;
    const marks = analyseSegment(segment, fwd, rev, connection.firstRtt);
    if (syn) scaleWindows(values, segment, fwd, rev);
    return marks;
  }
}

const begins = ({ syn, acks }: Segment): boolean => syn && !acks;

/** A SYN with another number than the one that the connection began with: the ports are used again. */
function differs({ opener, flows }: Connection, from: string, { seq }: Segment): boolean {
  const { baseSeq } = flows[from === opener ? 0 : 1];
  return baseSeq !== undefined && baseSeq !== seq;
}

/** RFC 7323 §2.2: scaling is on only if both SYNs offered it. */
function scaleWindows({ options }: TcpValues, { acks }: Segment, fwd: Flow, rev: Flow): void {
  const shift = options.find(({ kind }) => kind === 'windowScale')?.shift;
  fwd.offersScale = shift !== undefined;
  fwd.scale = Math.min(shift ?? 0, 14);
  const off = shift === undefined || (acks && rev.offersScale === false);
  if (off) [fwd.scale, rev.scale] = [0, 0];
}

function noteOf(
  { stream }: Connection,
  segment: Segment,
  byOpener: boolean,
  marks: TcpMarkName[],
  fwd: Flow,
  rev: Flow,
): TcpNote {
  const { seq, ack, window, syn, acks } = segment;
  return {
    stream,
    marks,
    segment,
    byOpener,
    seq: (seq - (fwd.baseSeq ?? 0)) >>> 0,
    ack: acks ? (ack - (rev.baseSeq ?? 0)) >>> 0 : 0,
    window: syn ? window : window * 2 ** (fwd.scale ?? 0),
    duplicateOf: fwd.lastNonDuplicate,
    duplicates: fwd.duplicates,
  };
}
