// What programs call: socket, bind, listen, connect, accept, shutdown, close and the options (Linux af_inet.c,
// inet_connection_sock.c, tcp.c). A call that would block gives EAGAIN: the program says what it waits for and is woken.
// Sending and receiving are in stream.ts.
import { isLocal } from '../fib.js';
import { routeOutput } from '../ip-output.js';
import { openSocket } from '../socket.js';
import type { Netns, Stack } from '../stack.js';
import type { SocketRow } from '../tables.js';
import { append, segmentAt, setSegment } from './chain.js';
import { beginAlgorithm } from './cwnd.js';
import { startKeepalive } from './keepalive.js';
import { findConnection, findRequest, freePort, portTaken } from './lookup.js';
import { syncMss, writeXmit } from './output.js';
import { acceptReady } from './ready.js';
import { outputMtu } from './route.js';
import { plus } from './seq.js';
import { createTcp, setState } from './sock.js';
import { ACCEPT, BIND, CONNECT, LISTEN, SETSOCKOPT } from './stages.js';
import { advertisedMss, synOptions } from './syn-options.js';
import { SYN, type TcpOptions } from './tables.js';
import { countStat, loadTcb, save, type Tcb } from './tcb.js';
import { armSendTimer, rtoNow } from './timer-set.js';
import { giveUpTimeWait, mayReuse, nextIsn } from './timewait.js';
import { transmitTcp } from './transmit.js';
import { initialWindow } from './window.js';

/** Linux's errno names that calls of TCP give. */
export type TcpError = string;

export const nameOf = (ns: Netns, sock: SocketRow) => ({
  netns: ns.name,
  pid: sock.pid,
  ip: sock.localIp,
  local: sock.localPort,
});

/** socket(2) */
export function tcpSocket(stack: Stack, ns: Netns, pid: number): SocketRow {
  return openSocket(stack, ns, { kind: 'tcp', pid }, row => createTcp(stack, ns, row));
}

/** bind(2); port 0: a free one. */
export function tcpBind(stack: Stack, ns: Netns, id: number, ip: number, port: number): TcpError | undefined {
  const tp = loadTcb(stack, ns, id);
  if (tp === undefined) return 'EBADF';
  const { journal } = stack.world;
  const args = { netns: ns.name, pid: tp.sock.pid, ip, local: port };
  const error = bindError(tp, ip, port);
  if (error !== undefined) {
    journal.note(BIND, 'tcp.bind-refused', { ...args, error }, 'drop');
    return error;
  }
  journal.begin(BIND, 'tcp.bind', args);
  const chosen = port === 0 ? freePort(stack, ns, ip, () => true) : port;
  ns.sockets.set(id, { ...tp.sock, localIp: ip, localPort: chosen });
  journal.end();
  return undefined;
}

function bindError(tp: Tcb, ip: number, port: number): TcpError | undefined {
  const { ns, stack, sock, c } = tp;
  if (c.state !== 'CLOSED' || sock.localPort !== 0) return 'EINVAL';
  if (ip !== 0 && !isLocal(ns, ip)) return 'EADDRNOTAVAIL';
  return port !== 0 && portTaken(stack, ns, ip, port, tp.o.reuse, tp.id) ? 'EADDRINUSE' : undefined;
}

/** listen(2): the accept queue holds one more than `backlog`, and no more than net.core.somaxconn allows. */
export function tcpListen(stack: Stack, ns: Netns, id: number, backlog: number): TcpError | undefined {
  const tp = loadTcb(stack, ns, id);
  if (tp === undefined) return 'EBADF';
  const { state } = tp.c;
  if (state !== 'CLOSED' && state !== 'LISTEN') return 'EINVAL';
  const { journal } = stack.world;
  const most = ns.sysctl('net.core.somaxconn');
  const limit = backlog < 0 || backlog > most ? most : backlog;
  // Linux inet_csk_listen_start(): the port is tried again, for another may listen on it.
  if (state === 'CLOSED' && listens(tp)) return 'EADDRINUSE';
  journal.begin(LISTEN, 'tcp.listen', { ...nameOf(ns, tp.sock), backlog: limit, places: limit + 1 });
  if (tp.sock.localPort === 0) {
    tp.sock = { ...tp.sock, localPort: freePort(stack, ns, tp.sock.localIp, () => true) };
    ns.sockets.set(id, tp.sock);
  }
  tp.c.backlog = limit;
  setState(tp, 'LISTEN');
  save(tp);
  journal.end();
  return undefined;
}

