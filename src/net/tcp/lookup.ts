// Which socket a segment is for, and which ports are taken (Linux __inet_lookup_skb(), inet_csk_get_port()).
import type { Netns, Stack } from '../stack.js';
import type { SocketRow } from '../tables.js';
import type { RequestRow } from './tables.js';
import { tcpTables } from './tcb.js';

interface Index {
  version: number;
  /** By remote address and port: the sockets of that peer. */
  readonly peers: Map<number, SocketRow[]>;
  readonly listening: Map<number, SocketRow[]>;
}
const indexes = new WeakMap<Netns, Index>();

/** Follows from the rows of sockets; built again when they change. */
function indexOf(ns: Netns): Index {
  let index = indexes.get(ns);
  if (index !== undefined && index.version === ns.sockets.version) return index;
  index = { version: ns.sockets.version, peers: new Map(), listening: new Map() };
  for (const socket of ns.socketsOf('tcp')) {
    const map = socket.remotePort > 0 ? index.peers : index.listening;
    const key = socket.remotePort > 0 ? socket.remoteIp * 65536 + socket.remotePort : socket.localPort;
    const known = map.get(key);
    if (known === undefined) map.set(key, [socket]);
    else known.push(socket);
  }
  indexes.set(ns, index);
  return index;
}

/** The connection between two ends. */
export function findConnection(
  ns: Netns,
  localIp: number,
  localPort: number,
  remoteIp: number,
  remotePort: number,
): SocketRow | undefined {
  for (const s of indexOf(ns).peers.get(remoteIp * 65536 + remotePort) ?? [])
    if (s.localPort === localPort && s.localIp === localIp) return s;
  return undefined;
}

/** The socket that listens: one bound to the very address before one bound to all. */
export function findListener(stack: Stack, ns: Netns, ip: number, port: number): SocketRow | undefined {
  let any: SocketRow | undefined;
  const { tcp } = tcpTables(stack, ns);
  for (const s of indexOf(ns).listening.get(port) ?? []) {
    if (tcp.get(s.id)?.state !== 'LISTEN') continue;
    if (s.localIp === ip) return s;
    if (s.localIp === 0) any ??= s;
  }
  return any;
}

/** The handshake under way between two ends. */
export function findRequest(
  stack: Stack,
  ns: Netns,
  localIp: number,
  localPort: number,
  remoteIp: number,
  remotePort: number,
): RequestRow | undefined {
  return tcpTables(stack, ns).requests.find(
    r => r.remotePort === remotePort && r.remoteIp === remoteIp && r.localPort === localPort && r.localIp === localIp,
  );
}

/** Whether a port of an address can be bound: SO_REUSEADDR shares with everything but a listener (Linux inet_bind_conflict). */
export function portTaken(stack: Stack, ns: Netns, ip: number, port: number, reuse: boolean, own: number): boolean {
  const { tcp, options } = tcpTables(stack, ns);
  for (const s of ns.socketsOf('tcp')) {
    if (s.id === own || s.localPort !== port) continue;
    if (ip !== 0 && s.localIp !== 0 && s.localIp !== ip) continue;
    const shares = reuse && (options.get(s.id)?.options.reuse ?? false);
    if (!shares || tcp.get(s.id)?.state === 'LISTEN') return true;
  }
  return false;
}

/** Linux net.ipv4.ip_local_port_range */
const EPHEMERAL = [32768, 60999] as const;

/** A free port, drawn from the seed; 0 when there is none. */
export function freePort(stack: Stack, ns: Netns, ip: number, free: (port: number) => boolean): number {
  const [first, last] = EPHEMERAL;
  const count = last - first + 1;
  const start = stack.world.random.below(`tcp-port/${ns.name}`, count);
  for (let i = 0; i < count; i++) {
    const port = first + ((start + i) % count);
    if (!portTaken(stack, ns, ip, port, false, 0) && free(port)) return port;
  }
  return 0;
}
