// What a person may set of a spanning tree (Linux br_stp_if.c, br_setport()). Expected failures are errno values.
import type { ConfigError } from '../config.js';
import { setDevice } from '../config.js';
import type { Stack } from '../stack.js';
import { becomeRootBridge, setChanging } from './change.js';
import { MOST_RAPID_COST, portCost } from './cost.js';
import { configurationUpdate, forgetHeard } from './election.js';
import { portOf, portsOfBridge, setBridgeTimer, setPortTimer, stpOf } from './rows.js';
import { isRapid, reselectAll, startRstp, stopRstp } from './rstp/index.js';
import { forgetPending } from './send.js';
import { STP_SET, STP_STATE } from './stages.js';
import { portStateSelection, setState } from './states.js';
import {
  bridgeIdOf,
  macOfId,
  type PortState,
  portIdOf,
  priorityOf,
  SECOND,
  type StpRow,
  type StpVersion,
} from './tables.js';
import { isDesignated, isRoot } from './vector.js';

/** Linux BR_MIN_…, BR_MAX_…; IEEE 802.1D-1998 Table 8-3, in seconds. */
const LIMITS = { helloNs: [1, 10], maxAgeNs: [6, 40], forwardDelayNs: [2, 30] } as const;
export type StpTime = keyof typeof LIMITS;
const OWN = { helloNs: 'ownHelloNs', maxAgeNs: 'ownMaxAgeNs', forwardDelayNs: 'ownForwardDelayNs' } as const;

/** Linux BR_MAX_PORT_PRIORITY (64 of them) and BR_MIN_PATH_COST … BR_MAX_PATH_COST. */
const PORT_PRIORITIES = 64;
const MOST_COST = 65535;

/** Does something that may make the bridge root, and what follows if it does. */
function electing(stack: Stack, bridge: number, work: () => void): void {
  const wasRoot = isRoot(stpOf(stack, bridge));
  work();
  if (isRapid(stack, bridge)) {
    reselectAll(stack, bridge);
    return;
  }
  configurationUpdate(stack, bridge);
  portStateSelection(stack, bridge);
  if (!wasRoot && isRoot(stpOf(stack, bridge))) becomeRootBridge(stack, bridge);
}

/** Switches the spanning tree on or off (Linux br_stp_start(), br_stp_stop()). Off, ports stay what they are. */
export function setStp(stack: Stack, bridge: number, enabled: boolean): void {
  const { journal } = stack.world;
  const stp = stpOf(stack, bridge);
  if (stp.enabled === enabled) return;
  journal.begin(STP_SET, enabled ? 'stp.start' : 'stp.stop', { bridge });
  stack.stp.patch(bridge, { enabled });
  if (enabled) {
    const [least, most] = LIMITS.forwardDelayNs;
    const delay = Math.min(most * SECOND, Math.max(least * SECOND, stp.ownForwardDelayNs));
    if (delay !== stp.ownForwardDelayNs) writeTime(stack, bridge, 'forwardDelayNs', delay);
    setVersion(stack, bridge, stack.rstp.has(bridge) ? 'rstp' : 'stp');
    if (stack.rstp.has(bridge)) {
      quietKernel(stack, bridge);
      startRstp(stack, bridge);
    } else {
      if (stack.dev(bridge).up) setBridgeTimer(stack, bridge, 'helloTimer', stp.helloNs);
      portStateSelection(stack, bridge);
    }
  } else if (stp.version === 'rstp') leaveRstp(stack, bridge);
  else setBridgeTimer(stack, bridge, 'helloTimer', undefined);
  journal.end();
}

/** Who works the tree out decides what a link costs. */
function setVersion(stack: Stack, bridge: number, version: StpVersion): void {
  if (stpOf(stack, bridge).version === version) return;
  stack.stp.patch(bridge, { version });
  for (const { dev, fixedCost } of portsOfBridge(stack, bridge)) {
    if (!fixedCost) stack.bridgePorts.patch(dev, { cost: portCost(stack, stack.dev(dev), version) });
  }
}

/** mstpd takes over: the kernel's own timers stop (Linux br_stp_start() with BR_USER_STP). */
function quietKernel(stack: Stack, bridge: number): void {
  setChanging(stack, bridge, false);
  stack.stp.patch(bridge, { detected: false });
  for (const timer of ['helloTimer', 'changeTimer', 'tcnTimer'] as const)
    setBridgeTimer(stack, bridge, timer, undefined);
  for (const { dev } of portsOfBridge(stack, bridge)) {
    forgetPending(stack, dev);
    for (const timer of ['ageTimer', 'delayTimer'] as const) setPortTimer(stack, dev, timer, undefined);
  }
}

/** mstpd lets go: nothing is known of other bridges any more, and what can forward does. */
function leaveRstp(stack: Stack, bridge: number): void {
  stopRstp(stack, bridge);
  setVersion(stack, bridge, 'stp');
  stack.stp.patch(bridge, { rootId: stpOf(stack, bridge).bridgeId, rootPort: 0, rootCost: 0 });
  for (const { dev, state } of portsOfBridge(stack, bridge)) {
    forgetHeard(stack, dev);
    if (state !== 'disabled' && state !== 'forwarding') setState(stack, dev, 'blocking', 'designated');
  }
  portStateSelection(stack, bridge);
}

function writeTime(stack: Stack, bridge: number, time: StpTime, ns: number): void {
  const change: Partial<StpRow> = { [OWN[time]]: ns };
  stack.stp.patch(bridge, isRoot(stpOf(stack, bridge)) ? { ...change, [time]: ns } : change);
}

