// UDP: ports in front of IP (RFC 768, RFC 1122 §4.1; Linux net/ipv4/udp.c). Enough for programs to bind, send and receive;
// a datagram for a port that nobody has is answered by ICMP.
import { stageKind } from '../journal/index.js';
import { udp } from '../wire/index.js';
import { selectSource } from './fib.js';
import { ipErrorHandler } from './icmp.js';
import { portUnreachable } from './icmp-error.js';
import { type Datagram, HEADROOM, ipSend, type Prepared, routeOutput, type SendError } from './ip-output.js';
import { type IpPacket, ipProtocol } from './ip-rcv.js';
import { enqueueMessage, messageMemory, openSocket, packetMemory } from './socket.js';
import type { Netns, Stack } from './stack.js';
import type { Message, RouteRow, SocketRow } from './tables.js';
import { countStat } from './tcp/tcb.js';

export const UDP_SEND = stageKind('udp_sendmsg', 'RFC 768, Linux udp_sendmsg()', 'decision', [
  'udp.send',
  'udp.no-route',
]);
export const UDP_RCV = stageKind('udp_rcv', 'RFC 768, RFC 1122 §4.1.3, Linux __udp4_lib_rcv()', 'decision', [
  'udp.receive',
  'udp.truncated',
  'udp.bad-checksum',
  'udp.no-port',
]);

export const UDP_CONNECT = stageKind(
  'ip4_datagram_connect',
  'POSIX connect(2), Linux ip4_datagram_connect()',
  'decision',
  ['udp.connect', 'udp.connect-refused'],
);

const PROTOCOL = 17;
const HEADER = 8;
const EVERYBODY = 0xffffffff;
/** Linux net.ipv4.ip_local_port_range */
const EPHEMERAL = [32768, 60999] as const;

ipProtocol(PROTOCOL, udpReceive);

/** Where a connected socket sends, whom alone it hears, and whose errors it is told of. */
export interface UdpPeer {
  readonly ip: number;
  /** 0: any; the socket is not connected, but told of errors (IP_RECVERR). */
  readonly port: number;
}

/**
 * Opens a socket on a port, or on a free one drawn from the seed when `port` is 0; connected, if a peer is given. Undefined:
 * the port is taken. With `dev` it hears and speaks on that device alone (SO_BINDTODEVICE), and another one on another
 * device may have the same port.
 */
export function openUdp(
  stack: Stack,
  ns: Netns,
  pid: number,
  port: number,
  peer?: UdpPeer,
  dev = 0,
): SocketRow | undefined {
  const remote = peer === undefined ? { dev } : { dev, remoteIp: peer.ip, remotePort: peer.port };
  const clashes = (s: SocketRow) => s.dev === 0 || dev === 0 || s.dev === dev;
  const taken = (n: number) => ns.socketsOf('udp').some(s => s.localPort === n && clashes(s));
  if (port !== 0)
    return taken(port) ? undefined : openSocket(stack, ns, { kind: 'udp', pid, localPort: port, ...remote });
  const [first, last] = EPHEMERAL;
  let free = 0;
  do free = first + stack.world.random.below(`udp-port/${ns.name}`, last - first + 1);
  while (taken(free));
  return openSocket(stack, ns, { kind: 'udp', pid, localPort: free, ...remote });
}

/**
 * connect(2): from now on the socket sends there, hears nobody else, and is told of errors. No packet leaves (Linux
 * ip4_datagram_connect()).
 */
export function connectUdp(stack: Stack, ns: Netns, id: number, to: UdpPeer): SendError | undefined {
  const socket = ns.sockets.get(id);
  if (socket === undefined) return 'EINVAL';
  const { journal } = stack.world;
  const args = { netns: ns.name, pid: socket.pid, local: socket.localPort, ip: to.ip, toPort: to.port };
  journal.begin(UDP_CONNECT, 'udp.connect', args);
  const route = routeOutput(stack, ns, { dst: to.ip, proto: PROTOCOL });
  if (typeof route === 'string') {
    journal.note(UDP_CONNECT, 'udp.connect-refused', { ...args, error: route }, 'drop');
    journal.end('drop');
    return route;
  }
  const localIp = socket.localIp === 0 ? route.src : socket.localIp;
  ns.sockets.set(id, { ...socket, localIp, remoteIp: to.ip, remotePort: to.port });
  journal.end();
  return undefined;
}

