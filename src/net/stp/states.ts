// From what a port is in the tree to what it does: blocking, listening, learning, forwarding (Linux
// br_port_state_selection(), br_make_forwarding(), br_make_blocking()). Read election.ts first.
import { refreshCarrier } from '../config.js';
import type { Stack } from '../stack.js';
import { changeDetected } from './change.js';
import { portOf, portsOfBridge, setPortTimer, stpOf } from './rows.js';
import { forgetPending } from './send.js';
import { STP_STATE } from './stages.js';
import type { BridgePortRow, PortRole, PortState } from './tables.js';
import { compareOwn, isDesignated } from './vector.js';

export function portStateSelection(stack: Stack, bridge: number): void {
  for (const { dev } of portsOfBridge(stack, bridge)) {
    const port = portOf(stack, dev);
    if (port.state === 'disabled') continue;
    const stp = stpOf(stack, bridge);
    if (dev === stp.rootPort) {
      forgetPending(stack, dev);
      makeForwarding(stack, port, 'root');
    } else if (isDesignated(stp, port)) {
      setPortTimer(stack, dev, 'ageTimer', undefined);
      makeForwarding(stack, port, 'designated');
    } else {
      forgetPending(stack, dev);
      makeBlocking(stack, port);
    }
  }
  refreshCarrier(stack, bridge);
}

function makeForwarding(stack: Stack, port: BridgePortRow, role: PortRole): void {
  const { journal } = stack.world;
  const { dev, bridge } = port;
  if (port.state !== 'blocking') {
    if (port.role === role) return;
    journal.begin(STP_STATE, 'stp.role', { dev, role, before: port.role, state: port.state });
    stack.bridgePorts.patch(dev, { role });
    journal.end();
    return;
  }
  const { enabled, forwardDelayNs } = stpOf(stack, bridge);
  if (!enabled || forwardDelayNs === 0) {
    journal.begin(STP_STATE, 'stp.forward-at-once', { dev, role, enabled });
    setState(stack, dev, 'forwarding', role);
    changeDetected(stack, bridge);
  } else {
    journal.begin(STP_STATE, 'stp.listen', { dev, role, delay: forwardDelayNs });
    setState(stack, dev, 'listening', role);
    setPortTimer(stack, dev, 'delayTimer', forwardDelayNs);
  }
  journal.end();
}

function makeBlocking(stack: Stack, port: BridgePortRow): void {
  const { journal } = stack.world;
  const { dev, bridge } = port;
  if (port.state === 'blocking' && port.role === 'alternate') return;
  const stp = stpOf(stack, bridge);
  const [, part] = compareOwn(stp, port);
  const args = { dev, root: port.rootId, neighbour: port.designatedBridge, theirs: port.rootCost, own: stp.rootCost };
  journal.begin(STP_STATE, 'stp.block', { ...args, part, rootPort: stp.rootPort });
  const carried = port.state === 'forwarding' || port.state === 'learning';
  if (carried) changeDetected(stack, bridge);
  setState(stack, dev, 'blocking', 'alternate');
  setPortTimer(stack, dev, 'delayTimer', undefined);
  journal.end();
}

export function setState(stack: Stack, dev: number, state: PortState, role: PortRole): void {
  const before = portOf(stack, dev);
  if (before.state !== state || before.role !== role) stack.bridgePorts.patch(dev, { state, role });
}

/** Half of the way from listening to forwarding is over (Linux br_forward_delay_timer_expired()). */
export function delayOver(stack: Stack, dev: number): void {
  const { journal } = stack.world;
  const { state, role, bridge } = portOf(stack, dev);
  const { forwardDelayNs: delay, bridgeId } = stpOf(stack, bridge);
  if (state === 'listening') {
    journal.begin(STP_STATE, 'stp.learn', { dev, delay });
    setState(stack, dev, 'learning', role);
    setPortTimer(stack, dev, 'delayTimer', delay);
    journal.end();
  } else if (state === 'learning') {
    journal.begin(STP_STATE, 'stp.forward', { dev, delay });
    setState(stack, dev, 'forwarding', role);
    const speaks = portsOfBridge(stack, bridge).some(p => p.state !== 'disabled' && p.designatedBridge === bridgeId);
    if (speaks) changeDetected(stack, bridge);
    refreshCarrier(stack, bridge);
    journal.end();
  }
}
