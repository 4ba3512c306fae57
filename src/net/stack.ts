// The stack of a world: handles on the tables of every network namespace. It holds no state of its own: what it keeps
// are indexes that follow from rows and are rebuilt when the rows' version changes. Read tables.ts first; then
// device.ts (how frames come and go), and one file per protocol.
import type { Table } from '../journal/index.js';
import { Links, type World } from '../sim/index.js';
import { type PortLockRow, portLockSchema } from './bridge-lock.js';
import { type VlanFilterRow, type VlanMembers, vlanFilterSchema } from './bridge-vlan.js';
import { FibIndex } from './fib-index.js';
import { type ExceptionRow, exceptionSchema } from './ip-exception.js';
import { InDev } from './ip-settings.js';
import { defaultName, PROFILES, type ProfileName } from './profile.js';
import { type RstpPortRow, type RstpRow, rstpPortSchema, rstpSchema } from './stp/rstp/tables.js';
import { type BridgePortRow, bridgePortSchema, type StpRow, stpSchema } from './stp/tables.js';
import {
  type AddrRow,
  addrSchema,
  type BridgeRow,
  bridgeSchema,
  COUNTERS,
  type Counter,
  counterSchema,
  type FdbRow,
  ipIdSchema,
  type NeighRow,
  type NetdevRow,
  type NetnsRow,
  type NodeRow,
  neighSchema,
  netdevSchema,
  netnsSchema,
  nodeSchema,
  type QdiscRow,
  qdiscSchema,
  queueLengthSchema,
  type ReceiveRow,
  type RouteRow,
  receiveSchema,
  routeSchema,
  type SocketRow,
  type SysctlRow,
  serialSchema,
  socketSchema,
  sysctlSchema,
  TX_QUEUE_LENGTH,
} from './tables.js';
import type { VlanRules } from './vlan-rule.js';

/** A network namespace: its tables. Two handles of the same name are the same object. */
export class Netns {
  readonly name: string;
  readonly addrs: Table<AddrRow>;
  readonly routes: Table<RouteRow>;
  readonly exceptions: Table<ExceptionRow>;
  readonly neighs: Table<NeighRow>;
  readonly sockets: Table<SocketRow>;
  readonly receives: Table<ReceiveRow>;
  readonly ipIds: Table<number>;
  readonly sysctls: Table<SysctlRow>;
  readonly #stack: Stack;
  #devices: readonly NetdevRow[] = [];
  #devicesVersion = -1;
  #fib = new FibIndex([]);
  #fibVersion = -1;
  readonly #inDevs = new Map<number, InDev>();
  #inDevsVersion = -1;
  #inDevsDevices = -1;
  #sorted: readonly RouteRow[] = [];
  #sortedVersion = -1;
  #socketsOf = new Map<SocketRow['kind'], readonly SocketRow[]>();
  #socketsVersion = -1;
  readonly #settings = new Map<string, number>();
  #settingsVersion = -1;

  constructor(stack: Stack, name: string) {
    const journal = stack.world.journal;
    this.#stack = stack;
    this.name = name;
    this.addrs = journal.table(addrSchema, name);
    this.routes = journal.table(routeSchema, name);
    this.exceptions = journal.table(exceptionSchema, name);
    this.neighs = journal.table(neighSchema, name);
    this.sockets = journal.table(socketSchema, name);
    this.receives = journal.table(receiveSchema, name);
    this.ipIds = journal.table(ipIdSchema, name);
    this.sysctls = journal.table(sysctlSchema, name);
  }

  /** The node this namespace is on. */
  get node(): string {
    return this.#stack.netnsTable.get(this.name)?.node ?? this.name;
  }

  /** Its devices by ifindex. */
  devices(): readonly NetdevRow[] {
    const table = this.#stack.netdevs;
    if (this.#devicesVersion !== table.version) {
      const mine = [...table.rows()].filter(d => d.netns === this.name);
      this.#devices = mine.sort((x, y) => x.ifindex - y.ifindex);
      this.#devicesVersion = table.version;
    }
    return this.#devices;
  }

  device(name: string): NetdevRow | undefined {
    return this.devices().find(d => d.name === name);
  }

  /** Its routes by table and prefix. */
  get fib(): FibIndex {
    if (this.#fibVersion !== this.routes.version) {
      this.#fib = new FibIndex(this.routes.rows());
      this.#fibVersion = this.routes.version;
    }
    return this.#fib;
  }

