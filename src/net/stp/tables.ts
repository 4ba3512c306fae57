// What a bridge's spanning tree knows: one row for the bridge, one for each of its ports (Linux struct net_bridge, struct
// net_bridge_port). Read this first; then election.ts (who is root, which port does what), states.ts, bpdu.ts, timers.ts.
import { tableSchema } from '../../journal/index.js';
import { formatMac } from '../../wire/index.js';

/** Linux BR_STATE_…, by number. */
export const PORT_STATES = ['disabled', 'listening', 'learning', 'forwarding', 'blocking'] as const;
/** `discarding`: RSTP's word for all that neither learns nor forwards (IEEE 802.1D-2004 §7.4); the kernel says `blocking`. */
export type PortState = (typeof PORT_STATES)[number] | 'discarding';
export const kernelState = (state: PortState): (typeof PORT_STATES)[number] =>
  state === 'discarding' ? 'blocking' : state;

/**
 * What the port is in the tree. A port that is neither root port nor designated is an alternate (802.1D-1998: blocked); RSTP
 * calls it a backup where another port of the same bridge is designated.
 */
export type PortRole = 'disabled' | 'root' | 'designated' | 'alternate' | 'backup';
/** Who works the tree out: the kernel by 802.1D-1998, or mstpd by 802.1D-2004 (Linux BR_KERNEL_STP, BR_USER_STP). */
export type StpVersion = 'stp' | 'rstp';

/**
 * A bridge's identifier as text: priority and MAC address in hexadecimal, `8000.020000000101`, as in Linux' sysfs. Texts
 * compare as IEEE 802.1D §9.2.5 wants the 64-bit numbers compared.
 */
export type BridgeId = string;

export interface StpRow {
  readonly dev: number;
  readonly enabled: boolean;
  readonly version: StpVersion;
  readonly bridgeId: BridgeId;
  /** Whom the bridge takes for the root; itself, unless it has heard of a better one. */
  readonly rootId: BridgeId;
  /** Device number of the root port, 0 for none. */
  readonly rootPort: number;
  readonly rootCost: number;
  /** The topology is changing: addresses age fast. */
  readonly changing: boolean;
  /** A change was noticed here and not acknowledged yet. */
  readonly detected: boolean;
  /** Times in force: the root's. */
  readonly helloNs: number;
  readonly maxAgeNs: number;
  readonly forwardDelayNs: number;
  /** Times of its own, which hold everywhere when it is the root. */
  readonly ownHelloNs: number;
  readonly ownMaxAgeNs: number;
  readonly ownForwardDelayNs: number;
  /** Pending events, -1 for none. */
  readonly helloTimer: number;
  readonly tcnTimer: number;
  readonly changeTimer: number;
}
export const stpSchema = tableSchema<StpRow>(
  'stp',
  'Spanning tree of bridges',
  {
    dev: 'dev',
    bridgeId: 'string',
    rootId: 'string',
    rootPort: 'dev',
    rootCost: 'int',
    enabled: 'bool',
    changing: 'bool',
    version: 'string',
    detected: 'bool',
    helloNs: 'duration',
    maxAgeNs: 'duration',
    forwardDelayNs: 'duration',
    ownHelloNs: 'duration',
    ownMaxAgeNs: 'duration',
    ownForwardDelayNs: 'duration',
    helloTimer: 'event',
    tcnTimer: 'event',
    changeTimer: 'event',
  },
  ['dev'],
);

export interface BridgePortRow {
  readonly dev: number;
  readonly bridge: number;
  readonly state: PortState;
  readonly role: PortRole;
  readonly cost: number;
  /** The cost was set by hand and does not follow the link's rate. */
  readonly fixedCost: boolean;
  readonly priority: number;
  /** 1 … 1023 */
  readonly number: number;
  /** The best that was announced on this port's link: root, cost to it, bridge and port that announce it. */
  readonly rootId: BridgeId;
  readonly rootCost: number;
  readonly designatedBridge: BridgeId;
  /** Priority and number in hexadecimal: `8001`. */
  readonly designatedPort: string;
  /** When the root said so: time of reception less the message's age. */
  readonly heard: number;
  /** A configuration BPDU waits for the hold time to pass; until when none may be sent. */
  readonly pending: boolean;
  readonly holdUntil: number;
  /** The next BPDU acknowledges a topology change. */
  readonly ack: boolean;
  /** BPDUs are not welcome: one switches the port off (`guard`). Addresses are learnt (`learning`). */
  readonly guard: boolean;
  readonly learning: boolean;
  /** Pending events, -1 for none. */
  readonly ageTimer: number;
  readonly delayTimer: number;
  readonly holdTimer: number;
}
export const bridgePortSchema = tableSchema<BridgePortRow>(
  'bridge-port',
  'Ports of bridges',
  {
    dev: 'dev',
    state: 'string',
    role: 'string',
    cost: 'int',
    rootId: 'string',
    rootCost: 'int',
    designatedBridge: 'string',
    designatedPort: 'string',
    priority: 'int',
    number: 'int',
    bridge: 'dev',
    fixedCost: 'bool',
    guard: 'bool',
    learning: 'bool',
    pending: 'bool',
    ack: 'bool',
    heard: 'time',
    holdUntil: 'time',
    ageTimer: 'event',
    delayTimer: 'event',
    holdTimer: 'event',
  },
  ['dev'],
);

export const SECOND = 1_000_000_000;
/** Linux BR_HOLD_TIME; IEEE 802.1D-1998 Table 8-3. */
export const HOLD_NS = SECOND;
/** 802.1D-1998 §8.5.3.7: the usual priority. */
export const BRIDGE_PRIORITY = 0x8000;
export const PORT_PRIORITY = 32;
/** 802.1D-1998 Table 8-3. */
export const TIMES = { helloNs: 2 * SECOND, maxAgeNs: 20 * SECOND, forwardDelayNs: 15 * SECOND } as const;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
export const bridgeIdOf = (priority: number, mac: number): BridgeId => `${hex(priority, 4)}.${hex(mac, 12)}`;
export const priorityOf = (id: BridgeId): number => Number.parseInt(id.slice(0, 4), 16);
export const macOfId = (id: BridgeId): number => Number.parseInt(id.slice(5), 16);
/** `32768/02:00:00:00:01:01`: as Wireshark writes one. */
export const bridgeIdText = (id: BridgeId): string => `${priorityOf(id)}/${formatMac(macOfId(id))}`;
/** Linux br_make_port_id(): six bits of priority, ten of the number. */
export const portIdOf = ({ priority, number }: Pick<BridgePortRow, 'priority' | 'number'>): string =>
  hex(priority * 1024 + number, 4);
