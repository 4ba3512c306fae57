// Which queues a socket has, and how their rows are read: one small table. A new kind of socket, or a listening one with its
// SYN queue and its accept queue, is one more entry here; queue.ts draws them all.
import { formatIpv4 } from '../../wire/index.js';
import type { View } from '../view.js';
import type { Queue, QueueEntry } from './queue.js';
import { type Row, tableOf } from './table-rows.js';

/** One thing that waits in a queue. */
interface Waiting {
  /** Tells it from the others. */
  readonly id: unknown;
  readonly label: string;
  readonly short?: string;
  readonly bytes?: number;
}

/** How one queue of a socket is read. */
export interface QueueReading {
  /** Message ids of its name and of what takes the oldest one further. */
  readonly name: string;
  readonly out: string;
  /** The table whose row of the socket's number holds it; or, with `owner`, each of whose rows is an entry of that socket. */
  readonly table: string;
  readonly owner?: string;
  /** What waits, the oldest first; `row` is undefined before anything came. */
  entries(view: View, row: Row | undefined): readonly Waiting[];
  /** How much of the limit is taken, where that counts bytes of memory, not entries. */
  readonly used?: (row: Row | undefined) => number;
  /** The most it holds, in entries; with `used`, in bytes of memory. */
  limit(socket: Row, view: View, netns: string): number | undefined;
}

interface SocketQueues {
  /** Whether a socket's row is of this sort. */
  is(socket: Row): boolean;
  /** In the order in which they are passed. */
  readonly queues: readonly QueueReading[];
}

interface Message {
  readonly frame: number;
  readonly length: number;
  readonly ip: number;
  readonly port: number;
  readonly memory: number;
}

const RECEIVE: QueueReading = {
  name: 'tui.queue.receive',
  out: 'tui.queue.out',
  table: 'receive',
  entries: (view, row) =>
    ((row?.messages ?? []) as readonly Message[]).map(({ frame, length, ip, port }) => {
      const from = ip === 0 ? '' : `${formatIpv4(ip)}${port === 0 ? '' : `:${port}`} `;
      return { id: frame, bytes: length, label: `${from}${view.text('tui.queue.bytes', { count: length })}` };
    }),
  used: row => ((row?.messages ?? []) as readonly Message[]).reduce((sum, m) => sum + m.memory, 0),
  limit: socket => Number(socket.rcvbuf),
};

/** Somebody who waits at a listening socket. */
const peer = (_: View, row: Row | undefined): readonly Waiting[] =>
  row === undefined
    ? []
    : [
        {
          id: row.id ?? row.socket,
          label: `${formatIpv4(Number(row.remoteIp))}:${String(row.remotePort)}`,
          short: String(row.remotePort),
        },
      ];

/** What listen(2) was told: `net.core.somaxconn` at most. */
const backlogOf = (socket: Row, view: View, netns: string): number | undefined => {
  const row = tableOf(view, `tcp@${netns}`)?.get(socket.id as number) as Row | undefined;
  return row === undefined ? undefined : Number(row.backlog);
};
/** One more: Linux compares with >. */
const acceptPlaces: QueueReading['limit'] = (socket, view, netns) => {
  const backlog = backlogOf(socket, view, netns);
  return backlog === undefined ? undefined : backlog + 1;
};
/** Kernels before 6.18 compare with >= here, and so does the teaching profile (net/tcp/request.ts). */
const synPlaces: QueueReading['limit'] = (socket, view, netns) =>
  view.lesson.network.profile === 'classic' ? backlogOf(socket, view, netns) : acceptPlaces(socket, view, netns);

const SYN_QUEUE: QueueReading = {
  name: 'ui.queue.syn',
  out: 'ui.queue.syn-out',
  table: 'syn-queue',
  owner: 'listener',
  entries: peer,
  limit: synPlaces,
};
const ACCEPT_QUEUE: QueueReading = {
  name: 'ui.queue.accept',
  out: 'ui.queue.accept-out',
  table: 'accept-queue',
  owner: 'listener',
  entries: peer,
  limit: acceptPlaces,
};
const UNREAD: QueueReading = {
  name: 'tui.queue.receive',
  out: 'tui.queue.out',
  table: 'tcp-unread',
  owner: 'socket',
  entries: (view, row) =>
    row === undefined
      ? []
      : [
          {
            id: row.seq,
            bytes: Number(row.length),
            label: view.text('tui.queue.bytes', { count: Number(row.length) }),
          },
        ],
  limit: () => undefined,
};

