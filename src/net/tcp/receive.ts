// Data comes in: in order, too early, again (Linux tcp_data_queue(), tcp_fin(), tcp_ack_snd_check(), tcp_input.c).
import { socketWake } from '../socket.js';
import { sendAck } from './output.js';
import { after, before, distance, laterOf, plus } from './seq.js';
import { setState } from './sock.js';
import { ACK_WHEN, DATA_QUEUE, TCP_FIN } from './stages.js';
import { advertisedMss } from './syn-options.js';
import { FIN, type HoleRow, type Piece, RCV_SHUTDOWN } from './tables.js';
import { chainKey, countStat, save, type Tcb } from './tcb.js';
import { armDelack, DELACK } from './timer-set.js';
import { DONE_FIN_STATES, enterTimeWait } from './timewait.js';
import type { Heard } from './transmit.js';
import { growWindow, offered } from './window.js';

/** Linux TCP_MAX_QUICKACKS. */
const QUICK_MOST = 16;

/** The next ACKs go at once (Linux tcp_enter_quickack_mode): the sender has to hear of a gap, or is only starting. */
export function quickAck(tp: Tcb, most: number): void {
  const wanted = Math.min(most, Math.max(2, Math.floor(tp.r.wnd / (2 * tp.r.mss))));
  if (wanted > tp.r.quick) tp.r.quick = wanted;
}
export function enterQuickAck(tp: Tcb, most: number): void {
  quickAck(tp, most);
  tp.r.pingpong = false;
  tp.r.ato = DELACK;
}

/** What a segment's data is called in a reason: counted from the beginning of the stream. */
const argsOf = (tp: Tcb, seq: number, length: number, { packet }: Heard) => ({
  frame: packet.skb.frame,
  netns: tp.ns.name,
  local: tp.sock.localPort,
  seq: plus(seq, -tp.r.irs),
  next: plus(tp.r.nxt, -tp.r.irs),
  length,
});

/** Linux tcp_event_data_recv(): how long ACKs may wait is learnt from how data comes. */
function dataEvent(tp: Tcb, length: number): void {
  const { now } = tp.stack.world;
  tp.r.owed = true;
  if (length >= tp.r.mss) tp.r.mss = Math.min(length, advertisedMss(tp.c.pathMtu, tp.o.maxseg));
  if (tp.r.ato === 0) {
    quickAck(tp, QUICK_MOST);
    tp.r.ato = DELACK;
  } else {
    const gap = now - tp.r.lastData;
    if (gap <= DELACK / 2) tp.r.ato = tp.r.ato / 2 + DELACK / 2;
    else if (gap < tp.r.ato) tp.r.ato = Math.min(tp.r.ato / 2 + gap, tp.k.rto);
    else if (gap > tp.k.rto) quickAck(tp, QUICK_MOST);
  }
  tp.r.lastData = now;
  growWindow(tp, length);
}

function addUnread(tp: Tcb, piece: Piece): void {
  if (piece.length > 0) {
    const { seq, length, frame, offset } = piece;
    tp.tables.unread.set(chainKey(tp.id, seq), { socket: tp.id, seq, length, frame, offset });
    tp.r.nxt = plus(seq, length);
  }
  if (piece.fin) finArrived(tp);
}

/** RFC 9293 §3.10.7.4, eighth: the peer has no more to send. */
function finArrived(tp: Tcb): void {
  const { journal } = tp.stack.world;
  const { netns, local } = { netns: tp.ns.name, local: tp.sock.localPort };
  journal.begin(TCP_FIN, 'tcp.fin', { netns, local, ip: tp.sock.remoteIp, toPort: tp.sock.remotePort });
  tp.r.nxt = plus(tp.r.nxt, 1);
  tp.r.owed = true;
  // Linux tcp_fin(): with the last byte here nothing is left to be reported.
  tp.r.dsackLeft = 0;
  tp.r.dsackRight = 0;
  tp.c.shutdown |= RCV_SHUTDOWN;
  const { state } = tp.c;
  if (state === 'SYN-RECV' || state === 'ESTAB') {
    setState(tp, 'CLOSE-WAIT');
    tp.r.pingpong = true;
  } else if (state === 'FIN-WAIT-1') {
    // Their FIN came before the ACK of ours.
    sendAck(tp);
    setState(tp, 'CLOSING');
  } else if (state === 'FIN-WAIT-2') {
    sendAck(tp);
    enterTimeWait(tp);
  }
  save(tp);
  tp.tables.holes.delete(tp.id);
  socketWake(tp.stack, tp.sock);
  journal.end();
}

