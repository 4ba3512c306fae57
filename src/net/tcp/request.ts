// The SYN queue: handshakes under way at a listening socket (Linux tcp_conn_request(), reqsk_timer_handler()).
import type { Netns, Stack } from '../stack.js';
import type { SocketRow } from '../tables.js';
import { type Ends, makeCookie, stampOptions } from './cookies.js';
import type { ReadOptions, WriteOptions } from './options.js';
import { outputMtu } from './route.js';
import { CONN_REQUEST, REQUEST_TIMER } from './stages.js';
import { advertisedMss } from './syn-options.js';
import { ACK, NO_OPTIONS, type RequestRow, SYN } from './tables.js';
import { countStat, settle, tcpTables } from './tcb.js';
import { RTO_FIRST, RTO_MAX, TCP_EVENT, WHICH } from './timer-set.js';
import { type Heard, NO_SACK, sendSegment, tsNow } from './transmit.js';
import { initialWindow } from './window.js';

/** How many handshakes are under way at a listening socket, and how many connections wait for accept(2). */
export function queueLength(stack: Stack, ns: Netns, listener: number): number {
  let n = 0;
  for (const r of tcpTables(stack, ns).requests.rows()) if (r.listener === listener) n++;
  return n;
}
export function acceptLength(stack: Stack, ns: Netns, listener: number): number {
  let n = 0;
  for (const r of tcpTables(stack, ns).accepts.rows()) if (r.listener === listener) n++;
  return n;
}
/** Linux sk_acceptq_is_full(): one more than listen(2) was told fits. */
export const acceptFull = (stack: Stack, ns: Netns, listener: number, backlog: number): boolean =>
  acceptLength(stack, ns, listener) > backlog;
/** Linux inet_csk_reqsk_queue_is_full(); kernels before 6.18 compare with >=. */
const synFull = (stack: Stack, length: number, backlog: number): boolean =>
  stack.profile === 'classic' ? length >= backlog : length > backlog;

const on = (ns: Netns, name: string): boolean => ns.sysctl(`net.ipv4.${name}`) !== 0;

/** A SYN for a listening socket. */
export function connRequest(stack: Stack, listener: SocketRow, heard: Heard, options: ReadOptions, isn?: number): void {
  const { journal } = stack.world;
  const { ns } = heard.packet.skb;
  const tables = tcpTables(stack, ns);
  const row = tables.tcp.get(listener.id)!;
  const cookies = ns.sysctl('net.ipv4.tcp_syncookies');
  const length = queueLength(stack, ns, listener.id);
  const ready = acceptLength(stack, ns, listener.id);
  const args = {
    frame: heard.packet.skb.frame,
    netns: ns.name,
    ip: heard.packet.src,
    toPort: heard.srcPort,
    local: heard.dstPort,
    length,
    ready,
    limit: row.backlog,
  };
  let cookie = false;
  if (cookies === 2 || synFull(stack, length, row.backlog)) {
    cookie = cookies !== 0;
    if (!cookie) {
      journal.begin(CONN_REQUEST, 'tcp.syn-queue-full', args);
      countStat(stack, ns, 'TcpExtTCPReqQFullDrop');
      countStat(stack, ns, 'TcpExtListenDrops');
      journal.end('drop');
      return;
    }
  }
  if (acceptFull(stack, ns, listener.id, row.backlog)) {
    journal.begin(CONN_REQUEST, 'tcp.accept-queue-full', args);
    countStat(stack, ns, 'TcpExtListenOverflows');
    countStat(stack, ns, 'TcpExtListenDrops');
    journal.end('drop');
    return;
  }
  // Linux: without cookies the last quarter of tcp_max_syn_backlog is for peers that are known.
  const most = ns.sysctl('net.ipv4.tcp_max_syn_backlog');
  if (!cookie && cookies === 0 && most - length < most >> 2) {
    journal.begin(CONN_REQUEST, 'tcp.syn-last-quarter', { ...args, limit: most });
    countStat(stack, ns, 'TcpExtListenDrops');
    journal.end('drop');
    return;
  }
  journal.begin(CONN_REQUEST, cookie ? 'tcp.syn-cookie' : 'tcp.syn-queued', args);
  answer(stack, ns, listener, heard, options, cookie, isn);
  journal.end(cookie ? 'pass' : 'queued');
}