/** What an error message in the queue of a socket is to its program (Linux icmp_err_convert). */
export function errorOf({ type, code }: Message): string {
  if (type !== 3) return 'EHOSTUNREACH';
  if (code === 2) return 'ENOPROTOOPT';
  if (code === 3) return 'ECONNREFUSED';
  if (code === 4) return 'EMSGSIZE';
  if (code === 5) return 'EOPNOTSUPP';
  return code === 0 || code === 6 || code === 9 || code === 11 ? 'ENETUNREACH' : 'EHOSTUNREACH';
}

/** Sends one datagram; the error, if it could not leave. To everybody on the link only from a socket bound to a device. */
export function sendUdp(
  stack: Stack,
  ns: Netns,
  socket: SocketRow,
  to: UdpPeer,
  data: Uint8Array,
  how?: Pick<Datagram, 'src' | 'ttl' | 'tos' | 'df' | 'noFragments' | 'ignorePathMtu' | 'broadcastAllowed'> & {
    /** SO_NO_CHECK: a checksum of 0, none was computed (RFC 768). */
    readonly noChecksum?: boolean;
  },
): SendError | undefined {
  const { journal, frames } = stack.world;
  const args = { ip: to.ip, toPort: to.port, local: socket.localPort, length: data.length, netns: ns.name };
  journal.begin(UDP_SEND, 'udp.send', args);
  const datagram: Datagram = { df: ns.sysctl('net.ipv4.ip_no_pmtu_disc') === 0, ...how, dst: to.ip, proto: PROTOCOL };
  const everybody = to.ip === EVERYBODY && socket.dev !== 0;
  const prepared = everybody ? linkOutput(stack, ns, socket.dev, how?.src) : routeOutput(stack, ns, datagram);
  if (typeof prepared === 'string') {
    journal.note(UDP_SEND, 'udp.no-route', { ip: to.ip, netns: ns.name, error: prepared }, 'drop');
    journal.end('drop');
    return prepared;
  }
  const length = HEADER + data.length;
  const frame = frames.create(length, HEADROOM, 'data');
  const buf = frames.buffer(frame);
  const off = frames.offset(frame);
  buf.set(data, off + HEADER);
  const enclosing = { src: prepared.src, dst: to.ip, proto: PROTOCOL };
  udp.encode({ srcPort: socket.localPort, dstPort: to.port }, buf, off, off + length, enclosing);
  if (how?.noChecksum === true) buf.fill(0, off + 6, off + 8);
  const error = ipSend(stack, ns, frame, datagram, prepared);
  if (error === undefined) countStat(stack, ns, 'UdpOutDatagrams');
  journal.end(error === undefined ? 'pass' : 'drop');
  return error;
}

/** How well a socket fits (Linux compute_score()): connected to the sender before bound to the device before any; -1: not at all. */
function score(s: SocketRow, port: number, ip: number, remotePort: number, dev: number): number {
  if (s.localPort !== port || (s.dev !== 0 && dev !== 0 && s.dev !== dev)) return -1;
  const bound = s.dev === 0 ? 0 : 1;
  if (s.remotePort === 0) return bound;
  return s.remotePort === remotePort && s.remoteIp === ip ? 2 + bound : -1;
}

/** The socket that a datagram is for; `dev` 0: an error about one that was sent, by whatever device. */
function socketFor(ns: Netns, port: number, ip: number, remotePort: number, dev: number): SocketRow | undefined {
  let best = -1;
  let found: SocketRow | undefined;
  for (const s of ns.socketsOf('udp')) {
    const points = score(s, port, ip, remotePort, dev);
    if (points <= best) continue;
    best = points;
    found = s;
  }
  return found;
}

