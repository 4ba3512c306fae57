// A segment goes out: header, options, checksum, IP (Linux __tcp_transmit_skb(), tcp_v4_send_reset(), tcp_v4_send_ack()).
import { foldChecksum, pseudoHeaderSum, sum16 } from '../../wire/index.js';
import { HEADROOM, ipSend, routeOutput, type SendError } from '../ip-output.js';
import type { IpPacket } from '../ip-rcv.js';
import type { Netns, Stack } from '../stack.js';
import { optionsSize, type WriteOptions, writeOptions } from './options.js';
import { plus } from './seq.js';
import { SEND_RESET, TRANSMIT } from './stages.js';
import { ACK, FIN, RST, SYN } from './tables.js';
import { countStat, type Tcb } from './tcb.js';
import { orphanWait } from './timer-set.js';
import { selectWindow } from './window.js';

const PROTOCOL = 6;
export const NO_SACK: readonly number[] = [];
export const NO_WRITE_OPTIONS: WriteOptions = {
  mss: 0,
  scale: -1,
  sackOk: false,
  ts: false,
  tsVal: 0,
  tsEcr: 0,
  sack: NO_SACK,
};

export interface OutSegment {
  readonly src: number;
  readonly dst: number;
  readonly srcPort: number;
  readonly dstPort: number;
  readonly seq: number;
  readonly ack: number;
  readonly flags: number;
  readonly wnd: number;
  readonly options: WriteOptions;
  /** Where the data stands. */
  readonly frame: number;
  readonly offset: number;
  readonly length: number;
  /** The frame that is answered, -1 for none. */
  readonly answers: number;
  /** No connection stands behind it: identification 0. */
  readonly bare: boolean;
}

/** Builds a segment and hands it to IP, inside the open stage. */
export function sendSegment(stack: Stack, ns: Netns, s: OutSegment): SendError | undefined {
  const { frames } = stack.world;
  // Linux inet_create(): without path MTU discovery routers may cut.
  const df = ns.sysctl('net.ipv4.ip_no_pmtu_disc') === 0;
  const datagram = { dst: s.dst, src: s.src === 0 ? undefined : s.src, proto: PROTOCOL, df, noFragments: df && s.bare };
  const prepared = routeOutput(stack, ns, datagram);
  if (typeof prepared === 'string') return prepared;
  const header = 20 + optionsSize(s.options);
  const length = header + s.length;
  const frame = frames.create(length, HEADROOM, 'data', s.answers, s.answers < 0 ? 'origin' : 'answer');
  const buf = frames.buffer(frame);
  const off = frames.offset(frame);
  if (s.length > 0) {
    const from = frames.offset(s.frame) + s.offset;
    buf.set(frames.buffer(s.frame).subarray(from, from + s.length), off + header);
  }
  const put = (at: number, value: number) => {
    buf[off + at] = value >>> 8;
    buf[off + at + 1] = value;
  };
  put(0, s.srcPort);
  put(2, s.dstPort);
  put(4, s.seq >>> 16);
  put(6, s.seq);
  put(8, s.ack >>> 16);
  put(10, s.ack);
  put(12, ((header >> 2) << 12) | s.flags);
  put(14, s.wnd);
  put(16, 0);
  put(18, 0);
  writeOptions(s.options, buf, off + 20);
  const enclosing = { src: prepared.src, dst: s.dst, proto: PROTOCOL };
  put(16, foldChecksum(pseudoHeaderSum(enclosing, length) + sum16(buf, off, off + length)));
  return ipSend(stack, ns, frame, datagram, prepared);
}

/** The clock of the timestamps option, ms (RFC 7323 §4.1), with the connection's own offset. */
export const tsNow = (stack: Stack, offset: number): number => plus(Math.floor(stack.world.now / 1e6), offset);

/** SACK blocks: a duplicate first (RFC 2883), then the newest piece, then the others (RFC 2018 §4). */
function sackBlocks(tp: Tcb): readonly number[] {
  if (!tp.c.sack) return NO_SACK;
  const holes = tp.tables.holes.get(tp.id);
  const dup = tp.r.dsackLeft !== tp.r.dsackRight;
  if (holes === undefined && !dup) return NO_SACK;
  const most = tp.c.ts ? 3 : 4;
  const out: number[] = dup ? [tp.r.dsackLeft, tp.r.dsackRight] : [];
  for (const edge of holes?.blocks ?? []) if (out.length < most * 2) out.push(edge);
  return out;
}

/** The options of an ordinary segment. */
export function establishedOptions(tp: Tcb): WriteOptions {
  const { ts } = tp.c;
  const sack = sackBlocks(tp);
  if (!ts && sack.length === 0) return NO_WRITE_OPTIONS;
  const tsVal = ts ? tsNow(tp.stack, tp.c.tsOffset) : 0;
  return { mss: 0, scale: -1, sackOk: false, ts, tsVal, tsEcr: ts ? tp.r.tsRecent : 0, sack };
}

