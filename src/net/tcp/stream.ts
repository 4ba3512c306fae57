// send(2) and recv(2) (Linux tcp_sendmsg(), tcp_recvmsg(), tcp_cleanup_rbuf()).
import type { Netns, Stack } from '../stack.js';
import type { TcpError } from './calls.js';
import { append, setSegment, unackedBytes, unsentTail } from './chain.js';
import { restartAfterIdle } from './cwnd.js';
import { currentMss, followPathMtu, sendAck, writeXmit } from './output.js';
import { distance, plus } from './seq.js';
import { RECVMSG, SENDMSG } from './stages.js';
import { ACK, PSH, RCV_SHUTDOWN, SEND_SHUTDOWN, type UnreadRow } from './tables.js';
import { chainKey, loadTcb, save, type Tcb } from './tcb.js';
import { fullSpace, offered, possibleWindow, sndbufOf } from './window.js';

const argsOf = (tp: Tcb, length: number) => ({ netns: tp.ns.name, pid: tp.sock.pid, local: tp.sock.localPort, length });

function sendError(tp: Tcb): TcpError | undefined {
  const { state } = tp.c;
  if (tp.sock.error !== undefined) {
    const { error } = tp.sock;
    tp.sock = { ...tp.sock, error: undefined };
    tp.ns.sockets.set(tp.id, tp.sock);
    return error;
  }
  if (state === 'SYN-SENT' || state === 'SYN-RECV') return 'EAGAIN';
  if ((tp.c.shutdown & SEND_SHUTDOWN) !== 0) return 'EPIPE';
  return state === 'ESTAB' || state === 'CLOSE-WAIT' ? undefined : 'EPIPE';
}

/** What one write puts into a buffer of its own at most, bytes (Linux GSO_LEGACY_MAX_SIZE). */
const LONGEST_BUFFER = 65536;

/** Puts bytes behind what is written: into the last segment while it has not gone, then into new ones. */
function enqueue(tp: Tcb, data: Uint8Array, more: boolean): void {
  const { frames } = tp.stack.world;
  followPathMtu(tp);
  const mss = currentMss(tp);
  let at = 0;
  const tail = unsentTail(tp);
  if (tail !== undefined && tail.length < mss && tail.length > 0) {
    const more = Math.min(mss - tail.length, data.length);
    const frame = frames.create(tail.length + more, 0, 'data');
    const buf = frames.buffer(frame);
    const off = frames.offset(frame);
    const from = frames.offset(tail.frame) + tail.offset;
    buf.set(frames.buffer(tail.frame).subarray(from, from + tail.length), off);
    buf.set(data.subarray(0, more), off + tail.length);
    setSegment(tp, { ...tail, frame, offset: 0, length: tail.length + more });
    tp.s.write = plus(tp.s.write, more);
    at = more;
  }
  while (at < data.length) {
    const piece = Math.min(Math.floor(LONGEST_BUFFER / mss) * mss, data.length - at);
    const frame = frames.create(piece, 0, 'data');
    frames.buffer(frame).set(data.subarray(at, at + piece), frames.offset(frame));
    for (let offset = 0; offset < piece; offset += mss) append(tp, ACK, frame, offset, Math.min(mss, piece - offset));
    at += piece;
  }
  const last = more ? undefined : unsentTail(tp);
  if (last !== undefined && (last.flags & PSH) === 0) setSegment(tp, { ...last, flags: last.flags | PSH });
}

/** send(2): how many bytes were taken, or why none (EAGAIN: no room now). */
export function tcpSend(stack: Stack, ns: Netns, id: number, data: Uint8Array, more = false): number | TcpError {
  const tp = loadTcb(stack, ns, id);
  if (tp === undefined) return 'EBADF';
  const { journal } = stack.world;
  const error = sendError(tp);
  if (error !== undefined) {
    const reason = error === 'EAGAIN' ? 'tcp.write-waits' : 'tcp.write-refused';
    journal.note(SENDMSG, reason, { ...argsOf(tp, data.length), error }, error === 'EAGAIN' ? 'queued' : 'drop');
    return error;
  }
  const room = sndbufOf(ns, tp.o) - unackedBytes(tp);
  if (room <= 0 && data.length > 0) {
    journal.note(SENDMSG, 'tcp.write-waits', { ...argsOf(tp, data.length), error: 'EAGAIN' }, 'queued');
    return 'EAGAIN';
  }
  const taken = Math.min(room, data.length);
  journal.begin(SENDMSG, 'tcp.written', { ...argsOf(tp, taken), waiting: unackedBytes(tp) });
  if (taken > 0) {
    enqueue(tp, data.subarray(0, taken), more);
    restartAfterIdle(tp);
    writeXmit(tp, more ? 'more' : 'nagle');
  }
  save(tp);
  journal.end();
  return taken;
}