/** The blocks with a new one in front: those that it touches become a part of it. */
function blocksWith(blocks: readonly number[], seq: number, end: number): number[] {
  let [left, right] = [seq, end];
  const rest: number[] = [];
  for (let i = 0; i < blocks.length; i += 2) {
    const [l, r] = [blocks[i] as number, blocks[i + 1] as number];
    if (after(l, right) || before(r, left)) rest.push(l, r);
    else {
      left = before(l, left) ? l : left;
      right = after(r, right) ? r : right;
    }
  }
  return [left, right, ...rest];
}

/** What of them lies beyond a place. */
const blocksFrom = (blocks: readonly number[], end: number): number[] =>
  blocks.filter((_, i) => after(blocks[i | 1] as number, end));

/** A piece that was kept has come again as a part of something larger (RFC 2883; Linux tcp_dsack_extend). */
function reportTwice(tp: Tcb, { seq, length }: Piece): void {
  if (!tp.c.sack) return;
  const { r } = tp;
  const end = plus(seq, length);
  if (r.dsackLeft === r.dsackRight) r.dsackLeft = seq;
  else if (r.dsackRight !== seq) return;
  r.dsackRight = before(r.nxt, end) ? r.nxt : end;
}

/** Pieces that were too early and now join. */
function joinHoles(tp: Tcb): void {
  const row = tp.tables.holes.get(tp.id);
  if (row === undefined) return;
  const { journal } = tp.stack.world;
  let used = 0;
  let end = tp.r.nxt;
  for (const piece of row.pieces) {
    if (after(piece.seq, end)) break;
    end = laterOf(end, plus(piece.seq, piece.length));
    used++;
  }
  if (used === 0) return;
  const args = { netns: tp.ns.name, local: tp.sock.localPort, count: used, next: plus(end, -tp.r.irs) };
  journal.begin(DATA_QUEUE, 'tcp.hole-filled', args);
  const rest = row.pieces.slice(used);
  if (rest.length === 0) tp.tables.holes.delete(tp.id);
  else tp.tables.holes.set(tp.id, { socket: tp.id, pieces: rest, blocks: blocksFrom(row.blocks, end) });
  for (let i = 0; i < used; i++) {
    const known = row.pieces[i] as Piece;
    if (before(known.seq, tp.r.nxt)) reportTwice(tp, known);
    const piece = trimmed(known, tp.r.nxt);
    if (piece !== undefined) addUnread(tp, piece);
  }
  save(tp);
  journal.end();
}

/** What of a piece lies from `from` on; undefined: nothing. */
function trimmed(piece: Piece, from: number): Piece | undefined {
  const cut = distance(from, piece.seq);
  if (cut <= 0) return piece;
  if (cut > piece.length || (cut === piece.length && !piece.fin)) return undefined;
  return { ...piece, seq: from, offset: piece.offset + cut, length: piece.length - cut };
}

/** Keeps a piece that came too early, without its overlaps with others. */
function keepEarly(tp: Tcb, given: Piece): boolean {
  const row = tp.tables.holes.get(tp.id);
  let piece: Piece | undefined = given;
  const out: Piece[] = [];
  let fresh = false;
  for (const known of row?.pieces ?? []) {
    const knownEnd = plus(known.seq, known.length);
    if (piece !== undefined && before(piece.seq, known.seq)) {
      const room = distance(known.seq, piece.seq);
      if (piece.length > room) {
        out.push({ ...piece, length: room, fin: false });
        fresh = true;
        piece = { ...piece, seq: known.seq, offset: piece.offset + room, length: piece.length - room };
      } else {
        out.push(piece);
        fresh = true;
        piece = undefined;
      }
    }
    if (piece !== undefined) piece = after(knownEnd, piece.seq) ? trimmed(piece, laterOf(knownEnd, piece.seq)) : piece;
    out.push(known);
  }
  if (piece !== undefined && (piece.length > 0 || piece.fin)) {
    out.push(piece);
    fresh = true;
  }
  const end = plus(given.seq, given.length + (given.fin ? 1 : 0));
  const blocks = blocksWith(row?.blocks ?? [], given.seq, end);
  if (fresh) tp.tables.holes.set(tp.id, { socket: tp.id, pieces: out, blocks } satisfies HoleRow);
  return fresh;
}

