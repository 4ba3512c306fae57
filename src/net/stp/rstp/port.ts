// A handle of a port, through which the state machines read and write its rows. It holds nothing of its own. Read tables.ts first.
import type { Stack } from '../../stack.js';
import { portOf, portsOfBridge, stpOf } from '../rows.js';
import { type BridgePortRow, portIdOf, type StpRow } from '../tables.js';
import type { Vector } from '../vector.js';
import type { RstpPortRow, RstpRow } from './tables.js';

/** §17.19.22: whose parameters go with a priority vector; ns. */
export interface Times {
  readonly messageAge: number;
  readonly maxAge: number;
  readonly helloTime: number;
  readonly fwdDelay: number;
}

export type Timer =
  | 'edgeDelayWhile'
  | 'fdWhile'
  | 'helloWhen'
  | 'mdelayWhile'
  | 'rbWhile'
  | 'rcvdInfoWhile'
  | 'rrWhile'
  | 'tcWhile';

export class Port {
  readonly stack: Stack;
  readonly dev: number;
  readonly bridge: number;

  constructor(stack: Stack, dev: number, bridge: number) {
    this.stack = stack;
    this.dev = dev;
    this.bridge = bridge;
  }

  get vars(): RstpPortRow {
    return varsOf(this.stack, this.dev);
  }
  get row(): BridgePortRow {
    return portOf(this.stack, this.dev);
  }
  get stp(): StpRow {
    return stpOf(this.stack, this.bridge);
  }
  get rstp(): RstpRow {
    return rstpOf(this.stack, this.bridge);
  }
  get now(): number {
    return this.stack.world.now;
  }
  get learning(): boolean {
    const { state } = this.row;
    return state === 'learning' || state === 'forwarding';
  }
  get forwarding(): boolean {
    return this.row.state === 'forwarding';
  }

  set(vars: Partial<RstpPortRow>): void {
    this.stack.rstpPorts.patch(this.dev, vars);
  }
  put(columns: Partial<BridgePortRow>): void {
    this.stack.bridgePorts.patch(this.dev, columns);
  }
  others(): Port[] {
    return portsOf(this.stack, this.bridge).filter(p => p.dev !== this.dev);
  }

  /** Whether a timer still runs. Where a role keeps it wound up it does. */
  runs(timer: Timer): boolean {
    const { role } = this.row;
    if (timer === 'rrWhile' && role === 'root') return true;
    if (timer === 'rbWhile' && role === 'backup') return true;
    if (timer === 'fdWhile' && (role === 'alternate' || role === 'backup' || role === 'disabled')) return true;
    return this.vars[timer] > this.now;
  }

  /** designatedPriority (§17.19.4): what the bridge would announce here. */
  get designated(): Vector {
    const { rootId, rootCost, bridgeId } = this.stp;
    return { rootId, rootCost, designatedBridge: bridgeId, designatedPort: portIdOf(this.row) };
  }
  /** designatedTimes (§17.19.5). */
  get designatedTimes(): Times {
    const { maxAgeNs, forwardDelayNs, ownHelloNs } = this.stp;
    return { messageAge: this.rstp.messageAge, maxAge: maxAgeNs, helloTime: ownHelloNs, fwdDelay: forwardDelayNs };
  }
  /** forwardDelay (§17.20.5): among bridges that speak RSTP the hello time is enough. */
  get forwardDelay(): number {
    const { helloTime, fwdDelay } = this.designatedTimes;
    return this.vars.sendRstp ? helloTime : fwdDelay;
  }
}

export function varsOf(stack: Stack, dev: number): RstpPortRow {
  const row = stack.rstpPorts.get(dev);
  if (row === undefined) throw new Error(`device ${dev} is no port of a bridge with RSTP`);
  return row;
}

export function rstpOf(stack: Stack, bridge: number): RstpRow {
  const row = stack.rstp.get(bridge);
  if (row === undefined) throw new Error(`bridge ${bridge} has no RSTP`);
  return row;
}

/** The ports, in the order of Linux's list: the one that joined last first. */
export const portsOf = (stack: Stack, bridge: number): Port[] =>
  portsOfBridge(stack, bridge).map(({ dev }) => new Port(stack, dev, bridge));