/** recv(2): at most `most` bytes; none at all means that the peer has ended. */
export function tcpRecv(stack: Stack, ns: Netns, id: number, most: number, peek = false): Uint8Array | TcpError {
  const tp = loadTcb(stack, ns, id);
  if (tp === undefined) return 'EBADF';
  const { journal } = stack.world;
  if (tp.c.state === 'LISTEN') return 'ENOTCONN';
  const first = pieceAt(tp);
  if (first === undefined) return nothingToRead(tp);
  journal.begin(RECVMSG, 'tcp.read', { ...argsOf(tp, Math.min(most, Math.max(0, distance(tp.r.nxt, tp.r.copied)))) });
  const out = take(tp, most, peek);
  if (!peek && out.length > 0) windowUpdate(tp, out.length);
  save(tp);
  journal.end();
  return out;
}

const pieceAt = (tp: Tcb): UnreadRow | undefined => tp.tables.unread.get(chainKey(tp.id, tp.r.copied));

function nothingToRead(tp: Tcb): Uint8Array | TcpError {
  const { journal } = tp.stack.world;
  const { state } = tp.c;
  const { error } = tp.sock;
  if (error !== undefined) {
    tp.ns.sockets.set(tp.id, { ...tp.sock, error: undefined });
    journal.note(RECVMSG, 'tcp.read-refused', { ...argsOf(tp, 0), error }, 'drop');
    return error;
  }
  if ((tp.c.shutdown & RCV_SHUTDOWN) !== 0 || (state === 'CLOSED' && tp.sock.remotePort !== 0)) {
    journal.note(RECVMSG, 'tcp.read-end', argsOf(tp, 0));
    return new Uint8Array(0);
  }
  if (state === 'CLOSED') return 'ENOTCONN';
  journal.note(RECVMSG, 'tcp.read-waits', argsOf(tp, 0), 'queued');
  return 'EAGAIN';
}

/** Takes bytes from the front. */
function take(tp: Tcb, most: number, peek: boolean): Uint8Array {
  const { frames } = tp.stack.world;
  const { unread } = tp.tables;
  const out = new Uint8Array(Math.min(most, Math.max(0, distance(tp.r.nxt, tp.r.copied))));
  let filled = 0;
  let at = tp.r.copied;
  while (filled < out.length) {
    const piece = unread.get(chainKey(tp.id, at));
    if (piece === undefined) break;
    const n = Math.min(piece.length, out.length - filled);
    const from = frames.offset(piece.frame) + piece.offset;
    out.set(frames.buffer(piece.frame).subarray(from, from + n), filled);
    filled += n;
    at = plus(at, n);
    if (peek) continue;
    unread.delete(chainKey(tp.id, piece.seq));
    if (n < piece.length) {
      const { socket, length, frame, offset } = piece;
      unread.set(chainKey(tp.id, at), { socket, seq: at, length: length - n, frame, offset: offset + n });
    }
    tp.r.copied = at;
  }
  return filled === out.length ? out : out.subarray(0, filled);
}

/** Linux tcp_cleanup_rbuf(): reading may have made so much room that the peer should hear of it. */
function windowUpdate(tp: Tcb, copied: number): void {
  const { state } = tp.c;
  if (state === 'CLOSED' || state === 'TIME-WAIT' || state === 'CLOSING' || state === 'LAST-ACK') return;
  // An ACK that was put off: after data was read there is less reason to wait.
  if (tp.r.owed && distance(tp.r.nxt, tp.r.wup) > tp.r.mss) {
    sendAck(tp);
    return;
  }
  if (copied === 0 || (tp.c.shutdown & RCV_SHUTDOWN) !== 0) return;
  const now = offered(tp);
  if (2 * now > fullSpace(tp)) return;
  const next = possibleWindow(tp);
  if (next > 0 && next >= 2 * now) sendAck(tp);
}