/** An error about a datagram of ours: a connected socket is told (Linux __udp4_lib_err); the port is the error's TTL. */
ipErrorHandler(PROTOCOL, (stack, { packet, type, code, dst, inner }) => {
  const { skb, src, off, end } = packet;
  const { buf, ns, frame } = skb;
  const socket = socketFor(ns, udp.get.srcPort(buf, inner), dst, udp.get.dstPort(buf, inner), 0);
  if (socket === undefined) return false;
  if (socket.remoteIp === 0) return true;
  const { frames, now } = stack.world;
  const offset = off - frames.offset(frame);
  enqueueMessage(stack, ns, socket, {
    frame,
    offset,
    length: end - off,
    ip: src,
    port: buf[skb.off + 8]!,
    at: now,
    memory: packetMemory(end - off + 20),
    type,
    code,
  });
  return true;
});

function udpReceive(stack: Stack, packet: IpPacket): void {
  const { journal } = stack.world;
  const { skb, off, end, src, dst } = packet;
  const { buf, frame, ns } = skb;
  const args = { frame, dev: skb.dev, ip: src, netns: ns.name };
  if (end - off < HEADER || udp.get.length(buf, off) < HEADER || off + udp.get.length(buf, off) > end) {
    journal.note(UDP_RCV, 'udp.truncated', args, 'drop');
    return;
  }
  const last = off + udp.get.length(buf, off);
  if (!udp.checksumOk(buf, off, last, { src, dst, proto: PROTOCOL })) {
    journal.note(UDP_RCV, 'udp.bad-checksum', args, 'drop');
    countStat(stack, ns, 'UdpInErrors');
    countStat(stack, ns, 'UdpInCsumErrors');
    return;
  }
  const port = udp.get.dstPort(buf, off);
  const socket = socketFor(ns, port, src, udp.get.srcPort(buf, off), skb.dev);
  if (socket === undefined) {
    journal.begin(UDP_RCV, 'udp.no-port', { ...args, toPort: port });
    countStat(stack, ns, 'UdpNoPorts');
    // RFC 1122 §3.2.2: no error about a datagram that was sent to everybody.
    if (!packet.broadcast && skb.type === 'host') portUnreachable(stack, ns, skb);
    journal.end('drop');
    return;
  }
  journal.begin(UDP_RCV, 'udp.receive', { ...args, toPort: port, pid: socket.pid });
  const taken = enqueueMessage(stack, ns, socket, {
    frame,
    offset: off + HEADER - stack.world.frames.offset(frame),
    length: last - off - HEADER,
    ip: src,
    port: udp.get.srcPort(buf, off),
    at: stack.world.now,
    memory: messageMemory(last - off),
    type: 0,
    code: 0,
  });
  if (taken) countStat(stack, ns, 'UdpInDatagrams');
  else {
    countStat(stack, ns, 'UdpInErrors');
    countStat(stack, ns, 'UdpRcvbufErrors');
  }
  journal.end();
}

/** The way of a datagram to 255.255.255.255: out of the device it is bound to, no route is asked (Linux ip_route_output_key_hash_rcu()). */
function linkOutput(stack: Stack, ns: Netns, dev: number, from: number | undefined): Prepared | SendError {
  const src = from ?? selectSource(ns, stack.dev(dev), EVERYBODY);
  if (src === undefined) return 'ENETUNREACH';
  const route: RouteRow = {
    table: 'local',
    type: 'broadcast',
    dst: EVERYBODY,
    prefix: 32,
    gateway: undefined,
    dev,
    src,
    scope: 'link',
    proto: 'kernel',
    metric: 0,
  };
  return { result: { route, dev, nextHop: EVERYBODY, mtu: stack.dev(dev).mtu, locked: false }, src };
}