/** Sets a time of the bridge's own; it holds everywhere while the bridge is the root. */
export function setStpTime(stack: Stack, bridge: number, time: StpTime, ns: number): ConfigError | undefined {
  const [least, most] = LIMITS[time];
  // Linux br_set_forward_delay(): without a spanning tree it may be anything.
  const free = time === 'forwardDelayNs' && !stpOf(stack, bridge).enabled;
  if (!free && (ns < least * SECOND || ns > most * SECOND)) return 'ERANGE';
  const { journal } = stack.world;
  journal.begin(STP_SET, 'stp.set-bridge', { bridge, what: time, value: ns });
  writeTime(stack, bridge, time, ns);
  if (isRapid(stack, bridge)) reselectAll(stack, bridge);
  journal.end();
  return undefined;
}

/** Linux br_stp_set_bridge_priority(). */
export function setBridgePriority(stack: Stack, bridge: number, priority: number): void {
  const { bridgeId } = stpOf(stack, bridge);
  if (priorityOf(bridgeId) === priority) return;
  stack.world.journal.begin(STP_SET, 'stp.set-bridge', { bridge, what: 'priority', value: priority });
  // Linux leaves what others announce as it is: they hear of it soon enough.
  newId(stack, bridge, bridgeIdOf(priority, macOfId(bridgeId)), false);
  stack.world.journal.end();
}

/** The bridge's address changed, and with it its identifier (Linux br_stp_change_bridge_id()). */
export function setBridgeAddress(stack: Stack, bridge: number, mac: number): void {
  const { bridgeId } = stpOf(stack, bridge);
  if (stack.dev(bridge).mac !== mac) setDevice(stack, bridge, { mac });
  if (macOfId(bridgeId) === mac) return;
  stack.world.journal.begin(STP_SET, 'stp.new-id', { bridge, mac });
  newId(stack, bridge, bridgeIdOf(priorityOf(bridgeId), mac), true);
  stack.world.journal.end();
}

/** `heard`: where others announced the old identifier, too. */
function newId(stack: Stack, bridge: number, id: string, heard: boolean): void {
  const stp = stpOf(stack, bridge);
  const before = stp.bridgeId;
  electing(stack, bridge, () => {
    for (const port of portsOfBridge(stack, bridge)) {
      const mine = isDesignated(stp, port);
      const change = {
        ...(mine || (heard && port.designatedBridge === before) ? { designatedBridge: id } : {}),
        ...(heard && port.rootId === before ? { rootId: id } : {}),
      };
      if (Object.keys(change).length > 0) stack.bridgePorts.patch(port.dev, change);
    }
    const root = isRoot(stpOf(stack, bridge));
    stack.stp.patch(bridge, root ? { bridgeId: id, rootId: id } : { bridgeId: id });
  });
}

/** Linux br_stp_set_port_priority(). */
export function setPortPriority(stack: Stack, dev: number, priority: number): ConfigError | undefined {
  if (priority >= PORT_PRIORITIES) return 'ERANGE';
  const before = portOf(stack, dev);
  const stp = stpOf(stack, before.bridge);
  stack.world.journal.begin(STP_SET, 'stp.set-port', { dev, what: 'priority', value: priority });
  const designatedPort = portIdOf({ ...before, priority });
  const mine = isDesignated(stp, before);
  stack.bridgePorts.patch(dev, { priority, ...(mine ? { designatedPort } : {}) });
  if (isRapid(stack, before.bridge)) reselectAll(stack, before.bridge);
  else if (stp.bridgeId === before.designatedBridge && designatedPort < before.designatedPort) {
    configurationUpdate(stack, before.bridge);
    portStateSelection(stack, before.bridge);
  }
  stack.world.journal.end();
  return undefined;
}

/** Linux br_stp_set_path_cost(). Linux differs: iproute2 sends no cost of 0. RSTP counts further (802.1D-2004 §17.14), and 0 lets the cost follow the rate again. */
export function setPathCost(stack: Stack, dev: number, cost: number): ConfigError | undefined {
  const { bridge } = portOf(stack, dev);
  const { version } = stpOf(stack, bridge);
  const auto = cost === 0 && version === 'rstp';
  if ((cost < 1 && !auto) || cost > (version === 'rstp' ? MOST_RAPID_COST : MOST_COST)) return 'ERANGE';
  stack.world.journal.begin(STP_SET, 'stp.set-port', { dev, what: 'cost', value: cost });
  stack.bridgePorts.patch(dev, { cost: auto ? portCost(stack, stack.dev(dev), version) : cost, fixedCost: !auto });
  if (isRapid(stack, bridge)) reselectAll(stack, bridge);
  else {
    configurationUpdate(stack, bridge);
    portStateSelection(stack, bridge);
  }
  stack.world.journal.end();
  return undefined;
}

/** A state by hand, which only a bridge without a spanning tree of its own allows (Linux br_set_port_state()). */
export function setPortState(stack: Stack, dev: number, state: PortState): ConfigError | undefined {
  const { bridge, role } = portOf(stack, dev);
  if (stpOf(stack, bridge).enabled) return 'EBUSY';
  const { up, running } = stack.dev(dev);
  if (!up || (!running && state !== 'disabled')) return 'ENETDOWN';
  stack.world.journal.begin(STP_STATE, 'stp.by-hand', { dev, state });
  setState(stack, dev, state, role);
  portStateSelection(stack, bridge);
  stack.world.journal.end();
  return undefined;
}

/** BPDU guard, and whether addresses are learnt. */
export function setPortFlag(stack: Stack, dev: number, flag: 'guard' | 'learning', on: boolean): void {
  stack.world.journal.begin(STP_SET, 'stp.set-port', { dev, what: flag, value: on ? 1 : 0 });
  stack.bridgePorts.patch(dev, { [flag]: on });
  stack.world.journal.end();
}
