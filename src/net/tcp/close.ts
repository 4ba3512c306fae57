// The end of a connection from the program's side: shutdown(2), close(2) (Linux tcp_shutdown(), tcp_close(),
// inet_csk_listen_stop()).
import { socketKind } from '../socket.js';
import type { Netns, Stack } from '../stack.js';
import { nameOf, type TcpError } from './calls.js';
import { append, unsentTail } from './chain.js';
import { queueFin, sendActiveReset, writeXmit } from './output.js';
import { readable, writable } from './ready.js';
import { dropRequest } from './request.js';
import { distance } from './seq.js';
import { destroy, done, setState } from './sock.js';
import { CLOSE, LISTEN_STOP, SHUTDOWN } from './stages.js';
import { ACK, FIN, RCV_SHUTDOWN, SEND_SHUTDOWN } from './tables.js';
import { countStat, loadTcb, save, type Tcb, tcpTables } from './tcb.js';
import { armKeep, orphanWait } from './timer-set.js';

socketKind('tcp', {
  readable: (stack, ns, id) => readable(stack, ns, id),
  writable: (stack, ns, id) => writable(stack, ns, id),
  close: (stack, ns, id) => tcpClose(stack, ns, id),
  destroy: (stack, ns, id) => {
    for (const r of [...tcpTables(stack, ns).requests.rows()]) if (r.listener === id) dropRequest(stack, ns, r);
    const tp = loadTcb(stack, ns, id);
    if (tp !== undefined) destroy(tp);
  },
});

/** Says that nothing more will be written: a FIN follows the data (Linux tcp_send_fin). */
function sendFin(tp: Tcb): void {
  queueFin(tp, unsentTail(tp), () => append(tp, FIN | ACK, -1, 0, 0));
  writeXmit(tp, 'none');
}

/** The state that a side goes to when it has written its last. Undefined: it cannot, or has already. */
const NEXT = { 'SYN-RECV': 'FIN-WAIT-1', ESTAB: 'FIN-WAIT-1', 'CLOSE-WAIT': 'LAST-ACK' } as const;
const nextOf = (tp: Tcb) => NEXT[tp.c.state as keyof typeof NEXT] as 'FIN-WAIT-1' | 'LAST-ACK' | undefined;

/** shutdown(2); `how` as there: 0 reading, 1 writing, 2 both. */
export function tcpShutdown(stack: Stack, ns: Netns, id: number, how: number): TcpError | undefined {
  const tp = loadTcb(stack, ns, id);
  if (tp === undefined) return 'EBADF';
  if (how < 0 || how > 2) return 'EINVAL';
  const { state } = tp.c;
  if (state === 'CLOSED' || state === 'TIME-WAIT') return 'ENOTCONN';
  const { journal } = stack.world;
  journal.begin(SHUTDOWN, 'tcp.shutdown', { ...nameOf(ns, tp.sock), how });
  if (how !== 1) tp.c.shutdown |= RCV_SHUTDOWN;
  if (how !== 0) {
    tp.c.shutdown |= SEND_SHUTDOWN;
    const next = nextOf(tp);
    if (next !== undefined) {
      setState(tp, next);
      sendFin(tp);
    } else if (state === 'SYN-SENT') done(tp);
    else if (state === 'LISTEN' && how === 2) stopListening(tp);
  }
  save(tp);
  journal.end();
  return undefined;
}

/** A listening socket ends: handshakes under way are forgotten, connections that wait are reset. */
function stopListening(tp: Tcb): void {
  const { stack, ns, tables, id } = tp;
  const requests = [...tables.requests.rows()].filter(r => r.listener === id);
  const waiting = [...tables.accepts.rows()].filter(a => a.listener === id);
  if (requests.length + waiting.length === 0) return;
  const { journal } = stack.world;
  const args = { ...nameOf(ns, tp.sock), requests: requests.length, ready: waiting.length };
  journal.begin(LISTEN_STOP, 'tcp.listen-stop', args);
  for (const r of requests) dropRequest(stack, ns, r);
  for (const { socket } of waiting) {
    const child = loadTcb(stack, ns, socket);
    if (child === undefined) continue;
    tables.accepts.delete(socket);
    if (child.c.state !== 'CLOSED') sendActiveReset(child);
    child.c.orphan = true;
    done(child);
  }
  journal.end();
}

/** close(2): the program lets go. What it wrote is still sent; what it has not read makes it a reset (RFC 9293 §3.6). */
export function tcpClose(stack: Stack, ns: Netns, id: number): void {
  const tp = loadTcb(stack, ns, id);
  // What nobody has any more goes its own way.
  if (tp === undefined || tp.c.orphan) return;
  const { journal } = stack.world;
  const { state } = tp.c;
  const unread = state === 'CLOSED' ? 0 : Math.max(0, distance(tp.r.nxt, tp.r.copied) - finCount(tp));
  const abort = tp.o.linger === 0;
  const alone = state === 'CLOSED' || state === 'LISTEN' || state === 'SYN-SENT';
  const peer = abort ? 'tcp.close-linger' : 'tcp.close';
  const reason = unread > 0 ? 'tcp.close-unread' : alone ? 'tcp.close-alone' : peer;
  journal.begin(CLOSE, reason, { ...nameOf(ns, tp.sock), state, unread });
  tp.c.orphan = true;
  tp.c.shutdown = RCV_SHUTDOWN | SEND_SHUTDOWN;
  save(tp);
  if (state === 'LISTEN') {
    stopListening(tp);
    done(tp);
  } else if (state === 'CLOSED') destroy(tp);
  else if (state === 'SYN-SENT') done(tp);
  else if ((unread > 0 || abort) && hasPeer(tp)) {
    if (unread > 0) countStat(stack, ns, 'TcpExtTCPAbortOnClose');
    else countStat(stack, ns, 'TcpExtTCPAbortOnData');
    sendActiveReset(tp);
    done(tp);
  } else gracefully(tp);
  journal.end();
}

/** One where the peer's FIN is counted in `nxt`. */
const finCount = (tp: Tcb): number => {
  const { state } = tp.c;
  return state === 'CLOSE-WAIT' || state === 'LAST-ACK' || state === 'CLOSING' || state === 'TIME-WAIT' ? 1 : 0;
};
const hasPeer = (tp: Tcb): boolean => tp.c.state !== 'TIME-WAIT' && tp.c.state !== 'CLOSED';

function gracefully(tp: Tcb): void {
  const next = nextOf(tp);
  if (next !== undefined) {
    setState(tp, next);
    sendFin(tp);
  } else if (tp.c.state === 'FIN-WAIT-2') armKeep(tp, tp.stack.world.now + orphanWait(tp));
  save(tp);
}
