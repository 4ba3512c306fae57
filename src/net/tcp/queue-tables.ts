// The queues of TCP as tables: segments to be sent, bytes to be read, handshakes under way, connections to be accepted; and
// the counters. Read tables.ts first.
import { numberSchema, tableSchema } from '../../journal/index.js';

/** Bits of a segment's `mark`. */
export const SACKED = 1;
export const LOST = 2;
export const RETRANS = 4;
/** Bits of a segment's flags, as in the header. */
export const FIN = 1;
export const SYN = 2;
export const RST = 4;
export const PSH = 8;
export const ACK = 16;

/** A segment that is written and not acknowledged. The next one begins where it ends: the rows are a chain from `una`. */
export interface SegmentRow {
  readonly socket: number;
  readonly seq: number;
  /** Bytes of data; SYN and FIN count one more each in sequence space. */
  readonly length: number;
  readonly frame: number;
  readonly offset: number;
  readonly flags: number;
  /** How often it was sent, when first and when last. */
  readonly sent: number;
  readonly firstAt: number;
  readonly sentAt: number;
  readonly mark: number;
}
export const segmentSchema = tableSchema<SegmentRow>(
  'tcp-segment',
  'Segments sent or to be sent',
  {
    socket: 'int',
    seq: 'int',
    length: 'int',
    frame: 'frame',
    offset: 'int',
    flags: 'int',
    sent: 'int',
    firstAt: 'time',
    sentAt: 'time',
    mark: 'int',
  },
  ['socket', 'seq'],
);

/** Bytes that have come in order and wait to be read: a chain from `copied` to `nxt`. */
export interface UnreadRow {
  readonly socket: number;
  readonly seq: number;
  readonly length: number;
  readonly frame: number;
  readonly offset: number;
}
export const unreadSchema = tableSchema<UnreadRow>(
  'tcp-unread',
  'Bytes that wait to be read',
  { socket: 'int', seq: 'int', length: 'int', frame: 'frame', offset: 'int' },
  ['socket', 'seq'],
);

export interface Piece {
  readonly seq: number;
  readonly length: number;
  readonly frame: number;
  readonly offset: number;
  readonly fin: boolean;
}
/** What came too early: pieces by sequence number without overlap; `blocks`: their edges in turn, the newest first (RFC 2018 §4). */
export interface HoleRow {
  readonly socket: number;
  readonly pieces: readonly Piece[];
  readonly blocks: readonly number[];
}
export const holeSchema = tableSchema<HoleRow>(
  'tcp-out-of-order',
  'Bytes that came too early',
  { socket: 'int', pieces: 'data', blocks: 'data' },
  ['socket'],
);

/** A handshake under way: a SYN that was answered, in the SYN queue of a listening socket (Linux request_sock). */
export interface RequestRow {
  readonly id: number;
  readonly listener: number;
  readonly localIp: number;
  readonly localPort: number;
  readonly remoteIp: number;
  readonly remotePort: number;
  readonly irs: number;
  readonly iss: number;
  readonly mss: number;
  readonly sndScale: number;
  readonly rcvScale: number;
  readonly sack: boolean;
  readonly ts: boolean;
  readonly tsOffset: number;
  readonly tsRecent: number;
  readonly wnd: number;
  /** How often the SYN-ACK timer has fired. */
  readonly timeouts: number;
  readonly timer: number;
  readonly due: number;
  readonly sentAt: number;
}
export const requestSchema = tableSchema<RequestRow>(
  'syn-queue',
  'SYN queues',
  {
    id: 'int',
    listener: 'int',
    localIp: 'ipv4',
    localPort: 'int',
    remoteIp: 'ipv4',
    remotePort: 'int',
    irs: 'int',
    iss: 'int',
    mss: 'int',
    sndScale: 'int',
    rcvScale: 'int',
    sack: 'bool',
    ts: 'bool',
    tsOffset: 'int',
    tsRecent: 'int',
    wnd: 'int',
    timeouts: 'int',
    timer: 'event',
    due: 'time',
    sentAt: 'time',
  },
  ['remoteIp', 'remotePort'],
);

/** A connection that waits for accept(2). */
export interface AcceptRow {
  readonly socket: number;
  readonly listener: number;
  readonly remoteIp: number;
  readonly remotePort: number;
  readonly since: number;
}
export const acceptSchema = tableSchema<AcceptRow>(
  'accept-queue',
  'Accept queues',
  { socket: 'int', listener: 'int', remoteIp: 'ipv4', remotePort: 'int', since: 'time' },
  ['socket'],
);

/** What nstat counts, by its name there (`TcpExtListenDrops`); and, per listening socket, when its SYN queue last overflowed. */
export const statSchema = numberSchema('tcp-count', 'Counters of TCP');
export const overflowSchema = numberSchema('syn-overflow', 'When a SYN queue last overflowed');