function listens(tp: Tcb): boolean {
  const { localIp, localPort } = tp.sock;
  if (localPort === 0) return false;
  for (const s of tp.ns.socketsOf('tcp')) {
    if (s.id === tp.id || s.localPort !== localPort || tp.tables.tcp.get(s.id)?.state !== 'LISTEN') continue;
    if (s.localIp === localIp || s.localIp === 0 || localIp === 0) return true;
  }
  return false;
}

/** connect(2): EINPROGRESS, until the socket is writable (and its error, if any, can be fetched). */
export function tcpConnect(stack: Stack, ns: Netns, id: number, ip: number, port: number): TcpError | undefined {
  const tp = loadTcb(stack, ns, id);
  if (tp === undefined) return 'EBADF';
  const { state } = tp.c;
  if (state === 'SYN-SENT' || state === 'SYN-RECV') return 'EALREADY';
  if (tp.sock.error !== undefined) return takeError(stack, ns, id);
  if (state === 'LISTEN') return 'EISCONN';
  if (state !== 'CLOSED' || tp.sock.remotePort !== 0) return 'EISCONN';
  const { journal } = stack.world;
  const args = { netns: ns.name, pid: tp.sock.pid, ip, toPort: port };
  journal.begin(CONNECT, 'tcp.connect', args);
  const error = startConnect(tp, ip, port);
  if (error !== undefined) journal.note(CONNECT, 'tcp.connect-refused', { ...args, error }, 'drop');
  journal.end(error === undefined ? 'pass' : 'drop');
  return error ?? 'EINPROGRESS';
}

function startConnect(tp: Tcb, ip: number, port: number): TcpError | undefined {
  const { stack, ns, id } = tp;
  const route = routeOutput(stack, ns, { dst: ip, src: tp.sock.localIp === 0 ? undefined : tp.sock.localIp, proto: 6 });
  if (typeof route === 'string') return route;
  const { src } = route;
  const used = (local: number) =>
    findConnection(ns, src, local, ip, port) !== undefined ||
    findRequest(stack, ns, src, local, ip, port) !== undefined;
  const local = tp.sock.localPort !== 0 ? tp.sock.localPort : freePort(stack, ns, src, p => !used(p));
  const old = local === 0 ? undefined : findConnection(ns, src, local, ip, port);
  const waiting = old === undefined ? undefined : loadTcb(stack, ns, old.id);
  const isn = waiting?.c.state === 'TIME-WAIT' && mayReuse(waiting) ? nextIsn(waiting) : undefined;
  if (local === 0 || (isn === undefined && used(local))) return 'EADDRNOTAVAIL';
  if (isn !== undefined && waiting !== undefined) giveUpTimeWait(waiting);
  tp.sock = { ...tp.sock, localIp: src, localPort: local, remoteIp: ip, remotePort: port };
  ns.sockets.set(id, tp.sock);
  const { c, s, r } = tp;
  c.pathMtu = outputMtu(stack, ns, ip);
  c.peerMss = c.pathMtu - 40;
  c.tsOffset = stack.world.random.u32(`tcp-ts/${ns.name}`);
  const window = initialWindow(
    ns,
    tp.o,
    advertisedMss(c.pathMtu, tp.o.maxseg),
    ns.sysctl('net.ipv4.tcp_window_scaling') !== 0,
  );
  c.rcvScale = window.scale;
  r.wnd = window.wnd;
  r.limit = window.wnd;
  s.iss = isn ?? stack.world.random.u32(`tcp-isn/${ns.name}`);
  s.una = s.iss;
  s.nxt = s.iss;
  s.write = s.iss;
  s.small = s.iss;
  syncMss(tp);
  setState(tp, 'SYN-SENT');
  countStat(stack, ns, 'TcpActiveOpens');
  const { now } = stack.world;
  append(tp, SYN, -1, 0, 0);
  const syn = segmentAt(tp, s.iss);
  if (syn !== undefined) setSegment(tp, { ...syn, sent: 1, firstAt: now, sentAt: now });
  s.nxt = plus(s.iss, 1);
  tp.k.packets = 1;
  transmitTcp(tp, s.iss, SYN, undefined, synOptions(tp, SYN));
  armSendTimer(tp, 'rto', now + rtoNow(tp));
  save(tp);
  return undefined;
}

