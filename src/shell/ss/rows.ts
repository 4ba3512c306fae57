// What ss(8) knows of each socket, in the order it lists them: listening ones, then connections, handshakes under way among
// them.
import { acceptLength, type Netns, type SocketRow, type Stack, tcpTables, unreadMemory } from '../../net/index.js';

export interface SsRow {
  readonly netid: 'tcp' | 'udp';
  readonly state: string;
  readonly recvQ: number;
  readonly sendQ: number;
  readonly localIp: number;
  readonly localPort: number;
  readonly remoteIp: number;
  readonly remotePort: number;
  /** 0 where no program has it. */
  readonly pid: number;
  /** 0 for a handshake under way. */
  readonly socket: number;
  /** `on`, `keepalive`, `timewait`, `persist`; how long it still runs, ns; how often it has. */
  readonly timer: { readonly name: string; readonly leftNs: number; readonly times: number } | undefined;
}

function timerOf(stack: Stack, ns: Netns, id: number): SsRow['timer'] {
  const tables = tcpTables(stack, ns);
  const t = tables.timers.get(id);
  const c = tables.tcp.get(id);
  if (t === undefined || c === undefined) return undefined;
  const left = (due: number) => Math.max(0, due - stack.world.now);
  if (t.kind === 'probe') return { name: 'persist', leftNs: left(t.sendDue), times: t.probes };
  if (t.kind !== 'none') return { name: 'on', leftNs: left(t.sendDue), times: t.retries };
  if (t.keep < 0) return undefined;
  const waits = c.state === 'TIME-WAIT' || c.state === 'FIN-WAIT-2';
  return { name: waits ? 'timewait' : 'keepalive', leftNs: left(t.keepDue), times: waits ? 0 : t.probes };
}

function tcpRow(stack: Stack, ns: Netns, s: SocketRow): SsRow | undefined {
  const tables = tcpTables(stack, ns);
  const c = tables.tcp.get(s.id);
  const snd = tables.send.get(s.id);
  const rcv = tables.rcv.get(s.id);
  // Linux shows sockets that were closed, or never used, as UNCONN, and only with -a.
  if (c === undefined || snd === undefined || rcv === undefined) return undefined;
  const listens = c.state === 'LISTEN';
  const idle = c.state === 'TIME-WAIT' || c.state === 'CLOSED';
  const recvQ = listens ? acceptLength(stack, ns, s.id) : idle ? 0 : Math.max(0, (rcv.nxt - rcv.copied) | 0);
  const sendQ = listens ? c.backlog : idle ? 0 : Math.max(0, (snd.write - snd.una) | 0);
  const { localIp, localPort, remoteIp, remotePort } = s;
  return {
    netid: 'tcp',
    state: c.state === 'CLOSED' ? 'UNCONN' : c.state,
    recvQ,
    sendQ,
    localIp,
    localPort,
    remoteIp,
    remotePort,
    pid: c.orphan || tables.accepts.has(s.id) ? 0 : s.pid,
    socket: s.id,
    timer: timerOf(stack, ns, s.id),
  };
}

/** Every TCP and UDP socket of a namespace, and every handshake under way. */
export function ssRows(stack: Stack, ns: Netns): SsRow[] {
  const out: SsRow[] = [];
  for (const s of ns.socketsOf('udp')) {
    const { localIp, localPort, remoteIp, remotePort, pid, id } = s;
    const queues = { recvQ: unreadMemory(ns, id), sendQ: 0 };
    const ends = { localIp, localPort, remoteIp, remotePort };
    const state = remotePort > 0 ? 'ESTAB' : 'UNCONN';
    out.push({ netid: 'udp', state, ...queues, ...ends, pid, socket: id, timer: undefined });
  }
  for (const s of ns.socketsOf('tcp')) {
    const row = tcpRow(stack, ns, s);
    if (row !== undefined) out.push(row);
  }
  for (const r of tcpTables(stack, ns).requests.rows()) {
    const { localIp, localPort, remoteIp, remotePort } = r;
    const timer = { name: 'on', leftNs: Math.max(0, r.due - stack.world.now), times: r.timeouts };
    const ends = { localIp, localPort, remoteIp, remotePort };
    out.push({ netid: 'tcp', state: 'SYN-RECV', recvQ: 0, sendQ: 0, ...ends, pid: 0, socket: 0, timer });
  }
  const rank = (row: SsRow) => (row.state === 'LISTEN' || row.state === 'UNCONN' ? 0 : 1);
  return out.sort((a, b) => rank(a) - rank(b));
}
