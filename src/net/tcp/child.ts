// A handshake is complete: the request becomes a connection in the accept queue (Linux tcp_check_req(),
// tcp_v4_syn_recv_sock(), cookie_v4_check()).
import { openSocket, socketWake } from '../socket.js';
import type { Netns, Stack } from '../stack.js';
import type { SocketRow } from '../tables.js';
import { checkCookie, stampedSack, stampedScale } from './cookies.js';
import type { ReadOptions } from './options.js';
import { syncMss } from './output.js';
import { acceptFull, dropRequest, sendSynAck } from './request.js';
import { outputMtu } from './route.js';
import { measured } from './rtt.js';
import { before, distance, plus } from './seq.js';
import { createTcp, setState } from './sock.js';
import { CHECK_REQ, COOKIE } from './stages.js';
import { advertisedMss } from './syn-options.js';
import { ACK, FIN, NO_OPTIONS, type RequestRow, RST, SYN } from './tables.js';
import { countStat, loadTcb, save, type Tcb, tcpTables } from './tcb.js';
import { invalidLimit, RTO_FIRST, RTO_MAX, TCP_EVENT, WHICH } from './timer-set.js';
import { type Heard, NO_SACK, NO_WRITE_OPTIONS, sendBare, sendReset, tsNow } from './transmit.js';
import { initialWindow } from './window.js';

/** Makes the connection of a request, in SYN-RECV, and puts it into the accept queue. */
function makeChild(stack: Stack, ns: Netns, r: RequestRow): Tcb {
  const tables = tcpTables(stack, ns);
  const parent = ns.sockets.get(r.listener) as SocketRow;
  const options = tables.options.get(r.listener)?.options ?? NO_OPTIONS;
  const { localIp, localPort, remoteIp, remotePort } = r;
  const sock = openSocket(stack, ns, { kind: 'tcp', pid: parent.pid, localIp, localPort, remoteIp, remotePort });
  createTcp(stack, ns, sock, options);
  const tp = loadTcb(stack, ns, sock.id) as Tcb;
  const { c, s, r: rcv } = tp;
  c.listener = r.listener;
  c.pathMtu = outputMtu(stack, ns, remoteIp);
  c.peerMss = r.mss;
  c.sndScale = Math.max(0, r.sndScale);
  c.rcvScale = Math.max(0, r.rcvScale);
  c.sack = r.sack;
  c.ts = r.ts;
  c.tsOffset = r.tsOffset;
  s.iss = r.iss;
  s.una = plus(r.iss, 1);
  s.nxt = s.una;
  s.write = s.una;
  s.small = s.una;
  s.wl1 = r.irs;
  rcv.irs = r.irs;
  rcv.nxt = plus(r.irs, 1);
  rcv.wup = rcv.nxt;
  rcv.copied = rcv.nxt;
  rcv.wnd = r.wnd;
  rcv.limit = r.wnd;
  rcv.tsRecent = r.tsRecent;
  rcv.tsAt = stack.world.now;
  syncMss(tp);
  rcv.mss = Math.min(tp.c.mss, 536);
  tables.accepts.set(sock.id, { socket: sock.id, listener: r.listener, remoteIp, remotePort, since: stack.world.now });
  setState(tp, 'SYN-RECV');
  if (r.timeouts === 0 && r.sentAt < stack.world.now) measured(tp, stack.world.now - r.sentAt);
  save(tp);
  countStat(stack, ns, 'TcpPassiveOpens');
  return tp;
}

const argsOf = (ns: Netns, heard: Heard, r: RequestRow) => ({
  frame: heard.packet.skb.frame,
  netns: ns.name,
  ip: r.remoteIp,
  toPort: r.remotePort,
  local: r.localPort,
});

