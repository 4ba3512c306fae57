// A connection comes to be, changes its state, ends (Linux tcp_set_state(), inet_csk_clone_lock(), tcp_done()).
import { socketWake } from '../socket.js';
import type { Netns, Stack } from '../stack.js';
import type { SocketRow } from '../tables.js';
import { endOf, segmentAt } from './chain.js';
import { beginAlgorithm, INFINITE, INITIAL_CWND, usualAlgorithm } from './cwnd.js';
import { plus } from './seq.js';
import { DONE, TCP_STATE } from './stages.js';
import {
  type Algorithm,
  type CongestionRow,
  NO_OPTIONS,
  type TcpOptions,
  type TcpRow,
  type TcpState,
  type TcpTimerRow,
} from './tables.js';
import { chainKey, countStat, save, settle, type Tcb, tcpTables } from './tcb.js';
import { RTO_FIRST, stopTimers } from './timer-set.js';

const STATE_REASON = {
  CLOSED: 'tcp.to-closed',
  LISTEN: 'tcp.to-listen',
  'SYN-SENT': 'tcp.to-syn-sent',
  'SYN-RECV': 'tcp.to-syn-recv',
  ESTAB: 'tcp.to-estab',
  'FIN-WAIT-1': 'tcp.to-fin-wait-1',
  'FIN-WAIT-2': 'tcp.to-fin-wait-2',
  'CLOSE-WAIT': 'tcp.to-close-wait',
  CLOSING: 'tcp.to-closing',
  'LAST-ACK': 'tcp.to-last-ack',
  'TIME-WAIT': 'tcp.to-time-wait',
} as const;

/** Changes the state in a stage of its own. */
export function setState(tp: Tcb, state: TcpState): void {
  if (tp.c.state === state) return;
  const { journal } = tp.stack.world;
  const { sock, ns, c } = tp;
  const args = { from: c.state, netns: ns.name, local: sock.localPort, ip: sock.remoteIp, toPort: sock.remotePort };
  journal.begin(TCP_STATE, STATE_REASON[state], args);
  c.state = state;
  if (state === 'ESTAB') beginAlgorithm(tp);
  save(tp);
  journal.end();
}

/** The rows of a new socket, CLOSED. */
export function createTcp(stack: Stack, ns: Netns, sock: SocketRow, given?: TcpOptions): void {
  const memory = { rmem: ns.sysctl('net.ipv4.tcp_rmem'), wmem: ns.sysctl('net.ipv4.tcp_wmem') };
  const options = given ?? { ...NO_OPTIONS, ...memory };
  const tables = tcpTables(stack, ns);
  const { id } = sock;
  settle(stack, ns, id);
  const row: TcpRow = {
    socket: id,
    state: 'CLOSED',
    listener: 0,
    backlog: 0,
    mss: 536,
    peerMss: 536,
    pathMtu: 1500,
    sndScale: 0,
    rcvScale: 0,
    sack: false,
    ts: false,
    tsOffset: 0,
    shutdown: 0,
    orphan: false,
    softError: '',
  };
  tables.tcp.set(id, row);
  tables.options.set(id, { socket: id, options });
  tables.send.set(id, {
    socket: id,
    iss: 0,
    una: 0,
    nxt: 0,
    write: 0,
    wnd: 0,
    wl1: 0,
    maxWnd: 0,
    small: 0,
    lastSent: 0,
  });
  tables.rcv.set(id, {
    socket: id,
    irs: 0,
    nxt: 0,
    wup: 0,
    wnd: 0,
    copied: 0,
    limit: 0,
    tsRecent: 0,
    tsAt: 0,
    quick: 0,
    pingpong: false,
    ato: 0,
    lastData: 0,
    owed: false,
    dsackLeft: 0,
    dsackRight: 0,
    challenge: -1,
    mss: 536,
  });
  tables.congestion.set(id, newCongestion(id, options.congestion ?? usualAlgorithm(ns)));
  tables.timers.set(id, newTimers(id));
}