/** Which of what a SYN offers is taken up, and the numbers of the answer. */
function answer(
  stack: Stack,
  ns: Netns,
  listener: SocketRow,
  heard: Heard,
  options: ReadOptions,
  cookie: boolean,
  isn: number | undefined,
): void {
  const { world } = stack;
  const tables = tcpTables(stack, ns);
  const { packet, srcPort, dstPort, seq } = heard;
  const o = tables.options.get(listener.id)?.options ?? NO_OPTIONS;
  const ts = options.hasTs && on(ns, 'tcp_timestamps');
  // Linux tcp_conn_request(): a cookie has room for the other options in the timestamp only.
  const room = !cookie || ts;
  const sndScale = options.scale >= 0 && on(ns, 'tcp_window_scaling') && room ? options.scale : -1;
  const sack = options.sackOk && on(ns, 'tcp_sack') && room;
  const own = advertisedMss(outputMtu(stack, ns, packet.src), o.maxseg);
  const window = initialWindow(ns, o, own - (ts ? 12 : 0), sndScale >= 0);
  const ends: Ends = { localIp: packet.dst, localPort: dstPort, remoteIp: packet.src, remotePort: srcPort };
  const peerMss = options.mss === 0 ? 536 : options.mss;
  const made = cookie ? makeCookie(stack, ends, seq, peerMss) : undefined;
  const due = world.now + RTO_FIRST;
  const id = cookie ? 0 : stack.serial('socket');
  const request: RequestRow = {
    id,
    listener: listener.id,
    localIp: packet.dst,
    localPort: dstPort,
    remoteIp: packet.src,
    remotePort: srcPort,
    irs: seq,
    iss: made?.iss ?? isn ?? world.random.u32(`tcp-isn/${ns.name}`),
    mss: made?.mss ?? peerMss,
    sndScale,
    rcvScale: sndScale >= 0 ? window.scale : -1,
    sack,
    ts,
    tsOffset: ts ? world.random.u32(`tcp-ts/${ns.name}`) : 0,
    tsRecent: options.tsVal,
    wnd: window.wnd,
    timeouts: 0,
    timer: cookie ? -1 : world.schedule(due, TCP_EVENT, id, WHICH.request),
    due: cookie ? 0 : due,
    sentAt: world.now,
  };
  if (cookie) {
    countStat(stack, ns, 'TcpExtTCPReqQFullDoCookies');
    countStat(stack, ns, 'TcpExtSyncookiesSent');
    tables.overflows.set(listener.id, world.now);
  } else {
    settle(stack, ns, id);
    tables.requests.set(id, request);
  }
  sendSynAck(stack, ns, request, cookie, packet.skb.frame);
}

/** The SYN-ACK of a request. */
export function sendSynAck(stack: Stack, ns: Netns, r: RequestRow, cookie = false, answers = -1): void {
  const o = tcpTables(stack, ns).options.get(r.listener)?.options ?? NO_OPTIONS;
  let tsVal = r.ts ? tsNow(stack, r.tsOffset) : 0;
  if (cookie && r.ts) tsVal = stampOptions(tsVal, r.sndScale, r.sack);
  const options: WriteOptions = {
    mss: advertisedMss(outputMtu(stack, ns, r.remoteIp), o.maxseg),
    scale: r.sndScale >= 0 ? r.rcvScale : -1,
    sackOk: r.sack,
    ts: r.ts,
    tsVal,
    tsEcr: r.ts ? r.tsRecent : 0,
    sack: NO_SACK,
  };
  sendSegment(stack, ns, {
    src: r.localIp,
    dst: r.remoteIp,
    srcPort: r.localPort,
    dstPort: r.remotePort,
    seq: r.iss,
    ack: (r.irs + 1) >>> 0,
    flags: SYN | ACK,
    wnd: Math.min(r.wnd, 65535),
    options,
    frame: -1,
    offset: 0,
    length: 0,
    answers,
    bare: true,
  });
}

/** A request is over: its row and its timer go. */
export function dropRequest(stack: Stack, ns: Netns, r: RequestRow): void {
  if (r.timer >= 0) stack.world.cancel(r.timer);
  tcpTables(stack, ns).requests.delete(r.id);
}

/** How often the SYN-ACK is repeated: less often where more than half of the queue waits (Linux reqsk_timer_handler). */
function mostRetries(stack: Stack, ns: Netns, r: RequestRow): number {
  const tables = tcpTables(stack, ns);
  const { syncnt } = tables.options.get(r.listener)?.options ?? NO_OPTIONS;
  let most = syncnt > 0 ? syncnt : ns.sysctl('net.ipv4.tcp_synack_retries');
  const length = queueLength(stack, ns, r.listener);
  const backlog = tables.tcp.get(r.listener)?.backlog ?? 0;
  if (length * 2 <= Math.max(8, backlog)) return most;
  let young = 0;
  for (const other of tables.requests.rows()) if (other.listener === r.listener && other.timeouts === 0) young += 2;
  while (most > 2 && length >= young) {
    most--;
    young *= 2;
    if (young === 0) young = 1;
  }
  return most;
}

/** No ACK has come: the SYN-ACK goes again, or the request is given up. */
export function requestTimer(stack: Stack, ns: Netns, r: RequestRow): void {
  const { journal, now } = stack.world;
  const most = mostRetries(stack, ns, r);
  const args = {
    netns: ns.name,
    ip: r.remoteIp,
    toPort: r.remotePort,
    local: r.localPort,
    times: r.timeouts + 1,
    limit: most,
  };
  if (r.timeouts >= most) {
    journal.begin(REQUEST_TIMER, 'tcp.synack-give-up', args);
    tcpTables(stack, ns).requests.delete(r.id);
    journal.end('drop');
    return;
  }
  const wait = Math.min(RTO_MAX, RTO_FIRST * 2 ** (r.timeouts + 1));
  journal.begin(REQUEST_TIMER, 'tcp.synack-again', { ...args, waitNs: wait });
  const timer = stack.world.schedule(now + wait, TCP_EVENT, r.id, WHICH.request);
  tcpTables(stack, ns).requests.set(r.id, { ...r, timeouts: r.timeouts + 1, timer, due: now + wait });
  countStat(stack, ns, 'TcpRetransSegs');
  sendSynAck(stack, ns, r);
  journal.end();
}
