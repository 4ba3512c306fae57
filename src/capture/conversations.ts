/**
 * The TCP connections in a capture, followed segment by segment: relative numbers, scaled windows, marks. A connection
 * is one of an interface: the same segment seen on two wires is no retransmission. Reads first: tcp-analysis.ts.
 */
import { ipv4, type Span, tcp as tcpHeader } from '../wire/index.js';
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

/** Interface, address and port: a number where they fit into one exactly, as those of IPv4 mostly do. */
type End = number | string;

interface Connection {
  readonly stream: number;
  /** The lower of its ends, and the higher one. */
  readonly low: End;
  readonly high: End;
  /** Whose segment came first. */
  readonly opener: End;
  readonly flows: readonly [Flow, Flow];
  synNs: bigint;
  firstRtt: bigint;
  /** Those that were quiet for longer, and for less long. */
  older: Connection | undefined;
  newer: Connection | undefined;
}

/** More are not followed at once: the one that was quiet the longest is forgotten. */
const MOST_CONNECTIONS = 65_536;

export class Conversations {
  readonly #byEnds = new Map<End, Map<End, Connection>>();
  #oldest: Connection | undefined;
  #newest: Connection | undefined;
  #count = 0;
  #streams = 0;

  /** `ip`: the header around. `wire`: the interface's number. */
  segment(tcp: Span, ip: Span, wire: number, number: number, unixNs: bigint): TcpNote {
    const segment = segmentOf(tcp, number, unixNs);
    const from = endOf(ip, wire, srcPort(tcp.buf, tcp.at), 'src');
    const to = endOf(ip, wire, dstPort(tcp.buf, tcp.at), 'dst');
    const [low, high] = from < to ? [from, to] : [to, from];
    const known = this.#byEnds.get(low)?.get(high);
    const reused = known !== undefined && begins(segment) && differs(known, from, segment);
    if (reused) this.#forget(known);
    const connection = known === undefined || reused ? this.#open(low, high, from) : known;
    if (connection !== this.#newest) this.#touch(connection);
    const mine = from === connection.opener ? 0 : 1;
    const fwd = connection.flows[mine];
    const rev = connection.flows[1 - mine] as Flow;
    const marks = this.#follow(connection, segment, tcp, fwd, rev);
    if (reused) marks.push('reused_ports');
    return noteOf(connection, segment, mine === 0, marks, fwd, rev);
  }

  #open(low: End, high: End, opener: End): Connection {
    if (this.#count === MOST_CONNECTIONS) this.#forget(this.#oldest as Connection);
    const flows = [newFlow(), newFlow()] as const;
    const [older, newer] = [undefined, undefined];
    const made = { stream: this.#streams++, low, high, opener, flows, synNs: -1n, firstRtt: 0n, older, newer };
    const others = this.#byEnds.get(low);
    if (others) others.set(high, made);
    else this.#byEnds.set(low, new Map([[high, made]]));
    this.#count++;
    this.#append(made);
    return made;
  }

  #forget(connection: Connection): void {
    const { low, high } = connection;
    const others = this.#byEnds.get(low);
    others?.delete(high);
    if (others?.size === 0) this.#byEnds.delete(low);
    this.#count--;
    this.#unlink(connection);
  }

  /** Puts it behind all others: the first one is the quietest. */
  #touch(connection: Connection): void {
    this.#unlink(connection);
    this.#append(connection);
  }

  #append(connection: Connection): void {
    const newest = this.#newest;
    connection.older = newest;
    connection.newer = undefined;
    if (newest) newest.newer = connection;
    else this.#oldest = connection;
    this.#newest = connection;
  }

  #unlink({ older, newer }: Connection): void {
    if (older) older.newer = newer;
    else this.#oldest = newer;
    if (newer) newer.older = older;
    else this.#newest = older;
  }

  #follow(connection: Connection, segment: Segment, tcp: Span, fwd: Flow, rev: Flow): TcpMarkName[] {
    const { seq, ack, syn, acks, unixNs } = segment;
    fwd.baseSeq ??= syn ? seq : (seq - 1) >>> 0;
    if (acks) rev.baseSeq ??= (ack - 1) >>> 0;
    if (begins(segment)) connection.synNs = unixNs;
    // The third segment of a handshake, mostly.
    const third = acks && !syn && connection.firstRtt === 0n && connection.synNs >= 0n;
    if (third) connection.firstRtt = unixNs - connection.synNs;
    const marks = analyseSegment(segment, fwd, rev, connection.firstRtt);
    if (syn) scaleWindows(tcp, segment, fwd, rev);
    return marks;
  }
}

const { srcPort, dstPort, seq, ack, window, flags } = tcpHeader.get;
/** Bits of the flags, RFC 9293 §3.1. */
const FIN = 1;
const SYN = 2;
const RST = 4;
const ACK = 16;

function segmentOf({ buf, at, from, to }: Span, number: number, unixNs: bigint): Segment {
  const set = flags(buf, at);
  return {
    number,
    unixNs,
    seq: seq(buf, at),
    ack: ack(buf, at),
    length: to - from,
    window: window(buf, at),
    syn: (set & SYN) !== 0,
    fin: (set & FIN) !== 0,
    rst: (set & RST) !== 0,
    acks: (set & ACK) !== 0,
  };
}

const IPV4 = ipv4.name;

/** Of 53 bits that a number holds, 48 are address and port. */
function endOf(ip: Span, wire: number, port: number, side: 'src' | 'dst'): End {
  if (ip.header.name !== IPV4 || wire > 31) return `${wire} ${ip.values[side]}:${port}`;
  return (wire * 0x100000000 + ipv4.get[side](ip.buf, ip.at)) * 0x10000 + port;
}

const begins = ({ syn, acks }: Segment): boolean => syn && !acks;

/** A SYN with another number than the one that the connection began with: the ports are used again. */
function differs({ opener, flows }: Connection, from: End, { seq }: Segment): boolean {
  const { baseSeq } = flows[from === opener ? 0 : 1];
  return baseSeq !== undefined && baseSeq !== seq;
}

/** RFC 7323 §2.2: scaling is on only if both SYNs offered it. */
function scaleWindows({ values }: Span, { acks }: Segment, fwd: Flow, rev: Flow): void {
  const options = values.options as readonly { readonly kind: string; readonly shift?: number }[];
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