const newCongestion = (socket: number, algorithm: Algorithm): CongestionRow => ({
  socket,
  algorithm,
  ca: 'Open',
  cwnd: INITIAL_CWND,
  count: 0,
  ssthresh: INFINITE,
  dupAcks: 0,
  high: 0,
  packets: 0,
  sacked: 0,
  lost: 0,
  retrans: 0,
  prrDelivered: 0,
  prrOut: 0,
  prior: 0,
  srtt: -1,
  rttvar: 0,
  rto: RTO_FIRST,
  backoff: 0,
  probe: -1,
  probeAgain: false,
  limited: false,
  mostOut: 0,
  usedEnd: 0,
});

const newTimers = (socket: number): TcpTimerRow => ({
  socket,
  kind: 'none',
  send: -1,
  sendDue: 0,
  delack: -1,
  delackDue: 0,
  keep: -1,
  keepDue: 0,
  retries: 0,
  probes: 0,
  since: 0,
  heard: 0,
});

/** Takes the connection's queues away: what was not sent, not acknowledged, not read. */
function purge(tp: Tcb): void {
  const { tables, id } = tp;
  for (let at = tp.s.una; at !== tp.s.write; ) {
    const s = segmentAt(tp, at);
    if (s === undefined) break;
    tables.segments.delete(chainKey(id, at));
    at = endOf(s);
  }
  for (let at = tp.r.copied; at !== tp.r.nxt; ) {
    const piece = tables.unread.get(chainKey(id, at));
    if (piece === undefined) break;
    tables.unread.delete(chainKey(id, at));
    at = plus(at, piece.length);
  }
  tables.holes.delete(id);
}

/** The connection is over: an orphan goes for good, one that a program holds stays as CLOSED (Linux tcp_done). */
export function done(tp: Tcb): void {
  const { journal } = tp.stack.world;
  stopTimers(tp);
  purgeSent(tp);
  setState(tp, 'CLOSED');
  const { ns, sock } = tp;
  tp.c.shutdown = 3;
  // One that waits to be accepted is taken out of the queue by nobody: accept(2) hands it out, dead as it is.
  if (tp.c.orphan) {
    journal.begin(DONE, 'tcp.gone', {
      netns: ns.name,
      local: sock.localPort,
      ip: sock.remoteIp,
      toPort: sock.remotePort,
    });
    destroy(tp);
    journal.end();
    return;
  }
  save(tp);
  socketWake(tp.stack, tp.sock);
}

function purgeSent(tp: Tcb): void {
  for (let at = tp.s.una; at !== tp.s.write; ) {
    const s = segmentAt(tp, at);
    if (s === undefined) break;
    tp.tables.segments.delete(chainKey(tp.id, at));
    at = endOf(s);
  }
  tp.s.una = tp.s.write;
  tp.s.nxt = tp.s.write;
  tp.k.packets = 0;
  tp.k.sacked = 0;
  tp.k.lost = 0;
  tp.k.retrans = 0;
}

/** Removes every row of a connection, without a word to the peer. */
export function destroy(tp: Tcb): void {
  const { tables, id, ns } = tp;
  stopTimers(tp);
  purge(tp);
  for (const table of [tables.tcp, tables.options, tables.send, tables.rcv, tables.congestion, tables.timers] as const)
    table.delete(id);
  for (const table of [tables.cubic, tables.rack] as const) if (table.has(id)) table.delete(id);
  tables.accepts.delete(id);
  tables.overflows.delete(id);
  ns.sockets.delete(id);
}

/** Ends a connection with an error for its program (Linux tcp_reset(), tcp_write_err()). */
export function fail(tp: Tcb, error: string): void {
  if (error === 'ECONNRESET' && (tp.c.state === 'ESTAB' || tp.c.state === 'CLOSE-WAIT'))
    countStat(tp.stack, tp.ns, 'TcpEstabResets');
  if (error === 'ECONNREFUSED') countStat(tp.stack, tp.ns, 'TcpAttemptFails');
  tp.sock = { ...tp.sock, error };
  tp.ns.sockets.set(tp.id, tp.sock);
  done(tp);
}