  /** The IPv4 settings of one of its devices, by world-wide number. */
  inDev(dev: number): InDev {
    const { netdevs } = this.#stack;
    if (this.#inDevsVersion !== this.sysctls.version || this.#inDevsDevices !== netdevs.version) {
      this.#inDevs.clear();
      this.#inDevsVersion = this.sysctls.version;
      this.#inDevsDevices = netdevs.version;
    }
    let known = this.#inDevs.get(dev);
    if (known === undefined) {
      known = new InDev(this, this.#stack.dev(dev).name);
      this.#inDevs.set(dev, known);
    }
    return known;
  }

  /** Its routes, longest prefix first, the local table before main, then by metric. */
  sortedRoutes(): readonly RouteRow[] {
    if (this.#sortedVersion !== this.routes.version) {
      const weight = (r: RouteRow) => (r.table === 'local' ? 0 : 1);
      const rows = [...this.routes.rows()];
      this.#sorted = rows.sort((x, y) => weight(x) - weight(y) || y.prefix - x.prefix || x.metric - y.metric);
      this.#sortedVersion = this.routes.version;
    }
    return this.#sorted;
  }

  /** Its sockets of a kind, in order of opening. */
  socketsOf(kind: SocketRow['kind']): readonly SocketRow[] {
    if (this.#socketsVersion !== this.sockets.version) {
      this.#socketsOf.clear();
      this.#socketsVersion = this.sockets.version;
    }
    let found = this.#socketsOf.get(kind);
    if (found === undefined) {
      found = [...this.sockets.rows()].filter(s => s.kind === kind);
      this.#socketsOf.set(kind, found);
    }
    return found;
  }

  /** A setting's value: its own row, the row for all devices, or the profile's default. */
  sysctl(name: string): number {
    if (this.#settingsVersion !== this.sysctls.version) {
      this.#settings.clear();
      this.#settingsVersion = this.sysctls.version;
    }
    const known = this.#settings.get(name);
    if (known !== undefined) return known;
    const general = defaultName(name);
    const row = this.sysctls.get(name) ?? this.sysctls.get(general);
    const value = row?.value ?? this.#stack.defaults[general]?.value;
    if (value === undefined) throw new Error(`no setting ${name}`);
    this.#settings.set(name, value);
    return value;
  }
}

/** Handles on one bridge's tables. */
export interface Fdb {
  readonly rows: Table<FdbRow>;
  readonly seen: Table<number>;
  readonly members: VlanMembers;
  readonly rules: VlanRules;
}

export class Stack {
  readonly world: World;
  readonly links: Links;
  readonly profile: ProfileName;
  readonly nodes: Table<NodeRow>;
  readonly netnsTable: Table<NetnsRow>;
  readonly netdevs: Table<NetdevRow>;
  readonly bridges: Table<BridgeRow>;
  readonly vlanFilters: Table<VlanFilterRow>;
  readonly stp: Table<StpRow>;
  readonly bridgePorts: Table<BridgePortRow>;
  readonly locks: Table<PortLockRow>;
  readonly rstp: Table<RstpRow>;
  readonly rstpPorts: Table<RstpPortRow>;
  readonly qdiscs: Table<QdiscRow>;
  /** How many frames may wait at a device, where that is not TX_QUEUE_LENGTH. */
  readonly #queueLengths: Table<number>;
  readonly #counters: Table<number>;
  readonly #serials: Table<number>;
  readonly #netns = new Map<string, Netns>();
  /** By the bridge's device number; filled by bridge.ts. */
  readonly fdbs = new Map<number, Fdb>();

  constructor(world: World, profile: ProfileName) {
    const journal = world.journal;
    this.world = world;
    this.profile = profile;
    this.links = new Links(world);
    this.nodes = journal.table(nodeSchema);
    this.netnsTable = journal.table(netnsSchema);
    this.netdevs = journal.table(netdevSchema);
    this.bridges = journal.table(bridgeSchema);
    this.vlanFilters = journal.table(vlanFilterSchema);
    this.stp = journal.table(stpSchema);
    this.bridgePorts = journal.table(bridgePortSchema);
    this.locks = journal.table(portLockSchema);
    this.rstp = journal.table(rstpSchema);
    this.rstpPorts = journal.table(rstpPortSchema);
    this.qdiscs = journal.table(qdiscSchema);
    this.#queueLengths = journal.table(queueLengthSchema);
    this.#counters = journal.table(counterSchema);
    this.#serials = journal.table(serialSchema);
  }

  get defaults() {
    return PROFILES[this.profile];
  }

  /** The namespace of that name; a node's first one bears the node's name. */
  netns(name: string): Netns {
    let ns = this.#netns.get(name);
    if (ns === undefined) {
      ns = new Netns(this, name);
      this.#netns.set(name, ns);
    }
    return ns;
  }

  /** The device of that world-wide number. */
  dev(id: number): NetdevRow {
    const row = this.netdevs.get(id);
    if (row === undefined) throw new Error(`no device ${id}`);
    return row;
  }

  netnsOf(dev: NetdevRow): Netns {
    return this.netns(dev.netns);
  }

  /** The next number of a series, from 1. */
  serial(name: string): number {
    const next = (this.#serials.get(name) ?? 0) + 1;
    this.#serials.set(name, next);
    return next;
  }

  /** Frames and octets that a device has sent or received. A loopback device counts packets (Linux loopback_xmit()). */
  traffic(dev: number, direction: 'sent' | 'received'): { frames: number; octets: number } {
    const { frames, octets } = this.world.frames.trafficAt(dev, direction, this.world.journal.position);
    return { frames, octets: this.netdevs.get(dev)?.kind === 'loopback' ? octets - 14 * frames : octets };
  }

  /** How many frames may wait at a device before the next one is dropped (Linux tx_queue_len). */
  queueLength(dev: number): number {
    return this.#queueLengths.get(dev) ?? TX_QUEUE_LENGTH;
  }

  setQueueLength(dev: number, frames: number): void {
    if (frames === TX_QUEUE_LENGTH) this.#queueLengths.delete(dev);
    else this.#queueLengths.set(dev, frames);
  }

  counter(dev: number, which: Counter): number {
    return this.#counters.get(dev * 16 + COUNTERS.indexOf(which)) ?? 0;
  }

  count(dev: number, which: Counter, by: number): void {
    const key = dev * 16 + COUNTERS.indexOf(which);
    this.#counters.set(key, (this.#counters.get(key) ?? 0) + by);
  }
}