/** Takes the data (and the FIN) of a segment that has passed the checks. */
export function dataQueue(tp: Tcb, heard: Heard, dataAt: number): void {
  const { journal, frames } = tp.stack.world;
  const { seq, length, flags, packet } = heard;
  const fin = (flags & FIN) !== 0;
  const end = plus(seq, length + (fin ? 1 : 0));
  const args = argsOf(tp, seq, length, heard);
  const offset = dataAt - frames.offset(packet.skb.frame);
  let piece: Piece | undefined = { seq, length, frame: packet.skb.frame, offset, fin };
  if (!after(end, tp.r.nxt)) {
    journal.begin(DATA_QUEUE, 'tcp.data-known', args);
    if (tp.c.sack) {
      tp.r.dsackLeft = seq;
      tp.r.dsackRight = end;
    }
    enterQuickAck(tp, QUICK_MOST);
    tp.r.owed = true;
    sendAck(tp);
    save(tp);
    journal.end('drop');
    return;
  }
  const room = offered(tp);
  // Beyond the window, or the window is closed: nothing of it fits.
  if (length > 0 && distance(seq, tp.r.nxt) >= room) {
    journal.begin(DATA_QUEUE, 'tcp.data-no-room', args);
    countStat(tp.stack, tp.ns, 'TcpExtTCPZeroWindowDrop');
    enterQuickAck(tp, QUICK_MOST);
    sendAck(tp);
    save(tp);
    journal.end('drop');
    return;
  }
  const most = distance(plus(tp.r.nxt, room), seq);
  if (length > most) piece = { ...piece, length: most, fin: false };
  if (after(seq, tp.r.nxt)) {
    journal.begin(DATA_QUEUE, 'tcp.data-too-early', args);
    const fresh = keepEarly(tp, piece);
    if (!fresh && tp.c.sack) {
      tp.r.dsackLeft = seq;
      tp.r.dsackRight = end;
    }
    if (length > 0) dataEvent(tp, length);
    enterQuickAck(tp, QUICK_MOST);
    // RFC 5681 §4.2: a segment out of order is acknowledged at once, so that the sender sees the gap.
    sendAck(tp);
    save(tp);
    journal.end('queued');
    return;
  }
  piece = trimmed(piece, tp.r.nxt);
  if (piece === undefined) return;
  journal.begin(DATA_QUEUE, 'tcp.data-in-order', args);
  const gap = tp.tables.holes.has(tp.id);
  if (before(seq, tp.r.nxt) && tp.c.sack) {
    tp.r.dsackLeft = seq;
    tp.r.dsackRight = tp.r.nxt;
  }
  const pending = tp.r.owed;
  addUnread(tp, piece);
  if (length > 0) dataEvent(tp, length);
  joinHoles(tp);
  save(tp);
  // RFC 5681 §4.2: what fills a gap is acknowledged at once, too.
  if (!DONE_FIN_STATES.has(tp.c.state)) ackCheck(tp, gap || (pending && fin && length > 0));
  socketWake(tp.stack, tp.sock);
  save(tp);
  journal.end('queued');
}

/** Whether an ACK that is owed goes now or may wait (Linux __tcp_ack_snd_check). */
export function ackCheck(tp: Tcb, atOnce = false): void {
  if (!tp.r.owed) return;
  const { journal, now } = tp.stack.world;
  // Linux tcp_send_delayed_ack(): not longer than a round trip takes, and never much less than 40 ms.
  const wait = Math.floor(tp.r.ato > DELACK ? Math.min(tp.r.ato, Math.max(tp.k.srtt, DELACK)) : tp.r.ato);
  const args = { netns: tp.ns.name, local: tp.sock.localPort, quick: tp.r.quick, waitNs: wait };
  const second = distance(tp.r.nxt, tp.r.wup) > tp.r.mss;
  const quick = tp.r.quick > 0 && !tp.r.pingpong;
  if (atOnce || second || quick || tp.tables.holes.has(tp.id)) {
    journal.begin(ACK_WHEN, 'tcp.ack-at-once', { ...args, second });
    sendAck(tp);
    save(tp);
    journal.end();
    return;
  }
  journal.begin(ACK_WHEN, 'tcp.ack-delayed', args);
  armDelack(tp, now + wait);
  save(tp);
  journal.end('queued');
}
