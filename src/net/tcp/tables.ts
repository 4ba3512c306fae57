// The tables of TCP: what a row of each is. One connection is a row in `tcp` and one of the same number in each of
// tcp-options, tcp-send, tcp-receive, tcp-congestion and tcp-timer, and where it uses them in tcp-cubic and
// tcp-rack; they stand apart because they change apart. Sequence numbers are as on the wire, times virtual ns, windows and
// sizes bytes, congestion windows segments.
import { tableSchema } from '../../journal/index.js';
import type { Algorithm } from './congestion-tables.js';

/** RFC 9293 §3.3.2, in the words of ss. */
export const TCP_STATES = [
  'CLOSED',
  'LISTEN',
  'SYN-SENT',
  'SYN-RECV',
  'ESTAB',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'CLOSE-WAIT',
  'CLOSING',
  'LAST-ACK',
  'TIME-WAIT',
] as const;
export type TcpState = (typeof TCP_STATES)[number];

/** Bits of `shutdown`. */
export const RCV_SHUTDOWN = 1;
export const SEND_SHUTDOWN = 2;

export interface TcpRow {
  readonly socket: number;
  readonly state: TcpState;
  /** The listening socket it came from, 0 for none; the longest accept queue of one that listens, less one. */
  readonly listener: number;
  readonly backlog: number;
  /** Largest segment to send, without options; what the peer said it takes; the largest packet the way carries. */
  readonly mss: number;
  readonly peerMss: number;
  readonly pathMtu: number;
  readonly sndScale: number;
  readonly rcvScale: number;
  readonly sack: boolean;
  readonly ts: boolean;
  readonly tsOffset: number;
  readonly shutdown: number;
  /** No program has it any more. */
  readonly orphan: boolean;
  /** What ICMP last said of the way without ending the connection; the program hears of it if it ends for silence. */
  readonly softError: string;
}
export const tcpSchema = tableSchema<TcpRow>(
  'tcp',
  'TCP connections',
  {
    socket: 'int',
    state: 'string',
    listener: 'int',
    backlog: 'int',
    mss: 'int',
    peerMss: 'int',
    pathMtu: 'int',
    sndScale: 'int',
    rcvScale: 'int',
    sack: 'bool',
    ts: 'bool',
    tsOffset: 'int',
    shutdown: 'int',
    orphan: 'bool',
    softError: 'string',
  },
  ['socket'],
);

/** What setsockopt(2) can change. */
export interface TcpOptions {
  readonly reuse: boolean;
  readonly nodelay: boolean;
  readonly cork: boolean;
  readonly keepalive: boolean;
  /** ns; 0 for the setting. */
  readonly keepIdle: number;
  readonly keepInterval: number;
  readonly keepCount: number;
  /** ns; -1 for off. */
  readonly linger: number;
  /** Bytes as the kernel counts them (twice what was asked for); 0 for the setting. */
  readonly rcvbuf: number;
  readonly sndbuf: number;
  /** net.ipv4.tcp_rmem and tcp_wmem when the socket, or the one that it was accepted from, was made; bytes. */
  readonly rmem: number;
  readonly wmem: number;
  /** ns; 0 for none. */
  readonly userTimeout: number;
  readonly syncnt: number;
  /** Of segments, as TCP_MAXSEG; 0 for none. */
  readonly maxseg: number;
  /** FIN-WAIT-2 without a program: ns, 0 for the setting. */
  readonly linger2: number;
  /** TCP_CONGESTION; undefined: the setting's. */
  readonly congestion: Algorithm | undefined;
}
export const NO_OPTIONS: TcpOptions = {
  reuse: false,
  nodelay: false,
  cork: false,
  keepalive: false,
  keepIdle: 0,
  keepInterval: 0,
  keepCount: 0,
  linger: -1,
  rcvbuf: 0,
  sndbuf: 0,
  rmem: 0,
  wmem: 0,
  userTimeout: 0,
  syncnt: 0,
  maxseg: 0,
  linger2: 0,
  congestion: undefined,
};
export interface OptionsRow {
  readonly socket: number;
  readonly options: TcpOptions;
}
export const optionsSchema = tableSchema<OptionsRow>(
  'tcp-options',
  'Socket options of TCP',
  { socket: 'int', options: 'data' },
  ['socket'],
);

export interface RcvRow {
  readonly socket: number;
  readonly irs: number;
  readonly nxt: number;
  /** What was last acknowledged, and the window offered with it. */
  readonly wup: number;
  readonly wnd: number;
  /** The next byte a program will read. */
  readonly copied: number;
  /** The window is opened so far at present (Linux rcv_ssthresh). */
  readonly limit: number;
  readonly tsRecent: number;
  readonly tsAt: number;
  /** Acknowledgements still to be given at once; whether both sides talk by turns; how long an ACK may wait. */
  readonly quick: number;
  readonly pingpong: boolean;
  readonly ato: number;
  readonly lastData: number;
  /** An ACK is owed. */
  readonly owed: boolean;
  /** A duplicate to report (RFC 2883). */
  readonly dsackLeft: number;
  readonly dsackRight: number;
  /** When an ACK was last given to a segment out of the window. */
  readonly challenge: number;
  /** The estimated size of the peer's segments. */
  readonly mss: number;
}
export const rcvSchema = tableSchema<RcvRow>(
  'tcp-receive',
  'Receive side of TCP connections',
  {
    socket: 'int',
    irs: 'int',
    nxt: 'int',
    wup: 'int',
    wnd: 'int',
    copied: 'int',
    limit: 'int',
    tsRecent: 'int',
    tsAt: 'time',
    quick: 'int',
    pingpong: 'bool',
    ato: 'duration',
    lastData: 'time',
    owed: 'bool',
    dsackLeft: 'int',
    dsackRight: 'int',
    challenge: 'time',
    mss: 'int',
  },
  ['socket'],
);

/** What the timer for sending is set for: a retransmission, a loss probe, the end of RACK's wait, a probe of a closed window. */
export type SendTimer = 'none' | 'rto' | 'tlp' | 'reo' | 'probe';
export interface TcpTimerRow {
  readonly socket: number;
  readonly kind: SendTimer;
  /** Events and when they are due; -1 and 0 for none. */
  readonly send: number;
  readonly sendDue: number;
  readonly delack: number;
  readonly delackDue: number;
  /** Keepalive; also FIN-WAIT-2 without a program, and TIME-WAIT. */
  readonly keep: number;
  readonly keepDue: number;
  readonly retries: number;
  readonly probes: number;
  /** When the first of the unanswered retransmissions or probes went out. */
  readonly since: number;
  /** When the peer was last heard. */
  readonly heard: number;
}
export const tcpTimerSchema = tableSchema<TcpTimerRow>(
  'tcp-timer',
  'Timers of TCP connections',
  {
    socket: 'int',
    kind: 'string',
    send: 'event',
    sendDue: 'time',
    delack: 'event',
    delackDue: 'time',
    keep: 'event',
    keepDue: 'time',
    retries: 'int',
    probes: 'int',
    since: 'time',
    heard: 'time',
  },
  ['socket'],
);

export * from './congestion-tables.js';
export * from './queue-tables.js';
export * from './send-table.js';
