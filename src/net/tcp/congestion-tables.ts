// What congestion control and loss detection remember of a connection. Windows and counts are segments, times virtual ns
// unless said otherwise, sequence numbers as on the wire.
import { tableSchema } from '../../journal/index.js';

/** Values of net.ipv4.tcp_congestion_control, in the order of their numbers. */
export const ALGORITHMS = ['reno', 'cubic'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** Linux icsk_ca_state. */
export type CaState = 'Open' | 'Disorder' | 'Recovery' | 'Loss';
export interface CongestionRow {
  readonly socket: number;
  readonly algorithm: Algorithm;
  readonly ca: CaState;
  readonly cwnd: number;
  /** Segments acknowledged towards the next growth. */
  readonly count: number;
  readonly ssthresh: number;
  readonly dupAcks: number;
  /** Recovery ends when this is acknowledged. */
  readonly high: number;
  /** Segments sent and not acknowledged; of those reported by SACK, taken for lost, sent again. */
  readonly packets: number;
  readonly sacked: number;
  readonly lost: number;
  readonly retrans: number;
  /** RFC 6937: segments delivered and sent since recovery began, and what was in flight then. */
  readonly prrDelivered: number;
  readonly prrOut: number;
  readonly prior: number;
  /** RFC 6298, ns; -1 before the first measurement. */
  readonly srtt: number;
  readonly rttvar: number;
  readonly rto: number;
  readonly backoff: number;
  /** The end of the loss probe that is out, -1 for none (RFC 8985 §7); whether it was a segment sent again. */
  readonly probe: number;
  readonly probeAgain: boolean;
  /** Of the window that ends with `usedEnd`: whether cwnd held anything back, and how much was under way at most. */
  readonly limited: boolean;
  readonly mostOut: number;
  readonly usedEnd: number;
}
export const congestionSchema = tableSchema<CongestionRow>(
  'tcp-congestion',
  'Congestion control of TCP',
  {
    socket: 'int',
    algorithm: 'string',
    ca: 'string',
    cwnd: 'int',
    count: 'int',
    ssthresh: 'int',
    dupAcks: 'int',
    high: 'int',
    packets: 'int',
    sacked: 'int',
    lost: 'int',
    retrans: 'int',
    prrDelivered: 'int',
    prrOut: 'int',
    prior: 'int',
    srtt: 'duration',
    rttvar: 'duration',
    rto: 'duration',
    backoff: 'int',
    probe: 'int',
    probeAgain: 'bool',
    limited: 'bool',
    mostOut: 'int',
    usedEnd: 'int',
  },
  ['socket'],
);

/** RFC 9438: one epoch is the time between two reductions. Times here are whole ms, as Linux counts them. */
export interface CubicRow {
  readonly socket: number;
  /** The window before the last reduction (with fast convergence less), 0: none yet. */
  readonly lastMax: number;
  /** When the epoch began, ms; -1: the next acknowledgement begins one. */
  readonly epoch: number;
  /** The window at which the curve is flat, and when it gets there: 1/1024 s from the epoch's beginning. */
  readonly origin: number;
  readonly k: number;
  /** Segments to be acknowledged for the next growth by one. */
  readonly every: number;
  /** For which window, and when (ms), that was worked out. */
  readonly forCwnd: number;
  readonly at: number;
  /** What Reno would have by now, and segments acknowledged towards its next growth (RFC 9438 §4.3). */
  readonly renoCwnd: number;
  readonly renoCount: number;
  /** The least round trip seen, ns; 0: none. */
  readonly delayMin: number;
  /** HyStart: it has found the end of slow start; a round's beginning, its end, its last close ACK, its least delay. */
  readonly found: boolean;
  readonly roundStart: number;
  readonly roundEnd: number;
  readonly lastAck: number;
  readonly roundRtt: number;
  readonly samples: number;
}
export const cubicSchema = tableSchema<CubicRow>(
  'tcp-cubic',
  'CUBIC',
  {
    socket: 'int',
    lastMax: 'int',
    epoch: 'int',
    origin: 'int',
    k: 'int',
    every: 'int',
    forCwnd: 'int',
    at: 'int',
    renoCwnd: 'int',
    renoCount: 'int',
    delayMin: 'duration',
    found: 'bool',
    roundStart: 'time',
    roundEnd: 'int',
    lastAck: 'time',
    roundRtt: 'duration',
    samples: 'int',
  },
  ['socket'],
);

/** RFC 8985 §5.2. */
export interface RackRow {
  readonly socket: number;
  /** Of the delivered segment that was sent last: when, its end, and how long its acknowledgement took. */
  readonly sentAt: number;
  readonly end: number;
  readonly rtt: number;
  /** The least round trip of the last five minutes, and when it was seen; -1: none. */
  readonly minRtt: number;
  readonly minAt: number;
  /** How often segments have overtaken each other on this way, and by how many places at most. */
  readonly reordered: number;
  readonly degree: number;
  /** The reordering window in quarters of `minRtt`; recoveries until it shrinks again; when it last grew. */
  readonly steps: number;
  readonly persist: number;
  readonly grownAt: number;
}
export const rackSchema = tableSchema<RackRow>(
  'tcp-rack',
  'Loss detection by time (RACK)',
  {
    socket: 'int',
    sentAt: 'time',
    end: 'int',
    rtt: 'duration',
    minRtt: 'duration',
    minAt: 'time',
    reordered: 'int',
    degree: 'int',
    steps: 'int',
    persist: 'int',
    grownAt: 'time',
  },
  ['socket'],
);
