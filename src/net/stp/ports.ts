// Ports and bridges that come and go: a port joins or leaves, its link works or not, the bridge is switched on or off
// (Linux br_stp_if.c, br_port_carrier_check()).
import { kindOf } from '../device.js';
import type { Stack } from '../stack.js';
import type { NetdevRow } from '../tables.js';
import { becomeRootBridge, setChanging } from './change.js';
import { portCost } from './cost.js';
import { configurationUpdate, forgetHeard } from './election.js';
import { portOf, portsOfBridge, setBridgeTimer, setPortTimer, stpOf } from './rows.js';
import { addRstpPort, forgetRstp, isRapid, rstpPortEnabled } from './rstp/index.js';
import { forgetPending, generateConfigs } from './send.js';
import { STP_SET, STP_STATE } from './stages.js';
import { portStateSelection, setState } from './states.js';
import { BRIDGE_PRIORITY, bridgeIdOf, PORT_PRIORITY, portIdOf, TIMES } from './tables.js';
import { isRoot } from './vector.js';

/** A new bridge: it takes itself for the root, and its spanning tree is off (Linux br_dev_setup()). */
export function initStp(stack: Stack, bridge: number): void {
  const { helloNs, maxAgeNs, forwardDelayNs } = TIMES;
  // Linux: until it has ports a bridge has no address to be identified by.
  const id = bridgeIdOf(BRIDGE_PRIORITY, 0);
  forgetRstp(stack, bridge);
  stack.stp.set(bridge, {
    dev: bridge,
    enabled: false,
    version: 'stp',
    bridgeId: id,
    rootId: id,
    rootPort: 0,
    rootCost: 0,
    changing: false,
    detected: false,
    ...TIMES,
    ownHelloNs: helloNs,
    ownMaxAgeNs: maxAgeNs,
    ownForwardDelayNs: forwardDelayNs,
    helloTimer: -1,
    tcnTimer: -1,
    changeTimer: -1,
  });
}

/** A device joins a bridge, disabled at first (Linux new_nbp()); its number is the lowest that is free. */
export function addPort(stack: Stack, bridge: number, dev: NetdevRow): void {
  const { journal } = stack.world;
  const taken = new Set(portsOfBridge(stack, bridge).map(p => p.number));
  let number = 1;
  while (taken.has(number)) number++;
  const { bridgeId, rootId, rootCost, version } = stpOf(stack, bridge);
  journal.begin(STP_SET, 'stp.port-added', { dev: dev.id, bridge, number });
  stack.bridgePorts.set(dev.id, {
    dev: dev.id,
    bridge,
    state: 'disabled',
    role: 'disabled',
    cost: portCost(stack, dev, version),
    fixedCost: false,
    priority: PORT_PRIORITY,
    number,
    rootId,
    rootCost,
    designatedBridge: bridgeId,
    designatedPort: portIdOf({ priority: PORT_PRIORITY, number }),
    heard: stack.world.now,
    pending: false,
    holdUntil: 0,
    ack: false,
    guard: false,
    learning: true,
    ageTimer: -1,
    delayTimer: -1,
    holdTimer: -1,
  });
  addRstpPort(stack, bridge, dev.id);
  journal.end();
}

/** Linux del_nbp(). */
export function removePort(stack: Stack, dev: number): void {
  const { journal } = stack.world;
  const port = stack.bridgePorts.get(dev);
  if (port === undefined) return;
  journal.begin(STP_SET, 'stp.port-removed', { dev, bridge: port.bridge });
  if (port.state !== 'disabled') portStops(stack, dev);
  stack.rstpPorts.delete(dev);
  stack.bridgePorts.delete(dev);
  journal.end();
}

