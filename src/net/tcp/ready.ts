// What poll(2) says of a socket (Linux tcp_poll()).
import type { Netns, Stack } from '../stack.js';
import { distance } from './seq.js';
import { type AcceptRow, NO_OPTIONS, RCV_SHUTDOWN, SEND_SHUTDOWN, type TcpState } from './tables.js';
import { type TcpTables, tcpTables } from './tcb.js';
import { sndbufOf } from './window.js';

/** The first connection that waits for accept(2) and is more than half open. */
export function acceptReady(tables: TcpTables, listener: number): AcceptRow | undefined {
  return tables.accepts.find(a => a.listener === listener);
}

const OPENING: ReadonlySet<TcpState> = new Set(['SYN-SENT', 'SYN-RECV']);

/** Something to read, the end, an error, or a connection to accept. */
export function readable(stack: Stack, ns: Netns, id: number): boolean {
  const tables = tcpTables(stack, ns);
  const c = tables.tcp.get(id);
  if (c === undefined) return true;
  if (c.state === 'LISTEN') return acceptReady(tables, id) !== undefined;
  if (OPENING.has(c.state)) return false;
  if (ns.sockets.get(id)?.error !== undefined || (c.shutdown & RCV_SHUTDOWN) !== 0) return true;
  if (c.state === 'CLOSED') return ns.sockets.get(id)?.remotePort !== 0;
  const r = tables.rcv.get(id);
  return r !== undefined && distance(r.nxt, r.copied) > 0;
}

/** Room to write into, or a connection that has come to be, or to nothing. */
export function writable(stack: Stack, ns: Netns, id: number): boolean {
  const tables = tcpTables(stack, ns);
  const c = tables.tcp.get(id);
  const s = tables.send.get(id);
  if (c === undefined || s === undefined) return true;
  if (c.state === 'LISTEN' || OPENING.has(c.state)) return false;
  if (c.state === 'CLOSED') return ns.sockets.get(id)?.remotePort !== 0;
  if ((c.shutdown & SEND_SHUTDOWN) !== 0 || ns.sockets.get(id)?.error !== undefined) return true;
  const options = tables.options.get(id)?.options ?? NO_OPTIONS;
  // Linux sk_stream_is_writeable(): a third of the buffer is free.
  return distance(s.write, s.una) * 3 < sndbufOf(ns, options) * 2;
}
