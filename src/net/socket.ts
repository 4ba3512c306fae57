// Sockets: rows with a receive queue. What a program does with one is a call; what arrives goes into the queue and makes
// the program ready. Read apps/process.ts for the other half.
import { stageKind } from '../journal/index.js';
import type { Netns, Stack } from './stack.js';
import type { Message, ReceiveRow, SocketRow } from './tables.js';

export const SOCKET_CALL = stageKind('socket', 'POSIX socket(2), bind(2), close(2)', 'decision', [
  'socket.open',
  'socket.close',
]);
export const SOCKET_QUEUE = stageKind('sock_queue_rcv_skb', 'Linux sock_queue_rcv_skb()', 'decision', [
  'socket.queued',
  'socket.full',
]);

/** Sizes in which Linux hands out the memory of a packet: its own for small ones (SKB_SMALL_HEAD_SIZE), then powers of two. */
const HEADS = [576, 1024, 2048, 4096] as const;
/** Of it: what stands in front of and behind the packet (headroom, struct skb_shared_info); beside it: struct sk_buff. */
const HEAD_COST = 31 + 320;
const SK_BUFF = 256;
const IP_HEADER = 20;
/** Data of one fragment on a link with the usual MTU. */
const FRAGMENT = 1480;

/**
 * What a packet of so many bytes costs the socket that it waits in, bytes (Linux skb->truesize): far more than its data where
 * that is little. As measured on Linux 6.18 with UDP: 832 up to 197 bytes of data, 1280 up to 645, then 2304.
 */
export function packetMemory(length: number): number {
  let head = HEADS[0] as number;
  for (let i = 1; i < HEADS.length && head - HEAD_COST < length; i++) head = HEADS[i] as number;
  return head + SK_BUFF;
}

/** The same of what is behind the IP header, together from all fragments that carried it. */
export function messageMemory(length: number): number {
  let left = length;
  let sum = 0;
  for (; left > FRAGMENT; left -= FRAGMENT) sum += packetMemory(FRAGMENT + IP_HEADER);
  return sum + packetMemory(left + IP_HEADER);
}

const NOTHING: readonly Message[] = [];
const EMPTIED: ReceiveRow[] = [];

function memoryOf(messages: readonly Message[]): number {
  let sum = 0;
  for (const { memory } of messages) sum += memory;
  return sum;
}

type Wake = (socket: SocketRow) => void;
const wakers = new WeakMap<Stack, Wake>();
/** Says whom to tell when a socket became readable. The process layer does, once per stack. */
export function onReadable(stack: Stack, wake: Wake): void {
  wakers.set(stack, wake);
}

/** Tells the program at a socket that it can go on, if it waits for what the socket now has to offer. */
export function socketWake(stack: Stack, socket: SocketRow): void {
  wakers.get(stack)?.(socket);
}

/** What a kind of socket does in its own way; the others have messages in a queue and nothing to say at their end. */
export interface SocketKind {
  readonly readable: (stack: Stack, ns: Netns, id: number) => boolean;
  readonly writable: (stack: Stack, ns: Netns, id: number) => boolean;
  /** close(2), inside an open stage. */
  readonly close: (stack: Stack, ns: Netns, id: number) => void;
  /** Everything goes at once, without a word: the power is off. */
  readonly destroy: (stack: Stack, ns: Netns, id: number) => void;
}
const kinds = new Map<SocketRow['kind'], SocketKind>();
export function socketKind(kind: SocketRow['kind'], does: SocketKind): void {
  kinds.set(kind, does);
}

/** Whether a program that waits to read, or to write, can go on. */
export function canRead(stack: Stack, ns: Netns, id: number): boolean {
  const row = ns.sockets.get(id);
  if (row === undefined) return true;
  return kinds.get(row.kind)?.readable(stack, ns, id) ?? unread(ns, id) > 0;
}
export function canWrite(stack: Stack, ns: Netns, id: number): boolean {
  const row = ns.sockets.get(id);
  return row === undefined || (kinds.get(row.kind)?.writable(stack, ns, id) ?? true);
}

