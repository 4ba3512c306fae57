// The tables of the stack: what a row of each is. Names are those of iproute2 and the kernel. Times are virtual ns.
import { type Fifo, numberSchema, tableSchema } from '../journal/index.js';

export interface NodeRow {
  readonly name: string;
  /** `host`, `switch` …: the composition it was made from; nothing in the stack asks for it. */
  readonly kind: string;
}
export const nodeSchema = tableSchema<NodeRow>('node', 'Machines', { name: 'string', kind: 'string' }, ['name']);

export interface NetnsRow {
  readonly name: string;
  readonly node: string;
}
export const netnsSchema = tableSchema<NetnsRow>('netns', 'Network namespaces', { name: 'string', node: 'string' }, [
  'name',
]);

export interface NetdevRow {
  /** World-wide number, from 1. */
  readonly id: number;
  readonly netns: string;
  readonly ifindex: number;
  readonly name: string;
  readonly kind: string;
  readonly mac: number;
  readonly mtu: number;
  /** Administratively up (IFF_UP). */
  readonly up: boolean;
  /** Carrier: the cable is good and the other end is up. */
  readonly running: boolean;
  /** World-wide number of the bridge it is a port of, 0 for none. */
  readonly master: number;
  readonly promiscuous: boolean;
  /** World-wide number of the device it stands on (iproute2's `@eth0`), 0 for none. */
  readonly link: number;
}
export const netdevSchema = tableSchema<NetdevRow>(
  'netdev',
  'Network devices',
  {
    id: 'int',
    netns: 'string',
    ifindex: 'int',
    name: 'string',
    kind: 'string',
    mac: 'mac',
    mtu: 'int',
    up: 'bool',
    running: 'bool',
    master: 'dev',
    promiscuous: 'bool',
    link: 'dev',
  },
  ['netns', 'name'],
);

/** Per device: key = device × 16 + one of COUNTERS. What went through is counted by the frames themselves. */
export const counterSchema = numberSchema('counter', 'Dropped packets per device');
export const COUNTERS = [
  'rxDropped',
  'txDropped',
  'rxCrcErrors',
  'collisions',
  'lateCollisions',
  'deferred',
  'singleCollision',
  'multipleCollisions',
  'txAborted',
  'txAbortedBytes',
  'carrierChanges',
] as const;
export type Counter = (typeof COUNTERS)[number];

/** Linux DEFAULT_TX_QUEUE_LEN */
export const TX_QUEUE_LENGTH = 1000;
/** `ip link set … txqueuelen`: how many frames may wait at a device; a row only where it is not TX_QUEUE_LENGTH. */
export const queueLengthSchema = numberSchema('tx-queue-length', 'Limits of transmit queues');

export interface QdiscRow {
  readonly dev: number;
  /** Frames that wait for the device to be free, oldest first. */
  readonly frames: Fifo;
}
export const qdiscSchema = tableSchema<QdiscRow>('qdisc', 'Transmit queues', { dev: 'dev', frames: 'frames' }, ['dev']);

export interface AddrRow {
  readonly dev: number;
  readonly ip: number;
  readonly prefix: number;
  readonly broadcast: number | undefined;
  readonly scope: 'global' | 'link' | 'host';
}
export const addrSchema = tableSchema<AddrRow>(
  'addr',
  'Addresses of devices',
  { dev: 'dev', ip: 'ipv4', prefix: 'int', broadcast: 'ipv4', scope: 'string' },
  ['ip', 'dev'],
);

export type RouteType = 'unicast' | 'local' | 'broadcast' | 'blackhole' | 'unreachable' | 'prohibit' | 'throw';
export interface RouteRow {
  /** Those that Linux has rules for: 255, 254, 253. */
  readonly table: 'local' | 'main' | 'default';
  readonly type: RouteType;
  readonly dst: number;
  readonly prefix: number;
  readonly gateway: number | undefined;
  /** World-wide device number, 0 for none. */
  readonly dev: number;
  readonly src: number | undefined;
  readonly scope: 'global' | 'link' | 'host';
  readonly proto: 'kernel' | 'boot' | 'static' | 'dhcp';
  readonly metric: number;
}
export const routeSchema = tableSchema<RouteRow>(
  'route',
  'Routing table (fib)',
  {
    table: 'string',
    type: 'string',
    dst: 'ipv4',
    prefix: 'int',
    gateway: 'ipv4',
    dev: 'dev',
    src: 'ipv4',
    scope: 'string',
    proto: 'string',
    metric: 'int',
  },
  ['table', 'dst', 'prefix'],
);