/** Whether a port's link works may have changed (Linux br_port_carrier_check()). */
export function portCarrier(stack: Stack, dev: NetdevRow): void {
  const port = stack.bridgePorts.get(dev.id);
  if (port === undefined) return;
  const cost = portCost(stack, dev, stpOf(stack, port.bridge).version);
  if (dev.up && !port.fixedCost && cost !== port.cost) stack.bridgePorts.patch(dev.id, { cost });
  if (!stack.dev(port.bridge).up) return;
  const works = dev.up && dev.running;
  if (works && port.state === 'disabled') portStarts(stack, dev.id);
  if (!works && port.state !== 'disabled') portStops(stack, dev.id);
}

/** By whichever protocol the bridge has. */
function portStarts(stack: Stack, dev: number): void {
  if (isRapid(stack, portOf(stack, dev).bridge)) rstpPortEnabled(stack, dev, true);
  else enablePort(stack, dev);
}

function portStops(stack: Stack, dev: number): void {
  if (!isRapid(stack, portOf(stack, dev).bridge)) {
    disablePort(stack, dev);
    return;
  }
  rstpPortEnabled(stack, dev, false);
  const own = stack.dev(portOf(stack, dev).bridge);
  kindOf(own).forgetPort?.(stack, own, stack.dev(dev));
}

/** Linux br_stp_enable_port(), br_init_port(). */
export function enablePort(stack: Stack, dev: number): void {
  const { journal } = stack.world;
  const { bridge } = portOf(stack, dev);
  journal.begin(STP_STATE, 'stp.enable', { dev, enabled: stpOf(stack, bridge).enabled });
  forgetHeard(stack, dev);
  setState(stack, dev, 'blocking', 'designated');
  forgetPending(stack, dev);
  portStateSelection(stack, bridge);
  journal.end();
}

/** Linux br_stp_disable_port(). */
export function disablePort(stack: Stack, dev: number): void {
  const { journal } = stack.world;
  const { bridge } = portOf(stack, dev);
  const wasRoot = isRoot(stpOf(stack, bridge));
  journal.begin(STP_STATE, 'stp.disable', { dev });
  forgetHeard(stack, dev);
  setState(stack, dev, 'disabled', 'disabled');
  forgetPending(stack, dev);
  stack.bridgePorts.patch(dev, { holdUntil: 0 });
  setPortTimer(stack, dev, 'ageTimer', undefined);
  setPortTimer(stack, dev, 'delayTimer', undefined);
  const own = stack.dev(bridge);
  kindOf(own).forgetPort?.(stack, own, stack.dev(dev));
  configurationUpdate(stack, bridge);
  portStateSelection(stack, bridge);
  if (!wasRoot && isRoot(stpOf(stack, bridge))) becomeRootBridge(stack, bridge);
  journal.end();
}

/** The bridge's own device was switched on or off (Linux br_stp_enable_bridge(), br_stp_disable_bridge()). */
export function bridgeUpChanged(stack: Stack, dev: NetdevRow): void {
  const { journal } = stack.world;
  const bridge = dev.id;
  if (!stack.stp.has(bridge)) return;
  journal.begin(STP_SET, dev.up ? 'stp.bridge-up' : 'stp.bridge-down', { bridge });
  if (dev.up) {
    const { enabled, helloNs } = stpOf(stack, bridge);
    if (!isRapid(stack, bridge)) {
      if (enabled) setBridgeTimer(stack, bridge, 'helloTimer', helloNs);
      generateConfigs(stack, bridge);
    }
    for (const port of portsOfBridge(stack, bridge)) {
      const { up, running } = stack.dev(port.dev);
      if (up && running) portStarts(stack, port.dev);
    }
  } else {
    for (const { dev: port } of portsOfBridge(stack, bridge)) {
      if (portOf(stack, port).state !== 'disabled') portStops(stack, port);
    }
    setChanging(stack, bridge, false);
    if (stpOf(stack, bridge).detected) stack.stp.patch(bridge, { detected: false });
    for (const timer of ['helloTimer', 'changeTimer', 'tcnTimer'] as const) {
      setBridgeTimer(stack, bridge, timer, undefined);
    }
  }
  journal.end();
}
