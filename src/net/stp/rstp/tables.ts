// What RSTP knows beside stp/tables.ts: one row for a bridge that mstpd minds, one for each of its ports, with the variables of
// IEEE 802.1D-2004 §17.18 and §17.19 under their names there. `bridge-port` holds a port's role, its state and its port
// priority vector (rootId, rootCost, designatedBridge, designatedPort). Read machine.ts next.
import { tableSchema } from '../../../journal/index.js';
import { type PortRole, SECOND } from '../tables.js';

/** 802.1D-2004 §17.19.10: where the port priority vector comes from. */
export type InfoIs = 'disabled' | 'aged' | 'mine' | 'received';
/** Whether a link joins two bridges and nobody else (§6.4.3): by its duplex mode, or by order. */
export type AdminP2p = 'auto' | 'yes' | 'no';

export interface RstpRow {
  readonly dev: number;
  /** How many BPDUs a port may send at once; one more every second (§17.13.12). */
  readonly txHoldCount: number;
  /** Message Age of rootTimes, ns: a second for each bridge on the way (§17.18.7). */
  readonly messageAge: number;
  /** Topology changes so far: times at which ports began to tell of one. */
  readonly changes: number;
  /** The next time something of its ports is due; -1 for none. */
  readonly timer: number;
}
export const rstpSchema = tableSchema<RstpRow>(
  'rstp',
  'Rapid spanning tree of bridges',
  { dev: 'dev', txHoldCount: 'int', messageAge: 'duration', changes: 'int', timer: 'event' },
  ['dev'],
);

/**
 * Timers are the times at which they run out; at or before now they have. Where the standard winds one up again with every
 * tick (rrWhile of a root port, fdWhile and rbWhile of ports that discard by role), it begins when the role ends: role.ts.
 */
export interface RstpPortRow {
  readonly dev: number;
  readonly adminEdge: boolean;
  readonly autoEdge: boolean;
  readonly adminP2p: AdminP2p;
  readonly portEnabled: boolean;
  readonly operPointToPointMac: boolean;
  readonly operEdge: boolean;
  readonly infoIs: InfoIs;
  readonly selectedRole: PortRole;
  readonly selected: boolean;
  readonly reselect: boolean;
  readonly updtInfo: boolean;
  readonly proposing: boolean;
  readonly proposed: boolean;
  readonly agree: boolean;
  readonly agreed: boolean;
  readonly sync: boolean;
  readonly synced: boolean;
  readonly reRoot: boolean;
  readonly disputed: boolean;
  readonly learn: boolean;
  readonly forward: boolean;
  readonly sendRstp: boolean;
  readonly rcvdRstp: boolean;
  readonly rcvdStp: boolean;
  /** State of the Port Protocol Migration machine. */
  readonly migration: 'checking-rstp' | 'selecting-stp' | 'sensing';
  /** State of the Topology Change machine. */
  readonly change: 'inactive' | 'learning' | 'active';
  readonly rcvdTc: boolean;
  readonly rcvdTcn: boolean;
  readonly rcvdTcAck: boolean;
  readonly tcProp: boolean;
  readonly tcAck: boolean;
  readonly newInfo: boolean;
  /** BPDUs sent of late, by the time `txSince`; one less every second. */
  readonly txCount: number;
  readonly txSince: number;
  /** portTimes, ns */
  readonly messageAge: number;
  readonly maxAge: number;
  readonly helloTime: number;
  readonly fwdDelay: number;
  readonly edgeDelayWhile: number;
  readonly fdWhile: number;
  readonly helloWhen: number;
  readonly mdelayWhile: number;
  readonly rbWhile: number;
  readonly rcvdInfoWhile: number;
  readonly rrWhile: number;
  readonly tcWhile: number;
}
export const rstpPortSchema = tableSchema<RstpPortRow>(
  'rstp-port',
  'Rapid spanning tree of ports',
  {
    dev: 'dev',
    infoIs: 'string',
    proposing: 'bool',
    proposed: 'bool',
    agree: 'bool',
    agreed: 'bool',
    sync: 'bool',
    synced: 'bool',
    operEdge: 'bool',
    sendRstp: 'bool',
    selectedRole: 'string',
    selected: 'bool',
    reselect: 'bool',
    updtInfo: 'bool',
    learn: 'bool',
    forward: 'bool',
    reRoot: 'bool',
    disputed: 'bool',
    newInfo: 'bool',
    change: 'string',
    migration: 'string',
    portEnabled: 'bool',
    operPointToPointMac: 'bool',
    adminEdge: 'bool',
    autoEdge: 'bool',
    adminP2p: 'string',
    rcvdRstp: 'bool',
    rcvdStp: 'bool',
    rcvdTc: 'bool',
    rcvdTcn: 'bool',
    rcvdTcAck: 'bool',
    tcProp: 'bool',
    tcAck: 'bool',
    txCount: 'int',
    txSince: 'time',
    messageAge: 'duration',
    maxAge: 'duration',
    helloTime: 'duration',
    fwdDelay: 'duration',
    fdWhile: 'time',
    rrWhile: 'time',
    rbWhile: 'time',
    rcvdInfoWhile: 'time',
    tcWhile: 'time',
    helloWhen: 'time',
    edgeDelayWhile: 'time',
    mdelayWhile: 'time',
  },
  ['dev'],
);

/** 802.1D-2004 Table 17-1. */
export const MIGRATE_NS = 3 * SECOND;
export const TX_HOLD_COUNT = 6;
/** mstpd's bounds (MSTP_IN_set_cist_bridge_config); 802.1D-2004 Table 17-1. */
export const TX_HOLD_LIMITS = [1, 10] as const;