export const NUD = [
  'NONE',
  'INCOMPLETE',
  'REACHABLE',
  'STALE',
  'DELAY',
  'PROBE',
  'FAILED',
  'NOARP',
  'PERMANENT',
] as const;
export type NeighState = (typeof NUD)[number];
export interface NeighRow {
  readonly ip: number;
  readonly dev: number;
  readonly lladdr: number | undefined;
  readonly state: NeighState;
  readonly probes: number;
  /** Packets that wait for the address, oldest first. */
  readonly queue: readonly number[];
  /** When somebody last proved that the neighbour hears us; when the slow path last used it; when it last changed. */
  readonly confirmed: number;
  readonly used: number;
  readonly updated: number;
  /** Number of the pending timer event, and when it is due; -1 and 0 for none. */
  readonly timer: number;
  readonly due: number;
}
export const neighSchema = tableSchema<NeighRow>(
  'neigh',
  'Neighbour (ARP) table',
  {
    ip: 'ipv4',
    dev: 'dev',
    lladdr: 'mac',
    state: 'string',
    probes: 'int',
    queue: 'frames',
    confirmed: 'time',
    used: 'time',
    updated: 'time',
    timer: 'event',
    due: 'time',
  },
  ['ip', 'dev'],
);

export interface BridgeRow {
  readonly dev: number;
  readonly ageingNs: number;
  /** Most entries it learns; 0 means no limit. */
  readonly maxLearned: number;
  /** group_fwd_mask: bit n stands for 01:80:c2:00:00:0n, which is then forwarded like any group. */
  readonly groupFwdMask: number;
  /** The pending ageing event, -1 for none. */
  readonly timer: number;
}
export const bridgeSchema = tableSchema<BridgeRow>(
  'bridge',
  'Bridges',
  { dev: 'dev', ageingNs: 'duration', maxLearned: 'int', groupFwdMask: 'int', timer: 'event' },
  ['dev'],
);

export interface FdbRow {
  readonly mac: number;
  /** The VLAN it was heard in; undefined where the bridge does not filter by VLAN. */
  readonly vid: number | undefined;
  /** The port's device number; the bridge's own for its own address. */
  readonly port: number;
  readonly kind: 'learned' | 'permanent' | 'static';
  /** When it was learnt, or came to this port. */
  readonly learnt: number;
}
export const fdbSchema = tableSchema<FdbRow>(
  'fdb',
  'CAM table (bridge forwarding database)',
  { mac: 'mac', vid: 'int', port: 'dev', kind: 'string', learnt: 'time' },
  ['mac', 'vid'],
);
/** Per learned address: when a frame from it was last seen. Refreshed by every frame, hence a column of its own. */
export const fdbSeenSchema = numberSchema('fdb-seen', 'When a learned address was last seen');

export interface SysctlRow {
  readonly name: string;
  readonly value: number;
}
export const sysctlSchema = tableSchema<SysctlRow>(
  'sysctl',
  'Settings changed from the profile',
  {
    name: 'string',
    value: 'int',
  },
  ['name'],
);

export interface SocketRow {
  readonly id: number;
  readonly kind: 'ping' | 'udp' | 'packet' | 'tcp';
  readonly pid: number;
  readonly localIp: number;
  /** Port, or a ping socket's ICMP identifier. */
  readonly localPort: number;
  readonly remoteIp: number;
  readonly remotePort: number;
  /** Device a packet socket is bound to, and the EtherType it wants. */
  readonly dev: number;
  readonly protocol: number;
  readonly error: string | undefined;
  /** Memory that what nobody has read may take, bytes (SO_RCVBUF); of TCP its own options say it. */
  readonly rcvbuf: number;
}
/** One received message in a socket's queue: the frame it stands in and where its payload is. */
export interface Message {
  readonly frame: number;
  readonly offset: number;
  readonly length: number;
  readonly ip: number;
  readonly port: number;
  readonly at: number;
  /** What it takes of the socket's memory, bytes (Linux skb->truesize; socket.ts, messageMemory). */
  readonly memory: number;
  /** For an error queue entry: ICMP type and code. */
  readonly type: number;
  readonly code: number;
}
export const socketSchema = tableSchema<SocketRow>(
  'socket',
  'Sockets',
  {
    id: 'int',
    kind: 'string',
    pid: 'int',
    localIp: 'ipv4',
    localPort: 'int',
    remoteIp: 'ipv4',
    remotePort: 'int',
    dev: 'dev',
    protocol: 'int',
    error: 'string',
    rcvbuf: 'int',
  },
  ['id'],
);

/** What has arrived for a socket. Changes with every message, hence a table of its own. */
export interface ReceiveRow {
  readonly socket: number;
  /** Messages not yet read, oldest first. */
  readonly messages: readonly Message[];
}
export const receiveSchema = tableSchema<ReceiveRow>(
  'receive',
  'Receive queues of sockets',
  { socket: 'int', messages: 'data' },
  ['socket'],
);

/** The IPv4 identification used last, by destination address. */
export const ipIdSchema = numberSchema('ip-id', 'IPv4 identifications used last');

/** Numbers handed out: devices, sockets, processes. */
export const serialSchema = numberSchema('serial', 'Numbers handed out so far');