/** An ACK that a request answers with: nothing of it counts, only what is known is said again. */
function sendRequestAck(stack: Stack, heard: Heard, r: RequestRow): void {
  const { ts } = r;
  const options = ts
    ? { mss: 0, scale: -1, sackOk: false, ts, tsVal: tsNow(stack, r.tsOffset), tsEcr: r.tsRecent, sack: NO_SACK }
    : NO_WRITE_OPTIONS;
  const wnd = Math.floor(r.wnd / 2 ** Math.max(0, r.rcvScale));
  sendBare(stack, heard, plus(r.iss, 1), plus(r.irs, 1), ACK, Math.min(65535, wnd), options);
}

/** A SYN again for a request: the SYN-ACK was lost, or is late. Its timer begins anew (Linux tcp_check_req). */
function synAgain(stack: Stack, ns: Netns, r: RequestRow, frame: number): void {
  const { now } = stack.world;
  if (now - r.sentAt < invalidLimit(ns)) return;
  sendSynAck(stack, ns, r, false, frame);
  const wait = Math.min(RTO_MAX, RTO_FIRST * 2 ** r.timeouts);
  if (r.timer >= 0) stack.world.cancel(r.timer);
  const timer = stack.world.schedule(now + wait, TCP_EVENT, r.id, WHICH.request);
  tcpTables(stack, ns).requests.set(r.id, { ...r, timer, due: now + wait, sentAt: now });
}

/** A segment for a handshake under way. Gives the new connection, which then handles the segment itself. */
export function checkRequest(stack: Stack, given: RequestRow, heard: Heard, options: ReadOptions): Tcb | undefined {
  const { journal } = stack.world;
  const { ns, frame } = heard.packet.skb;
  const { seq, flags, length } = heard;
  let r = given;
  const args = argsOf(ns, heard, r);
  const paws = r.ts && options.hasTs && before(options.tsVal, r.tsRecent);
  const first = plus(r.irs, 1);
  if (seq === r.irs && (flags & (SYN | RST | ACK)) === SYN && !paws) {
    journal.begin(CHECK_REQ, 'tcp.request-syn-again', args);
    synAgain(stack, ns, r, frame);
    journal.end();
    return undefined;
  }
  if ((flags & ACK) !== 0 && heard.ack !== plus(r.iss, 1)) {
    journal.begin(CHECK_REQ, 'tcp.request-bad-ack', args);
    sendReset(stack, heard);
    journal.end('drop');
    return undefined;
  }
  const end = plus(seq, length + ((flags & FIN) !== 0 ? 1 : 0));
  const inWindow = !before(end, first) && distance(seq, plus(first, r.wnd)) <= 0;
  if (paws || (!inWindow && seq !== r.irs)) {
    journal.begin(CHECK_REQ, 'tcp.request-out-of-window', args);
    if ((flags & RST) === 0) sendRequestAck(stack, heard, r);
    journal.end('drop');
    return undefined;
  }
  const fresh = r.ts && options.hasTs && !before(first, seq);
  if ((flags & RST) !== 0 || ((flags & SYN) !== 0 && seq !== r.irs)) {
    journal.begin(CHECK_REQ, 'tcp.request-reset', args);
    if ((flags & RST) === 0) sendReset(stack, heard);
    countStat(stack, ns, 'TcpAttemptFails');
    dropRequest(stack, ns, r);
    journal.end();
    return undefined;
  }
  if ((flags & ACK) === 0) {
    journal.note(CHECK_REQ, 'tcp.request-no-ack', args, 'drop');
    return undefined;
  }
  const backlog = tcpTables(stack, ns).tcp.get(r.listener)?.backlog ?? 0;
  if (acceptFull(stack, ns, r.listener, backlog)) {
    overflow(stack, ns, r, heard, args, backlog);
    return undefined;
  }
  if (fresh) r = { ...r, tsRecent: options.tsVal };
  journal.begin(CHECK_REQ, 'tcp.request-done', args);
  dropRequest(stack, ns, given);
  const tp = makeChild(stack, ns, r);
  journal.end();
  return tp;
}