/** Numbers of a segment as a reader wants them: counted from the beginning of each direction. */
export const told = (tp: Tcb, seq: number, flags: number, length: number) => ({
  netns: tp.ns.name,
  local: tp.sock.localPort,
  ip: tp.sock.remoteIp,
  toPort: tp.sock.remotePort,
  flags: flagText(flags),
  seq: plus(seq, -tp.s.iss),
  ack: (flags & ACK) === 0 ? 0 : plus(tp.r.nxt, -tp.r.irs),
  length,
});

const FLAG_TEXTS: string[] = [];
/** `SYN, ACK` */
export function flagText(flags: number): string {
  FLAG_TEXTS[flags] ??=
    (
      [
        [FIN, 'FIN'],
        [SYN, 'SYN'],
        [RST, 'RST'],
        [8, 'PSH'],
        [ACK, 'ACK'],
        [32, 'URG'],
        [64, 'ECE'],
        [128, 'CWR'],
      ] as const
    )
      .filter(([bit]) => (flags & bit) !== 0)
      .map(([, word]) => word)
      .join(', ') || 'none';
  return FLAG_TEXTS[flags] as string;
}

interface Data {
  readonly frame: number;
  readonly offset: number;
  readonly length: number;
}
const NO_DATA: Data = { frame: -1, offset: 0, length: 0 };

/** Sends a segment of a connection: what it acknowledges and offers follows from the connection's rows. */
export function transmitTcp(
  tp: Tcb,
  seq: number,
  flags: number,
  data: Data = NO_DATA,
  options: WriteOptions = establishedOptions(tp),
  again = false,
): SendError | undefined {
  const { stack, ns, sock, c } = tp;
  const { journal } = stack.world;
  journal.begin(TRANSMIT, again ? 'tcp.send-again' : 'tcp.send', told(tp, seq, flags, data.length));
  const wnd =
    (flags & SYN) !== 0
      ? Math.min(tp.r.wnd, 65535)
      : (flags & RST) !== 0 && c.state === 'CLOSED'
        ? 0
        : selectWindow(tp);
  if ((flags & ACK) !== 0) {
    tp.r.owed = false;
    tp.r.dsackLeft = 0;
    tp.r.dsackRight = 0;
    if (tp.t.delack >= 0) {
      stack.world.cancel(tp.t.delack);
      tp.t.delack = -1;
      tp.t.delackDue = 0;
    }
    if (tp.r.quick > 0) tp.r.quick--;
  }
  const error = sendSegment(stack, ns, {
    src: sock.localIp,
    dst: sock.remoteIp,
    srcPort: sock.localPort,
    dstPort: sock.remotePort,
    seq,
    ack: (flags & ACK) === 0 ? 0 : tp.r.nxt,
    flags,
    wnd,
    options,
    frame: data.frame,
    offset: data.offset,
    length: data.length,
    answers: -1,
    // Linux: an orphan that waits in FIN-WAIT-2 is a small socket that keeps no count of identifications.
    bare: c.orphan && c.state === 'FIN-WAIT-2' && tp.t.keepDue < stack.world.now + orphanWait(tp),
  });
  if (error !== undefined)
    journal.note(TRANSMIT, 'tcp.send-failed', { ip: sock.remoteIp, netns: ns.name, error }, 'drop');
  journal.end(error === undefined ? 'pass' : 'drop');
  return error;
}

/** What a segment says, as far as an answer without a connection needs it. */
export interface Heard {
  readonly packet: IpPacket;
  readonly srcPort: number;
  readonly dstPort: number;
  readonly seq: number;
  readonly ack: number;
  readonly flags: number;
  readonly length: number;
}

/** RFC 9293 §3.5.2: a reset for what belongs to no connection. Never for a reset. */
export function sendReset(stack: Stack, heard: Heard): void {
  const { packet, seq, ack, flags, length } = heard;
  const { ns } = packet.skb;
  if ((flags & RST) !== 0) return;
  const { journal } = stack.world;
  const args = {
    ip: packet.src,
    toPort: heard.srcPort,
    local: heard.dstPort,
    netns: ns.name,
    acked: (flags & ACK) !== 0,
  };
  journal.begin(SEND_RESET, 'tcp.reset-sent', args);
  countStat(stack, ns, 'TcpOutRsts');
  const own = (flags & ACK) !== 0;
  const span = length + ((flags & SYN) !== 0 ? 1 : 0) + ((flags & FIN) !== 0 ? 1 : 0);
  sendBare(stack, heard, own ? ack : 0, own ? 0 : plus(seq, span), own ? RST : RST | ACK, 0, NO_WRITE_OPTIONS);
  journal.end();
}

/** A segment that answers another one without a connection behind it. */
export function sendBare(
  stack: Stack,
  { packet, srcPort, dstPort }: Heard,
  seq: number,
  ack: number,
  flags: number,
  wnd: number,
  options: WriteOptions,
): SendError | undefined {
  return sendSegment(stack, packet.skb.ns, {
    src: packet.dst,
    dst: packet.src,
    srcPort: dstPort,
    dstPort: srcPort,
    seq,
    ack,
    flags,
    wnd,
    options,
    frame: -1,
    offset: 0,
    length: 0,
    answers: packet.skb.frame,
    bare: true,
  });
}