const SOCKETS: readonly SocketQueues[] = [
  { is: ({ kind, remotePort }) => kind === 'tcp' && remotePort === 0, queues: [SYN_QUEUE, ACCEPT_QUEUE] },
  { is: ({ kind }) => kind === 'tcp', queues: [UNREAD] },
  { is: ({ kind }) => kind === 'udp' || kind === 'ping' || kind === 'packet', queues: [RECEIVE] },
];

/** The queues of a socket with what the last move put in and took out, and whether it did. */
export function socketQueues(view: View, netns: string, socket: Row): { queues: Queue[]; changed: boolean } {
  const readings = SOCKETS.find(s => s.is(socket))?.queues ?? [];
  const queues = readings.map(reading => readQueue(view, `${reading.table}@${netns}`, reading, socket));
  return { queues, changed: queues.some(q => q.entries.some(e => e.change !== undefined)) };
}

function readQueue(view: View, name: string, reading: QueueReading, socket: Row): Queue {
  if (reading.owner !== undefined) return readRows(view, name, reading, reading.owner, socket);
  const id = socket.id as number;
  const now = reading.entries(view, tableOf(view, name)?.get(id) as Row | undefined);
  const change = view.change(name, id);
  const before = change === undefined ? now : reading.entries(view, change.before as Row | undefined);
  const bytes = now.reduce((sum, e) => sum + (e.bytes ?? 0), 0);
  const limit = reading.limit(socket, view, name.slice(name.indexOf('@') + 1));
  const used = reading.used?.(tableOf(view, name)?.get(id) as Row | undefined);
  // Full is where one more like those that wait has no room.
  const full = used !== undefined && limit !== undefined && used > 0 && used + used / now.length > limit;
  return {
    name: view.text(reading.name),
    entries: [...left(before, now), ...came(before, now)],
    limit,
    ...(used === undefined ? {} : { used, full, unit: 'B' }),
    ...(bytes > 0 ? { note: view.text('tui.queue.bytes', { count: bytes }) } : {}),
    out: view.text(reading.out),
  };
}

/** A queue whose entries are rows of their own. */
function readRows(view: View, name: string, reading: QueueReading, owner: string, socket: Row): Queue {
  const mine = (row: Row | undefined) => row !== undefined && row[owner] === socket.id;
  const table = tableOf(view, name);
  const entries: QueueEntry[] = [];
  let bytes = 0;
  for (const key of table?.keysEver() ?? []) {
    const row = table?.get(key) as Row | undefined;
    const change = view.change(name, key);
    const before = change?.before as Row | undefined;
    const [waiting] = reading.entries(view, mine(row) ? row : mine(before) ? before : undefined);
    if (waiting === undefined) continue;
    if (mine(row)) bytes += waiting.bytes ?? 0;
    const what = change === undefined ? undefined : !mine(row) ? 'removed' : mine(before) ? undefined : 'added';
    const { label, short } = waiting;
    entries.push({ label, change: what, ...(short === undefined ? {} : { short }) });
  }
  return {
    name: view.text(reading.name),
    entries,
    limit: reading.limit(socket, view, name.slice(name.indexOf('@') + 1)),
    ...(bytes > 0 ? { note: view.text('tui.queue.bytes', { count: bytes }) } : {}),
    out: view.text(reading.out),
  };
}

/** What was taken out since: it stood in front. */
const left = (before: readonly Waiting[], now: readonly Waiting[]): QueueEntry[] =>
  before.filter(b => !now.some(n => n.id === b.id)).map(({ label }) => ({ label, change: 'removed' }));

const came = (before: readonly Waiting[], now: readonly Waiting[]): QueueEntry[] =>
  now.map(({ id, label }) => ({ label, change: before.some(b => b.id === id) ? undefined : 'added' }));