type Closer = (stack: Stack, socket: SocketRow) => void;
const closers = new Map<SocketRow['kind'], Closer>();
/** Registers what else goes when a socket of a kind is closed. */
export function onClosed(kind: SocketRow['kind'], closer: Closer): void {
  closers.set(kind, closer);
}

/** Opens a socket. The fields not given are 0 or empty; `more` makes what belongs to its kind. */
export function openSocket(
  stack: Stack,
  ns: Netns,
  socket: Pick<SocketRow, 'kind' | 'pid'> & Partial<SocketRow>,
  more?: (row: SocketRow) => void,
): SocketRow {
  const { journal } = stack.world;
  journal.begin(SOCKET_CALL, 'socket.open', { kind: socket.kind, pid: socket.pid, netns: ns.name });
  const row: SocketRow = {
    localIp: 0,
    localPort: 0,
    remoteIp: 0,
    remotePort: 0,
    dev: 0,
    protocol: 0,
    error: undefined,
    rcvbuf: socket.kind === 'tcp' ? 0 : ns.sysctl('net.core.rmem_default'),
    ...socket,
    id: stack.serial('socket'),
  };
  ns.sockets.set(row.id, row);
  more?.(row);
  journal.end();
  return row;
}

export function closeSocket(stack: Stack, ns: Netns, id: number): void {
  const row = ns.sockets.get(id);
  if (row === undefined) return;
  const { journal } = stack.world;
  const own = kinds.get(row.kind);
  if (own !== undefined) {
    own.close(stack, ns, id);
    return;
  }
  journal.begin(SOCKET_CALL, 'socket.close', { kind: row.kind, pid: row.pid, netns: ns.name });
  ns.sockets.delete(id);
  ns.receives.delete(id);
  closers.get(row.kind)?.(stack, row);
  journal.end();
}

/** Takes a socket away without a word to anybody, inside an open stage. */
export function destroySocket(stack: Stack, ns: Netns, id: number): void {
  const row = ns.sockets.get(id);
  if (row === undefined) return;
  kinds.get(row.kind)?.destroy(stack, ns, id);
  ns.sockets.delete(id);
  ns.receives.delete(id);
  closers.get(row.kind)?.(stack, row);
}

/**
 * Puts a message into a socket's receive queue and makes its program ready (Linux sock_queue_rcv_skb). False: there was no
 * room. An empty queue takes any message (measured on Linux 6.18).
 */
export function enqueueMessage(stack: Stack, ns: Netns, socket: SocketRow, message: Message): boolean {
  const { journal } = stack.world;
  const { id, pid, kind } = socket;
  const messages = ns.receives.get(id)?.messages ?? NOTHING;
  const used = memoryOf(messages);
  if (used > 0 && used + message.memory > socket.rcvbuf) {
    const args = { frame: message.frame, pid, kind, netns: ns.name, used, limit: socket.rcvbuf };
    journal.note(SOCKET_QUEUE, 'socket.full', args, 'drop');
    return false;
  }
  journal.begin(SOCKET_QUEUE, 'socket.queued', { frame: message.frame, pid, kind, netns: ns.name });
  ns.receives.set(id, { socket: id, messages: messages.length === 0 ? [message] : [...messages, message] });
  wakers.get(stack)?.(socket);
  journal.end('queued');
  return true;
}

/** Takes the oldest message out of a socket's queue. */
export function takeMessage(ns: Netns, id: number): Message | undefined {
  const messages = ns.receives.get(id)?.messages ?? NOTHING;
  const first = messages[0];
  if (first === undefined) return undefined;
  ns.receives.set(id, messages.length === 1 ? emptied(id) : { socket: id, messages: messages.slice(1) });
  return first;
}

/** The row of a queue without messages: the same one each time, for rows live as long as the journal. */
function emptied(socket: number): ReceiveRow {
  EMPTIED[socket] ??= { socket, messages: NOTHING };
  return EMPTIED[socket];
}

/** How many messages wait to be read. */
export const unread = (ns: Netns, id: number): number => ns.receives.get(id)?.messages.length ?? 0;

/** What they take of its memory, bytes: the Recv-Q of ss (Linux udp_rqueue_get()). */
export const unreadMemory = (ns: Netns, id: number): number => memoryOf(ns.receives.get(id)?.messages ?? NOTHING);