/** accept(2): the connection that has waited longest; EAGAIN while there is none. It belongs to the listener's program. */
export function tcpAccept(stack: Stack, ns: Netns, id: number): SocketRow | TcpError {
  const tp = loadTcb(stack, ns, id);
  if (tp === undefined) return 'EBADF';
  if (tp.c.state !== 'LISTEN') return 'EINVAL';
  const { journal } = stack.world;
  const first = acceptReady(tp.tables, id);
  if (first === undefined) {
    journal.note(ACCEPT, 'tcp.accept-waits', nameOf(ns, tp.sock), 'queued');
    return 'EAGAIN';
  }
  const left = [...tp.tables.accepts.rows()].filter(a => a.listener === id).length - 1;
  const { remoteIp, remotePort } = first;
  journal.begin(ACCEPT, 'tcp.accept', { netns: ns.name, pid: tp.sock.pid, ip: remoteIp, toPort: remotePort, left });
  tp.tables.accepts.delete(first.socket);
  journal.end();
  return ns.sockets.get(first.socket) as SocketRow;
}

/** SO_ERROR: fetching the error clears it. */
export function takeError(_stack: Stack, ns: Netns, id: number): TcpError | undefined {
  const sock = ns.sockets.get(id);
  if (sock?.error === undefined) return undefined;
  ns.sockets.set(id, { ...sock, error: undefined });
  return sock.error;
}

/** setsockopt(2). Sizes of buffers are doubled, as the kernel does (socket(7)). */
export function tcpSetOption(stack: Stack, ns: Netns, id: number, change: Partial<TcpOptions>): TcpError | undefined {
  const tp = loadTcb(stack, ns, id);
  if (tp === undefined) return 'EBADF';
  const { journal } = stack.world;
  const [name = '', value = 0] = Object.entries(change)[0] ?? [];
  journal.begin(SETSOCKOPT, 'tcp.option', {
    ...nameOf(ns, tp.sock),
    name,
    value: typeof value === 'string' ? value : Number(value),
  });
  tp.tables.options.set(id, { socket: id, options: { ...tp.o, ...change } });
  const changed = loadTcb(stack, ns, id) as Tcb;
  if (change.keepalive === true && (changed.c.state === 'ESTAB' || changed.c.state === 'CLOSE-WAIT'))
    startKeepalive(changed);
  if (change.congestion !== undefined) {
    changed.k.algorithm = change.congestion;
    if (changed.u !== undefined) changed.tables.cubic.delete(id);
    if (changed.c.state !== 'CLOSED' && changed.c.state !== 'LISTEN' && changed.c.state !== 'SYN-SENT')
      beginAlgorithm(changed);
  }
  // What Nagle or a cork held back may go now.
  if (change.nodelay === true || change.cork === false) writeXmit(changed, 'none');
  save(changed);
  journal.end();
  return undefined;
}