/** The handshake is complete and the accept queue full (Linux tcp_v4_syn_recv_sock, tcp_abort_on_overflow). */
function overflow(
  stack: Stack,
  ns: Netns,
  r: RequestRow,
  heard: Heard,
  args: ReturnType<typeof argsOf>,
  limit: number,
): void {
  const { journal } = stack.world;
  const abort = ns.sysctl('net.ipv4.tcp_abort_on_overflow') !== 0;
  const more = { ...args, limit: limit + 1 };
  journal.begin(CHECK_REQ, abort ? 'tcp.request-overflow-reset' : 'tcp.request-overflow', more);
  countStat(stack, ns, 'TcpExtListenOverflows');
  countStat(stack, ns, 'TcpExtListenDrops');
  if (abort) {
    countStat(stack, ns, 'TcpExtTCPAbortOnOverflow');
    sendReset(stack, heard);
    dropRequest(stack, ns, r);
  }
  journal.end('drop');
}

/** Linux tcp_synq_no_recent_overflow(), ns. */
const RECENT = 120e9;

/** An ACK for a listening socket without a request: it may bring a cookie back. */
export function checkSynCookie(
  stack: Stack,
  listener: SocketRow,
  heard: Heard,
  options: ReadOptions,
): Tcb | 'none' | 'drop' {
  const { journal, now } = stack.world;
  const { packet, srcPort, dstPort, seq, ack, flags } = heard;
  const { ns } = packet.skb;
  const tables = tcpTables(stack, ns);
  const mode = ns.sysctl('net.ipv4.tcp_syncookies');
  if (mode === 0 || (flags & ACK) === 0 || (flags & (RST | SYN)) !== 0) return 'none';
  const last = tables.overflows.get(listener.id);
  if (last === undefined || now - last > RECENT) return 'none';
  const ends = { localIp: packet.dst, localPort: dstPort, remoteIp: packet.src, remotePort: srcPort };
  const irs = plus(seq, -1);
  const mss = checkCookie(stack, ends, irs, plus(ack, -1));
  const args = { frame: packet.skb.frame, netns: ns.name, ip: packet.src, toPort: srcPort, local: dstPort };
  if (mss === 0) {
    journal.begin(COOKIE, 'tcp.cookie-bad', args);
    countStat(stack, ns, 'TcpExtSyncookiesFailed');
    journal.end('drop');
    return 'none';
  }
  const backlog = tables.tcp.get(listener.id)?.backlog ?? 0;
  if (acceptFull(stack, ns, listener.id, backlog)) {
    journal.begin(COOKIE, 'tcp.cookie-overflow', args);
    countStat(stack, ns, 'TcpExtListenOverflows');
    countStat(stack, ns, 'TcpExtListenDrops');
    journal.end('drop');
    return 'drop';
  }
  journal.begin(COOKIE, 'tcp.cookie-good', args);
  countStat(stack, ns, 'TcpExtSyncookiesRecv');
  const o = tables.options.get(listener.id)?.options ?? NO_OPTIONS;
  const ts = options.hasTs && options.tsEcr !== 0;
  const sndScale = ts ? stampedScale(options.tsEcr) : -1;
  const own = advertisedMss(outputMtu(stack, ns, packet.src), o.maxseg);
  // Linux cookie_v4_check(): here the room that the timestamps take is not reckoned with.
  const window = initialWindow(ns, o, own, sndScale >= 0);
  const tp = makeChild(stack, ns, {
    ...ends,
    id: 0,
    listener: listener.id,
    irs,
    iss: plus(ack, -1),
    mss,
    sndScale,
    rcvScale: sndScale >= 0 ? window.scale : -1,
    sack: ts && stampedSack(options.tsEcr),
    ts,
    tsOffset: ts ? plus(options.tsEcr, -Math.floor(now / 1e6)) : 0,
    tsRecent: options.tsVal,
    wnd: window.wnd,
    timeouts: 1,
    timer: -1,
    due: 0,
    sentAt: now,
  });
  journal.end();
  return tp;
}

/** A connection that waits to be accepted is established: the program that waits for it hears of it. */
export function tellListener(tp: Tcb): void {
  const parent = tp.ns.sockets.get(tp.c.listener);
  if (parent !== undefined) socketWake(tp.stack, parent);
}
